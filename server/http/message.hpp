// Requests and responses as plain data: what the API sees of HTTP. No socket, no parser, no thread
// here. Not here: how bytes become a Request (server/net/request_reader), which handler answers
// (router.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onward::http {

class Stream;  // stream.hpp

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

/// "GET", "DELETE" ...; "OTHER" for a method that no route of ours can name.
std::string_view to_string(Method method);

/// Names and values in the order in which they came.
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string target;  ///< as sent
  std::string
      path;     ///< decoded once; has no empty, "." or ".." segment, no encoded slash (target.hpp)
  Pairs query;  ///< decoded, in order, repeated names kept
  Pairs headers;  ///< lower-case names, values without surrounding blanks
  std::string body;

  /// The first header of that name (write it in lower case), or nullptr.
  [[nodiscard]] const std::string* header(std::string_view name) const;
  /// The first query parameter of that name, or nullptr.
  [[nodiscard]] const std::string* query_value(std::string_view name) const;
};

struct Response {
  int status = 200;
  Pairs headers;             ///< beside content-type and content-length; lower-case names
  std::string content_type;  ///< empty: none is sent
  std::string body;
  std::shared_ptr<Stream> stream{};  ///< the body instead of `body`; whoever writes it holds it
};

Response json(int status, std::string body);
Response text(int status, std::string body);
Response no_content();

/// Answers a request: from any thread, at any time, also after the server has gone. The first call
/// counts, later ones do nothing; when the last copy is destroyed without a call, the client gets a
/// 500.
using Respond = std::function<void(Response)>;
/// Takes a request; called on the thread of its connection and must not block. May answer before it
/// returns.
using Dispatch = std::function<void(Request, Respond)>;
/// How many bytes of body a request may carry; asked after its head was read and before its body.
using BodyLimit = std::function<std::size_t(Method, std::string_view path)>;

}  // namespace onward::http

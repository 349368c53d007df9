// Outbound HTTP: one request, one answer, every step of it bounded. Redirects are not followed,
// proxies and the environment are not asked, and a connection is opened only to an address that may
// be reached (addresses.hpp). What a request means, and whether it is tried again, is the caller's
// matter (adapters/connectors).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward::http_client {

struct Header {
  std::string name, value;
  friend bool operator==(const Header&, const Header&) = default;
};

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::optional<std::string> body;
  Duration connect_timeout{10'000};  ///< name look-up, TCP and TLS together
  Duration timeout{30'000};          ///< from the first look-up to the last byte of the answer
  std::size_t answer_bytes = 512U << 10U;  ///< of the body, decoded; the head has 64 KiB
};

struct Answer {
  int status = 0;
  std::vector<Header> headers;  ///< names in lower case, in the order in which they came
  std::string body;
  std::optional<Duration> retry_after;  ///< from now on, as the target asks
};

/// Where a URL leads. IPv6 addresses stand without their brackets.
struct Target {
  std::string scheme, host;  ///< in lower case
  unsigned port = 0;
};
/// Errors: invalid (no absolute http or https URL, or one with a user or password in it).
Result<Target> target_of(std::string_view url);

/// Whether `name` can be the name of a header, and `value` its value: no line ends, nothing that
/// splits a head.
bool is_header(std::string_view name, std::string_view value);

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  /// Blocks; from any thread. Errors: invalid (URL, method or header), forbidden (the target may
  /// not be reached), unavailable (no name, no connection, TLS, or time is up), too_large (the
  /// answer). Their messages name the host, never the path, the headers or the body: secrets stand
  /// there.
  virtual Result<Answer> send(const Request& request) = 0;
  /// Ends what is under way with `unavailable`, within about a second, and refuses what comes
  /// later. For a server that stops.
  virtual void stop() = 0;
};

/// `allowed`: hosts ("crm.internal") and networks ("10.0.0.0/8", "::1") that may be reached
/// although they are not public. Errors: invalid (an entry that is neither).
Result<std::unique_ptr<HttpClient>> make_client(const std::vector<std::string>& allowed);

}  // namespace onward::http_client

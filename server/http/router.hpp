// Which handler answers a method and a path. Templates are matched segment by segment, never by a
// prefix of the text. Input: a path as target.hpp gives it (decoded once). A literal segment wins
// over "{name}", that wins over "{name...}".
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/check.hpp"
#include "server/http/message.hpp"

namespace onward::http {

/// The table by index; Router<Handler> below is what one uses.
class RouteTable {
 public:
  struct Match {
    enum class Kind : std::uint8_t {
      found,
      no_such_path,
      no_such_method
    } kind = Kind::no_such_path;
    std::size_t route = 0;  ///< when found
    Pairs parameters;       ///< name and decoded segment, in order of the template
    std::string allow;      ///< when no_such_method: the value of the header Allow
  };

  RouteTable();
  ~RouteTable();
  RouteTable(RouteTable&&) noexcept;
  RouteTable& operator=(RouteTable&&) noexcept;

  /// "/tasks/{id}/complete"; a last "{name...}" takes one or more remaining segments. A template
  /// that is malformed or there already is a bug of ours and stops the process.
  void add(Method method, std::string_view path_template, std::size_t route);
  /// A path of more than limits::http_path_segments segments matches nothing. HEAD is served by the
  /// route of GET.
  [[nodiscard]] Match match(Method method, std::string_view path) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

template <class Handler>
class Router {
 public:
  using Kind = RouteTable::Match::Kind;
  struct Match {
    Kind kind = Kind::no_such_path;
    const Handler* handler =
        nullptr;  ///< when found; lives as long as the router and no longer than its next add
    Pairs parameters;
    std::string allow;
    /// The value of a path parameter of the matched template.
    [[nodiscard]] const std::string& parameter(std::string_view name) const {
      for (const auto& [key, value] : parameters)
        if (key == name) return value;
      ONWARD_CHECK(false && "the template has no such parameter");
      return allow;
    }
  };

  void add(Method method, std::string_view path_template, Handler handler) {
    table_.add(method, path_template, handlers_.size());
    handlers_.push_back(std::move(handler));
  }
  [[nodiscard]] Match match(Method method, std::string_view path) const {
    RouteTable::Match found = table_.match(method, path);
    const Handler* handler = found.kind == Kind::found ? &handlers_[found.route] : nullptr;
    return {found.kind, handler, std::move(found.parameters), std::move(found.allow)};
  }

 private:
  RouteTable table_;
  std::vector<Handler> handlers_;
};

}  // namespace onward::http

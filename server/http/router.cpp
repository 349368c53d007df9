#include "server/http/router.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

#include "engine/base/limits.hpp"

namespace onward::http {

struct RouteTable::Node {
  struct Route {
    Method method;
    std::size_t index;
    std::vector<std::string> names;
  };
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> any;   // "{name}"
  std::unique_ptr<Node> rest;  // "{name...}", never with children
  std::vector<Route> routes;
};

RouteTable::RouteTable() : root_(std::make_unique<Node>()) {}
RouteTable::~RouteTable() = default;
RouteTable::RouteTable(RouteTable&&) noexcept = default;
RouteTable& RouteTable::operator=(RouteTable&&) noexcept = default;

namespace {

// "/" has no segment; "/a/" has "a" and an empty one. nullopt when there are too many.
std::optional<std::vector<std::string_view>> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.empty() || path.front() != '/') return std::nullopt;
  if (path == "/") return segments;
  segments.reserve(8);
  while (!path.empty()) {
    if (segments.size() == limits::http_path_segments) return std::nullopt;
    const std::size_t slash = path.find('/', 1);
    segments.push_back(path.substr(1, slash == std::string_view::npos ? slash : slash - 1));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
  }
  return segments;
}

template <class Node>
Node& child(std::unique_ptr<Node>& place) {
  if (!place) place = std::make_unique<Node>();
  return *place;
}

using Segments = std::vector<std::string_view>;

// Depth is bounded by http_path_segments. `values` is left as the segments taken by parameters on
// the way to the result.
template <class Node>
const Node* find(const Node& node, const Segments& segments, std::size_t at,
                 std::vector<std::string>& values) {
  if (at == segments.size()) return node.routes.empty() ? nullptr : &node;
  const std::string_view segment = segments[at];
  if (segment.empty()) return nullptr;
  const auto literal = node.literals.find(segment);
  if (literal != node.literals.end())
    if (const Node* found = find(*literal->second, segments, at + 1, values)) return found;
  if (node.any) {
    values.emplace_back(segment);
    if (const Node* found = find(*node.any, segments, at + 1, values)) return found;
    values.pop_back();
  }
  if (!node.rest || segments.back().empty()) return nullptr;
  // The segments are views into one path, so what remains is one view as well.
  const char* end = segments.back().data() + segments.back().size();
  values.emplace_back(segment.data(), end);
  return node.rest.get();
}

template <class Routes>
std::string allowed_methods(const Routes& routes) {
  std::string allow;
  for (const auto& route : routes) {
    if (!allow.empty()) allow += ", ";
    allow += to_string(route.method);
    if (route.method == Method::get) allow += ", HEAD";
  }
  return allow;
}

}  // namespace

void RouteTable::add(Method method, std::string_view path_template, std::size_t route) {
  const auto segments = split(path_template);
  ONWARD_CHECK(segments.has_value());
  Node* node = root_.get();
  std::vector<std::string> names;
  for (const std::string_view& segment : *segments) {
    ONWARD_CHECK(!segment.empty());
    if (segment.front() != '{') {
      node = &child(node->literals[std::string(segment)]);
      continue;
    }
    ONWARD_CHECK(segment.back() == '}' && segment.size() > 2);
    std::string_view name = segment.substr(1, segment.size() - 2);
    const bool takes_rest = name.ends_with("...");
    ONWARD_CHECK(!takes_rest || &segment == &segments->back());
    if (takes_rest) name.remove_suffix(3);
    names.emplace_back(name);
    node = &child(takes_rest ? node->rest : node->any);
  }
  for (const Node::Route& known : node->routes) ONWARD_CHECK(known.method != method);
  node->routes.push_back({method, route, std::move(names)});
}

RouteTable::Match RouteTable::match(Method method, std::string_view path) const {
  const auto segments = split(path);
  if (!segments) return {};
  std::vector<std::string> values;
  const Node* node = find(*root_, *segments, 0, values);
  if (node == nullptr) return {};

  const auto with_method = [&](Method wanted) {
    return std::find_if(node->routes.begin(), node->routes.end(),
                        [&](const Node::Route& route) { return route.method == wanted; });
  };
  auto route = with_method(method);
  if (route == node->routes.end() && method == Method::head) route = with_method(Method::get);
  if (route == node->routes.end())
    return {Match::Kind::no_such_method, 0, {}, allowed_methods(node->routes)};

  Match match{Match::Kind::found, route->index, {}, {}};
  match.parameters.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    match.parameters.emplace_back(route->names[i], std::move(values[i]));
  return match;
}

}  // namespace onward::http

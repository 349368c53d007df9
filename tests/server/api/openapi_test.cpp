// The table of routes and openapi.json describe one API. Rules inside the document:
// openapi_lint.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "engine/value/json.hpp"
#include "server/api/services.hpp"

namespace onward::api {
namespace {

/// "GET /path" -> operationId and permission, written the same for both sides.
using Table = std::map<std::string, std::string>;

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string text_at(const Context& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string{};
}

/// "tasks.work" of "... Permission: tasks.work."
std::string permission_in(const std::string& description) {
  constexpr std::string_view mark = "Permission: ";
  const std::size_t at = description.find(mark);
  if (at == std::string::npos || !description.ends_with('.')) return {};
  const std::size_t from = at + mark.size();
  return description.substr(from, description.size() - 1 - from);
}

Table described() {
  std::ifstream file(ONWARD_SOURCE_DIR "/server/api/openapi.json");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto document = json_from_text(text);
  Table table;
  if (!document.ok() || document->context() == nullptr) {
    ADD_FAILURE() << "openapi.json cannot be read";
    return table;
  }
  for (const auto& [path, item] : document->context()->find("paths")->context()->entries())
    for (const auto& [method, operation] : item.context()->entries())
      table[upper(method) + " " + path] =
          text_at(*operation.context(), "operationId") + " " +
          permission_in(text_at(*operation.context(), "description"));
  return table;
}

Table routed() {
  Table table;
  for (const Route& route : routes())
    table[std::string(http::to_string(route.method)) + " " + std::string(route.path)] =
        std::string(route.operation) + " " + std::string(auth::to_string(route.permission));
  return table;
}

TEST(OpenApi, DescribesEveryRouteWithItsOperationAndPermission) {
  const Table document = described();
  for (const auto& [call, operation] : routed()) {
    const auto found = document.find(call);
    ASSERT_NE(found, document.end()) << call << " is not described";
    EXPECT_EQ(found->second, operation) << call;
  }
}

TEST(OpenApi, DescribesNothingThatHasNoRoute) {
  const Table table = routed();
  for (const auto& [call, operation] : described())
    EXPECT_TRUE(table.contains(call)) << call << " has no route";
}

}  // namespace
}  // namespace onward::api

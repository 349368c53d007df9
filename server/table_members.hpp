// Reads a table of the configuration member by member; what is left over is unknown.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// The members of one table, each taken once.
class TableMembers {
 public:
  TableMembers(std::string where, const Context& body) : where_(std::move(where)), body_(body) {}

  Result<std::string> text(const std::string& name, std::string otherwise = {}) {
    const Value* value = take(name);
    if (value == nullptr) return otherwise;
    if (value->text() == nullptr) return wrong(name, "one text in quotes is expected");
    return *value->text();
  }
  const Value* take(const std::string& name) {
    names_.push_back(name);
    return body_.find(name);
  }
  Result<Done> finish() {
    for (const auto& [name, value] : body_.entries())
      if (std::find(names_.begin(), names_.end(), name) == names_.end())
        return wrong(name, "there is no such member");
    return Done{};
  }
  [[nodiscard]] Error wrong(const std::string& name, const std::string& expected) const {
    return {ErrorCode::invalid, where_ + "." + name + ": " + expected};
  }

 private:
  std::string where_;
  const Context& body_;
  std::vector<std::string> names_;
};

}  // namespace onward

// Which ways imaginary instances of one process took: gathered from what their commands did.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/service/ports.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

class Ways {
 public:
  explicit Ways(std::string process) : process_(std::move(process)) {}
  void see(const HistoryRow& row);
  /// "elements", "flows" and "paths", the most frequent path first.
  void write(JsonWriter& out) const;

 private:
  struct Way {
    std::vector<std::string> elements;
    bool cut = false;
  };
  std::string process_;
  std::map<InstanceId, Way> ways_;
  std::map<std::string, std::int64_t> elements_, flows_;
};

}  // namespace onward::api

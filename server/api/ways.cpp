#include "server/api/ways.hpp"

#include <algorithm>
#include <utility>

#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

// What people look at: a longer way is cut, a rarer one is left out.
constexpr std::size_t steps_of_a_way = 200;
constexpr std::size_t ways_told = 20;

void write_counts(JsonWriter& out, std::string_view list, std::string_view id,
                  const std::map<std::string, std::int64_t>& counts) {
  out.name(list).begin_array();
  for (const auto& [name, number] : counts)
    out.begin_object().name(id).text(name).name("number").number(number).end_object();
  out.end_array();
}

}  // namespace

void Ways::see(const HistoryRow& row) {
  for (const Fact& fact : row.facts) {
    if (const auto* started = std::get_if<InstanceStarted>(&fact)) {
      if (started->definition.key == process_) ways_[started->id];
    } else if (const auto* token = std::get_if<TokenCreated>(&fact)) {
      const auto way = ways_.find(row.instance);
      if (way == ways_.end()) continue;
      ++elements_[token->element];
      if (!token->flow.empty()) ++flows_[token->flow];
      if (way->second.elements.size() < steps_of_a_way)
        way->second.elements.push_back(token->element);
      else
        way->second.cut = true;
    }
  }
}

void Ways::write(JsonWriter& out) const {
  write_counts(out, "elements", "elementId", elements_);
  write_counts(out, "flows", "flowId", flows_);
  std::map<std::pair<std::vector<std::string>, bool>, std::int64_t> counted;
  for (const auto& [id, way] : ways_) ++counted[{way.elements, way.cut}];
  std::vector<std::pair<std::int64_t, const std::pair<std::vector<std::string>, bool>*>> frequent;
  for (const auto& [way, number] : counted) frequent.emplace_back(number, &way);
  std::stable_sort(frequent.begin(), frequent.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (frequent.size() > ways_told) frequent.resize(ways_told);
  out.name("paths").begin_array();
  for (const auto& [number, way] : frequent) {
    out.begin_object().name("number").number(number);
    write_texts(out, "elementIds", way->first);
    out.name("cut").boolean(way->second).end_object();
  }
  out.end_array();
}

}  // namespace onward::api

// Which instances a list would show: decodes each, as a test can afford.
#include <algorithm>

#include "adapters/memory/memory_store.hpp"
#include "engine/instance/codec.hpp"
#include "engine/service/projection.hpp"
#include "engine/service/queries.hpp"

namespace onward::memory {
namespace {

template <class Asked, class Found>
bool fits(const std::optional<Asked>& asked, const Found& found) {
  return !asked || *asked == found;
}

bool holds_variable(const InstanceQuery& query, const Instance& instance) {
  if (!query.variable) return true;
  const auto variables = indexed_variables(instance);
  return std::any_of(variables.begin(), variables.end(), [&](const IndexedVariable& variable) {
    return variable.name == query.variable->first && variable.value == query.variable->second;
  });
}

bool matches(const InstanceQuery& query, const Instance& instance) {
  return fits(query.definition, instance.definition.key) &&
         fits(query.version, instance.definition.version) && fits(query.state, instance.state) &&
         fits(query.business_key, instance.business_key) && fits(query.parent, instance.parent) &&
         fits(query.opportunity, instance.opportunity) &&
         fits(query.incident, !instance.incidents.empty()) &&
         (!query.started_before || instance.started < *query.started_before) &&
         (!query.started_after || instance.started > *query.started_after) &&
         holds_variable(query, instance);
}

}  // namespace

Result<std::vector<InstanceId>> MemoryStore::matching(const InstanceQuery& query,
                                                      std::size_t limit) {
  std::vector<std::pair<std::uint64_t, InstanceId>> found;
  for (const auto& [id, stored] : data_->instances) {
    ONWARD_TRY(const Instance instance, decode_instance(stored.bytes));
    if (matches(query, instance)) found.emplace_back(stored.order, id);
  }
  std::sort(found.begin(), found.end());
  std::vector<InstanceId> ids;
  for (const auto& [order, id] : found)
    if (ids.size() < limit) ids.push_back(id);
  return ids;
}

}  // namespace onward::memory

// How the cases ended, or where they stand when nothing can happen any more.
#include <algorithm>

#include "engine/simulation/run.hpp"

namespace onward::simulation {
namespace {

constexpr std::size_t calls_deep = 100;

std::string waited_for(const Wait& wait) {
  std::string text(to_string(wait.kind));
  if (!wait.name.empty()) text += " " + wait.name;
  return text;
}

/// What the first token waits for: at its own element before what hangs on it.
const Wait* awaited_at(const Instance& instance) {
  const Wait* beside = nullptr;
  for (const Wait& wait : instance.waits) {
    if (wait.kind == WaitKind::timer) continue;
    const Token* token = find_token(instance, wait.token);
    if (token != nullptr && token->element == wait.element) return &wait;
    if (beside == nullptr) beside = &wait;
  }
  return beside;
}

}  // namespace

OutcomeRow Run::where_it_stands(InstanceId id) {
  OutcomeRow row;
  row.what = "waits";
  for (std::size_t depth = 0; depth < calls_deep; ++depth) {
    const auto loaded = server_.instance(id);
    if (!loaded.ok()) return row;
    const Instance& instance = **loaded;
    if (!instance.incidents.empty()) {
      const Incident& incident = *instance.incidents.begin();
      row.what = "incident";
      row.element = incident.element;
      row.detail = incident.code;
    } else if (!instance.calls.empty()) {
      id = instance.calls.front().child;
      continue;
    } else if (const Wait* wait = awaited_at(instance)) {
      row.element = wait->element;
      row.detail = waited_for(*wait);
    } else if (!instance.tokens.empty()) {
      row.element = instance.tokens.begin()->element;
    }
    const model::Element* element = instances_.at(id).definition->find(row.element);
    if (element != nullptr) row.name = element->name;
    return row;
  }
  return row;
}

OutcomeRow Run::outcome_of(InstanceId id, const Case& each) {
  OutcomeRow row;
  if (each.ended) {
    row.what = each.state == InstanceState::completed ? std::string("ended")
                                                      : std::string(to_string(each.state));
    row.element = each.last_end;
  } else if (each.aside) {
    row = where_it_stands(id);
    row.what = "bound";
    row.detail = std::to_string(commands_per_case_) + " commands";
  } else if (!each.refused.empty()) {
    row.what = "refused";
    row.element = each.refused_at;
    row.detail = each.refused;
  } else {
    return where_it_stands(id);
  }
  const model::Element* element = plan_.definition->find(row.element);
  if (element != nullptr) row.name = element->name;
  return row;
}

void Run::count_outcomes(Report& report) {
  std::map<std::tuple<std::string, std::string, std::string>, OutcomeRow> rows;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> sums;
  std::vector<std::int64_t> spans;
  for (const auto& [id, each] : cases_) {
    OutcomeRow row = outcome_of(id, each);
    const std::tuple key(row.what, row.element, row.detail);
    ++rows.try_emplace(key, std::move(row)).first->second.count;
    if (!each.ended) continue;
    const Duration span = *each.ended - each.started;
    sums[key] += span.ms;
    spans.push_back(span.ms);
  }
  for (auto& [key, row] : rows) {
    row.share = static_cast<double>(row.count) / static_cast<double>(cases_.size());
    row.mean_ms = sums[key] / static_cast<std::int64_t>(row.count);
    report.outcomes.push_back(std::move(row));
  }
  std::stable_sort(report.outcomes.begin(), report.outcomes.end(),
                   [](const OutcomeRow& a, const OutcomeRow& b) { return a.count > b.count; });
  report.cycle = times_of(std::move(spans));
}

}  // namespace onward::simulation

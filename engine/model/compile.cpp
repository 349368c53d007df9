// The steps of compiling one process: rules, expressions, references, reachability. An error in one
// step still lets the next find its own problems, as long as it can: a designer wants all of them
// at once.
#include "engine/model/compile.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "engine/base/check.hpp"
#include "engine/base/limits.hpp"
#include "engine/model/expressions.hpp"
#include "engine/model/link.hpp"
#include "engine/model/reach.hpp"
#include "engine/model/rules.hpp"
#include "engine/model/variables.hpp"

namespace onward::model {
namespace {

bool any(const std::vector<Problem>& problems, Severity severity) {
  return std::any_of(problems.begin(), problems.end(),
                     [severity](const Problem& problem) { return problem.severity == severity; });
}

void append(std::vector<Problem>& to, std::vector<Problem> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void sort_by_place(std::vector<Problem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
  });
}

std::vector<Element> compile_elements(const DraftProcess& process, ExpressionReport& report) {
  std::vector<Element> elements;
  elements.reserve(process.elements.size());
  for (const DraftElement& draft : process.elements) {
    Element& element = elements.emplace_back();
    element.id = draft.id;
    element.name = draft.name;
    element.kind = draft.kind;
    element.at = draft.at;
    element.details = draft.details;
    compile_formulas(element.details, draft.id, report);
  }
  return elements;
}

std::vector<Flow> compile_flows(const DraftProcess& process, ExpressionReport& report) {
  std::unordered_set<std::string_view> defaults;
  for (const DraftElement& element : process.elements)
    if (!element.default_flow.empty()) defaults.insert(element.default_flow);
  std::vector<Flow> flows;
  flows.reserve(process.flows.size());
  for (const DraftFlow& draft : process.flows) {
    Flow& flow = flows.emplace_back();
    flow.id = draft.id;
    flow.name = draft.name;
    flow.probability = draft.probability;
    // Clause 10.6.2: the condition of a default flow shall be ignored.
    if (!draft.id.empty() && defaults.contains(draft.id)) continue;
    flow.condition = draft.condition;
    compile_formula(flow.condition, draft.id.empty() ? draft.source : draft.id, report);
  }
  return flows;
}

/// Gateways that must know which tokens can still come.
bool looks_upstream(const Element& element) {
  return (element.kind == ElementKind::inclusive_gateway ||
          element.kind == ElementKind::complex_gateway) &&
         element.incoming.size() > 1;
}

void fill_reach(Definition& definition, std::vector<Problem>& problems) {
  std::size_t bits = 0;
  for (ElementIndex i = 0; i < definition.elements.size(); ++i) {
    Element& element = definition.elements[i];
    if (!looks_upstream(element)) continue;
    bits += element.incoming.size() * definition.elements.size();
    if (bits <= limits::join_reach_bits) {
      element.reach = compute_reach(definition, i);
      continue;
    }
    problems.push_back(
        {Severity::not_executable, "too-many-inclusive-joins",
         "'" + element.id + "': the process is too large for so many inclusive and complex joins",
         element.at, element.id});
    return;
  }
}

Compiled compile_process(const DraftProcess& process, std::uint32_t version,
                         std::vector<Problem> problems) {
  append(problems, run_rules(DraftGraph(process)));
  ExpressionReport report;
  report.process_executable = process.executable;
  Definition definition;
  definition.elements = compile_elements(process, report);
  definition.flows = compile_flows(process, report);
  append(problems, std::move(report.problems));
  Compiled compiled;
  if (!any(problems, Severity::error)) {
    definition.ref = {process.id, version};
    definition.name = process.name;
    definition.version_tag = process.version_tag;
    definition.opportunity_kind = process.opportunity_kind;
    definition.zone = process.zone;
    definition.calendars = process.calendars;
    for (const DraftElement& element : process.elements)
      for (const EventDefinition& event : element.details.events)
        definition.has_paused_timers |= !event.timer.paused_while.empty();
    definition.data = process.data;
    link(process, definition);
    fill_reach(definition, problems);
    definition.executable =
        process.executable && !report.foreign && !any(problems, Severity::not_executable);
    // What could not be read may be what writes a variable.
    if (definition.executable) append(problems, check_variables(definition));
    compiled.definition = std::make_shared<const Definition>(std::move(definition));
  }
  sort_by_place(problems);
  compiled.problems = std::move(problems);
  return compiled;
}

/// Ids of everything in one process, to which a reader's problem may refer.
std::unordered_set<std::string_view> ids_of(const DraftProcess& process) {
  std::unordered_set<std::string_view> ids{process.id};
  for (const DraftElement& element : process.elements) ids.insert(element.id);
  for (const DraftFlow& flow : process.flows) ids.insert(flow.id);
  for (const DraftLane& lane : process.lanes) ids.insert(lane.id);
  return ids;
}

}  // namespace

Compiled compile(const DraftProcess& process, std::uint32_t version) {
  return compile_process(process, version, {});
}

Compiled compile(const Draft& draft, std::size_t index, std::uint32_t version) {
  ONWARD_CHECK(index < draft.processes.size());
  const DraftProcess& process = draft.processes[index];
  const auto ids = ids_of(process);
  std::vector<Problem> problems;
  for (const Problem& problem : draft.problems)
    if (problem.element_id.empty() || ids.contains(problem.element_id)) problems.push_back(problem);
  return compile_process(process, version, std::move(problems));
}

std::vector<Problem> check_document(const Draft& draft) {
  std::vector<Problem> problems = draft.problems;
  std::unordered_set<std::string_view> others;  // ids of the processes before this one
  for (const DraftProcess& process : draft.processes) {
    const auto check = [&](const std::string& id, Position at) {
      if (!id.empty() && others.contains(id))
        problems.push_back({Severity::error, "duplicate-id",
                            "the id '" + id + "' is used in another process of this document", at,
                            id});
    };
    check(process.id, process.at);
    for (const DraftElement& element : process.elements) check(element.id, element.at);
    for (const DraftFlow& flow : process.flows) check(flow.id, flow.at);
    for (const DraftLane& lane : process.lanes) check(lane.id, lane.at);
    others.merge(ids_of(process));
  }
  append(problems, check_collaboration(draft));
  sort_by_place(problems);
  return problems;
}

}  // namespace onward::model

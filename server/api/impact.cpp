#include "server/api/impact.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/base/limits.hpp"
#include "engine/model/compile.hpp"
#include "engine/value/json.hpp"

namespace onward::api {
namespace {

constexpr std::size_t instances_counted = 5'000;

bool same(const model::Formula& a, const model::Formula& b) {
  return a.text == b.text && a.language == b.language;
}

bool same(const std::vector<model::Mapping>& a, const std::vector<model::Mapping>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const model::Mapping& one, const model::Mapping& other) {
                      return one.name == other.name && same(one.value, other.value) &&
                             one.path == other.path && one.copy_of == other.copy_of;
                    });
}

bool same(const std::vector<model::FormField>& a, const std::vector<model::FormField>& b);

bool same(const model::FormField& a, const model::FormField& b) {
  const auto parts = [](const model::FormField& f) {
    return std::tie(f.id, f.label, f.type, f.required, f.min, f.max, f.exclusive_min, f.keep);
  };
  const auto same_option = [](const model::FieldOption& one, const model::FieldOption& other) {
    return one.value == other.value && one.label == other.label;
  };
  return parts(a) == parts(b) && same(a.required_if, b.required_if) &&
         same(a.default_value, b.default_value) && same(a.fields, b.fields) &&
         std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                    same_option);
}

bool same(const std::vector<model::FormField>& a, const std::vector<model::FormField>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& one, const auto& other) { return same(one, other); });
}

bool same(const model::UserTask& a, const model::UserTask& b) {
  const auto parts = [](const model::UserTask& u) {
    return std::tie(u.deliverable, u.instructions, u.deliverable_optional, u.shows, u.calendar,
                    u.contact);
  };
  const auto same_item = [](const model::ChecklistItem& one, const model::ChecklistItem& other) {
    return std::tie(one.id, one.text, one.remark_required) ==
           std::tie(other.id, other.text, other.remark_required);
  };
  return parts(a) == parts(b) && same(a.assignee, b.assignee) &&
         same(a.candidate_users, b.candidate_users) &&
         same(a.candidate_groups, b.candidate_groups) && same(a.due, b.due) &&
         same(a.follow_up, b.follow_up) && same(a.priority, b.priority) && same(a.form, b.form) &&
         std::equal(a.checklist.begin(), a.checklist.end(), b.checklist.begin(), b.checklist.end(),
                    same_item);
}

bool same(const model::EventDefinition& a, const model::EventDefinition& b) {
  return a.kind == b.kind && same(a.name, b.name) && same(a.correlation_key, b.correlation_key) &&
         a.key_of_payload == b.key_of_payload && a.time_to_live == b.time_to_live &&
         a.timer.kind == b.timer.kind && same(a.timer.value, b.timer.value) &&
         a.timer.calendar == b.timer.calendar && same(a.condition, b.condition);
}

/// Jobs, decisions, scripts and calls.
bool same_work(const model::Details& a, const model::Details& b) {
  const auto parts = [](const model::Details& d) {
    return std::tie(d.job.kind, d.job.result_variable, d.job.retries, d.job.backoff,
                    d.decision.binding, d.decision.result_variable, d.script.result_variable,
                    d.call.binding, d.call.all_in, d.call.all_out);
  };
  return parts(a) == parts(b) && same(a.job.topic, b.job.topic) &&
         same(a.job.inputs, b.job.inputs) && same(a.decision.decision, b.decision.decision) &&
         same(a.decision.version, b.decision.version) && same(a.script.script, b.script.script) &&
         same(a.call.called, b.call.called) && same(a.call.version, b.call.version) &&
         same(a.call.in, b.call.in) && same(a.call.out, b.call.out) &&
         same(a.call.business_key, b.call.business_key);
}

bool same(const std::optional<model::MultiInstance>& a,
          const std::optional<model::MultiInstance>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->sequential == b->sequential && a->element_variable == b->element_variable &&
         a->output_collection == b->output_collection && same(a->cardinality, b->cardinality) &&
         same(a->collection, b->collection) && same(a->output_element, b->output_element) &&
         same(a->completion_condition, b->completion_condition);
}

bool same(const model::DataNames& a, const model::DataNames& b) {
  return a.own == b.own && a.inputs == b.inputs && a.outputs == b.outputs &&
         a.input_sets == b.input_sets;
}

bool same(const model::Details& a, const model::Details& b) {
  return same(a.user, b.user) && same_work(a, b) && same(a.message, b.message) &&
         same(a.io.inputs, b.io.inputs) && same(a.io.outputs, b.io.outputs) &&
         a.io.propagate_rest == b.io.propagate_rest && same(a.payload, b.payload) &&
         same(a.data, b.data) && same(a.multi_instance, b.multi_instance) &&
         a.interrupting == b.interrupting && a.stage == b.stage &&
         std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                    [](const auto& one, const auto& other) { return same(one, other); });
}

std::string group_of(const model::Definition& definition, const model::Element& element) {
  return element.lane == model::none ? std::string{} : definition.lanes[element.lane].group;
}

/// Whether running instances at the element would notice: it is gone, or it is another thing now.
bool differs(const model::Definition& before, const model::Element& element,
             const model::Definition& after) {
  const model::Element* now = after.find(element.id);
  if (now == nullptr || now->kind != element.kind || now->name != element.name ||
      now->outgoing.size() != element.outgoing.size() || !same(now->details, element.details) ||
      group_of(after, *now) != group_of(before, element))
    return true;
  for (std::size_t i = 0; i < element.outgoing.size(); ++i) {
    const model::Flow& old_flow = before.flow(element.outgoing[i]);
    const model::Flow& new_flow = after.flow(now->outgoing[i]);
    if (!same(old_flow.condition, new_flow.condition) ||
        before.element(old_flow.target).id != after.element(new_flow.target).id)
      return true;
  }
  return false;
}

Result<Done> count_at(Reader& reader, const model::Definition& before,
                      const model::Definition& after, JsonWriter& out) {
  std::map<std::string, std::uint64_t> counts;
  for (const model::Element& element : before.elements)
    if (differs(before, element, after)) counts[element.id] = 0;
  InstanceQuery query;
  query.definition = before.ref.key;
  query.state = InstanceState::active;
  query.page.limit = limits::page_size;
  for (std::size_t seen = 0; !counts.empty() && seen < instances_counted;) {
    ONWARD_TRY(const auto rows, reader.queries.instances(query));
    seen += rows.items.size();
    for (const InstanceRow& row : rows.items) {
      ONWARD_TRY(const auto instance, reader.queries.instance(row.id));
      std::set<std::string> at;
      if (instance)
        for (const Token& token : instance->tokens) at.insert(token.element);
      for (const std::string& element : at)
        if (const auto found = counts.find(element); found != counts.end()) ++found->second;
    }
    if (rows.next.empty()) break;
    query.page.after = rows.next;
  }
  for (const auto& [element, count] : counts) {
    out.begin_object().name("definition").text(before.ref.key);
    out.name("elementId").text(element);
    out.name("instances").number(static_cast<std::int64_t>(count)).end_object();
  }
  return Done{};
}

}  // namespace

Result<std::string> impact_of(Reader& reader, const Checked& checked) {
  JsonWriter out;
  out.begin_array();
  for (const Deployed& deployed : checked.definitions) {
    const StoredDefinition& stored = deployed.definition;
    if (deployed.unchanged || stored.kind != StoredDefinition::Kind::process) continue;
    const auto before = reader.definitions.process(stored.key, 0);
    const auto document = reader.definitions.reader().read(stored.document);
    if (!before.ok() || !document.ok()) continue;
    for (std::size_t i = 0; i < document->draft.processes.size(); ++i) {
      if (document->draft.processes[i].id != stored.key) continue;
      const model::Compiled after = model::compile(document->draft, i, stored.version);
      if (after.definition != nullptr)
        ONWARD_TRY_DONE(count_at(reader, *before.value(), *after.definition, out));
    }
  }
  out.end_array();
  return out.take();
}

}  // namespace onward::api

// One function for each structure of element.hpp and draft.hpp. What has its default value is left
// out, so a new member that a reader or writer does not know shows up where it is used.
#include "engine/model/describe.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace onward::model {
namespace {

class Describer {
 public:
  std::vector<std::string> lines;

  void text(const std::string& name, const std::string& value) {
    if (!value.empty()) lines.push_back(prefix_ + name + ": " + value);
  }
  void flag(const std::string& name, bool value, bool usual = false) {
    if (value != usual) lines.push_back(prefix_ + name + ": " + (value ? "true" : "false"));
  }
  void number(const std::string& name, std::uint64_t value, std::uint64_t usual) {
    if (value != usual) lines.push_back(prefix_ + name + ": " + std::to_string(value));
  }
  void texts(const std::string& name, const std::vector<std::string>& values) {
    for (const std::string& value : values) lines.push_back(prefix_ + name + ": " + value);
  }
  void formula(const std::string& name, const Formula& value) {
    static constexpr const char* languages[] = {"FEEL", "JUEL", "literal", "foreign"};
    if (!value.empty())
      lines.push_back(prefix_ + name + ": " + languages[static_cast<int>(value.language)] + " " +
                      value.text);
  }
  /// Lines of `inside` are told as those of `name`.
  template <class Inside>
  void part(const std::string& name, Inside inside) {
    const std::string outer = prefix_;
    prefix_ += name + " ";
    inside();
    prefix_ = outer;
  }

  void mappings(const std::string& name, const std::vector<Mapping>& all) {
    for (const Mapping& mapping : all) {
      std::string target = mapping.name;
      for (const std::string& member : mapping.path) target += "." + member;
      if (!mapping.copy_of.empty())
        lines.push_back(prefix_ + name + ": " + target + " as " + mapping.copy_of);
      else if (mapping.value.empty())
        lines.push_back(prefix_ + name + ": " + target + " is empty");
      else
        formula(name + " " + target, mapping.value);
    }
  }

  void event(const std::string& name, const EventDefinition& event) {
    if (event.kind == EventKind::none) return;
    part(name, [&] {
      lines.push_back(prefix_ + "kind: " + std::string(to_string(event.kind)));
      text("ref", event.ref);
      formula("name", event.name);
      formula("correlation key", event.correlation_key);
      flag("key of the payload", event.key_of_payload);
      text("time to live", event.time_to_live);
      if (event.kind == EventKind::timer) {
        static constexpr const char* kinds[] = {"date", "duration", "cycle"};
        formula(kinds[static_cast<int>(event.timer.kind)], event.timer.value);
        text("calendar", event.timer.calendar);
        text("paused while", event.timer.paused_while);
      }
      formula("condition", event.condition);
      text("code variable", event.code_variable);
      text("message variable", event.message_variable);
      text("activity", event.activity_ref);
      flag("waits for completion", event.wait_for_completion, true);
    });
  }

  void field(const FormField& field) {
    part("field " + field.id, [&] {
      lines.push_back(prefix_ + "type: " + std::string(to_string(field.type)));
      text("label", field.label);
      flag("required", field.required);
      formula("required if", field.required_if);
      formula("default", field.default_value);
      if (field.min) text("min", field.min->to_text());
      if (field.max) text("max", field.max->to_text());
      flag("above", field.exclusive_min);
      text("keep", field.keep);
      for (const FieldOption& option : field.options)
        lines.push_back(prefix_ + "option: " + option.value + " " + option.label);
      for (const FormField& column : field.fields) this->field(column);
    });
  }

  void user(const UserTask& user) {
    formula("assignee", user.assignee);
    formula("candidate users", user.candidate_users);
    formula("candidate groups", user.candidate_groups);
    formula("due", user.due);
    formula("follow-up", user.follow_up);
    text("calendar", user.calendar);
    formula("priority", user.priority);
    text("deliverable", user.deliverable);
    flag("deliverable optional", user.deliverable_optional);
    flag("contact", user.contact);
    text("instructions", user.instructions);
    for (const FormField& each : user.form) field(each);
    for (const ChecklistItem& item : user.checklist)
      lines.push_back(prefix_ + "checklist " + item.id + (item.remark_required ? " remark" : "") +
                      ": " + item.text);
    texts("shows", user.shows);
  }

  void binding(Binding value, const Formula& version) {
    static constexpr const char* names[] = {"latest", "deployment", "version", "version tag"};
    if (value != Binding::latest)
      lines.push_back(prefix_ + "binding: " + names[static_cast<int>(value)]);
    formula("version", version);
  }

  void job(const JobTask& job) {
    static constexpr const char* kinds[] = {"none", "worker", "connector", "action"};
    if (job.kind != JobKind::none)
      lines.push_back(prefix_ + "done by: " + kinds[static_cast<int>(job.kind)]);
    formula("topic", job.topic);
    mappings("argument", job.inputs);
    text("result", job.result_variable);
    number("retries", job.retries, 3);
    text("backoff", job.backoff);
  }

  void call(const CallActivity& call) {
    formula("called", call.called);
    binding(call.binding, call.version);
    mappings("in", call.in);
    mappings("out", call.out);
    mappings("local in", call.local_in);
    mappings("local out", call.local_out);
    flag("all in", call.all_in, true);
    flag("all out", call.all_out, true);
    flag("all local in", call.all_local_in);
    flag("all local out", call.all_local_out);
    formula("business key", call.business_key);
  }

  void data(const DataNames& data) {
    texts("own", data.own);
    texts("data input", data.inputs);
    texts("data output", data.outputs);
    for (const std::vector<std::string>& set : data.input_sets) {
      lines.push_back(prefix_ + "input set");
      texts("  input", set);
    }
  }

  void repetition(const Details& details) {
    if (details.multi_instance) {
      const MultiInstance& multi = *details.multi_instance;
      part("multi-instance", [&] {
        lines.push_back(prefix_ + (multi.sequential ? "sequential" : "parallel"));
        formula("cardinality", multi.cardinality);
        formula("collection", multi.collection);
        text("item", multi.element_variable);
        text("output collection", multi.output_collection);
        formula("output element", multi.output_element);
        formula("completion condition", multi.completion_condition);
        text("behavior", multi.behavior);
        for (const MultiInstance::Throw& thrown : multi.throws) {
          formula("throws when", thrown.condition);
          event("throws", thrown.event);
        }
      });
    }
    if (details.loop)
      part("loop", [&] {
        lines.push_back(prefix_ + (details.loop->test_before ? "test before" : "test after"));
        formula("condition", details.loop->condition);
        formula("maximum", details.loop->maximum);
      });
  }

  void details(const Details& details) {
    for (const EventDefinition& each : details.events) event("event", each);
    flag("parallel multiple", details.parallel_multiple);
    flag("interrupting", details.interrupting, true);
    user(details.user);
    job(details.job);
    formula("decision", details.decision.decision);
    binding(details.decision.binding, details.decision.version);
    text("decision result", details.decision.result_variable);
    formula("script", details.script.script);
    text("script result", details.script.result_variable);
    call(details.call);
    event("message", details.message);
    flag("instantiate", details.instantiate);
    flag("parallel start", details.parallel_start);
    mappings("input", details.io.inputs);
    mappings("output", details.io.outputs);
    flag("propagates the rest", details.io.propagate_rest, true);
    data(details.data);
    mappings("payload", details.payload);
    repetition(details);
    formula("completion condition", details.completion_condition);
    flag("ad-hoc sequential", details.ad_hoc_sequential);
    flag("cancels remaining", details.cancel_remaining, true);
    formula("activation condition", details.activation_condition);
    flag("for compensation", details.for_compensation);
    number("start quantity", details.start_quantity, 1);
    number("completion quantity", details.completion_quantity, 1);
    text("stage", details.stage);
    text("waits on", details.waits_on);
    if (details.opportunity != Details::OpportunityUse::none)
      lines.push_back(prefix_ + (details.opportunity == Details::OpportunityUse::create
                                     ? "opportunity: create"
                                     : "opportunity: from-signal"));
    mappings("opportunity input", details.opportunity_inputs);
    if (details.simulation.duration)
      text("simulated duration", to_text(*details.simulation.duration));
    probability(details.simulation.probability);
    text("documentation", details.documentation);
  }

  void probability(const std::optional<double>& share) {
    if (share) text("probability", std::to_string(*share));
  }

 private:
  std::string prefix_;
};

Description description_of(const DraftElement& element) {
  Describer out;
  out.lines.push_back("kind: " + std::string(bpmn_name(element.kind)));
  out.text("name", element.name);
  out.text("inside", element.parent);
  out.text("attached to", element.attached_to);
  out.text("default flow", element.default_flow);
  out.flag("refers to its flows", element.has_flow_references);
  out.texts("incoming", element.incoming);
  out.texts("outgoing", element.outgoing);
  out.details(element.details);
  return {element.id, element.at, std::move(out.lines)};
}

Description description_of(const DraftFlow& flow) {
  Describer out;
  out.lines.push_back("flow from " + flow.source + " to " + flow.target);
  out.text("name", flow.name);
  out.text("inside", flow.parent);
  out.formula("condition", flow.condition);
  out.probability(flow.probability);
  return {flow.id, flow.at, std::move(out.lines)};
}

Description description_of(const DraftLane& lane) {
  Describer out;
  out.lines.push_back("lane of " + lane.group);
  out.text("name", lane.name);
  out.text("inside", lane.parent_lane);
  out.flag("assigns the responsible", lane.assign_responsible);
  out.texts("element", lane.elements);
  return {lane.id, lane.at, std::move(out.lines)};
}

void add_process(const DraftProcess& process, std::vector<Description>& all) {
  Describer out;
  out.lines.emplace_back("process");
  out.text("name", process.name);
  out.text("version tag", process.version_tag);
  out.flag("executable", process.executable, true);
  out.text("opportunity kind", process.opportunity_kind);
  out.text("zone", process.zone);
  for (const WorkingCalendar& calendar : process.calendars) {
    for (unsigned day = 0; day < calendar.week.size(); ++day)
      out.text("calendar " + calendar.id + " on " + std::string(weekday_name(day)),
               to_text(calendar.week[day]));
    out.text("holidays of " + calendar.id, days_to_text(calendar.holidays));
  }
  out.text("documentation", process.documentation);
  out.data(process.data);
  all.push_back({process.id, process.at, std::move(out.lines)});
  std::set<std::string_view> ids;
  for (const DraftElement& element : process.elements) {
    all.push_back(description_of(element));
    ids.insert(element.id);
  }
  std::map<std::string, std::vector<const DraftFlow*>> scopes;
  for (const DraftFlow& flow : process.flows) scopes[flow.parent].push_back(&flow);
  for (const auto& [scope, flows] : scopes)
    for (const DraftFlow* flow : flows) all.push_back(description_of(*flow));
  for (const DraftLane& lane : process.lanes) all.push_back(description_of(lane));
  std::vector<Description> associations;
  for (const DraftAssociation& association : process.associations)
    if (ids.contains(association.source) && ids.contains(association.target))
      associations.push_back(
          {association.id,
           association.at,
           {"association from " + association.source + " to " + association.target}});
  std::stable_sort(associations.begin(), associations.end(),
                   [](const Description& a, const Description& b) {
                     return std::pair(a.lines, a.id) < std::pair(b.lines, b.id);
                   });
  std::move(associations.begin(), associations.end(), std::back_inserter(all));
}

/// A pool of the only process says nothing when no message comes from outside.
bool pools_matter(const Draft& draft) {
  if (!draft.message_flows.empty() || draft.processes.size() > 1) return true;
  return std::any_of(draft.participants.begin(), draft.participants.end(),
                     [](const DraftParticipant& pool) { return pool.process.empty(); });
}

}  // namespace

std::vector<Description> describe(const Draft& draft) {
  std::vector<Description> all;
  for (const DraftProcess& process : draft.processes) add_process(process, all);
  if (pools_matter(draft))
    for (const DraftParticipant& pool : draft.participants)
      all.push_back({pool.id, {}, {"pool of " + pool.process, "name: " + pool.name}});
  for (const DraftMessageFlow& flow : draft.message_flows)
    all.push_back({flow.id, flow.at, {"message flow from " + flow.source + " to " + flow.target}});
  return all;
}

std::vector<Difference> differences(const Draft& first, const Draft& second) {
  const std::vector<Description> before = describe(first);
  const std::vector<Description> after = describe(second);
  std::vector<Difference> found;
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    if (i >= before.size() || i >= after.size()) {
      const Description& only = i < before.size() ? before[i] : after[i];
      found.push_back(
          {only.id, only.at,
           "'" + only.lines.front() + "' is only " + (i < before.size() ? "before" : "after")});
      continue;
    }
    if (before[i].id != after[i].id) {
      // From here on nothing stands beside its like.
      found.push_back({before[i].id, before[i].at, "'" + after[i].id + "' is in its place"});
      return found;
    }
    const auto& a = before[i].lines;
    const auto& b = after[i].lines;
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (x == a.end() && y == b.end()) continue;
    const auto quoted = [](const auto& at, const auto& end) {
      return at == end ? std::string("nothing") : "'" + *at + "'";
    };
    found.push_back({before[i].id, before[i].at,
                     "says " + quoted(x, a.end()) + " before, " + quoted(y, b.end()) + " after"});
  }
  return found;
}

}  // namespace onward::model

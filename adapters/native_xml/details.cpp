// Reads activities, one function for each kind.
#include "adapters/native_xml/details.hpp"

#include "adapters/xml/texts.hpp"
#include "engine/model/spread.hpp"

namespace onward::native_xml {
namespace {

constexpr std::int64_t most_retries = 1'000;

void read_checklist(Source& source, pugi::xml_node node, model::UserTask& user) {
  for (const pugi::xml_node list : children(node, "checklist"))
    for (const pugi::xml_node item : children(list, "item")) {
      const std::string id(value_of(item, "id"));
      for (const model::ChecklistItem& before : user.checklist)
        if (before.id == id)
          source.error("duplicate-id", "two items of the checklist have the id '" + id + "'", item);
      const std::string text = xml::text_of(item);
      user.checklist.push_back({id, std::string(xml::trim(text)), flag(item, "remark-required")});
    }
}

void read_task(Source& source, pugi::xml_node node, model::UserTask& user) {
  user.assignee = source.feel_attribute(node, "assignee");
  user.candidate_users = source.feel_attribute(node, "users");
  user.candidate_groups = source.feel_attribute(node, "groups");
  user.priority = source.feel_attribute(node, "priority");
  user.due = source.time(node, value_of(node, "due"));
  user.follow_up = source.time(node, value_of(node, "follow-up"));
  user.calendar = value_of(node, "calendar");
  user.deliverable = value_of(node, "deliverable");
  user.deliverable_optional = flag(node, "deliverable-optional");
  user.contact = flag(node, "contact");
  for (const pugi::xml_node text : children(node, "instructions"))
    user.instructions = xml::without_indentation(xml::text_of(text));
  user.form = read_fields(source, node);
  read_checklist(source, node, user);
  for (const pugi::xml_node show : children(node, "show"))
    user.shows.emplace_back(value_of(show, "variable"));
}

void read_service(Source& source, pugi::xml_node node, model::JobTask& job) {
  const std::string by = one_given(source, node, {"action", "connector", "worker"}, true);
  if (by == "action") job.kind = model::JobKind::action;
  if (by == "connector") job.kind = model::JobKind::connector;
  if (by == "worker") job.kind = model::JobKind::worker;
  if (!by.empty()) job.topic = source.literal(node, value_of(node, by.c_str()));
  job.result_variable = value_of(node, "result");
  if (by == "action" && (has(node, "retries") || has(node, "backoff")))
    source.error("conflicting-attributes",
                 "an action runs in the step's transaction: it has no retries and no backoff",
                 node);
  if (has(node, "retries")) {
    const std::optional<std::int64_t> retries = xml::integer_of(value_of(node, "retries"));
    if (retries && *retries >= 1 && *retries <= most_retries)
      job.retries = static_cast<std::uint32_t>(*retries);
    else
      source.error("invalid-value",
                   "retries must be a number from 1 to " + std::to_string(most_retries), node);
  }
  job.backoff = value_of(node, "backoff");
  if (has(node, "backoff") && !xml::is_iso_duration(job.backoff))
    source.error("invalid-value", "backoff must be a duration such as PT1M", node);
}

model::Binding read_binding(Source& source, pugi::xml_node node, model::Formula& version) {
  const std::string by = one_given(source, node, {"version", "version-tag", "binding"}, false);
  if (by.empty()) return model::Binding::latest;
  if (by == "binding") {
    if (value_of(node, "binding") != "deployment")
      source.error("invalid-value", "binding must be deployment, or be left out", node);
    return model::Binding::deployment;
  }
  version = source.literal(node, value_of(node, by.c_str()));
  return by == "version" ? model::Binding::version : model::Binding::version_tag;
}

std::vector<model::Mapping> read_passing(Source& source, pugi::xml_node node, std::string_view name,
                                         bool& all) {
  std::vector<model::Mapping> mappings;
  const std::vector<pugi::xml_node> given = children(node, name);
  all = given.empty();
  for (const pugi::xml_node each : given) {
    if (one_given(source, each, {"name", "all"}, true) == "all") {
      all = all || flag(each, "all");
    } else if (has(each, "name")) {
      const std::string variable(value_of(each, "name"));
      mappings.push_back({variable, has(each, "value") ? source.feel_attribute(each, "value")
                                                       : source.feel(each, variable)});
    }
  }
  return mappings;
}

void read_call(Source& source, pugi::xml_node node, model::CallActivity& call) {
  call.called = source.literal(node, value_of(node, "process"));
  call.binding = read_binding(source, node, call.version);
  call.business_key = source.feel_attribute(node, "business-key");
  call.in = read_passing(source, node, "in", call.all_in);
  call.out = read_passing(source, node, "out", call.all_out);
}

void need_other(Source& source, pugi::xml_node node, const char* name, const char* other) {
  if (has(node, name) && !has(node, other))
    source.error("missing-attribute",
                 "'" + std::string(name) + "' means something only with '" + other + "'", node);
}

void read_loop(Source& source, pugi::xml_node node, model::Details& details) {
  const std::string by = one_given(source, node, {"for-each", "times", "repeat-while"}, false);
  need_other(source, node, "collected", "collect");
  need_other(source, node, "collect", "collected");
  if (by == "repeat-while") {
    details.loop =
        model::StandardLoop{flag(node, "test-first"), source.feel_attribute(node, "repeat-while"),
                            source.feel_attribute(node, "repeat-at-most")};
  } else if (!by.empty()) {
    model::MultiInstance multi;
    multi.sequential = flag(node, "one-by-one");
    multi.cardinality = source.feel_attribute(node, "times");
    multi.collection = source.feel_attribute(node, "for-each");
    if (by == "for-each")
      multi.element_variable = has(node, "as") ? std::string(value_of(node, "as")) : "item";
    multi.output_collection = value_of(node, "collect");
    multi.output_element = source.feel_attribute(node, "collected");
    multi.completion_condition = source.feel_attribute(node, "done-when");
    details.multi_instance = multi;
  }
  if (by != "repeat-while")
    for (const char* name : {"repeat-at-most", "test-first"})
      need_other(source, node, name, "repeat-while");
  if (by.empty() || by == "repeat-while")
    for (const char* name : {"as", "one-by-one", "collect", "done-when"})
      if (has(node, name))
        source.error("missing-attribute",
                     "'" + std::string(name) + "' means something only with 'for-each' or 'times'",
                     node);
}

}  // namespace

std::vector<model::Mapping> read_pairs(Source& source, pugi::xml_node node, std::string_view name) {
  std::vector<model::Mapping> mappings;
  for (const pugi::xml_node each : children(node, name))
    mappings.push_back(
        {std::string(value_of(each, "name")), source.feel(each, value_of(each, "value"))});
  return mappings;
}

std::string one_given(Source& source, pugi::xml_node node,
                      const std::vector<std::string_view>& names, bool needed) {
  std::string given;
  for (const std::string_view each : names) {
    const std::string name(each);
    if (!has(node, name.c_str())) continue;
    if (!given.empty()) {
      source.error("conflicting-attributes",
                   "'" + given + "' and '" + name + "' exclude each other", node);
      return given;
    }
    given = name;
  }
  if (given.empty() && needed)
    source.error("missing-attribute", std::string(name_of(node)) + " needs " + xml::one_of(names),
                 node);
  return given;
}

model::SimulationNote read_simulation(Source& source, pugi::xml_node node) {
  model::SimulationNote note;
  if (has(node, "simulation-duration")) {
    const auto spread = model::spread_from_text(value_of(node, "simulation-duration"));
    if (spread.ok())
      note.duration = *spread;
    else
      source.error("invalid-value", spread.error().message, node);
  }
  if (has(node, "simulation-probability")) {
    const auto share = model::probability_from_text(value_of(node, "simulation-probability"));
    if (share.ok())
      note.probability = *share;
    else
      source.error("invalid-value", share.error().message, node);
  }
  return note;
}

void read_activity(Source& source, pugi::xml_node node, model::Details& details) {
  const std::string_view name = name_of(node);
  std::vector<model::Mapping> inputs = read_pairs(source, node, "input");
  if (name == "task") read_task(source, node, details.user);
  if (name == "service") read_service(source, node, details.job);
  if (name == "script") {
    details.script.script = source.feel(node, xml::text_of(node));
    details.script.result_variable = value_of(node, "result");
  }
  if (name == "decide") {
    details.decision.decision = source.literal(node, value_of(node, "decision"));
    details.decision.binding = read_binding(source, node, details.decision.version);
    details.decision.result_variable = value_of(node, "result");
  }
  if (name == "send" || name == "receive") details.message = read_message(source, node);
  if (name == "call") read_call(source, node, details.call);
  const bool has_arguments =
      details.job.kind == model::JobKind::action || details.job.kind == model::JobKind::connector;
  (has_arguments ? details.job.inputs : details.io.inputs) = std::move(inputs);
  details.io.outputs = read_pairs(source, node, "output");
  details.payload = read_pairs(source, node, "payload");
  details.simulation = read_simulation(source, node);
  read_loop(source, node, details);
}

}  // namespace onward::native_xml

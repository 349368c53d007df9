// The graph as steps: document order is kept, so people find what they know where it was.
#include "adapters/native_xml/writer.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "adapters/native_xml/grammar.hpp"
#include "adapters/native_xml/outline.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/native_xml/step_writer.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"
#include "engine/model/describe.hpp"

namespace onward::native_xml {
namespace {

using model::DraftElement;
using model::DraftFlow;
using model::ElementKind;

const char* word_for(ElementKind kind) {
  switch (kind) {
    case ElementKind::end_event: return "end";
    case ElementKind::user_task: return "task";
    case ElementKind::service_task: return "service";
    case ElementKind::script_task: return "script";
    case ElementKind::business_rule_task: return "decide";
    case ElementKind::send_task: return "send";
    case ElementKind::receive_task: return "receive";
    case ElementKind::call_activity: return "call";
    case ElementKind::sub_process: return "group";
    case ElementKind::intermediate_catch_event: return "wait";
    case ElementKind::intermediate_throw_event: return "throw";
    case ElementKind::event_based_gateway: return "first-of";
    case ElementKind::exclusive_gateway: return "choice";
    case ElementKind::parallel_gateway:
    case ElementKind::inclusive_gateway: return "parallel";
    case ElementKind::start_event:
    case ElementKind::boundary_event:
    case ElementKind::event_sub_process:
    case ElementKind::task:
    case ElementKind::manual_task:
    case ElementKind::transaction:
    case ElementKind::ad_hoc_sub_process:
    case ElementKind::complex_gateway: return nullptr;
  }
  return nullptr;
}

class ProcessWriter {
 public:
  ProcessWriter(const model::DraftProcess& process, Written& written)
      : process_(process), written_(written), steps_(written.problems) {
    for (const DraftElement& element : process.elements) elements_.emplace(element.id, &element);
    for (const DraftFlow& flow : process.flows) {
      outgoing_[flow.source].push_back(&flow);
      incoming_[flow.target].push_back(&flow);
    }
    for (const DraftElement& element : process.elements) {
      if (element.kind == ElementKind::boundary_event)
        boundaries_[element.attached_to].push_back(&element);
      else if (is_behind_first_of(element))
        behind_.insert(element.id);
      else
        scopes_[element.parent].push_back(&element);
    }
  }

  void write() {
    const pugi::xml_node root = document_.append_child("process");
    put_always(root, "xmlns", native_uri);
    put_always(root, "id", process_.id);
    if (process_.name != as_words(process_.id)) put_always(root, "name", process_.name);
    put(root, "version-tag", process_.version_tag);
    put(root, "opportunity-kind", process_.opportunity_kind);
    put(root, "zone", process_.zone);
    if (!process_.executable) complain("a process that is not executable");
    if (!process_.documentation.empty())
      pugi::xml_node(root).append_child("documentation").text().set(process_.documentation.c_str());
    write_calendars(root);
    write_roles(root);
    write_scope(root, {}, 0);
    std::ostringstream out;
    pugi::xml_node declaration = document_.prepend_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    document_.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    written_.text = out.str();
  }

 private:
  using Flows = std::vector<const DraftFlow*>;

  void complain(const std::string& sentence) {
    written_.problems.push_back({model::Severity::error, "not-carried",
                                 "the compact dialect cannot say this: " + sentence, process_.at,
                                 process_.id});
  }

  const Flows& outgoing(const DraftElement& element) { return outgoing_[element.id]; }

  bool is_behind_first_of(const DraftElement& element) {
    const Flows& incoming = incoming_[element.id];
    if (element.kind != ElementKind::intermediate_catch_event || incoming.size() != 1) return false;
    const auto source = elements_.find(incoming.front()->source);
    return source != elements_.end() && source->second->kind == ElementKind::event_based_gateway;
  }

  void write_calendars(pugi::xml_node root) {
    for (const WorkingCalendar& calendar : process_.calendars) {
      pugi::xml_node node = root.append_child("calendar");
      put_always(node, "id", calendar.id);
      put(node, "holidays", days_to_text(calendar.holidays));
      for (unsigned day = 0; day < calendar.week.size(); ++day) {
        if (calendar.week[day].empty()) continue;
        const pugi::xml_node open = node.append_child("open");
        put_always(open, "days", weekday_name(day));
        put_always(open, "hours", to_text(calendar.week[day]));
      }
    }
  }

  void write_roles(pugi::xml_node root) {
    std::set<std::string> used;
    for (const model::DraftLane& lane : process_.lanes) {
      if (!lane.parent_lane.empty()) complain("lane '" + lane.id + "' stands in another lane");
      const bool names_itself = xml::is_ncname(lane.group) &&
                                std::all_of(lane.group.begin(), lane.group.end(), [](char c) {
                                  return static_cast<unsigned char>(c) < 128;
                                });
      std::string id = names_itself && used.insert(lane.group).second ? lane.group : lane.id;
      const pugi::xml_node role = root.append_child("role");
      put_always(role, "id", id);
      if (lane.group != id) put_always(role, "group", lane.group);
      if (lane.name != as_words(id)) put_always(role, "name", lane.name);
      if (lane.assign_responsible) put(role, "assign", "responsible");
      for (const std::string& element : lane.elements) role_of_.emplace(element, id);
    }
  }

  /// Depth is bounded by that of the document that the draft was read from.
  void write_scope(pugi::xml_node node, const std::string& scope, std::size_t depth) {
    if (depth > limits::xml_depth) return;
    std::vector<const DraftElement*> starts;
    std::vector<const DraftElement*> steps;
    std::vector<const DraftElement*> handlers;
    for (const DraftElement* element : scopes_[scope])
      (element->kind == ElementKind::start_event         ? starts
       : element->kind == ElementKind::event_sub_process ? handlers
                                                         : steps)
          .push_back(element);
    const std::string first = steps.empty() ? std::string() : steps.front()->id;
    if (starts.empty()) complain("a part that begins without a start event");
    for (const DraftElement* start : starts)
      if (starts.size() > 1 || !is_implied(*start, scope, first)) write_start(node, *start, first);
    for (std::size_t i = 0; i < steps.size(); ++i)
      write_step(node, *steps[i], i + 1 < steps.size() ? steps[i + 1]->id : std::string(), depth);
    for (const DraftElement* handler : handlers) write_handler(node, *handler, depth);
  }

  /// Whether the reader would make just this start event.
  bool is_implied(const DraftElement& start, const std::string& scope, const std::string& first) {
    const std::string& owner = scope.empty() ? process_.id : scope;
    const model::Details& details = start.details;
    const bool is_handler =
        elements_.contains(scope) && elements_[scope]->kind == ElementKind::event_sub_process;
    const Flows& flows = outgoing(start);
    return start.id == owner + "-start" && start.name.empty() && details.stage.empty() &&
           details.documentation.empty() && details.io.empty() && !role_of_.contains(start.id) &&
           details.opportunity == model::Details::OpportunityUse::none &&
           (is_handler || details.events.empty()) && flows.size() == 1 &&
           flows.front()->target == first;
  }

  void write_start(pugi::xml_node parent, const DraftElement& start, const std::string& below) {
    const pugi::xml_node node = parent.append_child("start");
    steps_.write_common(start, node);
    write_role(start, node);
    const auto around = elements_.find(start.parent);
    const bool is_handler =
        around != elements_.end() && around->second->kind == ElementKind::event_sub_process;
    if (!is_handler) steps_.write_event_step(start, node);
    write_next(start, node, below);
  }

  void write_role(const DraftElement& element, pugi::xml_node node) {
    const auto role = role_of_.find(element.id);
    if (role != role_of_.end()) put(node, "role", role->second);
  }

  void write_next(const DraftElement& element, pugi::xml_node node, const std::string& below) {
    const Flows& flows = outgoing(element);
    if (flows.size() != 1)
      return steps_.complain(element, flows.empty() ? "it leads nowhere, and is no end event"
                                                    : "several flows leave it");
    if (!flows.front()->condition.empty())
      return steps_.complain(element, "a flow with a condition leaves it");
    check_target(element, *flows.front());
    if (flows.front()->target != below) put(node, "next", flows.front()->target);
  }

  void check_target(const DraftElement& element, const DraftFlow& flow) {
    if (behind_.contains(flow.target))
      steps_.complain(element, "it leads to an event behind an event-based gateway");
  }

  void write_step(pugi::xml_node parent, const DraftElement& element, const std::string& below,
                  std::size_t depth) {
    const char* word = word_for(element.kind);
    if (word == nullptr)
      return steps_.complain(element, "an element '" + std::string(bpmn_name(element.kind)) + "'");
    if (model::is_gateway(element.kind)) return write_gateway(parent, element, word, below);
    const pugi::xml_node node = parent.append_child(word);
    if (element.details.for_compensation || element.details.instantiate)
      steps_.complain(
          element, element.details.instantiate ? "a task that begins the process" : "compensation");
    if (element.details.start_quantity != 1 || element.details.completion_quantity != 1)
      steps_.complain(element, "quantities of tokens");
    steps_.write_common(element, node);
    write_role(element, node);
    if (model::is_activity(element.kind))
      steps_.write_activity(element, node);
    else
      steps_.write_event_step(element, node);
    if (element.kind == ElementKind::end_event) {
      if (!outgoing(element).empty()) steps_.complain(element, "a flow leaves an end event");
      return;
    }
    write_next(element, node, below);
    for (const DraftElement* event : boundaries_[element.id]) {
      const pugi::xml_node each = steps_.add_boundary(*event, node);
      write_role(*event, each);
      write_next(*event, each, {});
      if (element.kind == ElementKind::script_task) steps_.complain(*event, "an event at a script");
    }
    if (element.kind == ElementKind::sub_process) write_scope(node, element.id, depth + 1);
  }

  void write_handler(pugi::xml_node parent, const DraftElement& element, std::size_t depth) {
    const pugi::xml_node node = parent.append_child("on");
    steps_.write_common(element, node);
    write_role(element, node);
    const DraftElement* start = nullptr;
    for (const DraftElement* inner : scopes_[element.id])
      if (inner->kind == ElementKind::start_event) start = inner;
    if (start == nullptr) return steps_.complain(element, "an event sub-process without a start");
    steps_.write_on(*start, node);
    write_scope(node, element.id, depth + 1);
  }

  void write_gateway(pugi::xml_node parent, const DraftElement& element, const char* word,
                     const std::string& below) {
    const Flows& flows = outgoing(element);
    const bool only_joins = flows.size() == 1 && flows.front()->condition.empty() &&
                            element.default_flow.empty() &&
                            element.kind != ElementKind::event_based_gateway;
    const pugi::xml_node node = parent.append_child(only_joins ? "join" : word);
    steps_.write_common(element, node);
    write_role(element, node);
    if (!element.details.io.empty() || element.details.instantiate)
      steps_.complain(element, "a gateway with mappings, or one that begins the process");
    if (only_joins) {
      put(node, "kind",
          element.kind == ElementKind::exclusive_gateway  ? "exclusive"
          : element.kind == ElementKind::parallel_gateway ? "parallel"
                                                          : "inclusive");
      return write_next(element, node, below);
    }
    if (flows.empty()) return steps_.complain(element, "a gateway that leads nowhere");
    if (element.kind == ElementKind::event_based_gateway) return write_first_of(element, node);
    for (const DraftFlow* flow : flows) write_part(element, *flow, node);
  }

  void write_first_of(const DraftElement& element, pugi::xml_node node) {
    for (const DraftFlow* flow : outgoing(element)) {
      if (!behind_.contains(flow->target)) {
        steps_.complain(element, "'" + flow->target + "' behind it is no event of its own");
        continue;
      }
      const DraftElement& event = *elements_[flow->target];
      const pugi::xml_node each = steps_.add_first_of_event(event, node);
      write_role(event, each);
      write_next(event, each, {});
    }
  }

  void write_part(const DraftElement& element, const DraftFlow& flow, pugi::xml_node node) {
    const bool is_default = !flow.id.empty() && flow.id == element.default_flow;
    const bool is_choice = element.kind == ElementKind::exclusive_gateway;
    const pugi::xml_node part = node.append_child(is_default  ? "otherwise"
                                                  : is_choice ? "when"
                                                              : "branch");
    if (is_default && !flow.condition.empty())
      steps_.complain(element, "a default flow with a condition");
    if (!is_default && flow.condition.empty() && element.kind != ElementKind::parallel_gateway)
      steps_.complain(element, "its flow to '" + flow.target + "' has no condition");
    put(part, is_choice ? "test" : "when", steps_.feel(element, flow.condition));
    if (flow.probability)
      put_always(part, "simulation-probability", model::to_text(*flow.probability));
    put(part, "name", flow.name);
    put(part, "next", flow.target);
    check_target(element, flow);
  }

  const model::DraftProcess& process_;
  Written& written_;
  StepWriter steps_;
  pugi::xml_document document_;
  std::map<std::string, const DraftElement*, std::less<>> elements_;
  std::map<std::string, Flows> outgoing_, incoming_;
  std::map<std::string, std::vector<const DraftElement*>> scopes_, boundaries_;
  std::set<std::string> behind_;
  std::map<std::string, std::string> role_of_;
};

/// Whatever the words above do not foresee is found by reading it back.
void check(const model::Draft& simple, Written& written) {
  const Result<model::Draft> again = read(written.text);
  if (!again.ok()) {
    written.problems.push_back(
        {model::Severity::error, "not-carried", again.error().message, {}, {}});
    return;
  }
  for (const model::Problem& problem : again->problems) {
    if (problem.severity != model::Severity::error) continue;
    Position at;
    for (const DraftElement& element : simple.processes.front().elements)
      if (element.id == problem.element_id) at = element.at;
    written.problems.push_back({model::Severity::error, "not-carried",
                                "the compact dialect cannot say this: " + problem.message, at,
                                problem.element_id});
  }
  if (!written.problems.empty()) return;
  for (const model::Difference& difference : model::differences(simple, carried(*again)))
    written.problems.push_back({model::Severity::error, "not-carried",
                                "the compact dialect cannot say this: it " + difference.sentence,
                                difference.at, difference.id});
}

}  // namespace

Written write(const model::Draft& draft) {
  Written written;
  if (draft.processes.size() != 1 || !draft.message_flows.empty()) {
    const Position at = draft.processes.empty() ? Position{} : draft.processes.front().at;
    written.problems.push_back({model::Severity::error,
                                "not-carried",
                                "the compact dialect cannot say this: one file has one process, "
                                "without message flows",
                                at,
                                {}});
    return written;
  }
  const model::Draft simple = carried(draft);
  // Elements in the order of the original: carried() sorts them.
  model::DraftProcess process = simple.processes.front();
  std::map<std::string, DraftElement> by_id;
  for (DraftElement& element : process.elements) by_id.emplace(element.id, std::move(element));
  process.elements.clear();
  for (const DraftElement& element : draft.processes.front().elements)
    process.elements.push_back(by_id[element.id]);
  ProcessWriter(process, written).write();
  if (written.problems.empty()) check(simple, written);
  if (!written.problems.empty()) written.text.clear();
  return written;
}

}  // namespace onward::native_xml

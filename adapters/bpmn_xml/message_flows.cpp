// Flows that share an end carry one message. Its name is that of the first messageRef among them,
// else of the first end that names a message, else made from the first flow's id and the process
// that receives: ids are unique in one document only, keys of processes on the whole server.
#include "adapters/bpmn_xml/message_flows.hpp"

#include <map>
#include <numeric>
#include <set>

#include "adapters/bpmn_xml/events.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;
using model::EventDefinition;
using model::EventKind;

/// An element at the end of a flow that throws or catches messages.
struct End {
  model::DraftElement* element = nullptr;
  std::string process;
};

bool is_throwing(ElementKind kind) {
  return kind == ElementKind::intermediate_throw_event || kind == ElementKind::end_event ||
         kind == ElementKind::send_task;
}

bool is_catching(ElementKind kind) {
  return kind == ElementKind::start_event || kind == ElementKind::intermediate_catch_event ||
         kind == ElementKind::boundary_event || kind == ElementKind::receive_task;
}

/// Where the element says its message; nullptr: it is about something else, or a worker does it. An
/// event without a trigger is a message event when a message flow says so (clauses 10.5.2
/// to 10.5.4).
EventDefinition* message_of(model::DraftElement& element) {
  model::Details& details = element.details;
  const ElementKind kind = element.kind;
  if (details.job.kind != model::JobKind::none) return nullptr;
  if (kind == ElementKind::send_task || kind == ElementKind::receive_task) return &details.message;
  const bool is_inner_start = kind == ElementKind::start_event && !element.parent.empty();
  if (details.events.empty() && kind != ElementKind::boundary_event && !is_inner_start) {
    EventDefinition& event = details.events.emplace_back();
    event.kind = EventKind::message;
    event.at = element.at;
  }
  for (EventDefinition& event : details.events)
    if (event.kind == EventKind::message) return &event;
  return nullptr;
}

class Connector {
 public:
  Connector(Source& source, model::Draft& draft) : source_(source), draft_(draft) {}

  void connect() {
    for (const pugi::xml_node collaboration : bpmn_children(source_.root(), "collaboration"))
      read(collaboration);
    if (draft_.message_flows.empty()) return;
    for (model::DraftProcess& process : draft_.processes)
      for (model::DraftElement& element : process.elements)
        ends_.emplace(element.id, End{&element, process.id});
    for (const model::DraftMessageFlow& flow : draft_.message_flows)
      if (const auto from = ends_.find(flow.source);
          from != ends_.end() && is_throwing(from->second.element->kind))
        thrown_to_.insert(flow.target);
    group_.resize(flows_.size());
    std::iota(group_.begin(), group_.end(), std::size_t{0});
    for (std::size_t i = 0; i < flows_.size(); ++i)
      for (const std::string& id : {draft_.message_flows[i].source, draft_.message_flows[i].target})
        if (is_end(id)) join(i, first_at_.emplace(id, i).first->second);
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < flows_.size(); ++i) groups[root_of(i)].push_back(i);
    for (const auto& [root, members] : groups) name_group(members);
    for (std::size_t i = 0; i < flows_.size(); ++i) check(i);
  }

 private:
  void read(pugi::xml_node collaboration) {
    const auto local = [](pugi::xml_node node, const char* name) {
      return std::string(xml::local_name(xml::trim(plain(node, name))));
    };
    for (const pugi::xml_node each : bpmn_children(collaboration, "participant")) {
      draft_.participants.push_back(
          {source_.id_of(each), local(each, "processRef"), std::string(plain(each, "name"))});
      if (source_.find(draft_.participants.back().process))
        pools_.insert(draft_.participants.back().id);
    }
    for (const pugi::xml_node each : bpmn_children(collaboration, "messageFlow")) {
      const std::string source = local(each, "sourceRef");
      const std::string target = local(each, "targetRef");
      std::string id = source_.id_of(each);
      if (id.empty()) id = source + "-" + target;
      flows_.push_back(each);
      sources_.insert(source);
      targets_.insert(target);
      draft_.message_flows.push_back({std::move(id), source, target, source_.at(each)});
      for (const char* end : {"sourceRef", "targetRef"})
        if (!source_.find_reference(each, xml::trim(plain(each, end))))
          source_.error("unknown-reference",
                        std::string(end) + " refers to '" + std::string(plain(each, end)) +
                            "', which is not in this document",
                        each);
    }
  }

  /// Whether the element throws or catches, or would if the flow named its message.
  bool is_end(const std::string& id) {
    const auto found = ends_.find(id);
    if (found == ends_.end()) return false;
    model::DraftElement& element = *found->second.element;
    const bool sends = is_throwing(element.kind) && sources_.contains(id);
    return (sends || receives(element)) && message_of(element) != nullptr;
  }

  /// A start without a trigger stays one that people start, when only a task or a pool from outside
  /// is drawn to it: such a flow tells a reader who asks for the process, not how.
  bool receives(const model::DraftElement& element) const {
    if (!is_catching(element.kind)) return false;
    const bool is_plain_start =
        element.kind == ElementKind::start_event && element.details.events.empty();
    return (is_plain_start ? thrown_to_ : targets_).contains(element.id);
  }

  std::size_t root_of(std::size_t flow) {
    while (group_[flow] != flow) flow = group_[flow] = group_[group_[flow]];
    return flow;
  }
  /// The first flow of a group is its root.
  void join(std::size_t one, std::size_t other) {
    one = root_of(one);
    other = root_of(other);
    group_[std::max(one, other)] = std::min(one, other);
  }

  EventDefinition& message_at(const std::string& id) { return *message_of(*ends_.at(id).element); }

  std::vector<std::string> ends_of(const std::vector<std::size_t>& group) {
    std::vector<std::string> ids;
    for (const std::size_t i : group)
      for (const std::string& id : {draft_.message_flows[i].source, draft_.message_flows[i].target})
        if (first_at_.contains(id)) ids.push_back(id);
    return ids;
  }

  /// The <message> of a group; empty: it needs a name that is made.
  pugi::xml_node message_node(const std::vector<std::size_t>& group,
                              const std::vector<std::string>& ends) {
    for (const std::size_t i : group)
      if (has_plain(flows_[i], "messageRef"))
        if (const pugi::xml_node found =
                source_.find_reference(flows_[i], xml::trim(plain(flows_[i], "messageRef"))))
          return found;
    for (const std::string& id : ends)
      if (const EventDefinition& event = message_at(id); !event.ref.empty())
        return source_.find(event.ref);
    return {};
  }

  std::string made_name(const model::DraftMessageFlow& flow) const {
    for (const std::string& id : {flow.target, flow.source})
      if (const auto end = ends_.find(id); end != ends_.end())
        return end->second.process + "/" + flow.id;
    return flow.id;
  }

  void name_group(const std::vector<std::size_t>& group) {
    const std::vector<std::string> ends = ends_of(group);
    const pugi::xml_node message = message_node(group, ends);
    const model::DraftMessageFlow& first = draft_.message_flows[group.front()];
    for (const std::string& id : ends) {
      EventDefinition& event = message_at(id);
      if (!event.name.empty()) continue;
      unnamed_.insert(id);
      set_message(source_, source_.find(id), message, event);
      if (message) continue;
      event.name.text = made_name(first);
      event.name.language = model::Language::literal;
      event.name.at = first.at;
    }
  }

  void check(std::size_t i) {
    const model::DraftMessageFlow& flow = draft_.message_flows[i];
    const bool thrown = first_at_.contains(flow.source);
    const bool caught = first_at_.contains(flow.target);
    if (!thrown) return;
    const pugi::xml_node thrower = source_.find(flow.source);
    if (caught) {
      const std::string& from = message_at(flow.source).name.text;
      const std::string& to = message_at(flow.target).name.text;
      if (from != to)
        source_.warning("no-effect",
                        "the message flow '" + flow.id + "' carries nothing: '" + from +
                            "' is thrown and '" + to + "' is caught",
                        thrower);
      if (unnamed_.contains(flow.source) && !reached_.insert(flow.source).second)
        source_.not_executable(
            "it throws one message, but several message flows lead from it to "
            "somebody who catches",
            thrower);
    } else if (is_of_a_process(flow.target)) {
      source_.warning("no-effect",
                      "nobody catches the message flow '" + flow.id + "' at '" + flow.target + "'",
                      thrower);
    }
  }

  bool is_of_a_process(const std::string& id) const {
    return ends_.contains(id) || pools_.contains(id);
  }

  Source& source_;
  model::Draft& draft_;
  std::vector<pugi::xml_node> flows_;  ///< as draft_.message_flows
  std::vector<std::size_t> group_;     ///< union-find over flows
  std::map<std::string, End, std::less<>> ends_;
  std::map<std::string, std::size_t> first_at_;  ///< throwing and catching ends -> their first flow
  std::set<std::string> sources_, targets_;      ///< ids at the ends of flows
  std::set<std::string> thrown_to_;              ///< those to which an element throws
  std::set<std::string> pools_;                  ///< participants with a process in this document
  std::set<std::string> unnamed_, reached_;
};

}  // namespace

void connect_message_flows(Source& source, model::Draft& draft) {
  Connector(source, draft).connect();
}

}  // namespace onward::bpmn_xml

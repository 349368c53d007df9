#include "engine/execution/commands/migrate_fit.hpp"

#include <algorithm>
#include <set>

#include "engine/execution/activities/multi_instance.hpp"

namespace onward {
namespace {

bool has_flow(const model::Definition& definition, const std::string& id) {
  return std::any_of(definition.flows.begin(), definition.flows.end(),
                     [&](const model::Flow& flow) { return flow.id == id; });
}

bool has_name(const model::Definition& definition, const std::string& id) {
  return definition.find(id) != nullptr || has_flow(definition, id);
}

std::string parent_of(const model::Definition& definition, const model::Element& element) {
  return element.parent == model::none ? std::string{} : definition.element(element.parent).id;
}

bool repeats_alike(const model::Element& one, const model::Element& other) {
  const auto& a = one.details.multi_instance;
  const auto& b = other.details.multi_instance;
  return a.has_value() == b.has_value() && (!a || a->sequential == b->sequential) &&
         one.details.loop.has_value() == other.details.loop.has_value();
}

class Check {
 public:
  Check(const Versions& versions, const Instance& instance)
      : versions_(versions), instance_(instance) {}

  std::vector<ErrorDetail> run() {
    for (const Token& token : instance_.tokens) check(token);
    for (const Scope& scope : instance_.scopes)
      if (scope.kind == ScopeKind::event_sub_process)
        check_place(scope.element);
      else if (scope.kind == ScopeKind::compensation && !scope.element.empty())
        check_kind(scope.element);
    for (const Compensable& each : instance_.compensables) check_kind(each.element);
    return std::move(found_);
  }

 private:
  /// Once for each element and reason, however many tokens are there.
  void note(const std::string& element, std::string code, std::string why) {
    if (noted_.insert({element, code}).second)
      found_.push_back({"/mapping/" + element, std::move(code), std::move(why)});
  }

  /// The element's counterpart, when there is one of the same kind.
  const model::Element* check_kind(const std::string& id) {
    const model::Element* there = versions_.counterpart(id);
    if (there == nullptr) {
      note(id, "missing-element",
           "the other version has no element \"" + versions_.renamed(id) + "\" for \"" + id + "\"");
      return nullptr;
    }
    const model::Element& here = *versions_.from.find(id);
    if (here.kind != there->kind) {
      note(id, "other-kind",
           "\"" + id + "\" is a " + std::string(model::bpmn_name(here.kind)) + ", \"" + there->id +
               "\" a " + std::string(model::bpmn_name(there->kind)));
      return nullptr;
    }
    return there;
  }

  /// The element's counterpart, when there is one of the same kind; in the same sub-process. That
  /// of the model: what compensates stands in scopes of who throws and of what is undone.
  const model::Element* check_place(const std::string& id) {
    const model::Element* there = check_kind(id);
    if (there == nullptr) return nullptr;
    const std::string around = parent_of(versions_.from, *versions_.from.find(id));
    if (parent_of(versions_.to, *there) != (around.empty() ? around : versions_.renamed(around)))
      note(id, "structure-differs",
           "\"" + there->id + "\" does not stand in the sub-process that \"" + id + "\" stands in");
    return there;
  }

  void check(const Token& token) {
    const model::Element* there = check_place(token.element);
    if (there == nullptr) return;
    const model::Element& here = *versions_.from.find(token.element);
    if (!repeats_alike(here, *there))
      note(here.id, "multi-instance-differs",
           "\"" + here.id + "\" and \"" + there->id + "\" do not repeat in the same way");
    if (here.details.job.kind != there->details.job.kind)
      note(here.id, "job-differs",
           "\"" + here.id + "\" and \"" + there->id + "\" are not done by the same kind of job");
    const bool catches = here.kind == model::ElementKind::intermediate_catch_event;
    if (catches && token.state == TokenState::waiting && !waits_for_same(here, *there))
      note(here.id, "event-differs",
           "\"" + here.id + "\" and \"" + there->id + "\" do not wait for the same kind of event");
    if (token.state == TokenState::parked || token.state == TokenState::spent)
      check_flow(token, *there);
  }

  void check_flow(const Token& token, const model::Element& join) {
    const std::string& flow = versions_.renamed(token.flow);
    const bool arrives =
        std::any_of(join.incoming.begin(), join.incoming.end(),
                    [&](model::FlowIndex index) { return versions_.to.flow(index).id == flow; });
    if (!arrives)
      note(token.element, "flow-gone",
           "a token waits at \"" + token.element + "\" that came by \"" + token.flow +
               "\", and no flow \"" + flow + "\" leads to \"" + join.id + "\"");
  }

  const Versions& versions_;
  const Instance& instance_;
  std::vector<ErrorDetail> found_;
  std::set<std::pair<std::string, std::string>> noted_;
};

}  // namespace

std::string content_of(const Instance& instance, LocalId scope) {
  for (LocalId id = scope; id;) {
    const Scope& at = *find_scope(instance, id);
    if (at.kind == ScopeKind::sub_process || at.kind == ScopeKind::event_sub_process)
      return at.element;
    id = at.parent;
  }
  return {};
}

std::vector<ErrorDetail> unknown_names(const Versions& versions) {
  std::vector<ErrorDetail> found;
  for (const auto& [from, to] : versions.mapping) {
    if (!has_name(versions.from, from))
      found.push_back({"/mapping/" + from, "unknown-element",
                       "the instance's version has no element \"" + from + "\""});
    if (!has_name(versions.to, to))
      found.push_back({"/mapping/" + from, "unknown-element",
                       "the other version has no element \"" + to + "\""});
  }
  return found;
}

std::vector<ErrorDetail> misfits(const Versions& versions, const Instance& instance) {
  return Check(versions, instance).run();
}

bool waits_for_same(const model::Element& one, const model::Element& other) {
  const auto& a = one.details.events;
  const auto& b = other.details.events;
  return one.kind == other.kind &&
         std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const model::EventDefinition& x, const model::EventDefinition& y) {
                      return x.kind == y.kind;
                    });
}

bool is_same_event(const model::Element& one, const model::Element& other) {
  const auto& a = one.details.events;
  const auto& b = other.details.events;
  return waits_for_same(one, other) && one.details.interrupting == other.details.interrupting &&
         std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const model::EventDefinition& x, const model::EventDefinition& y) {
                      return x.kind != model::EventKind::timer || x.timer.kind == y.timer.kind;
                    });
}

}  // namespace onward

#include "tests/simulation/event_oracle.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "engine/instance/apply.hpp"

namespace onward::simulation {
namespace {

using model::ElementKind;
using model::EventKind;

constexpr std::int64_t hour_ms = 3'600'000;

/// The generator's timers are "PT3H" and "R2/PT1H".
std::int64_t span_ms(const std::string& text) {
  const std::size_t at = text.find("PT");
  return std::strtoll(text.c_str() + at + 2, nullptr, 10) * hour_ms;
}

bool is_catching(const model::Element& element, const std::string& code, bool by_code) {
  return std::any_of(element.details.events.begin(), element.details.events.end(),
                     [&](const model::EventDefinition& event) {
                       return event.kind == EventKind::error &&
                              (by_code ? event.name.text == code : event.name.empty());
                     });
}

class Check {
 public:
  Check(const model::Definition& definition, const Instance& before, const HistoryRow& command)
      : definition_(definition), state_(before), command_(command) {}

  std::vector<std::string> run() {
    if (state_.state == InstanceState::suspended) check_suspended();
    for (const Fact& fact : command_.facts) {
      std::visit([&](const auto& happened) { look(happened); }, fact);
      apply(state_, fact);
    }
    for (const LocalId token : taken_away_)
      expect(find_token(state_, token) == nullptr, "an interrupting event left a token");
    for (const LocalId wait : closed_)
      expect(find_wait(state_, wait) == nullptr, "an event that is over is waited for");
    if (!is_ended(state_.state)) check_multi_instances();
    return std::move(broken_);
  }

 private:
  void expect(bool holds, const std::string& sentence) {
    if (!holds) broken_.push_back(sentence);
  }
  const model::Element& element(const std::string& id) const { return *definition_.find(id); }

  void check_suspended() {
    static const std::set<std::string> allowed = {
        "resume-instance", "cancel-instance", "set-variables", "child-ended", "child-escalated",
        "comment-task",    "reassign-tasks",  "assign-task",   "update-task", "suspend-instance"};
    expect(allowed.contains(command_.name), "a suspended instance did " + command_.name);
  }

  template <class F>
  void look(const F& /*fact*/) {}

  void look(const WaitOpened& opened) {
    const Wait& wait = opened.wait;
    const model::Element& catching = element(wait.element);
    // One that waits for several and does not interrupt begins anew when all have happened.
    const bool renewed = catching.details.parallel_multiple && !catching.details.interrupting;
    if (wait.token && catching.kind == ElementKind::boundary_event && !renewed)
      expect(!find_token(state_, wait.token)->boundary_set,
             "the boundary event " + wait.element + " was set again");
    if (wait.kind != WaitKind::timer) return;
    const auto& events = catching.details.events;  // one of several is a timer at most
    const auto timer = std::find_if(
        events.begin(), events.end(),
        [](const model::EventDefinition& event) { return event.kind == EventKind::timer; });
    if (timer == events.end()) return expect(false, "a timer of no timer event");
    const std::string& text = timer->timer.value.text;
    expect(wait.due.ms == command_.at.ms + span_ms(text), "the timer " + text + " is due elsewhen");
    if (text.starts_with("R2")) expect(wait.remaining == 1, "a cycle of 2 has other repetitions");
  }

  void look(const TimerRepeated& again) {
    const Wait& wait = *find_wait(state_, again.wait);
    expect(again.due.ms == wait.due.ms + span_ms(wait.cycle), "a cycle goes on at another time");
    expect(wait.remaining > 0 && again.remaining == wait.remaining - 1, "a cycle counts wrong");
    closed_.erase(again.wait);
  }

  void look(const EventCaught& caught) {
    const model::Element& at = element(caught.element);
    if (!caught.wait) {
      if (is_catching(at, caught.name, true) || is_catching(at, {}, false))
        look_at_error(caught, at);
      return;
    }
    const Wait& wait = *find_wait(state_, caught.wait);
    if (wait.kind == WaitKind::timer)
      expect(wait.due <= command_.at, "a timer fired before it was due");
    const bool boundary = at.kind == ElementKind::boundary_event;
    const bool handler = !wait.token;
    if (at.details.parallel_multiple) closed_.insert(wait.id);
    if (at.details.parallel_multiple && waits_for_more(wait)) return;
    if ((!boundary && !handler) || at.details.interrupting || wait.kind == WaitKind::timer)
      closed_.insert(wait.id);
    if (boundary && at.details.interrupting) taken_away_.insert(wait.token);
    if (handler && at.details.interrupting) take_scope(wait.scope);
  }

  /// Whether something else must happen before the event has.
  bool waits_for_more(const Wait& caught) const {
    return std::any_of(state_.waits.begin(), state_.waits.end(), [&](const Wait& other) {
      return other.id != caught.id && other.element == caught.element &&
             other.token == caught.token && other.scope == caught.scope;
    });
  }

  void take_scope(LocalId scope) {
    for (const Token& token : state_.tokens)
      if (token.scope == scope) taken_away_.insert(token.id);
    for (const Wait& wait : state_.waits)
      if (!wait.token && wait.scope == scope) closed_.insert(wait.id);
  }

  /// What is new goes to the top, but for counters, payloads and data.
  void look(const VariableSet& set) {
    const ScopeKind kind = find_scope(state_, set.scope)->kind;
    const bool of_event = kind == ScopeKind::event_sub_process || kind == ScopeKind::compensation;
    const bool of_scope = set.name == "loopCounter" || set.name == "own" || set.name == "need" ||
                          set.name == "result";
    expect(set.before || set.scope == root_scope || of_scope || of_event,
           "the variable " + set.name + " was made inside");
  }

  void look(const EventThrown& thrown) {
    if (thrown.kind == "error") thrower_ = thrown.element;
  }

  void look(const TokenConsumed& consumed) {
    const Token& token = *find_token(state_, consumed.token);
    const auto& events = element(token.element).details.events;
    if (consumed.end != TokenEnd::completed || events.empty() ||
        events.front().kind != EventKind::terminate)
      return;
    for (const Token& other : state_.tokens)
      if (other.scope == token.scope) taken_away_.insert(other.id);
  }

  /// What was completed catches nothing any more: a handler that compensates it throws past it.
  bool is_active(const model::Element& at) const {
    return std::any_of(state_.tokens.begin(), state_.tokens.end(),
                       [&](const Token& token) { return token.element == at.id; });
  }

  /// The nearest place that catches the code, else everything, outwards from the thrower.
  std::string catcher_of(const std::string& code) const {
    const model::Element* at = &element(thrower_);
    bool handled = false;
    for (;;) {
      if (is_active(*at))
        if (const auto* found = first_catching(at->boundary_events, code)) return found->id;
      if (at->parent == model::none) break;
      const model::Element& parent = definition_.element(at->parent);
      if (parent.kind == ElementKind::event_sub_process) {
        handled = definition_.element(parent.start_events.front()).details.interrupting;
      } else {
        if (!handled && is_active(parent)) {
          if (const auto* found = first_catching(starts_of(parent.event_sub_processes), code))
            return found->id;
        }
        handled = false;
      }
      at = &parent;
    }
    const auto* found =
        handled ? nullptr : first_catching(starts_of(definition_.event_sub_processes), code);
    return found == nullptr ? std::string{} : found->id;
  }

  std::vector<model::ElementIndex> starts_of(
      const std::vector<model::ElementIndex>& processes) const {
    std::vector<model::ElementIndex> starts;
    for (const model::ElementIndex process : processes)
      for (const model::ElementIndex start : definition_.element(process).start_events)
        starts.push_back(start);
    return starts;
  }

  const model::Element* first_catching(const std::vector<model::ElementIndex>& candidates,
                                       const std::string& code) const {
    for (const bool by_code : {true, false})
      for (const model::ElementIndex index : candidates)
        if (is_catching(definition_.element(index), code, by_code))
          return &definition_.element(index);
    return nullptr;
  }

  void look_at_error(const EventCaught& caught, const model::Element& at) {
    expect(caught.element == catcher_of(caught.name), "an error was caught at " + caught.element);
    if (at.kind != ElementKind::boundary_event) return;
    const model::Element& host = definition_.element(at.attached_to);
    for (const Token& token : state_.tokens)
      if (token.element == host.id && token.element == thrower_ &&
          !host.details.multi_instance.has_value())
        hosts_.insert(token.id);
    if (hosts_.size() == 1) taken_away_.insert(*hosts_.begin());
    hosts_.clear();
  }

  void check_multi_instances() {
    for (const MultiInstanceState& state : state_.multi_instances) {
      const auto& repeated =
          element(find_scope(state_, state.scope)->element).details.multi_instance;
      if (!repeated) continue;  // a loop, an ad-hoc sub-process
      const model::MultiInstance& multi = *repeated;
      const auto inside = static_cast<std::uint32_t>(
          std::count_if(state_.tokens.begin(), state_.tokens.end(),
                        [&](const Token& token) { return token.scope == state.scope; }));
      expect(state.active == inside, "a multi-instance activity counts its instances wrong");
      expect(state.started <= state.total, "more instances than there should be");
      expect(!multi.sequential || state.active <= 1, "two instances in turn at once");
      expect(multi.sequential || state.started == state.total, "instances were not started");
      expect(state.completed < state.total, "a multi-instance activity did not end");
      expect(multi.completion_condition.empty() || state.completed < 2,
             "a multi-instance activity went on after its condition held");
    }
  }

  const model::Definition& definition_;
  Instance state_;
  const HistoryRow& command_;
  std::set<LocalId> taken_away_, closed_, hosts_;
  std::string thrower_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> check_events(const model::Definition& definition, const Instance& before,
                                      const HistoryRow& command) {
  return Check(definition, before, command).run();
}

}  // namespace onward::simulation

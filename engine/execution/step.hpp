// What the running command works with: the instance through its journal, the agenda, and the verbs
// that all behaviours share: create, wait, park, leave, consume, raise an incident. Lives for one
// command. Not here: what an element does (behavior.hpp), variables (scope.hpp), errors
// (errors.hpp).
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/execution/belongings.hpp"
#include "engine/execution/conditions.hpp"
#include "engine/execution/execute.hpp"
#include "engine/execution/places.hpp"
#include "engine/instance/journal.hpp"

namespace onward {

class Step {
 public:
  Step(const model::Definition& definition, Instance& instance, const Actor& actor,
       const Environment& environment)
      : definition_(&definition),
        journal_(instance),
        places_(std::in_place, definition, instance),
        belongings_(instance),
        conditions_(instance),
        actor_(actor),
        environment_(environment) {}

  [[nodiscard]] const model::Definition& definition() const { return *definition_; }
  [[nodiscard]] const Instance& instance() const { return journal_.instance(); }
  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] const Actor& actor() const { return actor_; }
  [[nodiscard]] Instant now() const { return environment_.now; }
  /// The zone in which local times are meant.
  [[nodiscard]] const std::string& zone() const { return definition_->zone_or(environment_.zone); }
  /// The process's calendar of that id, or a shared one; nullptr when there is none.
  [[nodiscard]] const WorkingCalendar* calendar(const std::string& id) const;
  [[nodiscard]] const model::Element& element_of(const Token& token) const;
  /// A copy: references into the instance die with the next fact.
  [[nodiscard]] Token token(LocalId id) const;
  [[nodiscard]] bool alive(LocalId token) const { return find_token(instance(), token) != nullptr; }

  void add(Fact fact) {
    places_->note(instance(), fact);
    belongings_.note(fact);
    conditions_.note(fact);
    journal_.add(std::move(fact));
  }
  /// The fact, and what follows is by the other version that it names.
  void migrate(model::DefinitionPtr target, InstanceMigrated fact);
  void emit(Effect effect) { effects_.push_back(std::move(effect)); }
  [[nodiscard]] LocalId next_local() const { return {instance().next_local}; }

  [[nodiscard]] Places& places() { return *places_; }
  [[nodiscard]] const Places& places() const { return *places_; }
  [[nodiscard]] Conditions& conditions() { return conditions_; }
  /// What belongs to the owner and is still there for this look-up (find_wait ...), in order.
  template <class Find>
  [[nodiscard]] std::vector<LocalId> belonging(LocalId owner, Find find) const {
    std::vector<LocalId> ids = belongings_.of(owner);
    std::erase_if(ids, [&](LocalId id) { return find(instance(), id) == nullptr; });
    return ids;
  }
  /// The first scope that the token's element opened; nullptr: none.
  [[nodiscard]] const Scope* scope_owned_by(LocalId token) const;
  /// False when the instance may not hold `more` tokens beside those it has.
  [[nodiscard]] bool has_room(std::size_t more) const;
  /// The token stops because what it would make has no room: incident `too-many-tokens`.
  void raise_too_many(LocalId token, bool leaving = false);

  /// Puts a new token on the agenda, at an element it arrived at by `flow` (model::none: no flow).
  LocalId create_token(LocalId scope, const model::Element& element,
                       model::FlowIndex flow = model::none);
  /// As create_token, but the element's event has already happened: the agenda leaves it at once.
  LocalId create_triggered(LocalId scope, const model::Element& element,
                           model::FlowIndex flow = model::none);
  void wait(LocalId token) { add(TokenStateChanged{token, TokenState::waiting}); }
  void park(LocalId token) { add(TokenStateChanged{token, TokenState::parked}); }
  /// The token's element is entered again (after an incident).
  void enter_again(LocalId token);
  /// The token's element is left again (after an incident while leaving).
  void leave_again(LocalId token);

  /// Takes the token away with all that belongs to it: waits, tasks, jobs, calls, scopes and the
  /// tokens in them.
  void cancel_token(LocalId token, TokenEnd end = TokenEnd::cancelled);
  /// Closes the task; its open parts, and what coordinators were told about it, end with it.
  void close_task(TaskClosed fact);
  /// The called instances of the token are cancelled and no longer waited for.
  void cancel_calls(LocalId token);
  /// Cancels everything inside a scope and closes it.
  void cancel_scope(LocalId scope);
  /// Consumes the token (its waits and local scope must be gone) and notes its scope for the
  /// completion check.
  void consume(LocalId token, TokenEnd end);
  /// Closes a scope whose content is gone.
  void close_scope(LocalId scope) { add(ScopeClosed{scope}); }

  /// The token stops here until somebody helps; the command goes on (bpmn.md decision 10).
  void raise_incident(LocalId token, std::string code, std::string message, bool leaving = false,
                      LocalId job = {});
  void resolve_incidents(LocalId token);

  /// Runs the agenda until every token waits, then scopes, inclusive joins, deadlocks; again until
  /// nothing changes.
  void run();

  [[nodiscard]] ChangeSet finish(Instance after);

 private:
  struct Entry {
    LocalId token;
    enum class How : std::uint8_t { enter, again, triggered, leave } how = How::enter;
  };
  void take_one(const Entry& entry);
  void run_agenda();
  void stop_loop();

  const model::Definition* definition_;
  model::DefinitionPtr migrated_to_;  ///< keeps it alive
  Journal journal_;
  std::optional<Places> places_;  ///< counts by the elements of the definition
  Belongings belongings_;
  Conditions conditions_;
  const Actor& actor_;
  const Environment& environment_;
  std::vector<Effect> effects_;
  std::deque<Entry> agenda_;
  std::uint32_t steps_ = 0;
  std::uint32_t steps_at_most_ = limits::steps_per_command;
};

}  // namespace onward

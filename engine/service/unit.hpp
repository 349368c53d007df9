// One request's work inside a turn: runs commands, carries out what they cause inside the shard,
// and collects what must be written. Not thread-safe; lives for one request.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/execution/execute.hpp"
#include "engine/service/request.hpp"
#include "engine/service/state.hpp"
#include "engine/service/view.hpp"

namespace onward {

class Unit;

/// What the sales register does for the engine: effects on opportunities, and built-in actions.
/// Implemented in engine/sales.
class SalesHooks {
 public:
  virtual ~SalesHooks() = default;
  /// SetStage, KeepFields, RegisterOpportunity of an instance. Errors end the unit.
  virtual Result<Done> on_effect(Unit& unit, const Effect& effect, const Instance& instance) = 0;
  /// Whether the job is done in its own step: built-in actions are, and connectors that leave
  /// nothing to do outside.
  [[nodiscard]] virtual bool runs_in_step(const Job& job) const {
    return job.type == JobType::action;
  }
  /// The result of a job that runs in its step. Errors become an incident at the service task;
  /// `where` is its code, empty: job-failed.
  virtual Result<Value> run_action(Unit& unit, const Instance& instance, const Job& job) = 0;
  /// Whether the command may be done, before it is looked at. Errors: do_not_contact, unavailable.
  virtual Result<Done> permit(Unit& unit, const Command& command, const Instance& instance,
                              const model::Definition& definition) {
    (void)unit, (void)command, (void)instance, (void)definition;
    return Done{};
  }
  /// Carries out a register row of the outbox: body `do` is "register-...". Errors: unavailable;
  /// anything else that cannot be done is settled inside, since the row is struck off.
  virtual Result<Done> deliver(Unit& unit, const Context& body) {
    (void)unit, (void)body;
    return Done{};
  }
};

/// What a unit reads through: the turn's layer, the track's cache, the store.
class Backdrop {
 public:
  virtual ~Backdrop() = default;
  virtual Result<std::shared_ptr<const Instance>> load(InstanceId id) = 0;
  virtual Result<std::shared_ptr<const Opportunity>> load(OpportunityId id) = 0;
  /// State before this unit: staged by an earlier unit of the turn. nullptr: untouched.
  virtual const StagedInstance* staged(InstanceId id) = 0;
  virtual const StagedOpportunity* staged(OpportunityId id) = 0;
  /// What earlier units of the turn write beside instances and opportunities; nullptr: nothing.
  [[nodiscard]] virtual const TurnWrite* staged_rest() const { return nullptr; }
  virtual Store& store() = 0;
  virtual Catalogue& catalogue() = 0;
  virtual NewIds& ids() = 0;
  virtual SalesHooks& hooks() = 0;
  /// What decides in place of conditions; nullptr: nothing.
  [[nodiscard]] virtual Choices* choices() { return nullptr; }
  [[nodiscard]] virtual const std::string& zone() const = 0;
  /// Working time that belongs to no process; nullptr: nothing is configured.
  [[nodiscard]] virtual const SharedCalendars* calendars() const { return nullptr; }
};

class Unit final : public View, public Receivers {
 public:
  Unit(Backdrop& backdrop, Instant now) : backdrop_(backdrop), now_(now) {}

  // View
  Result<std::shared_ptr<const Instance>> instance(InstanceId id) override;
  Result<std::shared_ptr<const Opportunity>> opportunity(OpportunityId id) override;
  Catalogue& catalogue() override { return backdrop_.catalogue(); }
  Store& store() override { return backdrop_.store(); }
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] const std::string& zone() const override { return backdrop_.zone(); }
  [[nodiscard]] const SharedCalendars* calendars() const { return backdrop_.calendars(); }
  [[nodiscard]] std::span<const HistoryRow> commands() const override {
    return layer_.rest.history;
  }
  NewIds& ids() { return backdrop_.ids(); }
  /// Instances of any shard as they are now, in the order of their ids; those that are gone are
  /// left out. Not from the cache: what other tracks and servers change goes past it, and a command
  /// that only looks at an instance is not checked against its version. Errors: unavailable.
  Result<std::vector<std::shared_ptr<const Instance>>> current(std::vector<InstanceId> wanted);

  // Receivers
  bool is_ambiguous(const Instance& thrower, const std::string& name,
                    const std::optional<std::string>& key) override;

  /// This work was asked for by an outbox row, the last of so many that caused one another.
  void continue_chain(std::uint32_t hops) { hops_ = hops; }
  [[nodiscard]] std::uint32_t hops() const { return hops_; }
  /// Runs one command and stages its changes; consequences wait for settle(). Errors: the command's
  /// rejection.
  Result<std::shared_ptr<const Instance>> execute(const Command& command);
  /// Starts an instance with the id `command.instance`. Unless `allow_duplicate`, its business key
  /// must be free among the open instances of the definition. Errors: business_key_taken (where =
  /// id of the holder), and the command's.
  Result<std::shared_ptr<const Instance>> start(const Command& command, bool allow_duplicate);
  /// Conditions of the instance that read its opportunity, which changed, are looked at by
  /// settle(). When the bound of settle() is reached before, they are with the instance's next
  /// command.
  void look_again(InstanceId id) { to_look_at_.insert(id); }
  /// Carries out the consequences inside the shard until none is left or the bound is reached; the
  /// rest goes to the outbox.
  Result<Done> settle();

  /// Stages a changed or new opportunity with its line of history.
  void put(Opportunity opportunity, OpportunityChange change);
  /// Everything else that this unit writes.
  TurnWrite& write() { return layer_.rest; }
  /// What earlier units of the same turn write beside instances and opportunities; nullptr:
  /// nothing.
  [[nodiscard]] const TurnWrite* earlier() const { return backdrop_.staged_rest(); }
  SalesHooks& hooks() { return backdrop_.hooks(); }
  /// An outbox row that a following turn delivers.
  void post(std::uint16_t shard, std::string target, Context body);
  /// Messages of that name that are kept, as this unit finds them. Errors: unavailable.
  Result<std::vector<BufferedMessage>> kept_messages(const std::string& name,
                                                     const std::optional<std::string>& key);

  [[nodiscard]] Layer& layer() { return layer_; }
  /// Instances that were read: what a rejection was decided on.
  [[nodiscard]] const std::vector<InstanceId>& touched() const { return touched_; }
  [[nodiscard]] std::uint32_t steps() const { return steps_; }

 private:
  struct FollowUp {
    InstanceId source;
    Effect effect;
  };
  Result<Done> carry_out(const FollowUp& follow_up);
  void command_instance(const FollowUp& follow_up, const CommandInstance& command);
  Result<ChangeSet> attempt(const Command& command, const Instance& before);
  Result<Done> look_at_conditions(InstanceId id);
  Result<Done> run_actions(InstanceId id, const std::vector<LocalId>& jobs);
  void fire_due_timers(InstanceId id);
  Result<Done> take_kept_messages(InstanceId id, const std::vector<LocalId>& waits);
  Result<Done> take_kept_signals(const LocalRef& wait);
  [[nodiscard]] Result<Value> run_action(const Instance& instance, const Job& job);
  void stage(ChangeSet&& changes, const Command& command, std::shared_ptr<const Instance> before,
             bool holds_key);

  Backdrop& backdrop_;
  Instant now_;
  Layer layer_;
  std::deque<FollowUp> follow_ups_;
  std::deque<std::pair<InstanceId, std::vector<LocalId>>> new_actions_, new_messages_;
  std::deque<InstanceId> changed_;
  std::set<InstanceId> to_look_at_;
  std::vector<InstanceId> touched_;
  std::uint32_t chain_ = 0;
  std::uint32_t hops_ = 0;
  std::uint32_t steps_ = 0;
};

}  // namespace onward

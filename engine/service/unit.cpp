#include "engine/service/unit.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/execution/conditions.hpp"
#include "engine/instance/codec.hpp"
#include "engine/service/messages.hpp"
#include "engine/service/outbox.hpp"
#include "engine/service/own_task.hpp"
#include "engine/service/past.hpp"

namespace onward {
namespace {

Actor engine_actor() { return {"engine", {}, true}; }

}  // namespace

Result<std::shared_ptr<const Instance>> Unit::instance(InstanceId id) {
  if (const auto at = layer_.instances.find(id); at != layer_.instances.end())
    return at->second.after;
  if (const StagedInstance* staged = backdrop_.staged(id)) return staged->after;
  touched_.push_back(id);
  return backdrop_.load(id);
}

Result<std::vector<std::shared_ptr<const Instance>>> Unit::current(std::vector<InstanceId> wanted) {
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::vector<std::shared_ptr<const Instance>> found;
  std::vector<InstanceId> stored;
  for (const InstanceId id : wanted) {
    if (const auto at = layer_.instances.find(id); at != layer_.instances.end())
      found.push_back(at->second.after);
    else if (const StagedInstance* staged = backdrop_.staged(id))
      found.push_back(staged->after);
    else
      stored.push_back(id);
  }
  if (!stored.empty()) {
    ONWARD_TRY(auto loaded, store().load(stored));
    for (Instance& instance : loaded)
      found.push_back(std::make_shared<const Instance>(std::move(instance)));
  }
  std::sort(found.begin(), found.end(),
            [](const auto& one, const auto& other) { return one->id < other->id; });
  return found;
}

Result<std::shared_ptr<const Opportunity>> Unit::opportunity(OpportunityId id) {
  if (const auto at = layer_.opportunities.find(id); at != layer_.opportunities.end())
    return at->second.after;
  if (const StagedOpportunity* staged = backdrop_.staged(id)) return staged->after;
  return backdrop_.load(id);
}

Result<std::shared_ptr<const Instance>> Unit::execute(const Command& command) {
  ONWARD_TRY(const std::shared_ptr<const Instance> before, instance(command.instance));
  ONWARD_TRY(ChangeSet changes, attempt(command, *before));
  stage(std::move(changes), command, before, false);
  return layer_.instances.at(command.instance).after;
}

/// What the command would change; nothing is staged.
Result<ChangeSet> Unit::attempt(const Command& command, const Instance& before) {
  ONWARD_TRY(const model::DefinitionPtr definition, definition_of(catalogue(), before));
  Value opportunity_value;
  if (before.opportunity) {
    const auto record = opportunity(before.opportunity);
    if (record.ok()) opportunity_value = Value(to_context(*record.value()));
  }
  ONWARD_TRY_DONE(backdrop_.hooks().permit(*this, command, before, *definition));
  CommandsBefore past(*this);
  const Environment environment{
      now_,  zone(), catalogue(),         ids(),      std::move(opportunity_value), this,
      hops_, &past,  backdrop_.choices(), calendars()};
  return onward::execute(*definition, before, command, environment);
}

Result<std::shared_ptr<const Instance>> Unit::start(const Command& command, bool allow_duplicate) {
  const auto& start = std::get<StartInstance>(command.action);
  ONWARD_TRY(const model::DefinitionPtr definition, definition_of(catalogue(), start));
  const bool holds_key = !start.business_key.empty() && !allow_duplicate;
  if (holds_key) {
    ONWARD_TRY(const auto holder, store().business_key(start.definition.key, start.business_key));
    if (holder)
      return Error{ErrorCode::business_key_taken,
                   "the open instance " + to_text(*holder) + " holds the business key \"" +
                       start.business_key + "\"",
                   to_text(*holder)};
  }
  Value opportunity_value;
  if (start.opportunity) {
    const auto record = opportunity(start.opportunity);
    if (record.ok()) opportunity_value = Value(to_context(*record.value()));
  }
  const Environment environment{
      now_,  zone(),  catalogue(),         ids(),      std::move(opportunity_value), this,
      hops_, nullptr, backdrop_.choices(), calendars()};
  ONWARD_TRY(ChangeSet changes, onward::execute(*definition, Instance{}, command, environment));
  stage(std::move(changes), command, nullptr, holds_key);
  return layer_.instances.at(command.instance).after;
}

void Unit::stage(ChangeSet&& changes, const Command& command,
                 std::shared_ptr<const Instance> before, bool holds_key) {
  steps_ += changes.steps;
  const InstanceId id = command.instance;
  const std::uint64_t number = ids().next(shard_of(id));
  auto after = std::make_shared<const Instance>(std::move(changes.after));
  auto [at, fresh] = layer_.instances.try_emplace(id);
  if (fresh) {
    at->second.before = std::move(before);
    at->second.order = sequence_of(number);
    at->second.holds_business_key = holds_key;
  }
  at->second.after = after;
  for (Effect& effect : changes.effects) follow_ups_.push_back({id, std::move(effect)});
  std::vector<LocalId> actions, messages;
  for (const Fact& fact : changes.facts) {
    if (const auto* job = std::get_if<JobOpened>(&fact);
        job != nullptr && job->job.retries > 0 && backdrop_.hooks().runs_in_step(job->job))
      actions.push_back(job->job.id);
    if (const auto* retried = std::get_if<JobRetriesSet>(&fact)) actions.push_back(retried->job);
    if (const auto* wait = std::get_if<WaitOpened>(&fact);
        wait != nullptr && wait->wait.kind == WaitKind::message)
      messages.push_back(wait->wait.id);
    if (const auto* state = std::get_if<InstanceStateChanged>(&fact);
        state != nullptr && state->state == InstanceState::active)
      for (const Wait& wait : after->waits)  // what came while it was suspended was kept
        if (wait.kind == WaitKind::message || wait.kind == WaitKind::signal)
          messages.push_back(wait.id);
  }
  layer_.rest.history.push_back({id, after->version, number, now_, command.actor.user,
                                 std::string(name_of(command.action)), std::move(changes.facts)});
  if (!actions.empty()) new_actions_.emplace_back(id, std::move(actions));
  if (!messages.empty()) new_messages_.emplace_back(id, std::move(messages));
  changed_.push_back(id);
}

Result<Done> Unit::settle() {
  while (chain_ < limits::follow_ups_per_chain) {
    if (!follow_ups_.empty()) {
      const FollowUp follow_up = std::move(follow_ups_.front());
      follow_ups_.pop_front();
      ++chain_;
      ONWARD_TRY_DONE(carry_out(follow_up));
    } else if (!new_actions_.empty()) {
      const auto [id, jobs] = std::move(new_actions_.front());
      new_actions_.pop_front();
      ONWARD_TRY_DONE(run_actions(id, jobs));
    } else if (!new_messages_.empty()) {
      const auto [id, waits] = std::move(new_messages_.front());
      new_messages_.pop_front();
      ONWARD_TRY_DONE(take_kept_messages(id, waits));
    } else if (!to_look_at_.empty()) {
      const InstanceId id = to_look_at_.extract(to_look_at_.begin()).value();
      ONWARD_TRY_DONE(look_at_conditions(id));
    } else if (!changed_.empty()) {
      const InstanceId id = changed_.front();
      changed_.pop_front();
      fire_due_timers(id);
    } else {
      return Done{};
    }
  }
  // The bound is reached: what is left travels through the outbox and goes on in following turns.
  // Actions and timers left over are found by their pumps.
  for (const FollowUp& left : follow_ups_)
    post(shard_of(left.source), "effect", to_context(left.effect, left.source));
  follow_ups_.clear();
  return Done{};
}

Result<Done> Unit::carry_out(const FollowUp& follow_up) {
  if (const auto* command = std::get_if<CommandInstance>(&follow_up.effect)) {
    command_instance(follow_up, *command);
    return Done{};
  }
  if (std::holds_alternative<SendMessage>(follow_up.effect) ||
      std::holds_alternative<BroadcastSignal>(follow_up.effect)) {
    // These reach other shards: they are found again after the commit, whatever happens.
    post(shard_of(follow_up.source), "effect", to_context(follow_up.effect, follow_up.source));
    return Done{};
  }
  ONWARD_TRY(const auto source, instance(follow_up.source));
  return backdrop_.hooks().on_effect(*this, follow_up.effect, *source);
}

void Unit::command_instance(const FollowUp& follow_up, const CommandInstance& command) {
  const Command asked{command.instance, command.action, engine_actor(), std::nullopt};
  if (const auto* start = std::get_if<StartInstance>(&command.action)) {
    const auto started = this->start(asked, true);
    if (started.ok()) return;
    // The caller hears that its call failed: an incident at the call activity.
    ChildEnded failed;
    failed.token = start->parent_token;
    failed.child = command.instance;
    failed.state = InstanceState::failed;
    failed.message = started.error().message;
    follow_ups_.push_back({command.instance, CommandInstance{follow_up.source, std::move(failed)}});
    return;
  }
  // The end of a child that nobody waits for, or a cancel of what has ended, has nothing to do:
  // that is no error.
  const auto done = execute(asked);
  (void)done;
}

/// Nothing is written when none of them changed.
Result<Done> Unit::look_at_conditions(InstanceId id) {
  const auto unless_away = [](const Error& error) {
    return error.code == ErrorCode::unavailable ? Result<Done>(error) : Result<Done>(Done{});
  };
  const auto at = instance(id);
  if (!at.ok()) return unless_away(at.error());
  const std::shared_ptr<const Instance>& before = at.value();
  if (before->state != InstanceState::active) return Done{};
  const auto definition = definition_of(catalogue(), *before);
  if (!definition.ok() || !waits_for_condition_on(**definition, *before, "opportunity"))
    return Done{};
  ++chain_;
  const Command look{id, LookAtConditions{}, engine_actor(), std::nullopt};
  auto changes = attempt(look, *before);
  if (!changes.ok()) return unless_away(changes.error());
  if (!changes->facts.empty()) stage(std::move(changes).value(), look, before, false);
  return Done{};
}

Result<Done> Unit::run_actions(InstanceId id, const std::vector<LocalId>& jobs) {
  for (const LocalId local : jobs) {
    ONWARD_TRY(const auto at, instance(id));
    const Job* job = find_job(*at, local);
    if (job == nullptr || !backdrop_.hooks().runs_in_step(*job)) continue;
    ++chain_;
    const auto result = run_action(*at, *job);
    if (!result.ok() && result.error().code == ErrorCode::unavailable) return result.error();
    Command command{id, {}, engine_actor(), std::nullopt};
    if (result.ok())
      command.action = CompleteJob{local, {}, {}, result.value()};
    else
      command.action =
          FailJob{local, {}, result.error().message, 0U, std::nullopt, result.error().where};
    const auto done = execute(command);
    if (!done.ok()) return done.error();
  }
  return Done{};
}

Result<Value> Unit::run_action(const Instance& instance, const Job& job) {
  // An action may make what starts a process that runs the action again.
  if (hops_ >= limits::hops_per_chain)
    return Error{ErrorCode::too_large,
                 "1,000 deliveries caused one another without anything to wait for",
                 "chain-too-long"};
  return backdrop_.hooks().run_action(*this, instance, job);
}

void Unit::fire_due_timers(InstanceId id) {
  const auto at = instance(id);
  if (!at.ok() || at.value()->state != InstanceState::active) return;
  const Wait* due = nullptr;
  for (const Wait& wait : at.value()->waits)
    if (wait.kind == WaitKind::timer && wait.due <= now_ && (due == nullptr || wait.due < due->due))
      due = &wait;
  if (due == nullptr) return;
  ++chain_;
  const auto fired = execute({id, FireTimer{due->id}, engine_actor(), std::nullopt});
  (void)fired;  // a timer that cannot fire now is found again by the pump
}

/// Messages of that name as they are when this unit is written: of the store, and of what earlier
/// units of the turn kept; without those that were taken.
Result<std::vector<BufferedMessage>> Unit::kept_messages(const std::string& name,
                                                         const std::optional<std::string>& key) {
  ONWARD_TRY(std::vector<BufferedMessage> messages, store().buffered_messages(name, key, now_));
  std::vector<std::uint64_t> taken = layer_.rest.messages_taken;
  if (const TurnWrite* before = earlier()) {
    for (const BufferedMessage& message : before->messages_added)
      if (message.name == name && (!message.has_key || message.key == key))
        messages.push_back(message);
    taken.insert(taken.end(), before->messages_taken.begin(), before->messages_taken.end());
  }
  std::erase_if(messages, [&](const BufferedMessage& message) {
    return std::find(taken.begin(), taken.end(), message.id) != taken.end();
  });
  return messages;
}

Result<Done> Unit::take_kept_messages(InstanceId id, const std::vector<LocalId>& waits) {
  for (const LocalId local : waits) {
    ONWARD_TRY(const auto at, instance(id));
    const Wait* wait = find_wait(*at, local);
    if (wait == nullptr) continue;
    if (wait->kind == WaitKind::signal) {
      ONWARD_TRY_DONE(take_kept_signals({id, local}));
      continue;
    }
    ONWARD_TRY(const auto messages,
               kept_messages(wait->name, wait->has_key ? std::optional(wait->key) : std::nullopt));
    for (const BufferedMessage& message : messages) {
      const auto delivered =
          execute({id, DeliverMessage{local, message.variables}, engine_actor(), std::nullopt});
      if (delivered.ok()) layer_.rest.messages_taken.push_back(message.id);
      break;
    }
  }
  return Done{};
}

/// Every signal that came for this wait, in order; what comes after the wait is over is dropped, as
/// it would have been without the suspension.
Result<Done> Unit::take_kept_signals(const LocalRef& wait) {
  ONWARD_TRY(const auto signals, kept_messages(signals_for(wait), std::nullopt));
  for (const BufferedMessage& signal : signals) {
    const auto delivered = execute(
        {wait.instance, DeliverSignal{wait.local, signal.variables}, engine_actor(), std::nullopt});
    (void)delivered;
    layer_.rest.messages_taken.push_back(signal.id);
  }
  return Done{};
}

bool Unit::is_ambiguous(const Instance& thrower, const std::string& name,
                        const std::optional<std::string>& key) {
  return several_receive(*this, thrower, name, key);
}

void Unit::put(Opportunity opportunity, OpportunityChange change) {
  const OpportunityId id = opportunity.id;
  auto [at, fresh] = layer_.opportunities.try_emplace(id);
  if (fresh) {
    const StagedOpportunity* staged = backdrop_.staged(id);
    at->second.before_version = staged != nullptr ? staged->before_version : opportunity.version;
  }
  ++opportunity.version;
  change.version = opportunity.version;
  change.opportunity = id;
  change.at = now_;
  change.command = ids().next(shard_of(id));
  layer_.rest.opportunity_changes.push_back(std::move(change));
  at->second.after = std::make_shared<const Opportunity>(std::move(opportunity));
}

void Unit::post(std::uint16_t shard, std::string target, Context body) {
  // A row that only goes on where this work stops is no further link of the chain.
  if (body.find("hops") == nullptr) body.set("hops", Value(static_cast<std::int64_t>(hops_) + 1));
  layer_.rest.outbox_added.push_back(
      {ids().next(shard), std::move(target), encode(Value(std::move(body))), now_});
}

}  // namespace onward

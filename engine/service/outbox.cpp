#include "engine/service/outbox.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/feel.hpp"
#include "engine/instance/codec.hpp"
#include "engine/service/batches.hpp"
#include "engine/service/messages.hpp"
#include "engine/service/starts.hpp"
#include "engine/value/members.hpp"

namespace onward {
namespace {

constexpr std::size_t receivers_per_page = 1'000;  // of a signal, in one transaction

Actor engine_actor() { return {"engine", {}, true}; }

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }

std::uint64_t number_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  const auto whole =
      value != nullptr && value->number() != nullptr ? value->number()->to_int64() : std::nullopt;
  return whole ? static_cast<std::uint64_t>(*whole) : 0;
}

bool flag_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

Context context_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  return value != nullptr && value->context() != nullptr ? *value->context() : Context{};
}

Context command_body(const CommandInstance& command) {
  Context body;
  body.set("instance", number(command.instance.value));
  if (const auto* start = std::get_if<StartInstance>(&command.action)) {
    body.set("do", Value("start"));
    body.set("definition", Value(start->definition.key));
    body.set("version", number(start->definition.version));
    body.set("element", Value(start->start_element));
    if (start->trigger) body.set("trigger", number(*start->trigger));
    body.set("businessKey", Value(start->business_key));
    body.set("root", number(start->root.value));
    body.set("parent", number(start->parent.value));
    body.set("parentToken", number(start->parent_token.value));
    body.set("depth", number(start->depth));
    body.set("opportunity", number(start->opportunity.value));
    body.set("variables", Value(start->variables));
  } else if (const auto* ended = std::get_if<ChildEnded>(&command.action)) {
    body.set("do", Value("child-ended"));
    body.set("token", number(ended->token.value));
    body.set("child", number(ended->child.value));
    body.set("state", number(static_cast<std::uint64_t>(ended->state)));
    body.set("error", Value(ended->error));
    body.set("code", Value(ended->error_code));
    body.set("message", Value(ended->message));
    body.set("variables", Value(ended->variables));
    body.set("compensable", Value(ended->compensable));
  } else if (const auto* compensate = std::get_if<CompensateInstance>(&command.action)) {
    body.set("do", Value("compensate"));
    body.set("token", number(compensate->parent_token.value));
  } else if (const auto* escalated = std::get_if<ChildEscalated>(&command.action)) {
    body.set("do", Value("child-escalated"));
    body.set("token", number(escalated->token.value));
    body.set("child", number(escalated->child.value));
    body.set("code", Value(escalated->code));
    body.set("variables", Value(escalated->variables));
  } else if (const auto* signal = std::get_if<DeliverSignal>(&command.action)) {
    body.set("do", Value("signal"));
    body.set("wait", number(signal->wait.value));
    body.set("variables", Value(signal->variables));
  } else if (const auto* message = std::get_if<DeliverMessage>(&command.action)) {
    body.set("do", Value("message"));
    body.set("wait", number(message->wait.value));
    body.set("variables", Value(message->variables));
  } else {
    body.set("do", Value("cancel"));
  }
  return body;
}

CommandInstance command_of(const Context& body) {
  CommandInstance command{{number_in(body, "instance")},
                          CancelInstance{"the call activity was cancelled"}};
  const std::string what = text_in(body, "do");
  if (what == "start") {
    StartInstance start;
    start.definition = {text_in(body, "definition"),
                        static_cast<std::uint32_t>(number_in(body, "version"))};
    start.start_element = text_in(body, "element");
    if (body.find("trigger") != nullptr)
      start.trigger = static_cast<std::uint32_t>(number_in(body, "trigger"));
    start.business_key = text_in(body, "businessKey");
    start.root = {number_in(body, "root")};
    start.parent = {number_in(body, "parent")};
    start.parent_token = {static_cast<std::uint32_t>(number_in(body, "parentToken"))};
    start.depth = static_cast<std::uint32_t>(number_in(body, "depth"));
    start.opportunity = {number_in(body, "opportunity")};
    start.variables = context_in(body, "variables");
    command.action = std::move(start);
  } else if (what == "child-ended") {
    ChildEnded ended;
    ended.token = {static_cast<std::uint32_t>(number_in(body, "token"))};
    ended.child = {number_in(body, "child")};
    ended.state = static_cast<InstanceState>(number_in(body, "state"));
    ended.error = flag_in(body, "error");
    ended.error_code = text_in(body, "code");
    ended.message = text_in(body, "message");
    ended.variables = context_in(body, "variables");
    ended.compensable = flag_in(body, "compensable");
    command.action = std::move(ended);
  } else if (what == "compensate") {
    command.action = CompensateInstance{{static_cast<std::uint32_t>(number_in(body, "token"))}};
  } else if (what == "child-escalated") {
    command.action = ChildEscalated{{static_cast<std::uint32_t>(number_in(body, "token"))},
                                    {number_in(body, "child")},
                                    text_in(body, "code"),
                                    context_in(body, "variables")};
  } else if (what == "signal") {
    command.action = DeliverSignal{{static_cast<std::uint32_t>(number_in(body, "wait"))},
                                   context_in(body, "variables")};
  } else if (what == "message") {
    command.action = DeliverMessage{{static_cast<std::uint32_t>(number_in(body, "wait"))},
                                    context_in(body, "variables")};
  }
  return command;
}

Instant until_in(const Context& body) {
  return {static_cast<std::int64_t>(number_in(body, "keepUntil"))};
}

SendMessage message_of(const Context& body) {
  return {text_in(body, "name"),         text_in(body, "key"), flag_in(body, "hasKey"),
          context_in(body, "variables"), until_in(body),       number_in(body, "kept")};
}

bool is_suspended(Unit& unit, InstanceId id) {
  const auto at = unit.instance(id);
  return at.ok() && at.value()->state == InstanceState::suspended;
}

/// What cannot be delivered now is kept, and looked for when the instance is resumed or waits anew
/// (Unit::stage).
void keep_for_later(Unit& unit, InstanceId receiver, BufferedMessage kept) {
  kept.id = unit.ids().next(shard_of(receiver));
  kept.until = unit.now() + Duration{limits::suspended_message_ms};
  unit.write().messages_added.push_back(std::move(kept));
}

void keep_message(Unit& unit, InstanceId receiver, const DeliverMessage& message,
                  const Context& body) {
  BufferedMessage kept;
  kept.name = text_in(body, "name");
  kept.key = text_in(body, "key");
  kept.has_key = flag_in(body, "hasKey");
  kept.variables = message.variables;
  keep_for_later(unit, receiver, std::move(kept));
}

void keep_signal(Unit& unit, InstanceId receiver, const DeliverSignal& signal) {
  BufferedMessage kept;
  kept.name = signals_for({receiver, signal.wait});
  kept.variables = signal.variables;
  keep_for_later(unit, receiver, std::move(kept));
}

/// The receiver refused: it waits no more, it is suspended, or it cannot take what was sent.
Result<Done> refused(Unit& unit, const CommandInstance& command, const Error& error,
                     const Context& body) {
  const bool suspended = is_suspended(unit, command.instance);
  if (const auto* signal = std::get_if<DeliverSignal>(&command.action); signal && suspended)
    keep_signal(unit, command.instance, *signal);
  const auto* message = std::get_if<DeliverMessage>(&command.action);
  if (message == nullptr) return Done{};
  const bool gone = error.code == ErrorCode::no_catcher || error.code == ErrorCode::wrong_state ||
                    error.code == ErrorCode::not_found;
  if (gone && !suspended)
    return send_message(unit, {text_in(body, "name"), text_in(body, "key"), flag_in(body, "hasKey"),
                               context_in(body, "variables"), until_in(body)});
  // Sent again it would be refused again, without end.
  keep_message(unit, command.instance, *message, body);
  return Done{};
}

/// Delivers to one instance; what it no longer waits for is dropped, a message looks for another
/// receiver.
Result<Reply> deliver(Unit& unit, const CommandInstance& command, std::uint64_t row,
                      const Context& body) {
  unit.write().outbox_done.push_back(row);
  const Command asked{command.instance, command.action, engine_actor(), std::nullopt};
  const bool start = std::holds_alternative<StartInstance>(command.action);
  const auto done = start ? unit.start(asked, true) : unit.execute(asked);
  if (!done.ok() && done.error().code == ErrorCode::unavailable) return done.error();
  if (!done.ok()) ONWARD_TRY_DONE(refused(unit, command, done.error(), body));
  return Reply{};
}

/// The opportunity that a signal carries as `opportunityId`, if there is such a one.
OpportunityId opportunity_of(Unit& unit, const BroadcastSignal& signal) {
  const auto named = id_from_text(text_in(signal.variables, "opportunityId"));
  const OpportunityId id = named ? OpportunityId{*named} : signal.opportunity;
  return id && unit.opportunity(id).ok() ? id : OpportunityId{};
}

}  // namespace

Context to_context(const Effect& effect, InstanceId source) {
  Context body;
  if (const auto* command = std::get_if<CommandInstance>(&effect)) body = command_body(*command);
  if (const auto* message = std::get_if<SendMessage>(&effect)) {
    body.set("do", Value("send-message"));
    body.set("name", Value(message->name));
    body.set("key", Value(message->key));
    body.set("hasKey", Value(message->has_key));
    body.set("variables", Value(message->variables));
    body.set("keepUntil", number(static_cast<std::uint64_t>(message->until.ms)));
    body.set("kept", number(message->kept));
  }
  if (const auto* signal = std::get_if<BroadcastSignal>(&effect)) {
    body.set("do", Value("broadcast"));
    body.set("name", Value(signal->name));
    body.set("variables", Value(signal->variables));
    body.set("opportunity", number(signal->opportunity.value));
  }
  body.set("source", number(source.value));
  return body;
}

namespace {

/// Where the expansion of a signal goes on.
struct SignalPage {
  LocalRef after;
  std::uint64_t until = 0;  ///< instances that began later do not hear it
};

Context to_context(const BroadcastSignal& signal, const SignalPage& page) {
  Context body = to_context(Effect(signal), page.after.instance);
  body.set("afterInstance", number(page.after.instance.value));
  body.set("afterWait", number(page.after.local.value));
  body.set("until", number(page.until));
  return body;
}

SignalPage page_in(const Context& body) {
  return {{InstanceId{number_in(body, "afterInstance")},
           LocalId{static_cast<std::uint32_t>(number_in(body, "afterWait"))}},
          number_in(body, "until")};
}

/// One row for each receiver of the page, and one that goes on when there may be more.
Result<std::vector<Receiver>> post_page(Unit& unit, const BroadcastSignal& signal,
                                        SignalPage page) {
  SubscriptionQuery query;
  query.kind = WaitKind::signal;
  query.name = signal.name;
  query.after = page.after;
  query.limit = receivers_per_page;
  ONWARD_TRY(auto waiting, unit.store().subscriptions(query));
  if (waiting.size() == receivers_per_page) {
    page.after = {waiting.back().instance, waiting.back().wait};
    Context rest = to_context(signal, page);
    rest.set("hops", number(unit.hops()));
    unit.post(shard_of(page.after.instance), "effect", std::move(rest));
  }
  std::erase_if(waiting, [&](const Subscription& each) { return each.order > page.until; });
  std::sort(waiting.begin(), waiting.end(), [](const Subscription& one, const Subscription& other) {
    return std::tie(one.order, one.instance, one.wait) <
           std::tie(other.order, other.instance, other.wait);
  });
  std::vector<Receiver> receivers;
  for (const Subscription& subscription : waiting) {
    const CommandInstance command{subscription.instance,
                                  DeliverSignal{subscription.wait, signal.variables}};
    unit.post(shard_of(subscription.instance), "deliver",
              to_context(Effect(command), subscription.instance));
    receivers.push_back({subscription.instance, subscription.element, false});
  }
  return receivers;
}

Receiver post_start(Unit& unit, std::uint16_t shard, const EventStart& start,
                    const Context& variables, OpportunityId opportunity) {
  const InstanceId id{unit.ids().next(shard)};
  StartInstance begin;
  begin.definition = start.definition;
  begin.start_element = start.element;
  begin.trigger = start.trigger;
  begin.variables = variables;
  begin.opportunity = opportunity;
  unit.post(shard, "deliver", to_context(Effect(CommandInstance{id, std::move(begin)}), id));
  return {id, start.element, true};
}

}  // namespace

Result<std::vector<Receiver>> post_signal(Unit& unit, const BroadcastSignal& signal) {
  const SignalPage first{{}, sequence_of(unit.ids().next_root())};
  ONWARD_TRY(std::vector<Receiver> receivers, post_page(unit, signal, first));
  const OpportunityId carried = opportunity_of(unit, signal);
  for (const EventStart& start : starts_with(unit.catalogue(), WaitKind::signal, signal.name)) {
    // An instance that runs for an opportunity lives in the opportunity's shard (architecture.md
    // section 6); without a known opportunity such a start event starts nothing.
    const bool follows = start.opportunity == model::Details::OpportunityUse::from_signal;
    if (follows && !carried) continue;
    const std::uint16_t shard = follows ? shard_of(carried) : shard_of(unit.ids().next_root());
    receivers.push_back(
        post_start(unit, shard, start, signal.variables, follows ? carried : OpportunityId{}));
  }
  return receivers;
}

std::vector<Receiver> post_starts_that_hold(Unit& unit, const ConditionsOfStarts& asked) {
  const auto holds = [&](const model::Formula& condition) {
    const auto outcome = feel::evaluate(condition.compiled, feel::ContextVariables(asked.variables),
                                        {unit.now(), unit.zone()});
    return outcome.ok() && outcome->value == Value(true);
  };
  std::vector<Receiver> receivers;
  for (const EventStart& start : starts_that_hold(unit.catalogue(), asked.definition, holds))
    receivers.push_back(
        post_start(unit, shard_of(unit.ids().next_root()), start, asked.variables, {}));
  return receivers;
}

namespace {

Request request_of(std::uint64_t id, const Context& body) {
  const std::string what = text_in(body, "do");
  Request request;
  request.name = "outbox-" + what;
  if (what == "broadcast") {
    request.shard = shard_of(id);
    const BroadcastSignal signal{
        text_in(body, "name"), context_in(body, "variables"), {number_in(body, "opportunity")}};
    request.work = [signal, id, page = page_in(body)](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(page.until == 0 ? post_signal(unit, signal) : post_page(unit, signal, page));
      unit.write().outbox_done.push_back(id);
      return Reply{};
    };
  } else if (what == "send-message") {
    request.shard = shard_of(id);
    request.work = [message = message_of(body), id](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(send_message(unit, message));
      unit.write().outbox_done.push_back(id);
      return Reply{};
    };
  } else if (what.starts_with("batch-")) {
    return batch_delivery(id, body);
  } else if (what.starts_with("register-")) {
    // The sales register's own rows: delivered on the track of the record that they name.
    request.shard = shard_of(number_in(body, "opportunity"));
    request.work = [body, id](Unit& unit) -> Result<Reply> {
      unit.write().outbox_done.push_back(id);
      ONWARD_TRY_DONE(unit.hooks().deliver(unit, body));
      return Reply{};
    };
  } else {
    const CommandInstance command = command_of(body);
    request.shard = shard_of(command.instance);
    if (what != "start") request.instances = {command.instance};
    request.work = [command, id, body](Unit& unit) { return deliver(unit, command, id, body); };
  }
  return request;
}

}  // namespace

Result<Request> delivery_of(const OutboxRow& row) {
  ONWARD_TRY(const Value value, decode_value(row.body));
  if (value.context() == nullptr)
    return Error{ErrorCode::malformed, "an outbox row must hold a context"};
  Request request = request_of(row.id, *value.context());
  const auto hops = static_cast<std::uint32_t>(number_in(*value.context(), "hops"));
  request.work = [work = std::move(request.work), hops](Unit& unit) {
    unit.continue_chain(hops);
    return work(unit);
  };
  return request;
}

}  // namespace onward

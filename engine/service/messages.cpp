#include "engine/service/messages.hpp"

#include "engine/execution/scope.hpp"
#include "engine/service/outbox.hpp"
#include "engine/service/starts.hpp"

namespace onward {
namespace {

constexpr std::size_t candidates_looked_at = 1'000;

/// The instance's visible variables at the wait hold every value that was asked for.
Result<bool> has_variables(Unit& unit, const Subscription& candidate, const Context& wanted) {
  if (wanted.empty()) return true;
  ONWARD_TRY(const auto instance, unit.instance(candidate.instance));
  const Scope* root = find_scope(*instance, root_scope);
  for (const auto& [name, value] : wanted.entries()) {
    const Value* actual = find_variable(*root, name);
    if (actual == nullptr || !(*actual == value)) return false;
  }
  return true;
}

Result<bool> matches(Unit& unit, const Subscription& candidate, const MessageQuery& query) {
  if (query.instance && candidate.instance != *query.instance) return false;
  if (query.business_key && candidate.business_key != *query.business_key) return false;
  // A key on either side must be met by the other, unless the sender names the instance.
  if (query.key && (!candidate.has_key || candidate.key != *query.key)) return false;
  return has_variables(unit, candidate, query.correlation);
}

Result<std::vector<Subscription>> waiting_for(Unit& unit, const MessageQuery& query) {
  ONWARD_TRY(const auto candidates,
             unit.store().subscriptions(WaitKind::message, query.name, candidates_looked_at));
  std::vector<Subscription> found;
  for (const Subscription& candidate : candidates) {
    ONWARD_TRY(const bool match, matches(unit, candidate, query));
    if (match) found.push_back(candidate);
  }
  return found;
}

MessageTarget target_of(const Subscription& subscription) {
  return {subscription.instance, subscription.wait, subscription.element, false, {}};
}
MessageTarget target_of(const EventStart& start) {
  return {{}, {}, start.element, true, start.definition};
}

/// Who gets a thrown message; none: nobody waits.
Result<std::optional<MessageTarget>> receiver_of(Unit& unit, const MessageQuery& query) {
  ONWARD_TRY(const auto found, waiting_for(unit, query));
  std::optional<MessageTarget> first;
  Instant first_since;
  for (const Subscription& candidate : found) {
    ONWARD_TRY(const auto instance, unit.instance(candidate.instance));
    const Wait* wait = find_wait(*instance, candidate.wait);
    if (wait == nullptr || (first && wait->since >= first_since)) continue;
    first = target_of(candidate);
    first_since = wait->since;
  }
  if (first) return first;
  const auto starts = starts_with(unit.catalogue(), WaitKind::message, query.name);
  if (!starts.empty()) first = target_of(starts.front());
  return first;
}

}  // namespace

bool several_receive(Unit& unit, const Instance& thrower, const std::string& name,
                     const std::optional<std::string>& key) {
  MessageQuery query;
  query.name = name;
  query.key = key;
  const auto stored = waiting_for(unit, query);
  // A database that is away is met again by the commit.
  if (!stored.ok()) return false;
  std::size_t count = 0;
  for (const Wait& wait : thrower.waits)
    if (wait.kind == WaitKind::message && wait.name == name &&
        (!key || (wait.has_key && wait.key == *key)))
      ++count;
  for (const Subscription& candidate : stored.value()) {
    if (count > 1) break;
    if (candidate.instance == thrower.id) continue;
    const auto instance = unit.instance(candidate.instance);
    if (instance.ok() && find_wait(**instance, candidate.wait) != nullptr) ++count;
  }
  if (count > 0) return count > 1;
  return starts_with(unit.catalogue(), WaitKind::message, name).size() > 1;
}

std::string signals_for(const LocalRef& wait) { return "\x1fsignal " + to_text(wait); }

Result<MessageTarget> correlate(Unit& unit, const MessageQuery& query) {
  ONWARD_TRY(const auto found, waiting_for(unit, query));
  if (found.size() > 1) {
    // Several waits of one instance (or several instances): the request must say which.
    return Error{ErrorCode::ambiguous,
                 std::to_string(found.size()) + " wait for the message \"" + query.name +
                     "\": name a correlation key, a business key or an instance"};
  }
  if (found.size() == 1) return target_of(found.front());
  if (!query.instance) {
    const auto starts = starts_with(unit.catalogue(), WaitKind::message, query.name);
    if (starts.size() > 1)
      return Error{ErrorCode::ambiguous,
                   "several processes start with the message \"" + query.name + "\""};
    if (starts.size() == 1) return target_of(starts.front());
  }
  return Error{ErrorCode::no_catcher, "nobody waits for the message \"" + query.name + "\""};
}

Result<Done> send_message(Unit& unit, const SendMessage& message) {
  MessageQuery query;
  query.name = message.name;
  if (message.has_key) query.key = message.key;
  ONWARD_TRY(const std::optional<MessageTarget> target, receiver_of(unit, query));
  if (!target) return Done{};  // nobody waits: a thrown message is not kept
  CommandInstance command;
  if (target->start) {
    StartInstance start;
    start.definition = target->definition;
    start.start_element = target->element;
    start.variables = message.variables;
    command = {{unit.ids().next_root()}, std::move(start)};
  } else {
    command = {target->instance, DeliverMessage{target->wait, message.variables}};
  }
  Context body = to_context(Effect(command), command.instance);
  body.set("name", Value(message.name));
  body.set("key", Value(message.key));
  body.set("hasKey", Value(message.has_key));
  unit.post(shard_of(command.instance), "deliver", std::move(body));
  return Done{};
}

}  // namespace onward

#include "engine/service/messages.hpp"

#include <algorithm>
#include <memory>

#include "engine/base/limits.hpp"
#include "engine/execution/scope.hpp"
#include "engine/service/outbox.hpp"
#include "engine/service/starts.hpp"

namespace onward {
namespace {

constexpr std::size_t page_of_candidates = 1'000;

/// A subscription and the instance that has it.
struct Waiting {
  Subscription subscription;
  std::shared_ptr<const Instance> instance;
  const Wait* wait = nullptr;  ///< in the instance
};

/// The instance's top variables hold every value that was asked for.
bool has_variables(const Instance& instance, const Context& wanted) {
  const Scope* root = find_scope(instance, root_scope);
  for (const auto& [name, value] : wanted.entries()) {
    const Value* actual = root == nullptr ? nullptr : find_variable(*root, name);
    if (actual == nullptr || !(*actual == value)) return false;
  }
  return true;
}

bool matches(const Subscription& candidate, const MessageQuery& query) {
  if (query.instance && candidate.instance != *query.instance) return false;
  if (query.business_key && candidate.business_key != *query.business_key) return false;
  // A key on either side must be met by the other, unless the sender names the instance.
  return !query.key || (candidate.has_key && candidate.key == *query.key);
}

/// What the store narrows by. Texts only: equal numbers may be written differently (1 and 1.0).
SubscriptionQuery narrowed(const MessageQuery& query) {
  SubscriptionQuery page;
  page.kind = WaitKind::message;
  page.name = query.name;
  page.instance = query.instance;
  page.key = query.key;
  page.business_key = query.business_key;
  page.limit = page_of_candidates;
  for (const auto& [name, value] : query.correlation.entries())
    if (const std::string* text = value.text();
        text != nullptr && text->size() <= limits::indexed_value_bytes)
      page.variable = {name, *text};
  return page;
}

/// Those of a page who wait now: subscriptions are read from the store, and what became of them
/// since in this turn is looked up.
Result<Done> add_waiting(Unit& unit, const MessageQuery& query, std::vector<Subscription> page,
                         std::vector<Waiting>& found) {
  std::erase_if(page, [&](const Subscription& each) { return !matches(each, query); });
  std::vector<InstanceId> ids;
  for (const Subscription& candidate : page) ids.push_back(candidate.instance);
  ONWARD_TRY(const auto instances, unit.current(std::move(ids)));
  for (Subscription& candidate : page) {
    const auto at = std::lower_bound(instances.begin(), instances.end(), candidate.instance,
                                     [](const auto& each, InstanceId id) { return each->id < id; });
    if (at == instances.end() || (*at)->id != candidate.instance) continue;
    const Wait* wait = find_wait(**at, candidate.wait);
    if (wait == nullptr || !has_variables(**at, query.correlation)) continue;
    found.push_back({std::move(candidate), *at, wait});
  }
  return Done{};
}

/// Everyone who waits for it now. Errors: too_large (more wait than are looked at), unavailable.
Result<std::vector<Waiting>> waiting_for(Unit& unit, const MessageQuery& query) {
  std::vector<Waiting> found;
  SubscriptionQuery asked = narrowed(query);
  for (std::size_t looked_at = 0; looked_at < limits::message_candidates;
       looked_at += page_of_candidates) {
    ONWARD_TRY(auto page, unit.store().subscriptions(asked));
    const bool last = page.size() < page_of_candidates;
    if (!page.empty()) asked.after = {page.back().instance, page.back().wait};
    ONWARD_TRY_DONE(add_waiting(unit, query, std::move(page), found));
    if (last || found.size() >= page_of_candidates) return found;
  }
  return Error{ErrorCode::too_large, "too many wait for the message \"" + query.name +
                                         "\" to look at each: name a correlation key, a business "
                                         "key, an instance or a variable with a text"};
}

MessageTarget target_of(const Subscription& subscription) {
  return {subscription.instance, subscription.wait, subscription.element, false, {}, 0};
}
MessageTarget target_of(const EventStart& start) {
  return {{}, {}, start.element, true, start.definition, start.trigger};
}

/// Who gets a thrown message; none: nobody waits.
Result<std::optional<MessageTarget>> receiver_of(Unit& unit, const MessageQuery& query) {
  ONWARD_TRY(const auto found, waiting_for(unit, query));
  std::optional<MessageTarget> first;
  Instant first_since;
  for (const Waiting& candidate : found) {
    if (first && candidate.wait->since >= first_since) continue;
    first = target_of(candidate.subscription);
    first_since = candidate.wait->since;
  }
  if (first) return first;
  const auto starts = starts_with(unit.catalogue(), WaitKind::message, query.name);
  if (!starts.empty()) first = target_of(starts.front());
  return first;
}

/// Nobody waits: a message with a time to live is kept. It looks for a receiver once more when it
/// is there for all to see: one may have come meanwhile, and found nothing kept.
Result<Done> keep(Unit& unit, const SendMessage& message) {
  if (message.kept != 0 || message.until <= unit.now()) return Done{};
  BufferedMessage kept;
  kept.id = unit.ids().next_root();
  kept.name = message.name;
  kept.key = message.key;
  kept.has_key = message.has_key;
  kept.variables = message.variables;
  kept.until = message.until;
  SendMessage again = message;
  again.kept = kept.id;
  Context body = to_context(Effect(std::move(again)), {});
  body.set("hops", Value(static_cast<std::int64_t>(unit.hops())));
  unit.post(shard_of(kept.id), "effect", std::move(body));
  unit.write().messages_added.push_back(std::move(kept));
  return Done{};
}

Result<bool> is_kept(Unit& unit, const SendMessage& message) {
  ONWARD_TRY(const auto kept,
             unit.kept_messages(message.name,
                                message.has_key ? std::optional(message.key) : std::nullopt));
  return std::any_of(kept.begin(), kept.end(),
                     [&](const BufferedMessage& each) { return each.id == message.kept; });
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
  for (const Waiting& candidate : stored.value())
    if (candidate.instance->id != thrower.id) ++count;
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
  if (found.size() == 1) return target_of(found.front().subscription);
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
  if (!target) return keep(unit, message);
  if (message.kept != 0) {
    ONWARD_TRY(const bool kept, is_kept(unit, message));
    if (!kept || target->start) return Done{};
    unit.write().messages_taken.push_back(message.kept);
  }
  CommandInstance command;
  if (target->start) {
    StartInstance start;
    start.definition = target->definition;
    start.start_element = target->element;
    start.trigger = target->trigger;
    start.variables = message.variables;
    command = {{unit.ids().next_root()}, std::move(start)};
  } else {
    command = {target->instance, DeliverMessage{target->wait, message.variables}};
  }
  Context body = to_context(Effect(command), command.instance);
  body.set("name", Value(message.name));
  body.set("key", Value(message.key));
  body.set("hasKey", Value(message.has_key));
  body.set("keepUntil", Value(message.until.ms));
  unit.post(shard_of(command.instance), "deliver", std::move(body));
  return Done{};
}

}  // namespace onward

// Messages from outside. The receiver may live on another track than the one that looks for it, so
// there are two steps: find it, on the track that the message's name chooses; deliver on the
// receiver's own track. When it stopped waiting in between, look again. The idempotency key and the
// messageId are kept where the delivery is written, and looked for in the first step.
#include <memory>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/feel.hpp"
#include "engine/service/messages.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/matched.hpp"
#include "server/auth/authenticator.hpp"

namespace onward::api {
namespace {

constexpr Duration message_id_kept{std::int64_t{24} * 60 * 60 * 1'000};
constexpr int attempts = 3;

struct Message {
  MessageQuery query;
  Context variables;
  std::string business_key;  ///< of an instance that the message starts
  std::optional<Duration> time_to_live;
  std::string message_id;
  Actor actor;
  std::optional<IdempotencyKey> idempotency;
  std::uint16_t shard = 0;                ///< of the name: where receivers are looked for
  std::optional<std::uint64_t> buffered;  ///< kept already: taken from there when it is delivered

  [[nodiscard]] std::string taken_key() const {
    return query.name + std::string(1, '\0') + message_id;
  }
};
using MessagePtr = std::shared_ptr<const Message>;

/// FNV-1a: the same name always meets on the same track.
std::uint16_t shard_of_name(std::string_view name) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return static_cast<std::uint16_t>(hash % shard_count);
}

Result<std::optional<IdempotencyKey>> idempotency_of(const Call& call) {
  const std::string* key = call.request->header("idempotency-key");
  if (key == nullptr) return std::optional<IdempotencyKey>{};
  if (key->empty() || key->size() > limits::identifier_bytes)
    return Error{ErrorCode::malformed, "an Idempotency-Key has 1 to 255 characters"};
  return std::optional(
      IdempotencyKey{call.who.user, *key,
                     auth::sha256_hex("POST " + call.request->target + "\n" + call.request->body)});
}

Result<Message> decode(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Message message;
  message.query.name = body.required_text("name", limits::name_bytes);
  if (const Value* key = body.value("correlationKey"); key != nullptr && !key->is_null())
    message.query.key = feel::to_feel_text(*key);
  message.query.correlation = body.context("correlation");
  message.query.business_key = body.text("businessKey", limits::identifier_bytes);
  message.business_key = message.query.business_key.value_or(std::string{});
  if (const auto text = body.text("instanceId")) {
    const auto id = id_from_text(*text);
    if (id)
      message.query.instance = InstanceId{*id};
    else
      body.refuse("instanceId", "not-found", "this is no id of an instance");
  }
  message.variables = body.context("variables");
  message.time_to_live = body.duration("timeToLive");
  message.message_id = body.text("messageId", limits::identifier_bytes).value_or(std::string{});
  ONWARD_TRY_DONE(body.finish());
  message.actor = call.who.actor();
  message.shard = shard_of_name(message.query.name);
  ONWARD_TRY(message.idempotency, idempotency_of(call));
  return message;
}

std::vector<std::string> ids_in(const std::string& json) {
  std::vector<std::string> ids;
  const auto value = json_from_text(json);
  if (value.ok() && value->list() != nullptr)
    for (const Value& item : *value->list())
      if (item.text() != nullptr) ids.push_back(*item.text());
  return ids;
}

/// What answered this idempotency key before.
Result<std::optional<Reply>> answered_before(Unit& unit, const Message& message) {
  if (!message.idempotency || message.buffered) return std::optional<Reply>{};
  const IdempotencyKey& key = *message.idempotency;
  ONWARD_TRY(const auto row, unit.store().idempotency(message.shard, key.caller, key.key));
  if (!row) return std::optional<Reply>{};
  if (row->digest != key.digest)
    return Error{ErrorCode::key_reused, "the idempotency key was used with another request body"};
  Reply reply;
  reply.status = row->status;
  reply.ids = ids_in(row->ids);
  reply.body = matched_json(reply.ids);
  reply.replayed = true;
  return std::optional(std::move(reply));
}

/// What is kept with the change that carries the message out.
void keep_once(Unit& unit, const Message& message, const std::vector<std::string>& ids) {
  if (message.buffered) return;  // kept when the message was
  if (!message.message_id.empty()) {
    const Duration kept = std::max(message_id_kept, message.time_to_live.value_or(Duration{}));
    unit.write().message_ids.emplace_back(message.taken_key(), unit.now() + kept);
  }
  if (!message.idempotency) return;
  List list;
  for (const std::string& id : ids) list.emplace_back(id);
  unit.write().idempotency.push_back({message.shard, message.idempotency->caller,
                                      message.idempotency->key, message.idempotency->digest, 200,
                                      to_json(Value(std::move(list))), unit.now()});
}

bool is_repeated(const Unit& unit, const std::string& key) {
  if (unit.earlier() == nullptr) return false;
  for (const auto& [id, until] : unit.earlier()->message_ids)
    if (id == key) return true;
  return false;
}

/// What the first step found.
struct Found {
  std::optional<MessageTarget> target;
  std::optional<std::uint64_t> buffered;  ///< nobody waits: kept under this id
};

/// The first step. A reply that is there already (a repeated message) says so by `found` being
/// empty.
Result<Reply> find_receiver(Unit& unit, const Message& message, Found& found) {
  found = Found{};
  ONWARD_TRY(auto before, answered_before(unit, message));
  if (before) return *std::move(before);
  if (!message.message_id.empty() && !message.buffered) {
    ONWARD_TRY(const bool taken, unit.store().message_id_taken(message.taken_key()));
    if (taken || is_repeated(unit, message.taken_key())) {
      Reply reply;
      reply.body = matched_json({});
      return reply;
    }
  }
  const auto target = correlate(unit, message.query);
  if (target.ok()) {
    found.target = target.value();
    return Reply{};
  }
  const bool keep = target.error().code == ErrorCode::no_catcher && !message.buffered &&
                    message.time_to_live && message.time_to_live->ms > 0;
  if (!keep) return target.error();
  BufferedMessage kept;
  kept.id = unit.ids().next(message.shard);
  kept.name = message.query.name;
  kept.key = message.query.key.value_or(std::string{});
  kept.has_key = message.query.key.has_value();
  kept.variables = message.variables;
  kept.message_id = message.message_id;
  kept.until = unit.now() + *message.time_to_live;
  found.buffered = kept.id;
  unit.write().messages_added.push_back(std::move(kept));
  keep_once(unit, message, {});
  Reply reply;
  reply.body = matched_json({});
  return reply;
}

/// The second step, on the receiver's track.
Result<Reply> deliver(Unit& unit, const Message& message, const MessageTarget& target,
                      InstanceId id) {
  if (target.start) {
    StartInstance start;
    start.definition = target.definition;
    start.start_element = target.element;
    start.trigger = target.trigger;
    start.business_key = message.business_key;
    start.variables = message.variables;
    ONWARD_TRY_DONE(unit.start({id, std::move(start), message.actor, std::nullopt}, true));
  } else {
    ONWARD_TRY_DONE(unit.execute(
        {id, DeliverMessage{target.wait, message.variables}, message.actor, std::nullopt}));
  }
  if (message.buffered) unit.write().messages_taken.push_back(*message.buffered);
  Reply reply;
  reply.ids = {matched_id(id, target.element, target.start)};
  reply.body = matched_json(reply.ids);
  keep_once(unit, message, reply.ids);
  return reply;
}

void find(Services& services, const Call& call, const MessagePtr& message, int attempt);

void answer(const Call& call, const Result<Reply>& reply) {
  call.respond(reply.ok() ? response_of(reply.value()) : http::problem(reply.error()));
}

void submit_delivery(Services& services, const Call& call, const MessagePtr& message,
                     const MessageTarget& target, int attempt) {
  const InstanceId id = target.start ? InstanceId{services.ids().next_root()} : target.instance;
  onward::Request request;
  request.name = "deliver-message";
  request.shard = shard_of(id);
  if (!target.start) request.instances = {id};
  request.work = [message, target, id](Unit& unit) { return deliver(unit, *message, target, id); };
  services.submit(
      std::move(request), [&services, call, message, attempt](const Result<Reply>& reply) {
        // Somebody else's message or an interruption was faster; or the same request runs twice.
        const bool gone = !reply.ok() && (reply.error().code == ErrorCode::no_catcher ||
                                          reply.error().code == ErrorCode::wrong_state ||
                                          reply.error().code == ErrorCode::overloaded);
        if (gone && attempt < attempts) return find(services, call, message, attempt + 1);
        answer(call, reply);
      });
}

/// A kept message looks once more for a receiver: one may have come while it was being kept.
void find_again(Services& services, const Call& call, const MessagePtr& message,
                std::uint64_t buffered, const Reply& kept) {
  auto later = std::make_shared<Message>(*message);
  later->buffered = buffered;
  auto found = std::make_shared<Found>();
  onward::Request request;
  request.name = "correlate-kept-message";
  request.shard = message->shard;
  request.work = [later, found](Unit& unit) { return find_receiver(unit, *later, *found); };
  services.submit(
      std::move(request), [&services, call, later, found, kept](const Result<Reply>& reply) {
        if (!reply.ok() || !found->target || found->target->start) return answer(call, kept);
        const MessageTarget target = *found->target;
        onward::Request delivery;
        delivery.name = "deliver-message";
        delivery.shard = shard_of(target.instance);
        delivery.instances = {target.instance};
        delivery.work = [later, target](Unit& unit) {
          return deliver(unit, *later, target, target.instance);
        };
        services.submit(std::move(delivery), [call, kept](const Result<Reply>& delivered) {
          answer(call, delivered.ok() ? delivered : Result<Reply>(kept));
        });
      });
}

void find(Services& services, const Call& call, const MessagePtr& message, int attempt) {
  auto found = std::make_shared<Found>();
  onward::Request request;
  request.name = "correlate-message";
  request.shard = message->shard;
  request.work = [message, found](Unit& unit) { return find_receiver(unit, *message, *found); };
  services.submit(std::move(request),
                  [&services, call, message, found, attempt](const Result<Reply>& reply) {
                    if (!reply.ok()) return answer(call, reply);
                    if (found->target)
                      return submit_delivery(services, call, message, *found->target, attempt);
                    if (found->buffered)
                      return find_again(services, call, message, *found->buffered, reply.value());
                    answer(call, reply);
                  });
}

}  // namespace

void send_message(Services& services, Call call) {
  auto message = decode(call);
  if (!message.ok()) return refuse(call, message.error());
  find(services, call, std::make_shared<const Message>(std::move(message).value()), 1);
}

}  // namespace onward::api

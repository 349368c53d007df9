// Webhooks: endpoints of others that are told of events, and what is to be delivered to them
// (docs/adr/0009-the-feed.md). What an event is stands in server/events, how it is sent in
// adapters/webhooks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/service/external_links.hpp"

namespace onward {

enum class WebhookState : std::uint8_t { active, disabled };
std::string_view to_string(WebhookState state);

struct Webhook {
  std::uint64_t id = 0;
  std::uint64_t revision = 0;  ///< the ETag; 0: not stored yet
  std::string url, description;
  std::vector<std::string> events;  ///< "task.opened", "task.*", "*"
  std::string secret, old_secret;   ///< as Standard Webhooks write them: "whsec_" and base64
  Instant old_until{0};             ///< the old one signs along so long
  WebhookState state = WebhookState::active;
  std::string reason;          ///< why it is disabled
  std::uint64_t position = 0;  ///< of the feed, up to which is settled what is to be delivered
  Instant created;
  std::string created_by;
};

/// Whether events of that type go there.
bool wants(const Webhook& webhook, std::string_view type);

enum class DeliveryState : std::uint8_t { waiting, delivered, failed };
std::string_view to_string(DeliveryState state);

struct WebhookDelivery {
  std::uint64_t webhook = 0, id = 0;
  std::string event, type;  ///< the event's id goes along as webhook-id: the same at each attempt
  std::uint64_t subject =
      0;  ///< instance or opportunity: its deliveries go out one after the other
  std::string body;
  Instant created;
  DeliveryState state = DeliveryState::waiting;
  std::uint32_t attempts = 0;
  Instant next;                      ///< while it waits: not before
  int status = 0;                    ///< of the last attempt; 0: there was no answer
  std::string error;                 ///< what was wrong with it
  std::optional<Instant> attempted;  ///< the last
};

/// One endpoint as an operation changes it.
struct WebhookWrite {
  enum class Kind : std::uint8_t { put, remove } kind = Kind::put;
  Webhook after;                      ///< with its new revision
  std::uint64_t before_revision = 0;  ///< 0: new; another one is stored: ErrorCode::conflict
};

/// Deliveries that are to be tried again, from the first attempt on.
struct WebhookRetry {
  enum class Which : std::uint8_t { one, failed, since } which = Which::one;
  std::uint64_t webhook = 0, delivery = 0;
  Instant since, now;
};

/// How long after the attempt that failed the next one is made; nullopt: that was the last.
/// The specification's times, each up to a tenth longer so that not all come at once.
std::optional<Duration> wait_after(std::uint32_t attempts, std::uint64_t delivery);

/// What the delivery reads and writes: a database session of its own. Errors: unavailable.
class WebhookStore {
 public:
  virtual ~WebhookStore() = default;
  virtual Result<std::vector<Webhook>> webhooks() = 0;
  /// Moves the endpoint on to `position` and adds what came of it; does nothing when it is gone or
  /// stands somewhere else by now.
  virtual Result<Done> plan(const Webhook& webhook, std::uint64_t position,
                            std::span<const WebhookDelivery> deliveries) = 0;
  /// Whose time has come, of active endpoints; of one subject only the oldest.
  virtual Result<std::vector<WebhookDelivery>> due(Instant now, std::size_t limit) = 0;
  /// Writes how an attempt ended. `disabled`: why the endpoint is disabled with it; empty: it is
  /// not.
  virtual Result<Done> note(const WebhookDelivery& delivery, std::string_view disabled) = 0;
  /// Forgets what was delivered before then; how many.
  virtual Result<std::size_t> forget_delivered(Instant before, std::size_t limit) = 0;
  /// Where a reader of the feed stands that must lose nothing; 0: it never read.
  virtual Result<std::uint64_t> place(std::string_view reader) = 0;
  virtual Result<Done> set_place(std::string_view reader, std::uint64_t position) = 0;
  virtual Result<std::optional<ExternalLink>> link_of_theirs(std::string_view system,
                                                             std::string_view kind,
                                                             std::string_view theirs) = 0;
  virtual Result<std::optional<ExternalLink>> link_of_ours(std::string_view system,
                                                           std::string_view kind,
                                                           std::string_view ours) = 0;
  virtual Result<Done> put_link(const ExternalLink& link) = 0;
};

/// One attempt, as it is sent.
struct WebhookCall {
  std::string url, id, body;
  Instant at;
  std::vector<std::string> secrets;  ///< each signs
};

struct WebhookAnswer {
  int status = 0;     ///< 0: none came
  std::string error;  ///< why, without anything secret
  std::optional<Duration> retry_after;
};

class WebhookSender {
 public:
  virtual ~WebhookSender() = default;
  /// Blocks; from any thread.
  virtual WebhookAnswer send(const WebhookCall& call) = 0;
  /// Breaks off what is under way.
  virtual void stop() = 0;
};

}  // namespace onward

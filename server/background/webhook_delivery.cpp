#include "server/background/webhook_delivery.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/outbound_limits.hpp"
#include "server/events/event.hpp"

namespace onward {
namespace {

constexpr std::chrono::milliseconds look_every{50};
constexpr std::chrono::minutes forget_every{1};
constexpr std::size_t forgotten_at_once = 1'000;
constexpr std::size_t due_at_once = 256;
/// Positions are a few hundred for each millisecond: a place that is a minute old is written anew
/// although nothing is to be delivered.
constexpr std::uint64_t unwritten_positions = 60'000ULL << 8U;
constexpr Duration kept_after_delivery{30LL * 24 * 3'600'000};
constexpr Duration longest_retry_after{24LL * 3'600'000};

std::string body_of(const events::Event& event) {
  std::string body = R"({"type":")";
  body += event.type;
  body += R"(","timestamp":")" + to_text(event.at) + R"(","data":)";
  return body + event.json + "}";
}

/// What becomes of the delivery, and why the endpoint is disabled with it (empty: it is not).
std::string settle(WebhookDelivery& delivery, const WebhookAnswer& answer, Instant now) {
  ++delivery.attempts;
  delivery.attempted = now;
  delivery.status = answer.status;
  delivery.error = answer.error;
  if (answer.status >= 200 && answer.status < 300) {
    delivery.state = DeliveryState::delivered;
    return {};
  }
  constexpr int gone = 410;
  const auto wait = wait_after(delivery.attempts, delivery.id);
  if (answer.status == gone || !wait) {
    delivery.state = DeliveryState::failed;
    return answer.status == gone ? "the endpoint answered 410: gone"
                                 : "the last attempt failed: " + answer.error;
  }
  const Duration asked = std::min(answer.retry_after.value_or(Duration{0}), longest_retry_after);
  delivery.next = now + std::max(*wait, asked);
  return {};
}

}  // namespace

WebhookDeliveries::WebhookDeliveries(Parts parts) : parts_(std::move(parts)) {
  for (std::size_t i = 0; i < parts_.threads; ++i) senders_.emplace_back([this] { send_all(); });
  thread_ = std::thread([this] { run(); });
}

WebhookDeliveries::~WebhookDeliveries() { stop(); }

void WebhookDeliveries::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  parts_.sender->stop();
  changed_.notify_all();
  has_work_.notify_all();
  for (std::thread& sender : senders_) sender.join();
  thread_.join();
  note_answers();
}

void WebhookDeliveries::run() {
  bool is_at_the_end = true;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (is_at_the_end)
        changed_.wait_for(lock, look_every, [this] { return stopping_ || !answered_.empty(); });
      if (stopping_) return;
    }
    note_answers();
    is_at_the_end = plan();
    if (webhooks_.empty()) continue;
    begin_due();
    forget_old();
  }
}

void WebhookDeliveries::forget_old() {
  const auto now = std::chrono::steady_clock::now();
  if (now < forget_at_) return;
  forget_at_ = now + forget_every;
  const auto forgotten =
      parts_.store->forget_delivered(parts_.clock.now() - kept_after_delivery, forgotten_at_once);
  (void)forgotten;  // what is left the next time takes
}

void WebhookDeliveries::note_answers() {
  std::deque<Attempt> answered;
  {
    const std::lock_guard lock(mutex_);
    answered.swap(answered_);
  }
  for (Attempt& attempt : answered) {
    WebhookDelivery& delivery = attempt.delivery;
    under_way_.erase({delivery.webhook, delivery.id});
    --running_[delivery.webhook];
    // Broken off: no attempt. What cannot be written now is sent again, which is allowed.
    if (attempt.answer.status == 0 && stopping_) continue;
    const std::string disabled = settle(delivery, attempt.answer, parts_.clock.now());
    const auto noted = parts_.store->note(delivery, disabled);
    if (!disabled.empty() || !noted.ok()) turns_seen_ = UINT64_MAX;  // look at the endpoints again
  }
}

bool WebhookDeliveries::plan() {
  // In this order: what commits after the count was read raises it, and is seen the next time.
  const std::uint64_t turns = parts_.turns();
  const std::uint64_t until = parts_.settled_until();
  if (turns == turns_seen_) return true;
  auto all = parts_.store->webhooks();
  if (!all.ok()) return true;
  webhooks_ = std::move(all).value();
  turns_seen_ = turns;
  std::map<std::uint64_t, std::vector<Webhook*>> by_position;
  for (Webhook& webhook : webhooks_) {
    if (webhook.state != WebhookState::active) continue;
    std::uint64_t& read = read_[webhook.id];
    read = std::max(read, webhook.position);
    by_position[read].push_back(&webhook);
  }
  bool is_at_the_end = true;
  for (const auto& [position, webhooks] : by_position)
    if (!plan_from(position, webhooks, until)) is_at_the_end = false;
  if (!is_at_the_end) turns_seen_ = UINT64_MAX;
  return is_at_the_end;
}

bool WebhookDeliveries::plan_from(std::uint64_t position, const std::vector<Webhook*>& webhooks,
                                  std::uint64_t until) {
  const auto rows = parts_.queries->feed({position, until, limits::feed_page});
  const bool is_whole = rows.ok() && rows->size() < limits::feed_page;
  auto deliveries = rows.ok() ? deliveries_of(rows.value(), webhooks)
                              : Result<std::vector<std::vector<WebhookDelivery>>>(rows.error());
  if (!deliveries.ok()) {
    turns_seen_ = UINT64_MAX;  // the database is away: look again
    return true;
  }
  const std::uint64_t reached = is_whole ? until : rows->back().position;
  for (std::size_t i = 0; i < webhooks.size(); ++i)
    move_on(*webhooks[i], reached, deliveries.value()[i]);
  return is_whole;
}

Result<std::vector<std::vector<WebhookDelivery>>> WebhookDeliveries::deliveries_of(
    const std::vector<FeedRow>& rows, const std::vector<Webhook*>& webhooks) {
  std::vector<std::vector<WebhookDelivery>> made(webhooks.size());
  const Instant now = parts_.clock.now();
  for (const FeedRow& row : rows) {
    ONWARD_TRY(const auto events, events::events_of(*parts_.queries, row));
    for (const events::Event& event : events)
      for (std::size_t i = 0; i < webhooks.size(); ++i) {
        if (!wants(*webhooks[i], event.type)) continue;
        WebhookDelivery delivery;
        delivery.webhook = webhooks[i]->id;
        delivery.id = sequence_of(parts_.ids.next_root());
        delivery.event = to_text(event.place);
        delivery.type = event.type;
        delivery.subject = event.instance ? event.instance.value : event.opportunity.value;
        delivery.body = body_of(event);
        delivery.created = delivery.next = now;
        made[i].push_back(std::move(delivery));
      }
  }
  return made;
}

void WebhookDeliveries::move_on(Webhook& webhook, std::uint64_t position,
                                const std::vector<WebhookDelivery>& deliveries) {
  if (deliveries.empty() && position - webhook.position < unwritten_positions) {
    read_[webhook.id] = position;
    return;
  }
  // The place is written with what it led to: neither can be there without the other.
  if (parts_.store->plan(webhook, position, deliveries).ok()) {
    read_[webhook.id] = position;
    webhook.position = position;
  } else {
    turns_seen_ = UINT64_MAX;
  }
}

void WebhookDeliveries::begin_due() {
  const Instant now = parts_.clock.now();
  auto due = parts_.store->due(now, due_at_once);
  if (!due.ok()) return;
  for (WebhookDelivery& delivery : due.value()) {
    if (under_way_.contains({delivery.webhook, delivery.id})) continue;
    if (running_[delivery.webhook] < parts_.per_webhook) begin(std::move(delivery));
  }
}

void WebhookDeliveries::begin(WebhookDelivery delivery) {
  const auto at = std::find_if(webhooks_.begin(), webhooks_.end(), [&](const Webhook& webhook) {
    return webhook.id == delivery.webhook;
  });
  if (at == webhooks_.end()) return;
  const Instant now = parts_.clock.now();
  Attempt attempt;
  attempt.call = {at->url, delivery.event, delivery.body, now, {at->secret}};
  if (!at->old_secret.empty() && now < at->old_until)
    attempt.call.secrets.push_back(at->old_secret);
  under_way_.insert({delivery.webhook, delivery.id});
  ++running_[delivery.webhook];
  attempt.delivery = std::move(delivery);
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(attempt));
  }
  has_work_.notify_one();
}

void WebhookDeliveries::send_all() {
  for (;;) {
    Attempt attempt;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      attempt = std::move(waiting_.front());
      waiting_.pop_front();
    }
    attempt.answer = parts_.sender->send(attempt.call);
    {
      const std::lock_guard lock(mutex_);
      answered_.push_back(std::move(attempt));
    }
    changed_.notify_one();
  }
}

}  // namespace onward

#include "server/runtime.hpp"

#include <chrono>
#include <utility>

#include "server/api/json_views.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/problem.hpp"

namespace onward {
namespace {

constexpr std::size_t firings_per_advance = 100'000;

Error overloaded() {
  return {ErrorCode::overloaded, "too many requests are waiting; try again in a moment"};
}

/// FNV-1a: only to spread keys over shards, nothing secret.
std::uint64_t spread(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return hash;
}

}  // namespace

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Runtime::Runtime(Parts parts) : parts_(std::move(parts)) {}

void Runtime::submit(const api::Call& call, onward::Request request) {
  submit(call, std::move(request), [respond = call.respond](const Result<Reply>& reply) {
    respond(reply.ok() ? api::response_of(*reply) : http::problem(reply.error()));
  });
}

void Runtime::submit(const api::Call& call, onward::Request request,
                     std::function<void(Result<Reply>)> answer) {
  ++requests_;
  const std::string* key = call.request->header("idempotency-key");
  if (key != nullptr && call.request->method == http::Method::post && !request.dry_run) {
    if (key->empty() || key->size() > limits::identifier_bytes)
      return call.respond(
          http::problem({ErrorCode::malformed, "an Idempotency-Key has 1 to 255 characters"}));
    request.idempotency = IdempotencyKey{
        call.who.user, *key,
        auth::sha256_hex("POST " + call.request->target + "\n" + call.request->body)};
  }
  parts_.tracks.submit(std::move(request), std::move(answer));
}

void Runtime::submit(onward::Request request, std::function<void(Result<Reply>)> answer) {
  ++requests_;
  parts_.tracks.submit(std::move(request), std::move(answer));
}

void Runtime::read(const api::Call& call, std::function<http::Response(api::Reader&)> look) {
  ++requests_;
  const http::Respond respond = call.respond;
  const bool queued = parts_.readers.submit(
      [respond, look = std::move(look)](api::Reader& reader) { respond(look(reader)); });
  if (!queued) respond(http::problem(overloaded()));
}

std::uint16_t Runtime::shard_for_new(const api::Call& call) {
  const std::string* key = call.request->header("idempotency-key");
  if (key == nullptr) return shard_of(parts_.ids.next_root());
  return static_cast<std::uint16_t>(spread(call.who.user + "\n" + *key) % shard_count);
}

Result<std::string> Runtime::next_opportunity_number() {
  const std::lock_guard lock(store_mutex_);
  return numbers_.next_number(*parts_.store);
}

void Runtime::advance_clock(Instant to, std::function<void(Result<Instant>)> done) {
  const std::lock_guard lock(advances_mutex_);
  advances_.emplace_back(to, std::move(done));
}

bool Runtime::take_advance(Instant& to, std::function<void(Result<Instant>)>& done) {
  const std::lock_guard lock(advances_mutex_);
  if (advances_.empty()) return false;
  to = advances_.front().first;
  done = std::move(advances_.front().second);
  advances_.pop_front();
  return true;
}

Result<Instant> Runtime::run_clock(DueWork& due, Instant to) {
  ManualClock& clock = *parts_.manual_clock;
  if (to < clock.now())
    return Error{ErrorCode::clock_backwards,
                 "the clock is at " + to_text(clock.now()) + " and never goes back"};
  std::size_t fired = 0;
  for (;;) {
    ONWARD_TRY(const std::optional<Instant> next, due.next_due(to));
    if (!next) break;
    if (*next > clock.now()) clock.set(*next);
    ONWARD_TRY(const std::size_t count, due.fire_timers(clock.now()));
    fired += count;
    if (fired > firings_per_advance)
      return Error{ErrorCode::invalid,
                   "over 100,000 timers fired on the way; the clock stands at " +
                       to_text(clock.now()) + ", advance in smaller steps"};
  }
  clock.set(to);
  const std::lock_guard lock(store_mutex_);
  ONWARD_TRY_DONE(parts_.store->set_manual_clock(to));
  return to;
}

void Runtime::wait_for_jobs(std::vector<std::string>, Duration at_most,
                            std::function<void()> again) {
  const double seconds = stopping_ ? 0 : static_cast<double>(at_most.ms) / 1'000;
  waiters_.add(steady_seconds() + seconds, std::move(again));
}

void Runtime::begin_stop() {
  stopping_ = true;
  waiters_.wake(steady_seconds(), true);
}

Result<std::shared_ptr<http::Stream>> Runtime::listen(events::Listening listening) {
  ++requests_;
  return parts_.streams.listen(std::move(listening));
}

Result<Done> Runtime::ready(api::Reader& reader) { return reader.queries.ping(); }

std::string Runtime::metrics() {
  const TrackStatistics& tracks = parts_.tracks.statistics();
  std::string text;
  const auto counter = [&](const char* name, const char* help, std::uint64_t value) {
    text += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " counter\n" + name +
            " " + std::to_string(value) + "\n";
  };
  counter("onward_api_requests_total", "Requests that reached a handler's work.", requests_);
  counter("onward_turns_total", "Turns of all tracks: transactions or rejections.", tracks.turns);
  counter("onward_commands_total", "Commands taken into turns.", tracks.commands);
  counter("onward_commands_rejected_total", "Commands that were refused.", tracks.rejected);
  counter("onward_steps_total", "Elements entered by tokens.", tracks.steps);
  counter("onward_conflicts_total", "Turns that ran again because another node was faster.",
          tracks.conflicts);
  counter("onward_replies_unsettled_total", "Replies sent before their consequences had settled.",
          tracks.unsettled);
  return text;
}

}  // namespace onward

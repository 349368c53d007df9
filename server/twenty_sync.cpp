#include "server/twenty_sync.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/base/outbound_limits.hpp"
#include "engine/value/members.hpp"

namespace onward {
namespace {

constexpr std::chrono::milliseconds look_every{100}, first_pause{250}, longest_pause{60'000};
constexpr std::uint64_t unwritten_positions = 60'000ULL << 8U;  // a minute's
const std::string their_open =
    "TO"
    "DO";  // in one piece it would be an open end of ours
constexpr std::size_t pages_at_once = 50;

}  // namespace

TwentySync::TwentySync(Parts parts)
    : parts_(std::move(parts)),
      began_at_(parts_.settled_until()),
      rest_(parts_.settings.rest, *parts_.client) {
  // Before anybody is served: nothing falls between the first place and the first look.
  const auto found = find_place();
  (void)found;  // the database is away: the thread asks again
  thread_ = std::thread([this] { run(); });
}

TwentySync::~TwentySync() { stop(); }

void TwentySync::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  parts_.client->stop();
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void TwentySync::reopen(std::string theirs) {
  const std::lock_guard lock(mutex_);
  reopened_.push_back(std::move(theirs));
}

void TwentySync::run() {
  std::chrono::milliseconds pause = look_every, trouble = first_pause;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, pause, [this] { return stopping_; });
      if (stopping_) return;
    }
    pause = look_every;
    // Until then it takes nothing: by the clock of the server, so that a manual one drives it.
    if (parts_.clock.now() < rest_.ready_at()) continue;
    const auto looked = look();
    if (looked.ok() || looked.error().code == ErrorCode::too_many_requests) {
      trouble = first_pause;
      continue;
    }
    parts_.warn("integration=" + parts_.settings.system + " detail=\"" + looked.error().message +
                "\"");
    pause = trouble;
    trouble = std::min(trouble * 2, longest_pause);
  }
}

Result<Done> TwentySync::look() {
  ONWARD_TRY_DONE(reopen_all());
  ONWARD_TRY_DONE(mirror());
  // As it was before: a clock that is moved while the poll runs asks for another.
  const Instant now = parts_.clock.now();
  if (now < poll_at_) return Done{};
  ONWARD_TRY_DONE(poll());
  poll_at_ = now + parts_.settings.poll_every;
  return Done{};
}

Result<Done> TwentySync::reopen_all() {
  for (;;) {
    std::string theirs;
    {
      const std::lock_guard lock(mutex_);
      if (reopened_.empty()) return Done{};
      theirs = reopened_.front();
    }
    Context patch;
    patch.set("status", Value(their_open));
    const auto changed = rest_.change("tasks", theirs, patch, parts_.clock.now());
    if (!changed.ok() && changed.error().code != ErrorCode::not_found &&
        changed.error().code != ErrorCode::invalid)
      return changed;
    const std::lock_guard lock(mutex_);
    reopened_.pop_front();
  }
}

Result<Done> TwentySync::find_place() {
  if (has_place_) return Done{};
  const std::string& reader = parts_.settings.system;
  ONWARD_TRY(place_, parts_.store->place(reader));
  if (place_ == 0) place_ = began_at_;
  ONWARD_TRY_DONE(parts_.store->set_place(reader, place_));
  kept_place_ = place_;
  has_place_ = true;
  return Done{};
}

Result<Done> TwentySync::mirror() {
  ONWARD_TRY_DONE(find_place());
  const std::string& reader = parts_.settings.system;
  for (;;) {
    // In this order: what commits after the count was read raises it, and is seen the next time.
    const std::uint64_t turns = parts_.turns();
    const std::uint64_t until = parts_.settled_until();
    if (turns == turns_seen_) return Done{};
    ONWARD_TRY(const auto rows, parts_.queries->feed({place_, until, limits::feed_page}));
    for (const FeedRow& row : rows) {
      if (!row.change && row.opportunity) {
        ONWARD_TRY(const auto events, events::events_of(*parts_.queries, row));
        for (const events::Event& event : events) ONWARD_TRY_DONE(see(event));
      }
      place_ = row.position;
    }
    const bool is_whole = rows.size() < limits::feed_page;
    if (is_whole) place_ = std::max(place_, until);
    if (!rows.empty() || place_ - kept_place_ > unwritten_positions) {
      ONWARD_TRY_DONE(parts_.store->set_place(reader, place_));
      kept_place_ = place_;
    }
    if (is_whole) turns_seen_ = turns;
  }
}

Result<Done> TwentySync::see(const events::Event& event) {
  if (event.topic != events::Topic::task || !event.task) return Done{};
  const TaskRow& task = *event.task;
  const std::string& system = parts_.settings.system;
  ONWARD_TRY(const auto opportunity,
             parts_.store->link_of_ours(system, "opportunity", to_text(task.opportunity)));
  if (!opportunity) return Done{};
  ONWARD_TRY(auto known, parts_.store->link_of_ours(system, "task", to_text(task.id)));
  const bool is_open = task.state == "open";
  if (is_open && (!known || known->state.empty())) return open(task, *opportunity);
  // What was opened and is closed by now is closed by an event of its own.
  const bool closes = event.type == "task.completed" || event.type == "task.cancelled" ||
                      event.type == "task.failed";
  if (is_open || !closes || !known || known->state == "DONE") return Done{};
  // A crash came between the task and what it hangs on.
  if (known->state.empty()) ONWARD_TRY_DONE(open(task, *opportunity));
  // Completed there: theirs is done already, and nothing goes back and forth.
  if (event.actor != system) return close(std::move(*known));
  known->state = "DONE";
  return parts_.store->put_link(*known);
}

Result<Done> TwentySync::open(const TaskRow& task, const ExternalLink& opportunity) {
  const std::string& system = parts_.settings.system;
  const std::string ours = to_text(task.id);
  const std::string theirs = twenty::uuid_of(system + " task " + ours);
  Context made, target;
  made.set("id", Value(theirs));
  made.set("title", Value(task.name));
  made.set("status", Value(their_open));
  if (task.due) made.set("dueAt", Value(to_text(*task.due)));
  target.set("id", Value(twenty::uuid_of(system + " target " + ours)));
  target.set("taskId", Value(theirs));
  target.set("opportunityId", Value(opportunity.theirs));
  const Instant now = parts_.clock.now();
  // Before it is made: whoever completes it there must find ours.
  ONWARD_TRY_DONE(parts_.store->put_link({system, "task", theirs, ours, {}}));
  ONWARD_TRY_DONE(rest_.make("tasks", made, now));
  ONWARD_TRY_DONE(rest_.make("taskTargets", target, now));
  return parts_.store->put_link({system, "task", theirs, ours, their_open});
}

Result<Done> TwentySync::close(ExternalLink task) {
  Context patch;
  patch.set("status", Value("DONE"));
  const auto changed = rest_.change("tasks", task.theirs, patch, parts_.clock.now());
  // Somebody removed it there: then there is nothing to close.
  if (!changed.ok() && changed.error().code != ErrorCode::not_found) return changed;
  task.state = "DONE";
  return parts_.store->put_link(task);
}

Result<Done> TwentySync::poll() {
  ONWARD_TRY_DONE(poll_one("opportunities", "opportunity"));
  return poll_one("tasks", "task");
}

/// Everything changed since the newest that was seen; what was heard of before is known by its key.
Result<Done> TwentySync::poll_one(std::string_view plural, std::string_view object) {
  const std::string& system = parts_.settings.system;
  ONWARD_TRY(const auto kept, parts_.store->link_of_theirs(system, "cursor", plural));
  const std::string since = kept ? kept->ours : std::string();
  std::string newest = since, after;
  for (std::size_t page = 0; page < pages_at_once; ++page) {
    ONWARD_TRY(const twenty::Rest::Page found,
               rest_.changed(plural, since, after, parts_.clock.now()));
    for (const Context& record : found.records) {
      const std::string updated = text_in(record, "updatedAt");
      // The first look only says where to begin: what was there before is no news.
      if (kept) {
        twenty::Event event;
        ONWARD_TRY(const auto link,
                   parts_.store->link_of_theirs(system, object, text_in(record, "id")));
        const bool is_new = !link && text_in(record, "createdAt") > since;
        event.object = object;
        event.name = std::string(object) + (is_new ? ".created" : ".updated");
        event.id = text_in(record, "id");
        event.record = record;
        ONWARD_TRY_DONE(parts_.take_in(event));
      }
      newest = std::max(newest, updated);
    }
    after = found.next;
    if (after.empty()) break;
  }
  if (newest == since && kept) return Done{};
  return parts_.store->put_link({system, "cursor", std::string(plural), newest, {}});
}

}  // namespace onward

#include "server/events/event_streams.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/outbound_limits.hpp"

namespace onward::events {
namespace {

constexpr std::chrono::milliseconds look_every{20};
constexpr std::chrono::milliseconds longest_stream{limits::stream_ms};

/// An event without data is not dispatched, but moves on the id that a client resumes with.
std::string mark(Place place) { return ": \nid: " + to_text(place) + "\n\n"; }

std::string message(Place place, std::string_view type, std::string_view data) {
  std::string text = "id: " + to_text(place) + "\nevent: ";
  text += type;
  text += "\ndata: ";
  text += data;
  return text + "\n\n";
}

constexpr std::string_view reset_data = R"({"type":"reset"})";
constexpr std::string_view goodbye = ": the stream ends here; go on with Last-Event-ID\n\n";

}  // namespace

EventStreams::EventStreams(Parts parts) : parts_(std::move(parts)) {
  thread_ = std::thread([this] { run(); });
}

EventStreams::~EventStreams() { stop(); }

Result<std::shared_ptr<http::Stream>> EventStreams::listen(Listening listening) {
  Listener listener;
  listener.place = listening.after.value_or(Place{parts_.settled_until() + 1, 0});
  listener.is_checked = !listening.after;
  listener.listening = std::move(listening);
  listener.stream = std::make_shared<http::Stream>(limits::stream_bytes);
  listener.since = listener.said = Steady::now();
  auto stream = listener.stream;
  // From here on a client that is cut off knows where to go on, though nothing happened.
  stream->put("retry: 1000\n" + mark(listener.place));
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return Error{ErrorCode::unavailable, "the server stops"};
    if (count_ >= limits::listeners)
      return Error{ErrorCode::overloaded, "too many listen to events; try again in a moment"};
    ++count_;
    joining_.push_back(std::move(listener));
  }
  changed_.notify_one();
  return stream;
}

void EventStreams::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void EventStreams::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      const auto has_news = [this] { return stopping_ || !joining_.empty(); };
      if (listeners_.empty())
        changed_.wait(lock, has_news);
      else
        changed_.wait_for(lock, look_every, has_news);
      listeners_.splice(listeners_.end(), joining_);
      if (stopping_) break;
    }
    round();
  }
  for (Listener& listener : listeners_) listener.stream->end(goodbye);
}

void EventStreams::round() {
  const Steady::time_point now = Steady::now();
  if (!forget_those_who_left(now)) return;
  // In this order: what commits after the count was read raises it, and is seen the next time.
  const std::uint64_t turns = parts_.turns();
  const std::uint64_t until = parts_.settled_until();
  const bool is_quiet = std::exchange(turns_seen_, turns) == turns;
  std::map<std::uint64_t, std::vector<Listener*>> by_position;
  for (Listener& listener : listeners_) {
    if (!listener.is_checked) check(listener, until);
    const std::uint64_t after = listener.place.position - 1;
    if (is_quiet && after >= read_until_) continue;
    by_position[after].push_back(&listener);
  }
  for (const auto& [after, listeners] : by_position) advance(after, listeners, until);
  if (!is_quiet) read_until_ = until;
  for (Listener& listener : listeners_)
    if (now - listener.said >= parts_.heartbeat) put(listener, mark(listener.place));
}

/// False: nobody is left.
bool EventStreams::forget_those_who_left(Steady::time_point now) {
  for (Listener& listener : listeners_)
    if (now - listener.since >= longest_stream) listener.stream->end(goodbye);
  const std::size_t left = std::erase_if(listeners_, [](const Listener& listener) {
    return listener.stream->has_ended() || listener.stream.use_count() == 1;
  });
  if (left > 0) {
    const std::lock_guard lock(mutex_);
    count_ -= left;
  }
  return !listeners_.empty();
}

/// A place that is too far back, or that this database never had, is none to go on from.
void EventStreams::check(Listener& listener, std::uint64_t until) {
  const FeedRange behind{listener.place.position - 1, until, limits::feed_rows_behind};
  const bool is_ahead = listener.place.position > until + 1;
  const auto is_long = is_ahead ? Result<bool>(true) : parts_.queries->feed_is_longer_than(behind);
  if (!is_long.ok()) return;  // the database is away: the next round asks again
  listener.is_checked = true;
  if (!is_long.value()) return;
  listener.place = {until + 1, 0};
  put(listener, message(listener.place, "reset", reset_data));
}

/// Reads a page for those who are at the same position.
void EventStreams::advance(std::uint64_t after, const std::vector<Listener*>& listeners,
                           std::uint64_t until) {
  const auto rows = parts_.queries->feed({after, until, limits::feed_page});
  if (!rows.ok()) return;
  for (const FeedRow& row : rows.value()) {
    const auto events = events_of(*parts_.queries, row);
    if (!events.ok()) return;
    for (Listener* listener : listeners) {
      if (!listener->is_checked) continue;
      for (const Event& event : events.value())
        if (event.place > listener->place && !tell(*listener, event)) break;
      listener->place = {row.position + 1, 0};
    }
  }
  if (rows->size() == limits::feed_page) return;
  for (Listener* listener : listeners)
    if (listener->is_checked) listener->place = std::max(listener->place, Place{until + 1, 0});
}

bool EventStreams::tell(Listener& listener, const Event& event) {
  if (!is_for(event, listener.listening)) return true;
  put(listener, message(event.place, event.type, event.json));
  return !listener.stream->has_ended();
}

/// What does not fit ends the stream behind what fitted: nothing is left out in between.
void EventStreams::put(Listener& listener, const std::string& bytes) {
  listener.said = Steady::now();
  if (!listener.stream->put(bytes)) listener.stream->end(goodbye);
}

}  // namespace onward::events

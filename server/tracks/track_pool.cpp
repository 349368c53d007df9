#include "server/tracks/track_pool.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/service/outbox.hpp"

namespace onward {
namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A reply that waits for its consequences: outbox deliveries, refreshes of other tracks, and
/// theirs in turn.
struct Chain {
  std::atomic<int> pending{0};
  std::atomic<bool> answered{false};
  Request request;  ///< for render
  Reply reply;
  TrackPool::Answer answer;
  std::size_t home = 0;
  double deadline = 0;
};
using ChainPtr = std::shared_ptr<Chain>;

constexpr std::uint64_t no_turn = UINT64_MAX;

struct Item {
  enum class What : std::uint8_t { request, refresh, finish } what = What::request;
  Request request;
  TrackPool::Answer answer;  ///< of a request from outside
  ChainPtr chain;            ///< whose settling this is part of; for finish: the one to answer
};

}  // namespace

struct TrackPool::Impl {
  struct Track {
    TrackParts parts;
    std::unique_ptr<Definitions> definitions;
    std::unique_ptr<UnitOfWork> work;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Item> queue;
    bool stopping = false;
    /// Below every id that the turn under way makes.
    std::atomic<std::uint64_t> turn_began{no_turn};
    std::uint64_t conflicts_counted = 0;
    std::thread thread;
  };

  Options options;
  NewIds* ids = nullptr;
  Log log;
  std::vector<std::unique_ptr<Track>> tracks;
  TrackStatistics statistics;
  std::atomic<std::uint64_t> generation{1};
  std::mutex chains_mutex;
  std::list<ChainPtr> chains;

  std::size_t track_of(std::uint16_t shard) const { return shard % tracks.size(); }

  void push(std::size_t track, Item item) {
    Track& at = *tracks[track];
    {
      const std::lock_guard lock(at.mutex);
      at.queue.push_back(std::move(item));
    }
    at.wake.notify_one();
  }

  /// Whether the queue takes it: what begins something gives way at three quarters, the engine's
  /// own work is always taken.
  bool admit(std::size_t track, Item& item) {
    Track& at = *tracks[track];
    {
      const std::lock_guard lock(at.mutex);
      const std::size_t bound = item.request.admission == Request::Admission::begins
                                    ? options.queue * 3 / 4
                                    : options.queue;
      const bool full =
          item.request.admission != Request::Admission::engine && at.queue.size() >= bound;
      if (full || at.stopping) return false;
      at.queue.push_back(std::move(item));
    }
    at.wake.notify_one();
    return true;
  }

  void run(std::size_t number) {
    Track& track = *tracks[number];
    std::deque<Item> taken;
    for (;;) {
      {
        std::unique_lock lock(track.mutex);
        track.wake.wait(lock, [&] { return track.stopping || !track.queue.empty(); });
        if (track.queue.empty()) return;
        while (!track.queue.empty() && taken.size() < options.batch) {
          taken.push_back(std::move(track.queue.front()));
          track.queue.pop_front();
        }
      }
      turn(number, taken);
      taken.clear();
    }
  }

  void turn(std::size_t number, std::deque<Item>& items) {
    std::vector<Request> requests;
    std::vector<Item*> owners;
    // Refreshes and finishes stand between requests in the order in which they came.
    const auto flush = [&] {
      if (!requests.empty()) execute(number, requests, owners);
      requests.clear();
      owners.clear();
    };
    for (Item& item : items) {
      if (item.what == Item::What::request) {
        requests.push_back(std::move(item.request));
        owners.push_back(&item);
        continue;
      }
      flush();
      if (item.what == Item::What::refresh) {
        refresh(*tracks[number]);
        settle_one(item.chain);
      } else {
        finish(number, item.chain);
      }
    }
    flush();
  }

  void refresh(Track& track) {
    const auto refreshed = track.definitions->refresh();
    (void)refreshed;  // a database that is away is met again, and answered, by the next command
  }

  void execute(std::size_t number, std::vector<Request>& requests, std::vector<Item*>& owners) {
    const double began = seconds_now();
    // Whoever does not see this turn has taken its number before the turn takes any.
    tracks[number]->turn_began = sequence_of(ids->next_root());
    std::vector<TurnResult> results = tracks[number]->work->run(requests);
    tracks[number]->turn_began = no_turn;
    const double ms = (seconds_now() - began) * 1'000;
    ++statistics.turns;
    statistics.commands += requests.size();
    const std::uint64_t conflicts = tracks[number]->work->statistics().conflicts;
    statistics.conflicts += conflicts - std::exchange(tracks[number]->conflicts_counted, conflicts);
    for (std::size_t i = 0; i < results.size(); ++i) {
      statistics.steps += results[i].steps;
      if (!results[i].reply.ok()) ++statistics.rejected;
      if (log) log(requests[i], results[i].reply, ms);
      dispose(number, *owners[i], requests[i], results[i]);
    }
  }

  /// Answers, or starts the chain that the answer waits for.
  void dispose(std::size_t number, Item& item, Request& request, TurnResult& result) {
    const bool changed = result.reply.ok() && result.reply->definitions_changed;
    ChainPtr chain = item.chain;
    if (changed) {
      ++generation;
      refresh(*tracks[number]);
    }
    const std::size_t others = changed ? tracks.size() - 1 : 0;
    if (!chain && (others > 0 || !result.outbox.empty()))
      chain = open_chain(number, item, request, result);
    if (chain) {
      chain->pending += static_cast<int>(result.outbox.size() + others);
      for (std::size_t track = 0; others > 0 && track < tracks.size(); ++track)
        if (track != number) push(track, {Item::What::refresh, {}, {}, chain});
      for (const OutboxRow& row : result.outbox) deliver(row, chain);
      // The item itself is done: it held one count of the chain.
      return settle_one(chain);
    }
    if (item.answer) item.answer(std::move(result.reply));
  }

  ChainPtr open_chain(std::size_t number, Item& item, Request& request, TurnResult& result) {
    auto chain = std::make_shared<Chain>();
    chain->pending = 1;
    chain->request = std::move(request);
    chain->reply = std::move(result.reply).value();
    chain->answer = std::move(item.answer);
    chain->home = number;
    chain->deadline = seconds_now() + static_cast<double>(options.settle.ms) / 1'000;
    const std::lock_guard lock(chains_mutex);
    chains.push_back(chain);
    return chain;
  }

  void deliver(const OutboxRow& row, const ChainPtr& chain) {
    auto request = delivery_of(row);
    if (!request.ok()) return settle_one(chain);
    request->admission = Request::Admission::engine;
    const std::size_t track = track_of(request->shard);
    push(track, {Item::What::request, std::move(request).value(), {}, chain});
  }

  void settle_one(const ChainPtr& chain) {
    if (!chain || --chain->pending > 0) return;
    push(chain->home, {Item::What::finish, {}, {}, chain});
  }

  void finish(std::size_t number, const ChainPtr& chain) {
    forget(chain);
    if (chain->answered.exchange(true) || !chain->answer) return;
    if (chain->request.render) chain->request.render(*tracks[number]->work, chain->reply);
    chain->answer(std::move(chain->reply));
  }

  void forget(const ChainPtr& chain) {
    const std::lock_guard lock(chains_mutex);
    chains.remove(chain);
  }

  void expire(double now) {
    std::vector<ChainPtr> late;
    {
      const std::lock_guard lock(chains_mutex);
      for (const ChainPtr& chain : chains)
        if (chain->deadline <= now) late.push_back(chain);
    }
    for (const ChainPtr& chain : late) {
      ++statistics.unsettled;
      chain->deadline = now + 3'600;
      chain->reply.settled = false;
      push(chain->home, {Item::What::finish, {}, {}, chain});
    }
  }
};

TrackPool::TrackPool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

TrackPool::~TrackPool() { stop(); }

Result<std::unique_ptr<TrackPool>> TrackPool::start(Options options, const Clock& clock,
                                                    NewIds& ids, const MakeParts& make_parts,
                                                    Log log) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->log = std::move(log);
  impl->ids = &ids;
  for (std::size_t i = 0; i < impl->options.tracks; ++i) {
    auto track = std::make_unique<Impl::Track>();
    ONWARD_TRY(track->parts, make_parts(i));
    track->definitions =
        std::make_unique<Definitions>(source_of(*track->parts.store), *track->parts.reader);
    ONWARD_TRY_DONE(track->definitions->refresh());
    track->work = std::make_unique<UnitOfWork>(
        UnitOfWork::Parts{*track->parts.store, *track->definitions, ids, *track->parts.hooks, clock,
                          impl->options.zone, limits::cache_bytes / impl->options.tracks, nullptr,
                          &impl->options.calendars});
    impl->tracks.push_back(std::move(track));
  }
  for (std::size_t i = 0; i < impl->tracks.size(); ++i)
    impl->tracks[i]->thread = std::thread([pool = impl.get(), i] { pool->run(i); });
  return std::unique_ptr<TrackPool>(new TrackPool(std::move(impl)));
}

void TrackPool::submit(Request request, Answer answer) {
  const std::size_t track = impl_->track_of(request.shard);
  Item item{Item::What::request, std::move(request), std::move(answer), {}};
  if (impl_->admit(track, item)) return;
  if (item.answer)
    item.answer(
        Error{ErrorCode::overloaded, "too many commands are waiting; try again in a moment"});
}

std::size_t TrackPool::tracks() const { return impl_->tracks.size(); }

void TrackPool::expire(double now_seconds) { impl_->expire(now_seconds); }

void TrackPool::stop() {
  if (!impl_) return;
  for (const auto& track : impl_->tracks) {
    {
      const std::lock_guard lock(track->mutex);
      track->stopping = true;
    }
    track->wake.notify_one();
  }
  for (const auto& track : impl_->tracks)
    if (track->thread.joinable()) track->thread.join();
}

const TrackStatistics& TrackPool::statistics() const { return impl_->statistics; }

std::uint64_t TrackPool::settled_until() const {
  std::uint64_t until = sequence_of(impl_->ids->next_root());
  for (const auto& track : impl_->tracks) until = std::min(until, track->turn_began.load());
  return until;
}

std::uint64_t TrackPool::definitions_generation() const { return impl_->generation; }

}  // namespace onward

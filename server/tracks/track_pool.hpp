// The tracks: each a thread with a Store session of its own and a bounded queue. A request goes to
// the track of its shard; the track's turn takes everything that waits (docs/adr/0002). A reply
// goes out when its consequences have settled, or after a bounded wait.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/service/definitions.hpp"
#include "engine/service/unit_of_work.hpp"

namespace onward {

/// What one track owns; made by the composition root, used by the track's thread only.
struct TrackParts {
  std::unique_ptr<Store> store;
  std::unique_ptr<DefinitionReader> reader;
  std::unique_ptr<SalesHooks> hooks;
};

struct TrackStatistics {
  std::atomic<std::uint64_t> turns{0}, commands{0}, steps{0}, conflicts{0}, rejected{0}, queued{0},
      unsettled{0};
};

class TrackPool {
 public:
  struct Options {
    std::size_t tracks = 1;
    std::size_t batch = limits::turn_commands;
    std::size_t queue = limits::track_queue;
    std::string zone = "UTC";
    Duration settle{1'000};  ///< how long a reply waits for consequences in other turns
    SharedCalendars calendars{};
  };
  using MakeParts = std::function<Result<TrackParts>(std::size_t track)>;
  using Answer = std::function<void(Result<Reply>)>;
  /// One line per command for the log: request, outcome, milliseconds in the turn.
  using Log = std::function<void(const Request&, const Result<Reply>&, double ms)>;

  /// Opens every track's session. Errors: those of make_parts.
  static Result<std::unique_ptr<TrackPool>> start(Options options, const Clock& clock, NewIds& ids,
                                                  const MakeParts& make_parts, Log log);
  ~TrackPool();

  /// Queues the request; `answer` is called once, on a track's thread. A full queue answers
  /// `overloaded` at once.
  void submit(Request request, Answer answer);
  /// Runs work on the definitions of the track of `shard`, in order with its requests (a
  /// deployment's check).
  [[nodiscard]] std::size_t tracks() const;
  /// Answers what has waited for its consequences too long; called a few times per second by the
  /// pump.
  void expire(double now_seconds);
  /// Finishes what is queued, then ends the threads.
  void stop();
  [[nodiscard]] const TrackStatistics& statistics() const;
  /// The feed's position up to which everything is committed: no row comes below it any more.
  [[nodiscard]] std::uint64_t settled_until() const;
  /// Grows with every deployment on this node: readers refresh their definitions when it changed.
  [[nodiscard]] std::uint64_t definitions_generation() const;

 private:
  struct Impl;
  explicit TrackPool(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace onward

// Turns what is due in the database into ordinary commands: timers, start timers, outbox rows and
// action jobs that a crash or a full queue left behind. Decides nothing; what is found twice finds
// nothing to do the second time. One thread at a time.
#pragma once

#include <map>

#include "engine/service/ports.hpp"
#include "server/tracks/track_pool.hpp"

namespace onward {

class DueWork {
 public:
  DueWork(Store& store, TrackPool& tracks, NewIds& ids)
      : store_(store), tracks_(tracks), ids_(ids) {}

  /// Fires everything due until then, in order of due time, and waits for it. Returns how much was
  /// fired. Errors: unavailable.
  Result<std::size_t> fire_timers(Instant until);
  /// The earliest due time until then; nullopt when nothing is due. Errors: unavailable.
  Result<std::optional<Instant>> next_due(Instant until);
  /// Delivers outbox rows and runs action jobs that are older than `before`. Errors: unavailable.
  Result<std::size_t> recover(Instant before);

 private:
  Result<std::size_t> run(std::vector<Request> requests, std::vector<LocalRef> timers);
  [[nodiscard]] bool put_off(LocalRef timer, Instant until) const;

  Store& store_;
  TrackPool& tracks_;
  NewIds& ids_;
  std::map<LocalRef, Instant> refused_;  ///< timers that could not fire (a suspended instance), not
                                         ///< tried again at that time
};

}  // namespace onward

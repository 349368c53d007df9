// Looks for what coordinators are to be told, beside everything else: found on a reader's thread,
// carried out by the tracks.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "engine/sales/escalations.hpp"
#include "server/read_pool.hpp"
#include "server/tracks/track_pool.hpp"

namespace onward {

class Notices {
 public:
  Notices(sales::EscalationSettings settings, ReadPool& readers, TrackPool& tracks)
      : settings_(settings), readers_(readers), tracks_(tracks) {}

  /// Begins a look unless one is under way.
  void look(sales::Looks looks);
  /// A look at everything, and waits for all that it causes. Not on a reader's or track's thread.
  void look_and_wait();

 private:
  void begin(sales::Looks looks, std::function<void()> done);

  sales::EscalationSettings settings_;
  ReadPool& readers_;
  TrackPool& tracks_;
  std::atomic<bool> looking_{false};
};

}  // namespace onward

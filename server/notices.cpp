#include "server/notices.hpp"

#include <future>
#include <utility>

#include "server/log.hpp"

namespace onward {
namespace {

void log_trouble(const Error& error) {
  log_warn("pump=notices outcome=" + std::string(to_string(error.code)));
}

/// Submits all; `done` after the last answer.
void carry_out(TrackPool& tracks, std::vector<Request> requests, std::function<void()> done) {
  if (requests.empty()) return done();
  auto left = std::make_shared<std::atomic<std::size_t>>(requests.size());
  for (Request& request : requests)
    tracks.submit(std::move(request), [left, done](const Result<Reply>&) {
      if (--*left == 0) done();
    });
}

}  // namespace

void Notices::begin(sales::Looks looks, std::function<void()> done) {
  const bool queued = readers_.submit([this, looks, done](api::Reader& reader) {
    auto found = sales::due_notices(reader.queries, settings_, looks, reader.now);
    if (!found.ok()) {
      log_trouble(found.error());
      return done();
    }
    carry_out(tracks_, std::move(found).value(), done);
  });
  if (!queued) done();
}

void Notices::look(sales::Looks looks) {
  if (looking_.exchange(true)) return;
  begin(looks, [this] { looking_ = false; });
}

void Notices::look_and_wait() {
  auto finished = std::make_shared<std::promise<void>>();
  begin(sales::Looks::all, [finished] { finished->set_value(); });
  finished->get_future().wait();
}

}  // namespace onward

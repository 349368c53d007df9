// What Twenty tells: webhooks, and what a poll found. Each becomes a request on the track of its
// record, once, however often and in which way it is heard of.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "server/api/services.hpp"
#include "server/tracks/track_pool.hpp"
#include "server/twenty_settings.hpp"

namespace onward {

class TwentyInbox {
 public:
  struct Parts {
    const std::map<std::string, TwentySettings>& settings;
    TrackPool& tracks;
    const Clock& clock;
    std::function<Result<std::string>()> next_number;  ///< of an opportunity
    /// A task that is done there cannot be completed here: it is to be open there again.
    std::function<void(const std::string& id, const std::string& theirs)> reopen;
  };
  explicit TwentyInbox(Parts parts) : parts_(std::move(parts)) {}

  /// A webhook, as it came. Answers the call.
  void take(const api::Call& call);
  using Answer = std::function<void(Result<Reply>)>;
  void submit(const std::string& id, const twenty::Event& event, std::string_view otherwise,
              Answer answer);

 private:
  void submit_task(const std::string& id, const twenty::Event& event, Answer answer);
  void complete(const std::string& id, const std::string& theirs, LocalRef task, Answer answer);

  Parts parts_;
};

}  // namespace onward

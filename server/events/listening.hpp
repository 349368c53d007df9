// What one listener wants to hear, and may.
#pragma once

#include <optional>
#include <vector>

#include "server/auth/sight.hpp"
#include "server/events/event.hpp"

namespace onward::events {

struct Listening {
  auth::Sight sight;
  std::vector<Topic> topics;  ///< that were asked for and are permitted
  std::optional<InstanceId> instance;
  std::optional<OpportunityId> opportunity;
  std::optional<Place> after;  ///< absent: what happens from now on
};

/// The topics that somebody may hear of.
bool may_hear(const auth::Principal& who, Topic topic);
bool is_for(const Event& event, const Listening& listening);

}  // namespace onward::events

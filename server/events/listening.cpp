#include "server/events/listening.hpp"

#include <algorithm>

namespace onward::events {

bool may_hear(const auth::Principal& who, Topic topic) {
  switch (topic) {
    case Topic::task: return who.may(auth::Permission::tasks_read);
    case Topic::instance:
    case Topic::incident: return who.may(auth::Permission::instances_read);
    case Topic::opportunity: return who.may(auth::Permission::opportunities_read);
  }
  return false;
}

bool is_for(const Event& event, const Listening& listening) {
  const auto& topics = listening.topics;
  if (std::find(topics.begin(), topics.end(), event.topic) == topics.end()) return false;
  if (listening.instance && *listening.instance != event.instance) return false;
  if (listening.opportunity && *listening.opportunity != event.opportunity) return false;
  if (listening.sight.everything || event.topic != Topic::task) return true;
  if (!event.only_for.empty()) return event.only_for == listening.sight.actor.user;
  return event.task && auth::may_see(*event.task, event.owner, listening.sight);
}

}  // namespace onward::events

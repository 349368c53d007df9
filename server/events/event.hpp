// One thing that happened, as others are told of it: by the event stream and by webhooks. Made of
// the facts of committed rows, so the same row gives the same events with the same ids, always.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::events {

/// A place in the feed: everything before this row, and of this row everything up to this event.
/// Its text is the event's id.
struct Place {
  std::uint64_t position = 1;
  std::uint32_t number = 0;  ///< of the event within its row, from 1; 0: nothing of the row
  friend auto operator<=>(const Place&, const Place&) = default;
};
std::string to_text(Place place);
std::optional<Place> place_from_text(std::string_view text);

enum class Topic : std::uint8_t { task, instance, incident, opportunity };
std::string_view to_string(Topic topic);
std::optional<Topic> topic_from_text(std::string_view text);

struct Event {
  Place place;
  Topic topic = Topic::instance;
  std::string_view type;  ///< "task.opened"; one of types()
  InstanceId instance;    ///< none for a change of an opportunity
  OpportunityId opportunity;
  Instant at;
  std::optional<TaskRow> task;  ///< as it stands now
  std::string owner;            ///< of the task: who delegated it
  std::string assignee;         ///< of the task: who got it by this event
  std::string actor;
  std::string only_for;  ///< the only one, beside those who see everything
  std::string json;      ///< an object
};

/// Every type that there is, sorted.
const std::vector<std::string_view>& types();

/// Makes events of rows; asks for what their facts do not say. Errors: unavailable.
Result<std::vector<Event>> events_of(Queries& queries, const FeedRow& row);

}  // namespace onward::events

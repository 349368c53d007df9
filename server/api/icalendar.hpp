// Tasks as an iCalendar stream (RFC 5545): text escaped, lines folded. Nothing of HTTP here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::api {

/// `event`: what calendar programs show of a feed. `todo`: for those that show tasks.
enum class CalendarItem : std::uint8_t { event, todo };

/// The tasks that are due. One that is due at the end of a day in the zone is that day's; the same
/// tasks give the same bytes.
std::string to_icalendar(const std::vector<TaskRow>& tasks, CalendarItem item,
                         std::string_view zone);

/// A value of type TEXT (section 3.3.11). Control characters are left out.
std::string calendar_text(std::string_view text);
/// A content line with its end, in pieces of at most 75 octets, never through the middle of a
/// character (section 3.1).
std::string folded_line(std::string_view line);

}  // namespace onward::api

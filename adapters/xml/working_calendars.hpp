// Working calendars, which both dialects write with the same attributes: `id`, `holidays`, and
// `days` and `hours` of each `open`.
#pragma once

#include <functional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "engine/base/working_time.hpp"

namespace onward::xml {

/// `opens`: the calendar's own elements of that name. `complain` hears what is wrong, and where.
WorkingCalendar read_calendar(
    pugi::xml_node calendar, const std::vector<pugi::xml_node>& opens,
    const std::function<void(std::string message, pugi::xml_node node)>& complain);

}  // namespace onward::xml

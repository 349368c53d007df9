// Working time that belongs to no process: the company's, and that of its teams and people.
// Configured, and the same for every definition.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/working_time.hpp"

namespace onward {

/// How definitions name them: the company's calendar, and that of whoever a task is for.
inline constexpr std::string_view company_calendar = "company";
inline constexpr std::string_view performer_calendar = "performer";

struct SharedCalendar {
  WorkingCalendar calendar;
  std::vector<std::string> users, groups;  ///< whom it is for
};

class SharedCalendars {
 public:
  /// The one with the id `company` is the company's; without it Monday to Friday are working days.
  explicit SharedCalendars(std::vector<SharedCalendar> all = {});

  [[nodiscard]] const WorkingCalendar& company() const { return company_; }
  /// Of the user; else of the first of the groups that has one; else the company's.
  [[nodiscard]] const WorkingCalendar& of_performer(std::string_view user,
                                                    std::span<const std::string> groups) const;

 private:
  std::vector<SharedCalendar> all_;
  WorkingCalendar company_;
};

}  // namespace onward

#include "server/api/icalendar.hpp"

#include <cstdio>

#include "engine/base/calendar.hpp"
#include "engine/base/zone.hpp"

namespace onward::api {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::size_t line_octets = 75;

/// Rounded down, also before 1970.
std::int64_t days_of(std::int64_t seconds) {
  return (seconds - (seconds < 0 ? day_seconds - 1 : 0)) / day_seconds;
}

std::string date_text(std::int64_t days) {
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  civil_from_days(days, year, month, day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d%02u%02u", static_cast<int>(year), month, day);
  return text;
}

/// "20261122T160000Z"
std::string utc_text(Instant at) {
  const std::int64_t seconds =
      (at.ms - (at.ms < 0 ? 999 : 0)) / 1'000;  // rounded down, also before 1970
  const std::int64_t days = days_of(seconds);
  const auto rest = static_cast<int>(seconds - days * day_seconds);
  char text[16];
  std::snprintf(text, sizeof text, "T%02d%02d%02dZ", rest / 3'600, rest / 60 % 60, rest % 60);
  return date_text(days) + text;
}

/// The day whose end this is in the zone, as days since 1970.
std::optional<std::int64_t> day_that_ends(Instant due, std::string_view zone) {
  const auto next = local_seconds(Instant{due.ms + 1}, zone);
  if (!next.ok() || next.value() % day_seconds != 0) return std::nullopt;
  return next.value() / day_seconds - 1;
}

class Stream {
 public:
  void line(std::string_view name, std::string_view value) {
    text_ += folded_line(std::string(name) + ":" + std::string(value));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void write_due(Stream& out, const TaskRow& task, CalendarItem item, std::string_view zone) {
  const std::string name = item == CalendarItem::event ? "DTSTART" : "DUE";
  const auto day = day_that_ends(*task.due, zone);
  if (!day) return out.line(name, utc_text(*task.due));
  out.line(name + ";VALUE=DATE", date_text(*day));
  if (item == CalendarItem::event) out.line("DTEND;VALUE=DATE", date_text(*day + 1));
}

/// 0 to 100, 100 the most important, as 9 to 1 (section 3.8.1.9).
int priority_of(const TaskRow& task) { return 9 - task.priority * 8 / 100; }

void write_task(Stream& out, const TaskRow& task, CalendarItem item, std::string_view zone) {
  const std::string_view component = item == CalendarItem::event ? "VEVENT" : "VTODO";
  out.line("BEGIN", component);
  out.line("UID", to_text(task.id) + "@onward");
  // When it was made: the time of asking would make every answer another one.
  out.line("DTSTAMP", utc_text(task.created));
  out.line("SEQUENCE", std::to_string(task.revision));
  write_due(out, task, item, zone);
  out.line("SUMMARY", calendar_text(task.name.empty() ? task.element : task.name));
  out.line("PRIORITY", std::to_string(priority_of(task)));
  out.line("CATEGORIES", calendar_text(task.definition));
  if (item == CalendarItem::event)
    out.line("TRANSP", "TRANSPARENT");  // nobody is busy because something is due
  else
    out.line("STATUS", "NEEDS-ACTION");
  out.line("END", component);
}

}  // namespace

std::string calendar_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      escaped += '\\';
      escaped += c;
    } else if (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F) {
      escaped += c;
    } else if (c == '\t') {
      escaped += ' ';
    }
  }
  return escaped;
}

std::string folded_line(std::string_view line) {
  std::string folded;
  std::size_t room = line_octets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    if (cut == 0) cut = room;  // no character is that long: these are no UTF-8
    folded.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = line_octets - 1;  // the blank counts
  }
  folded.append(line).append("\r\n");
  return folded;
}

std::string to_icalendar(const std::vector<TaskRow>& tasks, CalendarItem item,
                         std::string_view zone) {
  Stream out;
  out.line("BEGIN", "VCALENDAR");
  out.line("VERSION", "2.0");
  out.line("PRODID", "-//Onward//Tasks//EN");
  out.line("CALSCALE", "GREGORIAN");
  out.line("NAME", "Onward tasks");
  out.line("X-WR-CALNAME", "Onward tasks");
  out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
  for (const TaskRow& task : tasks)
    if (task.due) write_task(out, task, item, zone);
  out.line("END", "VCALENDAR");
  return out.take();
}

}  // namespace onward::api

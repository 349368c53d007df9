#include "server/events/event.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace onward::events {
namespace {

constexpr std::array topic_names = {std::pair{Topic::task, std::string_view("task")},
                                    std::pair{Topic::instance, std::string_view("instance")},
                                    std::pair{Topic::incident, std::string_view("incident")},
                                    std::pair{Topic::opportunity, std::string_view("opportunity")}};

}  // namespace

std::string to_text(Place place) {
  return id_to_text(place.position) + "-" + std::to_string(place.number);
}

std::optional<Place> place_from_text(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto position = id_from_text(text.substr(0, dash));
  const std::string_view digits = text.substr(dash + 1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!position || sequence_of(*position) != *position || error != std::errc{} ||
      end != digits.data() + digits.size())
    return std::nullopt;
  return Place{*position, number};
}

std::string_view to_string(Topic topic) {
  for (const auto& [known, name] : topic_names)
    if (known == topic) return name;
  return {};
}

std::optional<Topic> topic_from_text(std::string_view text) {
  for (const auto& [topic, name] : topic_names)
    if (name == text) return topic;
  return std::nullopt;
}

const std::vector<std::string_view>& types() {
  static const std::vector<std::string_view> all = {
      "incident.raised",     "incident.resolved",   "instance.cancelled",
      "instance.changed",    "instance.completed",  "instance.failed",
      "instance.resumed",    "instance.started",    "instance.suspended",
      "opportunity.changed", "opportunity.created", "opportunity.disqualified",
      "opportunity.lost",    "opportunity.opened",  "opportunity.stage-changed",
      "opportunity.won",     "task.assigned",       "task.cancelled",
      "task.changed",        "task.completed",      "task.failed",
      "task.opened",         "task.released",       "task.unassigned",
  };
  return all;
}

}  // namespace onward::events

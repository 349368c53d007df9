#include "server/escalation_settings.hpp"

#include "engine/base/iso8601.hpp"

namespace onward {
namespace {

Result<std::optional<Duration>> span_of(const std::string& key, const Value& value) {
  const Error wrong{ErrorCode::invalid,
                    "escalation." + key + ": a duration such as P1D or PT4H is expected, or off"};
  if (value.text() == nullptr) return wrong;
  if (*value.text() == "off") return std::optional<Duration>{};
  const auto span = duration_from_text(*value.text());
  if (!span.ok() || span->months != 0 || span->seconds < 0) return wrong;
  return std::optional<Duration>(Duration{span->seconds * 1'000});
}

}  // namespace

Result<sales::EscalationSettings> escalation_settings(const Context& table) {
  sales::EscalationSettings settings;
  for (const auto& [key, value] : table.entries()) {
    if (key == "overdue-after") {
      ONWARD_TRY(settings.overdue_after, span_of(key, value));
    } else if (key == "hung-after") {
      ONWARD_TRY(settings.hung_after, span_of(key, value));
    } else {
      return Error{ErrorCode::invalid,
                   "escalation." + key + ": expected overdue-after or hung-after"};
    }
  }
  return settings;
}

}  // namespace onward

// The texts of dates, durations, repeating intervals, numbers and ids: what is read can be printed,
// and reads as the same.
#include "engine/base/iso8601.hpp"

#include <algorithm>

#include "adapters/xml/texts.hpp"
#include "engine/base/check.hpp"
#include "engine/base/decimal.hpp"
#include "engine/base/ids.hpp"
#include "tests/fuzz/target.hpp"

namespace onward::fuzz {
namespace {

void check_duration(std::string_view text) {
  const auto span = duration_from_text(text);
  if (!span.ok()) return;
  const auto again = duration_from_text(to_text(*span));
  ONWARD_CHECK(again.ok() && *again == *span);
  (void)add(Instant{1'700'000'000'000}, *span, "Europe/Berlin").ok();
  (void)add(Instant{1'700'000'000'000}, *span, "UTC").ok();
}

void check_instant(std::string_view text) {
  (void)instant_in_zone(text, "Europe/Berlin").ok();
  const auto at = instant_from_text(text);
  if (!at.ok()) return;
  const auto again = instant_from_text(to_text(*at));
  ONWARD_CHECK(again.ok() && *again == *at);
}

void check_interval(std::string_view text) {
  const auto interval = repeating_interval_from_text(text, "America/New_York");
  if (!interval.ok()) return;
  (void)add(interval->start.value_or(Instant{0}), interval->every, "America/New_York").ok();
}

void check_number(std::string_view text) {
  const auto number = Decimal::from_text(text);
  if (!number) return;
  const auto again = Decimal::from_text(number->to_text());
  ONWARD_CHECK(again && *again == *number);
}

}  // namespace
}  // namespace onward::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = onward::fuzz::text_of(data, size);
  onward::fuzz::check_duration(text);
  onward::fuzz::check_instant(text);
  onward::fuzz::check_interval(text);
  onward::fuzz::check_number(text);
  (void)onward::id_from_text(text);
  (void)onward::local_ref_from_text(text);
  (void)onward::xml::is_cron(text);
  return 0;
}

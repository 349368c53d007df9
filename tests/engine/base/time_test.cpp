#include "engine/base/time.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace onward {
namespace {

std::int64_t read(std::string_view text) {
  const auto at = instant_from_text(text);
  EXPECT_TRUE(at.ok()) << text;
  return at.ok() ? at->ms : -1;
}

TEST(InstantText, IsUtcWithMillisecondsIn24Characters) {
  EXPECT_EQ(to_text(Instant{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_text(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(to_text(Instant{253'402'300'799'999}), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(to_text(Instant{-62'135'596'800'000}), "0001-01-01T00:00:00.000Z");
  EXPECT_EQ(to_text(Instant{253'402'300'800'000}), "+10000-01-01T00:00:00.000Z");
  EXPECT_EQ(to_text(Instant{std::numeric_limits<std::int64_t>::min()}),
            "-292275055-05-16T16:47:04.192Z");
}

TEST(InstantText, ReadsAnyOffset_RFC3339) {
  EXPECT_EQ(read("2026-11-22T08:00:00Z"), 1'795'334'400'000);
  EXPECT_EQ(read("2026-11-22T09:00:00+01:00"), 1'795'334'400'000);
  EXPECT_EQ(read("2026-11-21T20:30:00.000-11:30"), 1'795'334'400'000);
  EXPECT_EQ(read("1970-01-01t00:00:00.0019z"), 1);
  EXPECT_EQ(read("2024-02-29T00:00:00Z"), 1'709'164'800'000);
}

TEST(InstantText, RefusesWhatIsNoInstant) {
  for (const std::string_view text :
       {"", "2026-11-22", "2026-11-22T08:00:00", "2026-11-22T08:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:00:60Z",
        "2026-11-22T08:00:00.Z", "2026-11-22T08:00:00+24:00", "2026-11-22T08:00:00+0100",
        "2026-11-22T08:00:00Zx", "+2026-11-22T08:00:00Z", "9999-12-31T23:59:59-00:01",
        "0000-01-01T00:00:00+00:01"}) {
    const auto at = instant_from_text(text);
    ASSERT_FALSE(at.ok()) << text;
    EXPECT_EQ(at.error().code, ErrorCode::malformed);
  }
}

TEST(DurationText, CountsDaysDownToMilliseconds) {
  EXPECT_EQ(to_text(Duration{0}), "PT0S");
  EXPECT_EQ(to_text(Duration{93'600'000}), "P1DT2H");
  EXPECT_EQ(to_text(Duration{-3'000}), "-PT3S");
  EXPECT_EQ(to_text(Duration{61'050}), "PT1M1.05S");
  EXPECT_EQ(to_text(Duration{5}), "PT0.005S");
  EXPECT_EQ(to_text(Duration{86'400'000}), "P1D");
  EXPECT_EQ(to_text(Duration{std::numeric_limits<std::int64_t>::min()}),
            "-P106751991167DT7H12M55.808S");
}

}  // namespace
}  // namespace onward

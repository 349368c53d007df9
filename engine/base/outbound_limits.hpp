// Bounds of the feed and of what leaves the server (docs/adr/0009-the-feed.md), beside limits.hpp:
// nearly every file includes that, few need these.
#pragma once

#include <cstddef>
#include <cstdint>

namespace onward::limits {

inline constexpr std::size_t feed_page = 500;                 // rows read at once
inline constexpr std::size_t feed_rows_behind = 10'000;       // beyond it a client reads anew
inline constexpr std::size_t listeners = 1'000;               // streams of events at one time
inline constexpr std::size_t stream_bytes = 256U << 10U;      // unread by a listener: it is let go
inline constexpr std::int64_t stream_ms = 15LL * 60 * 1'000;  // then who listens is asked again
inline constexpr std::size_t webhooks = 100;                  // endpoints

}  // namespace onward::limits

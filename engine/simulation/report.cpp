#include "engine/simulation/report.hpp"

#include <algorithm>

#include "engine/base/percentile.hpp"

namespace onward::simulation {

Times times_of(std::vector<std::int64_t> spans_ms) {
  Times times;
  times.count = spans_ms.size();
  if (spans_ms.empty()) return times;
  std::sort(spans_ms.begin(), spans_ms.end());
  times.mean_ms = rounded_mean(spans_ms);
  times.p50_ms = percentile(spans_ms, 50);
  times.p80_ms = percentile(spans_ms, 80);
  times.p95_ms = percentile(spans_ms, 95);
  return times;
}

}  // namespace onward::simulation

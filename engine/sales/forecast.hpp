// The forecast: for every open opportunity the probability to be won, when it will close, and what
// it is worth by that; learned from those that were closed (forecast_chain.hpp).
#pragma once

#include <optional>
#include <string_view>

#include "engine/sales/forecast_chain.hpp"
#include "engine/sales/sheet.hpp"
#include "engine/service/report_queries.hpp"

namespace onward::sales {

struct Forecast {
  /// id, number, title, kind, responsible, node (of its newest task), winProbability, closeP50,
  /// closeP80 (by when half and four fifths of those that came so far had ended), amount,
  /// weightedAmount. Null: history does not tell.
  Sheet items;
  Sheet by_kind, by_responsible, by_month;  ///< month of closeP50; "" : unknown
  std::optional<Calibration> calibration;   ///< nothing: too few have been closed
};

/// Errors: too_large (over limits::report_rows open opportunities, or limits::counted_rows open
/// tasks), unavailable.
Result<Forecast> forecast(ReportQueries& queries, Instant now, std::string_view zone);

}  // namespace onward::sales

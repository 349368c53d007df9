// The monthly table of the sales department (seed 000, item 15): one row for each opportunity that
// something was done on. A month that is over never changes: the records are taken back to its end
// by their own history, so that nothing has to be kept beside it.
#pragma once

#include <string_view>

#include "engine/sales/sheet.hpp"
#include "engine/service/report_queries.hpp"

namespace onward::sales {

struct Month {
  std::string text;  ///< "2026-10"
  Instant from, to;  ///< its first moment in the zone, and the one after its last
};
/// Errors: malformed (not YYYY-MM, unknown zone).
Result<Month> month_from_text(std::string_view text, std::string_view zone);
/// The one before the month in which `now` lies. Errors: malformed (unknown zone).
Result<Month> month_before(Instant now, std::string_view zone);

/// Takes a change of the record back.
void take_back(Context& record, const OpportunityChange& change);

/// Columns: resources (who worked on it), referenceDate, customer, requirements, quotationDate,
/// quotationAmount, orderDate, orderAmount, status. In the order of creation; without drafts.
/// Errors: too_large (over limits::report_rows), unavailable.
Result<Sheet> mis(ReportQueries& queries, const Month& month, std::string_view zone);

}  // namespace onward::sales

// Reports on opportunities that are open: where they stand, and which of them nobody cares for.
#pragma once

#include "engine/sales/sheet.hpp"
#include "engine/service/report_queries.hpp"

namespace onward::sales {

// Errors of all: too_large (over limits::report_rows open opportunities), unavailable.
/// What they all walk over, in the order of creation.
Result<std::vector<OpenDeal>> all_open(ReportQueries& queries);

/// Columns: kind, stage, opportunities, amount (their sum; null when none
/// has one), withoutAmount.
Result<Sheet> funnel(ReportQueries& queries);

/// Opportunities that need care. Columns: id, number, title, customer, responsible, stage, touched,
/// daysQuiet, nextStep, nextStepDue, reasons: "quiet" (nothing happened for `quiet_days`),
/// "no-next-step", "next-step-overdue", "nobody-responsible", "not-logged-same-day" (an interaction
/// of these days). Quietest first.
Result<Sheet> stale(ReportQueries& queries, Instant now, std::int64_t quiet_days,
                    std::string_view zone);

}  // namespace onward::sales

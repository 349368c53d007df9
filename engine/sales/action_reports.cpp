// Actions that give a report to a process. A report is made when somebody looks at it: the process
// holds its address. A month that is over gives the same table for ever (mis.hpp).
#include "engine/sales/action_parts.hpp"
#include "engine/sales/mis.hpp"

namespace onward::sales {
namespace {

Value report_at(std::string_view name, std::string_view url, Context more) {
  Context report;
  report.set("name", Value(name));
  report.set("url", Value(url));
  for (const auto& [member, value] : more.entries()) report.set(member, value);
  return Value(std::move(report));
}

}  // namespace

Result<Value> mis_report_action(const ActionCall& call) {
  ONWARD_TRY(const std::string wanted, text_argument(call, "month"));
  const auto month = wanted.empty() ? month_before(call.unit.now(), call.unit.zone())
                                    : month_from_text(wanted, call.unit.zone());
  if (!month.ok()) return bad_argument("month", "a month such as \"2026-10\"");
  Context more;
  more.set("month", Value(month->text));
  return report_at("mis", "/api/v1/reports/mis?month=" + month->text, std::move(more));
}

Result<Value> data_quality_report_action(const ActionCall&) {
  return report_at("stale", "/api/v1/reports/stale", {});
}

}  // namespace onward::sales

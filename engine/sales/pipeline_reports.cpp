#include "engine/sales/pipeline_reports.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/calendar.hpp"
#include "engine/base/limits.hpp"
#include "engine/sales/days.hpp"
#include "engine/sales/fields.hpp"

namespace onward::sales {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Stage {
  std::int64_t opportunities = 0, without_amount = 0;
  std::optional<Decimal> amount;
};

/// Whether it was recorded on a later day than it was.
Result<bool> is_logged_late(const Record& interaction, std::string_view zone) {
  const Value* at = interaction.fields.find("at");
  const Value* recorded = interaction.fields.find("recordedAt");
  if (at == nullptr || recorded == nullptr || at->text() == nullptr || recorded->text() == nullptr)
    return false;
  ONWARD_TRY(const Instant was, instant_from_text(*at->text()));
  ONWARD_TRY(const Instant logged, instant_from_text(*recorded->text()));
  ONWARD_TRY(const std::int64_t day_was, day_number(was, zone));
  ONWARD_TRY(const std::int64_t day_logged, day_number(logged, zone));
  return day_logged > day_was;
}

/// Opportunities with an interaction since then that was not logged the same day.
Result<std::set<OpportunityId>> logged_late(ReportQueries& queries, Instant since,
                                            std::string_view zone) {
  ONWARD_TRY(const auto interactions, queries.interactions_since(since, limits::report_rows + 1));
  if (interactions.size() > limits::report_rows)
    return Error{ErrorCode::too_large, "more than " + std::to_string(limits::report_rows) +
                                           " interactions: no report holds them"};
  std::set<OpportunityId> late;
  for (const Record& each : interactions) {
    if (!each.opportunity) continue;
    ONWARD_TRY(const bool is_late, is_logged_late(each, zone));
    if (is_late) late.insert(each.opportunity);
  }
  return late;
}

List reasons_of(const OpenOpportunity& one, std::int64_t days_quiet, std::int64_t quiet_days,
                std::int64_t day) {
  List reasons;
  if (days_quiet >= quiet_days) reasons.emplace_back("quiet");
  if (read_field(one.record.fields, "nextStep").is_null()) reasons.emplace_back("no-next-step");
  const Value due = read_field(one.record.fields, "nextStepDue");
  if (const Date* date = due.date()) {
    const auto due_day = days_from_civil(date->year, date->month, date->day);
    if (due_day && *due_day < day) reasons.emplace_back("next-step-overdue");
  }
  if (one.record.responsible.empty()) reasons.emplace_back("nobody-responsible");
  return reasons;
}

Result<Done> check_size(std::size_t opportunities) {
  if (opportunities <= limits::report_rows) return Done{};
  return Error{ErrorCode::too_large, "more than " + std::to_string(limits::report_rows) +
                                         " open opportunities: no report holds them"};
}

}  // namespace

Result<std::vector<OpenDeal>> all_open(ReportQueries& queries) {
  ONWARD_TRY(auto open, queries.open_deals(limits::report_rows + 1));
  ONWARD_TRY_DONE(check_size(open.size()));
  return open;
}

Result<Sheet> funnel(ReportQueries& queries) {
  ONWARD_TRY(const auto open, all_open(queries));
  std::map<std::pair<std::string, std::string>, Stage> stages;
  for (const OpenDeal& one : open) {
    Stage& stage = stages[{one.kind, one.stage}];
    ++stage.opportunities;
    const Decimal* amount = one.amount.number();
    if (amount == nullptr)
      ++stage.without_amount;
    else
      stage.amount = stage.amount ? add(*stage.amount, *amount) : *amount;
  }
  Sheet sheet{"Funnel", {"kind", "stage", "opportunities", "amount", "withoutAmount"}, {}};
  for (const auto& [place, stage] : stages)
    sheet.rows.push_back({Value(place.first), Value(place.second), Value(stage.opportunities),
                          stage.amount ? Value(*stage.amount) : Value{},
                          Value(stage.without_amount)});
  return sheet;
}

Result<Sheet> stale(ReportQueries& queries, Instant now, std::int64_t quiet_days,
                    std::string_view zone) {
  ONWARD_TRY(auto open, queries.open_opportunities(limits::report_rows + 1));
  ONWARD_TRY_DONE(check_size(open.size()));
  ONWARD_TRY(const std::int64_t day, day_number(now, zone));
  ONWARD_TRY(const std::set<OpportunityId> late,
             logged_late(queries, Instant{now.ms - quiet_days * day_ms}, zone));
  std::stable_sort(open.begin(), open.end(),
                   [](const auto& a, const auto& b) { return a.touched < b.touched; });
  Sheet sheet{"Stale opportunities",
              {"id", "number", "title", "customer", "responsible", "stage", "touched", "daysQuiet",
               "nextStep", "nextStepDue", "reasons"},
              {}};
  for (const OpenOpportunity& one : open) {
    const std::int64_t days_quiet = (now - one.touched).ms / day_ms;
    List reasons = reasons_of(one, days_quiet, quiet_days, day);
    if (late.contains(one.record.id)) reasons.emplace_back("not-logged-same-day");
    if (reasons.empty()) continue;
    const Opportunity& record = one.record;
    const auto known = [](const std::string& text) { return text.empty() ? Value{} : Value(text); };
    sheet.rows.push_back({Value(to_text(record.id)), Value(record.number), Value(record.title),
                          known(record.customer_name), known(record.responsible),
                          Value(record.stage), Value(to_text(one.touched)), Value(days_quiet),
                          read_field(record.fields, "nextStep"),
                          read_field(record.fields, "nextStepDue"), Value(std::move(reasons))});
  }
  return sheet;
}

}  // namespace onward::sales

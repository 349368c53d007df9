#include "engine/sales/mis.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "engine/base/calendar.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/zone.hpp"
#include "engine/sales/days.hpp"
#include "engine/sales/fields.hpp"

namespace onward::sales {
namespace {

constexpr std::int64_t day_seconds = 86'400;

Result<Month> month_of(std::int64_t year, unsigned month, std::string_view zone) {
  const auto first = days_from_civil(year, month, 1);
  const auto next = first ? add_months(*first, 1) : std::nullopt;
  if (!first || !next) return Error{ErrorCode::malformed, "there is no such month", "month"};
  Month made;
  made.text = std::to_string(year);
  made.text.insert(0, 4 - std::min<std::size_t>(made.text.size(), 4), '0');
  made.text += (month < 10 ? "-0" : "-") + std::to_string(month);
  ONWARD_TRY(made.from, instant_of_local(*first * day_seconds, zone));
  ONWARD_TRY(made.to, instant_of_local(*next * day_seconds, zone));
  return made;
}

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// What was asked for: in words, else the items of the demand.
Value requirements_of(const Context& record) {
  for (const std::string_view name : {"requirements", "needs", "description"})
    if (Value said = read_field(record, name); said.text() != nullptr) return said;
  const Value demand = read_field(record, "demand");
  List items;
  if (demand.list() != nullptr)
    for (const Value& line : *demand.list())
      if (line.context() != nullptr) items.push_back(read_field(*line.context(), "item"));
  return items.empty() ? Value{} : Value(cell_text(Value(std::move(items))));
}

List resources_of(const Context& record, const std::set<std::string>& people) {
  List resources;
  for (const std::string& person : people) resources.emplace_back(person);
  if (resources.empty())
    if (Value responsible = read_field(record, "responsible"); responsible.text() != nullptr)
      resources.push_back(std::move(responsible));
  return resources;
}

}  // namespace

Result<Month> month_from_text(std::string_view text, std::string_view zone) {
  const bool shaped = text.size() == 7 && text[4] == '-';
  const auto year = shaped ? digits(text.substr(0, 4)) : std::nullopt;
  const auto month = shaped ? digits(text.substr(5, 2)) : std::nullopt;
  if (!year || !month || *month < 1 || *month > 12)
    return Error{ErrorCode::malformed, "expected a month such as 2026-10", "month"};
  return month_of(*year, *month, zone);
}

Result<Month> month_before(Instant now, std::string_view zone) {
  ONWARD_TRY(const Value today, day_of(now, zone));
  const Date& date = *today.date();
  return date.month == 1 ? month_of(date.year - 1, 12, zone)
                         : month_of(date.year, date.month - 1U, zone);
}

void take_back(Context& record, const OpportunityChange& change) {
  for (const auto& [name, value] : change.changes.entries()) {
    const Value* before = value.context() == nullptr ? nullptr : value.context()->find("before");
    if (before == nullptr || before->is_null())
      record.erase(name);
    else
      record.set(name, *before);
  }
}

Result<Sheet> mis(ReportQueries& queries, const Month& month, std::string_view zone) {
  ONWARD_TRY(const std::vector<Touch> touches,
             queries.touches(month.from, month.to, limits::report_rows + 1));
  if (touches.size() > limits::report_rows)
    return Error{ErrorCode::too_large,
                 "more than " + std::to_string(limits::report_rows) +
                     " opportunities and people in one month: no table holds them",
                 "month"};
  std::map<std::uint64_t, std::set<std::string>> people;
  for (const Touch& touch : touches) {
    auto& of_it = people[touch.opportunity.value];
    if (!touch.actor.empty() && touch.actor != "engine") of_it.insert(touch.actor);
  }
  std::vector<OpportunityId> ids;
  for (const auto& [id, unused] : people) ids.push_back(OpportunityId{id});
  ONWARD_TRY(std::vector<Opportunity> found, queries.opportunities_of(ids));
  ONWARD_TRY(const std::vector<OpportunityChange> later, queries.changes_since(ids, month.to));
  std::map<std::uint64_t, std::vector<const OpportunityChange*>> later_of;
  for (const OpportunityChange& change : later)
    later_of[change.opportunity.value].push_back(&change);
  std::sort(found.begin(), found.end(), [](const Opportunity& a, const Opportunity& b) {
    return std::pair(a.created, a.order) < std::pair(b.created, b.order);
  });

  Sheet sheet{"MIS " + month.text,
              {"resources", "referenceDate", "customer", "requirements", "quotationDate",
               "quotationAmount", "orderDate", "orderAmount", "status"},
              {}};
  for (const Opportunity& opportunity : found) {
    Context record = to_context(opportunity);
    for (const OpportunityChange* change : later_of[opportunity.id.value])
      take_back(record, *change);
    const Value status = read_field(record, "status");
    if (status == Value("draft")) continue;
    Value reference = read_field(record, "referenceDate");
    if (reference.is_null()) {
      ONWARD_TRY(reference, day_of(opportunity.created, zone));
    }
    sheet.rows.push_back({Value(resources_of(record, people[opportunity.id.value])),
                          std::move(reference), read_field(record, "customer.name"),
                          requirements_of(record), read_field(record, "quotation.date"),
                          read_field(record, "quotation.amount"), read_field(record, "order.date"),
                          read_field(record, "order.amount"), status});
  }
  return sheet;
}

}  // namespace onward::sales

#include "engine/sales/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/days.hpp"
#include "engine/sales/pipeline_reports.hpp"

namespace onward::sales {
namespace {

std::string node_of(const TaskStop& stop) { return stop.definition + "/" + stop.element; }

/// Of those that do not say when they were closed: from their changes.
Result<Done> find_closing_times(ReportQueries& queries, std::vector<ClosedDeal>& closed) {
  std::vector<OpportunityId> unknown;
  for (const ClosedDeal& one : closed)
    if (!one.closed) unknown.push_back(one.id);
  if (unknown.empty()) return Done{};
  ONWARD_TRY(const auto changes, queries.changes_since(unknown, Instant{INT64_MIN}));
  std::map<std::uint64_t, Instant> times;
  for (const OpportunityChange& change : changes)  // of each the newest first
    if (change.changes.find("status") != nullptr)
      times.emplace(change.opportunity.value, change.at);
  for (ClosedDeal& one : closed)
    if (const auto at = times.find(one.id.value); at != times.end()) one.closed = at->second;
  return Done{};
}

/// Ways of the newest closed opportunities, in order of their end.
Result<std::vector<Way>> closed_ways(ReportQueries& queries) {
  ONWARD_TRY(auto closed, queries.closed_deals(limits::learned_opportunities));
  ONWARD_TRY_DONE(find_closing_times(queries, closed));
  std::vector<InstanceId> instances;
  std::map<std::uint64_t, Way> ways;
  for (const ClosedDeal& one : closed) {
    instances.insert(instances.end(), one.instances.begin(), one.instances.end());
    if (!one.closed) continue;
    Way& way = ways[one.id.value];
    way.closed = *one.closed;
    way.won = one.won;
  }
  ONWARD_TRY(const auto stops, queries.stops_of(instances));
  for (const TaskStop& stop : stops) {
    const auto way = ways.find(stop.opportunity.value);
    if (way != ways.end() && stop.created <= way->second.closed)
      way->second.stops.push_back({node_of(stop), stop.created});
  }
  std::vector<Way> result;
  for (auto& [unused, way] : ways) {
    if (way.stops.empty()) continue;
    std::stable_sort(way.stops.begin(), way.stops.end(),
                     [](const Way::Stop& a, const Way::Stop& b) { return a.at < b.at; });
    result.push_back(std::move(way));
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Way& a, const Way& b) { return a.closed < b.closed; });
  return result;
}

/// A node that open opportunities stand at, and what history says of it.
struct KnownNode {
  std::string name;
  std::optional<double> chance;
};
using Nodes = std::map<std::pair<std::string, std::string>, KnownNode>;  ///< definition, element

struct Place {
  const KnownNode* node;
  Instant since;
};

/// Where each open opportunity stands: its newest open task, before others one that history knows.
Result<std::unordered_map<std::uint64_t, Place>> places(ReportQueries& queries,
                                                        const ForecastChain& chain, Nodes& nodes) {
  ONWARD_TRY(auto stops, queries.open_stops(limits::counted_rows + 1));
  if (stops.size() > limits::counted_rows)
    return Error{ErrorCode::too_large, "more than " + std::to_string(limits::counted_rows) +
                                           " open tasks: no forecast walks over them"};
  std::unordered_map<std::uint64_t, Place> found;
  found.reserve(stops.size());
  const auto rank = [](const Place& place) {
    return std::pair(place.node->chance.has_value(), place.since);
  };
  for (TaskStop& stop : stops) {
    std::string name = node_of(stop);
    const auto [node, is_new] =
        nodes.try_emplace({std::move(stop.definition), std::move(stop.element)});
    if (is_new) node->second = {name, chain.win_probability(name)};
    const Place place{&node->second, stop.created};
    const auto [at, is_first] = found.emplace(stop.opportunity.value, place);
    if (!is_first && rank(place) > rank(at->second)) at->second = place;
  }
  return found;
}

/// A share as a number with four digits behind the point.
Decimal share(double value) {
  const auto parts = static_cast<std::int64_t>(std::llround(value * 10'000));
  return multiply(Decimal(parts), *Decimal::from_text("0.0001")).value_or(Decimal());
}

void gather(Decimal& sum, const Value& more) {
  if (more.number() != nullptr) sum = add(sum, *more.number()).value_or(sum);
}

/// Sums by one of the columns.
class Sums {
 public:
  explicit Sums(std::string name) : name_(std::move(name)) {}

  void add(const std::string& key, const Value& amount, const Value& weighted) {
    Sum& sum = sums_[key];
    ++sum.opportunities;
    gather(sum.amount, amount);
    gather(sum.weighted, weighted);
  }
  [[nodiscard]] Sheet sheet() const {
    Sheet made{"Forecast by " + name_, {name_, "opportunities", "amount", "weightedAmount"}, {}};
    for (const auto& [key, sum] : sums_)
      made.rows.push_back({key.empty() ? Value{} : Value(key), Value(sum.opportunities),
                           Value(sum.amount), Value(sum.weighted)});
    return made;
  }

 private:
  struct Sum {
    std::int64_t opportunities = 0;
    Decimal amount{}, weighted{};
  };
  std::string name_;
  std::map<std::string, Sum> sums_;
};

class Maker {
 public:
  Maker(const ForecastChain& chain, Instant now, std::string_view zone)
      : chain_(chain), now_(now), zone_(zone) {}

  void reserve(std::size_t opportunities) { items_.rows.reserve(opportunities); }
  Result<Done> add(OpenDeal one, const Place* place) {
    Value probability;
    Value weighted;
    Value p50;
    Value p80;
    if (place != nullptr && place->node->chance) {
      const Decimal rounded = share(*place->node->chance);
      probability = Value(rounded);
      if (one.amount.number() != nullptr)
        if (const auto worth = multiply(*one.amount.number(), rounded)) weighted = Value(*worth);
      ONWARD_TRY(p50, day_by(*place, 0.5));
      ONWARD_TRY(p80, day_by(*place, 0.8));
    }
    kinds_.add(one.kind, one.amount, weighted);
    people_.add(one.responsible, one.amount, weighted);
    months_.add(month_of(p50), one.amount, weighted);
    auto& row = items_.rows.emplace_back();
    row.reserve(items_.columns.size());
    row.emplace_back(to_text(one.id));
    row.emplace_back(std::move(one.number));
    row.emplace_back(std::move(one.title));
    row.emplace_back(std::move(one.kind));
    row.push_back(one.responsible.empty() ? Value{} : Value(std::move(one.responsible)));
    row.push_back(place == nullptr ? Value{} : Value(place->node->name));
    for (Value* value : {&probability, &p50, &p80, &one.amount, &weighted})
      row.push_back(std::move(*value));
    return Done{};
  }
  Forecast take() {
    return {std::move(items_), kinds_.sheet(), people_.sheet(), months_.sheet(), {}};
  }

 private:
  /// "2026-11"; empty: nobody knows.
  static std::string month_of(const Value& day) {
    return day.is_null() ? std::string{} : cell_text(day).substr(0, 7);
  }
  Result<Value> day_by(const Place& place, double quantile) const {
    const auto left = chain_.remaining(place.node->name, now_ - place.since, quantile);
    return left ? day_of(now_ + *left, zone_) : Result<Value>(Value{});
  }

  const ForecastChain& chain_;
  Instant now_;
  std::string_view zone_;
  Sums kinds_{"kind"}, people_{"responsible"}, months_{"month"};
  Sheet items_{"Forecast",
               {"id", "number", "title", "kind", "responsible", "node", "winProbability",
                "closeP50", "closeP80", "amount", "weightedAmount"},
               {}};
};

}  // namespace

Result<Forecast> forecast(ReportQueries& queries, Instant now, std::string_view zone) {
  ONWARD_TRY(const std::vector<Way> ways, closed_ways(queries));
  const ForecastChain chain = ForecastChain::learn(ways);
  ONWARD_TRY(auto open, all_open(queries));
  Nodes nodes;
  ONWARD_TRY(const auto where, places(queries, chain, nodes));
  Maker maker(chain, now, zone);
  maker.reserve(open.size());
  for (OpenDeal& one : open) {
    const auto place = where.find(one.id.value);
    ONWARD_TRY_DONE(maker.add(std::move(one), place == where.end() ? nullptr : &place->second));
  }
  Forecast made = maker.take();
  made.calibration = calibrate(ways);
  return made;
}

}  // namespace onward::sales

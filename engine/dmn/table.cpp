#include "engine/dmn/table.hpp"

#include <algorithm>
#include <utility>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::dmn {
namespace {

bool is_true(const Value& value) { return value.boolean() != nullptr && *value.boolean(); }

bool is_single_hit(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::unique:
    case HitPolicy::first:
    case HitPolicy::priority:
    case HitPolicy::any: return true;
    case HitPolicy::collect:
    case HitPolicy::rule_order:
    case HitPolicy::output_order: return false;
  }
  return true;
}

}  // namespace

// Clause 8.3: all rules are looked at, except for FIRST, which stops at its hit.
Value Table::evaluate(feel::Evaluator& evaluator, const feel::Frame* frame) const {
  const auto values = input_values(evaluator, frame);
  if (!values) return {};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!evaluator.step()) return {};
    if (!matches(evaluator, frame, rules[i], *values)) continue;
    if (evaluator.listener() != nullptr)
      evaluator.listener()->rule_matched(decision_id, rules[i].id, i);
    rows.push_back(results_of(evaluator, frame, rules[i]));
    if (hit_policy == HitPolicy::first) break;
  }
  if (evaluator.stopped()) return {};
  if (rows.empty()) return without_match(evaluator, frame);
  return is_single_hit(hit_policy) ? one_of(evaluator, frame, rows)
                                   : many_of(evaluator, frame, rows);
}

// Clause 8.3.2: a value outside of the input values is an error of the caller.
std::optional<Table::Row> Table::input_values(feel::Evaluator& evaluator,
                                              const feel::Frame* frame) const {
  Row values;
  values.reserve(inputs.size());
  for (const Input& input : inputs) {
    Value value = evaluator.evaluate(*input.expression, frame);
    if (input.type) {
      auto converted = feel::convert(value, *input.type);
      if (!converted) {
        evaluator.problem("the input \"" + input.label + "\" does not have its declared type");
        return std::nullopt;
      }
      value = std::move(*converted);
    }
    const feel::Frame inner = feel::Frame::of(frame, "?", value);
    if (input.allowed && !value.is_null() && !is_true(evaluator.evaluate(*input.allowed, &inner))) {
      evaluator.problem("the input \"" + input.label + "\" is none of its allowed values");
      return std::nullopt;
    }
    values.push_back(std::move(value));
  }
  return values;
}

bool Table::matches(feel::Evaluator& evaluator, const feel::Frame* frame, const Rule& rule,
                    const Row& values) const {
  for (std::size_t i = 0; i < rule.conditions.size(); ++i) {
    if (!rule.conditions[i]) continue;  // "-"
    const feel::Frame inner = feel::Frame::of(frame, "?", values[i]);
    if (!is_true(evaluator.evaluate(*rule.conditions[i], &inner))) return false;
  }
  return true;
}

Table::Row Table::results_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                             const Rule& rule) const {
  Row row;
  row.reserve(outputs.size());
  for (std::size_t i = 0; i < rule.results.size(); ++i) {
    Value value = evaluator.evaluate(*rule.results[i], frame);
    const auto converted =
        outputs[i].type ? feel::convert(value, *outputs[i].type) : std::optional<Value>(value);
    if (!converted) evaluator.problem("an output entry does not have the type of its column");
    row.push_back(converted ? *converted : Value());
  }
  return row;
}

// Clause 8.3.1: one output gives its value, several a context.
Value Table::row_value(const Row& row) const {
  if (outputs.size() == 1) return row.front();
  Context result;
  for (std::size_t i = 0; i < outputs.size(); ++i) result.set(outputs[i].name, row[i]);
  return Value(std::move(result));
}

// Clause 8.3.4: the default outputs; without them no hit is null, an empty list or a count of 0.
Value Table::without_match(feel::Evaluator& evaluator, const feel::Frame* frame) const {
  const bool has_default = std::any_of(outputs.begin(), outputs.end(), [](const Output& output) {
    return output.fallback != nullptr;
  });
  if (has_default) {
    Row row;
    for (const Output& output : outputs)
      row.push_back(output.fallback ? evaluator.evaluate(*output.fallback, frame) : Value());
    return row_value(row);
  }
  if (hit_policy == HitPolicy::collect && aggregation == Aggregation::none) return Value(List{});
  if (hit_policy == HitPolicy::collect && aggregation == Aggregation::count) return Value(0);
  return {};
}

Value Table::one_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                    const std::vector<Row>& rows) const {
  if (hit_policy == HitPolicy::unique && rows.size() > 1) {
    evaluator.problem("hit policy UNIQUE: " + std::to_string(rows.size()) + " rules match");
    return {};
  }
  if (hit_policy == HitPolicy::any) {
    for (const Row& row : rows) {
      if (!feel::same(row_value(row), row_value(rows.front()))) {
        evaluator.problem("hit policy ANY: rules with different outputs match");
        return {};
      }
    }
  }
  if (hit_policy == HitPolicy::priority)
    return row_value(by_priority(evaluator, frame, rows).front());
  return row_value(rows.front());
}

Value Table::many_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                     const std::vector<Row>& rows) const {
  if (hit_policy == HitPolicy::collect && aggregation != Aggregation::none)
    return aggregate(evaluator, rows);
  List list;
  if (!evaluator.fits_list(rows.size())) return {};
  for (const Row& row :
       hit_policy == HitPolicy::output_order ? by_priority(evaluator, frame, rows) : rows)
    list.push_back(row_value(row));
  return Value(std::move(list));
}

// Clause 8.3.3: priority is the place in the list of output values, compared output by output.
std::vector<Table::Row> Table::by_priority(feel::Evaluator& evaluator, const feel::Frame* frame,
                                           std::vector<Row> rows) const {
  std::vector<std::pair<std::vector<std::size_t>, Row>> ranked;
  for (Row& row : rows) {
    std::vector<std::size_t> rank;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const std::size_t count = outputs[i].allowed ? outputs[i].allowed->children.size() : 0;
      std::size_t place = 0;
      while (place < count &&
             !is_true(evaluator.passes(row[i], *outputs[i].allowed->children[place], frame)))
        ++place;
      rank.push_back(place);
    }
    ranked.emplace_back(std::move(rank), std::move(row));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Row> sorted;
  sorted.reserve(ranked.size());
  for (auto& entry : ranked) sorted.push_back(std::move(entry.second));
  return sorted;
}

// Clause 8.3.5: C+ C< C> C#; with several outputs each column on its own.
Value Table::aggregate(feel::Evaluator& evaluator, const std::vector<Row>& rows) const {
  if (aggregation == Aggregation::count) return Value(static_cast<std::int64_t>(rows.size()));
  const char* name = aggregation == Aggregation::sum   ? "sum"
                     : aggregation == Aggregation::min ? "min"
                                                       : "max";
  Row totals;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    List column;
    for (const Row& row : rows) column.push_back(row[i]);
    const std::vector<Value> arguments = {Value(std::move(column))};
    totals.push_back(feel::call_builtin(evaluator, *feel::find_builtin(name), arguments, {}));
  }
  return row_value(totals);
}

}  // namespace onward::dmn

#include "engine/simulation/made_up.hpp"

#include <cmath>

#include "engine/simulation/knowledge.hpp"

namespace onward::simulation {
namespace {

constexpr Duration a_week{7LL * 86'400 * 1'000};

/// A whole number between the bounds when there is one; else the lower bound itself or what lies
/// half-way.
Value made_up_number(const model::FormField& field, Random& random) {
  const double low = field.min ? std::floor(field.min->to_double()) + 1 : 1;
  const double least = field.min && !field.exclusive_min && field.min->is_integer() ? low - 1 : low;
  const double most = field.max ? std::floor(field.max->to_double()) : least + 99;
  if (most < least) return field.max ? Value(*field.max) : Value(*field.min);
  const auto count = static_cast<std::size_t>(std::min(most - least + 1, 1e9));
  return Value(static_cast<std::int64_t>(least) + static_cast<std::int64_t>(random.below(count)));
}

/// Lists hold no lists, so the depth is two.
Value made_up(const model::FormField& field, Random& random, Instant now) {
  switch (field.type) {
    case model::FieldType::boolean: return Value(random.happens(0.5));
    case model::FieldType::enumeration:
      if (field.options.empty()) return {};
      return Value(field.options[random.below(field.options.size())].value);
    case model::FieldType::number: return made_up_number(field, random);
    case model::FieldType::date: return Value(to_text(now + a_week).substr(0, 10));
    case model::FieldType::date_time: return Value(to_text(now + a_week));
    case model::FieldType::list: {
      Context row;
      for (const model::FormField& column : field.fields)
        row.set(column.id, made_up(column, random, now));
      return Value(List{Value(std::move(row))});
    }
    case model::FieldType::string:
    case model::FieldType::text: break;
  }
  return Value("simulated");
}

}  // namespace

Context made_up_form(const std::vector<model::FormField>& form, Random& random, Instant now) {
  Context values;
  for (const model::FormField& field : form)
    if (is_drawn(field) || field.default_value.empty())
      values.set(field.id, made_up(field, random, now));
  return values;
}

bool make_up_required(const std::vector<model::FormField>& form, const Error& refusal,
                      Random& random, Instant now, Context& values) {
  bool any = false;
  for (const ErrorDetail& detail : refusal.details)
    for (const model::FormField& field : form) {
      if (detail.code != "required" || detail.pointer != "/variables/" + field.id) continue;
      values.set(field.id, made_up(field, random, now));
      any = true;
    }
  return any;
}

}  // namespace onward::simulation

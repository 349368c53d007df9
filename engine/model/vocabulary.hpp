// The closed lists of docs/dialects.md that both dialects share: types of fields, fields of the
// opportunity that a form may keep, built-in actions with their arguments, connectors.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/draft.hpp"

namespace onward::model {

inline constexpr std::string_view field_type_names =
    "string, text, boolean, number, date, dateTime, enum or list";
/// The type of this name; nullopt when there is none.
std::optional<FieldType> field_type_of(std::string_view name);

/// Whether `keep` and the action opportunity.set may name this field.
bool is_kept_field(std::string_view name);

/// Holds the forms, actions and connectors of a process against the lists. Problems: keep-unknown,
/// action-unknown, argument-unknown, argument-missing; connector-unknown (a warning: a server's
/// configuration may have it; not executable for the actions that are not made yet).
std::vector<Problem> check_vocabulary(const DraftProcess& process);

}  // namespace onward::model

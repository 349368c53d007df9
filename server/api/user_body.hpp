// A person as PUT /users/{id} and the configuration describe them.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/service/records.hpp"
#include "engine/value/value.hpp"

namespace onward::api {

/// `{name, roles, groups, deputy?, absentFrom?, absentTo?}`. Errors: invalid.
Result<User> user_from_body(std::string_view id, const Context& body);

}  // namespace onward::api

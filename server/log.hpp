// The log: one line per event as key=value, to standard error. Never holds variables, bodies,
// tokens or passwords.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"

namespace onward {

/// "debug" (one line per command), "info", "warn", "error". Errors: invalid.
Result<Done> set_up_log(std::string_view level);
void log_debug(std::string_view line);
void log_info(std::string_view line);
void log_warn(std::string_view line);   ///< an operator may act
void log_error(std::string_view line);  ///< somebody must act
[[nodiscard]] bool logs_debug();

}  // namespace onward

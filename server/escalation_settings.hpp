// [escalation] of the configuration file: when coordinators are told of tasks.
#pragma once

#include "engine/sales/escalations.hpp"

namespace onward {

/// `overdue-after` and `hung-after`: ISO durations without months, or "off". What is not said stays
/// as it is by default. Errors: invalid (names the key).
Result<sales::EscalationSettings> escalation_settings(const Context& table);

}  // namespace onward

// Messages: who gets one (bpmn.md decision 5). Matched by name and correlation key, business key,
// instance or variables; a message start fires when no open instance waits for it; what nobody
// waits for may be kept for a while.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/execution/effect.hpp"
#include "engine/service/unit.hpp"

namespace onward {

struct MessageQuery {
  std::string name;
  std::optional<std::string> key;  ///< FEEL text
  std::optional<std::string> business_key;
  std::optional<InstanceId> instance;
  Context correlation;  ///< variable -> value that the receiver must have
};

/// Where a message goes: `wait` of an instance that waits, or a start event.
struct MessageTarget {
  InstanceId instance;
  LocalId wait;
  std::string element;
  bool start = false;
  DefinitionRef definition;  ///< of a start
};

/// Errors: ambiguous (several candidates), no_catcher, unavailable.
Result<MessageTarget> correlate(Unit& unit, const MessageQuery& query);

/// A message that a process threw: an outbox row for its receiver, or nothing when nobody waits
/// (its time to live is PT0S).
Result<Done> send_message(Unit& unit, const SendMessage& message);

}  // namespace onward

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
  DefinitionRef definition;   ///< of a start
  std::uint32_t trigger = 0;  ///< of a start: which of the element's event definitions
};

/// Errors: ambiguous (several candidates), no_catcher, unavailable.
Result<MessageTarget> correlate(Unit& unit, const MessageQuery& query);

/// Whether more than one would get what this instance, as it is now, throws.
bool several_receive(Unit& unit, const Instance& thrower, const std::string& name,
                     const std::optional<std::string>& key);

/// The name under which a suspended instance's signals are kept among the messages until it is
/// resumed: no message is called so, because XML knows no such character.
std::string signals_for(const LocalRef& wait);

/// A message that a process threw: an outbox row for its receiver, or nothing when nobody waits
/// (its time to live is PT0S). Exactly one was there when it was thrown, or none; of several by now
/// the one that waits the longest gets it.
Result<Done> send_message(Unit& unit, const SendMessage& message);

}  // namespace onward

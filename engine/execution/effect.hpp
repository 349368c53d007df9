// What a command wants to happen outside its instance. The unit of work carries it out: at once in
// the same transaction when it stays in the shard, else through the outbox.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/execution/command.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// Start or steer another instance of the same shard (called instance, its caller).
struct CommandInstance {
  InstanceId instance;
  Action action;
};
/// A message was thrown: correlate it (bpmn.md decision 5).
struct SendMessage {
  std::string name;
  std::string key;  ///< FEEL text of the correlation key
  bool has_key = false;
  Context variables;
  Instant until{};         ///< when nobody waits for it, it is kept until then
  std::uint64_t kept = 0;  ///< it was kept under this id, and looks for a receiver once more
};
/// A signal was thrown: deliver it to everyone who waits now, and start what starts with it.
struct BroadcastSignal {
  std::string name;
  Context variables;
  OpportunityId opportunity;  ///< of the thrower: started instances may run for it
};
/// A step names the stage that the opportunity is in from then on.
struct SetStage {
  OpportunityId opportunity;
  std::string stage;
};
/// Form values kept on the opportunity: dotted field name -> value.
struct KeepFields {
  OpportunityId opportunity;
  Context fields;
};
/// A start event with onward:opportunity="create": register an opportunity with this id for this
/// instance.
struct RegisterOpportunity {
  OpportunityId opportunity;
  Context inputs;  ///< kind, title, customer ...
};

using Effect = std::variant<CommandInstance, SendMessage, BroadcastSignal, SetStage, KeepFields,
                            RegisterOpportunity>;

}  // namespace onward

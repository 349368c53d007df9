// How scopes and instances come to their end: by themselves when nothing is left in them, or
// cancelled with all they hold.
#pragma once

#include <string>

#include "engine/execution/step.hpp"

namespace onward {

/// Cancels every token, inner scope and event sub-process wait of a scope; the scope itself stays
/// open.
void cancel_content(Step& step, LocalId scope);

/// Completes each scope that holds no token any more (BPMN 2.0.2 clauses 13.3.4 and 13.5.6); true
/// when one was completed.
bool complete_scopes(Step& step);

/// Ends the instance: everything inside is cancelled, the caller hears of it.
void end_instance(Step& step, InstanceState state, const std::string& reason,
                  const ChildEnded* error = nullptr);

}  // namespace onward

#include "engine/base/error.hpp"

namespace onward {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed: return "malformed";
    case ErrorCode::unknown_parameter: return "unknown-parameter";
    case ErrorCode::invalid_cursor: return "invalid-cursor";
    case ErrorCode::unauthenticated: return "unauthenticated";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::not_found: return "not-found";
    case ErrorCode::no_catcher: return "no-catcher";
    case ErrorCode::method_not_allowed: return "method-not-allowed";
    case ErrorCode::wrong_state: return "wrong-state";
    case ErrorCode::already_completed: return "already-completed";
    case ErrorCode::already_claimed: return "already-claimed";
    case ErrorCode::not_executable: return "not-executable";
    case ErrorCode::business_key_taken: return "business-key-taken";
    case ErrorCode::ambiguous: return "ambiguous";
    case ErrorCode::clock_backwards: return "clock-backwards";
    case ErrorCode::open_subtasks: return "open-subtasks";
    case ErrorCode::do_not_contact: return "do-not-contact";
    case ErrorCode::in_progress: return "in-progress";
    case ErrorCode::stale: return "stale";
    case ErrorCode::too_large: return "too-large";
    case ErrorCode::unsupported_media_type: return "unsupported-media-type";
    case ErrorCode::invalid: return "invalid";
    case ErrorCode::invalid_definition: return "invalid-definition";
    case ErrorCode::invalid_expression: return "invalid-expression";
    case ErrorCode::key_reused: return "key-reused";
    case ErrorCode::too_many_requests: return "too-many-requests";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::outcome_unknown: return "outcome-unknown";
    case ErrorCode::overloaded: return "overloaded";
    case ErrorCode::internal: return "internal";
  }
  return "internal";
}

}  // namespace onward

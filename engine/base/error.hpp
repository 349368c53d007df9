// What can be refused, and how it is said. The list of codes is closed: each has one sentence here,
// one kebab-case name for the outside world and at least one test that provokes it. Not here:
// incidents (a process that is stuck: instance/fact.hpp) and bugs (check.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onward {

enum class ErrorCode {
  malformed,               ///< the request or document cannot be read at all (syntax, encoding)
  unknown_parameter,       ///< a query parameter or flag that does not exist
  invalid_cursor,          ///< a page cursor that we did not hand out
  unauthenticated,         ///< no acting user, or a token that is wrong, revoked or expired
  forbidden,               ///< the acting user may not do this
  not_found,               ///< no such thing, or the caller may not see it
  no_catcher,              ///< nobody waits for this message and it is not kept
  method_not_allowed,      ///< the path exists, the method does not
  wrong_state,             ///< the thing is not in a state that allows this
  already_completed,       ///< the task or job was closed before
  already_claimed,         ///< somebody else holds the task or the job
  not_executable,          ///< the definition is valid but cannot run here (bpmn.md decision 17)
  business_key_taken,      ///< another open instance of the definition holds this business key
  ambiguous,               ///< more than one candidate, and the request does not say which
  clock_backwards,         ///< the manual clock never goes back
  open_subtasks,           ///< parts of the task are open; details name each
  do_not_contact,          ///< the task contacts a customer who does not want to be contacted
  in_progress,             ///< the same idempotency key is being worked on right now
  stale,                   ///< If-Match does not name the current revision
  too_large,               ///< a body, value or list over its limit (base/limits.hpp)
  unsupported_media_type,  ///< a content type that the operation does not read
  invalid,                 ///< well-formed, but breaks a rule; details name each place
  invalid_definition,      ///< a definition breaks a rule of deployment; details name each place
  invalid_expression,  ///< an expression does not compile, or gives an error; where = line:column
  key_reused,          ///< an idempotency key was used with another body
  too_many_requests,   ///< a rate or quota is used up
  conflict,         ///< the stored version moved on: load again and retry (never reaches a caller)
  unavailable,      ///< the database or a needed part is away
  outcome_unknown,  ///< the connection broke during commit and the outcome could not be read back
  overloaded,       ///< a bounded queue is full
  internal,         ///< a library or the system failed in a way nobody foresaw
};

/// The stable kebab-case name, e.g. "already-completed".
std::string_view to_string(ErrorCode code);

/// One place that is wrong inside a request: a JSON pointer, a kebab-case code, a sentence.
struct ErrorDetail {
  std::string pointer;
  std::string code;
  std::string detail;
  friend bool operator==(const ErrorDetail&, const ErrorDetail&) = default;
};

/// A rejection or fault. `message` says what was expected, what was found and where, in an
/// administrator's words; it never carries a secret or a whole document. `where` is
/// machine-readable ("line:column", a field, an id) or empty.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message{};
  std::string where{};
  std::vector<ErrorDetail> details{};
  friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace onward

// Who catches an error or an escalation: by its code, else a catch-all (bpmn.md decision 9), among
// the boundary events of an activity or the event sub-processes of a scope.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/execution/step.hpp"

namespace onward {

struct Catcher {
  model::ElementIndex element = model::none;
  const model::EventDefinition* event = nullptr;
};

/// The first that catches the code, else the first catch-all.
std::optional<Catcher> catcher_among(const Step& step,
                                     const std::vector<model::ElementIndex>& candidates,
                                     model::EventKind kind, const std::string& code);

/// On the boundary of the token's activity. The boundary events of a repeated activity hang on the
/// activity as a whole: an instance of it has none.
std::optional<Catcher> catcher_at_boundary(const Step& step, LocalId token, model::EventKind kind,
                                           const std::string& code);

/// Where a search goes on outside of a token's activity: scopes from the inside out, then the token
/// whose activity the outermost of them is. What an event sub-process throws it does not catch
/// itself, and once it has replaced its scope (interrupting) neither do the others beside it.
class ScopesAround {
 public:
  ScopesAround(const Step& step, LocalId token);
  /// The start event in this scope or the next ones that catches; the scope is `scope()` then.
  std::optional<Catcher> next_catcher(model::EventKind kind, const std::string& code);
  [[nodiscard]] LocalId scope() const { return scope_; }
  /// The token whose activity opened the scopes that were looked at; none: the top was reached.
  [[nodiscard]] LocalId owner() const { return owner_; }

 private:
  void leave(const Scope& scope);

  const Step& step_;
  LocalId next_, scope_, owner_;
  std::string passed_;    ///< the event sub-process that the search came out of
  bool handled_ = false;  ///< that one interrupts
};

}  // namespace onward

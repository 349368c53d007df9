// Where the tokens of the running command are, counted: what joins and the completion of scopes
// ask, so that they need not walk all tokens each time. Follows the facts; holds nothing that the
// instance does not say.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/instance/fact.hpp"
#include "engine/model/definition.hpp"

namespace onward {

class Places {
 public:
  using Parked = std::map<std::string, std::set<LocalId>>;  ///< by the flow that they came by

  /// One scope.
  struct Room {
    std::size_t held = 0;  ///< tokens, and inner scopes that no token owns
    std::map<model::ElementIndex, std::size_t> moving;  ///< tokens that are not parked
    std::map<model::ElementIndex, Parked> parked;
    std::map<model::ElementIndex, Parked> spent;  ///< of complex gateways that wait for reset
  };

  Places(const model::Definition& definition, const Instance& instance);
  /// Before `fact` is applied to `instance`.
  void note(const Instance& instance, const Fact& fact);

  /// nullptr: the scope holds nothing and never did.
  [[nodiscard]] const Room* room(LocalId scope) const;
  /// The first token parked at the element that came by this flow; none: there is none.
  [[nodiscard]] LocalId first_parked(LocalId scope, model::ElementIndex element,
                                     const std::string& flow) const;
  /// The first token of each flow that is parked at the element.
  [[nodiscard]] std::vector<LocalId> first_parked(LocalId scope, model::ElementIndex element) const;
  [[nodiscard]] std::size_t count_parked(LocalId scope, model::ElementIndex element,
                                         const std::string& flow) const;
  [[nodiscard]] bool has_spent(LocalId scope, model::ElementIndex element) const;
  [[nodiscard]] std::vector<LocalId> spent(LocalId scope, model::ElementIndex element) const;
  /// Every token parked at the element, by flow and age.
  [[nodiscard]] std::vector<LocalId> all_parked(LocalId scope, model::ElementIndex element) const;
  [[nodiscard]] bool holds_nothing(LocalId scope) const;

  /// The innermost scope that may have become empty, once; innermost: it has the highest id.
  [[nodiscard]] std::optional<LocalId> take_emptied();
  /// Scopes in which a token came, went or was parked since the last call.
  [[nodiscard]] std::set<LocalId> take_changed() { return std::exchange(changed_, {}); }

 private:
  void arrive(LocalId scope, model::ElementIndex element, const Token& token);
  void depart(const Token& token);
  void hold_less(LocalId scope);

  const model::Definition& definition_;
  std::map<LocalId, Room> rooms_;
  std::set<LocalId> emptied_, changed_;
};

}  // namespace onward

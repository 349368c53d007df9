// What an open ad-hoc sub-process offers, and to whom: for those who only look.
#pragma once

#include <string>
#include <vector>

#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"

namespace onward {

/// Whether no more may be started: its completion condition held.
bool is_closing(const MultiInstanceState& progress);

/// What may be started now in the ad-hoc sub-process at which the token waits; empty at any other
/// element.
std::vector<const model::Element*> offered_in_ad_hoc(const model::Definition& definition,
                                                     const Instance& instance, const Token& token);

/// Whom the model offers an activity to before it is started: the performers that a user task names
/// without looking at variables, else its lane. All empty: everybody, also where only an expression
/// will tell.
struct OfferedTo {
  std::vector<std::string> groups, users;
  bool responsible = false;  ///< and the person who is responsible for the opportunity
};
OfferedTo offered_to(const model::Definition& definition, const model::Element& activity);

}  // namespace onward

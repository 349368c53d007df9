// The action that leaves a customer alone.
#include "engine/sales/action_parts.hpp"
#include "engine/sales/do_not_contact.hpp"

namespace onward::sales {

/// True when it was marked now; false when there is nobody to mark, or the mark stood before.
Result<Value> do_not_contact_action(const ActionCall& call) {
  ONWARD_TRY(std::string reason, text_argument(call, "reason"));
  if (reason.empty()) reason = "the customer does not wish to be contacted";
  ONWARD_TRY(const auto opportunity, opportunity_of(call));
  if (opportunity == nullptr || opportunity->customer == 0) return Value(false);
  ONWARD_TRY(const bool marked,
             mark_do_not_contact(call.unit, opportunity->customer, reason, "engine"));
  return Value(marked);
}

}  // namespace onward::sales

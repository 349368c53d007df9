#include "engine/sales/do_not_contact.hpp"

#include <utility>

#include "engine/base/limits.hpp"
#include "engine/execution/commands/task_access.hpp"

namespace onward::sales {
namespace {

enum class Mark : std::uint8_t { set, lifted };

/// Writes the mark and one line about it; the oldest lines go.
void change(Record& customer, Mark mark, const std::string& reason, const Stamp& stamp) {
  Context line;
  line.set("at", Value(to_text(stamp.at)));
  line.set("by", Value(stamp.by));
  line.set("doNotContact", Value(mark == Mark::set));
  line.set("reason", Value(reason));
  List lines;
  const Value before = read_field(customer.fields, "contactChanges");
  if (before.list() != nullptr) lines = *before.list();
  if (lines.size() >= limits::contact_changes) lines.erase(lines.begin());
  lines.emplace_back(std::move(line));
  customer.fields.set("contactChanges", Value(std::move(lines)));
  if (mark == Mark::lifted) {
    customer.fields.erase("doNotContact");
    return;
  }
  Context flag;
  flag.set("reason", Value(reason));
  flag.set("since", Value(to_text(stamp.at)));
  flag.set("by", Value(stamp.by));
  customer.fields.set("doNotContact", Value(std::move(flag)));
}

/// The task that the command takes up or finishes; nullptr: it does neither.
const LocalId* worked_on(const Action& action) {
  if (const auto* complete = std::get_if<CompleteTask>(&action)) return &complete->task;
  if (const auto* claim = std::get_if<ClaimTask>(&action)) return &claim->task;
  if (const auto* accept = std::get_if<AcceptTask>(&action)) return &accept->task;
  return nullptr;
}

bool contacts(const model::Definition& definition, const Task& task) {
  const model::Element* element = definition.find(task.element);
  return element != nullptr && element->details.user.contact;
}

}  // namespace

void read_do_not_contact(Record& customer, BodyReader& reader, const Stamp& stamp) {
  if (!reader.has("doNotContact")) {
    if (reader.has("reason"))
      reader.wrong("reason", "not-fitting", "a reason is given with doNotContact");
    return;
  }
  const Value* value = reader.find("doNotContact");
  std::string reason = reader.text("reason", Need::optional, limits::name_bytes);
  bool wanted = value != nullptr;
  if (value != nullptr && value->context() != nullptr) {
    BodyReader inner(*value->context(), reader.at("doNotContact"));
    inner.only({"reason"});
    if (reason.empty()) reason = inner.text("reason", Need::required, limits::name_bytes);
    reader.take(inner);
  } else if (value != nullptr) {
    if (value->boolean() == nullptr)
      return reader.wrong("doNotContact", "wrong-type", "expected an object with the reason");
    wanted = *value->boolean();
    if (wanted && reason.empty()) reader.wrong("reason", "required", "say why");
  }
  const bool stands = contact_refused(customer).has_value();
  if (!wanted && !stands) return;
  if (!wanted && reason.empty()) reader.wrong("reason", "required", "say why it is lifted");
  change(customer, wanted ? Mark::set : Mark::lifted, reason, stamp);
}

Result<bool> mark_do_not_contact(Unit& unit, std::uint64_t customer, std::string_view reason,
                                 std::string_view by) {
  if (customer == 0) return false;
  ONWARD_TRY(auto found, find_record(unit, RecordKind::customer, customer));
  if (!found || contact_refused(*found)) return false;
  std::string why(trimmed(reason).substr(0, limits::name_bytes));
  if (why.empty()) why = "asked for it";
  change(*found, Mark::set, why, {unit.now(), std::string(by)});
  put_record(unit, std::move(*found));
  return true;
}

std::optional<std::string> contact_refused(const Record& customer) {
  const Value flag = read_field(customer.fields, "doNotContact");
  if (flag.boolean() != nullptr && *flag.boolean()) return std::string("no reason was given");
  if (flag.context() == nullptr) return std::nullopt;
  const Value reason = read_field(customer.fields, "doNotContact.reason");
  return reason.text() == nullptr ? std::string{} : *reason.text();
}

Result<Done> check_contact(Unit& unit, const Command& command, const Instance& instance,
                           const model::Definition& definition) {
  const LocalId* id = worked_on(command.action);
  if (id == nullptr || !instance.opportunity) return Done{};
  const Task* task = find_task(instance, *id);
  // Whoever may not work on it hears that, and nothing about the customer.
  if (task == nullptr || !contacts(definition, *task) || !may_work_on(*task, command.actor))
    return Done{};
  const auto opportunity = unit.opportunity(instance.opportunity);
  if (!opportunity.ok())
    return opportunity.error().code == ErrorCode::not_found ? Result<Done>(Done{})
                                                            : opportunity.error();
  const std::uint64_t customer = (*opportunity)->customer;
  if (customer == 0) return Done{};
  ONWARD_TRY(const auto record, see_record(unit, RecordKind::customer, customer));
  if (!record) return Done{};
  const auto reason = contact_refused(*record);
  if (!reason) return Done{};
  return Error{ErrorCode::do_not_contact,
               "the customer " + record->name + " is not to be contacted: " + *reason,
               id_to_text(customer)};
}

}  // namespace onward::sales

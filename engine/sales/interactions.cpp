#include "engine/sales/interactions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::sales {
namespace {

/// "call" and "email" leave open who began.
constexpr std::array<std::string_view, 10> types = {"call",  "call-in",  "call-out",  "voicemail",
                                                    "email", "email-in", "email-out", "meeting",
                                                    "sms",   "note"};
constexpr std::array<std::string_view, 8> members = {
    "type", "at", "planned", "participants", "nextStepDue", "leadId", "basedOn", "voicemail"};

void put_text(Context& fields, std::string_view name, std::string text) {
  write_field(fields, name, text.empty() ? Value{} : Value(std::move(text)));
}

std::string text_of(const Record& record, std::string_view name) {
  const Value value = read_field(record.fields, name);
  return value.text() == nullptr ? std::string{} : *value.text();
}

bool is_new(const Record& record) { return record.version == 0; }

void read_type(Record& interaction, BodyReader& reader) {
  if (!is_new(interaction) && !reader.has("type")) return;
  std::string type = reader.text("type", Need::required, limits::identifier_bytes);
  if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end())
    reader.wrong("type", "invalid-value",
                 "one of call, call-in, call-out, voicemail, email, email-in, email-out, meeting, "
                 "sms, note");
  put_text(interaction.fields, "type", std::move(type));
}

/// What only some types have.
void check_type(const Record& interaction, BodyReader& reader) {
  const std::string type = text_of(interaction, "type");
  if (!type.starts_with("email") && !text_of(interaction, "mailbox").empty())
    reader.wrong("mailbox", "not-fitting", "only e-mails have a mailbox");
  const Value voicemail = read_field(interaction.fields, "voicemail");
  if (voicemail == Value(true) && type != "voicemail" && !type.starts_with("call"))
    reader.wrong("voicemail", "not-fitting", "only calls reach a voicemail");
}

/// Done now unless it says otherwise; what is planned says for when.
void read_time(Record& interaction, BodyReader& reader, const Stamp& stamp) {
  Context& fields = interaction.fields;
  const bool was_planned = read_field(fields, "planned") == Value(true);
  const bool planned = reader.has("planned") ? reader.flag("planned") : was_planned;
  if (is_new(interaction) || reader.has("at")) {
    const std::string text =
        reader.text("at", planned ? Need::required : Need::optional, limits::identifier_bytes);
    const auto at = text.empty() ? Result<Instant>(stamp.at) : instant_from_text(text);
    if (!at.ok()) reader.wrong("at", "wrong-type", "expected a time such as 2026-11-22T08:00:00Z");
    put_text(fields, "at", to_text(at.ok() ? at.value() : stamp.at));
  }
  fields.set("planned", Value(planned));
  if (planned) {
    fields.erase("recordedAt");
    fields.erase("recordedBy");
  } else if (is_new(interaction) || was_planned) {
    fields.set("recordedAt", Value(to_text(stamp.at)));
    put_text(fields, "recordedBy", stamp.by);
  }
  if (is_new(interaction)) put_text(fields, "createdBy", stamp.by);
}

/// Texts are names; objects may say more.
void read_participants(Record& interaction, BodyReader& reader) {
  if (!is_new(interaction) && !reader.has("participants")) return;
  const Value* value = reader.find("participants");
  Context named;
  if (value != nullptr && value->list() != nullptr) {
    List rows = *value->list();
    for (Value& row : rows) {
      if (row.text() == nullptr) continue;
      Context participant;
      participant.set("name", row);
      row = Value(std::move(participant));
    }
    named.set("participants", Value(std::move(rows)));
  } else if (value != nullptr) {
    named.set("participants", *value);
  }
  BodyReader list(named);
  List participants;
  std::size_t i = 0;
  for (const Context& row : list.rows("participants", limits::participants)) {
    BodyReader line(row, list.at("participants") + "/" + std::to_string(i++));
    line.only({"name", "role", "email", "phone", "contactId"});
    Context participant;
    put_text(participant, "name", line.text("name", Need::required, limits::name_bytes));
    for (const std::string_view member : {"role", "email", "phone", "contactId"})
      put_text(participant, member, line.text(member, Need::optional, limits::identifier_bytes));
    participants.emplace_back(std::move(participant));
    list.take(line);
  }
  reader.take(list);
  interaction.fields.set("participants", Value(std::move(participants)));
}

/// The record that a member names. Errors: invalid (unknown-...), unavailable.
Result<std::optional<Record>> named_record(Unit& unit, BodyReader& reader, std::string_view member,
                                           RecordKind kind) {
  const Value* value = reader.find(member);
  if (value == nullptr) return std::optional<Record>{};
  const auto id = value->text() == nullptr ? std::nullopt : id_from_text(*value->text());
  std::optional<Record> found;
  if (id) {
    ONWARD_TRY(found, find_record(unit, kind, *id));
  }
  if (!found)
    return invalid_member(reader.at(member), "unknown-" + std::string(to_string(kind)),
                          "there is no " + std::string(to_string(kind)) + " of this id");
  return found;
}

/// Customer and opportunity of what it goes back to, where it has none of its own.
void inherit(Record& interaction, const Record& from) {
  if (!interaction.opportunity) interaction.opportunity = from.opportunity;
  const Value customer = read_field(from.fields, "customer");
  if (read_field(interaction.fields, "customer").is_null() && !customer.is_null())
    interaction.fields.set("customer", customer);
}

Result<Done> inherit_customer(Unit& unit, Record& interaction) {
  if (!interaction.opportunity || !read_field(interaction.fields, "customer").is_null())
    return Done{};
  const auto opportunity = unit.opportunity(interaction.opportunity);
  if (!opportunity.ok() && opportunity.error().code == ErrorCode::unavailable)
    return opportunity.error();
  if (!opportunity.ok() || (*opportunity)->customer == 0) return Done{};
  Context customer;
  customer.set("id", Value(id_to_text((*opportunity)->customer)));
  customer.set("name", Value((*opportunity)->customer_name));
  interaction.fields.set("customer", Value(std::move(customer)));
  return Done{};
}

Result<Done> check_contacts(Unit& unit, const Record& interaction) {
  const Value participants = read_field(interaction.fields, "participants");
  for (std::size_t i = 0; participants.list() != nullptr && i < participants.list()->size(); ++i) {
    BodyReader row(*(*participants.list())[i].context(), "/participants/" + std::to_string(i));
    ONWARD_TRY_DONE(named_record(unit, row, "contactId", RecordKind::contact));
  }
  return Done{};
}

}  // namespace

bool is_of_interaction(std::string_view member) {
  return std::find(members.begin(), members.end(), member) != members.end();
}

void read_interaction(Record& interaction, BodyReader& reader, const Stamp& stamp) {
  read_type(interaction, reader);
  read_time(interaction, reader, stamp);
  read_participants(interaction, reader);
  if (reader.has("voicemail"))
    write_field(interaction.fields, "voicemail",
                reader.find("voicemail") == nullptr ? Value{} : Value(reader.flag("voicemail")));
  if (reader.has("nextStepDue"))
    write_field(interaction.fields, "nextStepDue", reader.kept("nextStepDue", KeptType::date));
  check_type(interaction, reader);
  if (!is_new(interaction) && reader.has("basedOn"))
    reader.wrong("basedOn", "cannot-change", "a chain is not moved");
}

Result<Done> connect_interaction(Unit& unit, Record& interaction, BodyReader& reader) {
  if (reader.has("participants")) ONWARD_TRY_DONE(check_contacts(unit, interaction));
  if (reader.has("leadId")) {
    ONWARD_TRY(const auto lead, named_record(unit, reader, "leadId", RecordKind::lead));
    put_text(interaction.fields, "leadId", lead ? id_to_text(lead->id) : std::string{});
    if (lead && is_new(interaction)) inherit(interaction, *lead);
  }
  if (is_new(interaction)) {
    ONWARD_TRY(const auto earlier, named_record(unit, reader, "basedOn", RecordKind::interaction));
    put_text(interaction.fields, "basedOn", earlier ? id_to_text(earlier->id) : std::string{});
    put_text(interaction.fields, "chainId",
             earlier ? text_of(*earlier, "chainId") : id_to_text(interaction.id));
    if (earlier) inherit(interaction, *earlier);
  }
  return inherit_customer(unit, interaction);
}

void lead_to(Unit& unit, Record interaction, OpportunityId opportunity) {
  List led;
  const Value before = read_field(interaction.fields, "ledTo");
  if (before.list() != nullptr) led = *before.list();
  const Value id(to_text(opportunity));
  if (std::find(led.begin(), led.end(), id) != led.end()) return;
  if (led.size() < limits::demand_lines) led.push_back(id);
  interaction.fields.set("ledTo", Value(std::move(led)));
  if (!interaction.opportunity) interaction.opportunity = opportunity;
  put_record(unit, std::move(interaction));
}

}  // namespace onward::sales

#include "engine/sales/register.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/do_not_contact.hpp"
#include "engine/sales/interactions.hpp"
#include "engine/sales/opportunity.hpp"

namespace onward::sales {
namespace {

std::string_view name_member(RecordKind kind) {
  switch (kind) {
    case RecordKind::customer:
    case RecordKind::contact: return "name";
    case RecordKind::lead: return "partner";
    case RecordKind::ticket:
    case RecordKind::interaction: return "subject";
    case RecordKind::batch: break;  // no document of the register
  }
  return "name";
}

/// Members of each kind that are plain texts.
std::span<const std::string_view> text_members(RecordKind kind) {
  static constexpr std::array<std::string_view, 6> customer = {"email",   "phone",   "address",
                                                               "website", "comment", "externalRef"};
  static constexpr std::array<std::string_view, 6> contact = {"jobTitle", "email",   "phone",
                                                              "role",     "comment", "externalRef"};
  static constexpr std::array<std::string_view, 9> lead = {
      "contactPerson", "jobTitle", "email",   "phone",      "accessGroup",
      "source",        "comment",  "outcome", "externalRef"};
  static constexpr std::array<std::string_view, 4> ticket = {"description", "resolution", "comment",
                                                             "externalRef"};
  static constexpr std::array<std::string_view, 5> interaction = {"details", "outcome", "nextStep",
                                                                  "mailbox", "externalRef"};
  switch (kind) {
    case RecordKind::customer: return customer;
    case RecordKind::contact: return contact;
    case RecordKind::lead: return lead;
    case RecordKind::ticket: return ticket;
    case RecordKind::interaction: return interaction;
    case RecordKind::batch: break;
  }
  return customer;
}

bool has_status(RecordKind kind) { return kind == RecordKind::lead || kind == RecordKind::ticket; }

std::string status_in(const Record& record) {
  const Value status = read_field(record.fields, "status");
  return status.text() == nullptr ? "open" : *status.text();
}

/// Holds the rows of a lead's products to their shape.
Value products_from(BodyReader& reader) {
  List rows;
  std::size_t i = 0;
  for (const Context& row : reader.rows("products", limits::demand_lines)) {
    BodyReader line(row, reader.at("products") + "/" + std::to_string(i++));
    line.only({"sku", "name", "price", "quantity"});
    Context product;
    product.set("sku", Value(line.text("sku", Need::required, limits::identifier_bytes)));
    product.set("name", Value(line.text("name", Need::optional, limits::name_bytes)));
    product.set("price", line.number("price", Need::optional));
    const Value quantity = line.number("quantity", Need::optional);
    product.set("quantity", quantity.is_null() ? Value(1) : quantity);
    rows.emplace_back(std::move(product));
    reader.take(line);
  }
  return Value(std::move(rows));
}

void read_texts(Record& record, BodyReader& reader) {
  const std::string_view name = name_member(record.kind);
  if (record.version == 0 || reader.has(name))
    record.name = reader.text(name, Need::required, limits::name_bytes);
  for (const std::string_view member : text_members(record.kind)) {
    if (!reader.has(member)) continue;
    const bool listed_whole = record.kind == RecordKind::interaction;
    std::string text = reader.text(member, Need::optional,
                                   listed_whole ? limits::interaction_bytes : limits::text_bytes);
    write_field(record.fields, member, text.empty() ? Value{} : Value(std::move(text)));
  }
}

void read_parts(Record& record, BodyReader& reader) {
  if (record.kind == RecordKind::lead && reader.has("demand"))
    write_field(record.fields, "demand", demand_from(reader));
  if (record.kind == RecordKind::lead && (record.version == 0 || reader.has("products")))
    write_field(record.fields, "products", products_from(reader));
  if (!has_status(record.kind)) return;
  std::string status = reader.has("status")
                           ? reader.text("status", Need::required, limits::identifier_bytes)
                           : status_in(record);
  if (status != "open" && status != "closed" && status != "converted")
    reader.wrong("status", "invalid-value", "open or closed");
  write_field(record.fields, "status", Value(std::move(status)));
}

void refuse_unknown(const Record& record, const Context& body, BodyReader& reader) {
  const auto texts = text_members(record.kind);
  for (const auto& [name, value] : body.entries()) {
    const bool known =
        name == name_member(record.kind) ||
        std::find(texts.begin(), texts.end(), name) != texts.end() ||
        (record.kind == RecordKind::customer && (name == "doNotContact" || name == "reason")) ||
        (record.kind == RecordKind::interaction && is_of_interaction(name)) ||
        (record.kind == RecordKind::lead && (name == "demand" || name == "products")) ||
        (has_status(record.kind) && name == "status") ||
        (record.kind != RecordKind::customer && (name == "customer" || name == "opportunityId"));
    if (!known) reader.wrong(name, "unknown-member", "there is no member of this name");
  }
}

/// The customer and the opportunity that the document belongs to.
Result<Done> read_references(Unit& unit, Record& record, BodyReader& reader) {
  if (record.kind == RecordKind::customer) return Done{};
  if (const Value* id = reader.find("opportunityId")) {
    const auto number = id->text() == nullptr ? std::nullopt : id_from_text(*id->text());
    const auto found =
        number ? unit.opportunity({*number})
               : Result<std::shared_ptr<const Opportunity>>(Error{ErrorCode::not_found});
    if (!found.ok() && found.error().code != ErrorCode::not_found) return found.error();
    if (!found.ok())
      return invalid_member("/opportunityId", "unknown-opportunity",
                            "there is no opportunity of this id");
    record.opportunity = {*number};
  } else if (reader.has("opportunityId")) {
    record.opportunity = {};
  }
  if (!reader.has("customer")) return Done{};
  const Value* value = reader.find("customer");
  if (value == nullptr) {
    record.fields.erase("customer");
    return Done{};
  }
  ONWARD_TRY(const Customer customer, customer_from(unit, *value, "/customer"));
  Context shown;
  shown.set("id", Value(id_to_text(customer.id)));
  shown.set("name", Value(customer.name));
  record.fields.set("customer", Value(std::move(shown)));
  return Done{};
}

Result<Done> read_record(Unit& unit, Record& record, const Context& body, const Actor& actor) {
  BodyReader reader(body);
  refuse_unknown(record, body, reader);
  read_texts(record, reader);
  read_parts(record, reader);
  if (record.kind == RecordKind::customer)
    read_do_not_contact(record, reader, {unit.now(), actor.user});
  if (record.kind == RecordKind::interaction)
    read_interaction(record, reader, {unit.now(), actor.user});
  ONWARD_TRY_DONE(reader.finish());
  ONWARD_TRY_DONE(read_references(unit, record, reader));
  if (record.kind != RecordKind::interaction) return Done{};
  return connect_interaction(unit, record, reader);
}

/// Two customers of one name could not be told apart.
Result<Done> check_name(Unit& unit, const Record& record) {
  if (record.kind != RecordKind::customer) return Done{};
  ONWARD_TRY(const auto other, unit.store().customer_by_name(record.name));
  const auto taken_in = [&](const TurnWrite* write) {
    return write != nullptr &&
           std::any_of(write->records.begin(), write->records.end(), [&](const RecordWrite& row) {
             return row.after.kind == RecordKind::customer && row.after.name == record.name &&
                    row.after.id != record.id;
           });
  };
  if ((other && other->id != record.id) || taken_in(&unit.write()) || taken_in(unit.earlier()))
    return invalid_member("/name", "name-taken", "a customer of this name exists");
  return Done{};
}

std::vector<std::string> skus_of(const Record& lead) {
  std::vector<std::string> skus;
  const Value products = read_field(lead.fields, "products");
  if (products.list() == nullptr) return skus;
  for (const Value& row : *products.list()) {
    const Value* sku = row.context() == nullptr ? nullptr : row.context()->find("sku");
    if (sku != nullptr && sku->text() != nullptr && !sku->text()->empty())
      skus.push_back(*sku->text());
  }
  return skus;
}

std::uint64_t customer_of(const Record& record) {
  const Value id = read_field(record.fields, "customer.id");
  const auto number = id.text() == nullptr ? std::nullopt : id_from_text(*id.text());
  return number ? *number : 0;
}

/// An open lead holds its products for its customer; any other holds nothing.
Result<Done> hold_products(Unit& unit, const Record& lead, const Record* before) {
  if (lead.kind != RecordKind::lead) return Done{};
  const bool is_open = status_in(lead) == "open";
  if (before != nullptr && !is_open) release(unit, lead.id);
  return is_open ? reserve(unit, customer_of(lead), lead.id, skus_of(lead)) : Result<Done>(Done{});
}

Context demand_of(const Record& lead) {
  List lines;
  const Value demand = read_field(lead.fields, "demand");
  if (demand.list() != nullptr) lines = *demand.list();
  const Value products = read_field(lead.fields, "products");
  for (const Value& row : products.list() == nullptr ? List{} : *products.list()) {
    if (row.context() == nullptr) continue;
    Context line;
    line.set("product", read_field(*row.context(), "sku"));
    line.set("item", read_field(*row.context(), "name"));
    line.set("quantity", read_field(*row.context(), "quantity"));
    const Value price = read_field(*row.context(), "price");
    if (!price.is_null()) line.set("expectedPrice", price);
    lines.emplace_back(std::move(line));
  }
  Context fields;
  if (!lines.empty()) fields.set("demand", Value(std::move(lines)));
  return fields;
}

}  // namespace

Context to_context(const Record& record) {
  Context shown;
  shown.set("id", Value(id_to_text(record.id)));
  shown.set(std::string(name_member(record.kind)), Value(record.name));
  for (const auto& [name, value] : record.fields.entries()) shown.set(name, value);
  shown.set("opportunityId", record.opportunity ? Value(to_text(record.opportunity)) : Value{});
  shown.set("createdAt", Value(to_text(record.created)));
  return shown;
}

Result<Record> create_record(Unit& unit, RecordKind kind, std::uint64_t id, const Context& body,
                             const Actor& actor) {
  Record record;
  record.kind = kind;
  record.id = id;
  record.created = unit.now();
  ONWARD_TRY_DONE(read_record(unit, record, body, actor));
  ONWARD_TRY_DONE(check_name(unit, record));
  if (!actor.user.empty() && kind != RecordKind::interaction)
    record.fields.set("createdBy", Value(actor.user));
  ONWARD_TRY_DONE(hold_products(unit, record, nullptr));
  put_record(unit, record);
  return record;
}

Result<Record> patch_record(Unit& unit, RecordKind kind, std::uint64_t id, const Context& patch,
                            std::optional<std::uint64_t> if_version, const Actor& actor) {
  ONWARD_TRY(const auto found, find_record(unit, kind, id));
  if (!found)
    return Error{ErrorCode::not_found,
                 "no such " + std::string(to_string(kind)) + ": " + id_to_text(id)};
  if (if_version && *if_version != found->version)
    return Error{ErrorCode::stale, "the " + std::string(to_string(kind)) + " has the version " +
                                       std::to_string(found->version) + " now"};
  Record record = *found;
  ONWARD_TRY_DONE(read_record(unit, record, patch, actor));
  if (record.name != found->name) ONWARD_TRY_DONE(check_name(unit, record));
  ONWARD_TRY_DONE(hold_products(unit, record, &*found));
  put_record(unit, record);
  return record;
}

Result<OpportunityId> convert_lead(Unit& unit, std::uint64_t lead, OpportunityId id,
                                   std::string number, const Context& body, const Actor& actor) {
  ONWARD_TRY(const auto found, find_record(unit, RecordKind::lead, lead));
  if (!found) return Error{ErrorCode::not_found, "no such lead: " + id_to_text(lead)};
  if (status_in(*found) != "open")
    return Error{ErrorCode::wrong_state, "the lead is " + status_in(*found) + " already"};
  BodyReader reader(body);
  reader.only({"kind", "title", "responsible", "draft"});
  NewOpportunity wanted;
  wanted.id = id;
  wanted.number = std::move(number);
  wanted.kind = reader.text("kind", Need::optional, limits::identifier_bytes);
  if (wanted.kind.empty()) wanted.kind = "standard-sale";
  wanted.title = reader.text("title", Need::optional, limits::name_bytes);
  if (wanted.title.empty()) wanted.title = found->name.empty() ? "Lead" : found->name;
  wanted.responsible = reader.text("responsible", Need::optional, limits::identifier_bytes);
  wanted.draft = reader.flag("draft");
  ONWARD_TRY_DONE(reader.finish());
  wanted.customer = read_field(found->fields, "customer");
  if (wanted.customer.is_null() && !found->name.empty()) wanted.customer = Value(found->name);
  wanted.fields = demand_of(*found);
  const Value source = read_field(found->fields, "source");
  if (!source.is_null()) wanted.fields.set("source", source);
  if (found->opportunity) wanted.fields.set("basedOn", Value(to_text(found->opportunity)));
  Record record = *found;
  record.fields.set("status", Value("converted"));
  record.fields.set("convertedTo", Value(to_text(id)));
  if (!record.opportunity) record.opportunity = id;
  put_record(unit, record);
  ONWARD_TRY(const OpportunityId made, create_opportunity(unit, wanted, actor));
  // What the lead held, the opportunity holds from now on: freed and added in one transaction.
  release(unit, lead);
  if (!wanted.draft)
    for (const std::string& sku : skus_of(*found))
      if (customer_of(*found) != 0)
        unit.write().reservations_added.push_back({customer_of(*found), sku, id.value});
  return made;
}

Result<Product> put_product(Unit& unit, std::string_view sku, const Context& body) {
  BodyReader reader(body);
  reader.only({"sku", "name", "price", "proposes"});
  Product product;
  product.sku = std::string(sku);
  if (sku.empty() || sku.size() > limits::identifier_bytes)
    reader.wrong("sku", "invalid-name", "an SKU has 1 to 255 bytes");
  if (reader.has("sku") && reader.text("sku", Need::optional, limits::identifier_bytes) != sku)
    reader.wrong("sku", "invalid-value", "another SKU than the path names");
  product.name = reader.text("name", Need::required, limits::name_bytes);
  const Value price = reader.number("price", Need::optional);
  if (price.number() != nullptr) {
    product.price = *price.number();
    if (price.number()->is_negative())
      reader.wrong("price", "out-of-range", "a price is 0 or more");
  }
  std::size_t i = 0;
  for (const Context& row : reader.rows("proposes", limits::demand_lines)) {
    BodyReader line(row, reader.at("proposes") + "/" + std::to_string(i++));
    line.only({"sku", "cross", "up"});
    ProductRelation relation;
    relation.sku = line.text("sku", Need::required, limits::identifier_bytes);
    relation.cross = line.flag("cross");
    relation.up = line.flag("up");
    const bool twice = std::any_of(product.proposes.begin(), product.proposes.end(),
                                   [&](const ProductRelation& r) { return r.sku == relation.sku; });
    if (twice) line.wrong("sku", "duplicate", "the product is proposed twice");
    product.proposes.push_back(std::move(relation));
    reader.take(line);
  }
  ONWARD_TRY_DONE(reader.finish());
  std::erase_if(unit.write().products, [&](const Product& p) { return p.sku == product.sku; });
  unit.write().products.push_back(product);
  return product;
}

namespace {

/// The addresses that people have (RFC 5321 section 4.1.2 without quotes): nothing in them can end
/// a line of a mail or of SMTP.
bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size()) return false;
  std::size_t ats = 0;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && std::string_view("!#$%&'*+-/=?^_`{|}~.@").find(c) == std::string_view::npos)
      return false;
    ats += c == '@' ? 1 : 0;
  }
  return ats == 1;
}

}  // namespace

Result<User> user_from(std::string_view id, const Context& body) {
  BodyReader reader(body);
  reader.only(
      {"id", "name", "roles", "groups", "deputy", "absentFrom", "absentTo", "email", "mail"});
  User user;
  user.id = std::string(id);
  if (id.empty() || id.size() > limits::identifier_bytes)
    reader.wrong("id", "invalid-name", "the id of a person has 1 to 255 bytes");
  if (reader.has("id") && reader.text("id", Need::optional, limits::identifier_bytes) != id)
    reader.wrong("id", "invalid-value", "another id than the path names");
  user.name = reader.text("name", Need::optional, limits::name_bytes);
  if (user.name.empty()) user.name = user.id;
  user.roles = reader.texts("roles", limits::demand_lines);
  user.groups = reader.texts("groups", limits::demand_lines);
  user.deputy = reader.text("deputy", Need::optional, limits::identifier_bytes);
  user.email = reader.text("email", Need::optional, limits::identifier_bytes);
  if (!user.email.empty() && !is_mail_address(user.email))
    reader.wrong("email", "invalid-value", "one address such as ann@example.com");
  if (reader.has("mail")) user.mail = reader.flag("mail");
  const Value from = reader.kept("absentFrom", KeptType::date);
  const Value to = reader.kept("absentTo", KeptType::date);
  if (from.date() != nullptr) user.absent_from = *from.date();
  if (to.date() != nullptr) user.absent_to = *to.date();
  const auto order = [](const Date& date) { return std::tie(date.year, date.month, date.day); };
  if (user.absent_from && user.absent_to && order(*user.absent_to) < order(*user.absent_from))
    reader.wrong("absentTo", "out-of-range", "not before absentFrom");
  ONWARD_TRY_DONE(reader.finish());
  return user;
}

void put_user(Unit& unit, const User& user) {
  std::erase_if(unit.write().users, [&](const User& u) { return u.id == user.id; });
  unit.write().users.push_back(user);
}

}  // namespace onward::sales

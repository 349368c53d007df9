#include "adapters/storage/rows_read.hpp"

#include "adapters/storage/encoding.hpp"
#include "engine/instance/codec.hpp"

namespace onward::storage {
namespace {

Error damaged(const Error& error) {
  return Error{ErrorCode::internal, "stored bytes are damaged: " + error.message, error.where};
}

Result<std::optional<Date>> read_date(const Cell& cell) {
  const std::string bytes = text_of(cell);
  if (bytes.empty()) return std::optional<Date>{};
  const auto value = decode_value(bytes);
  if (!value.ok()) return damaged(value.error());
  if (value->date() == nullptr)
    return Error{ErrorCode::internal, "stored bytes are damaged: a date"};
  return std::optional<Date>(*value->date());
}

}  // namespace

Result<Instance> read_instance(const Cell& body) {
  auto decoded = decode_instance(text_of(body));
  if (!decoded.ok()) return damaged(decoded.error());
  return decoded;
}

Result<Opportunity> read_opportunity(const Row& row) {
  Opportunity o;
  o.id = OpportunityId{unsigned_of(row[0])};
  o.version = unsigned_of(row[1]);
  o.number = text_of(row[2]);
  o.kind = text_of(row[3]);
  o.title = text_of(row[4]);
  o.customer = unsigned_of(row[5]);
  o.customer_name = text_of(row[6]);
  o.responsible = text_of(row[7]);
  o.stage = text_of(row[8]);
  o.status = static_cast<OpportunityStatus>(number_of(row[9]));
  o.created = instant_of(row[10]);
  o.order = unsigned_of(row[11]);
  ONWARD_TRY_DONE(decode_body(text_of(row[12]), o));
  o.posted_by = text_of(row[13]);
  return o;
}

Result<OpportunityChange> read_change(OpportunityId id, const Row& row) {
  OpportunityChange change{id,
                           unsigned_of(row[0]),
                           instant_of(row[1]),
                           text_of(row[2]),
                           text_of(row[3]),
                           text_of(row[4]),
                           {},
                           0};
  ONWARD_TRY(change.changes, decode_context(text_of(row[5])));
  return change;
}

Result<Record> read_record(const Row& row) {
  Record r;
  r.id = unsigned_of(row[0]);
  r.version = unsigned_of(row[1]);
  r.name = text_of(row[2]);
  r.opportunity = OpportunityId{unsigned_of(row[3])};
  r.created = instant_of(row[4]);
  ONWARD_TRY(r.fields, decode_context(text_of(row[5])));
  r.kind = static_cast<RecordKind>(number_of(row[6]));
  return r;
}

Result<User> read_user(const Row& row) {
  User u;
  u.id = text_of(row[0]);
  u.name = text_of(row[1]);
  ONWARD_TRY(u.roles, decode_texts(text_of(row[2])));
  ONWARD_TRY(u.groups, decode_texts(text_of(row[3])));
  u.deputy = text_of(row[4]);
  ONWARD_TRY(u.absent_from, read_date(row[5]));
  ONWARD_TRY(u.absent_to, read_date(row[6]));
  u.email = text_of(row[7]);
  u.mail = flag_of(row[8]);
  return u;
}

Result<StoredDefinition> read_definition(const Row& row) {
  StoredDefinition d;
  d.kind = static_cast<StoredDefinition::Kind>(number_of(row[0]));
  d.key = text_of(row[1]);
  d.version = small_of(row[2]);
  d.name = text_of(row[3]);
  d.version_tag = text_of(row[4]);
  d.digest = text_of(row[5]);
  d.opportunity_kind = text_of(row[6]);
  d.executable = flag_of(row[7]);
  d.source = text_of(row[8]);
  d.deployed = instant_of(row[9]);
  d.deployed_by = text_of(row[10]);
  d.deployment = unsigned_of(row[11]);
  ONWARD_TRY(d.decisions, decode_texts(text_of(row[12])));
  d.comment = text_of(row[13]);
  if (row.size() > 14) d.document = text_of(row[14]);
  return d;
}

Result<TokenRow> read_token(const Row& row) {
  TokenRow t;
  t.id = text_of(row[0]);
  t.user = text_of(row[1]);
  t.hash = text_of(row[2]);
  ONWARD_TRY(t.roles, decode_texts(text_of(row[3])));
  t.expires = optional_instant_of(row[4]);
  t.created = instant_of(row[5]);
  return t;
}

Result<Webhook> read_webhook(const Row& row) {
  Webhook w;
  w.id = unsigned_of(row[0]);
  w.revision = unsigned_of(row[1]);
  w.url = text_of(row[2]);
  w.description = text_of(row[3]);
  ONWARD_TRY(w.events, decode_texts(text_of(row[4])));
  w.secret = text_of(row[5]);
  w.old_secret = text_of(row[6]);
  w.old_until = instant_of(row[7]);
  w.state = static_cast<WebhookState>(number_of(row[8]));
  w.reason = text_of(row[9]);
  w.position = unsigned_of(row[10]);
  w.created = instant_of(row[11]);
  w.created_by = text_of(row[12]);
  return w;
}

ExternalLink read_link(const Row& row) {
  return {text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4])};
}

WebhookDelivery read_delivery(const Row& row) {
  WebhookDelivery d;
  d.webhook = unsigned_of(row[0]);
  d.id = unsigned_of(row[1]);
  d.event = text_of(row[2]);
  d.type = text_of(row[3]);
  d.subject = unsigned_of(row[4]);
  d.body = text_of(row[5]);
  d.created = instant_of(row[6]);
  d.state = static_cast<DeliveryState>(number_of(row[7]));
  d.attempts = small_of(row[8]);
  d.next = instant_of(row[9]);
  d.status = static_cast<int>(number_of(row[10]));
  d.error = text_of(row[11]);
  if (number_of(row[12]) != 0) d.attempted = instant_of(row[12]);
  return d;
}

Result<HistoryRow> read_history(InstanceId instance, const Row& row) {
  HistoryRow h;
  h.instance = instance;
  h.seq = unsigned_of(row[0]);
  h.command = unsigned_of(row[1]);
  h.at = instant_of(row[2]);
  h.actor = text_of(row[3]);
  h.name = text_of(row[4]);
  auto facts = decode_facts(text_of(row[5]));
  if (!facts.ok()) return damaged(facts.error());
  h.facts = std::move(facts).value();
  return h;
}

Result<BufferedMessage> read_message(const Row& row) {
  BufferedMessage m;
  m.id = unsigned_of(row[0]);
  m.name = text_of(row[1]);
  m.key = text_of(row[2]);
  m.has_key = flag_of(row[3]);
  ONWARD_TRY(m.variables, decode_context(text_of(row[4])));
  m.message_id = text_of(row[5]);
  m.until = instant_of(row[6]);
  return m;
}

StartTimer read_start_timer(const Row& row) {
  StartTimer t;
  t.definition = text_of(row[0]);
  t.element = text_of(row[1]);
  t.version = small_of(row[2]);
  t.due = instant_of(row[3]);
  t.cycle = text_of(row[4]);
  t.remaining = small_of(row[5]);
  return t;
}

Result<std::vector<Product>> read_products(const RowSet& products, const RowSet& relations) {
  std::vector<Product> result;
  for (const Row& row : products) {
    Product product{text_of(row[0]), text_of(row[1]), std::nullopt, {}};
    if (!std::holds_alternative<std::monostate>(row[2])) {
      product.price = Decimal::from_text(text_of(row[2]));
      if (!product.price) return Error{ErrorCode::internal, "stored bytes are damaged: a price"};
    }
    for (const Row& relation : relations)
      if (text_of(relation[0]) == product.sku)
        product.proposes.push_back(
            {text_of(relation[1]), flag_of(relation[2]), flag_of(relation[3])});
    result.push_back(std::move(product));
  }
  return result;
}

}  // namespace onward::storage

// The sales register, definitions, users and messages of a turn as batches.
#include <algorithm>

#include "adapters/storage/attachments.hpp"
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/record_columns.hpp"
#include "adapters/storage/statements_turn.hpp"
#include "adapters/storage/statements_webhooks.hpp"
#include "adapters/storage/turn_batches.hpp"
#include "engine/instance/codec.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {
namespace {

/// When the turn closed it; nothing: it did not.
std::optional<Instant> closing_of(const TurnWrite& write, const Opportunity& opportunity) {
  std::optional<Instant> at;
  if (opportunity.status < OpportunityStatus::won) return at;
  for (const OpportunityChange& change : write.opportunity_changes)
    if (change.opportunity == opportunity.id && change.changes.find("status") != nullptr)
      at = change.at;
  return at;
}

void add_opportunities(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch insert(turn::insert_opportunity), update(turn::update_opportunity),
      changes(turn::insert_opportunity_change);
  std::vector<const OpportunityWrite*> ordered;
  for (const OpportunityWrite& each : write.opportunities) ordered.push_back(&each);
  std::sort(ordered.begin(), ordered.end(),
            [](const auto* a, const auto* b) { return a->after->id < b->after->id; });
  for (const OpportunityWrite* each : ordered) {
    const Opportunity& o = *each->after;
    const std::uint16_t shard = shard_of(o.id);
    const auto status = static_cast<std::int32_t>(o.status);
    const std::string search = searchable({o.number, o.title, o.customer_name});
    const Value worth = amount_of(o.fields);
    const std::string amount =
        worth.number() == nullptr ? std::string{} : worth.number()->to_text();
    const std::optional<Instant> closed = closing_of(write, o);
    if (each->before_version == 0)
      insert.add(shard, o.id.value, o.version, o.number, o.kind, o.title, o.customer,
                 o.customer_name, o.responsible, o.stage, status, o.created, o.order, search,
                 encode_body(o), o.posted_by, amount, closed);
    else
      update.add(shard, o.id.value, each->before_version, o.version, o.number, o.kind, o.title,
                 o.customer, o.customer_name, o.responsible, o.stage, status, search,
                 encode_body(o), o.posted_by, amount, closed);
  }
  for (const OpportunityChange& c : write.opportunity_changes)
    changes.add(shard_of(c.opportunity), c.opportunity.value, c.version, c.at, c.actor, c.operation,
                c.reason, encode_context(c.changes), c.command);
  for (Batch* batch : {&insert, &update, &changes}) batches.push_back(std::move(*batch));
}

/// Before anything else is written to records: versions are those that are stored.
void add_seen(const TurnWrite& write, std::vector<Batch>& batches) {
  std::vector<RecordSeen> seen = write.records_seen;
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  Batch hold(turn::hold_record);
  for (const RecordSeen& each : seen)
    hold.add(shard_of(each.id), static_cast<std::int32_t>(each.kind), each.id, each.version);
  batches.push_back(std::move(hold));
}

void add_columns(Batch& batch, const RecordColumns& columns) {
  for (const std::uint64_t number : {columns.customer, columns.chain}) batch.add_cell(cell(number));
  batch.add_cell(cell(columns.at_ms));
  batch.add_cell(cell(columns.type));
  batch.add_cell(cell(columns.planned));
}

void add_records(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch insert(turn::insert_record), update(turn::update_record);
  Batch name_gone(turn::delete_customer_name), name_new(turn::insert_customer_name);
  for (const RecordWrite& each : write.records) {
    const Record& r = each.after;
    const auto kind = static_cast<std::int32_t>(r.kind);
    const RecordColumns columns = columns_of(r);
    if (each.before_version == 0)
      insert.add(shard_of(r.id), kind, r.id, r.version, r.name, r.opportunity.value, r.created,
                 sequence_of(r.id), columns.search, encode_context(r.fields));
    else
      update.add(shard_of(r.id), kind, r.id, each.before_version, r.version, r.name,
                 r.opportunity.value, columns.search, encode_context(r.fields));
    add_columns(each.before_version == 0 ? insert : update, columns);
    if (r.kind != RecordKind::customer) continue;
    if (each.before_version != 0) name_gone.add(r.id);
    name_new.add(r.name, r.id);
  }
  for (Batch* batch : {&insert, &update, &name_gone, &name_new})
    batches.push_back(std::move(*batch));
}

void add_products(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch put(turn::put_product), gone(turn::delete_product_relation),
      relations(turn::insert_product_relation);
  for (const Product& product : write.products) {
    put.add(product.sku, product.name);
    if (product.price)
      put.add_cell(cell(product.price->to_text()));
    else
      put.add_cell(Cell());
    gone.add(product.sku);
    std::int32_t position = 0;
    for (const ProductRelation& relation : product.proposes)
      relations.add(product.sku, ++position, relation.sku, relation.cross, relation.up);
  }
  for (Batch* batch : {&put, &gone, &relations}) batches.push_back(std::move(*batch));
}

void add_users(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch put(turn::put_user);
  const auto date = [](const std::optional<Date>& day) {
    return day ? encode(Value(*day)) : std::string();
  };
  for (const User& user : write.users)
    put.add(user.id, user.name, encode_texts(user.roles), encode_texts(user.groups), user.deputy,
            date(user.absent_from), date(user.absent_to), user.email, user.mail);
  batches.push_back(std::move(put));
}

void add_reservations(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch freed(turn::delete_reservation), added(turn::insert_reservation);
  for (const std::uint64_t holder : write.reservations_freed) freed.add(holder);
  for (const Reservation& r : write.reservations_added)
    added.add(shard_of(r.customer), r.customer, r.sku, r.holder);
  batches.push_back(std::move(freed));
  batches.push_back(std::move(added));
}

void add_messages(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch added(turn::insert_message), taken(turn::delete_message), ids(turn::insert_message_id);
  for (const BufferedMessage& m : write.messages_added)
    added.add(shard_of(m.id), m.id, m.name, m.key, m.has_key, m.until, m.message_id,
              encode_context(m.variables));
  for (const std::uint64_t id : write.messages_taken) taken.add(shard_of(id), id);
  for (const auto& [name_and_id, until] : write.message_ids)
    ids.add(shard_of_text(name_and_id), name_and_id, until);
  for (Batch* batch : {&added, &taken, &ids}) batches.push_back(std::move(*batch));
}

void add_definitions(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch insert(turn::insert_definition);
  for (const StoredDefinition& d : write.definitions)
    insert.add(static_cast<std::int32_t>(d.kind), d.key, d.version, d.name, d.version_tag, d.digest,
               d.opportunity_kind, d.executable, d.document, d.source, d.deployed, d.deployed_by,
               d.deployment, encode_texts(d.decisions), d.comment);
  batches.push_back(std::move(insert));
}

void add_start_timers(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch insert(turn::insert_start_timer), update(turn::update_start_timer),
      gone(turn::delete_start_timer);
  for (const StartTimerWrite& each : write.start_timers) {
    if (each.after && each.expected)
      update.add(each.definition, each.element, *each.expected, each.after->version,
                 each.after->due, each.after->cycle, each.after->remaining);
    else if (each.after)
      insert.add(each.definition, each.element, each.after->version, each.after->due,
                 each.after->cycle, each.after->remaining);
    else if (each.expected)
      gone.add(each.definition, each.element, *each.expected);
  }
  for (Batch* batch : {&gone, &update, &insert}) batches.push_back(std::move(*batch));
}

void add_webhooks(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch insert(turn::insert_webhook), update(turn::update_webhook), gone(turn::delete_webhook);
  Batch gone_too(turn::delete_webhook_deliveries);
  for (const WebhookWrite& each : write.webhooks) {
    const Webhook& w = each.after;
    if (each.kind == WebhookWrite::Kind::remove) {
      gone.add(w.id);
      gone_too.add(w.id);
      continue;
    }
    const auto state = static_cast<std::int32_t>(w.state);
    const std::string events = encode_texts(w.events);
    if (each.before_revision == 0)
      insert.add(w.id, w.revision, w.url, w.description, events, w.secret, w.old_secret,
                 w.old_until, state, w.reason, w.position, w.created, w.created_by);
    else
      update.add(w.id, each.before_revision, w.revision, w.url, w.description, events, w.secret,
                 w.old_secret, w.old_until, state, w.reason);
  }
  Batch one(turn::retry_delivery), failed(turn::retry_failed), since(turn::retry_since);
  for (const WebhookRetry& each : write.webhook_retries) switch (each.which) {
      case WebhookRetry::Which::one: one.add(each.webhook, each.delivery, each.now); break;
      case WebhookRetry::Which::failed: failed.add(each.webhook, each.now); break;
      case WebhookRetry::Which::since: since.add(each.webhook, each.since, each.now); break;
    }
  Batch links(turn::insert_link);
  for (const ExternalLink& each : write.links)
    links.add(each.system, each.kind, each.theirs, each.ours, each.state);
  for (Batch* batch : {&insert, &update, &gone, &gone_too, &one, &failed, &since, &links})
    batches.push_back(std::move(*batch));
}

}  // namespace

void add_register_batches(const TurnWrite& write, std::vector<Batch>& batches) {
  add_opportunities(write, batches);
  add_seen(write, batches);
  add_records(write, batches);
  add_products(write, batches);
  add_users(write, batches);
  add_reservations(write, batches);
  add_messages(write, batches);
  add_definitions(write, batches);
  add_start_timers(write, batches);
  add_attachment_batches(write, batches);
  add_webhooks(write, batches);
}

}  // namespace onward::storage

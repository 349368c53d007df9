#include "server/outbound.hpp"

#include <future>
#include <utility>

#include "adapters/webhooks/sender.hpp"
#include "server/connector_settings.hpp"
#include "server/log.hpp"

namespace onward {
namespace {

Error in_file(const Config& config, const Error& error) {
  return {error.code, config.file + ": " + error.message};
}

}  // namespace

Result<std::unique_ptr<Outbound>> Outbound::start(Parts parts) {
  std::unique_ptr<Outbound> outbound(new Outbound(std::move(parts)));
  ONWARD_TRY_DONE(outbound->read_settings());
  ONWARD_TRY_DONE(outbound->open_deliveries());
  ONWARD_TRY_DONE(outbound->open_mail());
  ONWARD_TRY_DONE(outbound->open_twenty());
  return outbound;
}

Outbound::~Outbound() { stop(); }

void Outbound::stop() {
  for (const auto& [id, sync] : syncs_) sync->stop();
  if (task_mail_) task_mail_->stop();
  if (deliveries_) deliveries_->stop();
}

Result<Done> Outbound::read_settings() {
  const ConfiguredTables& tables = parts_.config.tables;
  const auto connectors = connector_settings(tables);
  if (!connectors.ok()) return in_file(parts_.config, connectors.error());
  auto mail = mail_settings(tables, connectors.value());
  if (!mail.ok()) return in_file(parts_.config, mail.error());
  mail_ = std::move(mail).value();
  auto twenty = twenty_settings(tables, connectors.value());
  if (!twenty.ok()) return in_file(parts_.config, twenty.error());
  twenty_ = std::move(twenty).value();
  return Done{};
}

Result<Done> Outbound::open_deliveries() {
  ONWARD_TRY(auto store, parts_.open_store());
  ONWARD_TRY(auto queries, parts_.open_queries());
  ONWARD_TRY(auto client, http_client::make_client(parts_.config.tables.outbound_allow));
  deliveries_ = std::make_unique<WebhookDeliveries>(WebhookDeliveries::Parts{
      std::move(store), std::move(queries), webhooks::make_sender(std::move(client)), parts_.clock,
      parts_.ids, [this] { return parts_.tracks.settled_until(); },
      [this] { return parts_.tracks.statistics().turns.load(); }});
  return Done{};
}

Result<Done> Outbound::open_mail() {
  if (!mail_) return Done{};
  ONWARD_TRY(auto sender, mail::make_smtp(mail_->smtp));
  ONWARD_TRY(auto store, parts_.open_store());
  ONWARD_TRY(auto queries, parts_.open_queries());
  task_mail_ = std::make_unique<TaskMail>(
      TaskMail::Parts{std::move(store), std::move(queries), std::move(sender), mail_->base_url,
                      [this] { return parts_.tracks.settled_until(); },
                      [this] { return parts_.tracks.statistics().turns.load(); },
                      [](std::string_view line) { log_warn(line); }});
  return Done{};
}

Result<Done> Outbound::open_twenty() {
  inbox_ = std::make_unique<TwentyInbox>(TwentyInbox::Parts{
      twenty_, parts_.tracks, parts_.clock, parts_.next_number,
      [this](const std::string& id, const std::string& theirs) { syncs_.at(id)->reopen(theirs); }});
  for (const auto& [id, settings] : twenty_) {
    ONWARD_TRY(auto store, parts_.open_store());
    ONWARD_TRY(auto queries, parts_.open_queries());
    ONWARD_TRY(auto client, http_client::make_client(parts_.config.tables.outbound_allow));
    syncs_[id] = std::make_unique<TwentySync>(TwentySync::Parts{
        settings, std::move(store), std::move(queries), std::move(client), parts_.clock,
        [this] { return parts_.tracks.settled_until(); },
        [this] { return parts_.tracks.statistics().turns.load(); },
        [this, id = id](const twenty::Event& event) { return take_in(id, event); },
        [](std::string_view line) { log_warn(line); }});
  }
  return Done{};
}

/// What is refused for what it says is refused again: it is logged, and holds nobody.
Result<Done> Outbound::take_in(const std::string& id, const twenty::Event& event) {
  std::promise<Result<Reply>> promised;
  auto reply = promised.get_future();
  inbox_->submit(id, event, {},
                 [&promised](Result<Reply> answer) { promised.set_value(std::move(answer)); });
  const Result<Reply> answer = reply.get();
  if (answer.ok()) return Done{};
  const ErrorCode code = answer.error().code;
  if (code == ErrorCode::unavailable || code == ErrorCode::overloaded ||
      code == ErrorCode::outcome_unknown)
    return answer.error();
  log_warn("integration=twenty:" + id + " event=" + event.name + " detail=\"" +
           answer.error().message + "\"");
  return Done{};
}

}  // namespace onward

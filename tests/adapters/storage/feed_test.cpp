// The feed, its readers' places, and webhooks with what is delivered to them.
#include <gmock/gmock.h>

#include "adapters/storage/sql_queries.hpp"
#include "adapters/storage/sql_webhooks.hpp"
#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using test::id_in;
using testing::ElementsAre;
using testing::IsEmpty;

class Feed : public test::OnEveryDatabase {
 protected:
  void SetUp() override {
    OnEveryDatabase::SetUp();
    if (IsSkipped()) return;
    queries_ = open_queries(config()).value();
    webhooks_ = open_webhooks(config()).value();
  }
  void TearDown() override {
    queries_.reset();
    webhooks_.reset();
    OnEveryDatabase::TearDown();
  }
  /// An instance whose one command has this id.
  void start(std::uint64_t instance, std::uint64_t command) {
    kept_.push_back(test::Turn::start(instance));
    TurnWrite write = kept_.back().write();
    write.history.front().command = command;
    commit(write);
  }
  std::vector<std::uint64_t> positions(const FeedRange& range) {
    std::vector<std::uint64_t> found;
    const auto rows = queries_->feed(range);
    EXPECT_TRUE(rows.ok()) << rows.error().message;
    for (const FeedRow& row : rows.value()) found.push_back(row.position);
    return found;
  }
  static Webhook webhook(std::uint64_t id) {
    Webhook made;
    made.id = id;
    made.revision = 1;
    made.url = "https://example.com/";
    made.events = {"task.*", "*"};
    made.secret = "whsec_AQID";
    made.position = 10;
    made.created = Instant{5};
    made.created_by = "ann";
    return made;
  }
  static WebhookDelivery delivery(std::uint64_t id, std::uint64_t subject, Instant next) {
    WebhookDelivery made;
    made.webhook = 1;
    made.id = id;
    made.event = "e-" + std::to_string(id);
    made.type = "task.opened";
    made.subject = subject;
    made.body = "{}";
    made.created = Instant{5};
    made.next = next;
    return made;
  }
  void put(const Webhook& webhook, std::uint64_t before) {
    TurnWrite write;
    write.webhooks.push_back({WebhookWrite::Kind::put, webhook, before});
    commit(write);
  }
  std::vector<std::uint64_t> due(Instant now) {
    std::vector<std::uint64_t> found;
    const auto deliveries = webhooks_->due(now, 10);
    for (const WebhookDelivery& each : *deliveries) found.push_back(each.id);
    return found;
  }

  std::unique_ptr<Queries> queries_;
  std::unique_ptr<WebhookStore> webhooks_;
  std::vector<test::Turn> kept_;
};
ONWARD_ON_EVERY_DATABASE(Feed);

TEST_P(Feed, ComesInTheOrderOfCommandsWhateverTheShard) {
  start(id_in(900, 1), id_in(900, 20));
  start(id_in(3, 2), id_in(3, 30));
  start(id_in(500, 3), id_in(500, 10));

  EXPECT_THAT(positions({0, 100, 10}), ElementsAre(10, 20, 30));
  EXPECT_THAT(positions({10, 100, 10}), ElementsAre(20, 30));
  EXPECT_THAT(positions({0, 20, 10}), ElementsAre(10, 20));
  EXPECT_THAT(positions({0, 100, 2}), ElementsAre(10, 20));
  EXPECT_THAT(positions({30, 30, 2}), IsEmpty());
  EXPECT_EQ(*queries_->newest_position(), 30U);
}

TEST_P(Feed, SaysWhoseCommandItWas) {
  start(id_in(7, 1), id_in(7, 20));

  const auto rows = queries_->feed({0, 100, 10});
  ASSERT_EQ(rows->size(), 1U);
  const FeedRow& row = rows->front();
  EXPECT_EQ(row.command.instance, InstanceId{id_in(7, 1)});
  EXPECT_EQ(row.command.seq, 1U);
  EXPECT_EQ(row.definition, (DefinitionRef{"sale", 1}));
  EXPECT_FALSE(row.command.facts.empty());
  EXPECT_FALSE(row.change);
}

TEST_P(Feed, HasChangesOfOpportunitiesBetweenCommands) {
  start(id_in(7, 1), id_in(7, 20));
  start(id_in(7, 2), id_in(7, 40));
  TurnWrite write;
  OpportunityChange change;
  change.opportunity = OpportunityId{id_in(9, 3)};
  change.version = 1;
  change.command = id_in(9, 30);
  change.operation = "create";
  write.opportunity_changes.push_back(change);
  commit(write);

  EXPECT_THAT(positions({0, 100, 10}), ElementsAre(20, 30, 40));
  EXPECT_THAT(positions({0, 100, 2}), ElementsAre(20, 30));
  EXPECT_EQ(queries_->feed({20, 30, 10})->front().change->operation, "create");
}

TEST_P(Feed, TellsHowFarItIs) {
  for (std::uint64_t i = 1; i <= 5; ++i) start(id_in(7, i), id_in(7, i * 10));

  EXPECT_TRUE(*queries_->feed_is_longer_than({0, 100, 4}));
  EXPECT_FALSE(*queries_->feed_is_longer_than({0, 100, 5}));
  EXPECT_FALSE(*queries_->feed_is_longer_than({10, 100, 4}));
}

TEST_P(Feed, KeepsThePlacesOfItsReaders) {
  EXPECT_EQ(*webhooks_->place("mail"), 0U);
  ASSERT_TRUE(webhooks_->set_place("mail", 7).ok());
  ASSERT_TRUE(webhooks_->set_place("mail", 9).ok());
  EXPECT_EQ(*webhooks_->place("mail"), 9U);
}

TEST_P(Feed, KeepsEndpointsWithTheirRevisions) {
  Webhook made = webhook(1);
  put(made, 0);
  made.revision = 2;
  made.url = "https://example.org/";
  made.old_secret = "whsec_old0";
  made.old_until = Instant{99};
  put(made, 1);

  const auto all = store().webhooks();
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().url, made.url);
  EXPECT_EQ(all->front().events, made.events);
  EXPECT_EQ(all->front().old_until, Instant{99});
  TurnWrite stale;
  stale.webhooks.push_back({WebhookWrite::Kind::put, made, 1});
  EXPECT_EQ(store().commit(stale).error().code, ErrorCode::conflict);
}

TEST_P(Feed, PlansOnceForEachPlace) {
  const Webhook made = webhook(1);
  put(made, 0);
  const WebhookDelivery planned[] = {delivery(1, 5, Instant{10})};

  ASSERT_TRUE(webhooks_->plan(made, 20, planned).ok());
  ASSERT_TRUE(webhooks_->plan(made, 20, planned).ok());

  EXPECT_EQ(webhooks_->webhooks()->front().position, 20U);
  EXPECT_EQ(queries_->webhook_deliveries(1, std::nullopt, {10, {}, {}})->items.size(), 1U);
}

TEST_P(Feed, GivesOnlyTheOldestOfASubject) {
  const Webhook made = webhook(1);
  put(made, 0);
  const WebhookDelivery planned[] = {delivery(1, 5, Instant{10}), delivery(2, 5, Instant{10}),
                                     delivery(3, 6, Instant{10}), delivery(4, 7, Instant{90})};
  ASSERT_TRUE(webhooks_->plan(made, 20, planned).ok());

  EXPECT_THAT(due(Instant{9}), IsEmpty());
  EXPECT_THAT(due(Instant{10}), ElementsAre(1, 3));
  WebhookDelivery first = planned[0];
  first.next = Instant{50};
  ASSERT_TRUE(webhooks_->note(first, {}).ok());
  EXPECT_THAT(due(Instant{10}), ElementsAre(3));
  first.state = DeliveryState::delivered;
  first.attempted = Instant{11};
  ASSERT_TRUE(webhooks_->note(first, {}).ok());
  EXPECT_THAT(due(Instant{10}), ElementsAre(2, 3));
  EXPECT_EQ(*webhooks_->forget_delivered(Instant{6}, 10), 1U);
}

TEST_P(Feed, OfADisabledEndpointNothingIsDue) {
  const Webhook made = webhook(1);
  put(made, 0);
  WebhookDelivery failed = delivery(1, 5, Instant{10});
  const WebhookDelivery planned[] = {failed, delivery(2, 6, Instant{10})};
  ASSERT_TRUE(webhooks_->plan(made, 20, planned).ok());
  failed.state = DeliveryState::failed;
  failed.attempts = 10;

  ASSERT_TRUE(webhooks_->note(failed, "it was gone").ok());

  EXPECT_THAT(due(Instant{99}), IsEmpty());
  Webhook disabled = webhooks_->webhooks()->front();
  EXPECT_EQ(disabled.state, WebhookState::disabled);
  EXPECT_EQ(disabled.reason, "it was gone");
  disabled.state = WebhookState::active;
  TurnWrite write;
  write.webhooks.push_back({WebhookWrite::Kind::put, disabled, disabled.revision});
  write.webhook_retries.push_back({WebhookRetry::Which::failed, 1, 0, {}, Instant{30}});
  write.webhooks.front().after.revision += 1;
  commit(write);
  EXPECT_THAT(due(Instant{30}), ElementsAre(1, 2));
}

TEST_P(Feed, ShowsDeliveriesPageByPage) {
  put(webhook(1), 0);
  std::vector<WebhookDelivery> planned;
  for (std::uint64_t id = 1; id <= 5; ++id) planned.push_back(delivery(id, id, Instant{10}));
  ASSERT_TRUE(webhooks_->plan(webhook(1), 20, planned).ok());

  const auto first = queries_->webhook_deliveries(1, DeliveryState::waiting, {2, {}, {}});
  ASSERT_EQ(first->items.size(), 2U);
  EXPECT_EQ(first->items.front().id, 5U);
  const auto second = queries_->webhook_deliveries(1, std::nullopt, {10, first->next, {}});
  EXPECT_EQ(second->items.size(), 3U);
  EXPECT_EQ(second->items.front().id, 3U);
  EXPECT_TRUE(second->next.empty());
  EXPECT_EQ(queries_->webhook_deliveries(1, std::nullopt, {10, "x", {}}).error().code,
            ErrorCode::invalid_cursor);
  EXPECT_THAT(queries_->webhook_deliveries(1, DeliveryState::failed, {2, {}, {}})->items,
              IsEmpty());
}

}  // namespace
}  // namespace onward

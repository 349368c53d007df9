// Definitions, users, the sales register, messages, counters: what turns seldom write.
#include <gmock/gmock.h>

#include <functional>

#include "adapters/storage/sql_queries.hpp"
#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using test::id_in;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Register : public test::OnEveryDatabase {
 protected:
  std::unique_ptr<Queries> queries() { return open_queries(config()).value(); }
};
ONWARD_ON_EVERY_DATABASE(Register);

Context one_field(std::string name, Value value) {
  Context context;
  context.set(std::move(name), std::move(value));
  return context;
}

Opportunity opportunity(std::uint64_t id, std::string number, std::string title) {
  Opportunity o;
  o.id = OpportunityId{id};
  o.version = 1;
  o.number = std::move(number);
  o.kind = "standard-sale";
  o.title = std::move(title);
  o.customer = 5;
  o.customer_name = "M\xC3\x9CLLER AG";
  o.responsible = "ann";
  o.status = OpportunityStatus::open;
  o.created = Instant{static_cast<std::int64_t>(sequence_of(id)) * 10};
  o.posted_by = "pia";
  o.order = sequence_of(id);
  o.instances = {InstanceId{id_in(3, 9)}, InstanceId{7}};
  o.fields = one_field("quotation", Value(List{Value(1), Value("x")}));
  return o;
}

/// Every member, as the API and the version show them.
bool same(const Opportunity& a, const Opportunity& b) {
  return a.version == b.version && a.order == b.order && a.instances == b.instances &&
         Value(a.fields) == Value(b.fields) && Value(to_context(a)) == Value(to_context(b));
}

TEST_P(Register, KeepsOpportunitiesWithVersionsAndChanges) {
  const Opportunity first = opportunity(id_in(3, 1), "O-000001", "Printer");
  TurnWrite write;
  write.opportunities.push_back({0, &first});
  write.opportunity_changes.push_back(
      {first.id, 1, Instant{10}, "ann", "create", "", one_field("title", Value("Printer"))});
  commit(write);
  Opportunity changed = first;
  changed.version = 2;
  changed.stage = "offer";
  changed.instances.push_back(InstanceId{8});
  TurnWrite update;
  update.opportunities.push_back({1, &changed});
  update.opportunity_changes.push_back(
      {first.id, 2, Instant{11}, "bob", "set-stage", "because", {}});
  commit(update);

  const auto refused = store().commit(update);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().details.at(0).pointer, "opportunity:" + to_text(first.id));
  const OpportunityId ids[] = {first.id, OpportunityId{99}};
  const auto loaded = store().load_opportunities(ids);
  ASSERT_THAT(*loaded, SizeIs(1));
  EXPECT_TRUE(same(loaded->front(), changed));
  EXPECT_TRUE(same(**queries()->opportunity(first.id), changed));
  const auto changes = queries()->opportunity_changes(first.id, 0, 10);
  ASSERT_THAT(*changes, SizeIs(2));
  EXPECT_EQ((*changes)[1].reason, "because");
  EXPECT_THAT(*queries()->opportunity_changes(first.id, 0, 1), SizeIs(1));
  EXPECT_EQ(queries()->opportunity_changes(first.id, (*changes)[0].version, 10)->front().reason,
            "because");
  EXPECT_EQ(*(*changes)[0].changes.find("title"), Value("Printer"));
}

TEST_P(Register, KnowsWhenDealsWereClosed) {
  Opportunity deal = opportunity(id_in(3, 1), "O-000001", "Printer");
  const auto put = [&](std::uint64_t before, Context changes, std::int64_t at) {
    TurnWrite write;
    deal.version = before + 1;
    write.opportunities.push_back({before, &deal});
    write.opportunity_changes.push_back(
        {deal.id, deal.version, Instant{at}, "ann", "change", "", std::move(changes)});
    commit(write);
  };
  put(0, one_field("status", Value("open")), 10);
  EXPECT_THAT(*queries()->closed_deals(10), IsEmpty());
  deal.status = OpportunityStatus::won;
  put(1, one_field("status", Value("won")), 20);
  put(2, one_field("title", Value("Printers")), 30);

  const auto closed = queries()->closed_deals(10);

  ASSERT_THAT(*closed, SizeIs(1));
  EXPECT_EQ(closed->front().id, deal.id);
  EXPECT_TRUE(closed->front().won);
  EXPECT_EQ(closed->front().closed, Instant{20});
  EXPECT_EQ(closed->front().instances, deal.instances);
}

TEST_P(Register, ListsOpportunities) {
  const Opportunity a = opportunity(id_in(9, 1), "O-000002", "Printer");
  Opportunity b = opportunity(id_in(3, 2), "O-000001", "Paper");
  b.customer_name = "Other";
  b.customer = id_in(1, 1);
  b.status = OpportunityStatus::won;
  b.stage = "closed-won";
  TurnWrite write;
  write.opportunities.push_back({0, &a});
  write.opportunities.push_back({0, &b});
  commit(write);
  const auto reader = queries();
  const auto titles = [&](auto change) {
    OpportunityQuery query;
    change(query);
    std::vector<std::string> result;
    const auto page = reader->opportunities(query);
    EXPECT_TRUE(page.ok()) << page.error().message;
    for (const Opportunity& o : page->items) result.push_back(o.title);
    return result;
  };
  EXPECT_THAT(titles([](auto&) {}), ElementsAre("Printer", "Paper"));
  EXPECT_THAT(titles([](auto& q) { q.page.sort = "number"; }), ElementsAre("Paper", "Printer"));
  EXPECT_THAT(titles([](auto& q) { q.page.sort = "-createdAt"; }), ElementsAre("Paper", "Printer"));
  EXPECT_THAT(titles([](auto& q) { q.kind = "standard-sale"; }), SizeIs(2));
  EXPECT_THAT(titles([](auto& q) { q.stage = "closed-won"; }), ElementsAre("Paper"));
  EXPECT_THAT(titles([](auto& q) { q.status = OpportunityStatus::open; }), ElementsAre("Printer"));
  EXPECT_THAT(titles([](auto& q) { q.responsible = "ann"; }), SizeIs(2));
  EXPECT_THAT(titles([](auto& q) { q.customer = "Other"; }), ElementsAre("Paper"));
  EXPECT_THAT(titles([](auto& q) { q.customer = id_to_text(id_in(1, 1)); }), ElementsAre("Paper"));
  EXPECT_THAT(titles([](auto& q) { q.text = "m\xC3\xBCller"; }), ElementsAre("Printer"));
  OpportunityQuery page;
  page.page = {1, "", "number"};
  page.page.after = reader->opportunities(page)->next;
  ASSERT_THAT(reader->opportunities(page)->items, SizeIs(1));
  EXPECT_EQ(reader->opportunities(page)->items[0].title, "Printer");
}

TEST_P(Register, FindsOpenInstancesOfAnOpportunity) {
  test::Turn one = test::Turn::start(id_in(3, 1), "", 77),
             two = test::Turn::start(id_in(3, 2), "", 77);
  two.command({InstanceEnded{InstanceState::completed, "", Instant{9}}});
  TurnWrite write = one.write();
  two.add_to(write);
  commit(write);

  EXPECT_THAT(*store().instances_of(OpportunityId{77}), ElementsAre(one.after().id));
  EXPECT_THAT(*store().instances_of(OpportunityId{0}), IsEmpty());
}

TEST_P(Register, KeepsRecords) {
  TurnWrite write;
  write.records.push_back({0,
                           {RecordKind::customer, id_in(3, 1), 1, "ACME", OpportunityId{77},
                            Instant{1}, one_field("city", Value("Bonn"))}});
  write.records.push_back(
      {0, {RecordKind::lead, id_in(3, 1), 1, std::string(5'000, 'x'), {}, Instant{2}, {}}});
  commit(write);
  TurnWrite update;
  update.records.push_back(
      {1, {RecordKind::customer, id_in(3, 1), 2, "ACME Ltd", OpportunityId{77}, Instant{1}, {}}});
  commit(update);

  EXPECT_EQ(store().commit(update).error().code, ErrorCode::conflict);
  const auto found = store().record(RecordKind::customer, id_in(3, 1));
  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->version, 2U);
  EXPECT_TRUE(*store().customer_by_name("ACME Ltd"));
  EXPECT_FALSE(*store().customer_by_name("ACME"));
  EXPECT_FALSE(*store().record(RecordKind::ticket, id_in(3, 1)));
  const auto reader = queries();
  RecordQuery query;
  query.kind = RecordKind::lead;
  EXPECT_THAT(reader->records(query)->items, SizeIs(1));
  query.kind = RecordKind::customer;
  query.opportunity = OpportunityId{77};
  query.text = "acme";
  EXPECT_THAT(reader->records(query)->items, SizeIs(1));
  query.opportunity = OpportunityId{78};
  EXPECT_THAT(reader->records(query)->items, IsEmpty());
  EXPECT_TRUE(*reader->record(RecordKind::lead, id_in(3, 1)));
}

TEST_P(Register, ARecordThatWasGoneByMustStillBeWhatItWas) {
  TurnWrite write;
  write.records.push_back({0, {RecordKind::customer, id_in(3, 1), 1, "ACME", {}, Instant{1}, {}}});
  commit(write);
  TurnWrite decided;
  decided.records_seen = {{RecordKind::customer, id_in(3, 1), 1},
                          {RecordKind::customer, id_in(3, 1), 1}};
  decided.users.push_back({"ann", "Ann", {}, {}, {}, {}, {}});
  EXPECT_TRUE(store().commit(decided).ok());
  // The same turn may change it itself.
  decided.records.push_back(
      {1, {RecordKind::customer, id_in(3, 1), 2, "ACME", {}, Instant{1}, {}}});
  EXPECT_TRUE(store().commit(decided).ok());

  decided.records.clear();
  decided.users.front().name = "Another";
  EXPECT_EQ(store().commit(decided).error().code, ErrorCode::conflict);
  EXPECT_EQ((*store().user("ann"))->name, "Ann");
}

Record interaction(std::uint64_t id, const std::string& type, const std::string& at,
                   const std::string& details) {
  Record record{RecordKind::interaction, id, 1, "Subject", {}, Instant{5}, {}};
  record.fields.set("type", Value(type));
  record.fields.set("at", Value(at));
  record.fields.set("planned", Value(type == "meeting"));
  record.fields.set("chainId", Value(id_to_text(id_in(3, 1))));
  record.fields.set("details", Value(details));
  Context customer;
  customer.set("id", Value(id_to_text(id_in(4, 9))));
  record.fields.set("customer", Value(std::move(customer)));
  return record;
}

TEST_P(Register, FindsInteractionsByWhatTheySay) {
  TurnWrite write;
  write.records = {{0, {RecordKind::customer, id_in(4, 9), 1, "ACME", {}, Instant{1}, {}}},
                   {0, interaction(id_in(3, 1), "call-in", "2026-11-22T08:00:00Z", "Wants ten")},
                   {0, interaction(id_in(3, 2), "meeting", "2026-11-21T08:00:00Z", "")},
                   {0, interaction(id_in(3, 3), "call", "2026-11-23T08:00:00Z", "")}};
  commit(write);
  const auto reader = queries();
  const auto ids = [&](const std::function<void(RecordQuery&)>& ask) {
    RecordQuery query;
    query.kind = RecordKind::interaction;
    ask(query);
    std::vector<std::uint64_t> found;
    const auto rows = reader->records(query);
    EXPECT_TRUE(rows.ok());
    for (const Record& each : rows->items) found.push_back(sequence_of(each.id));
    return found;
  };
  const auto at = [](const char* text) { return instant_from_text(text).value(); };
  EXPECT_THAT(ids([](RecordQuery&) {}), ElementsAre(2, 1, 3));
  EXPECT_THAT(ids([](RecordQuery& q) { q.page.sort = "-at"; }), ElementsAre(3, 1, 2));
  EXPECT_THAT(ids([](RecordQuery& q) { q.type = "call"; }), ElementsAre(1, 3));
  EXPECT_THAT(ids([](RecordQuery& q) { q.type = "call-in"; }), ElementsAre(1));
  EXPECT_THAT(ids([](RecordQuery& q) { q.planned = true; }), ElementsAre(2));
  EXPECT_THAT(ids([](RecordQuery& q) { q.text = "TEN"; }), ElementsAre(1));
  EXPECT_THAT(ids([](RecordQuery& q) { q.customer = "ACME"; }), ElementsAre(2, 1, 3));
  EXPECT_THAT(ids([](RecordQuery& q) { q.customer = id_to_text(id_in(4, 9)); }),
              ElementsAre(2, 1, 3));
  EXPECT_THAT(ids([](RecordQuery& q) { q.customer = "Nobody"; }), IsEmpty());
  EXPECT_THAT(ids([](RecordQuery& q) { q.chain = id_in(3, 1); }), ElementsAre(2, 1, 3));
  EXPECT_THAT(ids([](RecordQuery& q) { q.chain = id_in(3, 2); }), IsEmpty());
  EXPECT_THAT(ids([&](RecordQuery& q) {
                q.from = at("2026-11-22T08:00:00Z");
                q.to = at("2026-11-23T08:00:00Z");
              }),
              ElementsAre(1));
}

TEST_P(Register, KeepsProductsWithTheirProposals) {
  TurnWrite write;
  write.products.push_back(
      {"A", "Printer", Decimal::from_text("199.90"), {{"C", true, false}, {"B", false, true}}});
  write.products.push_back({"B", "Better printer", std::nullopt, {}});
  commit(write);
  write.products.resize(1);
  write.products[0].proposes.pop_back();
  commit(write);
  const std::string skus[] = {"A", "B", "Z"};

  const auto found = store().products(skus);

  ASSERT_THAT(*found, SizeIs(2));
  const auto reader = queries();
  const auto a = reader->product("A");
  ASSERT_TRUE(a.ok() && *a);
  EXPECT_EQ((*a)->price->to_text(), "199.90");
  ASSERT_THAT((*a)->proposes, SizeIs(1));
  EXPECT_EQ((*a)->proposes[0].sku, "C");
  EXPECT_TRUE((*a)->proposes[0].cross);
  EXPECT_FALSE((*reader->product("B"))->price);
  const auto page = reader->products({1, "", ""});
  ASSERT_THAT(page->items, SizeIs(1));
  EXPECT_EQ(reader->products({1, page->next, ""})->items.at(0).sku, "B");
}

TEST_P(Register, KeepsUsers) {
  TurnWrite write;
  write.users.push_back(
      {"ann", "Ann", {"admin"}, {"sales", "hunters"}, "bob", Date{2026, 12, 24}, std::nullopt});
  commit(write);
  write.users[0].name = "Ann B";
  commit(write);

  const auto ann = store().user("ann");

  ASSERT_TRUE(ann.ok() && *ann);
  EXPECT_EQ((*ann)->name, "Ann B");
  EXPECT_THAT((*ann)->groups, ElementsAre("sales", "hunters"));
  EXPECT_EQ((*ann)->absent_from, (Date{2026, 12, 24}));
  EXPECT_FALSE((*ann)->absent_to);
  EXPECT_FALSE(*store().user("eve"));
  EXPECT_THAT(*queries()->users(), SizeIs(1));
}

TEST_P(Register, LetsOneCustomerHaveAName) {
  const auto customer = [](std::uint64_t id, std::string name, std::uint64_t before) {
    RecordWrite row;
    row.after.kind = RecordKind::customer;
    row.after.id = id;
    row.after.version = before + 1;
    row.after.name = std::move(name);
    row.before_version = before;
    TurnWrite write;
    write.records.push_back(std::move(row));
    return write;
  };
  commit(customer(id_in(1, 1), "Acme", 0));
  EXPECT_EQ(store().commit(customer(id_in(2, 2), "Acme", 0)).error().code, ErrorCode::conflict);
  commit(customer(id_in(1, 1), "Acme and Sons", 1));

  commit(customer(id_in(2, 2), "Acme", 0));

  EXPECT_EQ(store().commit(customer(id_in(2, 2), "Acme and Sons", 1)).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(store().customer_by_name("Acme").value()->id, id_in(2, 2));
}

TEST_P(Register, ReservesAProductForACustomerOnce) {
  TurnWrite write;
  write.reservations_added.push_back({5, "A", 100});
  commit(write);
  TurnWrite again;
  again.reservations_added.push_back({5, "B", 101});
  again.reservations_added.push_back({5, "A", 101});
  EXPECT_EQ(store().commit(again).error().code, ErrorCode::conflict);
  const std::string skus[] = {"A", "B"};
  EXPECT_THAT(*store().reserved(5, skus), ElementsAre("A"));
  again.reservations_freed.push_back(100);

  commit(again);

  EXPECT_THAT(*store().reserved(5, skus), SizeIs(2));
  EXPECT_THAT(*store().reserved(6, skus), IsEmpty());
}

TEST_P(Register, BuffersMessagesUntilTheyAreTakenOrTooOld) {
  TurnWrite write;
  write.messages_added.push_back(
      {id_in(9, 1), "paid", "42", true, one_field("amount", Value(7)), "m1", Instant{100}});
  write.messages_added.push_back({id_in(3, 2), "paid", "", false, {}, "", Instant{50}});
  write.message_ids.emplace_back("paid\0m1", Instant{100});
  commit(write);
  EXPECT_EQ(store().commit(write).error().code, ErrorCode::conflict);
  const auto both = store().buffered_messages("paid", "42", Instant{49});
  ASSERT_THAT(*both, SizeIs(2));
  EXPECT_EQ((*both)[0].id, id_in(9, 1));
  EXPECT_EQ(*(*both)[0].variables.find("amount"), Value(7));
  EXPECT_THAT(*store().buffered_messages("paid", "42", Instant{50}), SizeIs(1));
  EXPECT_THAT(*store().buffered_messages("paid", "43", Instant{49}), SizeIs(1));
  EXPECT_THAT(*store().buffered_messages("paid", std::nullopt, Instant{49}), SizeIs(1));
  TurnWrite take;
  take.messages_taken.push_back(id_in(9, 1));

  commit(take);

  EXPECT_EQ(store().commit(take).error().code, ErrorCode::conflict);
  EXPECT_THAT(*store().buffered_messages("paid", "42", Instant{50}), IsEmpty());
}

TEST_P(Register, KeepsDefinitions) {
  StoredDefinition one;
  one.key = "sale";
  one.version = 1;
  one.document = std::string("<x>\0</x>", 8);
  one.decisions = {"a", "b"};
  one.deployed = Instant{5};
  one.deployed_by = "anna";
  one.comment = "a shorter way";
  StoredDefinition two = one;
  two.version = 2;
  two.executable = false;
  TurnWrite write;
  write.definitions = {one, two};
  commit(write);
  EXPECT_EQ(store().commit(write).error().code, ErrorCode::conflict);

  EXPECT_THAT(*store().definitions(), SizeIs(2));
  EXPECT_TRUE(store().definitions()->at(0).document.empty());
  const auto found = store().definition(StoredDefinition::Kind::process, "sale", 1);
  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->document, one.document);
  EXPECT_THAT((*found)->decisions, ElementsAre("a", "b"));
  EXPECT_EQ((*found)->deployed_by, "anna");
  EXPECT_EQ((*found)->comment, "a shorter way");
  EXPECT_EQ(store().definitions()->at(1).comment, "a shorter way");
  EXPECT_TRUE((*found)->executable);
  EXPECT_FALSE(*store().definition(StoredDefinition::Kind::decision, "sale", 1));
  const auto reader = queries();
  EXPECT_EQ((*reader->definition(StoredDefinition::Kind::process, "sale", 0))->version, 2U);
  EXPECT_EQ((*reader->definition(StoredDefinition::Kind::process, "sale", 1))->version, 1U);
  EXPECT_THAT(*reader->definitions(), SizeIs(2));
}

TEST_P(Register, KeepsStartTimersAndRefusesOnesThatMovedOn) {
  StartTimerWrite set{std::nullopt, StartTimer{"sale", "t1", 1, Instant{10}, "PT1H", UINT32_MAX},
                      "sale", "t1"};
  TurnWrite write;
  write.start_timers.push_back(set);
  commit(write);
  EXPECT_EQ(store().commit(write).error().code, ErrorCode::conflict);
  ASSERT_THAT(*store().due_start_timers(Instant{10}, 5), SizeIs(1));
  EXPECT_EQ(store().due_start_timers(Instant{10}, 5)->at(0).remaining, UINT32_MAX);
  EXPECT_THAT(*store().due_start_timers(Instant{9}, 5), IsEmpty());
  set.expected = Instant{10};
  set.after->due = Instant{20};
  write.start_timers = {set};
  commit(write);
  EXPECT_EQ(store().commit(write).error().code, ErrorCode::conflict);
  EXPECT_EQ(store().start_timers("sale")->at(0).due, Instant{20});
  set.expected = Instant{20};
  set.after.reset();
  write.start_timers = {set};

  commit(write);

  EXPECT_THAT(*store().start_timers("sale"), IsEmpty());
}

TEST_P(Register, RefusesAnIdempotencyKeyThatIsThere) {
  TurnWrite write;
  write.idempotency.push_back({3, "ann", "k", "digest", 201, "[\"a\"]", Instant{5}});
  commit(write);

  const auto refused = store().commit(write);

  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().details.at(0).pointer, "idempotency:k");
  const auto row = store().idempotency(3, "ann", "k");
  ASSERT_TRUE(row.ok() && *row);
  EXPECT_EQ((*row)->status, 201);
  EXPECT_EQ((*row)->digest, "digest");
  EXPECT_EQ((*row)->at, Instant{5});
  EXPECT_FALSE(*store().idempotency(4, "ann", "k"));
}

TEST_P(Register, TakesNumbersInBlocksThatNeverMeet) {
  const auto other = open();
  EXPECT_EQ(*store().take_numbers("opportunity", 10), 1U);
  EXPECT_EQ(*other->take_numbers("opportunity", 5), 11U);
  EXPECT_EQ(*store().take_numbers("opportunity", 1), 16U);
  EXPECT_EQ(*store().take_numbers("ticket", 1), 1U);
}

TEST_P(Register, ForgetsWhatIsPastItsTime) {
  constexpr std::int64_t day_ms = 86'400'000;
  TurnWrite write;
  write.idempotency.push_back({3, "ann", "old", "d", 200, "[]", Instant{0}});
  write.idempotency.push_back({3, "ann", "new", "d", 200, "[]", Instant{2}});
  write.messages_added.push_back({id_in(9, 1), "m", "", false, {}, "", Instant{day_ms}});
  write.messages_added.push_back({id_in(9, 2), "m", "", false, {}, "", Instant{day_ms + 9}});
  write.message_ids.emplace_back("a", Instant{5});
  write.message_ids.emplace_back("b", Instant{day_ms + 9});
  commit(write);

  EXPECT_EQ(*store().forget_expired(Instant{day_ms + 1}, 100), 3U);

  EXPECT_FALSE(*store().idempotency(3, "ann", "old"));
  EXPECT_TRUE(*store().idempotency(3, "ann", "new"));
  EXPECT_THAT(*store().buffered_messages("m", std::nullopt, Instant{0}), SizeIs(1));
  EXPECT_FALSE(*store().message_id_taken("a"));
  EXPECT_TRUE(*store().message_id_taken("b"));
}

TEST_P(Register, KeepsTheManualClock) {
  EXPECT_FALSE(*store().manual_clock());
  ASSERT_TRUE(store().set_manual_clock(Instant{1}).ok());
  ASSERT_TRUE(store().set_manual_clock(Instant{7}).ok());
  EXPECT_EQ(*store().manual_clock(), Instant{7});
}

}  // namespace
}  // namespace onward

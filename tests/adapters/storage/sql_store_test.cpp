#include "adapters/storage/sql_store.hpp"

#include <gmock/gmock.h>

#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using test::closed;
using test::id_in;
using test::set_variable;
using test::task;
using test::Turn;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Commit : public test::OnEveryDatabase {};
ONWARD_ON_EVERY_DATABASE(Commit);

Wait wait(std::uint32_t local, WaitKind kind, std::string name, std::int64_t due = 0) {
  Wait made;
  made.id = LocalId{local};
  made.element = "catch";
  made.token = test::only_token;
  made.kind = kind;
  made.name = std::move(name);
  made.due = Instant{due};
  return made;
}

Job job(std::uint32_t local, std::string topic, std::int64_t due, JobType type = JobType::worker) {
  Job made;
  made.id = LocalId{local};
  made.element = "call";
  made.token = test::only_token;
  made.topic = std::move(topic);
  made.type = type;
  made.due = Instant{due};
  return made;
}

TEST_P(Commit, KeepsAnInstanceAsItIs) {
  Turn turn = Turn::start(id_in(7, 1));
  turn.command({TaskOpened{task(12, "review")}, set_variable("amount", Value(1200))});

  commit(turn.write());

  const auto stored = load(turn.after().id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(*stored, turn.after());
}

TEST_P(Commit, StoresNothingOfATurnWhenOneVersionMovedOn) {
  Turn mine = Turn::start(id_in(1, 1)), theirs = Turn::start(id_in(2, 2));
  TurnWrite both;
  mine.add_to(both);
  theirs.add_to(both);
  commit(both);
  Turn moved(theirs.after());
  moved.command({set_variable("x", Value(1))});
  commit(moved.write());

  Turn first(mine.after()), second(theirs.after());
  first.command({TaskOpened{task(12, "left behind")}});
  second.command({TaskOpened{task(12, "late")}});
  TurnWrite late;
  first.add_to(late);
  second.add_to(late);
  const auto refused = store().commit(late);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  ASSERT_THAT(refused.error().details, SizeIs(1));
  EXPECT_EQ(refused.error().details[0].pointer, "instance:" + to_text(theirs.after().id));
  EXPECT_EQ(load(mine.after().id), mine.after());
  EXPECT_EQ(load(theirs.after().id), moved.after());
}

TEST_P(Commit, SaysConflictWhenTheInstanceExistsAlready) {
  Turn turn = Turn::start(id_in(1, 1));
  commit(turn.write());

  const auto again = store().commit(turn.write());

  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_P(Commit, FoldsManyCommandsOfOneInstanceIntoOneUpdate) {
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  Turn turn(start.after());
  turn.command({TaskOpened{task(12, "a")}}).command({closed(12), TaskOpened{task(13, "b")}});
  turn.command({closed(13), TaskOpened{task(14, "c")}});

  commit(turn.write());

  EXPECT_EQ(load(start.after().id)->version, 4U);
}

TEST_P(Commit, KeepsABusinessKeyUniqueAmongOpenInstances) {
  Turn first = Turn::start(id_in(1, 1), "order-1"), second = Turn::start(id_in(2, 2), "order-1");
  first.holds_key(true);
  second.holds_key(true);
  commit(first.write());

  const auto refused = store().commit(second.write());

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  ASSERT_THAT(refused.error().details, SizeIs(1));
  EXPECT_EQ(refused.error().details[0].pointer,
            "business-key:sale:order-1:" + to_text(first.after().id));
  EXPECT_EQ(*store().business_key("sale", "order-1"), first.after().id);
  EXPECT_FALSE(load(second.after().id));
}

TEST_P(Commit, FreesABusinessKeyWithTheEndOfItsInstanceInTheSameTurnThatTakesItAgain) {
  Turn first = Turn::start(id_in(1, 1), "order-1"), second = Turn::start(id_in(2, 2), "order-1");
  first.holds_key(true);
  second.holds_key(true);
  commit(first.write());
  Turn end(first.after());
  end.command({InstanceEnded{InstanceState::completed, "", Instant{9}}});

  TurnWrite both = end.write();
  second.add_to(both);
  commit(both);

  EXPECT_EQ(*store().business_key("sale", "order-1"), second.after().id);
}

TEST_P(Commit, LetsADuplicateCarryAKeyThatAnotherHolds) {
  Turn first = Turn::start(id_in(1, 1), "order-1"), second = Turn::start(id_in(2, 2), "order-1");
  first.holds_key(true);
  commit(first.write());
  commit(second.write());
  Turn end(second.after());
  end.command({InstanceEnded{InstanceState::completed, "", Instant{9}}});

  commit(end.write());

  EXPECT_EQ(*store().business_key("sale", "order-1"), first.after().id);
}

TEST_P(Commit, KeepsTextsWithNulBytes_Trap5) {
  using namespace std::string_literals;
  Turn turn = Turn::start(id_in(1, 1), "a\0b\x01"s);
  turn.holds_key(true).command({set_variable("t", Value("x\0y"s)), TaskOpened{task(12, "n\0m"s)}});
  TurnWrite write = turn.write();
  write.message_ids.emplace_back("name\0id"s, Instant{100});
  write.idempotency.push_back({3, "a\0b"s, "k\x01"s, "d", 201, "[\"\0\"]"s, Instant{1}});

  commit(write);

  EXPECT_EQ(load(turn.after().id), turn.after());
  EXPECT_TRUE(*store().business_key("sale", "a\0b\x01"s));
  EXPECT_FALSE(*store().business_key("sale", "a"));
  EXPECT_TRUE(*store().message_id_taken("name\0id"s));
  EXPECT_FALSE(*store().message_id_taken("name"));
  const auto row = store().idempotency(3, "a\0b"s, "k\x01"s);
  ASSERT_TRUE(row.ok() && *row);
  EXPECT_EQ((*row)->ids, "[\"\0\"]"s);
}

TEST_P(Commit, KeepsHugeValues) {
  Turn turn = Turn::start(id_in(1, 1));
  std::string noise;
  for (int i = 0; i < 1'000'000; ++i)
    noise += static_cast<char>('a' + (std::int64_t{i} * 7919) % 26);
  turn.command({set_variable("big", Value(noise))});

  commit(turn.write());

  EXPECT_EQ(load(turn.after().id), turn.after());
}

TEST_P(Commit, KeepsNumbersOf63Bits_Trap6) {
  const std::uint64_t id = id_in(1023, (std::uint64_t{1} << 48U) - 1);
  Turn turn = Turn::start(id);
  commit(turn.write());
  const InstanceId ids[] = {InstanceId{id}};

  const auto versions = store().versions(ids);

  ASSERT_TRUE(versions.ok());
  EXPECT_THAT(*versions, ElementsAre(std::pair(InstanceId{id}, std::uint64_t{1})));
}

TEST_P(Commit, FindsTimersByDueTimeThenCreation) {
  Turn late = Turn::start(id_in(9, 1)), early = Turn::start(id_in(3, 2));
  late.command({WaitOpened{wait(12, WaitKind::timer, "", 50)},
                WaitOpened{wait(13, WaitKind::timer, "", 40)}});
  early.command({WaitOpened{wait(12, WaitKind::timer, "", 50)},
                 WaitOpened{wait(13, WaitKind::timer, "", 51)}});
  TurnWrite both = late.write();
  early.add_to(both);
  commit(both);

  const auto due = store().due_timers(Instant{50}, 10);

  ASSERT_TRUE(due.ok());
  ASSERT_THAT(*due, SizeIs(3));
  EXPECT_EQ((*due)[0].due, Instant{40});
  EXPECT_EQ((*due)[1].instance, late.after().id);
  EXPECT_EQ((*due)[2].instance, early.after().id);
  EXPECT_THAT(*store().due_timers(Instant{50}, 2), SizeIs(2));
}

TEST_P(Commit, HidesTimersAndJobsOfASuspendedInstance) {
  Turn turn = Turn::start(id_in(1, 1));
  turn.command({WaitOpened{wait(12, WaitKind::timer, "", 50)}, JobOpened{job(13, "ship", 0)}});
  commit(turn.write());
  Turn suspend(turn.after());
  suspend.command({InstanceStateChanged{InstanceState::suspended, ""}});
  commit(suspend.write());
  const std::string topics[] = {"ship"};
  EXPECT_THAT(*store().due_timers(Instant{99}, 9), IsEmpty());
  EXPECT_THAT(*store().lockable_jobs(topics, Instant{99}, 9), IsEmpty());

  Turn resume(suspend.after());
  resume.command({InstanceStateChanged{InstanceState::active, ""}});
  commit(resume.write());

  EXPECT_THAT(*store().due_timers(Instant{99}, 9), SizeIs(1));
  EXPECT_THAT(*store().lockable_jobs(topics, Instant{99}, 9), SizeIs(1));
}

TEST_P(Commit, OffersJobsThatAreDueAndNotLocked) {
  Turn turn = Turn::start(id_in(1, 1));
  turn.command({JobOpened{job(12, "ship", 10)}, JobOpened{job(13, "bill", 5)},
                JobOpened{job(14, "ship", 0)}, JobOpened{job(15, "http", 0, JobType::connector)}});
  commit(turn.write());
  const std::string topics[] = {"ship", "bill"};
  Turn lock(turn.after());
  lock.command({JobLocked{LocalId{14}, "worker", Instant{100}}});
  commit(lock.write());

  const auto now = store().lockable_jobs(topics, Instant{10}, 10);
  const auto later = store().lockable_jobs(topics, Instant{100}, 2);

  ASSERT_THAT(*now, SizeIs(2));
  EXPECT_EQ((*now)[0].job, LocalId{12});
  EXPECT_EQ((*now)[1].topic, "bill");
  EXPECT_THAT(*later, SizeIs(2));
  EXPECT_THAT(*store().due_jobs(JobType::connector, Instant{0}, 10), SizeIs(1));
}

TEST_P(Commit, FindsSubscriptionsByWhatNarrowsAndInPages) {
  Turn second = Turn::start(id_in(1, 20), "k2"), first = Turn::start(id_in(5, 10), "k1", 77);
  Wait paid = wait(12, WaitKind::message, "paid");
  paid.has_key = true;
  paid.key = "42";
  first.command({WaitOpened{paid}});
  second.command({WaitOpened{wait(12, WaitKind::message, "paid")},
                  WaitOpened{wait(13, WaitKind::signal, "paid")},
                  test::set_variable("tier", Value("gold"))});
  commit(second.write());
  commit(first.write());

  const auto ask = [&](auto narrow) {
    SubscriptionQuery query;
    query.name = "paid";
    query.limit = 10;
    narrow(query);
    return *store().subscriptions(query);
  };
  const auto found = ask([](SubscriptionQuery&) {});

  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].instance, second.after().id);
  EXPECT_FALSE(found[0].has_key);
  EXPECT_EQ(found[1].instance, first.after().id);
  EXPECT_EQ(found[1].key, "42");
  EXPECT_TRUE(found[1].has_key);
  EXPECT_EQ(found[1].opportunity.value, 77U);
  EXPECT_EQ(found[1].business_key, "k1");
  EXPECT_EQ(found[1].definition, "sale");
  const auto only = [](const std::vector<Subscription>& page, const Turn& turn) {
    return page.size() == 1 && page[0].instance == turn.after().id;
  };
  EXPECT_TRUE(only(ask([](auto& q) { q.limit = 1; }), second));
  EXPECT_TRUE(only(ask([&](auto& q) { q.after = {found[0].instance, found[0].wait}; }), first));
  EXPECT_TRUE(only(ask([](auto& q) { q.key = "42"; }), first));
  EXPECT_THAT(ask([](auto& q) { q.key = "43"; }), IsEmpty());
  EXPECT_TRUE(only(ask([](auto& q) { q.business_key = "k2"; }), second));
  EXPECT_TRUE(only(ask([&](auto& q) { q.instance = first.after().id; }), first));
  EXPECT_TRUE(only(ask([](auto& q) { q.kind = WaitKind::signal; }), second));
  EXPECT_TRUE(only(ask([](auto& q) { q.variable = {"tier", "gold"}; }), second));
}

TEST_P(Commit, DeliversAnOutboxRowOnce) {
  TurnWrite post;
  post.outbox_added.push_back({id_in(4, 1), "signal", std::string("a\0b", 3), Instant{5}});
  post.outbox_added.push_back({id_in(3, 2), "message", "x", Instant{5}});
  commit(post);
  const auto rows = store().outbox(10);
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ((*rows)[0].body, std::string("a\0b", 3));
  TurnWrite done;
  done.outbox_done.push_back(id_in(4, 1));

  commit(done);
  const auto twice = store().commit(done);

  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::conflict);
  EXPECT_THAT(*store().outbox(10), SizeIs(1));
}

TEST_P(Commit, LetsTwoSessionsWriteInTurn_Trap3) {
  const auto other = open();
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  Instance now = start.after();
  for (int i = 0; i < 20; ++i) {
    Turn turn(now);
    turn.command({set_variable("n", Value(i))});
    Store& session = i % 2 == 0 ? store() : *other;
    // A read before: a deferred transaction would now fail with SQLITE_BUSY.
    const InstanceId ids[] = {now.id};
    ASSERT_THAT(*session.load(ids), SizeIs(1));
    ASSERT_TRUE(session.commit(turn.write()).ok());
    now = turn.after();
  }
  EXPECT_EQ(load(now.id), now);
}

TEST_P(Commit, SeesWhatAnotherSessionCommittedAfterARead_Trap2) {
  const auto other = open();
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  const InstanceId ids[] = {start.after().id};
  ASSERT_EQ((*other->versions(ids))[0].second, 1U);
  Turn turn(start.after());
  turn.command({set_variable("n", Value(1))});

  commit(turn.write());

  EXPECT_EQ((*other->versions(ids))[0].second, 2U);
}

}  // namespace
}  // namespace onward

// Sessions in threads of their own: a track writes while readers read, and two nodes write.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "adapters/storage/sql_queries.hpp"
#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using test::id_in;
using test::set_variable;
using test::Turn;

class Sessions : public test::OnEveryDatabase {};
ONWARD_ON_EVERY_DATABASE(Sessions);

constexpr int rounds = 100;

TEST_P(Sessions, ReadWhileATrackWrites) {
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  const auto queries = open_queries(config()).value();
  std::atomic<bool> done{false};
  std::string trouble;
  std::thread writer([&] {
    Instance now = start.after();
    for (int i = 0; i < rounds && trouble.empty(); ++i) {
      Turn turn(now);
      turn.command({set_variable("n", Value(i))});
      const auto written = store().commit(turn.write());
      if (!written.ok()) trouble = written.error().message;
      now = turn.after();
    }
    done = true;
  });
  std::uint64_t seen = 0;
  bool whole = true;
  do {
    const auto instance = queries->instance(start.after().id);
    const auto history = queries->history(start.after().id, 0, 1'000);
    ASSERT_TRUE(instance.ok() && *instance && history.ok());
    // The second read may see more than the first, never less.
    whole = whole && history->size() >= (*instance)->version && (*instance)->version >= seen;
    seen = (*instance)->version;
  } while (!done);
  writer.join();

  EXPECT_EQ(trouble, "");
  EXPECT_TRUE(whole);
  EXPECT_EQ((*queries->instance(start.after().id))->version, rounds + 1U);
}

TEST_P(Sessions, LoseNoUpdateWhenTwoNodesChangeOneInstance) {
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  const auto work = [&](Store& session, std::string& trouble) {
    const InstanceId ids[] = {start.after().id};
    for (int stored = 0; stored < rounds && trouble.empty();) {
      Turn turn(session.load(ids).value().at(0));
      turn.command({set_variable("n", Value(stored))});
      const auto written = session.commit(turn.write());
      if (written.ok())
        ++stored;
      else if (written.error().code != ErrorCode::conflict)
        trouble = written.error().message;
    }
  };
  const auto other = open();
  std::string mine, theirs;
  std::thread second([&] { work(*other, theirs); });
  work(store(), mine);
  second.join();

  EXPECT_EQ(mine + theirs, "");
  EXPECT_EQ(load(start.after().id)->version, 2 * rounds + 1U);
}

}  // namespace
}  // namespace onward

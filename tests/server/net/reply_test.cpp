#include "server/net/reply.hpp"

#include <gtest/gtest.h>

namespace onward::net {
namespace {

struct CountingWaiter : Waiter {
  int resumed = 0;
  void resume() override { ++resumed; }
};

struct Given {
  int wakes = 0;
  std::shared_ptr<CountingWaiter> waiter = std::make_shared<CountingWaiter>();
  std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>([this] { ++wakes; });
  std::shared_ptr<Exchange> exchange = std::make_shared<Exchange>(waiter, mailbox);
};

TEST(Reply, AnswerBeforeTheWaitNeedsNoWake) {
  Given given;

  Exchange::begin(given.exchange)(http::text(200, "a"));

  EXPECT_FALSE(given.exchange->must_wait());
  EXPECT_EQ(given.exchange->take().body, "a");
  EXPECT_EQ(given.wakes, 0);
}

TEST(Reply, LaterAnswersOfOneThreadWakeItOnce) {
  Given given;
  const auto other = std::make_shared<Exchange>(given.waiter, given.mailbox);
  const http::Respond first = Exchange::begin(given.exchange);
  const http::Respond second = Exchange::begin(other);
  ASSERT_TRUE(given.exchange->must_wait());
  ASSERT_TRUE(other->must_wait());

  first(http::text(200, "a"));
  second(http::text(200, "b"));
  EXPECT_EQ(given.wakes, 1);
  given.mailbox->deliver();

  EXPECT_EQ(given.waiter->resumed, 2);
  EXPECT_EQ(other->take().body, "b");
}

TEST(Reply, FirstAnswerCounts) {
  Given given;
  const http::Respond respond = Exchange::begin(given.exchange);
  respond(http::text(200, "first"));
  respond(http::text(200, "second"));

  EXPECT_FALSE(given.exchange->must_wait());
  EXPECT_EQ(given.exchange->take().body, "first");

  const http::Respond next = Exchange::begin(given.exchange);
  respond(http::text(200, "stray"));
  EXPECT_TRUE(given.exchange->must_wait());
}

TEST(Reply, DroppedRespondIsAnInternalProblem) {
  Given given;
  {
    const http::Respond respond = Exchange::begin(given.exchange);
  }

  EXPECT_FALSE(given.exchange->must_wait());
  EXPECT_EQ(given.exchange->take().status, 500);
}

TEST(Reply, NothingReachesAClosedMailboxOrAVanishedWaiter) {
  Given given;
  const http::Respond respond = Exchange::begin(given.exchange);
  ASSERT_TRUE(given.exchange->must_wait());
  given.waiter.reset();
  respond(http::text(200, "a"));
  given.mailbox->deliver();

  given.mailbox->close();
  const http::Respond late = Exchange::begin(given.exchange);
  ASSERT_TRUE(given.exchange->must_wait());
  late(http::text(200, "b"));
  EXPECT_EQ(given.wakes, 1);
}

}  // namespace
}  // namespace onward::net

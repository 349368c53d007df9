// What only a test of its own can provoke: a reader that never reads, a place too far back, signs
// of life. The rest is tests/http/events_test.py.
#include "server/events/event_streams.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "engine/base/outbound_limits.hpp"
#include "tests/server/api/history_queries.hpp"

namespace onward::events {
namespace {

/// As many commands of one instance as there are positions.
class Rows final : public api::test::HistoryQueries {
 public:
  Rows() : HistoryQueries(0, Quiet::none) {}
  Result<std::vector<FeedRow>> feed(const FeedRange& range) override {
    std::vector<FeedRow> rows;
    for (std::uint64_t at = range.after + 1; at <= range.until && rows.size() < range.limit; ++at) {
      FeedRow row;
      row.position = at;
      row.command = {InstanceId{1}, at, at, Instant{0}, "ann", "set-variables", {}};
      row.definition = {std::string(500, 'd'), 1};
      rows.push_back(std::move(row));
    }
    return rows;
  }
  Result<bool> feed_is_longer_than(const FeedRange& range) override {
    return range.until - range.after > range.limit;
  }
};

class Streams : public testing::Test {
 protected:
  EventStreams& streams(std::chrono::milliseconds heartbeat = std::chrono::hours(1)) {
    EventStreams::Parts parts;
    parts.queries = std::make_unique<Rows>();
    parts.settled_until = [this] { return until_.load(); };
    parts.turns = [this] { return turns_.load(); };
    parts.heartbeat = heartbeat;
    streams_ = std::make_unique<EventStreams>(std::move(parts));
    return *streams_;
  }
  std::shared_ptr<http::Stream> listen(std::optional<Place> after = std::nullopt) {
    Listening listening;
    listening.sight.everything = true;
    listening.topics = {Topic::instance};
    listening.after = after;
    auto stream = streams_->listen(std::move(listening));
    EXPECT_TRUE(stream.ok());
    return std::move(stream).value();
  }
  void commit(std::uint64_t rows) {
    until_ += rows;
    ++turns_;
  }
  static void read_until(http::Stream& stream, std::string& text, std::string_view mark) {
    while (text.find(mark) == std::string::npos) {
      stream.take(text);
      std::this_thread::yield();
    }
  }

  std::atomic<std::uint64_t> until_{100}, turns_{0};
  std::unique_ptr<EventStreams> streams_;
};

TEST_F(Streams, WhoDoesNotReadIsLetGoWithoutAGap) {
  streams();
  const auto stream = listen(Place{50, 0});

  commit(5'000);
  while (!stream->has_ended()) std::this_thread::yield();

  std::string text;
  stream->take(text);
  EXPECT_LE(text.size(), limits::stream_bytes + 100);
  EXPECT_NE(text.find("the stream ends here"), std::string::npos);
  std::uint64_t position = 50;
  for (std::size_t at = text.find("\nid: ", text.find("\n\n")); at != std::string::npos;
       at = text.find("\nid: ", at + 1), ++position)
    EXPECT_EQ(text.substr(at + 5, text.find('\n', at + 5) - at - 5), to_text(Place{position, 1}));
  EXPECT_GT(position, 100U);
}

TEST_F(Streams, TooFarBackMeansToReadAnew) {
  until_ = limits::feed_rows_behind + 100;
  streams();
  const auto back = listen(Place{99, 0}), near = listen(Place{101, 0});
  std::string text, other;

  read_until(*back, text, "event: ");
  read_until(*near, other, "event: ");

  EXPECT_NE(text.find("id: " + to_text(Place{until_ + 1, 0}) + "\nevent: reset\n"),
            std::string::npos);
  EXPECT_EQ(other.find("reset"), std::string::npos);
}

TEST_F(Streams, SignsOfLifeMoveTheIdOn) {
  streams(std::chrono::milliseconds(1));
  const auto stream = listen();
  std::string text;
  commit(1);

  read_until(*stream, text, ": \nid: " + to_text(Place{102, 0}) + "\n\n");

  EXPECT_NE(text.find("id: " + to_text(Place{101, 1}) + "\nevent: instance.changed\ndata: {"),
            std::string::npos);
}

TEST_F(Streams, NothingIsToldAboveWhereItIsSettled) {
  streams();
  const auto stream = listen(Place{100, 0});
  std::string text;

  ++turns_;
  read_until(*stream, text, to_text(Place{100, 1}));
  EXPECT_EQ(text.find(to_text(Place{101, 1})), std::string::npos);
  commit(1);
  read_until(*stream, text, to_text(Place{101, 1}));
}

TEST_F(Streams, TooManyAreRefusedUntilSomeLeave) {
  streams();
  std::vector<std::shared_ptr<http::Stream>> held;
  for (std::size_t i = 0; i < limits::listeners; ++i) held.push_back(listen());
  Listening more;

  const auto refused = streams_->listen(more);
  EXPECT_EQ(refused.error().code, ErrorCode::overloaded);

  held.clear();
  while (!streams_->listen(more).ok()) std::this_thread::yield();
}

TEST_F(Streams, StoppingEndsThem) {
  streams();
  const auto stream = listen();

  streams_->stop();

  EXPECT_TRUE(stream->has_ended());
  EXPECT_EQ(streams_->listen({}).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace onward::events

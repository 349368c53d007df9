#include "server/http/stream.hpp"

#include <gtest/gtest.h>

namespace onward::http {
namespace {

TEST(Stream, GivesWhatWasPutInOrder) {
  Stream stream(100);
  std::string out = "> ";

  EXPECT_TRUE(stream.put("one,"));
  EXPECT_TRUE(stream.put("two"));

  EXPECT_EQ(stream.take(out), Stream::Taken::all_for_now);
  EXPECT_EQ(out, "> one,two");
}

TEST(Stream, TakesNothingThatDoesNotFit) {
  Stream stream(5);
  std::string out;

  EXPECT_TRUE(stream.put("12345"));
  EXPECT_FALSE(stream.put("6"));

  stream.take(out);
  EXPECT_EQ(out, "12345");
  EXPECT_TRUE(stream.put("78901"));
}

TEST(Stream, EndsBehindWhatIsUnread) {
  Stream stream(5);
  std::string out;
  stream.put("12345");

  stream.end("bye");
  stream.end("again");

  EXPECT_FALSE(stream.put("x"));
  EXPECT_TRUE(stream.has_ended());
  EXPECT_EQ(stream.take(out), Stream::Taken::the_rest);
  EXPECT_EQ(out, "12345bye");
}

TEST(Stream, WakesOnceUntilItIsTaken) {
  Stream stream(100);
  std::string out;
  int woken = 0;
  stream.on_change([&] { ++woken; });

  stream.put("a");
  stream.put("b");
  EXPECT_EQ(woken, 1);
  stream.take(out);
  stream.end();
  EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace onward::http

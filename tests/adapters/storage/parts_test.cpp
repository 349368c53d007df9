// The small pure parts: cursors, PostgreSQL's binary form and error numbers, encodings, addresses.
#include <gmock/gmock.h>

#include <csignal>

#include "adapters/storage/cursor.hpp"
#include "adapters/storage/database_config.hpp"
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters/storage/postgres_errors.hpp"
#include "adapters/storage/postgres_wire.hpp"

namespace onward::storage {
namespace {

using namespace std::string_literals;

TEST(Cursor, ReadsBackWhatItWrote) {
  const Row keys{cell(std::int64_t{-7}), cell("a\0b\xFF"s), cell(INT64_MAX)};
  const std::string text = encode_cursor("tasks/due", keys);
  EXPECT_EQ(
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_EQ(decode_cursor(text, "tasks/due", "iti").value(), keys);
}

TEST(Cursor, RefusesEverythingElse) {
  const std::string text = encode_cursor("tasks/due", Row{cell(std::int64_t{5})});
  for (const std::string& wrong :
       {""s, text + "A"s, text.substr(0, text.size() - 1), "%%%%"s, "AAAA"s, text + text})
    EXPECT_EQ(decode_cursor(wrong, "tasks/due", "i").error().code, ErrorCode::invalid_cursor);
  EXPECT_FALSE(decode_cursor(text, "tasks/-due", "i").ok());
  EXPECT_FALSE(decode_cursor(text, "tasks/due", "ii").ok());
  EXPECT_FALSE(decode_cursor(encode_cursor("l", Row{cell("12x")}), "l", "i").ok());
}

TEST(Texts, WithNulBytesComeBackAsTheyWere_Trap5) {
  for (const std::string& text : {""s, "plain"s, "\0"s, "\x01"s, "a\0\x01\0b"s,
                                  "\x01"s
                                  "0"s})
    EXPECT_EQ(unescape_text(escape_text(text)), text);
  EXPECT_FALSE(needs_escape("plain"));
  EXPECT_EQ(escape_text("a\0"s).find('\0'), std::string::npos);
}

TEST(Wire, WritesArraysAsTheManualSays) {
  constexpr Statement statement{"x", "it", ""};
  Batch batch(statement);
  batch.add(std::int64_t{258}, "ab");
  batch.add_cell(Cell());
  batch.add_cell(cell(""));

  EXPECT_EQ(wire::encode_column(batch, 0),
            "\0\0\0\1"
            "\0\0\0\1"
            "\0\0\0\x14"
            "\0\0\0\2"
            "\0\0\0\1"
            "\0\0\0\x8"
            "\0\0\0\0\0\0\1\2"
            "\xFF\xFF\xFF\xFF"s);
  EXPECT_EQ(wire::encode_column(batch, 1),
            "\0\0\0\1"
            "\0\0\0\0"
            "\0\0\0\x19"
            "\0\0\0\2"
            "\0\0\0\1"
            "\0\0\0\2"
            "ab"
            "\0\0\0\0"s);
}

TEST(Wire, ReadsNumbersOfEverySize_Trap6) {
  EXPECT_EQ(number_of(wire::decode(21, "\xFF\xFE"s)), -2);
  EXPECT_EQ(number_of(wire::decode(23, "\xFF\xFF\xFF\xFF"s)), -1);
  EXPECT_EQ(number_of(wire::decode(20, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s)), INT64_MAX);
  EXPECT_EQ(text_of(wire::decode(25,
                                 "a\x01"
                                 "0"s)),
            "a\0"s);
  EXPECT_EQ(text_of(wire::decode(17, "a\0\x01"s)), "a\0\x01"s);
}

TEST(Errors, AreSortedByWhatTheCallerCanDo_Trap10) {
  for (const char* state : {"22012", "23505", "40001", "40P01", "55P03"})
    EXPECT_EQ(classify_sqlstate(state), ErrorCode::conflict) << state;
  for (const char* state : {"08006", "53300", "57P01", "57014", "25006", "53100", "58030"})
    EXPECT_EQ(classify_sqlstate(state), ErrorCode::unavailable) << state;
  EXPECT_EQ(classify_sqlstate("54000"), ErrorCode::too_large);
  EXPECT_EQ(classify_sqlstate("42601"), ErrorCode::internal);
  EXPECT_EQ(classify_sqlstate(""), ErrorCode::internal);
}

TEST(Encoding, RefusesDamagedBytes) {
  EXPECT_EQ(decode_texts("\xFF\xFF").error().code, ErrorCode::internal);
  EXPECT_EQ(decode_context(encode_texts({"a"})).error().code, ErrorCode::internal);
  EXPECT_EQ(decode_candidates(encode_texts({"a"})).error().code, ErrorCode::internal);
  Opportunity unused;
  EXPECT_EQ(decode_body(encode_texts({"a"}), unused).error().code, ErrorCode::internal);
}

TEST(Search, FoldsLatinGreekAndCyrillic) {
  EXPECT_EQ(searchable({"ABC", "", "\xC3\x84\xC3\x97", "\xCE\xA9", "\xD0\x81\xD0\x96"}),
            "abc \xC3\xA4\xC3\x97 \xCF\x89 \xD1\x91\xD0\xB6");
  EXPECT_EQ(searchable({std::string(499, 'a') + "\xC3\x84"}), std::string(499, 'a'));
  EXPECT_EQ(like_pattern("5%_\\"), "%5\\%\\_\\\\%");
  using Two = std::array<std::string, 2>;
  EXPECT_EQ(word_patterns("The Harbour & Sons Ltd"), (Two{"%harbour%", "%sons%"}));
  EXPECT_EQ(word_patterns("  AG harbour "), (Two{"%harbour%", "%harbour%"}));
  EXPECT_EQ(word_patterns("sons harbour quays"), (Two{"%harbour%", "%quays%"}));
  EXPECT_EQ(word_patterns("\xD0\x9E\xD0\x9E\xD0\x9E \xD0\x9B\xD0\xB0\xD0\xB4\xD0\xB0"),
            (Two{"%\xD0\xBB\xD0\xB0\xD0\xB4\xD0\xB0%", "%\xD0\xBB\xD0\xB0\xD0\xB4\xD0\xB0%"}));
  EXPECT_EQ(word_patterns("ab cd"), (Two{"%ab cd%", "%ab cd%"})) << "nothing long is left";
}

TEST(Address, IsReadOrRefused) {
  EXPECT_EQ(database_config_from_text("sqlite:a b.db")->target, "a b.db");
  EXPECT_EQ(database_config_from_text("sqlite::memory:")->kind,
            DatabaseConfig::Kind::sqlite_memory);
  EXPECT_EQ(database_config_from_text("postgres://u@h/d")->kind, DatabaseConfig::Kind::postgres);
  for (const char* wrong : {"", "sqlite:", "mysql://x", "postgresql://h:port:x/d?nonsense=1"})
    EXPECT_EQ(database_config_from_text(wrong).error().code, ErrorCode::invalid) << wrong;
}

TEST(Address, KeepsSecretsToItself) {
  const auto config = database_config_from_text("postgresql://ann:secret@db.example:6000/sales");
  EXPECT_EQ(config->description(), "PostgreSQL at db.example:6000");
  const auto wrong =
      database_config_from_text("postgresql://ann:secret@db.example:6000/sales?no=1");
  EXPECT_EQ(wrong.error().message.find("secret"), std::string::npos);
}

TEST(Statement, PutsRowsWhereTheyBelong) {
  EXPECT_EQ(with_rows("a in (ROWS)", "values ($1)"), "a in (values ($1))");
  EXPECT_EQ(with_rows("select 1", "x"), "select 1");
}

#ifdef ONWARD_FAILPOINTS
TEST(Failpoint, ActsAtItsHitOnly) {
  set_failpoints("a=error@2,b=drop@1,junk,c=unknown@1");
  EXPECT_EQ(failpoint("a"), FailpointAction::none);
  EXPECT_EQ(failpoint("a"), FailpointAction::error);
  EXPECT_EQ(failpoint("a"), FailpointAction::none);
  EXPECT_EQ(failpoint("", "b"), FailpointAction::drop);
  EXPECT_EQ(failpoint("c"), FailpointAction::none);
  EXPECT_EQ(failpoint_hits("a"), 3U);
  set_failpoints("");
  EXPECT_EQ(failpoint_hits("a"), 0U);
}

TEST(FailpointDeathTest, KillsTheProcess) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        set_failpoints("a=abort@1");
        failpoint("a");
      },
      testing::KilledBySignal(SIGKILL), "");
}
#endif

}  // namespace
}  // namespace onward::storage

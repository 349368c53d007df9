#include "adapters/storage/migrate.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters_storage_migrations.hpp"

namespace onward {
namespace storage {
namespace {

constexpr std::string_view version_table =
    "create table if not exists schema_version"
    " (version bigint not null, steps bigint not null, primary key (version))";
constexpr Statement read_versions{"", "",
                                  "select version, steps from schema_version order by version"};
constexpr Statement write_version{"", "ii",
                                  "insert into schema_version (version, steps) values ($1, $2)"
                                  " on conflict (version) do update set steps = excluded.steps"};
constexpr Statement coming_months{
    "", "",
    "select to_char(m, 'YYYY_MM'), (extract(epoch from m) * 1000)::bigint,"
    " (extract(epoch from m + interval '1 month') * 1000)::bigint"
    " from generate_series(date_trunc('month', now() at time zone 'UTC'),"
    " date_trunc('month', now() at time zone 'UTC') + interval '12 months', interval '1 month') m"};
constexpr Statement late_rows{
    "", "ii", "select 1 from history_default where at_ms >= $1 and at_ms < $2 limit 1"};

using Word = std::pair<std::string_view, std::string_view>;
constexpr Word sqlite_words[] = {
    {"{text}", "text"},
    {"{bytes}", "blob"},
    {"{updated}", ""},
    {"{compact}", "without rowid"},
    {"{by_month}", ""},
    {"{history_partition}", ""},
    {"{updated_compact}", "without rowid"},
    {"{large}", "--"},
    {"{postgres}", "--"},
    {"{if_new}", ""},
    {"{node}", "node_number(definition, definition_version, element)"}};
constexpr Word postgres_words[] = {
    {"{text}", "text collate \"C\""},
    {"{bytes}", "bytea"},
    {"{updated}", "with (fillfactor = 80)"},
    {"{compact}", ""},
    {"{updated_compact}", "with (fillfactor = 80)"},
    {"{large}", ""},
    {"{postgres}", ""},
    {"{if_new}", "if not exists"},
    {"{node}",
     "('x' || left(encode(sha256(convert_to(definition || chr(31) || definition_version || chr(31)"
     " || element, 'UTF8')), 'hex'), 16))::bit(64)::bigint"},
    {"{by_month}", "partition by range (at_ms)"},
    {"{history_partition}",
     "create table if not exists history_default partition of history default;"}};

/// The file's statements in the dialect, without comments.
std::vector<std::string> steps_of(std::string_view file, std::span<const Word> words) {
  std::string text;
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    const std::string_view line = file.substr(0, end);
    file = end == std::string_view::npos ? std::string_view() : file.substr(end + 1);
    if (line.substr(0, 2) != "--") text.append(line).append("\n");
  }
  for (const auto& [word, meaning] : words)
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.replace(at, word.size(), meaning);
  std::vector<std::string> steps;
  std::size_t begin = 0;
  for (std::size_t end = text.find(";\n"); end != std::string::npos;
       begin = end + 2, end = text.find(";\n", begin))
    if (text.find_first_not_of(" \n", begin) < end)
      steps.push_back(text.substr(begin, end - begin));
  return steps;
}

std::uint32_t version_of(std::string_view file_name) {
  std::uint32_t version = 0;
  for (const char c : file_name.substr(0, 4))
    version = version * 10 + static_cast<std::uint32_t>(c - '0');
  return version;
}

/// RowSet of months that no partition was made for land in history_default, for ever.
Result<Done> make_partitions(Connection& connection) {
  ONWARD_TRY(const RowSet months, connection.query(coming_months, {}));
  for (const Row& month : months) {
    const Row bounds{month[1], month[2]};
    ONWARD_TRY(const RowSet late, connection.query(late_rows, bounds));
    if (!late.empty()) continue;
    // A table's name and bounds cannot be parameters; these are digits from the database's clock.
    ONWARD_TRY_DONE(connection.script("create table if not exists history_" + text_of(month[0]) +
                                      " partition of history for values from (" +
                                      std::to_string(number_of(month[1])) + ") to (" +
                                      std::to_string(number_of(month[2])) + ")"));
  }
  return Done{};
}

Result<Done> run_file(Connection& connection, const EmbeddedFile& file, std::int64_t done_steps) {
  const std::span<const Word> words =
      connection.is_postgres() ? std::span<const Word>(postgres_words) : sqlite_words;
  const std::vector<std::string> steps = steps_of(file.text, words);
  const std::uint32_t version = version_of(file.name);
  for (std::size_t i = static_cast<std::size_t>(done_steps); i < steps.size(); ++i) {
    ONWARD_TRY_DONE(connection.script(steps[i]));
    if (failpoint("migrate.after-step") != FailpointAction::none)
      return Error{ErrorCode::unavailable, "a failpoint broke the migration"};
    const Row row{cell(version), cell(static_cast<std::int64_t>(i + 1))};
    ONWARD_TRY_DONE(connection.query(write_version, row));
  }
  return Done{};
}

}  // namespace
}  // namespace storage

std::uint32_t known_schema_version() {
  return storage::version_of(storage::embedded_migrations().back().name);
}

Result<std::uint32_t> migrate(const DatabaseConfig& config, std::uint32_t up_to) {
  using namespace storage;
  ONWARD_TRY(const std::unique_ptr<Connection> connection, connect(config, Purpose::commits));
  ONWARD_TRY_DONE(connection->script(version_table));
  ONWARD_TRY(const RowSet versions, connection->query(read_versions, {}));
  const std::uint32_t known = known_schema_version();
  for (const Row& row : versions)
    if (small_of(row[0]) > known)
      return Error{ErrorCode::invalid,
                   "the database has schema version " + std::to_string(small_of(row[0])) +
                       ", this program knows versions up to " + std::to_string(known) +
                       ": start the newer program",
                   "schema_version"};
  // One transaction where the database has such a thing for tables: one sync instead of a hundred.
  // Nothing depends on it: where a killed run leaves some steps behind, they simply run again.
  ONWARD_TRY_DONE(connection->script(connection->is_postgres() ? "begin" : "begin immediate"));
  for (const EmbeddedFile& file : embedded_migrations()) {
    if (version_of(file.name) > up_to) break;
    std::int64_t done = 0;
    for (const Row& row : versions)
      if (small_of(row[0]) == version_of(file.name)) done = number_of(row[1]);
    ONWARD_TRY_DONE(run_file(*connection, file, done));
  }
  if (connection->is_postgres()) ONWARD_TRY_DONE(make_partitions(*connection));
  ONWARD_TRY_DONE(connection->script("commit"));
  return std::min(known, up_to);
}

}  // namespace onward

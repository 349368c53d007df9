// The three databases on which every test of the storage runs.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_store.hpp"
#include "tests/support/temporary_database.hpp"

namespace onward::test {

class OnEveryDatabase : public testing::TestWithParam<DatabaseConfig::Kind> {
 protected:
  void SetUp() override {
    auto made = TemporaryDatabase::make(GetParam());
    if (!made) GTEST_SKIP() << no_postgres;
    database_.emplace(std::move(*made));
    const auto version = migrate(config());
    ASSERT_TRUE(version.ok()) << version.error().message;
    store_ = open();
    ASSERT_NE(store_, nullptr);
  }
  void TearDown() override {
    store_.reset();
    database_.reset();
  }
  [[nodiscard]] const DatabaseConfig& config() const { return database_->config(); }
  [[nodiscard]] bool is_postgres() const { return GetParam() == DatabaseConfig::Kind::postgres; }
  [[nodiscard]] std::unique_ptr<Store> open() const {
    auto opened = open_store(config());
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return opened.ok() ? std::move(opened).value() : nullptr;
  }
  Store& store() { return *store_; }
  void commit(const TurnWrite& write) {
    const auto done = store().commit(write);
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
  std::optional<Instance> load(InstanceId id) {
    const InstanceId ids[] = {id};
    auto found = store().load(ids);
    EXPECT_TRUE(found.ok());
    if (!found.ok() || found->empty()) return std::nullopt;
    return std::move(found->front());
  }

  std::optional<TemporaryDatabase> database_;
  std::unique_ptr<Store> store_;
};

inline std::string name_of_kind(const testing::TestParamInfo<DatabaseConfig::Kind>& info) {
  switch (info.param) {
    case DatabaseConfig::Kind::sqlite_file: return "SqliteFile";
    case DatabaseConfig::Kind::sqlite_memory: return "SqliteMemory";
    case DatabaseConfig::Kind::postgres: return "Postgres";
  }
  return {};
}

#define ONWARD_ON_EVERY_DATABASE(suite)                                                 \
  INSTANTIATE_TEST_SUITE_P(, suite,                                                     \
                           testing::Values(onward::DatabaseConfig::Kind::sqlite_file,   \
                                           onward::DatabaseConfig::Kind::sqlite_memory, \
                                           onward::DatabaseConfig::Kind::postgres),     \
                           onward::test::name_of_kind)

}  // namespace onward::test

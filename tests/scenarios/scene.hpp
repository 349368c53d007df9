// A running scenario: the world, the instance that is spoken of, and the outcome of the last
// action. Every line is an action or an expectation; each returns what is wrong, or nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/scenarios/script.hpp"
#include "tests/support/world.hpp"

namespace onward::scenarios {

enum class Mode : std::uint8_t {
  memory,                ///< one server
  faults,                ///< every commit fails once before it succeeds
  reloads,               ///< another server takes over after each line
  converted_to_bpmn,     ///< every model went through the BPMN writer
  converted_to_compact,  ///< every model that compact XML can say went through its writer
};

/// Where the store comes from, and how its history is read: memory, or a database of the test's
/// own.
struct Backend {
  std::shared_ptr<void> database;  ///< outlives the store
  std::shared_ptr<Store> store;
  std::function<Result<std::vector<HistoryRow>>(InstanceId)> history;
};
Backend memory_backend();
/// Empty when there is no server to test with.
std::optional<Backend> sqlite_backend();
std::optional<Backend> postgres_backend();

class Scene {
 public:
  Scene(std::string folder, Mode mode, Backend backend);

  /// What is wrong with this line; empty: nothing.
  std::string run(const Line& line);
  /// What is still wrong at the end.
  std::string finish();

 private:
  friend class Actions;
  friend class Expectations;

  void open_world();
  test::World& world() {
    if (!world_) open_world();
    return *world_;
  }
  /// The instance that is spoken of; nullptr: none yet.
  std::shared_ptr<const Instance> subject();
  [[nodiscard]] std::optional<Value> value_of(const std::string& feel, Words& words);
  [[nodiscard]] Context context_of(Words& words);

  std::string folder_;
  Mode mode_;
  Backend backend_;
  std::string zone_ = "UTC";
  Instant now_{1'790'000'000'000};
  test::ConvertingReader to_bpmn_{test::ConvertingReader::Through::bpmn};
  test::ConvertingReader to_compact_{test::ConvertingReader::Through::compact};
  std::unique_ptr<test::World> world_;
  InstanceId subject_;
  std::optional<Error> rejected_;  ///< of the last action, not yet expected
};

}  // namespace onward::scenarios

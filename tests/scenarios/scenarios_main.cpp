// The runner: finds every *.scenario file below this folder and registers a test for each, in each
// mode.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/scenarios/scene.hpp"

namespace {

namespace fs = std::filesystem;
using onward::scenarios::Mode;

std::optional<onward::scenarios::Backend> in_memory() {
  return onward::scenarios::memory_backend();
}

struct ModeName {
  Mode mode;
  const char* name;
  std::optional<onward::scenarios::Backend> (*backend)();
};
constexpr ModeName modes[] = {{Mode::memory, "Memory", in_memory},
                              {Mode::faults, "EveryCommitFailsOnce", in_memory},
                              {Mode::reloads, "Reloads", in_memory},
                              {Mode::converted_to_bpmn, "ConvertedToBpmn", in_memory},
                              {Mode::converted_to_compact, "ConvertedToCompact", in_memory},
                              {Mode::reloads, "Sqlite", onward::scenarios::sqlite_backend},
                              {Mode::reloads, "Postgres", onward::scenarios::postgres_backend}};

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(std::string folder, std::string file, const ModeName& mode)
      : folder_(std::move(folder)), file_(std::move(file)), mode_(mode) {}
  void TestBody() override {
    auto backend = mode_.backend();
    if (!backend) GTEST_SKIP() << "no server to test with: see ONWARD_TEST_POSTGRES";
    onward::scenarios::Scene scene(folder_, mode_.mode, std::move(*backend));
    const auto lines = onward::scenarios::read_script(file_);
    ASSERT_FALSE(lines.empty()) << file_ << " says nothing";
    for (const auto& line : lines) {
      const std::string wrong = scene.run(line);
      ASSERT_TRUE(wrong.empty()) << wrong << "\n  in " << file_ << ":" << line.number << ": "
                                 << line.text;
    }
    const std::string wrong = scene.finish();
    ASSERT_TRUE(wrong.empty()) << wrong << "\n  at the end of " << file_;
  }

 private:
  std::string folder_, file_;
  ModeName mode_;
};

/// "gateways/parallel_join.scenario" -> "gateways_parallel_join".
std::string test_name(const fs::path& relative) {
  std::string name = relative.string();
  name.resize(name.size() - relative.extension().string().size());
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

void register_scenarios(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const std::string name = test_name(fs::relative(file, folder));
    for (const ModeName& mode : modes) {
      const std::string suite = std::string("Scenario") + mode.name;
      testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [folder, file, mode]() -> ScenarioTest* {
                              return new ScenarioTest(folder, file.string(), mode);
                            });
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  register_scenarios(std::string(ONWARD_SOURCE_DIR) + "/tests/scenarios");
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

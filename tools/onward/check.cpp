// onward check FILE...: what deployment would say, as text or JSON.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "engine/service/deployment.hpp"
#include "tools/onward/commands.hpp"
#include "tools/onward/diagnostics.hpp"

namespace onward {
namespace {

struct CheckOptions {
  std::vector<std::string> files;
  std::string format = "text";
  bool json = false, strict = false;
};

void print_json(const std::vector<FileProblem>& problems) {
  JsonWriter json;
  json.begin_array();
  for (const auto& [file, problem] : problems)
    append_problem(json, file, model::to_string(problem.severity), problem);
  json.end_array();
  std::printf("%s\n", json.str().c_str());
}

int check(const CheckOptions& options) {
  std::vector<FileProblem> problems;
  bool refused = false;
  for (const std::string& path : options.files) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      fail(path.c_str(), "cannot be read");
      return 2;
    }
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    const Checked checked = check_alone(path, bytes);
    problems.insert(problems.end(), checked.problems.begin(), checked.problems.end());
    refused = refused || checked.refused;
  }
  if (options.json || options.format == "json")
    print_json(problems);
  else
    print_problems(problems);
  return refused || (options.strict && !problems.empty()) ? 1 : 0;
}

}  // namespace

void add_check(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* check_app = app.add_subcommand("check", "Say what deployment would say");
  check_app->add_option("files", options->files, "BPMN, compact XML or DMN files")->required();
  check_app->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  check_app->add_flag("--json", options->json, "The same as --format json");
  check_app->add_flag("--strict", options->strict, "Exit status 1 for any problem, also warnings");
  check_app->callback([=] { chosen([options] { return check(*options); }); });
}

}  // namespace onward

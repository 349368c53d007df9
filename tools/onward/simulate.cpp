// onward simulate DEFINITION: runs many imaginary instances and says how they end, how long they
// take and where work piles up (docs/simulate.md).
#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "adapters/memory/memory_store.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "engine/base/limits.hpp"
#include "engine/service/deployment.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/value/json.hpp"
#include "server/auth/authenticator.hpp"
#include "server/document_reader.hpp"
#include "tools/onward/commands.hpp"
#include "tools/onward/simulation_output.hpp"

namespace onward {
namespace {

constexpr int wrong_use = 2;

struct SimulateOptions {
  std::string file, process, arrivals = "PT1H", variables, database;
  std::vector<std::string> decisions, resources;
  std::size_t instances = 1'000;
  std::uint64_t seed = 1;
  bool json = false;
};

Result<std::vector<DeployFile>> read_files(const SimulateOptions& options) {
  std::vector<std::string> paths{options.file};
  paths.insert(paths.end(), options.decisions.begin(), options.decisions.end());
  std::vector<DeployFile> files;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::not_found, "cannot be read", path};
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    files.push_back({path, bytes, auth::sha256_hex(bytes)});
  }
  return files;
}

/// Names and their capacities: "sales=3". Errors: malformed.
Result<simulation::Capacities> read_resources(const std::vector<std::string>& texts) {
  simulation::Capacities capacities;
  for (const std::string& text : texts) {
    const std::size_t equals = text.rfind('=');
    std::uint32_t number = 0;
    const char* begin = text.data() + (equals == std::string::npos ? 0 : equals + 1);
    const char* end = text.data() + text.size();
    const auto [rest, code] = std::from_chars(begin, end, number);
    if (equals == std::string::npos || equals == 0 || code != std::errc{} || rest != end ||
        number == 0)
      return Error{ErrorCode::malformed,
                   "\"" + text + "\" is not a group or topic with a number, such as sales=3"};
    capacities[text.substr(0, equals)] = number;
  }
  return capacities;
}

Result<Context> read_variables(const std::string& text) {
  if (text.empty()) return Context{};
  ONWARD_TRY(const Value value, json_from_text(text));
  if (value.context() == nullptr) return Error{ErrorCode::malformed, "a JSON object is expected"};
  return *value.context();
}

/// Deploys the files into the store in memory; prints what is wrong with them.
Result<std::string> deploy(const SimulateOptions& options, std::vector<DeployFile> files,
                           Store& store, Definitions& definitions) {
  const Checked checked = check_deployment(files, definitions, {}, "simulate");
  for (const auto& [file, problem] : checked.problems)
    if (problem.severity != model::Severity::warning)
      std::fprintf(stderr, "%s:%u:%u: %s [%s] %s\n", file.c_str(), problem.at.line,
                   problem.at.column, std::string(model::to_string(problem.severity)).c_str(),
                   problem.code.c_str(), problem.message.c_str());
  if (checked.refused) return Error{ErrorCode::invalid_definition, "the definition is refused"};
  TurnWrite write;
  std::string key = options.process;
  for (const Deployed& deployed : checked.definitions) {
    write.definitions.push_back(deployed.definition);
    const bool is_process = deployed.definition.kind == StoredDefinition::Kind::process;
    if (key.empty() && is_process && deployed.definition.source == options.file)
      key = deployed.definition.key;
  }
  ONWARD_TRY_DONE(store.commit(write));
  ONWARD_TRY_DONE(definitions.refresh());
  return key;
}

Result<simulation::Histories> read_histories(const std::string& database,
                                             Definitions& definitions) {
  simulation::Histories histories;
  if (database.empty()) return histories;
  ONWARD_TRY(const DatabaseConfig config, database_config_from_text(database));
  ONWARD_TRY(const std::unique_ptr<Queries> queries, open_queries(config));
  for (const model::DefinitionPtr& definition : definitions.latest()) {
    ONWARD_TRY(histories[definition->ref.key],
               simulation::read_history(*queries, definition->ref.key));
  }
  return histories;
}

int refuse(const char* flag, const Error& error) {
  fail(flag, error.message.c_str());
  return wrong_use;
}

int run_plan(const SimulateOptions& options, simulation::Plan& plan) {
  const auto files = read_files(options);
  if (!files.ok()) return refuse(files.error().where.c_str(), files.error());
  memory::MemoryStore store;
  DocumentReader reader;
  Definitions definitions(source_of(store), reader);
  const auto key = deploy(options, *files, store, definitions);
  if (!key.ok()) return fail(options.file.c_str(), key.error().message.c_str());
  const auto definition = definitions.process(*key, 0);
  if (!definition.ok()) return refuse(options.file.c_str(), definition.error());
  plan.definition = *definition;
  auto histories = read_histories(options.database, definitions);
  if (!histories.ok()) return fail("--database", histories.error().message.c_str());
  plan.histories = *std::move(histories);
  const auto report = simulation::simulate(plan, store, definitions);
  if (!report.ok()) return fail("simulate", report.error().message.c_str());
  const std::string text = options.json ? to_json(*report) : to_tables(*report);
  std::printf("%s", text.c_str());
  return 0;
}

int simulate(const SimulateOptions& options) {
  simulation::Plan plan;
  plan.instances = options.instances;
  plan.seed = options.seed;
  const auto arrivals = model::spread_from_text(options.arrivals);
  if (!arrivals.ok()) return refuse("--arrivals", arrivals.error());
  plan.arrivals = *arrivals;
  auto capacities = read_resources(options.resources);
  if (!capacities.ok()) return refuse("--resources", capacities.error());
  plan.capacities = *std::move(capacities);
  auto variables = read_variables(options.variables);
  if (!variables.ok()) return refuse("--variables", variables.error());
  plan.variables = *std::move(variables);
  return run_plan(options, plan);
}

}  // namespace

void add_simulate(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<SimulateOptions>();
  CLI::App* command = app.add_subcommand(
      "simulate", "Run many imaginary instances on a virtual clock: outcomes, times, queues");
  command->add_option("definition", options->file, "BPMN or compact XML file")->required();
  command->add_option("--process", options->process,
                      "Key of the process, when the file has several");
  command->add_option("--decisions", options->decisions,
                      "DMN files and called processes that are deployed with it");
  command->add_option("--instances", options->instances, "How many start")
      ->check(CLI::Range(std::size_t{1}, limits::simulated_instances))
      ->capture_default_str();
  command
      ->add_option("--arrivals", options->arrivals,
                   "Time from one start to the next: PT1H, exponential(PT1H), ...")
      ->capture_default_str();
  command
      ->add_option("--resources", options->resources,
                   "Capacity of candidate groups and topics: sales=3,presales=1")
      ->delimiter(',');
  command->add_option("--variables", options->variables,
                      "JSON object that every instance starts with");
  command->add_option("--database", options->database,
                      "sqlite:FILE or postgresql://...: history for what the model does not say");
  command->add_option("--seed", options->seed, "The same seed, the same result")
      ->capture_default_str();
  command->add_flag("--json", options->json, "The report as JSON");
  command->callback([=] { chosen([options] { return simulate(*options); }); });
}

}  // namespace onward

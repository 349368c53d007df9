// A definition that is not deployed is tried out: imaginary instances on a store of their own,
// which is gone afterwards. What it calls and decides by is taken from what is deployed.
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/simulation/report_json.hpp"
#include "engine/simulation/simulation.hpp"
#include "server/api/diagnostics.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/ways.hpp"
#include "server/auth/authenticator.hpp"

namespace onward::api {
namespace {

constexpr std::int64_t instances_at_most = 500;
constexpr std::int64_t instances_unless_said = 100;
// It occupies a thread that others read with: what is not done by then is told as far as it came.
constexpr std::uint64_t commands_at_most = 50'000;
constexpr std::chrono::seconds time_at_most{10};

struct Trial {
  DeployFile file;
  std::string process, by;
  Context variables;
  std::size_t instances = 0;
  std::uint64_t seed = 1;
};

/// The tried definitions first, then those that are deployed.
class Tried final : public Catalogue {
 public:
  Tried(Definitions& own, Definitions& deployed) : own_(own), deployed_(deployed) {}

  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override {
    auto found = own_.process(key, version);
    return found.ok() ? found : deployed_.process(key, version);
  }
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound& bound) override {
    auto found = own_.bound_process(key, bound);
    return found.ok() ? found : deployed_.bound_process(key, as_now(bound));
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view id_or_name,
                                                           const Bound& bound) override {
    return deployed_.bound_decision(id_or_name, as_now(bound));
  }
  std::vector<model::DefinitionPtr> latest() override { return own_.latest(); }

 private:
  /// With the deployment of something that was not deployed: what stands now.
  static Bound as_now(Bound bound) {
    if (bound.binding == model::Binding::deployment) bound.binding = model::Binding::latest;
    return bound;
  }

  Definitions& own_;
  Definitions& deployed_;
};

/// One at a time: there are few threads for reading, and others need them.
class Turn {
 public:
  Turn() : mine_(!taken.exchange(true)) {}
  ~Turn() {
    if (mine_) taken = false;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  [[nodiscard]] bool is_mine() const { return mine_; }

 private:
  static inline std::atomic<bool> taken{false};
  bool mine_;
};

Result<Trial> trial_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Trial trial;
  std::string document = body.required_text("document", limits::xml_bytes);
  trial.process = body.text("process").value_or(std::string{});
  trial.variables = body.context("variables");
  trial.instances = static_cast<std::size_t>(
      body.integer("instances", 1, instances_at_most).value_or(instances_unless_said));
  trial.seed = static_cast<std::uint64_t>(body.integer("seed", 0, INT64_MAX).value_or(1));
  ONWARD_TRY_DONE(body.finish());
  const std::string digest = auth::sha256_hex(document);
  trial.file = {{}, std::move(document), digest};
  trial.by = call.who.user;
  return trial;
}

Error no_process(const Trial& trial) {
  const std::string detail = trial.process.empty()
                                 ? "the document has no process"
                                 : "the document has no process \"" + trial.process + "\"";
  const std::string pointer = trial.process.empty() ? "/document" : "/process";
  return {ErrorCode::invalid, detail, {}, {{pointer, "no-process", detail}}};
}

/// The definitions of the document as a store holds them.
TurnWrite written(const Checked& checked) {
  TurnWrite write;
  for (const Deployed& deployed : checked.definitions)
    write.definitions.push_back(deployed.definition);
  return write;
}

/// The chosen process, or the first.
std::string key_of(const Checked& checked, const std::string& wanted) {
  for (const Deployed& deployed : checked.definitions)
    if (deployed.definition.kind == StoredDefinition::Kind::process &&
        (wanted.empty() || wanted == deployed.definition.key))
      return deployed.definition.key;
  return {};
}

Result<http::Response> simulate(Reader& reader, const Trial& trial) {
  const Turn turn;
  if (!turn.is_mine())
    return Error{ErrorCode::overloaded, "another simulation is running; try again"};
  // Checked as if nothing stood: what is deployed unchanged must be tried too.
  const std::unique_ptr<Store> store = reader.empty_store();
  Definitions own(source_of(*store), reader.definitions.reader());
  const Checked checked = check_deployment({trial.file}, own, reader.now, trial.by);
  if (checked.refused) return refusal(checked.problems);
  const std::string key = key_of(checked, trial.process);
  if (key.empty()) return no_process(trial);
  ONWARD_TRY_DONE(store->commit(written(checked)));
  ONWARD_TRY_DONE(own.refresh());
  Tried catalogue(own, reader.definitions);
  simulation::Plan plan;
  ONWARD_TRY(plan.definition, own.process(key, 0));
  plan.instances = trial.instances;
  plan.seed = trial.seed;
  plan.variables = trial.variables;
  ONWARD_TRY(plan.arrivals, model::spread_from_text("PT1H"));
  plan.commands = commands_at_most;
  const auto end = std::chrono::steady_clock::now() + time_at_most;
  plan.enough = [end] { return std::chrono::steady_clock::now() > end; };
  Ways ways(key);
  plan.watch = [&ways](const HistoryRow& row) { ways.see(row); };
  ONWARD_TRY(const simulation::Report report, simulation::simulate(plan, *store, catalogue));
  JsonWriter out;
  out.begin_object();
  simulation::write_report(out, report);
  ways.write(out);
  out.name("diagnostics").raw(diagnostics_json(checked.problems)).end_object();
  return http::json(200, out.take());
}

}  // namespace

void simulate_definition(Services& services, Call call) {
  auto trial = trial_of(call);
  if (!trial.ok()) return refuse(call, trial.error());
  look(services, call,
       [trial = std::move(trial).value()](Reader& reader) { return simulate(reader, trial); });
}

}  // namespace onward::api

#include "tests/simulation/migration.hpp"

#include <array>

#include "adapters/memory/memory_store.hpp"
#include "tests/simulation/generator.hpp"
#include "tests/simulation/versions.hpp"
#include "tests/support/process_builder.hpp"
#include "tests/support/world.hpp"

namespace onward::simulation {
namespace {

constexpr std::size_t instances = 3;
constexpr std::size_t steps_before = 12;
constexpr std::size_t steps_after = 40;

/// One process in two versions, the second of which is deployed later.
class TwoVersions final : public Catalogue {
 public:
  explicit TwoVersions(model::DefinitionPtr first) : versions_{std::move(first), nullptr} {}
  void deploy(model::DefinitionPtr second) { versions_[1] = std::move(second); }

  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override {
    const std::uint32_t wanted = version == 0 ? (versions_[1] ? 2 : 1) : version;
    if (key != versions_[0]->ref.key || wanted > 2 || !versions_[wanted - 1])
      return Error{ErrorCode::not_found, "no such version"};
    return versions_[wanted - 1];
  }
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound&) override {
    return process(key, 0);
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view,
                                                           const Bound&) override {
    return Error{ErrorCode::not_found, "no decision"};
  }
  std::vector<model::DefinitionPtr> latest() override { return {versions_[versions_[1] ? 1 : 0]}; }

 private:
  std::array<model::DefinitionPtr, 2> versions_;
};

class Migrations {
 public:
  explicit Migrations(std::uint64_t seed)
      : random_(seed),
        draft_(random_.percent(25) ? random_graph_draft(random_, "main")
                                   : random_blocks_draft(random_, "main", Calls::none)),
        catalogue_(model::compile(draft_, 1).definition),
        world_({.store = memory_, .built = &catalogue_}) {}

  MigrationOutcome run() {
    std::vector<InstanceId> started;
    for (std::size_t i = 0; i < instances; ++i) {
      StartInstance start;
      start.definition = {"main", 1};
      start.variables = variables();
      const auto id = world_.start(std::move(start), admin());
      if (id.ok()) started.push_back(*id);
    }
    for (std::size_t i = 0; i < steps_before; ++i) act(started);
    const Changed changed = changed_version(random_, draft_);
    catalogue_.deploy(changed.definition);
    for (const InstanceId id : started) migrate(id, changed);
    for (std::size_t i = 0; i < steps_after && outcome_.broken.empty(); ++i) act(started);
    for (const InstanceId id : started) check_rest(id);
    note_trouble();
    return std::move(outcome_);
  }

 private:
  static Actor admin() { return {"somebody", {}, true}; }

  Context variables() {
    Context variables;
    variables.set("x", Value(static_cast<std::int64_t>(random_.below(4))));
    return variables;
  }

  void broken(InstanceId id, const std::string& sentence) {
    outcome_.broken.push_back("instance " + to_text(id) + ": " + sentence);
  }
  void note_trouble() {
    for (std::string& sentence : world_.take_trouble())
      outcome_.broken.push_back(std::move(sentence));
  }

  void command(InstanceId id, Action action) {
    (void)world_.execute({id, std::move(action), admin(), std::nullopt});
    note_trouble();
  }

  /// Somebody does something that is to be done.
  void act(const std::vector<InstanceId>& all) {
    const InstanceId id = random_.pick(all);
    const auto instance = world_.stored(id);
    if (!instance || is_ended(instance->state)) return;
    if (instance->state == InstanceState::suspended) return command(id, ResumeInstance{});
    if (random_.percent(3)) return command(id, SuspendInstance{});
    if (!instance->incidents.empty() && random_.percent(20))
      return command(id, RetryIncident{random_.pick(instance->incidents).id});
    if (!instance->waits.empty() && random_.percent(35)) {
      const Wait& wait = random_.pick(instance->waits);
      if (wait.kind == WaitKind::message) return command(id, DeliverMessage{wait.id, variables()});
      if (wait.kind == WaitKind::signal) return command(id, DeliverSignal{wait.id, variables()});
      return world_.advance({3'600'000});
    }
    if (!instance->jobs.empty() && random_.percent(50))
      return command(id, CompleteJob{random_.pick(instance->jobs).id, {}, {}, {}});
    if (!instance->tasks.empty())
      return command(id, CompleteTask{random_.pick(instance->tasks).id, variables(), {}, {}});
    world_.advance({3'600'000});
    note_trouble();
  }

  Request migration(InstanceId id, const Changed& changed) {
    const Command command{id, MigrateInstance{2, changed.mapping, "a new version"}, admin(),
                          std::nullopt};
    Request request;
    request.name = "migrate";
    request.shard = shard_of(id);
    request.instances = {id};
    request.work = [command](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(unit.execute(command));
      return Reply{};
    };
    return request;
  }

  void migrate(InstanceId id, const Changed& changed) {
    const auto before = world_.stored(id);
    if (!before || is_ended(before->state)) return;
    std::shared_ptr<const Instance> rehearsed;
    Request rehearsal = migration(id, changed);
    rehearsal.dry_run = true;
    rehearsal.render = [&](View& view, Reply&) {
      const auto after = view.instance(id);
      if (after.ok()) rehearsed = *after;
    };
    const auto said = world_.run_alone(rehearsal);
    if (*world_.stored(id) != *before) broken(id, "a rehearsal changed it");
    const auto done = world_.run_alone(migration(id, changed));
    const auto after = world_.stored(id);
    if (said.ok() != done.ok()) broken(id, "the rehearsal and the run do not agree");
    if (!done.ok()) {
      ++outcome_.refused;
      if (*after != *before) broken(id, "a refused migration changed it");
      if (done.error().details.empty()) broken(id, "refused, and nothing says why");
      if (!said.ok() && said.error().message != done.error().message)
        broken(id, "the rehearsal refused it for another reason");
    } else {
      ++outcome_.migrated;
      if (!rehearsed || *rehearsed != *after) broken(id, "the rehearsal showed another state");
      check_place(*after, *changed.definition);
    }
    world_.drain();
    note_trouble();
  }

  void check_place(const Instance& instance, const model::Definition& definition) {
    if (instance.definition != definition.ref) broken(instance.id, "it is not at the new version");
    const auto known = [&](const std::string& element, const char* what) {
      if (!element.empty() && definition.find(element) == nullptr)
        broken(instance.id, std::string(what) + " is at \"" + element +
                                "\", which the new version does not have");
    };
    for (const Token& token : instance.tokens) known(token.element, "a token");
    for (const Scope& scope : instance.scopes) known(scope.element, "a scope");
    for (const Wait& wait : instance.waits) known(wait.element, "a wait");
    for (const Task& task : instance.tasks) known(task.element, "a task");
    for (const Job& job : instance.jobs) known(job.element, "a job");
    for (const Compensable& each : instance.compensables)
      known(each.element, "something to compensate");
  }

  /// It has ended, or somebody or something can make it go on.
  void check_rest(InstanceId id) {
    const auto instance = world_.stored(id);
    if (!instance || is_ended(instance->state)) return;
    const bool waits = !instance->tasks.empty() || !instance->jobs.empty() ||
                       !instance->waits.empty() || !instance->incidents.empty() ||
                       !instance->calls.empty() || instance->state == InstanceState::suspended ||
                       has_ad_hoc(*instance);
    if (!waits) broken(id, "it neither ends nor waits for anything");
  }

  /// An ad-hoc sub-process waits for somebody to start one of its activities.
  bool has_ad_hoc(const Instance& instance) {
    const auto definition = catalogue_.process("main", instance.definition.version);
    for (const Token& token : instance.tokens)
      if ((*definition)->find(token.element)->kind == model::ElementKind::ad_hoc_sub_process)
        return true;
    return false;
  }

  Random random_;
  model::DraftProcess draft_;
  TwoVersions catalogue_;
  memory::MemoryStore memory_;
  test::World world_;
  MigrationOutcome outcome_;
};

}  // namespace

MigrationOutcome run_migration_seed(std::uint64_t seed) { return Migrations(seed).run(); }

}  // namespace onward::simulation

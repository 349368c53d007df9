// What admins do to running instances, over random processes: going over to an equal version leaves
// everything as it was, also what happens later; a dry run keeps nothing.
#include <algorithm>

#include "adapters/memory/memory_store.hpp"
#include "engine/execution/execute.hpp"
#include "engine/execution/invariants.hpp"
#include "tests/simulation/generator.hpp"
#include "tests/support/property.hpp"
#include "tests/support/world.hpp"

namespace onward {
namespace {

using simulation::Random;

/// Two versions of one process with the same content.
class EqualVersions final : public Catalogue {
 public:
  explicit EqualVersions(model::DefinitionPtr first) : first_(std::move(first)) {
    auto copy = std::make_shared<model::Definition>(*first_);
    copy->ref.version = first_->ref.version + 1;
    second_ = std::move(copy);
  }
  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override {
    if (key != first_->ref.key) return Error{ErrorCode::not_found, "no such process"};
    return version == second_->ref.version ? second_ : first_;
  }
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound&) override {
    return process(key, 0);
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view,
                                                           const Bound&) override {
    return Error{ErrorCode::not_found, "no decisions here"};
  }
  std::vector<model::DefinitionPtr> latest() override { return {first_}; }
  [[nodiscard]] const model::DefinitionPtr& first() const { return first_; }
  [[nodiscard]] const model::DefinitionPtr& second() const { return second_; }

 private:
  model::DefinitionPtr first_, second_;
};

/// One instance and all it knows of the world.
struct Line {
  EqualVersions& versions;
  test::CountingIds ids{};
  Instance instance{};
  std::vector<Fact> facts{};

  bool run(Action action, Instant now) {
    const auto definition = versions.process("random", instance.definition.version);
    const Environment environment{now, "UTC", versions, ids, {}, nullptr, 0};
    const Command command{{7}, std::move(action), {"somebody", {}, true}, std::nullopt};
    auto changes = execute(**definition, instance, command, environment);
    facts.clear();
    if (!changes.ok()) return false;
    instance = std::move(changes->after);
    facts = std::move(changes->facts);
    return true;
  }
};

/// Something that may happen to the instance next.
std::optional<Action> random_action(Random& random, const Instance& instance) {
  std::vector<Action> possible;
  for (const Task& task : instance.tasks) {
    possible.emplace_back(CompleteTask{task.id, {}, {}, {}});
    possible.emplace_back(CommentTask{task.id, "hm"});
  }
  for (const Job& job : instance.jobs) possible.emplace_back(CompleteJob{job.id, {}, {}, {}});
  for (const Call& call : instance.calls)
    possible.emplace_back(
        ChildEnded{call.token, call.child, InstanceState::completed, false, {}, {}, {}});
  for (const Incident& incident : instance.incidents)
    possible.emplace_back(RetryIncident{incident.id});
  for (const Wait& wait : instance.waits) {
    if (wait.kind == WaitKind::timer) possible.emplace_back(FireTimer{wait.id});
    if (wait.kind == WaitKind::message) possible.emplace_back(DeliverMessage{wait.id, {}});
    if (wait.kind == WaitKind::signal) possible.emplace_back(DeliverSignal{wait.id, {}});
  }
  if (possible.empty()) return std::nullopt;
  return random.pick(possible);
}

StartInstance start_of(const model::Definition& definition) {
  StartInstance start;
  start.definition = definition.ref;
  start.variables.set("x", Value(0));
  return start;
}

TEST(MigrateProperties, AnEqualVersionChangesNothingThatCanBeSeen) {
  test::expect_property(20'261'128, [](std::uint64_t seed) {
    Random random(seed);
    EqualVersions versions(simulation::random_blocks(random, "random", simulation::Calls::leaf));
    Line stays{versions};
    RC_PRE(stays.run(start_of(*versions.first()), Instant{1'000}));
    Instant now{1'000};
    for (auto before = random.below(12); before > 0; --before)
      if (const auto action = random_action(random, stays.instance))
        stays.run(*action, now = now + Duration{86'400'000});
    RC_PRE(!is_ended(stays.instance.state));

    Line moves = stays;
    RC_ASSERT(moves.run(MigrateInstance{2, {}, "why"}, now));

    RC_ASSERT(moves.facts.size() == 2U);
    RC_ASSERT(std::holds_alternative<InstanceMigrated>(moves.facts.back()));
    RC_ASSERT(broken_invariants(*versions.second(), moves.instance).empty());
    for (auto after = random.below(20); after > 0; --after) {
      const auto action = random_action(random, stays.instance);
      if (!action) break;
      now = now + Duration{86'400'000};
      RC_ASSERT(stays.run(*action, now) == moves.run(*action, now));
      RC_ASSERT(stays.facts == moves.facts);
      Instance same = moves.instance;
      same.definition = stays.instance.definition;
      same.version = stays.instance.version;
      if (!(same == stays.instance)) RC_FAIL("the instances differ");
    }
  });
}

MoveTokens random_move(Random& random, const model::Definition& definition) {
  MoveTokens move;
  const auto element = [&] {
    return definition.elements[random.below(definition.elements.size())].id;
  };
  for (auto n = random.below(3); n > 0; --n) move.cancel.push_back(element());
  for (auto n = random.below(3); n > 0; --n) move.activate.push_back({element(), {}, {}});
  return move;
}

TEST(MoveProperties, ADryRunKeepsNothingAndTellsWhatTheMoveDoes) {
  std::size_t moved = 0;
  test::expect_property(20'261'129, [&](std::uint64_t seed) {
    Random random(seed);
    test::BuiltDefinitions definitions;
    definitions.add(simulation::random_blocks(random, "leaf", simulation::Calls::none));
    const auto process = simulation::random_blocks(random, "random", simulation::Calls::leaf);
    definitions.add(process);
    memory::MemoryStore store;
    test::World::Options options{store};
    options.built = &definitions;
    test::World world(std::move(options));
    const auto id = world.start(start_of(*process), {"somebody", {}, true});
    RC_PRE(id.ok());
    const Instance before = *world.stored(*id);
    const auto digest = world.checked().digest();
    const Command command{*id, random_move(random, *process), {"admin", {}, true}, std::nullopt};

    Request dry;
    dry.shard = shard_of(*id);
    dry.dry_run = true;
    Instance told;
    dry.work = [&](Unit& unit) -> Result<Reply> {
      ONWARD_TRY(const auto after, unit.execute(command));
      told = *after;
      return Reply{};
    };
    const auto reply = world.run_alone(dry);

    RC_ASSERT(world.checked().digest() == digest);
    if (!(*world.stored(*id) == before)) RC_FAIL("the dry run changed the instance");
    RC_ASSERT(world.execute(command).ok() == reply.ok());
    const std::vector<std::string> trouble = world.take_trouble();
    if (!trouble.empty()) RC_FAIL(trouble.front());
    if (!reply.ok()) return;
    ++moved;
    // What follows from the move (actions, called instances) comes after what it told.
    RC_ASSERT(world.stored(*id)->version >= told.version);
    RC_ASSERT(world.stored(*id)->next_local >= told.next_local);
  });
  EXPECT_GT(moved, 50U);
}

}  // namespace
}  // namespace onward

#include "tests/simulation/simulator.hpp"

#include <algorithm>

#include "adapters/memory/memory_store.hpp"
#include "tests/simulation/generator.hpp"
#include "tests/simulation/oracle_store.hpp"
#include "tests/simulation/rest_oracle.hpp"
#include "tests/support/world.hpp"

namespace onward::simulation {
namespace {

using test::CommitFate;

constexpr std::size_t steps_per_seed = 60;
constexpr std::size_t instances_at_most = 12;
constexpr std::size_t calm_rounds = 400;
constexpr std::size_t rounds_of_patience = 100;

class Simulator {
 public:
  explicit Simulator(std::uint64_t seed)
      : random_(seed),
        oracle_(memory_, definitions_, outcome_.broken),
        world_({.store = oracle_, .built = &definitions_, .fate = [this] { return fate(); }}) {
    is_graph_ = random_.percent(40);
    faulty_ = random_.percent(50);
    definitions_.add(random_blocks(random_, "leaf", Calls::none));
    definitions_.add(random_born(random_, "born"));
    definitions_.add(is_graph_ ? random_graph(random_, "main")
                               : random_blocks(random_, "main", Calls::leaf));
  }

  Outcome run() {
    start();
    for (std::size_t i = 0; i < steps_per_seed && outcome_.broken.empty(); ++i) {
      step();
      check_rest();
    }
    faulty_ = false;
    world_.drain();
    if (!is_graph_ && outcome_.broken.empty()) come_to_the_end();
    note_trouble();
    outcome_.digest = world_.checked().digest();
    return std::move(outcome_);
  }

  /// What happened, for people; after run().
  std::string trace() {
    std::string text;
    for (const model::DefinitionPtr& definition : definitions_.latest()) {
      text += "process " + definition->ref.key + "\n";
      for (const model::Element& element : definition->elements) {
        text += "  " + std::string(model::bpmn_name(element.kind)) + " " + element.id;
        if (element.attached_to != model::none)
          text += " on " + definition->element(element.attached_to).id;
        for (const model::EventDefinition& event : element.details.events)
          text += " " + std::string(model::to_string(event.kind)) + " " + event.name.text;
        for (const model::FlowIndex flow : element.outgoing)
          text += " -> " + definition->element(definition->flow(flow).target).id;
        text += "\n";
      }
    }
    for (const InstanceId id : world_.instances()) {
      text += "instance " + to_text(id) + "\n";
      const auto rows = memory_.history(id);
      for (const HistoryRow& row : *rows) {
        text += " " + std::to_string(row.seq) + " " + row.name + ":";
        for (const Fact& fact : row.facts) text += " " + tell(fact);
        text += "\n";
      }
    }
    return text;
  }

 private:
  static std::string tell(const Fact& fact) {
    std::string text(name_of(fact));
    const auto id = [](LocalId local) { return "#" + std::to_string(local.value); };
    if (const auto* f = std::get_if<TokenCreated>(&fact)) text += id(f->token) + "@" + f->element;
    if (const auto* f = std::get_if<TokenConsumed>(&fact)) text += id(f->token);
    if (const auto* f = std::get_if<TokenStateChanged>(&fact)) text += id(f->token);
    if (const auto* f = std::get_if<ScopeOpened>(&fact)) text += id(f->scope) + "@" + f->element;
    if (const auto* f = std::get_if<ScopeClosed>(&fact)) text += id(f->scope);
    if (const auto* f = std::get_if<EventCaught>(&fact)) text += "@" + f->element;
    if (const auto* f = std::get_if<EventThrown>(&fact)) text += "@" + f->element;
    if (const auto* f = std::get_if<IncidentRaised>(&fact)) text += "=" + f->incident.code;
    return text;
  }

  CommitFate fate() {
    if (!faulty_) return CommitFate::succeed;
    switch (random_.below(12)) {
      case 0: return CommitFate::conflict;
      case 1: return CommitFate::unavailable;
      case 2: return CommitFate::unknown;
      default: return CommitFate::succeed;
    }
  }

  /// Asks until there is an answer, with one idempotency key, as a client does; the server may be
  /// another one each time.
  bool ask(const std::string& what, std::uint16_t shard, std::function<Result<Reply>(Unit&)> work) {
    ++outcome_.commands;
    Request request;
    request.name = what;
    request.shard = shard;
    request.work = std::move(work);
    request.idempotency = IdempotencyKey{"client", std::to_string(outcome_.commands), what};
    const bool twice = random_.percent(5);
    bool done = false;
    for (int tries = 0; tries < 50; ++tries) {
      const auto reply = world_.run(request);
      const bool away = !reply.ok() && (reply.error().code == ErrorCode::unavailable ||
                                        reply.error().code == ErrorCode::outcome_unknown ||
                                        reply.error().code == ErrorCode::overloaded);
      if (away && random_.percent(50)) world_.restart();
      if (away) continue;
      done = reply.ok();
      break;
    }
    if (twice && done) {  // a duplicate of what was answered changes nothing
      const std::uint64_t digest = world_.checked().digest();
      const auto again = world_.run(request);
      const bool replayed = again.ok() && again->replayed && world_.checked().digest() == digest;
      const bool away = !again.ok() && again.error().code != ErrorCode::internal;
      if (!replayed && !away)
        outcome_.broken.push_back("a duplicate of " + what + " was carried out");
    }
    note_trouble();
    return done;
  }

  bool command(InstanceId instance, Action action, const char* what) {
    const Command command{instance, std::move(action), {"somebody", {}, true}, std::nullopt};
    return ask(what, shard_of(instance), [command](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(unit.execute(command));
      return Reply{};
    });
  }

  void note(std::vector<std::string> sentences) {
    for (std::string& sentence : sentences) outcome_.broken.push_back(std::move(sentence));
  }
  void note_trouble() { note(world_.take_trouble()); }

  void check_rest() {
    const auto open = open_instances();
    note(check_families(open));
    note(check_timers(open, world_.clock().at));
  }

  void start() {
    if (world_.instances().size() >= instances_at_most) return;
    StartInstance start;
    start.definition = {"main", 1};
    start.variables = variables();
    const InstanceId id{world_.ids().next_root()};
    const Command command{id, std::move(start), {"somebody", {}, true}, std::nullopt};
    ask("start", shard_of(id), [command](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(unit.start(command, false));
      return Reply{};
    });
  }

  /// A message begins an instance.
  void be_born() {
    if (world_.instances().size() >= instances_at_most) return;
    ++outcome_.commands;
    MessageQuery query;
    query.name = "m3";
    (void)world_.send(query, variables());
    note_trouble();
  }

  Context variables() {
    Context variables;
    variables.set("x", Value(static_cast<std::int64_t>(random_.below(4))));
    return variables;
  }

  std::vector<std::shared_ptr<const Instance>> open_instances() {
    std::vector<std::shared_ptr<const Instance>> open;
    for (const InstanceId id : world_.instances())
      if (auto instance = world_.stored(id); instance && !is_ended(instance->state))
        open.push_back(std::move(instance));
    return open;
  }

  void step() {
    const auto open = open_instances();
    if (open.empty() || random_.percent(8)) return start();
    const Instance& instance = *random_.pick(open);
    if (instance.state == InstanceState::suspended && random_.percent(40)) {
      command(instance.id, ResumeInstance{}, "resume");
      return;
    }
    switch (random_.below(20)) {
      case 0: return world_.advance({static_cast<std::int64_t>(random_.below(6)) * 1'800'000});
      case 1: return world_.be_away({static_cast<std::int64_t>(random_.below(30)) * 3'600'000});
      case 2: return random_.percent(30) ? be_born() : throw_message(instance);
      case 3: return throw_signal();
      case 4: return retry(instance);
      case 5: return odd(instance);
      case 6:
      case 7:
      case 8: return job(instance);
      case 9:
        if (start_ad_hoc(instance, false)) return;
        [[fallthrough]];
      default: return task(instance);
    }
  }

  void task(const Instance& instance) {
    if (instance.tasks.empty()) return;
    const Task& task = random_.pick(instance.tasks);
    if (random_.percent(12)) {
      command(instance.id, FailTask{task.id, random_.percent(50) ? "E1" : "E2", {}, {}},
              "fail task");
      return;
    }
    command(instance.id, CompleteTask{task.id, variables(), {}, {}}, "complete task");
  }

  void job(const Instance& instance) {
    if (instance.jobs.empty()) return task(instance);
    const Job& job = random_.pick(instance.jobs);
    const Instant until = world_.clock().at + Duration{60'000};
    if (!command(instance.id, LockJob{job.id, "w", until}, "lock job")) return;
    switch (random_.below(5)) {
      case 0: command(instance.id, FailJob{job.id, "w", "no", {}, {}, {}}, "fail job"); return;
      case 1: command(instance.id, ErrorJob{job.id, "w", "E1", {}, {}}, "job error"); return;
      default: command(instance.id, CompleteJob{job.id, "w", {}, {}}, "complete job"); return;
    }
  }

  /// Starts an activity of an open ad-hoc sub-process; false: none is open.
  bool start_ad_hoc(const Instance& instance, bool only_idle) {
    const auto definition = definitions_.process(instance.definition.key, 0);
    for (const Scope& scope : instance.scopes) {
      const model::Element* element =
          scope.kind == ScopeKind::sub_process ? (*definition)->find(scope.element) : nullptr;
      if (element == nullptr || element->kind != model::ElementKind::ad_hoc_sub_process) continue;
      const bool idle = std::none_of(instance.tokens.begin(), instance.tokens.end(),
                                     [&](const Token& token) { return token.scope == scope.id; });
      if (only_idle && !idle) continue;
      const auto& wanted = (*definition)->element(random_.pick(element->implicit_starts));
      command(instance.id, StartAdHoc{to_text(LocalRef{instance.id, scope.id}), wanted.id},
              "start ad hoc");
      return true;
    }
    return false;
  }

  void throw_message(const Instance& instance) {
    for (const Wait& wait : instance.waits) {
      if (wait.kind != WaitKind::message) continue;
      command(instance.id, DeliverMessage{wait.id, variables()}, "message");
      return;
    }
  }

  void throw_signal() {
    const BroadcastSignal signal{random_.percent(50) ? "s1" : "s2", variables(), {}};
    ask("signal", 0, [signal, this](Unit& unit) -> Result<Reply> {
      ONWARD_TRY(const auto receivers, post_signal(unit, signal));
      std::size_t waiting = 0;
      for (const auto& instance : open_instances())
        for (const Wait& wait : instance->waits)
          if (wait.kind == WaitKind::signal && wait.name == signal.name) ++waiting;
      if (receivers.size() != waiting)
        outcome_.broken.emplace_back("a signal from outside does not go to everybody who waits");
      return Reply{};
    });
  }

  void retry(const Instance& instance) {
    if (instance.incidents.empty()) return task(instance);
    command(instance.id, RetryIncident{random_.pick(instance.incidents).id}, "retry");
  }

  void odd(const Instance& instance) {
    switch (random_.below(8)) {
      case 6: return set_timer(instance);
      case 7:
        if (instance.jobs.empty()) return;
        command(instance.id, SetJobRetries{random_.pick(instance.jobs).id, 2, "because"},
                "set retries");
        return;
      case 0: command(instance.id, CancelInstance{}, "cancel"); return;
      case 1: command(instance.id, SuspendInstance{}, "suspend"); return;
      case 2: command(instance.id, SetVariables{variables()}, "set variables"); return;
      case 3:
        command(instance.id, CompleteTask{{1}, {}, {}, {}}, "complete what is no task");
        return;
      case 4: command(instance.id, FireTimer{{3}}, "fire what may be a timer"); return;
      default: world_.restart(); return;
    }
  }

  void set_timer(const Instance& instance) {
    for (const Wait& wait : instance.waits) {
      if (wait.kind != WaitKind::timer) continue;
      const Duration later{static_cast<std::int64_t>(random_.below(5)) * 3'600'000};
      command(instance.id, SetTimer{wait.id, world_.clock().at + later, "because"}, "set timer");
      return;
    }
  }

  /// Nothing fails any more and everybody does what is to be done: every instance must end.
  void come_to_the_end() {
    for (std::size_t round = 0; round < calm_rounds; ++round) {
      const auto open = open_instances();
      if (open.empty() || !outcome_.broken.empty()) return;
      for (const auto& instance : open) help(*instance);
      if (round % rounds_of_patience == rounds_of_patience - 1) give_up(open);
      world_.advance({3'600'000});
      note_trouble();
    }
    for (const auto& instance : open_instances()) {
      std::string where;
      for (const Token& token : instance->tokens) where += " " + token.element;
      for (const Incident& incident : instance->incidents) where += "; " + incident.message;
      outcome_.broken.push_back("an instance of " + instance->definition.key +
                                " does not end; it is at" + where);
    }
  }

  /// Throwers that each wait for what the others throw, to several, do not go on by themselves
  /// (docs/semantics.md, messages): an admin ends them, with what called them.
  void give_up(const std::vector<std::shared_ptr<const Instance>>& open) {
    for (const auto& instance : open)
      for (const Incident& incident : instance->incidents)
        if (incident.code == "ambiguous-message") {
          command(instance->root, CancelInstance{}, "cancel");
          break;
        }
  }

  /// An event that does not interrupt: whoever triggers it again and again never comes to an end.
  bool starts_something_beside(const Instance& instance, const Wait& wait) {
    const auto definition = definitions_.process(instance.definition.key, 0);
    return !(*definition)->find(wait.element)->details.interrupting;
  }

  void help(const Instance& instance) {
    Context calm;
    calm.set("x", Value(0));
    if (instance.state == InstanceState::suspended)
      command(instance.id, ResumeInstance{}, "resume");
    for (const Incident& incident : instance.incidents)
      command(instance.id, RetryIncident{incident.id}, "retry");
    for (const Task& task : instance.tasks)
      command(instance.id, CompleteTask{task.id, calm, {}, {}}, "complete task");
    for (const Job& job : instance.jobs)
      command(instance.id, CompleteJob{job.id, {}, {}, {}}, "complete job");
    start_ad_hoc(instance, true);
    command(instance.id, SetVariables{calm}, "set variables");
    for (const Wait& wait : instance.waits)
      if (starts_something_beside(instance, wait))
        continue;
      else if (wait.kind == WaitKind::message)
        command(instance.id, DeliverMessage{wait.id, calm}, "message");
      else if (wait.kind == WaitKind::signal)
        command(instance.id, DeliverSignal{wait.id, calm}, "signal");
  }

  Random random_;
  Outcome outcome_;
  memory::MemoryStore memory_;
  test::BuiltDefinitions definitions_;
  OracleStore oracle_;
  test::World world_;
  bool is_graph_ = false, faulty_ = false;
};

}  // namespace

Outcome run_seed(std::uint64_t seed) { return Simulator(seed).run(); }

std::string trace_seed(std::uint64_t seed) {
  Simulator simulator(seed);
  (void)simulator.run();
  return simulator.trace();
}

}  // namespace onward::simulation

// The agenda: what happens next, and what somebody outside does then. What the engine made of it is
// seen in run_facts.cpp.
#include "engine/simulation/run.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/simulation/made_up.hpp"

namespace onward::simulation {
namespace {

/// So that another number of arrivals does not change what happens to each.
constexpr std::uint64_t other_seed = 0xd1b54a32d192ed03;

std::vector<std::string> names_of(const Context& variables) {
  std::vector<std::string> names;
  for (const auto& [name, value] : variables.entries()) names.push_back(name);
  return names;
}

}  // namespace

Run::Run(const Plan& plan, Store& store, Catalogue& catalogue)
    : plan_(plan),
      catalogue_(catalogue),
      commands_at_most_(plan.commands == 0 ? limits::simulated_commands : plan.commands),
      commands_per_case_(plan.commands_per_instance == 0 ? limits::simulated_commands_per_instance
                                                         : plan.commands_per_instance),
      arrivals_(plan.seed),
      random_(plan.seed ^ other_seed),
      knowledge_(catalogue, names_of(plan.variables)),
      chance_(random_, knowledge_, plan.histories),
      server_(store, catalogue, chance_,
              [this](const HistoryRow& row) {
                see(row);
                if (plan_.watch) plan_.watch(row);
              }),
      resources_(plan.capacities),
      beginning_(server_.now()) {}

void Run::schedule(Instant at, Kind kind, LocalRef ref) {
  agenda_.push({std::max(at, server_.now()), ++scheduled_, kind, ref});
}

Result<Done> Run::run() {
  if (plan_.instances > 0) schedule(server_.now(), Kind::arrival);
  while (!agenda_.empty() && commands_ < commands_at_most_) {
    if (plan_.enough && plan_.enough()) {
      out_of_time_ = true;
      break;
    }
    const Event event = agenda_.top();
    agenda_.pop();
    const Case* owner = event.kind == Kind::arrival ? nullptr : case_of(event.ref.instance);
    if (owner != nullptr && owner->aside) continue;
    // What was cancelled meanwhile must not turn the clock.
    const bool stale =
        (event.kind == Kind::work_done && !work_.contains(event.ref)) ||
        ((event.kind == Kind::timer || event.kind == Kind::awaited) && !waits_.contains(event.ref));
    if (stale) continue;
    if (event.kind == Kind::timer && waits_.at(event.ref).due > event.at) continue;
    server_.set_now(event.at);
    ONWARD_TRY_DONE(happen(event));
    set_aside();
  }
  return Done{};
}

Result<Done> Run::happen(const Event& event) {
  switch (event.kind) {
    case Kind::arrival: return arrive();
    case Kind::work_done: finish_work(event.ref); return Done{};
    case Kind::timer: {
      // One that cannot fire any more is gone: nothing is left to do.
      (void)server_.execute(event.ref.instance, FireTimer{event.ref.local});
      return Done{};
    }
    case Kind::awaited: {
      const Action action = waits_.at(event.ref).kind == WaitKind::message
                                ? Action(DeliverMessage{event.ref.local, {}})
                                : Action(DeliverSignal{event.ref.local, {}});
      (void)server_.execute(event.ref.instance, action);
      return Done{};
    }
  }
  return Done{};
}

Result<Done> Run::arrive() {
  ++started_;
  starting_ = true;
  ONWARD_TRY_DONE(server_.start(*plan_.definition, plan_.variables));
  // Behind what the start has set: who is done at that moment is free for the next.
  if (started_ < plan_.instances)
    schedule(server_.now() + arrivals_.draw(plan_.arrivals), Kind::arrival);
  return Done{};
}

void Run::finish_work(LocalRef ref) {
  const Work work = work_.at(ref);
  const auto done = complete(ref, work);
  if (done.ok()) return;
  if (Case* owner = case_of(ref.instance)) {
    owner->refused_at = work.element;
    owner->refused = done.error().message;
  }
  close_work(ref, false);
}

Result<Done> Run::complete(LocalRef ref, const Work& work) {
  if (work.kind == WorkKind::job)
    return server_.execute(ref.instance, CompleteJob{ref.local, {}, {}, {}});
  const model::DefinitionPtr definition = instances_.at(ref.instance).definition;
  const model::UserTask& user = definition->element(definition->at(work.element)).details.user;
  for (const model::ChecklistItem& item : user.checklist)
    ONWARD_TRY_DONE(
        server_.execute(ref.instance, MarkChecklist{ref.local, item.id, true, false, "simulated"}));
  CompleteTask complete{ref.local, made_up_form(user.form, random_, server_.now()), "simulated",
                        std::nullopt};
  auto done = server_.execute(ref.instance, complete);
  if (done.ok() ||
      !make_up_required(user.form, done.error(), random_, server_.now(), complete.variables))
    return done;
  return server_.execute(ref.instance, std::move(complete));
}

/// Instances over their bound: who works for them is set free.
void Run::set_aside() {
  while (!over_bound_.empty()) {
    const InstanceId root = over_bound_.back();
    over_bound_.pop_back();
    std::vector<LocalRef> open;
    for (const auto& [ref, work] : work_)
      if (instances_.at(ref.instance).root == root) open.push_back(ref);
    for (const LocalRef ref : open) close_work(ref, false);
  }
}

Result<Report> Run::report() {
  ONWARD_TRY_DONE(run());
  Report report;
  report.definition = plan_.definition->ref.key;
  report.seed = plan_.seed;
  report.instances = started_;
  report.commands = commands_;
  report.simulated_ms = (server_.now() - beginning_).ms;
  if (commands_ >= commands_at_most_)
    report.bound = "stopped after " + std::to_string(commands_at_most_) + " commands";
  if (out_of_time_) report.bound = "stopped after " + std::to_string(commands_) + " commands";
  count_outcomes(report);
  report.activities = ledger_.rows();
  report.resources = resources_.rows({report.simulated_ms});
  return report;
}

Result<Report> simulate(const Plan& plan, Store& store, Catalogue& catalogue) {
  if (plan.instances > limits::simulated_instances)
    return Error{ErrorCode::too_large, "at most 100,000 instances are simulated"};
  if (!plan.definition->executable)
    return Error{ErrorCode::not_executable,
                 "the process \"" + plan.definition->ref.key + "\" cannot be executed here"};
  return Run(plan, store, catalogue).report();
}

}  // namespace onward::simulation

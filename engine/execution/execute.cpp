#include "engine/execution/execute.hpp"

#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/task_access.hpp"
#include "engine/execution/step.hpp"

namespace onward {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

template <class T>
constexpr bool works_while_suspended =
    std::is_same_v<T, ResumeInstance> || std::is_same_v<T, SuspendInstance> ||
    std::is_same_v<T, CancelInstance> || std::is_same_v<T, SetVariables> ||
    std::is_same_v<T, ChildEnded> || std::is_same_v<T, ChildEscalated> ||
    std::is_same_v<T, CommentTask> || std::is_same_v<T, ReassignTasks> ||
    std::is_same_v<T, AssignTask> || std::is_same_v<T, EndSubtask> ||
    std::is_same_v<T, GiveNotice> || std::is_same_v<T, WithdrawNotice> ||
    std::is_same_v<T, UpdateTask> || std::is_same_v<T, MigrateInstance> ||
    std::is_same_v<T, RewindInstance>;

template <class T>
constexpr bool concerns_task = requires(const T& t) { t.task; };
template <class T>
constexpr bool concerns_job = requires(const T& t) { t.job; };

/// Whether the instance is in a state in which the command makes sense.
template <class T>
Result<Done> check_state(const Instance& instance, const T&) {
  if (!instance.id) return Error{ErrorCode::not_found, "no such instance"};
  if (std::is_same_v<T, CompensateInstance>) return Done{};  // looks itself
  if (is_ended(instance.state)) {
    if (concerns_task<T> || concerns_job<T>)
      return Error{ErrorCode::already_completed,
                   "the instance " + to_text(instance.id) + " has ended"};
    return Error{ErrorCode::wrong_state, "the instance " + to_text(instance.id) + " has ended"};
  }
  if (instance.state == InstanceState::suspended && !works_while_suspended<T>)
    return Error{ErrorCode::wrong_state, "the instance " + to_text(instance.id) + " is suspended"};
  return Done{};
}

/// If-Match: a task's revision for its commands, the instance's version for the others.
template <class T>
Result<Done> check_revision(const Instance& instance, const T& action,
                            const std::optional<std::uint64_t>& wanted) {
  if (!wanted) return Done{};
  std::uint64_t current = instance.version;
  if constexpr (concerns_task<T>) {
    const Task* task = find_task(instance, action.task);
    if (task == nullptr) return Done{};  // the command itself says that the task is closed
    current = task->revision;
  }
  if (current != *wanted)
    return Error{ErrorCode::stale, "the revision is " + std::to_string(current) + " now, not " +
                                       std::to_string(*wanted)};
  return Done{};
}

/// What goes with every command on a task: whose place was taken is told, and what a coordinator
/// was told is taken back when it holds no more.
template <class T>
void finish_task(Step& step, const Instance& before, const T& action) {
  if constexpr (concerns_task<T>) {
    const Task* was = find_task(before, action.task);
    if (was == nullptr) return;
    const std::string absentee = absentee_of(*was, step.actor());
    if (!absentee.empty()) step.add(DeputyActed{was->id, step.actor().user, absentee});
    withdraw_what_is_over(step, was->id);
  }
}

}  // namespace

Result<ChangeSet> execute(const model::Definition& definition, const Instance& before,
                          const Command& command, const Environment& environment) {
  Instance after = before;
  Step step(definition, after, command.actor, environment);
  Result<Done> handled = std::visit(
      Overloaded{[&](const StartInstance& start) { return handle(step, start, command.instance); },
                 [&](const auto& action) -> Result<Done> {
                   ONWARD_TRY_DONE(check_state(before, action));
                   ONWARD_TRY_DONE(check_revision(before, action, command.if_revision));
                   ONWARD_TRY_DONE(handle(step, action));
                   finish_task(step, before, action);
                   return Done{};
                 }},
      command.action);
  if (!handled.ok()) return std::move(handled.error());
  step.run();
  ChangeSet changes = step.finish({});
  changes.after = std::move(after);
  changes.after.version = before.version + 1;
  return changes;
}

}  // namespace onward

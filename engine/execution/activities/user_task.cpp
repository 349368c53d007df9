// User task: opens a task for people and waits until it is completed (commands/tasks.cpp).
// Standard: BPMN 2.0.2 clause 13.3.3. Lanes assign (bpmn.md decision 3): without candidates of its
// own the task is offered to its lane's group, and in a lane of the responsible person it is that
// person's.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/timers.hpp"

namespace onward {
namespace {

std::string responsible(const Environment& environment) {
  const Context* opportunity = environment.opportunity.context();
  const Value* person = opportunity == nullptr ? nullptr : opportunity->find("responsible");
  const std::string* name = person == nullptr ? nullptr : person->text();
  return name == nullptr ? std::string{} : *name;
}

Result<std::int32_t> priority(const Step& step, const model::Formula& formula, LocalId scope) {
  constexpr std::int32_t normal = 50;
  if (formula.empty()) return normal;
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  std::optional<Decimal> number;
  if (value.number() != nullptr) number = *value.number();
  if (const std::string* text = value.text()) number = Decimal::from_text(*text);
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 0 || *whole > 100)
    return Error{ErrorCode::invalid_expression, "a priority is a whole number from 0 to 100"};
  return static_cast<std::int32_t>(*whole);
}

/// `performer` means whoever has the task, or is offered it.
const WorkingCalendar* calendar_for(const Step& step, const std::string& id, const Task& task) {
  if (id != performer_calendar) return step.calendar(id);
  const SharedCalendars* shared = step.environment().calendars;
  if (shared == nullptr) return step.calendar(std::string(company_calendar));
  const bool is_one = task.assignee.empty() && task.candidate_users.size() == 1;
  return &shared->of_performer(is_one ? task.candidate_users.front() : task.assignee,
                               task.candidate_groups);
}

Result<Task> make_task(const Step& step, const Token& token, const model::Element& element) {
  const model::UserTask& user = element.details.user;
  const LocalId scope = scope_of(step, token);
  Task task;
  task.token = token.id;
  task.element = element.id;
  task.name = element.name;
  task.created = step.now();
  ONWARD_TRY(task.assignee, evaluate_text(step, user.assignee, scope));
  ONWARD_TRY(task.candidate_users, evaluate_names(step, user.candidate_users, scope));
  ONWARD_TRY(task.candidate_groups, evaluate_names(step, user.candidate_groups, scope));
  ONWARD_TRY(task.priority, priority(step, user.priority, scope));
  const bool own =
      !user.assignee.empty() || !task.candidate_users.empty() || !task.candidate_groups.empty();
  if (element.lane != model::none && !own) {
    const model::Lane& lane = step.definition().lanes[element.lane];
    task.candidate_groups.push_back(lane.group);
    if (lane.assign_responsible) task.assignee = responsible(step.environment());
  }
  const WorkingCalendar* calendar = calendar_for(step, user.calendar, task);
  if (!user.due.empty()) {
    ONWARD_TRY(task.due, due_of(step, user.due, scope, DayEdge::end, calendar));
  }
  if (!user.follow_up.empty()) {
    ONWARD_TRY(task.follow_up, due_of(step, user.follow_up, scope, DayEdge::end, calendar));
  }
  return task;
}

}  // namespace

void enter_user_task(Step& step, LocalId token) {
  const Token at = step.token(token);
  auto task = make_task(step, at, step.element_of(at));
  if (!task.ok()) return step.raise_incident(token, "expression-failed", task.error().message);
  task->id = step.next_local();
  step.add(TaskOpened{std::move(task).value()});
  step.wait(token);
}

}  // namespace onward

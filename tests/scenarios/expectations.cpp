#include "tests/scenarios/expectations.hpp"

#include <algorithm>

#include "engine/feel/feel.hpp"

namespace onward::scenarios {
namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text.empty() ? "nothing" : text;
}

std::string differ(const std::string& expected, const std::string& found) {
  return expected == found ? std::string{} : "expected " + expected + ", found " + found;
}

/// The same items, in any order.
std::string differ_as_sets(std::vector<std::string> expected, std::vector<std::string> found) {
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  return differ(joined(expected), joined(found));
}

std::string feel_text(const std::optional<Value>& value) {
  return value ? (value->text() != nullptr ? "\"" + *value->text() + "\""
                                           : feel::to_feel_text(*value))
               : "nothing";
}

/// "TaskOpened review", "TokenConsumed review" ...: the fact and the element that it names.
std::string describe(const Fact& fact, std::vector<std::pair<LocalId, std::string>>& elements) {
  std::string text(name_of(fact));
  const auto element_of = [&](LocalId id) {
    for (const auto& [known, element] : elements)
      if (known == id) return element;
    return std::string{};
  };
  if (const auto* f = std::get_if<TokenCreated>(&fact)) {
    elements.emplace_back(f->token, f->element);
    return text + " " + f->element;
  }
  if (const auto* f = std::get_if<TokenConsumed>(&fact)) {
    static constexpr const char* how[] = {"completed", "cancelled", "merged", "died"};
    return text + " " + element_of(f->token) + " " + how[static_cast<int>(f->end)];
  }
  if (const auto* f = std::get_if<TaskOpened>(&fact)) {
    elements.emplace_back(f->task.id, f->task.element);
    return text + " " + f->task.element;
  }
  if (const auto* f = std::get_if<JobOpened>(&fact)) return text + " " + f->job.topic;
  if (const auto* f = std::get_if<TaskClosed>(&fact)) {
    static constexpr const char* how[] = {"completed", "cancelled", "failed"};
    return text + " " + element_of(f->task) + " " + how[static_cast<int>(f->end)];
  }
  if (const auto* f = std::get_if<EventCaught>(&fact)) return text + " " + f->element;
  if (const auto* f = std::get_if<EventThrown>(&fact)) return text + " " + f->element;
  if (const auto* f = std::get_if<StageReached>(&fact)) return text + " " + f->stage;
  if (const auto* f = std::get_if<IncidentRaised>(&fact))
    return text + " " + f->incident.code + " " + f->incident.element;
  if (const auto* f = std::get_if<VariableSet>(&fact)) return text + " " + f->name;
  if (const auto* f = std::get_if<OperationNoted>(&fact)) return text + " " + f->operation;
  return text;
}

}  // namespace

std::string Expectations::run() {
  const std::string what = words_.next("what is expected");
  if (what == "rejected") return rejected();
  if (what == "refused") return refused();
  if (what == "instances") return instances();
  if (what == "path:") return path();
  if (what == "facts:") return facts();
  if (what == "commands:") return commands();
  return about_instance(what);
}

std::string Expectations::about_instance(const std::string& what) {
  const auto at = scene_.subject();
  if (!at) return "no instance was started";
  if (what == "open" && words_.take("tasks:")) return open_tasks(*at);
  if (what == "at:") return tokens(*at);
  if (what == "jobs:") return jobs(*at);
  if (what == "variable") return variable(*at);
  if (what == "no") return no(*at);
  if (what == "incident") return incident(*at);
  if (what == "task") return task(*at);
  if (what == "job") return job(*at);
  if (what == "timer") return timer(*at);
  return state(*at, what);
}

std::string Expectations::open_tasks(const Instance& instance) {
  std::vector<std::string> found;
  for (const Task& task : instance.tasks) found.push_back(task.element);
  return differ_as_sets(words_.list(), found);
}

std::string Expectations::tokens(const Instance& instance) {
  std::vector<std::string> found;
  for (const Token& token : instance.tokens) found.push_back(token.element);
  return differ_as_sets(words_.list(), found);
}

std::string Expectations::jobs(const Instance& instance) {
  std::vector<std::string> found;
  for (const Job& job : instance.jobs) found.push_back(job.topic);
  return differ_as_sets(words_.list(), found);
}

std::string Expectations::state(const Instance& instance, const std::string& wanted) {
  words_.finish();
  std::string text =
      differ(wanted == "ended" ? "completed" : wanted, std::string(to_string(instance.state)));
  if (text.empty()) return text;
  for (const Token& token : instance.tokens) text += " at " + token.element;
  for (const Incident& incident : instance.incidents)
    text += "; incident " + incident.code + ": " + incident.message;
  return text;
}

std::string Expectations::variable(const Instance& instance) {
  const std::string name = words_.next("a variable");
  std::string of;
  if (words_.take("of")) of = words_.next("an element");
  if (!words_.take("=")) return "expect variable NAME = VALUE";
  const auto expected = scene_.value_of(words_.rest(), words_);
  const Value* found = nullptr;
  for (const Scope& scope : instance.scopes) {
    if (scope.element != of) continue;
    if (const Value* value = find_variable(scope, name)) found = value;
  }
  if (found != nullptr && expected && *found == *expected) return {};
  return differ(feel_text(expected), found == nullptr ? "no such variable" : feel_text(*found));
}

std::string Expectations::no(const Instance& instance) {
  if (words_.take("variable")) {
    const std::string name = words_.next("a variable");
    const Value* found = find_variable(*find_scope(instance, root_scope), name);
    return found == nullptr ? std::string{} : name + " = " + feel_text(*found);
  }
  if (!words_.take("incidents")) return "expect no variable NAME, or no incidents";
  std::string text;
  for (const Incident& incident : instance.incidents)
    text += incident.code + " at " + incident.element + ": " + incident.message + "; ";
  return text;
}

std::string Expectations::incident(const Instance& instance) {
  const std::string code = words_.next("a code");
  const std::string element = words_.take("at") ? words_.next("an element") : std::string{};
  words_.finish();
  std::vector<std::string> found;
  for (const Incident& incident : instance.incidents) {
    if (incident.code == code && (element.empty() || incident.element == element)) return {};
    found.push_back(incident.code + " at " + incident.element + " (" + incident.message + ")");
  }
  return differ(code + " at " + element, joined(found));
}

std::string Expectations::task(const Instance& instance) {
  const std::string element = words_.next("an element");
  const auto task = std::find_if(instance.tasks.begin(), instance.tasks.end(),
                                 [&](const Task& t) { return t.element == element; });
  if (task == instance.tasks.end()) return "no open task at " + element;
  const std::string what = words_.next("assignee, groups, users, due, priority, accepted or name");
  if (what == "assignee") return differ(words_.rest(), task->assignee);
  if (what == "groups") return differ_as_sets(words_.list(), task->candidate_groups);
  if (what == "users") return differ_as_sets(words_.list(), task->candidate_users);
  if (what == "due") return differ(words_.rest(), task->due ? to_text(*task->due) : "none");
  if (what == "priority") return differ(words_.rest(), std::to_string(task->priority));
  if (what == "name") return differ(words_.rest(), task->name);
  if (what == "accepted")
    return differ(words_.rest(), task->accepted ? to_text(*task->accepted) : "never");
  return "nothing is known of a task's " + what;
}

std::string Expectations::job(const Instance& instance) {
  const std::string topic = words_.next("a topic");
  const auto job = std::find_if(instance.jobs.begin(), instance.jobs.end(),
                                [&](const Job& j) { return j.topic == topic; });
  if (job == instance.jobs.end()) return "no open job \"" + topic + "\"";
  const std::string what = words_.next("retries, due or inputs");
  if (what == "retries") return differ(words_.rest(), std::to_string(job->retries));
  if (what == "due") return differ(words_.rest(), to_text(job->due));
  if (what != "inputs") return "nothing is known of a job's " + what;
  const auto expected = scene_.value_of(words_.rest(), words_);
  return expected && *expected == job->inputs ? std::string{}
                                              : differ(feel_text(expected), feel_text(job->inputs));
}

std::string Expectations::timer(const Instance& instance) {
  const std::string element = words_.next("an element");
  const bool is_left = words_.take("left");
  if (!is_left && !words_.take("due")) return "expect timer ELEMENT due TIME, or left DURATION";
  std::vector<std::string> found;
  for (const Wait& wait : instance.waits)
    if (wait.element == element && wait.kind == WaitKind::timer && wait.left.has_value() == is_left)
      found.push_back(is_left ? to_text(*wait.left) : to_text(wait.due));
  return differ(words_.rest(), joined(found));
}

std::string Expectations::path() {
  const auto rows = scene_.backend_.history(scene_.subject_);
  if (!rows.ok()) return rows.error().message;
  std::vector<std::string> found;
  std::vector<std::pair<LocalId, std::string>> elements;
  for (const HistoryRow& row : *rows)
    for (const Fact& fact : row.facts) {
      const std::string text = describe(fact, elements);
      constexpr std::string_view consumed = "TokenConsumed ", completed = " completed";
      if (text.starts_with(consumed) && text.ends_with(completed))
        found.push_back(
            text.substr(consumed.size(), text.size() - consumed.size() - completed.size()));
    }
  return differ(joined(words_.list()), joined(found));
}

std::string Expectations::facts() {
  const auto rows = scene_.backend_.history(scene_.subject_);
  if (!rows.ok()) return rows.error().message;
  const std::vector<std::string> wanted = words_.list();
  std::vector<std::string> all;
  std::vector<std::pair<LocalId, std::string>> elements;
  for (const HistoryRow& row : *rows)
    for (const Fact& fact : row.facts) all.push_back(describe(fact, elements));
  auto at = all.begin();
  for (const std::string& one : wanted) {
    at =
        std::find_if(at, all.end(), [&](const std::string& fact) { return fact.starts_with(one); });
    if (at == all.end()) return "\"" + one + "\" is missing (in this order) in: " + joined(all);
    ++at;
  }
  return {};
}

std::string Expectations::commands() {
  const auto rows = scene_.backend_.history(scene_.subject_);
  if (!rows.ok()) return rows.error().message;
  std::vector<std::string> found;
  for (const HistoryRow& row : *rows) found.push_back(row.name);
  return differ(joined(words_.list()), joined(found));
}

std::string Expectations::instances() {
  const std::string key = words_.next("a process");
  std::uint64_t active = 0;
  std::uint64_t total = 0;
  for (const InstanceId id : scene_.world().instances()) {
    const auto instance = scene_.world().stored(id);
    if (instance->definition.key != key) continue;
    ++total;
    if (!is_ended(instance->state)) ++active;
  }
  std::string wrong;
  while (!words_.done() && wrong.empty()) {
    if (words_.take("active"))
      wrong = differ(words_.next("a number") + " active", std::to_string(active) + " active");
    else if (words_.take("total"))
      wrong = differ(words_.next("a number") + " in total", std::to_string(total) + " in total");
    else
      words_.finish();
    if (!words_.trouble().empty()) break;
  }
  return wrong;
}

std::string Expectations::rejected() {
  const std::string code = words_.next("a code");
  const std::optional<Error> error = std::exchange(scene_.rejected_, std::nullopt);
  if (!error) return "the action was not rejected";
  std::string wrong = differ(code, std::string(to_string(error->code)));
  if (!wrong.empty()) return wrong + " (" + error->message + ")";
  if (!words_.take("at")) return {};
  const std::string pointer = words_.next("a pointer");
  std::vector<std::string> found;
  for (const ErrorDetail& detail : error->details) {
    if (detail.pointer == pointer) return {};
    found.push_back(detail.pointer);
  }
  return differ(pointer, joined(found));
}

std::string Expectations::refused() {
  const std::string code = words_.next("a code");
  const std::optional<Error> error = std::exchange(scene_.rejected_, std::nullopt);
  if (!error) return "the deployment was not refused";
  std::string line = words_.take("line") ? words_.next("a line") + ":" : std::string{};
  // A converted model has other lines.
  const Mode mode = scene_.mode_;
  if (mode == Mode::converted_to_bpmn || mode == Mode::converted_to_compact) line.clear();
  std::vector<std::string> found;
  for (const ErrorDetail& detail : error->details) {
    if (detail.code == code && detail.pointer.starts_with(line)) return {};
    found.push_back(detail.code + " at " + detail.pointer);
  }
  if (error->details.empty()) found.push_back(error->message + " " + error->where);
  return differ(code + " line " + line, joined(found));
}

}  // namespace onward::scenarios

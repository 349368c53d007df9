#include "tests/scenarios/actions.hpp"

#include "engine/base/iso8601.hpp"
#include "engine/base/zone.hpp"
#include "engine/feel/feel.hpp"

namespace onward::scenarios {
namespace {

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> names;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    names.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return names;
}

}  // namespace

std::string Actions::run() {
  const std::string verb = words_.next("an action");
  if (verb == "clock") {
    const auto at = instant_from_text(words_.next("a time"));
    if (!at.ok()) return "no time";
    scene_.now_ = *at;
    if (scene_.world_) scene_.world_->clock().at = *at;
    return {};
  }
  if (verb == "zone") {
    scene_.zone_ = words_.next("a zone");
    return scene_.world_ ? "the zone stands at the top" : "";
  }
  if (verb == "deploy") return deploy();
  if (verb == "start") return start();
  if (verb == "use") return use();
  if (verb == "job") return job();
  if (verb == "message") return message();
  if (verb == "signal") return signal();
  if (verb == "conditions") return conditions();
  if (verb == "advance" || verb == "sleep") return pass_time(verb);
  if (verb == "retry") return retry();
  if (verb == "timer") return timer();
  if (verb == "retries") return retries();
  if (verb == "move") return move();
  if (verb == "migrate") return migrate();
  if (verb == "rewind") return rewind();
  if (verb == "adhoc" || verb == "set" || verb == "cancel" || verb == "suspend" || verb == "resume")
    return administer(verb);
  return task(verb);
}

std::string Actions::deploy() {
  std::vector<std::string> paths;
  while (!words_.done()) {
    const std::string file = words_.next("a file");
    const bool shipped = file.starts_with("processes/");
    paths.push_back(shipped ? std::string(ONWARD_SOURCE_DIR) + "/" + file
                            : scene_.folder_ + "/models/" + file);
  }
  keep(scene_.world().deploy(paths));
  return {};
}

std::string Actions::start() {
  StartInstance start;
  start.definition.key = words_.next("a process");
  bool allow_duplicate = false;
  Actor who = actor();
  while (!words_.done()) {
    if (words_.take("at")) {
      start.start_element = words_.next("a start event");
    } else if (words_.take("key")) {
      start.business_key = words_.next("a business key");
    } else if (words_.take("version")) {
      start.definition.version = static_cast<std::uint32_t>(words_.number("a version"));
    } else if (words_.take("duplicate")) {
      allow_duplicate = true;
    } else if (words_.take("with")) {
      start.variables = scene_.context_of(words_);
    } else {
      words_.finish();
      return {};
    }
  }
  const auto started = scene_.world().start(std::move(start), who, allow_duplicate);
  keep(started);
  if (started.ok()) scene_.subject_ = *started;
  return {};
}

std::string Actions::use() {
  const std::string key = words_.next("a process");
  std::vector<InstanceId> found;
  for (const InstanceId id : scene_.world().instances())
    if (scene_.world().stored(id)->definition.key == key) found.push_back(id);
  std::size_t which = found.size();
  if (!words_.done()) which = words_.number("which instance");
  words_.finish();
  if (which == 0 || which > found.size())
    return "there are " + std::to_string(found.size()) + " instances of " + key;
  scene_.subject_ = found[which - 1];
  return {};
}

Actor Actions::actor() {
  Actor actor{"admin", {}, true};
  if (words_.take("as")) actor = {words_.next("a user"), {}, false};
  if (words_.take("groups")) actor.groups = split_names(words_.next("groups"));
  if (words_.take("for")) actor.stands_in_for = split_names(words_.next("people who are absent"));
  return actor;
}

const Task* Actions::find_task_of(const Instance& instance, const std::string& element) {
  std::size_t which = 1;
  for (std::size_t n = 1; n < 20; ++n)
    if (words_.take("#" + std::to_string(n))) which = n;
  for (const Task& task : instance.tasks)
    if (task.element == element && --which == 0) return &task;
  return nullptr;
}

std::string Actions::carry_out(Action action, const Actor& actor) {
  words_.finish();
  if (!words_.trouble().empty()) return {};
  keep(scene_.world().execute({scene_.subject_, std::move(action), actor, std::nullopt}));
  return {};
}

std::string Actions::task(const std::string& verb) {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string element = words_.next("an element");
  const Task* task = find_task_of(*instance, element);
  // A task that is not open any more: id 0 lets the engine say so.
  const LocalId id = task == nullptr ? LocalId{} : task->id;
  if (task == nullptr && words_.done()) return "no open task at " + element;
  if (words_.take("closed")) return carry_out(CompleteTask{id, {}, {}, {}}, actor());
  if (task == nullptr) return "no open task at " + element;
  if (verb == "assign" || verb == "delegate") {
    if (!words_.take("to")) return "to whom?";
    const std::string to = words_.next("a user");
    const Actor who = actor();
    if (verb == "assign") return carry_out(AssignTask{id, to}, who);
    return carry_out(DelegateTask{id, to}, who);
  }
  if (verb == "redirect") {
    RedirectTask redirect{id, {}, {}, {}};
    if (!words_.take("to")) return "to whom?";
    std::string& to = words_.take("group") ? redirect.group : redirect.assignee;
    to = words_.next("a user or group");
    if (words_.take("comment")) redirect.comment = words_.next("a comment");
    return carry_out(std::move(redirect), actor());
  }
  if (verb == "fail") {
    FailTask fail{id, words_.next("an error code"), "failed in the scenario", {}};
    const Actor who = actor();
    if (words_.take("with")) fail.variables = scene_.context_of(words_);
    return carry_out(std::move(fail), who);
  }
  if (verb == "escalate") {
    EscalateTask escalate{id, words_.next("an escalation code"), {}};
    const Actor who = actor();
    if (words_.take("with")) escalate.variables = scene_.context_of(words_);
    return carry_out(std::move(escalate), who);
  }
  if (verb == "check") {
    MarkChecklist mark{id, words_.next("an item"), true, false, {}};
    if (words_.take("n/a")) mark.done = false, mark.not_applicable = true;
    if (words_.take("undone")) mark.done = false;
    if (words_.take("remark")) mark.remark = words_.next("a remark");
    return carry_out(std::move(mark), actor());
  }
  const Actor who = actor();
  if (verb == "claim") return carry_out(ClaimTask{id}, who);
  if (verb == "accept") return carry_out(AcceptTask{id}, who);
  if (verb == "release") return carry_out(ReleaseTask{id}, who);
  if (verb != "complete") return "unknown action \"" + verb + "\"";
  CompleteTask complete{id, {}, {}, {}};
  if (words_.take("results")) complete.results = words_.next("results");
  if (words_.take("with")) complete.variables = scene_.context_of(words_);
  return carry_out(std::move(complete), who);
}

std::string Actions::job() {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string topic = words_.next("a topic");
  const Job* found = nullptr;
  for (const Job& job : instance->jobs)
    if (job.topic == topic && (found == nullptr || found->locked_until)) found = &job;
  if (found == nullptr) return "no open job \"" + topic + "\"";
  const Job job = *found;
  const Actor who{"worker", {}, true};
  const std::string verb = words_.next("complete, fail, error or lock");
  const Instant until = scene_.world().clock().at + Duration{60'000};
  const bool already = !job.worker.empty() && job.locked_until > scene_.world().clock().at;
  if (verb == "lock") return carry_out(LockJob{job.id, words_.next("a worker"), until}, who);
  std::string worker = "w1";
  if (words_.take("by")) {
    worker = words_.next("a worker");
  } else if (!already) {
    keep(scene_.world().execute(
        {scene_.subject_, LockJob{job.id, worker, until}, who, std::nullopt}));
    if (scene_.rejected_) return {};
  }
  if (verb == "complete") {
    CompleteJob complete{job.id, worker, {}, {}};
    if (words_.take("with")) complete.variables = scene_.context_of(words_);
    return carry_out(std::move(complete), who);
  }
  if (verb == "error") {
    ErrorJob error{job.id, worker, words_.next("a code"), "raised in the scenario", {}};
    if (words_.take("with")) error.variables = scene_.context_of(words_);
    return carry_out(std::move(error), who);
  }
  if (verb != "fail") return "complete, fail, error or lock?";
  FailJob fail{job.id, worker, words_.next("a message"), {}, {}};
  if (words_.take("retries")) fail.retries = static_cast<std::uint32_t>(words_.number("retries"));
  return carry_out(std::move(fail), who);
}

std::string Actions::message() {
  MessageQuery query;
  query.name = words_.next("a message");
  Duration keep_for;
  Context variables;
  while (!words_.done()) {
    if (words_.take("key")) {
      const auto value = scene_.value_of(words_.next("a key"), words_);
      if (value) query.key = feel::to_feel_text(*value);
    } else if (words_.take("business-key")) {
      query.business_key = words_.next("a business key");
    } else if (words_.take("to-instance")) {
      query.instance = scene_.subject_;
    } else if (words_.take("keep")) {
      const auto span = duration_from_text(words_.next("a duration"));
      if (span.ok()) keep_for.ms = span->seconds * 1'000;
    } else if (words_.take("with")) {
      variables = scene_.context_of(words_);
    } else {
      words_.finish();
      return {};
    }
  }
  keep(scene_.world().send(query, variables, keep_for));
  return {};
}

std::string Actions::signal() {
  BroadcastSignal signal;
  signal.name = words_.next("a signal");
  if (words_.take("with")) signal.variables = scene_.context_of(words_);
  words_.finish();
  keep(scene_.world().signal(signal));
  return {};
}

std::string Actions::conditions() {
  ConditionsOfStarts asked;
  if (words_.take("of")) asked.definition = words_.next("a process");
  if (words_.take("with")) asked.variables = scene_.context_of(words_);
  words_.finish();
  keep(scene_.world().start_what_holds(asked));
  return {};
}

std::string Actions::pass_time(const std::string& verb) {
  const auto span = duration_from_text(words_.next("a duration"));
  words_.finish();
  if (!span.ok()) return "no duration";
  const auto until = add(scene_.world().clock().at, *span, scene_.zone_);
  if (!until.ok()) return "no duration";
  const Duration passed = *until - scene_.world().clock().at;
  if (verb == "advance")
    scene_.world().advance(passed);
  else
    scene_.world().be_away(passed);
  return {};
}

std::string Actions::administer(const std::string& verb) {
  const Actor admin{"admin", {}, true};
  if (verb == "set") return carry_out(SetVariables{scene_.context_of(words_)}, admin);
  if (verb == "cancel") return carry_out(CancelInstance{words_.rest()}, admin);
  if (verb == "adhoc") {
    StartAdHoc start;
    start.scope = words_.next("a sub-process");
    start.element = words_.next("an activity");
    return carry_out(std::move(start), actor());
  }
  if (verb == "suspend") return carry_out(SuspendInstance{words_.rest()}, admin);
  return carry_out(ResumeInstance{words_.rest()}, admin);
}

std::string Actions::retry() {
  const auto instance = scene_.subject();
  if (!instance) return "no instance was started";
  const std::string element = words_.next("an element");
  for (const Incident& incident : instance->incidents)
    if (incident.element == element)
      return carry_out(RetryIncident{incident.id}, {"admin", {}, true});
  return "no open incident at " + element;
}

}  // namespace onward::scenarios

#include "server/api/fact_json.hpp"

#include "engine/base/limits.hpp"
#include "engine/value/temporal_text.hpp"

namespace onward::api {
namespace {

std::string_view text_of(TokenEnd end) {
  switch (end) {
    case TokenEnd::completed: return "completed";
    case TokenEnd::cancelled: return "cancelled";
    case TokenEnd::merged: return "merged";
    case TokenEnd::died: return "died";
  }
  return {};
}

std::string_view text_of(TaskEnd end) {
  switch (end) {
    case TaskEnd::completed: return "completed";
    case TaskEnd::cancelled: return "cancelled";
    case TaskEnd::failed: return "failed";
  }
  return {};
}

std::string_view text_of(JobEnd end) {
  switch (end) {
    case JobEnd::completed: return "completed";
    case JobEnd::cancelled: return "cancelled";
    case JobEnd::failed: return "failed";
  }
  return {};
}

std::string_view text_of(WaitEnd end) { return end == WaitEnd::fired ? "fired" : "cancelled"; }

std::string_view text_of(TokenState state) {
  switch (state) {
    case TokenState::entering: return "entering";
    case TokenState::waiting: return "waiting";
    case TokenState::parked: return "parked";
    case TokenState::stuck: return "stuck";
    case TokenState::spent: return "spent";
  }
  return {};
}

/// Members of facts that have a name in common look the same: written where a fact has them.
class Writer {
 public:
  Writer(JsonWriter& out, InstanceId instance) : out_(out), instance_(instance) {}

  void text(std::string_view name, std::string_view text) {
    if (!text.empty()) out_.name(name).text(text);
  }
  void local(std::string_view name, LocalId id) {
    if (id) out_.name(name).text(to_text(LocalRef{instance_, id}));
  }
  void instant(std::string_view name, Instant at) { out_.name(name).text(to_text(at)); }
  void number(std::string_view name, std::int64_t n) { out_.name(name).number(n); }
  void value(std::string_view name, const Value& value) {
    out_.name(name);
    if (size_bytes(value) <= limits::history_value_bytes) {
      out_.value(value);
      return;
    }
    const std::string whole = to_json(value);
    if (whole.size() <= limits::history_value_bytes) {
      out_.raw(whole);
      return;
    }
    // What is cut off in the middle of a character becomes U+FFFD.
    out_.begin_object().name("cut").boolean(true);
    out_.name("bytes").number(static_cast<std::int64_t>(whole.size()));
    out_.name("begins").text(std::string_view(whole).substr(0, limits::history_value_bytes));
    out_.end_object();
  }

  template <class F>
  void common(const F& f) {
    if constexpr (requires { LocalId{f.token}; }) local("token", f.token);
    if constexpr (requires { LocalId{f.scope}; }) local("scope", f.scope);
    if constexpr (requires { LocalId{f.wait}; }) local("wait", f.wait);
    if constexpr (requires { LocalId{f.task}; }) local("task", f.task);
    if constexpr (requires { LocalId{f.job}; }) local("job", f.job);
    if constexpr (requires { LocalId{f.incident}; }) local("incident", f.incident);
    if constexpr (requires { std::string_view(f.reason); }) text("reason", f.reason);
    if constexpr (requires { std::string_view(f.flow); }) text("flow", f.flow);
    if constexpr (requires { std::string_view(f.by); }) text("by", f.by);
    if constexpr (requires { std::string_view(f.name); }) text("name", f.name);
    if constexpr (requires { std::string_view(f.kind); }) text("kind", f.kind);
    if constexpr (requires { std::string_view(f.error_code); }) text("errorCode", f.error_code);
    if constexpr (requires { std::string_view(f.stage); }) text("stage", f.stage);
    if constexpr (requires { std::string_view(f.assignee); }) text("assignee", f.assignee);
    if constexpr (requires { std::string_view(f.owner); }) text("owner", f.owner);
    if constexpr (requires { std::string_view(f.worker); }) text("worker", f.worker);
    if constexpr (requires { std::string_view(f.message); }) text("message", f.message);
    if constexpr (requires { std::string_view(f.operation); }) text("operation", f.operation);
    if constexpr (requires { std::string_view(f.results); }) text("results", f.results);
    if constexpr (requires { std::string_view(f.business_key); })
      text("businessKey", f.business_key);
    if constexpr (requires { f.child.value; }) text("instanceId", to_text(f.child));
    if constexpr (requires { f.retries + 1U; }) number("retries", f.retries);
    if constexpr (requires { Instant{f.due}; }) instant("due", f.due);
    if constexpr (requires { Duration{f.left}; }) text("left", to_text(f.left));
    if constexpr (requires { to_string(f.state); }) text("state", to_string(f.state));
    if constexpr (requires { text_of(f.state); }) text("state", text_of(f.state));
    if constexpr (requires { text_of(f.end); }) text("end", text_of(f.end));
  }

  template <class F>
  void own(const F&) {}
  void own(const InstanceStarted& f) {
    text("definition", f.definition.key);
    number("version", f.definition.version);
    if (f.parent) text("parentInstanceId", to_text(f.parent));
  }
  void own(const OpportunityLinked& f) { text("opportunityId", to_text(f.opportunity)); }
  void own(const VariableSet& f) {
    value("value", f.value);
    if (f.before) value("before", *f.before);
  }
  void own(const VariableRemoved& f) {
    if (f.before) value("before", *f.before);
  }
  void own(const MultiInstanceChanged& f) {
    local("scope", f.state.scope);
    number("total", f.state.total);
    number("started", f.state.started);
    number("active", f.state.active);
    number("completed", f.state.completed);
    number("terminated", f.state.terminated);
  }
  void own(const WaitOpened& f) {
    local("wait", f.wait.id);
    text("kind", to_string(f.wait.kind));
    text("name", f.wait.name);
    if (f.wait.has_key) text("correlationKey", f.wait.key);
    if (f.wait.kind == WaitKind::timer) instant("due", f.wait.due);
  }
  void own(const TaskOpened& f) {
    local("task", f.task.id);
    text("name", f.task.name);
    text("assignee", f.task.assignee);
    if (f.task.due) instant("due", *f.task.due);
  }
  void own(const TaskAssigned& f) {
    if (f.accepted) instant("acceptedAt", *f.accepted);
  }
  void own(const TaskRedirected& f) {
    text("by", f.redirection.by);
    text("from", f.redirection.from);
    text("assignee", f.redirection.to);
    text("candidateGroup", f.redirection.group);
    text("comment", f.redirection.comment);
  }
  void own(const SubtaskOpened& f) {
    text("subtask", to_text(f.subtask.task));
    text("name", f.subtask.name);
  }
  void own(const SubtaskEnded& f) { text("instanceId", to_text(f.subtask)); }
  void own(const NoticeGiven& f) {
    text("kind", to_string(f.notice.kind));
    text("notice", to_text(f.notice.task));
  }
  void own(const NoticeWithdrawn& f) { text("kind", to_string(f.notice)); }
  void own(const DeputyActed& f) {
    text("deputy", f.deputy);
    text("absentee", f.absentee);
  }
  void own(const TaskUpdated& f) {
    if (f.due) instant("due", *f.due);
    if (f.follow_up) instant("followUp", *f.follow_up);
    number("priority", f.priority);
  }
  void own(const ChecklistMarked& f) {
    text("item", f.mark.item);
    out_.name("done").boolean(f.mark.done).name("notApplicable").boolean(f.mark.not_applicable);
    text("remark", f.mark.remark);
  }
  void own(const TaskCommented& f) { text("text", f.comment.text); }
  void own(const TaskClosed& f) {
    if (f.completed_on) text("completedOn", to_text(*f.completed_on));
  }
  void own(const JobOpened& f) {
    local("job", f.job.id);
    text("type", to_string(f.job.type));
    text("topic", f.job.topic);
  }
  void own(const JobLocked& f) {
    if (f.until) instant("until", *f.until);
  }
  void own(const InstanceMigrated& f) {
    text("definition", f.definition.key);
    number("version", f.definition.version);
    out_.name("renamed").begin_object();
    for (const Renamed& renamed : f.renamed) out_.name(renamed.from).text(renamed.to);
    out_.end_object();
  }
  void own(const InstanceRewound& f) {
    number("toSequence", static_cast<std::int64_t>(f.sequence));
  }
  void own(const IncidentRaised& f) {
    local("incident", f.incident.id);
    text("code", f.incident.code);
    text("message", f.incident.message);
  }

 private:
  JsonWriter& out_;
  InstanceId instance_;
};

}  // namespace

void write_fact_data(JsonWriter& out, InstanceId instance, const Fact& fact) {
  out.begin_object();
  Writer writer(out, instance);
  std::visit(
      [&](const auto& f) {
        writer.common(f);
        writer.own(f);
      },
      fact);
  out.end_object();
}

}  // namespace onward::api

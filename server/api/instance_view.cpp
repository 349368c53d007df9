#include "server/api/instance_view.hpp"

#include "engine/execution/activities/ad_hoc_offer.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

/// Somebody must start an activity of it: POST /instances/{id}/adhoc takes the scope and the
/// element.
void write_offers(JsonWriter& out, const model::Definition* definition, const Instance& instance,
                  const Token& token) {
  if (definition == nullptr) return;
  const auto offered = offered_in_ad_hoc(*definition, instance, token);
  if (offered.empty()) return;
  out.begin_object().name("type").text("adHoc");
  out.name("scope").text(to_text(LocalRef{instance.id, token.id}));
  out.name("offers").begin_array();
  for (const model::Element* element : offered) {
    out.begin_object().name("elementId").text(element->id);
    out.name("name").text(element->name).end_object();
  }
  out.end_array().end_object();
}

/// `due`, or `left` while the timer stands still.
void write_time(JsonWriter& out, const Wait& timer) {
  if (timer.left)
    out.name("left").text(to_text(*timer.left));
  else
    out.name("due").text(to_text(timer.due));
}

/// All that run or stand still, also those that no token waits at: of event sub-processes.
void write_timers(JsonWriter& out, const Instance& instance) {
  out.name("timers").begin_array();
  for (const Wait& wait : instance.waits) {
    if (wait.kind != WaitKind::timer) continue;
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, wait.id}));
    out.name("elementId").text(wait.element);
    write_time(out, wait);
    out.end_object();
  }
  out.end_array();
}

/// Everything else that may happen, also to event sub-processes.
void write_events(JsonWriter& out, const Instance& instance) {
  out.name("events").begin_array();
  for (const Wait& wait : instance.waits) {
    if (wait.kind == WaitKind::timer) continue;
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, wait.id}));
    out.name("elementId").text(wait.element);
    out.name("type").text(to_string(wait.kind));
    write_text(out, "name", wait.name);
    write_text(out, "correlationKey", wait.has_key ? wait.key : std::string{});
    out.name("since").text(to_text(wait.since)).end_object();
  }
  out.end_array();
}

void write_jobs(JsonWriter& out, const Instance& instance) {
  out.name("jobs").begin_array();
  for (const Job& job : instance.jobs) {
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, job.id}));
    out.name("elementId").text(job.element);
    out.name("type").text(to_string(job.type));
    out.name("topic").text(job.topic);
    out.name("retries").number(job.retries);
    out.name("due").text(to_text(job.due));
    write_text(out, "worker", job.worker);
    write_instant(out, "lockedUntil", job.locked_until);
    out.name("createdAt").text(to_text(job.created)).end_object();
  }
  out.end_array();
}

void write_waiting(JsonWriter& out, const model::Definition* definition, const Instance& instance,
                   const Token& token) {
  out.name("waitingFor").begin_array();
  write_offers(out, definition, instance, token);
  for (const Task& task : instance.tasks)
    if (task.token == token.id)
      out.begin_object()
          .name("type")
          .text("task")
          .name("taskId")
          .text(to_text(LocalRef{instance.id, task.id}))
          .end_object();
  for (const Job& job : instance.jobs)
    if (job.token == token.id) {
      out.begin_object().name("type").text("job");
      out.name("jobId").text(to_text(LocalRef{instance.id, job.id}));
      out.name("topic").text(job.topic).end_object();
    }
  for (const Wait& wait : instance.waits) {
    if (wait.token != token.id) continue;
    out.begin_object().name("type").text(to_string(wait.kind));
    out.name("elementId").text(wait.element);
    if (wait.kind == WaitKind::timer) write_time(out, wait);
    if (!wait.name.empty()) out.name("name").text(wait.name);
    if (wait.has_key) out.name("correlationKey").text(wait.key);
    out.end_object();
  }
  for (const onward::Call& called : instance.calls)
    if (called.token == token.id)
      out.begin_object()
          .name("type")
          .text("instance")
          .name("instanceId")
          .text(to_text(called.child))
          .end_object();
  out.end_array();
}

std::string_view state_text(TokenState state) {
  switch (state) {
    case TokenState::entering: return "entering";
    case TokenState::waiting: return "waiting";
    case TokenState::parked: return "parked";
    case TokenState::stuck: return "stuck";
    case TokenState::spent: return "spent";
  }
  return "waiting";
}

void write_tokens(JsonWriter& out, const model::Definition* definition, const Instance& instance) {
  out.name("tokens").begin_array();
  for (const Token& token : instance.tokens) {
    out.begin_object().name("id").text(to_text(LocalRef{instance.id, token.id}));
    out.name("node").text(token.element);
    out.name("state").text(state_text(token.state));
    out.name("since").text(to_text(token.since));
    write_waiting(out, definition, instance, token);
    out.end_object();
  }
  out.end_array();
}

void write_incidents(JsonWriter& out, const Instance& instance) {
  out.name("incidents").begin_array();
  for (const Incident& incident : instance.incidents)
    write_incident(out, {{instance.id, incident.id},
                         incident.element,
                         incident.code,
                         incident.message,
                         instance.definition.key,
                         incident.at});
  out.end_array();
}

}  // namespace

void write_what_is_open(JsonWriter& out, const model::Definition* definition,
                        const Instance& instance) {
  write_tokens(out, definition, instance);
  write_timers(out, instance);
  write_events(out, instance);
  write_jobs(out, instance);
  write_incidents(out, instance);
}

void write_command(JsonWriter& out, const HistoryRow& command) {
  std::string reason;
  for (const Fact& fact : command.facts)
    if (const auto* noted = std::get_if<OperationNoted>(&fact)) reason = noted->reason;
  out.name("command").begin_object();
  out.name("sequence").number(static_cast<std::int64_t>(command.seq));
  out.name("time").text(to_text(command.at));
  write_text(out, "actor", command.actor);
  out.name("operation").text(command.name);
  write_text(out, "reason", reason);
  out.end_object();
}

}  // namespace onward::api

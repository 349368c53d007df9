// Facts -> events. A command that changed an instance otherwise gives one `instance.changed`, so
// that whoever shows an instance hears of each of its commands.
#include <algorithm>
#include <utility>

#include "engine/value/json.hpp"
#include "server/events/event.hpp"

namespace onward::events {
namespace {

/// Numbers of a fact's events: two, for a task that leaves somebody's hands for another's.
constexpr std::uint32_t numbers_per_fact = 2;
/// How far back one looks for whose task it was.
constexpr std::uint64_t commands_back = 100;

std::string_view type_of(InstanceState state) {
  switch (state) {
    case InstanceState::active: return "instance.resumed";
    case InstanceState::suspended: return "instance.suspended";
    case InstanceState::completed: return "instance.completed";
    case InstanceState::cancelled: return "instance.cancelled";
    case InstanceState::failed: return "instance.failed";
  }
  return "instance.changed";
}

std::string_view type_of(TaskEnd end) {
  switch (end) {
    case TaskEnd::completed: return "task.completed";
    case TaskEnd::cancelled: return "task.cancelled";
    case TaskEnd::failed: return "task.failed";
  }
  return "task.changed";
}

void write_id(JsonWriter& out, std::string_view name, std::uint64_t id) {
  if (id != 0) out.name(name).text(id_to_text(id));
}

void write_text(JsonWriter& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out.name(name).text(text);
}

void write_task(JsonWriter& out, const TaskRow& task) {
  out.name("task").begin_object();
  out.name("id").text(onward::to_text(task.id));
  out.name("name").text(task.name);
  out.name("elementId").text(task.element);
  out.name("state").text(task.state);
  write_text(out, "assignee", task.assignee);
  out.name("candidateGroups").begin_array();
  for (const std::string& group : task.candidate_groups) out.text(group);
  out.end_array();
  if (task.due) out.name("due").text(onward::to_text(*task.due));
  out.name("priority").number(task.priority);
  out.end_object();
}

/// The events of one command of an instance.
class CommandEvents {
 public:
  CommandEvents(Queries& queries, const FeedRow& row) : queries_(queries), row_(row) {}

  Result<std::vector<Event>> take() {
    for (const Fact& fact : row_.command.facts) {
      number_ += numbers_per_fact;
      ONWARD_TRY_DONE(std::visit([this](const auto& each) { return see(each); }, fact));
    }
    number_ += numbers_per_fact;
    const bool told = std::any_of(events_.begin(), events_.end(), [](const Event& event) {
      return event.topic == Topic::instance;
    });
    if (!told) ONWARD_TRY_DONE(add(Topic::instance, "instance.changed"));
    return std::move(events_);
  }

 private:
  template <class Other>
  Result<Done> see(const Other&) {
    return Done{};
  }
  Result<Done> see(const InstanceStarted&) { return add(Topic::instance, "instance.started"); }
  Result<Done> see(const InstanceEnded& fact) { return add(Topic::instance, type_of(fact.state)); }
  Result<Done> see(const InstanceStateChanged& fact) {
    return add(Topic::instance, type_of(fact.state));
  }
  Result<Done> see(const IncidentRaised& fact) {
    return add_incident("incident.raised", fact.incident.id, &fact.incident);
  }
  Result<Done> see(const IncidentResolved& fact) {
    return add_incident("incident.resolved", fact.incident, nullptr);
  }
  Result<Done> see(const TaskOpened& fact) {
    return add_task("task.opened", fact.task.id, fact.task.owner, fact.task.assignee);
  }
  Result<Done> see(const TaskUpdated& fact) { return add_task("task.changed", fact.task); }
  Result<Done> see(const ChecklistMarked& fact) { return add_task("task.changed", fact.task); }
  Result<Done> see(const TaskCommented& fact) { return add_task("task.changed", fact.task); }
  Result<Done> see(const TaskClosed& fact) { return add_task(type_of(fact.end), fact.task); }
  Result<Done> see(const TaskAssigned& fact);
  Result<Done> see(const TaskRedirected& fact);
  Result<Done> see(const SubtaskOpened& fact) { return add_task("task.changed", fact.task); }
  Result<Done> see(const SubtaskEnded& fact) { return add_task("task.changed", fact.task); }

  Result<Done> add(Topic topic, std::string_view type);
  Result<Done> add_incident(std::string_view type, LocalId id, const Incident* incident);
  Result<Done> add_task(std::string_view type, LocalId task, std::string owner = {},
                        std::string assignee = {});
  /// Tells who had the task that they have it no more.
  void add_unassigned(LocalId task, std::string before);
  /// In whose hands the task was before this fact.
  Result<std::string> holder_before(const TaskAssigned& fact);

  Event& begin(Topic topic, std::string_view type, JsonWriter& out);

  Queries& queries_;
  const FeedRow& row_;
  std::uint32_t number_ = 0;
  std::vector<Event> events_;
};

Event& CommandEvents::begin(Topic topic, std::string_view type, JsonWriter& out) {
  const HistoryRow& command = row_.command;
  Event event;
  event.place = {row_.position, number_ - numbers_per_fact + 1};
  event.topic = topic;
  event.type = type;
  event.instance = command.instance;
  event.opportunity = row_.opportunity;
  event.at = command.at;
  event.actor = command.actor;
  out.begin_object().name("id").text(to_text(event.place));
  out.name("type").text(type);
  out.name("time").text(onward::to_text(command.at));
  write_text(out, "actor", command.actor);
  out.name("operation").text(command.name);
  out.name("instanceId").text(onward::to_text(command.instance));
  out.name("sequence").number(static_cast<std::int64_t>(command.seq));
  out.name("definition").text(row_.definition.key);
  out.name("version").number(row_.definition.version);
  write_id(out, "opportunityId", row_.opportunity.value);
  events_.push_back(std::move(event));
  return events_.back();
}

Result<Done> CommandEvents::add(Topic topic, std::string_view type) {
  JsonWriter out;
  Event& event = begin(topic, type, out);
  event.json = out.end_object().take();
  return Done{};
}

Result<Done> CommandEvents::add_incident(std::string_view type, LocalId id,
                                         const Incident* incident) {
  JsonWriter out;
  Event& event = begin(Topic::incident, type, out);
  out.name("incident").begin_object();
  out.name("id").text(onward::to_text(LocalRef{row_.command.instance, id}));
  if (incident != nullptr) {
    out.name("elementId").text(incident->element);
    out.name("code").text(incident->code);
  }
  out.end_object();
  event.json = out.end_object().take();
  return Done{};
}

Result<Done> CommandEvents::add_task(std::string_view type, LocalId task, std::string owner,
                                     std::string assignee) {
  ONWARD_TRY(auto found, queries_.task({row_.command.instance, task}));
  if (!found) return Done{};  // a way back took it away, and with it what one could be told
  JsonWriter out;
  Event& event = begin(Topic::task, type, out);
  write_task(out, *found);
  event.json = out.end_object().take();
  event.task = std::move(found);
  event.owner = std::move(owner);
  event.assignee = std::move(assignee);
  return Done{};
}

Result<Done> CommandEvents::see(const TaskAssigned& fact) {
  ONWARD_TRY_DONE(add_task(fact.assignee.empty() ? "task.released" : "task.assigned", fact.task,
                           fact.owner, fact.assignee));
  ONWARD_TRY(std::string before, holder_before(fact));
  if (!before.empty() && before != fact.assignee) add_unassigned(fact.task, std::move(before));
  return Done{};
}

Result<Done> CommandEvents::see(const TaskRedirected& fact) {
  const Redirection& how = fact.redirection;
  ONWARD_TRY_DONE(
      add_task(how.to.empty() ? "task.released" : "task.assigned", fact.task, {}, how.to));
  if (!how.from.empty() && how.from != how.to) add_unassigned(fact.task, how.from);
  return Done{};
}

void CommandEvents::add_unassigned(LocalId task, std::string before) {
  JsonWriter out;
  Event& event = begin(Topic::task, "task.unassigned", out);
  ++event.place.number;
  out.name("task").begin_object();
  out.name("id").text(onward::to_text(LocalRef{row_.command.instance, task}));
  out.name("assignee").text(before);
  out.end_object();
  event.json = out.end_object().take();
  event.only_for = std::move(before);
}

Result<std::string> CommandEvents::holder_before(const TaskAssigned& fact) {
  const std::uint64_t seq = row_.command.seq;
  const std::uint64_t after = seq > commands_back ? seq - commands_back : 0;
  ONWARD_TRY(const auto rows, queries_.history(row_.command.instance, after, commands_back));
  std::string holder;
  for (const HistoryRow& row : rows)
    for (const Fact& each : row.facts) {
      if (row.seq > seq) return holder;
      const auto* assigned = std::get_if<TaskAssigned>(&each);
      if (row.seq == seq && assigned != nullptr && *assigned == fact) return holder;
      if (assigned != nullptr && assigned->task == fact.task) holder = assigned->assignee;
      const auto* redirected = std::get_if<TaskRedirected>(&each);
      if (redirected != nullptr && redirected->task == fact.task)
        holder = redirected->redirection.to;
      const auto* opened = std::get_if<TaskOpened>(&each);
      if (opened != nullptr && opened->task.id == fact.task) holder = opened->task.assignee;
    }
  return holder;
}

/// What a member of the opportunity became; empty: it did not change.
std::string after_of(const OpportunityChange& change, std::string_view member) {
  const Value* entry = change.changes.find(member);
  const Context* both = entry != nullptr ? entry->context() : nullptr;
  const Value* after = both != nullptr ? both->find("after") : nullptr;
  return after != nullptr && after->text() != nullptr ? *after->text() : std::string();
}

std::string_view type_of(const OpportunityChange& change) {
  if (change.version == 1) return "opportunity.created";
  const std::string status = after_of(change, "status");
  if (status == "won") return "opportunity.won";
  if (status == "lost") return "opportunity.lost";
  if (status == "disqualified") return "opportunity.disqualified";
  if (status == "open") return "opportunity.opened";
  return after_of(change, "stage").empty() ? "opportunity.changed" : "opportunity.stage-changed";
}

Event event_of(const FeedRow& row) {
  const OpportunityChange& change = *row.change;
  Event event;
  event.place = {row.position, 1};
  event.topic = Topic::opportunity;
  event.type = type_of(change);
  event.opportunity = change.opportunity;
  event.at = change.at;
  JsonWriter out;
  out.begin_object().name("id").text(to_text(event.place));
  out.name("type").text(event.type);
  out.name("time").text(onward::to_text(change.at));
  write_text(out, "actor", change.actor);
  out.name("operation").text(change.operation);
  out.name("opportunityId").text(onward::to_text(change.opportunity));
  out.name("version").number(static_cast<std::int64_t>(change.version));
  out.name("changed").begin_array();
  for (const auto& [member, both] : change.changes.entries()) out.text(member);
  out.end_array();
  for (const std::string_view member : {"stage", "status", "responsible"})
    write_text(out, member, after_of(change, member));
  event.json = out.end_object().take();
  return event;
}

}  // namespace

Result<std::vector<Event>> events_of(Queries& queries, const FeedRow& row) {
  if (row.change) return std::vector<Event>{event_of(row)};
  return CommandEvents(queries, row).take();
}

}  // namespace onward::events

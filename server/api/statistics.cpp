// What happens at each node of a version: tasks that are open and that were completed, how long
// they took, and open incidents. Counted from indexes (queries.hpp), never from histories.
#include <algorithm>
#include <cstdio>

#include "engine/base/percentile.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {
namespace {

struct Period {
  Instant from{INT64_MIN}, to{INT64_MAX};
};

Result<Period> period_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"from", "to"}));
  Period period;
  ONWARD_TRY(const auto from, instant_parameter(call, "from"));
  ONWARD_TRY(const auto to, instant_parameter(call, "to"));
  if (from) period.from = *from;
  if (to) period.to = *to;
  if (period.to < period.from)
    return Error{ErrorCode::malformed, "the parameter to must not be before from", "to"};
  return period;
}

void write_times(JsonWriter& out, const std::vector<NodeTasks::Done>& tasks) {
  std::vector<std::int64_t> spans;
  for (const NodeTasks::Done& task : tasks) spans.push_back((task.completed - task.created).ms);
  std::sort(spans.begin(), spans.end());
  out.name("meanMs");
  spans.empty() ? out.null() : out.number(rounded_mean(spans));
  out.name("p95Ms");
  spans.empty() ? out.null() : out.number(percentile(spans, 95));
}

/// Of those that had a due date.
void write_overdue_share(JsonWriter& out, const std::vector<NodeTasks::Done>& tasks) {
  std::size_t promised = 0;
  std::size_t late = 0;
  for (const NodeTasks::Done& task : tasks) {
    if (!task.due) continue;
    ++promised;
    if (*task.due < task.completed) ++late;
  }
  out.name("overdueShare");
  if (promised == 0) {
    out.null();
    return;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.4f",
                static_cast<double>(late) / static_cast<double>(promised));
  out.raw(text);
}

void write_node(JsonWriter& out, const model::Element& element, const NodeTasks& tasks,
                std::uint64_t incidents) {
  const auto number = [&](const char* name, std::uint64_t count) {
    out.name(name).number(static_cast<std::int64_t>(count));
  };
  out.begin_object().name("id").text(element.id);
  out.name("name").text(element.name).name("type").text(model::bpmn_name(element.kind));
  number("active", tasks.active);
  number("overdue", tasks.overdue);
  number("completed", tasks.completed);
  number("incidents", incidents);
  write_times(out, tasks.newest);
  write_overdue_share(out, tasks.newest);
  out.end_object();
}

/// User tasks, and other nodes that have an incident; as in the document.
Result<http::Response> statistics_of(Reader& reader, const std::string& key, std::uint32_t version,
                                     const Period& period) {
  ONWARD_TRY(const model::DefinitionPtr definition, reader.definitions.process(key, version));
  NodeQuery query{key, version, {}, period.from, period.to, reader.now};
  for (const model::Element& element : definition->elements)
    if (element.kind == model::ElementKind::user_task) query.elements.push_back(element.id);
  ONWARD_TRY(const std::vector<NodeTasks> tasks, reader.queries.node_tasks(query));
  ONWARD_TRY(const auto incidents, reader.queries.node_incidents(key, version));
  JsonWriter out;
  out.begin_object().name("key").text(key).name("version").number(version);
  out.name("nodes").begin_array();
  auto next = tasks.begin();
  for (const model::Element& element : definition->elements) {
    const bool is_task = element.kind == model::ElementKind::user_task;
    const auto found = incidents.find(element.id);
    if (!is_task && found == incidents.end()) continue;
    write_node(out, element, is_task ? *next++ : NodeTasks{},
               found == incidents.end() ? 0 : found->second);
  }
  out.end_array().end_object();
  return http::json(200, out.take());
}

}  // namespace

void get_definition_statistics(Services& services, Call call) {
  const auto period = period_of(call);
  if (!period.ok()) return refuse(call, period.error());
  const auto version = version_number(call);
  if (!version.ok()) return refuse(call, version.error());
  look(services, call,
       [key = call.parameter("key"), version = version.value(), period = period.value()](
           Reader& reader) { return statistics_of(reader, key, version, period); });
}

}  // namespace onward::api

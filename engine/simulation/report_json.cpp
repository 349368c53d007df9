#include "engine/simulation/report_json.hpp"

#include <charconv>
#include <string_view>

namespace onward::simulation {
namespace {

/// With six digits behind the point.
void write_double(JsonWriter& json, double number) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 6);
  json.raw(std::string_view(text, static_cast<std::size_t>(end.ptr - text)));
}

void write_outcomes(JsonWriter& json, const Report& report) {
  json.name("outcomes").begin_array();
  for (const OutcomeRow& row : report.outcomes) {
    json.begin_object().name("outcome").text(row.what);
    json.name("elementId").text(row.element).name("name").text(row.name);
    json.name("detail").text(row.detail);
    json.name("number").number(static_cast<std::int64_t>(row.count)).name("share");
    write_double(json, row.share);
    json.name("meanMs").number(row.mean_ms).end_object();
  }
  json.end_array();
}

void write_activities(JsonWriter& json, const Report& report) {
  json.name("activities").begin_array();
  for (const ActivityRow& row : report.activities) {
    json.begin_object().name("definition").text(row.definition);
    json.name("elementId").text(row.element).name("name").text(row.name);
    json.name("type").text(row.type).name("durationFrom");
    row.duration_from.empty() ? json.null() : json.text(row.duration_from);
    json.name("done").number(static_cast<std::int64_t>(row.done));
    json.name("cancelled").number(static_cast<std::int64_t>(row.cancelled));
    json.name("meanWaitMs").number(row.mean_wait_ms).name("meanWorkMs").number(row.mean_work_ms);
    json.name("totalWaitMs").number(row.total_wait_ms);
    json.name("longestQueue").number(static_cast<std::int64_t>(row.longest_queue)).end_object();
  }
  json.end_array();
}

void write_resources(JsonWriter& json, const Report& report) {
  json.name("resources").begin_array();
  for (const ResourceRow& row : report.resources) {
    json.begin_object().name("name").text(row.name).name("capacity");
    row.capacity ? json.number(*row.capacity) : json.null();
    json.name("utilisation");
    if (row.capacity)
      write_double(json, row.utilisation);
    else
      json.null();
    json.name("busy");
    write_double(json, row.busy);
    json.name("handled").number(static_cast<std::int64_t>(row.handled));
    json.name("meanWaitMs").number(row.mean_wait_ms);
    json.name("longestQueue").number(static_cast<std::int64_t>(row.longest_queue)).end_object();
  }
  json.end_array();
}

}  // namespace

void write_report(JsonWriter& json, const Report& report) {
  json.name("definition").text(report.definition);
  json.name("seed").raw(std::to_string(report.seed));
  json.name("instances").number(static_cast<std::int64_t>(report.instances));
  json.name("commands").number(static_cast<std::int64_t>(report.commands));
  json.name("simulatedMs").number(report.simulated_ms).name("bound");
  report.bound.empty() ? json.null() : json.text(report.bound);
  json.name("cycleTime").begin_object();
  json.name("count").number(static_cast<std::int64_t>(report.cycle.count));
  json.name("meanMs").number(report.cycle.mean_ms).name("p50Ms").number(report.cycle.p50_ms);
  json.name("p80Ms").number(report.cycle.p80_ms).name("p95Ms").number(report.cycle.p95_ms);
  json.end_object();
  write_outcomes(json, report);
  write_activities(json, report);
  write_resources(json, report);
}

}  // namespace onward::simulation

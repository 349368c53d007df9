#include "tools/onward/simulation_output.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "engine/simulation/report_json.hpp"

namespace onward {
namespace {

using Row = std::vector<std::string>;

/// Days and hours are enough for people: "3d 4h", "25m", "12s".
std::string shown(std::int64_t ms) {
  struct Unit {
    std::int64_t ms;
    const char* name;
  };
  constexpr Unit units[] = {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}};
  for (std::size_t i = 0; i < std::size(units); ++i) {
    if (ms < units[i].ms) continue;
    std::string text = std::to_string(ms / units[i].ms) + units[i].name;
    const std::int64_t rest = ms % units[i].ms;
    if (i + 1 < std::size(units) && rest >= units[i + 1].ms)
      text += " " + std::to_string(rest / units[i + 1].ms) + units[i + 1].name;
    return text;
  }
  return ms == 0 ? "0" : std::to_string(ms) + "ms";
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", share * 100);
  return text;
}

std::string two_digits(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", number);
  return text;
}

/// Columns as wide as their longest cell; the first is aligned to the left, numbers to the right.
std::string table(const std::vector<Row>& rows, std::size_t left_columns) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], row[i].size());
    }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - row[i].size(), ' ');
      line += (i < left_columns ? row[i] + gap : gap + row[i]) + "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += "  " + line + "\n";
  }
  return text;
}

std::string outcome_text(const simulation::OutcomeRow& row) {
  std::string text = row.what;
  if (!row.detail.empty()) text += " " + row.detail;
  if (!row.element.empty()) text += (row.what == "ended" ? " " : " at ") + row.element;
  return text;
}

std::string outcomes_table(const simulation::Report& report) {
  std::vector<Row> rows{{"outcome", "number", "share", "mean time"}};
  for (const simulation::OutcomeRow& row : report.outcomes)
    rows.push_back({outcome_text(row), std::to_string(row.count), percent(row.share),
                    row.mean_ms > 0 ? shown(row.mean_ms) : "-"});
  return table(rows, 1);
}

std::string activities_table(const simulation::Report& report) {
  std::vector<Row> rows{
      {"activity", "duration", "done", "cancelled", "mean wait", "mean work", "longest queue"}};
  for (const simulation::ActivityRow& row : report.activities)
    rows.push_back({row.element, row.duration_from.empty() ? "-" : row.duration_from,
                    std::to_string(row.done), std::to_string(row.cancelled),
                    shown(row.mean_wait_ms), shown(row.mean_work_ms),
                    std::to_string(row.longest_queue)});
  return table(rows, 2);
}

std::string resources_table(const simulation::Report& report) {
  std::vector<Row> rows{
      {"resource", "capacity", "utilisation", "busy", "handled", "mean wait", "longest queue"}};
  for (const simulation::ResourceRow& row : report.resources)
    rows.push_back({row.name, row.capacity ? std::to_string(*row.capacity) : "any",
                    row.capacity ? percent(row.utilisation) : "-", two_digits(row.busy),
                    std::to_string(row.handled), shown(row.mean_wait_ms),
                    std::to_string(row.longest_queue)});
  return table(rows, 1);
}

}  // namespace

std::string to_tables(const simulation::Report& report) {
  std::string text = report.definition + ": " + std::to_string(report.instances) +
                     " instances, seed " + std::to_string(report.seed) + ", " +
                     shown(report.simulated_ms) + " simulated\n";
  if (!report.bound.empty()) text += "BOUND REACHED: " + report.bound + "\n";
  text += "\n" + outcomes_table(report);
  text += "\n  cycle time: mean " + shown(report.cycle.mean_ms) + ", 50 % within " +
          shown(report.cycle.p50_ms) + ", 80 % within " + shown(report.cycle.p80_ms) +
          ", 95 % within " + shown(report.cycle.p95_ms) + "\n";
  if (!report.activities.empty()) text += "\n" + activities_table(report);
  if (!report.resources.empty()) text += "\n" + resources_table(report);
  return text;
}

std::string to_json(const simulation::Report& report) {
  JsonWriter json;
  json.begin_object();
  simulation::write_report(json, report);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace onward

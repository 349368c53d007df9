// Mermaid flowcharts become BPMN documents. Nothing is deployed: people look at it first.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "server/api/chart_import.hpp"
#include "server/api/diagnostics.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

struct Chart {
  std::string text;
  ChartWish wish;
};

/// "[A-Za-z_][A-Za-z0-9_.-]*"
bool is_id(const std::string& text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !text.empty() && text.size() <= limits::identifier_bytes && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

Result<Chart> chart_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(Body body, Body::of(*call.request));
  Chart chart;
  chart.text = body.required_text("text", limits::text_bytes);
  chart.wish.id = body.text("id").value_or("process");
  chart.wish.kind = body.text("kind", limits::identifier_bytes).value_or(std::string{});
  if (!is_id(chart.wish.id))
    body.refuse("id", "not-an-id",
                "an id begins with a letter, and has letters, digits, '-', '_' and '.'");
  ONWARD_TRY_DONE(body.finish());
  return chart;
}

void write_note(JsonWriter& out, const std::string& definition, const ChartNote& note) {
  out.begin_object();
  write_text(out, "definition", definition);
  out.name("code").text(note.code).name("message").text(note.message);
  out.name("line").number(note.at.line).name("column").number(note.at.column);
  write_text(out, "elementId", note.element_id);
  out.end_object();
}

std::vector<FileProblem> problems_of(const ImportedCharts& imported) {
  std::vector<FileProblem> problems;
  for (const model::Problem& problem : imported.problems) problems.push_back({{}, problem});
  for (const ImportedChart& chart : imported.charts)
    for (const model::Problem& problem : chart.problems) problems.push_back({chart.key, problem});
  return problems;
}

Result<http::Response> import_chart(const Reader& reader, const Chart& chart) {
  ONWARD_TRY(const ImportedCharts imported, reader.import_charts(chart.text, chart.wish));
  const std::vector<FileProblem> problems = problems_of(imported);
  if (imported.refused()) return refusal(problems);
  JsonWriter out;
  out.begin_object().name("definitions").begin_array();
  for (const ImportedChart& made : imported.charts) {
    out.begin_object().name("key").text(made.key).name("name").text(made.name);
    out.name("document").text(made.document).end_object();
  }
  out.end_array().name("notes").begin_array();
  for (const ChartNote& note : imported.notes) write_note(out, {}, note);
  for (const ImportedChart& made : imported.charts)
    for (const ChartNote& note : made.notes) write_note(out, made.key, note);
  out.end_array().name("diagnostics").raw(diagnostics_json(problems)).end_object();
  return http::json(200, out.take());
}

}  // namespace

bool ImportedCharts::refused() const {
  const auto is_error = [](const model::Problem& problem) {
    return problem.severity == model::Severity::error;
  };
  return std::any_of(problems.begin(), problems.end(), is_error) ||
         std::any_of(charts.begin(), charts.end(), [&](const ImportedChart& chart) {
           return std::any_of(chart.problems.begin(), chart.problems.end(), is_error);
         });
}

void import_definition(Services& services, Call call) {
  auto chart = chart_of(call);
  if (!chart.ok()) return refuse(call, chart.error());
  look(services, call,
       [chart = std::move(chart).value()](Reader& reader) { return import_chart(reader, chart); });
}

}  // namespace onward::api

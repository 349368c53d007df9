#include "server/chart_import.hpp"

#include <string>
#include <utility>

#include "adapters/mermaid/import.hpp"
#include "adapters/mermaid/reader.hpp"
#include "engine/model/compile.hpp"
#include "server/bpmn_output.hpp"

namespace onward {
namespace {

std::string numbered(const std::string& name, std::size_t index) {
  return index == 0 ? name : name + "-" + std::to_string(index + 1);
}

/// "up-sale" -> "Up sale".
std::string name_of_id(std::string id) {
  for (char& c : id)
    if (c == '-' || c == '_') c = ' ';
  if (id.front() >= 'a' && id.front() <= 'z')
    id.front() = static_cast<char>(id.front() - 'a' + 'A');
  return id;
}

Result<api::ImportedChart> import_chart(const mermaid::Chart& chart, const mermaid::Wish& wish) {
  const mermaid::Imported imported = mermaid::to_draft(chart, wish);
  api::ImportedChart made{wish.id, wish.name, {}, {}, {}};
  for (const mermaid::Note& note : imported.notes)
    made.notes.push_back({note.code, note.message, note.at, note.element_id});
  made.problems = model::compile(imported.draft, 0, 1).problems;
  ONWARD_TRY(Converted converted, to_bpmn(imported.draft, {}));
  made.problems.insert(made.problems.end(), converted.problems.begin(), converted.problems.end());
  made.document = std::move(converted.text);
  return made;
}

}  // namespace

Result<api::ImportedCharts> import_charts(std::string_view text, const api::ChartWish& wish) {
  const mermaid::Document document = mermaid::read(text);
  api::ImportedCharts result;
  result.problems = document.problems;
  if (result.refused()) return result;
  if (document.charts.size() > 1 && !wish.kind.empty())
    return Error{ErrorCode::invalid,
                 "one process begins for a kind, but the file has several charts",
                 {},
                 {{"/kind", "several-charts", "the text has several charts"}}};
  for (const Position& at : document.other_diagrams)
    result.notes.push_back(
        {"other-diagram", "this block is no flowchart: it is passed over", at, {}});
  for (std::size_t i = 0; i < document.charts.size(); ++i) {
    const mermaid::Chart& chart = document.charts[i];
    const std::string id = numbered(wish.id, i);
    const std::string name = chart.title.empty() ? name_of_id(id) : chart.title;
    ONWARD_TRY(api::ImportedChart made, import_chart(chart, {id, name, wish.kind}));
    result.charts.push_back(std::move(made));
  }
  return result;
}

}  // namespace onward

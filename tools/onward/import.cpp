// onward import FILE [OUT]: each Mermaid flowchart of a file becomes a BPMN process that runs, as
// far as a chart says enough; what was guessed and what is missing is told. All of it is written,
// or nothing.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "adapters/mermaid/texts.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"
#include "server/chart_import.hpp"
#include "tools/onward/commands.hpp"
#include "tools/onward/diagnostics.hpp"
#include "tools/onward/written_file.hpp"

namespace onward {
namespace {

namespace fs = std::filesystem;
constexpr int wrong_use = 2;

struct ImportOptions {
  std::string in, out, id, kind;
  bool json = false, force = false;
};

/// One process as it will be written.
struct Made {
  std::string path, text;
};

class Report {
 public:
  explicit Report(std::string file) : file_(std::move(file)) { json_.begin_array(); }

  void add(std::string_view severity, const model::Problem& problem) {
    append_problem(json_, file_, severity, problem);
    lines_ += problem_line(file_, severity, problem);
    has_errors_ = has_errors_ || severity == model::to_string(model::Severity::error);
  }
  void add(const std::vector<model::Problem>& problems) {
    for (const model::Problem& problem : problems) add(model::to_string(problem.severity), problem);
  }
  void note(const api::ChartNote& note) {
    add("note", {model::Severity::warning, note.code, note.message, note.at, note.element_id});
  }

  [[nodiscard]] bool has_errors() const { return has_errors_; }
  void print(const ImportOptions& options) {
    if (options.json)
      std::printf("%s\n", json_.end_array().str().c_str());
    else
      std::fprintf(stderr, "%s", lines_.c_str());
  }

 private:
  std::string file_, lines_;
  JsonWriter json_;
  bool has_errors_ = false;
};

std::string numbered(const std::string& name, std::size_t index) {
  return index == 0 ? name : name + "-" + std::to_string(index + 1);
}

/// "up-sale.md" -> "up-sale".
std::string id_of_file(const std::string& path) {
  const std::string id = mermaid::kebab(fs::path(path).stem().string());
  if (id.empty()) return "process";
  return id.front() >= '0' && id.front() <= '9' ? "process-" + id : id;
}

/// Without OUT beside the chart; in a folder by the id of the process; else numbered from 2 on.
std::string path_of(const ImportOptions& options, const std::string& id, std::size_t index) {
  if (!options.out.empty() && (options.out.ends_with('/') || fs::is_directory(options.out)))
    return (fs::path(options.out) / (id + ".bpmn")).string();
  const fs::path out =
      options.out.empty() ? fs::path(options.in).replace_extension(".bpmn") : fs::path(options.out);
  const std::string name = numbered(out.stem().string(), index) + out.extension().string();
  return out.parent_path().empty() ? name : (out.parent_path() / name).string();
}

int write_all(const ImportOptions& options, const std::vector<Made>& made) {
  for (const Made& each : made)
    if (!options.force && fs::exists(each.path)) {
      fail(each.path.c_str(), "is there already; --force overwrites it");
      return wrong_use;
    }
  for (const Made& each : made)
    if (const int failed = write_file(each.path, each.text); failed != 0) return failed;
  return 0;
}

int write_charts(const ImportOptions& options, api::ImportedCharts& imported, Report& report) {
  report.add(imported.problems);
  for (const api::ChartNote& note : imported.notes) report.note(note);
  std::vector<Made> made;
  for (std::size_t i = 0; i < imported.charts.size(); ++i) {
    api::ImportedChart& chart = imported.charts[i];
    for (const api::ChartNote& note : chart.notes) report.note(note);
    report.add(chart.problems);
    made.push_back({path_of(options, chart.key, i), std::move(chart.document)});
  }
  if (report.has_errors()) return 1;
  return write_all(options, made);
}

int import_chart(const ImportOptions& options) {
  if (!options.id.empty() &&
      (!xml::is_ncname(options.id) || options.id.size() > limits::identifier_bytes)) {
    fail("--id", "an id begins with a letter, and has letters, digits, '-', '_' and '.'");
    return wrong_use;
  }
  std::ifstream file(options.in, std::ios::binary);
  if (!file || fs::is_directory(options.in)) {
    fail(options.in.c_str(), "cannot be read");
    return wrong_use;
  }
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string id = options.id.empty() ? id_of_file(options.in) : options.id;
  auto imported = import_charts(bytes, {id, options.kind});
  if (!imported.ok() && imported.error().code == ErrorCode::invalid) {
    fail("--kind", imported.error().message.c_str());
    return wrong_use;
  }
  if (!imported.ok()) return fail(options.in.c_str(), imported.error().message.c_str());
  Report report(options.in);
  const int status = write_charts(options, *imported, report);
  if (status != wrong_use) report.print(options);
  return status;
}

}  // namespace

void add_import(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command =
      app.add_subcommand("import", "Make BPMN of a Mermaid flowchart, and say what it leaves open");
  command->add_option("in", options->in, "A flowchart, or Markdown with some")->required();
  command->add_option("out", options->out,
                      "*.bpmn, or a folder; without it beside the chart, several get -2, -3 ...");
  command->add_option("--id", options->id, "Id of the process; without it the name of the file");
  command->add_option("--kind", options->kind, "Opportunities of this kind begin the process");
  command->add_flag("--json", options->json, "What there is to say as JSON, to standard output");
  command->add_flag("--force", options->force, "Overwrite what is there");
  command->callback([=] { chosen([options] { return import_chart(*options); }); });
}

}  // namespace onward

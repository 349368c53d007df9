// onward convert IN OUT: the same process in the other language, or the same with its diagram. What
// was written is read back and compared; what is not the same process is never left behind.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "adapters/bpmn_xml/diagram.hpp"
#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/native_xml/writer.hpp"
#include "adapters/xml/document_kind.hpp"
#include "server/bpmn_output.hpp"
#include "tools/onward/commands.hpp"
#include "tools/onward/diagnostics.hpp"
#include "tools/onward/written_file.hpp"

namespace onward {
namespace {

namespace fs = std::filesystem;
using xml::DocumentKind;

struct ConvertOptions {
  std::string in, out, to;
  bool force = false;
};

DocumentKind wanted_kind(const ConvertOptions& options) {
  const std::string extension = fs::path(options.out).extension().string();
  if (options.to == "bpmn" || (options.to.empty() && extension == ".bpmn"))
    return DocumentKind::bpmn;
  if (options.to == "compact" || (options.to.empty() && extension == ".xml"))
    return DocumentKind::compact;
  return DocumentKind::unknown;
}

/// The picture that the document brings along; none of the compact dialect.
Result<Converted> drawn(const model::Draft& draft, const std::string& bytes, DocumentKind kind) {
  diagram::Diagram picture;
  if (kind == DocumentKind::bpmn) {
    ONWARD_TRY(picture, bpmn_xml::read_diagram(bytes));
  }
  return to_bpmn(draft, std::move(picture));
}

Converted to_compact(const model::Draft& draft) {
  native_xml::Written written = native_xml::write(draft);
  return {std::move(written.text), std::move(written.problems)};
}

/// What makes a definition not executable is written in words of other engines, which the model
/// does not keep: without them it would run.
void refuse_foreign(const model::Draft& draft, std::vector<FileProblem>& problems,
                    const std::string& file) {
  for (const model::Problem& problem : draft.problems)
    if (problem.code == "not-executable")
      problems.push_back({file,
                          {model::Severity::error, "not-carried",
                           "what needs another engine is not converted: " + problem.message,
                           problem.at, problem.element_id}});
}

int convert_text(const ConvertOptions& options, const std::string& bytes, DocumentKind to) {
  const DocumentKind from = xml::kind_of_document(bytes);
  if (from == DocumentKind::dmn) return fail(options.in.c_str(), "a decision is not converted");
  Checked checked = check_alone(options.in, bytes);
  if (checked.refused) {
    print_problems(checked.problems);
    return 1;
  }
  const auto draft =
      from == DocumentKind::compact ? native_xml::read(bytes) : bpmn_xml::read(bytes);
  if (!draft.ok()) return fail(options.in.c_str(), draft.error().message.c_str());
  std::vector<FileProblem> problems;
  refuse_foreign(*draft, problems, options.in);
  if (problems.empty()) {
    Result<Converted> converted =
        to == DocumentKind::bpmn ? drawn(*draft, bytes, from) : to_compact(*draft);
    if (!converted.ok()) return fail(options.in.c_str(), converted.error().message.c_str());
    for (model::Problem& problem : converted->problems)
      problems.push_back({options.in, std::move(problem)});
    if (problems.empty()) return write_file(options.out, converted->text);
  }
  print_problems(problems);
  return 1;
}

int convert(const ConvertOptions& options) {
  const DocumentKind to = wanted_kind(options);
  if (to == DocumentKind::unknown) {
    fail(options.out.c_str(), "say with --to what it is to be: bpmn or compact");
    return 2;
  }
  if (!options.force && fs::exists(options.out)) {
    fail(options.out.c_str(), "is there already; --force overwrites it");
    return 2;
  }
  std::ifstream file(options.in, std::ios::binary);
  if (!file) {
    fail(options.in.c_str(), "cannot be read");
    return 2;
  }
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return convert_text(options, bytes, to);
}

}  // namespace

void add_convert(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<ConvertOptions>();
  CLI::App* convert_app =
      app.add_subcommand("convert", "Write a process in the other language, or with a diagram");
  convert_app->add_option("in", options->in, "BPMN or compact XML")->required();
  convert_app->add_option("out", options->out, "*.bpmn or *.xml (compact)")->required();
  convert_app->add_option("--to", options->to, "bpmn or compact, whatever OUT is called")
      ->check(CLI::IsMember({"bpmn", "compact"}));
  convert_app->add_flag("--force", options->force, "Overwrite OUT");
  convert_app->callback([=] { chosen([options] { return convert(*options); }); });
}

}  // namespace onward

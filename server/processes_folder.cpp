#include "server/processes_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <optional>

#include "engine/base/limits.hpp"
#include "server/auth/authenticator.hpp"

namespace onward {
namespace {

namespace fs = std::filesystem;

bool is_definition(const fs::path& path) {
  return path.extension() == ".bpmn" || path.extension() == ".xml" || path.extension() == ".dmn";
}

std::string line_of(const std::string& folder, const FileProblem& found) {
  const model::Problem& problem = found.problem;
  std::string line = folder + "/" + found.file + ":" + std::to_string(problem.at.line) + ":" +
                     std::to_string(problem.at.column) + ": " +
                     std::string(model::to_string(problem.severity)) + " [" + problem.code + "] " +
                     problem.message;
  if (!problem.element_id.empty()) line += " (" + problem.element_id + ")";
  return line;
}

/// Decisions before the processes that use them; otherwise by name, so that the order is the same
/// everywhere.
bool comes_before(const fs::path& a, const fs::path& b) {
  const bool first = a.extension() == ".dmn";
  const bool second = b.extension() == ".dmn";
  return first != second ? first : a < b;
}

std::optional<DeployFile> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file && bytes.empty()) return std::nullopt;
  std::string digest = auth::sha256_hex(bytes);
  return DeployFile{path.filename().string(), std::move(bytes), std::move(digest)};
}

bool has_error(const std::vector<FileProblem>& problems, const std::string& file) {
  return std::any_of(problems.begin(), problems.end(), [&](const FileProblem& found) {
    return found.file == file && found.problem.severity == model::Severity::error;
  });
}

/// The files that did not change go along when they stand as they are: so the folder is one
/// deployment for what binds by it. One that somebody replaced over the API stays replaced.
std::vector<DeployFile> companions(const std::vector<DeployFile>& files, Definitions& definitions,
                                   Instant now) {
  std::vector<DeployFile> standing;
  for (const DeployFile& file : files) {
    const Checked alone = check_deployment({file}, definitions, now, "processes");
    const bool stands = std::all_of(alone.definitions.begin(), alone.definitions.end(),
                                    [](const Deployed& each) { return each.unchanged; });
    if (!alone.refused && stands) standing.push_back(file);
  }
  return standing;
}

/// Deploys what can be; a file with errors is told and left out.
Result<Reply> deploy_together(Unit& unit, const FolderFiles& files, const std::string& folder,
                              std::vector<std::string>& lines) {
  DocumentReader reader;
  auto& definitions = dynamic_cast<Definitions&>(unit.catalogue());
  std::vector<DeployFile> together = companions(files.others, definitions, unit.now());
  const std::size_t others = together.size();
  together.insert(together.end(), files.changed.begin(), files.changed.end());
  Checked checked = check_deployment(together, definitions, unit.now(), "processes");
  while (checked.refused) {
    for (const FileProblem& problem : checked.problems)
      if (has_error(checked.problems, problem.file)) lines.push_back(line_of(folder, problem));
    std::erase_if(together,
                  [&](const DeployFile& file) { return has_error(checked.problems, file.name); });
    checked = check_deployment(together, definitions, unit.now(), "processes");
  }
  for (const FileProblem& problem : checked.problems)
    if (problem.problem.severity != model::Severity::warning)
      lines.push_back(line_of(folder, problem));
  Reply reply;
  for (const Deployed& deployed : checked.definitions) {
    const bool is_new = !deployed.unchanged;
    reply.definitions_changed = reply.definitions_changed || is_new;
    if (!is_new && others > 0) continue;
    lines.push_back(deployed.definition.key + " version " +
                    std::to_string(deployed.definition.version) +
                    (deployed.definition.executable ? "" : " (not executable)"));
  }
  ONWARD_TRY_DONE(write_deployment(unit, checked, reader));
  return reply;
}

}  // namespace

std::vector<std::string> ProcessesFolder::deploy_changes() {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error))
    if (entry.is_regular_file(error) && is_definition(entry.path())) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end(), comes_before);
  std::vector<fs::path> changed;
  std::vector<fs::path> others;
  for (const fs::path& path : paths) {
    const Seen seen{fs::last_write_time(path, error).time_since_epoch().count(),
                    fs::file_size(path, error)};
    if (error) continue;
    (seen_[path.string()] == seen ? others : changed).push_back(path);
    seen_[path.string()] = seen;
  }
  if (changed.empty()) return {};
  std::vector<std::string> lines;
  FolderFiles files;
  for (const fs::path& path : changed) {
    if (auto file = read_file(path))
      files.changed.push_back(*std::move(file));
    else
      lines.push_back(path.string() + ": cannot be read");
  }
  for (const fs::path& path : others)
    if (auto file = read_file(path)) files.others.push_back(*std::move(file));
  for (std::string& line : deploy(files)) lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> ProcessesFolder::deploy(const FolderFiles& files) {
  auto lines = std::make_shared<std::vector<std::string>>();
  Request request;
  request.name = "deploy-folder";
  request.admission = Request::Admission::engine;
  request.work = [files, folder = folder_, lines](Unit& unit) -> Result<Reply> {
    lines->clear();
    return deploy_together(unit, files, folder, *lines);
  };
  std::promise<Result<Reply>> promise;
  auto answered = promise.get_future();
  tracks_.submit(std::move(request),
                 [&promise](Result<Reply> reply) { promise.set_value(std::move(reply)); });
  const Result<Reply> reply = answered.get();
  if (!reply.ok()) return {folder_ + ": " + reply.error().message};
  return *lines;
}

}  // namespace onward

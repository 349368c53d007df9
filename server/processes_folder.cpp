#include "server/processes_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>

#include "engine/base/limits.hpp"
#include "engine/service/deployment.hpp"
#include "server/auth/authenticator.hpp"

namespace onward {
namespace {

namespace fs = std::filesystem;

bool is_definition(const fs::path& path) {
  return path.extension() == ".bpmn" || path.extension() == ".xml" || path.extension() == ".dmn";
}

std::string line_of(const std::string& path, const FileProblem& found) {
  const model::Problem& problem = found.problem;
  std::string line = path + ":" + std::to_string(problem.at.line) + ":" +
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

}  // namespace

std::vector<std::string> ProcessesFolder::deploy_changes() {
  std::vector<fs::path> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error))
    if (entry.is_regular_file(error) && is_definition(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end(), comes_before);
  std::vector<std::string> lines;
  for (const fs::path& file : files) {
    const Seen seen{fs::last_write_time(file, error).time_since_epoch().count(),
                    fs::file_size(file, error)};
    if (error || seen_[file.string()] == seen) continue;
    seen_[file.string()] = seen;
    for (std::string& line : deploy(file.string())) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> ProcessesFolder::deploy(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file && bytes.empty()) return {path + ": cannot be read"};
  auto lines = std::make_shared<std::vector<std::string>>();
  const DeployFile document{fs::path(path).filename().string(), bytes, auth::sha256_hex(bytes)};
  Request request;
  request.name = "deploy-folder";
  request.admission = Request::Admission::engine;
  request.work = [document, path, lines](Unit& unit) -> Result<Reply> {
    lines->clear();
    DocumentReader reader;
    auto& definitions = dynamic_cast<Definitions&>(unit.catalogue());
    const Checked checked = check_deployment({document}, definitions, unit.now(), "processes");
    for (const FileProblem& problem : checked.problems)
      if (problem.problem.severity != model::Severity::warning || checked.refused)
        lines->push_back(line_of(path, problem));
    if (checked.refused) return Reply{};
    Reply reply;
    for (const Deployed& deployed : checked.definitions) {
      lines->push_back(deployed.definition.key + " version " +
                       std::to_string(deployed.definition.version) +
                       (deployed.definition.executable ? "" : " (not executable)"));
      reply.definitions_changed = reply.definitions_changed || !deployed.unchanged;
    }
    ONWARD_TRY_DONE(write_deployment(unit, checked, reader));
    return reply;
  };
  std::promise<Result<Reply>> promise;
  auto answered = promise.get_future();
  tracks_.submit(std::move(request),
                 [&promise](Result<Reply> reply) { promise.set_value(std::move(reply)); });
  const Result<Reply> reply = answered.get();
  if (!reply.ok()) return {path + ": " + reply.error().message};
  return *lines;
}

}  // namespace onward

#include "tools/bench/usage.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace onward::bench {
namespace {

struct Ticks {
  int parent = 0;
  std::uint64_t own = 0;       ///< user + system
  std::uint64_t children = 0;  ///< of those that have ended
};

/// Fields of /proc/<pid>/stat; they are counted behind the last ")", since a name may hold
/// anything.
std::optional<Ticks> ticks_of(const std::filesystem::path& folder) {
  std::ifstream in(folder / "stat");
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(name_end + 1));
  Ticks ticks;
  std::string skipped;
  fields >> skipped >> ticks.parent;
  for (int field = 5; field < 14; ++field) fields >> skipped;
  std::uint64_t user = 0, system = 0, user_children = 0, system_children = 0;
  fields >> user >> system >> user_children >> system_children;
  ticks.own = user + system;
  ticks.children = user_children + system_children;
  return ticks;
}

double seconds(std::uint64_t ticks) {
  return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double of_process(int process) {
  const auto ticks = ticks_of("/proc/" + std::to_string(process));
  return ticks ? seconds(ticks->own) : 0;
}

/// The postmaster, its living children, and those that have ended.
double of_family(int head) {
  const auto first = ticks_of("/proc/" + std::to_string(head));
  if (!first) return 0;
  std::uint64_t sum = first->own + first->children;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    if (const auto ticks = ticks_of(entry.path()); ticks && ticks->parent == head)
      sum += ticks->own + ticks->children;
  }
  return seconds(sum);
}

std::uint64_t number_from(const std::string& command) {
  if (command.empty()) return 0;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return 0;
  char text[64] = {};
  if (std::fgets(text, sizeof text, pipe) == nullptr) text[0] = '\0';
  ::pclose(pipe);
  return std::strtoull(text, nullptr, 10);
}

}  // namespace

Usage measure(const Watched& watched) {
  Usage usage;
  usage.wal_bytes = number_from(watched.wal_command);
  usage.server_seconds = watched.server == 0 ? 0 : of_process(watched.server);
  usage.postgres_seconds = watched.postgres == 0 ? 0 : of_family(watched.postgres);
  usage.driver_seconds = of_process(::getpid());
  usage.at = std::chrono::steady_clock::now();
  return usage;
}

std::uint64_t resident_kib(int process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("VmRSS:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
  return 0;
}

}  // namespace onward::bench

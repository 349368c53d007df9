#include "adapters/storage/failpoint.hpp"

#ifdef ONWARD_FAILPOINTS

#include <csignal>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>

namespace onward {
namespace {

enum class Kind { abort, error, drop };

/// The one mutable thing that the process shares, in test builds only.
struct Points {
  struct Set {
    Kind kind = Kind::abort;
    std::uint64_t hit = 1;
  };
  std::mutex mutex;
  std::map<std::string, Set, std::less<>> set;
  std::map<std::string, std::uint64_t, std::less<>> hits;

  void read(std::string_view text) {
    set.clear();
    hits.clear();
    while (!text.empty()) {
      const std::size_t comma = text.find(',');
      const std::string_view item = text.substr(0, comma);
      text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
      const std::size_t equals = item.find('=');
      if (equals == std::string_view::npos) continue;
      std::string_view action = item.substr(equals + 1);
      Set point;
      if (const std::size_t at = action.find('@'); at != std::string_view::npos) {
        point.hit = std::strtoull(std::string(action.substr(at + 1)).c_str(), nullptr, 10);
        action = action.substr(0, at);
      }
      if (action == "error")
        point.kind = Kind::error;
      else if (action == "drop")
        point.kind = Kind::drop;
      else if (action != "abort")
        continue;
      set.emplace(std::string(item.substr(0, equals)), point);
    }
  }
};

Points& points() {
  static Points* made = [] {
    // Lives as long as the process: threads may pass points at its end.
    auto* fresh = new Points;  // NOLINT(cppcoreguidelines-owning-memory)
    if (const char* text = std::getenv("ONWARD_FAILPOINTS")) fresh->read(text);
    return fresh;
  }();
  return *made;
}

}  // namespace

FailpointAction failpoint(std::string_view name) {
  Points& all = points();
  const std::lock_guard lock(all.mutex);
  auto counted = all.hits.find(name);
  if (counted == all.hits.end()) counted = all.hits.emplace(std::string(name), 0).first;
  const std::uint64_t hit = ++counted->second;
  const auto point = all.set.find(name);
  if (point == all.set.end() || point->second.hit != hit) return FailpointAction::none;
  if (point->second.kind == Kind::abort) {
    std::raise(SIGKILL);
    std::abort();
  }
  return point->second.kind == Kind::error ? FailpointAction::error : FailpointAction::drop;
}

FailpointAction failpoint(std::string_view prefix, std::string_view name) {
  std::string whole(prefix);
  whole += name;
  return failpoint(whole);
}

void set_failpoints(std::string_view text) {
  Points& all = points();
  const std::lock_guard lock(all.mutex);
  all.read(text);
}

std::uint64_t failpoint_hits(std::string_view name) {
  Points& all = points();
  const std::lock_guard lock(all.mutex);
  const auto at = all.hits.find(name);
  return at == all.hits.end() ? 0 : at->second;
}

}  // namespace onward

#endif

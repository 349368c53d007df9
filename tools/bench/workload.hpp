// What the driver sends: the process to deploy and, read from a workload (workload.json,
// deals.json), what starts an instance (`start`, posted to `path` by the user `starter`) and what
// completes each of its tasks: one body, or several that take turns. In the start `{n}` is its
// number, `{n%100}` that number modulo 100, `{word}` and `{word%100}` a word for it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace onward::bench {

/// The bodies of the workload that complete one kind of task.
using Bodies = std::vector<std::string>;

struct Task {
  std::string id;
  const Bodies* bodies = nullptr;  ///< of the workload
};

/// What a reply to a start, to /tasks/{id}/complete or to GET /tasks says.
struct Told {
  bool readable = false;
  bool ended = false;  ///< the instance is over
  std::vector<Task> tasks;
  std::string next;  ///< cursor of a list
};

class Workload {
 public:
  /// Throws std::runtime_error when a file cannot be read or is not what it should be.
  Workload(const std::string& process_file, const std::string& workload_file);

  [[nodiscard]] const std::string& process() const { return process_; }
  /// Whether the reply to a start names the tasks that are open now.
  [[nodiscard]] bool start_names_tasks() const { return path_ == instances_path; }
  [[nodiscard]] std::string start_request(std::uint64_t number) const;
  [[nodiscard]] static std::string complete_request(const Task& task, std::uint64_t number);
  /// Reads a reply's instance state and open tasks; a task that the workload does not know is left.
  [[nodiscard]] Told read(std::string_view body) const;

 private:
  static constexpr std::string_view instances_path = "/api/v1/instances";
  std::string process_, path_, start_body_, starter_;
  std::map<std::string, Bodies, std::less<>> bodies_;
};

}  // namespace onward::bench

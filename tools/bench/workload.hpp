// What the driver sends: the process to deploy and, read from workload.json, the body that starts
// an instance and the body that completes each of its tasks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace onward::bench {

struct Task {
  std::string id;
  const std::string* body = nullptr;  ///< of the workload
};

/// What a reply to POST /instances or /tasks/{id}/complete says.
struct Told {
  bool readable = false;
  bool ended = false;  ///< the instance is over
  std::vector<Task> tasks;
};

class Workload {
 public:
  /// Throws std::runtime_error when a file cannot be read or is not what it should be.
  Workload(const std::string& process_file, const std::string& workload_file);

  [[nodiscard]] const std::string& process() const { return process_; }
  [[nodiscard]] const std::string& start_request() const { return start_request_; }
  [[nodiscard]] static std::string complete_request(const Task& task);
  /// Reads a reply's instance state and open tasks; a task that the workload does not know is left.
  [[nodiscard]] Told read(std::string_view body) const;

 private:
  std::string process_, start_request_;
  std::map<std::string, std::string, std::less<>> bodies_;
};

}  // namespace onward::bench

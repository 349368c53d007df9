// The composition root: puts database, tracks, readers, clock, pumps and HTTP together, and takes
// them apart again. The only place in the server that names adapters.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "server/config.hpp"

namespace onward {

class App {
 public:
  /// Opens and migrates the database, deploys the folder of processes, listens. Errors: what keeps
  /// the server from starting, in words that say what to do.
  static Result<std::unique_ptr<App>> start(const Config& config);
  ~App();

  /// "http://127.0.0.1:8080"
  [[nodiscard]] std::string url() const;
  /// One line per deployed definition, and the problems of files that were not deployed.
  [[nodiscard]] const std::vector<std::string>& loaded() const;
  /// Serves until stop(). Blocks.
  void run();
  /// Drains: answers what is in flight, then ends run(). From any thread.
  void stop();

 private:
  struct Impl;
  explicit App(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace onward

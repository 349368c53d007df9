// Threads for looking: each with a database session and definitions of its own, so that lists and
// searches never wait for a track, nor a track for them.
#pragma once

#include <functional>
#include <memory>

#include "engine/service/definitions.hpp"
#include "engine/service/queries.hpp"
#include "server/api/services.hpp"

namespace onward {

class ReadPool {
 public:
  struct Options {
    std::size_t threads = 2;
    std::size_t queue = 1'024;
    std::string zone = "UTC";
  };
  using MakeQueries = std::function<Result<std::unique_ptr<Queries>>()>;
  using Look = std::function<void(api::Reader&)>;

  /// `generation` grows when definitions changed. Errors: those of make_queries.
  static Result<std::unique_ptr<ReadPool>> start(Options options, const Clock& clock,
                                                 const MakeQueries& make_queries,
                                                 std::function<std::uint64_t()> generation);
  ~ReadPool();
  /// False when the queue is full: the caller answers `overloaded`.
  [[nodiscard]] bool submit(Look look);
  void stop();

 private:
  struct Impl;
  explicit ReadPool(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace onward

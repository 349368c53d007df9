// A server in which nobody works: one track on a store in memory, a clock that somebody turns, a
// sales register that does nothing. The engine runs in it as it does in a real one.
#pragma once

#include <functional>
#include <memory>

#include "engine/service/forwarding_store.hpp"
#include "engine/service/unit_of_work.hpp"

namespace onward::simulation {

/// Told of every command that was carried out, before the next.
using Watch = std::function<void(const HistoryRow&)>;

class ImaginaryServer {
 public:
  ImaginaryServer(Store& store, Catalogue& catalogue, Choices& choices, Watch watch);
  ~ImaginaryServer();

  [[nodiscard]] Instant now() const;
  void set_now(Instant now);
  /// At its none start event, else at its first one. Errors: those of the command.
  Result<Done> start(const model::Definition& definition, const Context& variables);
  /// The command, and everything that follows from it at this moment. Errors: those of the command.
  Result<Done> execute(InstanceId instance, Action action);
  Result<std::shared_ptr<const Instance>> instance(InstanceId id);

 private:
  class Time;
  class Numbers;
  class NoRegister;
  class Watched;
  Result<Done> run(const Request& request);

  std::unique_ptr<Time> clock_;
  std::unique_ptr<Numbers> ids_;
  std::unique_ptr<NoRegister> register_;
  std::unique_ptr<Watched> store_;
  std::unique_ptr<UnitOfWork> work_;
};

}  // namespace onward::simulation

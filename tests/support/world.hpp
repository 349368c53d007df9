// A whole server without a server: a store, definitions, a clock that stands still, ids that
// repeat, and a track that runs requests and delivers what they cause. For scenarios and the
// simulation.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/service/deployment.hpp"
#include "engine/service/messages.hpp"
#include "engine/service/outbox.hpp"
#include "engine/service/unit_of_work.hpp"
#include "tests/support/catalogues.hpp"
#include "tests/support/stores.hpp"

namespace onward::test {

class TestClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return at; }
  Instant at{};
};

/// 1, 2, 3 ... in shards that follow from the number.
class CountingIds final : public NewIds {
 public:
  std::uint64_t next(std::uint16_t shard) override {
    return (std::uint64_t{shard} << 53U) | ++sequence_;
  }
  std::uint64_t next_root() override {
    return next(static_cast<std::uint16_t>((sequence_ * 37 + 11) % shard_count));
  }

 private:
  std::uint64_t sequence_ = 0;
};

/// The sales register's place, without a register: stages and fields are dropped; the action
/// "ticket.create" returns its inputs unless its subject is "fail"; any other fails.
class NoSales final : public SalesHooks {
 public:
  Result<Done> on_effect(Unit& unit, const Effect& effect, const Instance& instance) override;
  Result<Value> run_action(Unit& unit, const Instance& instance, const Job& job) override;
};

class World {
 public:
  struct Options {
    Store& store;
    std::string zone = "UTC";
    Instant now{1'790'000'000'000};      ///< 2026-09-21T14:13:20Z
    Catalogue* built = nullptr;          ///< definitions built in code, instead of deployed files
    DefinitionReader* reader = nullptr;  ///< instead of the one for files
    std::function<CommitFate()> fate = [] { return CommitFate::succeed; };
  };
  explicit World(Options options);
  ~World();

  Catalogue& catalogue() { return built_ != nullptr ? *built_ : definitions_; }
  Store& store() { return faulty_; }
  CheckedStore& checked() { return checked_; }
  TestClock& clock() { return clock_; }
  CountingIds& ids() { return ids_; }

  /// Another server takes over: nothing is remembered but what is stored.
  void restart();
  /// Deploys files together, as a server does. Errors: malformed, invalid_definition with one
  /// detail per problem (pointer "line:column").
  Result<Done> deploy(const std::vector<std::string>& paths);
  /// Runs a request and everything that follows from it, until the outbox is empty.
  Result<Reply> run(const Request& request);
  /// The request alone: what it posted stays in the outbox.
  Result<Reply> run_alone(const Request& request);
  /// Delivers what stands in the outbox. Problems go into trouble().
  void drain();

  /// Errors: those of the command.
  Result<InstanceId> start(StartInstance start, const Actor& actor, bool allow_duplicate = false);
  Result<Done> execute(const Command& command);
  /// Delivers to whom waits, starts what starts with it, or keeps it for `keep`. Errors: ambiguous,
  /// no_catcher.
  Result<Done> send(const MessageQuery& query, const Context& variables, Duration keep = {});
  Result<Done> signal(const BroadcastSignal& signal);
  Result<Done> start_what_holds(const ConditionsOfStarts& asked);
  /// Lets time pass; every timer fires at its time, in order.
  void advance(Duration span);
  /// Nobody is there for a while; afterwards every overdue timer fires, in order.
  void be_away(Duration span);

  /// As stored; nullptr when there is none.
  std::shared_ptr<const Instance> stored(InstanceId id);
  /// Every instance that was ever started here, in order.
  [[nodiscard]] const std::vector<InstanceId>& instances() const { return instances_; }
  /// What should never happen and did, since the last call.
  std::vector<std::string> take_trouble();

 private:
  class Witness;  ///< sees what is committed
  void complain(std::string sentence);
  void fire_until(Instant until, bool move_clock);

  bool fire_start_timer(Instant until, bool move_clock);

  Catalogue* built_;
  FileReader files_;
  DefinitionReader& reader_;
  TestClock clock_;
  CountingIds ids_;
  NoSales sales_;
  Definitions definitions_;
  std::unique_ptr<Witness> witness_;
  CheckedStore checked_;
  FaultyStore faulty_;
  std::string zone_;
  std::unique_ptr<UnitOfWork> work_;
  std::vector<InstanceId> instances_;
  std::vector<std::string> trouble_;
};

}  // namespace onward::test

// One simulation while it runs: the agenda of what happens when, and what is open.
#pragma once

#include <map>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <vector>

#include "engine/simulation/imaginary_server.hpp"
#include "engine/simulation/ledger.hpp"
#include "engine/simulation/simulation.hpp"

namespace onward::simulation {

class Run {
 public:
  Run(const Plan& plan, Store& store, Catalogue& catalogue);
  Result<Report> report();

 private:
  /// One that was started from outside, with everything that it calls.
  struct Case {
    Instant started;
    std::optional<Instant> ended;
    InstanceState state = InstanceState::active;
    std::string last_end;    ///< the end event that was reached last
    std::string refused_at;  ///< the task whose completion was refused
    std::string refused;     ///< why
    std::uint32_t commands = 0;
    bool aside = false;  ///< over its bound: nothing more happens to it
  };
  struct Known {
    model::DefinitionPtr definition;
    InstanceId root;
  };
  enum class Kind : std::uint8_t { arrival, work_done, timer, awaited };
  struct Event {
    Instant at;
    std::uint64_t order = 0;
    Kind kind = Kind::arrival;
    LocalRef ref;
    [[nodiscard]] bool operator<(const Event& other) const {  // the first is the greatest
      return std::tie(other.at, other.order) < std::tie(at, order);
    }
  };
  enum class WorkKind : std::uint8_t { task, job };
  struct Work {
    WorkKind kind = WorkKind::task;
    std::string element, resource;
    Instant opened;
    std::optional<Instant> begun;
    Duration duration;
  };
  struct Waiting {
    std::string element;
    WaitKind kind = WaitKind::timer;
    Instant since, due;
  };

  Result<Done> run();
  Result<Done> happen(const Event& event);
  Result<Done> arrive();
  void finish_work(LocalRef ref);
  Result<Done> complete(LocalRef ref, const Work& work);
  void schedule(Instant at, Kind kind, LocalRef ref = {});

  void see(const HistoryRow& row);
  void see_fact(const HistoryRow& row, const Fact& fact);
  bool see_state(const HistoryRow& row, const Fact& fact);
  void open_work(LocalRef ref, Work work, Duration otherwise);
  void begin_work(LocalRef ref);
  void close_work(LocalRef ref, bool done);
  void open_wait(LocalRef ref, const Wait& wait);
  void close_wait(LocalRef ref, bool fired);
  void set_aside();
  [[nodiscard]] Case* case_of(InstanceId instance);

  void count_outcomes(Report& report);
  [[nodiscard]] OutcomeRow outcome_of(InstanceId id, const Case& each);
  [[nodiscard]] OutcomeRow where_it_stands(InstanceId id);

  const Plan& plan_;
  Catalogue& catalogue_;
  std::uint64_t commands_at_most_;
  std::uint32_t commands_per_case_;
  Random arrivals_, random_;
  Knowledge knowledge_;
  Chance chance_;
  ImaginaryServer server_;
  Resources resources_;
  Ledger ledger_;
  Instant beginning_;

  std::priority_queue<Event> agenda_;
  std::uint64_t scheduled_ = 0;
  std::size_t started_ = 0;
  std::uint64_t commands_ = 0;
  bool out_of_time_ = false;
  bool starting_ = false;  ///< the next instance that starts is a case
  std::map<InstanceId, Case> cases_;
  std::map<InstanceId, Known> instances_;
  std::map<LocalRef, Work> work_;
  std::map<LocalRef, Waiting> waits_;
  std::vector<InstanceId> over_bound_;
};

}  // namespace onward::simulation

// A track's turn (docs/adr/0002): everything that waits, executed in memory, committed in one
// transaction, then answered. Retries what moved on, splits what one bad request would spoil, and
// never answers what is not durable.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/service/cache.hpp"
#include "engine/service/ports.hpp"
#include "engine/service/unit.hpp"

namespace onward {

struct TurnResult {
  Result<Reply> reply = Error{};
  std::vector<OutboxRow> outbox;  ///< to be delivered next; the reply waits for them
  std::uint32_t steps = 0;
};

struct TurnStatistics {
  std::uint64_t turns = 0, commands = 0, commits = 0, conflicts = 0, facts = 0;
};

class UnitOfWork final : public View {
 public:
  struct Parts {
    Store& store;
    Catalogue& catalogue;
    NewIds& ids;
    SalesHooks& hooks;
    const Clock& clock;
    std::string zone = "UTC";
    std::size_t cache_bytes = limits::cache_bytes;
    Choices* choices = nullptr;  ///< decides in place of conditions; nullptr: nothing
    const SharedCalendars* calendars = nullptr;  ///< nullptr: nothing is configured
  };
  explicit UnitOfWork(Parts parts);
  ~UnitOfWork() override;

  /// Runs the requests in order, in one transaction if that can be. One result for each, in the
  /// same order; all durable on return.
  std::vector<TurnResult> run(std::span<const Request> requests);

  // View: the committed state, through the cache.
  Result<std::shared_ptr<const Instance>> instance(InstanceId id) override;
  Result<std::shared_ptr<const Opportunity>> opportunity(OpportunityId id) override;
  Catalogue& catalogue() override { return parts_.catalogue; }
  Store& store() override { return parts_.store; }
  [[nodiscard]] Instant now() const override { return parts_.clock.now(); }
  [[nodiscard]] const std::string& zone() const override { return parts_.zone; }

  /// Forgets everything cached (after the store was changed behind our back: the manual clock's
  /// tests, a lost lease).
  void forget() { cache_.clear(); }
  [[nodiscard]] const TurnStatistics& statistics() const { return statistics_; }

 private:
  class TurnBackdrop;
  void attempt(std::span<const Request> requests, std::vector<TurnResult>& results);
  void run_one(TurnBackdrop& backdrop, const Request& request, TurnResult& result,
               std::vector<InstanceId>& doubted);
  Result<std::optional<Reply>> replay(const Request& request);
  void preload(std::span<const Request> requests);
  bool rejections_hold(const std::vector<InstanceId>& doubted);
  void split(std::span<const Request> requests, std::vector<TurnResult>& results);
  void keep(const Layer& layer);
  void evict(const Layer& layer);
  void render(std::span<const Request> requests, std::vector<TurnResult>& results);

  Parts parts_;
  StateCache cache_;
  TurnStatistics statistics_;
};

}  // namespace onward

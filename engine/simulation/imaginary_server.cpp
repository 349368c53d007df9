#include "engine/simulation/imaginary_server.hpp"

#include <algorithm>
#include <utility>

#include "engine/service/outbox.hpp"

namespace onward::simulation {
namespace {

constexpr std::size_t deliveries_at_once = 10'000;

Actor engine_actor() { return {"engine", {}, true}; }

Opportunity imaginary_opportunity(OpportunityId id, const model::Definition& definition,
                                  Instant now) {
  Opportunity opportunity;
  opportunity.id = id;
  opportunity.number = "O-" + std::to_string(sequence_of(id.value));
  opportunity.kind = definition.opportunity_kind;
  opportunity.title = "Imaginary opportunity";
  opportunity.customer_name = "Imaginary customer";
  opportunity.status = OpportunityStatus::open;
  opportunity.created = now;
  opportunity.order = sequence_of(id.value);
  opportunity.fields.set("demand", Value(List{}));
  return opportunity;
}

std::string start_of(const model::Definition& definition) {
  for (const model::ElementIndex index : definition.start_events)
    if (definition.element(index).details.events.empty()) return {};
  return definition.start_events.empty() ? std::string{}
                                         : definition.element(definition.start_events.front()).id;
}

}  // namespace

class ImaginaryServer::Time final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return at; }
  Instant at{1'704'067'200'000};  ///< 2024-01-01T00:00:00Z, a Monday
};

class ImaginaryServer::Numbers final : public NewIds {
 public:
  std::uint64_t next(std::uint16_t shard) override {
    return (std::uint64_t{shard} << 53U) | ++sequence_;
  }
  std::uint64_t next_root() override {
    return next(static_cast<std::uint16_t>(sequence_ % shard_count));
  }

 private:
  std::uint64_t sequence_ = 0;
};

/// Every action succeeds and gives nothing.
class ImaginaryServer::NoRegister final : public SalesHooks {
 public:
  Result<Done> on_effect(Unit& /*unit*/, const Effect& /*effect*/,
                         const Instance& /*instance*/) override {
    return Done{};
  }
  Result<Value> run_action(Unit& /*unit*/, const Instance& /*instance*/,
                           const Job& /*job*/) override {
    return Value{};
  }
};

/// Tells of what is committed. The history itself is not kept: nobody reads it, and it is most of
/// what a simulation would hold.
class ImaginaryServer::Watched final : public ForwardingStore {
 public:
  Watched(Store& inner, Watch watch) : ForwardingStore(inner), watch_(std::move(watch)) {}
  Result<Done> commit(const TurnWrite& write) override {
    TurnWrite kept = write;
    const std::vector<HistoryRow> commands = std::exchange(kept.history, {});
    ONWARD_TRY_DONE(ForwardingStore::commit(kept));
    for (const HistoryRow& row : commands) watch_(row);
    return Done{};
  }

 private:
  Watch watch_;
};

ImaginaryServer::ImaginaryServer(Store& store, Catalogue& catalogue, Choices& choices, Watch watch)
    : clock_(std::make_unique<Time>()),
      ids_(std::make_unique<Numbers>()),
      register_(std::make_unique<NoRegister>()),
      store_(std::make_unique<Watched>(store, std::move(watch))),
      work_(std::make_unique<UnitOfWork>(UnitOfWork::Parts{
          *store_, catalogue, *ids_, *register_, *clock_, "UTC", limits::cache_bytes, &choices})) {}

ImaginaryServer::~ImaginaryServer() = default;

Instant ImaginaryServer::now() const { return clock_->at; }
void ImaginaryServer::set_now(Instant now) { clock_->at = now; }

Result<Done> ImaginaryServer::start(const model::Definition& definition, const Context& variables) {
  const InstanceId id{ids_->next_root()};
  StartInstance start;
  start.definition = definition.ref;
  start.start_element = start_of(definition);
  start.variables = variables;
  if (!definition.opportunity_kind.empty())
    start.opportunity = OpportunityId{ids_->next(shard_of(id))};
  Request request;
  request.name = "start";
  request.shard = shard_of(id);
  request.work = [&](Unit& unit) -> Result<Reply> {
    if (start.opportunity)
      unit.put(imaginary_opportunity(start.opportunity, definition, unit.now()), {});
    ONWARD_TRY_DONE(unit.start({id, start, engine_actor(), std::nullopt}, true));
    return Reply{};
  };
  return run(request);
}

Result<Done> ImaginaryServer::execute(InstanceId instance, Action action) {
  const Command command{instance, std::move(action), engine_actor(), std::nullopt};
  Request request;
  request.name = "command";
  request.shard = shard_of(instance);
  request.instances = {instance};
  request.work = [&](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(unit.execute(command));
    return Reply{};
  };
  return run(request);
}

Result<Done> ImaginaryServer::run(const Request& request) {
  const auto alone = [&](const Request& one) -> Result<Done> {
    const Request requests[] = {one};
    const TurnResult result = std::move(work_->run(requests).front());
    if (!result.reply.ok()) return result.reply.error();
    return Done{};
  };
  ONWARD_TRY_DONE(alone(request));
  for (std::size_t delivered = 0; delivered < deliveries_at_once;) {
    ONWARD_TRY(const std::vector<OutboxRow> rows, store_->outbox(100));
    if (rows.empty()) break;
    for (const OutboxRow& row : rows) {
      ++delivered;
      ONWARD_TRY(const Request delivery, delivery_of(row));
      ONWARD_TRY_DONE(alone(delivery));
    }
  }
  return Done{};
}

Result<std::shared_ptr<const Instance>> ImaginaryServer::instance(InstanceId id) {
  return work_->instance(id);
}

}  // namespace onward::simulation

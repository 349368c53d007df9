#include "tests/engine/sales/fixture.hpp"

#include <map>
#include <stdexcept>
#include <utility>

#include "engine/service/outbox.hpp"
#include "engine/value/json.hpp"

namespace onward::test {
namespace {

class Ids final : public NewIds {
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

class Still final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return {1'790'000'000'000}; }
};

class Definitions final : public Catalogue {
 public:
  void add(model::Definition definition) {
    auto& versions = processes_[definition.ref.key];
    definition.ref.version = static_cast<std::uint32_t>(versions.size() + 1);
    versions.push_back(std::make_shared<const model::Definition>(std::move(definition)));
  }
  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) override {
    const auto at = processes_.find(key);
    if (at == processes_.end() || version > at->second.size())
      return Error{ErrorCode::not_found, "no such process"};
    return version == 0 ? at->second.back() : at->second[version - 1];
  }
  Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound&) override {
    return process(key, 0);
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view,
                                                           const Bound&) override {
    return Error{ErrorCode::not_found, "no decisions"};
  }
  std::vector<model::DefinitionPtr> latest() override {
    std::vector<model::DefinitionPtr> all;
    for (const auto& [key, versions] : processes_) all.push_back(versions.back());
    return all;
  }

 private:
  std::map<std::string, std::vector<model::DefinitionPtr>, std::less<>> processes_;
};

}  // namespace

struct SalesFixture::Parts {
  Ids ids;
  Still clock;
  Definitions definitions;
  sales::Sales sales;
  std::unique_ptr<UnitOfWork> work, other;
};

Context json(const std::string& text) {
  auto value = json_from_text(text);
  if (!value.ok() || value->context() == nullptr) throw std::runtime_error("bad JSON: " + text);
  return *value->context();
}

Actor anna() { return {"anna", {}, true}; }

SalesFixture::SalesFixture()
    : store_(std::make_shared<memory::MemoryStore>()), parts_(std::make_unique<Parts>()) {
  for (auto* server : {&parts_->work, &parts_->other})
    *server = std::make_unique<UnitOfWork>(UnitOfWork::Parts{
        *store_, parts_->definitions, parts_->ids, parts_->sales, parts_->clock, "UTC"});
  Builder deal("deal");
  deal.start("posted").user("talk").with([](model::Details& d) { d.stage = "first-contact"; });
  deal.end("done").lane("sales", {"posted", "talk", "done"});
  deploy(std::move(deal), "deal");
  Builder outreach("outreach");
  outreach.start("posted").user("identify").with([](model::Details& d) {
    model::FormField client, amount;
    client.id = "client";
    client.keep = "customer";
    amount.id = "quoted";
    amount.type = model::FieldType::number;
    amount.keep = "quotation.amount";
    d.user.form = {client, amount};
  });
  outreach.user("next").end("done");
  deploy(std::move(outreach), "outreach");
}

SalesFixture::~SalesFixture() = default;

void SalesFixture::deploy(Builder builder, const std::string& kind) {
  model::Definition definition = *builder.build();
  definition.opportunity_kind = kind;
  for (model::Lane& lane : definition.lanes) lane.assign_responsible = true;
  parts_->definitions.add(std::move(definition));
}

Result<Reply> SalesFixture::run(const std::function<Result<Done>(Unit&)>& work) {
  return run_on(*parts_->work, work);
}

Result<Reply> SalesFixture::elsewhere(const std::function<Result<Done>(Unit&)>& work) {
  return run_on(*parts_->other, work);
}

Result<Reply> SalesFixture::run_on(UnitOfWork& server,
                                   const std::function<Result<Done>(Unit&)>& work) {
  Request request;
  request.work = [&](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(work(unit));
    return Reply{};
  };
  auto reply = server.run({&request, 1}).front().reply;
  for (int round = 0; round < 20; ++round) {
    const auto rows = store_->outbox(100);
    if (!rows.ok() || rows->empty()) break;
    for (const OutboxRow& row : *rows) {
      const auto delivery = delivery_of(row);
      if (!delivery.ok()) return delivery.error();
      const auto delivered = server.run({&delivery.value(), 1}).front().reply;
      if (!delivered.ok()) return delivered.error();
    }
  }
  return reply;
}

Result<OpportunityId> SalesFixture::post(const std::string& text) {
  ONWARD_TRY(sales::NewOpportunity wanted, sales::new_opportunity_from(json(text)));
  wanted.id = {parts_->ids.next_root()};
  ONWARD_TRY(wanted.number, parts_->sales.next_number(*store_));
  const auto done = run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(sales::create_opportunity(unit, wanted, anna()));
    return Done{};
  });
  if (!done.ok()) return done.error();
  return wanted.id;
}

Result<Done> SalesFixture::complete(InstanceId id, const std::string& variables) {
  const auto at = instance(id);
  if (at == nullptr || at->tasks.empty()) return Error{ErrorCode::not_found, "no open task"};
  const auto done = run([&](Unit& unit) -> Result<Done> {
    CompleteTask complete;
    complete.task = at->tasks.front().id;
    complete.variables = json(variables);
    ONWARD_TRY_DONE(unit.execute({id, complete, anna(), std::nullopt}));
    return Done{};
  });
  if (!done.ok()) return done.error();
  return Done{};
}

std::shared_ptr<const Instance> SalesFixture::act(
    const std::string& action, OpportunityId opportunity,
    const std::vector<std::pair<std::string, std::string>>& inputs) {
  Builder builder("act");
  builder.start("s").service("do", action).with([&](model::Details& d) {
    d.job.kind = model::JobKind::action;
    d.job.topic = literal(action);
    d.job.result_variable = "answer";
    for (const auto& [name, text] : inputs) d.job.inputs.push_back({name, feel(text)});
  });
  builder.user("after").end("e");
  deploy(std::move(builder));
  const InstanceId id{parts_->ids.next(shard_of(opportunity))};
  const auto done = run([&](Unit& unit) -> Result<Done> {
    StartInstance start;
    start.definition = {
        "act", static_cast<std::uint32_t>(unit.catalogue().process("act", 0).value()->ref.version)};
    start.opportunity = opportunity;
    ONWARD_TRY_DONE(unit.start({id, start, anna(), std::nullopt}, true));
    return Done{};
  });
  if (!done.ok()) throw std::runtime_error(done.error().message);
  return instance(id);
}

void SalesFixture::product(const std::string& sku, const std::string& text) {
  const auto done = run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(sales::put_product(unit, sku, json(text)));
    return Done{};
  });
  if (!done.ok()) throw std::runtime_error(done.error().message);
}

std::shared_ptr<const Opportunity> SalesFixture::opportunity(OpportunityId id) {
  auto found = parts_->work->opportunity(id);
  return found.ok() ? found.value() : nullptr;
}

std::shared_ptr<const Instance> SalesFixture::instance(InstanceId id) {
  auto found = parts_->work->instance(id);
  return found.ok() ? found.value() : nullptr;
}

Value SalesFixture::variable(const Instance& at, const std::string& name) {
  const Value* value = find_variable(*find_scope(at, root_scope), name);
  return value == nullptr ? Value{} : *value;
}

}  // namespace onward::test

// A track with a sales register over a store in memory: runs work, then what it sent through the
// outbox. Two kinds of opportunities: "deal" (one task of the lane of the responsible person) and
// "outreach" (its task keeps the customer).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/memory/memory_store.hpp"
#include "engine/sales/hooks.hpp"
#include "engine/sales/opportunity.hpp"
#include "engine/sales/register.hpp"
#include "engine/service/unit_of_work.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::test {

class SalesFixture {
 public:
  SalesFixture();
  ~SalesFixture();

  void deploy(Builder builder, const std::string& kind = {});
  /// Runs it as one request, and delivers the outbox until it is empty.
  Result<Reply> run(const std::function<Result<Done>(Unit&)>& work);
  /// The same on another server: a track with a cache of its own over the same store.
  Result<Reply> elsewhere(const std::function<Result<Done>(Unit&)>& work);
  /// Posts an opportunity of this body (JSON); the id, or the error.
  Result<OpportunityId> post(const std::string& json);
  Result<Done> complete(InstanceId instance, const std::string& variables_json);
  /// A process `act` of one service task with this action, for the opportunity; its instance.
  std::shared_ptr<const Instance> act(
      const std::string& action, OpportunityId opportunity,
      const std::vector<std::pair<std::string, std::string>>& inputs);
  void product(const std::string& sku, const std::string& json);

  std::shared_ptr<const Opportunity> opportunity(OpportunityId id);
  std::shared_ptr<const Instance> instance(InstanceId id);
  Value variable(const Instance& instance, const std::string& name);
  const memory::MemoryData& data() { return store_->data(); }
  Store& store() { return *store_; }

 private:
  struct Parts;
  Result<Reply> run_on(UnitOfWork& server, const std::function<Result<Done>(Unit&)>& work);
  std::shared_ptr<memory::MemoryStore> store_;
  std::unique_ptr<Parts> parts_;
};

Context json(const std::string& text);
Actor anna();

}  // namespace onward::test

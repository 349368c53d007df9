#include "tests/adapters/storage/turns.hpp"

#include <atomic>

namespace onward::test {
namespace {

std::uint64_t next_command() {
  static std::atomic<std::uint64_t> number{1'000'000};
  return ++number;
}

}  // namespace

Turn Turn::start(std::uint64_t id, std::string business_key, std::uint64_t opportunity) {
  Turn turn;
  turn.order_ = sequence_of(id);
  InstanceStarted started;
  started.id = InstanceId{id};
  started.definition = {"sale", 1};
  started.business_key = std::move(business_key);
  started.root = started.id;
  started.opportunity = OpportunityId{opportunity};
  started.by = "ann";
  started.element = "start";
  started.at = Instant{1'000 + static_cast<std::int64_t>(sequence_of(id))};
  turn.command({started, TokenCreated{only_token, root_scope, "review", "", started.at}},
               "start-instance");
  return turn;
}

Turn::Turn(Instance stored, std::uint64_t order)
    : before_(std::make_unique<Instance>(stored)),
      after_(std::make_unique<Instance>(std::move(stored))),
      order_(order) {}

Turn& Turn::command(std::vector<Fact> facts, std::string name) {
  Journal journal(*after_);
  for (Fact& fact : facts) journal.add(std::move(fact));
  ++after_->version;
  // Each at a time of its own: two commands of one version must not be told apart by luck.
  const std::uint64_t number = next_command();
  history_.push_back({after_->id, after_->version, number,
                      Instant{static_cast<std::int64_t>(number)}, "ann", std::move(name),
                      journal.take()});
  return *this;
}

void Turn::add_to(TurnWrite& write) const {
  write.instances.push_back({before_.get(), after_.get(), order_, holds_key_});
  write.history.insert(write.history.end(), history_.begin(), history_.end());
}

TurnWrite Turn::write() const {
  TurnWrite write;
  add_to(write);
  return write;
}

Task task(std::uint32_t local, std::string name, std::vector<std::string> groups,
          std::string assignee) {
  Task made;
  made.id = LocalId{local};
  made.element = "review";
  made.token = only_token;
  made.name = std::move(name);
  made.assignee = std::move(assignee);
  made.candidate_groups = std::move(groups);
  made.created = Instant{1'500};
  return made;
}

}  // namespace onward::test

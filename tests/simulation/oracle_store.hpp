// Holds every commit against the oracles: what each command did (joins, flows, events), and that
// the outbox delivers each thing once, to everybody who waits.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/stores.hpp"

namespace onward::simulation {

class OracleStore final : public ForwardingStore {
 public:
  OracleStore(Store& inner, Catalogue& catalogue, std::vector<std::string>& broken)
      : ForwardingStore(inner), catalogue_(catalogue), broken_(broken) {}
  Result<Done> commit(const TurnWrite& write) override;

 private:
  void check_commands(const TurnWrite& write);
  void check_deliveries(const TurnWrite& write, const std::vector<OutboxRow>& rows);
  void check_delivery(const TurnWrite& write, const Context& body);
  void expect(bool holds, const std::string& sentence);

  Catalogue& catalogue_;
  std::vector<std::string>& broken_;
  std::map<InstanceId, Instance> known_;  ///< as committed so far
};

}  // namespace onward::simulation

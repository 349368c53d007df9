// Report queries that answer what a test has said.
#pragma once

#include "engine/service/report_queries.hpp"

namespace onward::test {

class ToldReports final : public ReportQueries {
 public:
  std::vector<Touch> touched;
  std::vector<Opportunity> records;
  std::vector<OpportunityChange> changes;
  std::vector<OpenOpportunity> open;
  std::vector<ClosedDeal> closed;
  std::vector<TaskStop> stops, closed_stops;
  std::vector<Record> interactions;

  Result<std::vector<Touch>> touches(Instant, Instant, std::size_t) override { return touched; }
  Result<std::vector<Opportunity>> opportunities_of(std::span<const OpportunityId>) override {
    return records;
  }
  Result<std::vector<OpportunityChange>> changes_since(std::span<const OpportunityId>,
                                                       Instant) override {
    return changes;
  }
  Result<std::vector<TaskLoad>> task_load(Instant, Instant) override {
    return std::vector<TaskLoad>{};
  }
  Result<std::vector<OpenDeal>> open_deals(std::size_t) override {
    std::vector<OpenDeal> found;
    for (const auto& [record, unused] : open)
      found.push_back({record.id, record.number, record.title, record.kind, record.responsible,
                       record.stage, amount_of(record.fields)});
    return found;
  }
  Result<std::vector<OpenOpportunity>> open_opportunities(std::size_t) override { return open; }
  Result<std::vector<ClosedDeal>> closed_deals(std::size_t) override { return closed; }
  Result<std::vector<TaskStop>> stops_of(std::span<const InstanceId>) override {
    return closed_stops;
  }
  Result<std::vector<TaskStop>> open_stops(std::size_t) override { return stops; }
  Result<std::vector<Record>> interactions_since(Instant, std::size_t) override {
    return interactions;
  }
};

}  // namespace onward::test

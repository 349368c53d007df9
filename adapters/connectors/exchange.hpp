// From a job's inputs to the request that is sent, and from the answer to what becomes of the job.
// No network here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "adapters/connectors/settings.hpp"
#include "engine/service/connector.hpp"

namespace onward::connectors {

/// A request, and what must be known when its answer comes.
struct Exchange {
  http_client::Request request;
  std::vector<std::pair<int, int>> expected{{200, 299}};  ///< ranges of status numbers
  std::vector<std::string> secrets;                       ///< values that were put into it
  std::string what;  ///< "POST to crm.example.com", for messages
};

/// Of the connector `http` or a configured one. Errors: where = the code of the incident
/// (connector-not-configured, invalid-argument, secret-not-configured, target-not-allowed).
Result<Exchange> exchange_of(const Settings& settings, const ConnectorCall& call);

ConnectorOutcome outcome_of(const Exchange& exchange, Result<http_client::Answer> answer);

}  // namespace onward::connectors

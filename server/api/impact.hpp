// What a deployment would change for the instances that run.
#pragma once

#include <string>

#include "engine/service/deployment.hpp"
#include "server/api/services.hpp"

namespace onward::api {

/// [{definition, elementId, instances}]: every element of what is deployed now that would be
/// another or gone, and how many of the first 5,000 running instances stand there. Errors:
/// unavailable.
Result<std::string> impact_of(Reader& reader, const Checked& checked);

}  // namespace onward::api

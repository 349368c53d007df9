// Who got a message or heard a signal: kept as the reply's ids, written as {matched: [...]}.
#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.hpp"

namespace onward::api {

/// "instance/0 or 1/element": an entry of Reply::ids.
std::string matched_id(InstanceId instance, const std::string& element, bool started);
/// {matched: [{instanceId, elementId, started}]}
std::string matched_json(const std::vector<std::string>& ids);

}  // namespace onward::api

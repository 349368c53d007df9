// Who got a message or heard a signal: kept as the reply's ids, written as {matched: [...]}.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/service/outbox.hpp"

namespace onward::api {

/// "instance/0 or 1/element": an entry of Reply::ids.
std::string matched_id(InstanceId instance, const std::string& element, bool started);
/// {matched: [{instanceId, elementId, started}]}
std::string matched_json(const std::vector<std::string>& ids);

/// A request that reaches receivers in other shards, and tells who they are.
using Reach = std::function<Result<std::vector<Receiver>>(Unit& unit)>;
onward::Request request_to_reach(std::string name, std::uint16_t shard, Reach reach);

}  // namespace onward::api

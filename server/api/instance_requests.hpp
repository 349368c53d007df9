// Commands on the instance of the path: what all operations on instances share.
#pragma once

#include <string>

#include "engine/execution/command.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {

/// {id, state, ..., tasks} of the instance that the reply names first.
void render_instance(View& view, Reply& reply);
/// A request that carries out `action` and answers with the instance. Errors: not_found, malformed
/// (If-Match).
Result<onward::Request> instance_request(const Call& call, std::string name, Action action);
/// The same for the instance of something else that the path names.
Result<onward::Request> instance_request(const Call& call, InstanceId id, std::string name,
                                         Action action);
/// The same, of which nothing is kept: the reply says what would be `cancelled` and `opened`.
Result<onward::Request> instance_preview(const Call& call, std::string name, Action action);

}  // namespace onward::api

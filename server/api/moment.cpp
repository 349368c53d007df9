#include "server/api/moment.hpp"

#include <utility>

#include "engine/service/past.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {
namespace {

Result<Instance> current(Reader& reader, InstanceId id) {
  ONWARD_TRY(auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "there is no instance " + to_text(id)};
  return *std::move(instance);
}

}  // namespace

Result<Moment> moment_of(const Call& call) {
  Moment moment;
  ONWARD_TRY(moment.id, instance_id(call));
  ONWARD_TRY(moment.at, number_parameter(call, "at", INT64_MAX));
  if (moment.at == 0)
    return Error{ErrorCode::malformed, "the parameter at is the number of a command, from 1", "at"};
  return moment;
}

Result<Seen> see_instance(Reader& reader, const Moment& moment) {
  Seen seen;
  ONWARD_TRY(seen.instance, current(reader, moment.id));
  const std::uint64_t last = seen.instance.version;
  if (moment.at && *moment.at > last)
    return Error{ErrorCode::not_found,
                 "the last command of the instance is " + std::to_string(last), "at"};
  if (moment.at && *moment.at < last) {
    ONWARD_TRY(auto past, state_after(reader.queries, moment.id, *moment.at));
    return Seen{std::move(past.instance), std::move(past.command)};
  }
  ONWARD_TRY(auto rows, reader.queries.history(moment.id, last - 1, 1));
  if (!rows.empty()) seen.command = std::move(rows.front());
  return seen;
}

Result<Instance> instance_at(Reader& reader, const Moment& moment) {
  if (!moment.at) return current(reader, moment.id);
  ONWARD_TRY(auto seen, see_instance(reader, moment));
  return std::move(seen.instance);
}

}  // namespace onward::api

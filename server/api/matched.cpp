#include "server/api/matched.hpp"

#include <utility>

#include "engine/value/json.hpp"

namespace onward::api {

std::string matched_id(InstanceId instance, const std::string& element, bool started) {
  return to_text(instance) + (started ? "/1/" : "/0/") + element;
}

std::string matched_json(const std::vector<std::string>& ids) {
  JsonWriter out;
  out.begin_object().name("matched").begin_array();
  for (const std::string& id : ids) {
    const std::size_t slash = id.find('/');
    if (slash == std::string::npos || slash + 3 > id.size()) continue;
    out.begin_object().name("instanceId").text(id.substr(0, slash));
    out.name("elementId").text(id.substr(slash + 3));
    out.name("started").boolean(id[slash + 1] == '1').end_object();
  }
  out.end_array().end_object();
  return out.take();
}

onward::Request request_to_reach(std::string name, std::uint16_t shard, Reach reach) {
  onward::Request request;
  request.name = std::move(name);
  request.shard = shard;
  request.work = [reach = std::move(reach)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto receivers, reach(unit));
    Reply reply;
    for (const Receiver& receiver : receivers)
      reply.ids.push_back(matched_id(receiver.instance, receiver.element, receiver.started));
    return reply;
  };
  request.render = [](View&, Reply& reply) { reply.body = matched_json(reply.ids); };
  return request;
}

}  // namespace onward::api

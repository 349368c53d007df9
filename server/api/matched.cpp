#include "server/api/matched.hpp"

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

}  // namespace onward::api

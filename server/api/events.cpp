// Live events: who may hear what is settled here, the rest is the stream's (server/events).
#include <algorithm>
#include <array>
#include <utility>

#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {
namespace {

using events::Topic;

/// "task,incident"; absent: all that they may hear of.
Result<std::vector<Topic>> topics_of(const Call& call) {
  std::vector<Topic> topics;
  const std::string* text = call.query("topic");
  if (text == nullptr) {
    for (const Topic topic : {Topic::task, Topic::instance, Topic::incident, Topic::opportunity})
      if (events::may_hear(call.who, topic)) topics.push_back(topic);
    return topics;
  }
  std::string_view rest(*text);
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    const std::string_view name = rest.substr(0, comma);
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
    const auto topic = events::topic_from_text(name);
    if (!topic)
      return Error{ErrorCode::malformed,
                   "the parameter topic is a list of task, instance, incident, opportunity",
                   "topic"};
    if (!events::may_hear(call.who, *topic))
      return Error{ErrorCode::forbidden, "you may not hear of the topic " + std::string(name)};
    topics.push_back(*topic);
  }
  return topics;
}

Result<events::Listening> listening_of(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"instance", "opportunity", "topic"}));
  events::Listening listening;
  listening.sight = auth::sight_of(call.who);
  ONWARD_TRY(listening.topics, topics_of(call));
  // An id that cannot be read names nothing: nothing happens to it.
  if (const auto text = text_parameter(call, "instance"))
    listening.instance = InstanceId{id_from_text(*text).value_or(UINT64_MAX)};
  if (const auto text = text_parameter(call, "opportunity"))
    listening.opportunity = OpportunityId{id_from_text(*text).value_or(UINT64_MAX)};
  if (const std::string* text = call.request->header("last-event-id")) {
    listening.after = events::place_from_text(*text);
    if (!listening.after)
      return Error{ErrorCode::malformed, "the header Last-Event-ID is none that was handed out",
                   "last-event-id"};
  }
  return listening;
}

}  // namespace

void listen_to_events(Services& services, Call call) {
  auto listening = listening_of(call);
  if (!listening.ok()) return refuse(call, listening.error());
  auto stream = services.listen(std::move(listening).value());
  if (!stream.ok()) return refuse(call, stream.error());
  http::Response response;
  response.headers.emplace_back("x-accel-buffering", "no");  // a proxy that gathers would be silent
  response.content_type = "text/event-stream";
  response.stream = std::move(stream).value();
  call.respond(std::move(response));
}

}  // namespace onward::api

#include "tools/bench/workload.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tools/bench/connection.hpp"

namespace onward::bench {
namespace {

std::string text_of_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

/// The text member `name`, or nothing.
std::string_view member(const boost::json::object& object, std::string_view name) {
  const boost::json::value* found = object.if_contains({name.data(), name.size()});
  return found != nullptr && found->is_string() ? view(found->get_string()) : std::string_view();
}

}  // namespace

Workload::Workload(const std::string& process_file, const std::string& workload_file)
    : process_(text_of_file(process_file)) {
  boost::json::object root = boost::json::parse(text_of_file(workload_file)).as_object();
  boost::json::object start = root.at("start").as_object();
  start["definition"] = root.at("definition");
  start_request_ = post("/api/v1/instances", boost::json::serialize(start));
  for (const auto& [element, body] : root.at("tasks").as_object())
    bodies_.emplace(std::string(element), boost::json::serialize(body));
}

std::string Workload::complete_request(const Task& task) {
  return post("/api/v1/tasks/" + task.id + "/complete", *task.body);
}

Told Workload::read(std::string_view body) const {
  Told told;
  boost::json::error_code failed;
  boost::json::monotonic_resource memory;
  const boost::json::value root = boost::json::parse({body.data(), body.size()}, failed, &memory);
  if (failed || !root.is_object()) return told;
  told.readable = true;
  const boost::json::object& reply = root.get_object();
  const boost::json::value* instance = reply.if_contains("instance");
  const auto state = instance != nullptr && instance->is_object()
                         ? member(instance->get_object(), "state")
                         : member(reply, "state");
  told.ended = state == "completed";
  const boost::json::value* tasks = reply.if_contains("tasks");
  if (tasks == nullptr || !tasks->is_array()) return told;
  for (const boost::json::value& item : tasks->get_array()) {
    if (!item.is_object()) continue;
    const auto found = bodies_.find(member(item.get_object(), "elementId"));
    if (found != bodies_.end())
      told.tasks.push_back({std::string(member(item.get_object(), "id")), &found->second});
  }
  return told;
}

}  // namespace onward::bench

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
  path_ = root.at("path").as_string();
  start_body_ = boost::json::serialize(root.at("start"));
  for (const auto& [element, given] : root.at("tasks").as_object()) {
    Bodies& bodies = bodies_[std::string(element)];
    if (!given.is_array()) bodies.push_back(boost::json::serialize(given));
    if (given.is_array())
      for (const boost::json::value& each : given.get_array())
        bodies.push_back(boost::json::serialize(each));
  }
}

std::string Workload::start_request(std::uint64_t number) const {
  std::string body;
  for (std::size_t at = 0; at < start_body_.size();) {
    const std::size_t end = start_body_.find('}', at);
    if (start_body_.compare(at, 2, "{n") != 0 || end == std::string::npos) {
      body += start_body_[at++];
      continue;
    }
    const bool modulo = start_body_[at + 2] == '%';
    body += std::to_string(modulo ? number % std::stoull(start_body_.substr(at + 3, end - at - 3))
                                  : number);
    at = end + 1;
  }
  return post(path_, body);
}

std::string Workload::complete_request(const Task& task, std::uint64_t number) {
  return post("/api/v1/tasks/" + task.id + "/complete",
              (*task.bodies)[number % task.bodies->size()]);
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
  told.next = member(reply, "next");
  const boost::json::value* tasks = reply.if_contains("tasks");
  if (tasks == nullptr) tasks = reply.if_contains("items");
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

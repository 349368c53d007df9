#include "tools/bench/workload.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <optional>
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

/// Three syllables that tell numbers below 343,000 apart: names of customers have little in common,
/// as a search by parts of words finds them in life.
std::string word_of(std::uint64_t number) {
  constexpr std::string_view consonants = "bdfgklmnprstvz";
  constexpr std::string_view vowels = "aeiou";
  constexpr std::uint64_t syllables = consonants.size() * vowels.size();
  std::string word;
  for (int i = 0; i < 3; ++i, number /= syllables) {
    word += consonants[number % syllables / vowels.size()];
    word += vowels[number % vowels.size()];
  }
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

/// What stands for `{n}`, `{n%100}`, `{word}` or `{word%100}`, without the braces; nothing else
/// does.
std::optional<std::string> filled(std::string_view place, std::uint64_t number) {
  const std::size_t modulo = std::min(place.find('%'), place.size());
  const std::string_view name = place.substr(0, modulo);
  if (name != "n" && name != "word") return std::nullopt;
  if (modulo < place.size()) number %= std::stoull(std::string(place.substr(modulo + 1)));
  return name == "n" ? std::to_string(number) : word_of(number);
}

std::string filled_text(std::string_view text, std::uint64_t number) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.front() == '{' ? text.find('}') : std::string_view::npos;
    std::optional<std::string> found;
    if (end != std::string_view::npos) found = filled(text.substr(1, end - 1), number);
    result += found ? *found : std::string(1, text.front());
    text.remove_prefix(found ? end + 1 : 1);
  }
  return result;
}

}  // namespace

Workload::Workload(const std::string& process_file, const std::string& workload_file)
    : process_(text_of_file(process_file)) {
  boost::json::object root = boost::json::parse(text_of_file(workload_file)).as_object();
  path_ = root.at("path").as_string();
  start_body_ = boost::json::serialize(root.at("start"));
  starter_ = member(root, "starter");
  for (const auto& [element, given] : root.at("tasks").as_object()) {
    Bodies& bodies = bodies_[std::string(element)];
    if (!given.is_array()) bodies.push_back(boost::json::serialize(given));
    if (given.is_array())
      for (const boost::json::value& each : given.get_array())
        bodies.push_back(boost::json::serialize(each));
  }
}

std::string Workload::start_request(std::uint64_t number) const {
  return post(path_, filled_text(start_body_, number), "application/json",
              filled_text(starter_, number));
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

#include "server/http/etag.hpp"

#include <algorithm>

namespace onward::http {

namespace {

void skip(std::string_view& text, std::string_view set) {
  text.remove_prefix(std::min(text.find_first_not_of(set), text.size()));
}

}  // namespace

std::string revision_tag(std::uint64_t revision) { return "\"" + std::to_string(revision) + "\""; }

Result<EntityTags> parse_entity_tags(std::string_view text) {
  const Error malformed{
      ErrorCode::malformed, "expected * or a list of quoted entity tags", "if-match", {}};
  EntityTags parsed;
  skip(text, " \t");
  if (text.starts_with('*')) {
    text.remove_prefix(1);
    skip(text, " \t");
    if (!text.empty()) return malformed;
    parsed.any = true;
    return parsed;
  }
  while (true) {
    skip(text, " \t,");
    if (text.empty()) break;
    const bool weak = text.starts_with("W/");
    if (weak) text.remove_prefix(2);
    if (!text.starts_with('"')) return malformed;
    const std::size_t end = text.find('"', 1);
    if (end == std::string_view::npos) return malformed;
    parsed.tags.push_back({std::string(text.substr(0, end + 1)), weak});
    text.remove_prefix(end + 1);
    skip(text, " \t");
    if (!text.empty() && text.front() != ',') return malformed;
  }
  if (parsed.tags.empty()) return malformed;
  return parsed;
}

Result<Done> check_if_match(const Request& request, std::string_view tag) {
  const std::string* header = request.header("if-match");
  if (header == nullptr) return Done{};
  ONWARD_TRY(const EntityTags given, parse_entity_tags(*header));
  const auto names_it = [&](const EntityTags::Tag& one) { return !one.weak && one.text == tag; };
  if (given.any || std::any_of(given.tags.begin(), given.tags.end(), names_it)) return Done{};
  return Error{ErrorCode::stale,
               "if-match names another revision than the current " + std::string(tag),
               "if-match",
               {}};
}

bool is_not_modified(const Request& request, std::string_view tag) {
  const std::string* header = request.header("if-none-match");
  if (header == nullptr) return false;
  const auto given = parse_entity_tags(*header);
  if (!given.ok()) return false;
  const auto names_it = [&](const EntityTags::Tag& one) { return one.text == tag; };
  return given->any || std::any_of(given->tags.begin(), given->tags.end(), names_it);
}

}  // namespace onward::http

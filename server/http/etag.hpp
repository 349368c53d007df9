// Entity tags and the conditions on them (RFC 9110 sections 8.8.3, 13.1.1, 13.1.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace onward::http {

/// The tag of a revision: "\"12\"".
std::string revision_tag(std::uint64_t revision);

struct EntityTags {
  struct Tag {
    std::string text;  ///< with its quotes
    bool weak = false;
  };
  bool any = false;  ///< "*"
  std::vector<Tag> tags;
};

/// Errors: malformed.
Result<EntityTags> parse_entity_tags(std::string_view text);

/// If-Match: done when the request has none, says "*" or names `tag` by strong comparison.
/// Errors: stale, malformed. Ask before the change, with the tag of what is there.
Result<Done> check_if_match(const Request& request, std::string_view tag);

/// If-None-Match by weak comparison: true when the answer is 304. A header that cannot be read
/// counts as absent.
bool is_not_modified(const Request& request, std::string_view tag);

}  // namespace onward::http

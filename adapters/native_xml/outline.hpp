// Questions about the shape of a block that need no graph yet: its steps, and which of its ends are
// open ("Words" in docs/dialects.md section 6).
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace onward::native_xml {

/// The steps directly in a block, in document order; `start` and `on` are none.
std::vector<pugi::xml_node> steps_of(pugi::xml_node block);
/// when, otherwise, branch, or the events of first-of.
std::vector<pugi::xml_node> parts_of(pugi::xml_node step);
std::vector<pugi::xml_node> boundaries_of(pugi::xml_node activity);
bool is_interrupting(pugi::xml_node boundary);
/// Whether a part goes on to the continuation of what it belongs to: it has neither `next` nor
/// steps, or its last step goes on there.
bool is_open(pugi::xml_node part);
/// How many flows lead from a step to its continuation.
std::size_t exits_of(pugi::xml_node step);

/// "record-contact" -> "Record contact".
std::string as_words(std::string_view id);

}  // namespace onward::native_xml

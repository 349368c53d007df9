// Which characters XML allows where. Standard: XML 1.0 (fifth edition) clauses 2.2 and 2.3, UTF-8
// by RFC 3629.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace onward::xml {

/// A character and how many bytes it takes; length 0 where there is no well-formed one.
struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};

Character decode(std::string_view utf8, std::size_t at);
void append_utf8(std::string& out, std::uint32_t code);

bool is_space(char c);
/// Rule 2: Char.
bool is_legal(std::uint32_t code);
/// Rule 4: NameStartChar, without the colon (Namespaces in XML 1.0 rule 4: NCName).
bool starts_name(std::uint32_t code);
/// Rule 4a: NameChar, without the colon.
bool continues_name(std::uint32_t code);
/// The length of the NCName at `at`, 0 when there is none. The text is well-formed UTF-8.
std::size_t name_length(std::string_view utf8, std::size_t at);

/// Offset of the first byte that is not UTF-8 or not legal in XML; the size of the text when there
/// is none.
std::size_t first_illegal(std::string_view utf8);

}  // namespace onward::xml

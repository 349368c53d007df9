// Code points of UTF-8 text: FEEL counts characters by code point (DMN 1.5 clause 10.3.4.3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onward::feel {

/// The code point at `index`, which moves past it. A broken byte counts as one code point U+FFFD.
char32_t next_code_point(std::string_view text, std::size_t& index);
void append_code_point(std::string& out, char32_t code_point);
/// Number of code points.
std::size_t code_point_count(std::string_view text);
/// Byte offset of the code point number `count` (from 0); the end when there are fewer.
std::size_t byte_offset(std::string_view text, std::size_t count);

}  // namespace onward::feel

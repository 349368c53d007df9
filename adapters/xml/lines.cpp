#include "adapters/xml/lines.hpp"

#include <algorithm>

namespace onward::xml {

Lines::Lines(std::string_view utf8) : starts_{0} {
  for (std::size_t at = utf8.find('\n'); at != std::string_view::npos; at = utf8.find('\n', at + 1))
    starts_.push_back(at + 1);
}

Position Lines::at(std::string_view utf8, std::size_t offset) const {
  if (starts_.empty()) return {};
  offset = std::min(offset, utf8.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t start = *(after - 1);
  const std::string_view before = utf8.substr(start, offset - start);
  const auto characters = std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) !=
           0x80U;  // continuation bytes are no characters
  });
  return {static_cast<std::uint32_t>(after - starts_.begin()),
          static_cast<std::uint32_t>(characters + 1)};
}

}  // namespace onward::xml

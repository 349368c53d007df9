#include "adapters/storage/node_number.hpp"

#include <openssl/sha.h>

#include <array>
#include <bit>
#include <string>

namespace onward::storage {

std::int64_t node_number(std::string_view definition, std::uint32_t version,
                         std::string_view element) {
  // A control character stands in no key and in no id.
  std::string text(definition);
  text.append("\x1f").append(std::to_string(version)).append("\x1f").append(element);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = (number << 8U) | hash[i];
  return std::bit_cast<std::int64_t>(number);
}

}  // namespace onward::storage

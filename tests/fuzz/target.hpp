// What every fuzz target is: one function on bytes. libFuzzer calls it in the preset `fuzz`,
// feed_main.cpp in the tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// The name and the types are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace onward::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace onward::fuzz

// Instance and facts as bytes: what the store keeps. A version number leads; older versions are
// upgraded step by step on reading. Varints, length-prefixed UTF-8, values tagged by kind; no
// pointer, no padding, no dependence on the machine.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/instance/fact.hpp"

namespace onward {

/// 2: Token::boundary_set. 4: Wait::left; what tasks are to one another, and when one was accepted.
inline constexpr std::uint32_t codec_version = 4;

std::string encode(const Instance& instance);
/// Errors: malformed (truncated, unknown tag, version from the future). Never crashes on any bytes.
Result<Instance> decode_instance(std::string_view bytes);

std::string encode(std::span<const Fact> facts);
/// Errors: malformed.
Result<std::vector<Fact>> decode_facts(std::string_view bytes);

/// A single value, for large variables and the outbox. Functions cannot be stored and become null.
std::string encode(const Value& value);
Result<Value> decode_value(std::string_view bytes);

}  // namespace onward

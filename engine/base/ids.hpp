// Ids as types: a wrong argument does not compile. What the engine makes is numbered here;
// definitions are named. An InstanceId carries its logical shard (architecture.md section 6): 10
// bits shard, 5 bits node, 48 bits sequence, the top bit 0 so that it is a positive SQL bigint. The
// text form is base 32 (Crockford, lower case), no leading zeros.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace onward {

template <class Kind, class Number = std::uint64_t>
struct Id {
  Number value{};
  friend auto operator<=>(const Id&, const Id&) = default;
  /// 0 is never handed out: it means "none".
  explicit operator bool() const { return value != 0; }
};

using InstanceId = Id<struct InstanceKind>;
using OpportunityId = Id<struct OpportunityKind>;
using LocalId = Id<struct LocalKind, std::uint32_t>;  ///< unique inside one instance

/// What is addressed from outside inside an instance (task, job, incident): "instance-local".
struct LocalRef {
  InstanceId instance;
  LocalId local;
  friend auto operator<=>(const LocalRef&, const LocalRef&) = default;
};

inline constexpr unsigned shard_count = 1024;

constexpr std::uint16_t shard_of(std::uint64_t id) {
  return static_cast<std::uint16_t>((id >> 53) & 1023U);
}
template <class Kind>
constexpr std::uint16_t shard_of(Id<Kind> id) {
  return shard_of(id.value);
}
/// The part of an id that grows with time, the same order as creation on one node.
constexpr std::uint64_t sequence_of(std::uint64_t id) {
  return id & ((std::uint64_t{1} << 48) - 1);
}

std::string id_to_text(std::uint64_t id);
std::optional<std::uint64_t> id_from_text(std::string_view text);

template <class Kind>
std::string to_text(Id<Kind> id) {
  return id_to_text(id.value);
}
std::string to_text(LocalRef ref);
/// Errors: nullopt when the text is not "base32-number".
std::optional<LocalRef> local_ref_from_text(std::string_view text);

/// A deployed process or decision: people name it by key and version (from 1).
struct DefinitionRef {
  std::string key;
  std::uint32_t version = 0;
  friend auto operator<=>(const DefinitionRef&, const DefinitionRef&) = default;
};

}  // namespace onward

template <class Kind, class Number>
struct std::hash<onward::Id<Kind, Number>> {
  std::size_t operator()(onward::Id<Kind, Number> id) const noexcept {
    return std::hash<Number>{}(id.value);
  }
};

// A field that somebody adds to a struct and forgets in codec_fields.hpp would be lost at the next
// save. Here the fields that a struct has are counted by the compiler and held against those that
// the codec lists.
#include "engine/instance/codec_fields.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "engine/instance/codec.hpp"
#include "engine/instance/codec_fact_fields.hpp"

namespace onward {
namespace {

/// Becomes any field of an aggregate, so that the compiler can be asked how many it takes.
struct Anything {
  template <class T>
  operator T&() const;  // NOLINT(google-explicit-constructor)
};

template <class T, std::size_t... i>
constexpr bool takes(std::index_sequence<i...>) {
  return requires { T{(static_cast<void>(i), Anything{})...}; };
}

template <class T, std::size_t count = 40>
constexpr std::size_t field_count() {
  if constexpr (count == 0 || takes<T>(std::make_index_sequence<count>()))
    return count;
  else
    return field_count<T, count - 1>();
}

struct Counter {
  std::size_t listed = 0;
  [[nodiscard]] static constexpr std::uint32_t version() { return codec_version; }
  template <class... Fields>
  void operator()(Fields&... /*values*/) {
    listed += sizeof...(Fields);
  }
};

template <class T>
std::size_t listed_count() {
  Counter counter;
  T value;
  codec::fields(counter, value);
  return counter.listed;
}

template <class Struct>
void expect_listed() {
  EXPECT_EQ(listed_count<Struct>(), field_count<Struct>()) << __PRETTY_FUNCTION__;
}

template <class... Structs>
void expect_all_listed() {
  (expect_listed<Structs>(), ...);
}

template <std::size_t... kinds>
void expect_all_facts_listed(std::index_sequence<kinds...>) {
  expect_all_listed<std::variant_alternative_t<kinds, Fact>...>();
}

TEST(CodecFields, EveryFieldOfTheInstanceIsStored) {
  ASSERT_EQ(field_count<Call>(), 2U);
  expect_all_listed<DefinitionRef, Token, Variable, Scope, MultiInstanceState, Wait, ChecklistMark,
                    Comment, Redirection, Subtask, Notice, TaskLink, Task, Job, Call, Incident,
                    Instance, MultiInstanceOutput>();
}

TEST(CodecFields, EveryFieldOfEveryFactIsStored) {
  expect_all_facts_listed(std::make_index_sequence<std::variant_size_v<Fact>>());
}

}  // namespace
}  // namespace onward

#include "engine/instance/codec.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/instance/codec_fact_fields.hpp"
#include "engine/instance/codec_reader.hpp"
#include "engine/instance/codec_writer.hpp"

namespace onward {
namespace {

using codec::Reader;
using codec::Writer;

/// Ids rise in every list that has them: look-ups rely on it (instance.cpp).
template <class Item>
bool ids_rise(const RisingList<Item>& items) {
  return std::adjacent_find(items.begin(), items.end(), [](const Item& a, const Item& b) {
           return a.id >= b.id;
         }) == items.end();
}

bool ids_rise(const Instance& instance) {
  return ids_rise(instance.tokens) && ids_rise(instance.scopes) && ids_rise(instance.waits) &&
         ids_rise(instance.tasks) && ids_rise(instance.jobs) && ids_rise(instance.incidents) &&
         std::is_sorted(instance.multi_instances.begin(), instance.multi_instances.end(),
                        [](const MultiInstanceState& a, const MultiInstanceState& b) {
                          return a.scope < b.scope;
                        });
}

template <std::size_t kind>
void read_kind(Reader& reader, Fact& fact) {
  reader.get(fact.emplace<kind>());
}

template <std::size_t... kinds>
constexpr auto readers_of(std::index_sequence<kinds...>) {
  return std::array<void (*)(Reader&, Fact&), sizeof...(kinds)>{&read_kind<kinds>...};
}

void read(Reader& reader, Fact& fact) {
  static constexpr auto readers = readers_of(std::make_index_sequence<std::variant_size_v<Fact>>());
  const std::uint64_t kind = reader.varint();
  if (kind >= readers.size()) return reader.fail("an unknown kind of fact");
  readers[static_cast<std::size_t>(kind)](reader, fact);
}

std::string buffer(std::size_t expected_bytes) {
  std::string bytes;
  bytes.reserve(expected_bytes);
  return bytes;
}

}  // namespace

std::string encode(const Instance& instance) {
  constexpr std::size_t most_reserved = 1U << 20U;
  std::string bytes = buffer(std::min(size_bytes(instance) / 2, most_reserved));
  Writer writer(bytes);
  writer(codec_version, instance);
  return bytes;
}

Result<Instance> decode_instance(std::string_view bytes) {
  Reader reader(bytes);
  Instance instance;
  reader.begin();
  reader(instance);
  if (reader.ok() && !ids_rise(instance)) reader.fail("ids that do not rise");
  ONWARD_TRY_DONE(reader.finish());
  return instance;
}

std::string encode(std::span<const Fact> facts) {
  constexpr std::size_t usual_fact_bytes = 64;
  std::string bytes = buffer(8 + facts.size() * usual_fact_bytes);
  Writer writer(bytes);
  writer(codec_version, facts.size());
  for (const Fact& fact : facts) {
    writer.varint(fact.index());
    std::visit(writer, fact);
  }
  return bytes;
}

Result<std::vector<Fact>> decode_facts(std::string_view bytes) {
  Reader reader(bytes);
  reader.begin();
  std::vector<Fact> facts;
  for (std::size_t left = reader.count(); left > 0 && reader.ok(); --left)
    read(reader, facts.emplace_back());
  ONWARD_TRY_DONE(reader.finish());
  return facts;
}

std::string encode(const Value& value) {
  std::string bytes;
  Writer writer(bytes);
  writer(codec_version, value);
  return bytes;
}

Result<Value> decode_value(std::string_view bytes) {
  Reader reader(bytes);
  Value value;
  reader.begin();
  reader(value);
  ONWARD_TRY_DONE(reader.finish());
  return value;
}

}  // namespace onward

#include "engine/service/cache.hpp"

#include <utility>

namespace onward {

StateCache::Entry* StateCache::touch(std::uint64_t key) {
  const auto at = entries_.find(key);
  if (at == entries_.end()) return nullptr;
  order_.splice(order_.begin(), order_, at->second);
  return &*at->second;
}

void StateCache::insert(Entry entry) {
  remove(entry.key);
  bytes_ += entry.bytes;
  const std::uint64_t key = entry.key;
  order_.push_front(std::move(entry));
  entries_[key] = order_.begin();
  while (bytes_ > limit_ && order_.size() > 1) remove(order_.back().key);
}

void StateCache::remove(std::uint64_t key) {
  const auto at = entries_.find(key);
  if (at == entries_.end()) return;
  bytes_ -= at->second->bytes;
  order_.erase(at->second);
  entries_.erase(at);
}

std::shared_ptr<const Instance> StateCache::find(InstanceId id) {
  const Entry* entry = touch(id.value);
  return entry == nullptr ? nullptr : entry->instance;
}

std::shared_ptr<const Opportunity> StateCache::find(OpportunityId id) {
  const Entry* entry = touch(id.value);
  return entry == nullptr ? nullptr : entry->opportunity;
}

void StateCache::put(std::shared_ptr<const Instance> instance) {
  const std::size_t bytes = size_bytes(*instance);
  const std::uint64_t key = instance->id.value;
  insert({key, std::move(instance), nullptr, bytes});
}

void StateCache::put(std::shared_ptr<const Opportunity> opportunity) {
  const std::size_t bytes = sizeof(Opportunity) + size_bytes(Value(opportunity->fields));
  const std::uint64_t key = opportunity->id.value;
  insert({key, nullptr, std::move(opportunity), bytes});
}

void StateCache::erase(InstanceId id) { remove(id.value); }
void StateCache::erase(OpportunityId id) { remove(id.value); }

void StateCache::clear() {
  order_.clear();
  entries_.clear();
  bytes_ = 0;
}

}  // namespace onward

// Decoded instances and opportunities of one track, bounded by bytes; the least recently used goes
// first. Nothing in it is trusted that the version check has not confirmed at commit.
#pragma once

#include <list>
#include <memory>
#include <unordered_map>

#include "engine/instance/instance.hpp"
#include "engine/service/records.hpp"

namespace onward {

class StateCache {
 public:
  explicit StateCache(std::size_t bytes) : limit_(bytes) {}

  [[nodiscard]] std::shared_ptr<const Instance> find(InstanceId id);
  [[nodiscard]] std::shared_ptr<const Opportunity> find(OpportunityId id);
  void put(std::shared_ptr<const Instance> instance);
  void put(std::shared_ptr<const Opportunity> opportunity);
  void erase(InstanceId id);
  void erase(OpportunityId id);
  void clear();
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::shared_ptr<const Instance> instance;
    std::shared_ptr<const Opportunity> opportunity;
    std::size_t bytes = 0;
  };
  // Instances and opportunities have ids from one source, so one key space serves both.
  Entry* touch(std::uint64_t key);
  void insert(Entry entry);
  void remove(std::uint64_t key);

  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::list<Entry> order_;  ///< most recently used first
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> entries_;
};

}  // namespace onward

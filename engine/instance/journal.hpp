// The pen of the behaviours: add(fact) applies and records. Nothing else changes an instance.
#pragma once

#include <vector>

#include "engine/instance/apply.hpp"

namespace onward {

class Journal {
 public:
  explicit Journal(Instance& instance) : instance_(instance) {}
  void add(Fact fact) {
    ::onward::apply(instance_, fact);  // qualified: std::apply is found by argument otherwise
    facts_.push_back(std::move(fact));
  }
  [[nodiscard]] const Instance& instance() const { return instance_; }
  [[nodiscard]] const std::vector<Fact>& facts() const { return facts_; }
  [[nodiscard]] std::vector<Fact> take() { return std::move(facts_); }

 private:
  Instance& instance_;
  std::vector<Fact> facts_;
};

}  // namespace onward

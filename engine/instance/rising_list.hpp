// Items in order of creation, as an Instance holds them: ids rise, the newest stands last. Work
// goes first in, first out, so that what is taken away mostly stands near the front; there a vector
// would move everything behind it. Here whichever side is shorter moves.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace onward {

template <class Item>
class RisingList {
 public:
  using value_type = Item;
  using iterator = typename std::vector<Item>::iterator;
  using const_iterator = typename std::vector<Item>::const_iterator;

  RisingList() = default;
  RisingList(std::initializer_list<Item> items) : items_(items) {}
  RisingList(const RisingList& other) : items_(other.begin(), other.end()) {}
  RisingList(RisingList&& other) noexcept { swap(other); }
  RisingList& operator=(const RisingList& other) {
    RisingList copy(other);
    swap(copy);
    return *this;
  }
  RisingList& operator=(RisingList&& other) noexcept {
    RisingList taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~RisingList() = default;

  [[nodiscard]] iterator begin() { return items_.begin() + gone_; }
  [[nodiscard]] iterator end() { return items_.end(); }
  [[nodiscard]] const_iterator begin() const { return items_.begin() + gone_; }
  [[nodiscard]] const_iterator end() const { return items_.end(); }
  [[nodiscard]] std::size_t size() const { return items_.size() - static_cast<std::size_t>(gone_); }
  [[nodiscard]] bool empty() const { return begin() == end(); }
  [[nodiscard]] std::size_t capacity() const { return items_.capacity(); }
  [[nodiscard]] Item& operator[](std::size_t i) { return begin()[static_cast<std::ptrdiff_t>(i)]; }
  [[nodiscard]] const Item& operator[](std::size_t i) const {
    return begin()[static_cast<std::ptrdiff_t>(i)];
  }
  [[nodiscard]] Item& front() { return *begin(); }
  [[nodiscard]] const Item& front() const { return *begin(); }
  [[nodiscard]] Item& back() { return items_.back(); }
  [[nodiscard]] const Item& back() const { return items_.back(); }

  void push_back(Item item) {
    drop_gone();
    items_.push_back(std::move(item));
  }
  Item& emplace_back() {
    drop_gone();
    return items_.emplace_back();
  }
  void erase(const_iterator at) {
    const auto before = at - begin();
    if (before >= end() - at) {
      items_.erase(at);
      return;
    }
    std::move_backward(begin(), begin() + before, begin() + before + 1);
    items_[static_cast<std::size_t>(gone_)] = Item{};
    ++gone_;
  }

  friend bool operator==(const RisingList& a, const RisingList& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  void swap(RisingList& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(gone_, other.gone_);
  }
  /// Once half of it is gone: each item is moved once more at most.
  void drop_gone() {
    if (static_cast<std::size_t>(gone_) * 2 <= items_.size() || gone_ == 0) return;
    items_.erase(items_.begin(), begin());
    gone_ = 0;
  }

  std::vector<Item> items_;
  std::ptrdiff_t gone_ = 0;  ///< erased at the front, their room not yet taken back
};

}  // namespace onward

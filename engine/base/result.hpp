// Result<T>: a value or an Error. Rejections and faults travel this way; exceptions stay inside the
// adapter that calls the library that throws them.
#pragma once

#include <utility>
#include <variant>

#include "engine/base/check.hpp"
#include "engine/base/error.hpp"

namespace onward {

/// The value of an operation that has none to give.
struct Done {
  friend bool operator==(const Done&, const Done&) = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & {
    ONWARD_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T& value() const& {
    ONWARD_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    ONWARD_CHECK(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] Error& error() & {
    ONWARD_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }
  [[nodiscard]] const Error& error() const& {
    ONWARD_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace onward

#define ONWARD_CONCAT_IMPL(a, b) a##b
#define ONWARD_CONCAT(a, b) ONWARD_CONCAT_IMPL(a, b)

/// ONWARD_TRY(const Task task, find_task(ref)); declares `task` or returns the error to the caller.
#define ONWARD_TRY(declaration, expression) \
  ONWARD_TRY_IMPL(ONWARD_CONCAT(onward_try_, __LINE__), declaration, expression)
#define ONWARD_TRY_IMPL(name, declaration, expression) \
  auto name = (expression);                            \
  if (!name.ok()) return std::move(name.error());      \
  declaration = std::move(name).value()

/// ONWARD_TRY_DONE(check(x)); returns the error to the caller, drops the value.
#define ONWARD_TRY_DONE(expression)                               \
  do {                                                            \
    auto onward_done = (expression);                              \
    if (!onward_done.ok()) return std::move(onward_done.error()); \
  } while (false)

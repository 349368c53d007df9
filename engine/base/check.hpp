// ONWARD_CHECK: a condition that must hold whatever the input. It stays on in release builds: a
// failed check is a bug of ours, and stopping is safer than writing a wrong state. Never use it on
// input from outside (that is a rejection).
#pragma once

#include <cstdio>
#include <cstdlib>

namespace onward::detail {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "ONWARD_CHECK failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace onward::detail

#define ONWARD_CHECK(condition)                                       \
  do {                                                                \
    if (!(condition)) [[unlikely]]                                    \
      ::onward::detail::check_failed(#condition, __FILE__, __LINE__); \
  } while (false)

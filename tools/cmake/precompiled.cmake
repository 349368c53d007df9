# Standard headers (and, for tests, GoogleTest) read once instead of in each of nearly a thousand sources: a quarter of the time of a build.
# For tests and sanitizers: a source that forgets an include is found by the preset release.
option(ONWARD_PRECOMPILED "Read the standard headers once (GCC; ccache then needs CCACHE_SLOPPINESS=pch_defines,time_macros)" OFF)
set(standard_headers <algorithm> <array> <atomic> <chrono> <cstdint> <deque> <functional> <map> <memory> <mutex> <optional> <set> <span> <string>
                     <string_view> <tuple> <unordered_map> <utility> <variant> <vector>)

function(onward_precompile target)
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp" CONTENT "// Holds what is read once.\n" @ONLY)
  add_library(${target} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp")
  target_link_libraries(${target} PRIVATE onward_warnings)
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()

if(ONWARD_PRECOMPILED)
  onward_precompile(onward_precompiled ${standard_headers})
  if(ONWARD_TESTS)
    onward_precompile(onward_precompiled_tests ${standard_headers} <gtest/gtest.h>)
    target_link_libraries(onward_precompiled_tests PRIVATE GTest::gtest)
  endif()
endif()

# onward_use_precompiled(target [onward_precompiled_tests])
function(onward_use_precompiled target)
  set(from onward_precompiled ${ARGN})
  list(GET from -1 from)
  if(ONWARD_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

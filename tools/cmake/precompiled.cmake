# With ONWARD_PCH the standard library, and GoogleTest for tests, are read once instead of for every file: a third less time where
# no ccache remembers objects (tools/test sets it then; a cache and precompiled headers do not go together across folders).
# Headers are checked each alone without it, and the release build has none: what it hides is found there.
option(ONWARD_PCH "Precompile the headers that nearly every file includes" OFF)
if(NOT ONWARD_PCH)
  function(onward_precompile target)
  endfunction()
  return()
endif()

set(onward_common_headers <algorithm> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
                          <utility> <variant> <vector>)

function(onward_precompiled name)
  file(WRITE "${PROJECT_BINARY_DIR}/${name}.cpp" "")
  add_library(${name} OBJECT "${PROJECT_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE onward_warnings)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

onward_precompiled(onward_headers ${onward_common_headers})
if(ONWARD_TESTS)
  onward_precompiled(onward_test_headers ${onward_common_headers} <gmock/gmock.h> <gtest/gtest.h>)
  target_link_libraries(onward_test_headers PRIVATE GTest::gmock)
endif()

function(onward_precompile target)
  if(target MATCHES "_tests$")
    target_precompile_headers(${target} REUSE_FROM onward_test_headers)
  else()
    target_precompile_headers(${target} REUSE_FROM onward_headers)
  endif()
endfunction()

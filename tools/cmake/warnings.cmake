# What every source of ours is compiled with; linked privately, so that it never leaks into a library's headers.
add_library(onward_warnings INTERFACE)
target_compile_options(onward_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# With optimisation gcc 12 warns, wrongly, of text + std::string (-Wrestrict, gcc bug 105651) and of a std::optional or std::variant that
# was checked (-Wmaybe-uninitialized). Everything else that only the optimiser sees
# stops a release build: tools/run is where it shows.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(onward_warnings INTERFACE
                         $<$<NOT:$<CONFIG:Debug>>:-Wno-restrict> $<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized>)
else()
  # std::stable_sort of libstdc++ 12 uses what libstdc++ 12 calls deprecated, and clang says so of the code that calls it.
  target_compile_options(onward_warnings INTERFACE -Wno-deprecated-declarations)
endif()
target_compile_features(onward_warnings INTERFACE cxx_std_20)

set(ONWARD_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
if(ONWARD_SANITIZE)
  add_compile_options(-fsanitize=${ONWARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ONWARD_SANITIZE})
endif()

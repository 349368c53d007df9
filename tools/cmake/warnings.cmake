# What every source of ours is compiled with; linked privately, so that it never leaks into a library's headers.
add_library(onward_warnings INTERFACE)
target_compile_options(onward_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
target_compile_features(onward_warnings INTERFACE cxx_std_20)

set(ONWARD_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
if(ONWARD_SANITIZE)
  add_compile_options(-fsanitize=${ONWARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ONWARD_SANITIZE})
endif()

# onward_embed(NAME target NAMESPACE onward::x FUNCTION embedded_files FILES a.sql b.sql): a library with one function,
#   std::span<const EmbeddedFile> embedded_files();    // in order of name
# declared in <target>.hpp beside it. Each file becomes an array of bytes.
function(onward_embed)
  cmake_parse_arguments(arg "" "NAME;NAMESPACE;FUNCTION" "FILES" ${ARGN})
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}")
  list(SORT arg_FILES)
  set(header "// Written by tools/cmake/embed.cmake.\n#pragma once\n\n#include <span>\n#include <string_view>\n\nnamespace ${arg_NAMESPACE} {\n\nstruct EmbeddedFile {\n  std::string_view name, text;\n};\nstd::span<const EmbeddedFile> ${arg_FUNCTION}();\n\n}  // namespace ${arg_NAMESPACE}\n")
  file(CONFIGURE OUTPUT "${folder}/${arg_NAME}.hpp" CONTENT "${header}" @ONLY)
  string(REPLACE ";" "|" files "${arg_FILES}")
  add_custom_command(
    OUTPUT "${folder}/${arg_NAME}.cpp"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${folder}/${arg_NAME}.cpp" "-DHEADER=${arg_NAME}.hpp" "-DNAMESPACE=${arg_NAMESPACE}"
            "-DFUNCTION=${arg_FUNCTION}" "-DFILES=${files}" -P "${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake"
    DEPENDS ${arg_FILES} "${PROJECT_SOURCE_DIR}/tools/cmake/embed_files.cmake"
    VERBATIM)
  add_library(${arg_NAME} STATIC "${folder}/${arg_NAME}.cpp")
  target_include_directories(${arg_NAME} PUBLIC "${folder}")
  target_compile_features(${arg_NAME} PUBLIC cxx_std_20)
endfunction()

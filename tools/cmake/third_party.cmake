# The libraries of Debian 12 that Onward stands on; names and traps are explained in docs/adr and LICENSES.md.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG COMPONENTS json url)
find_package(pugixml 1.13 REQUIRED CONFIG)
find_package(fmt 9 REQUIRED CONFIG)
find_package(spdlog 1.10 REQUIRED CONFIG)
find_package(absl REQUIRED CONFIG)
find_package(date 3 REQUIRED CONFIG)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto SSL)
find_package(CURL 7.88 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(prometheus-cpp REQUIRED CONFIG)
find_package(CLI11 2.1 REQUIRED CONFIG)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.42)
pkg_check_modules(DECNUMBER REQUIRED IMPORTED_TARGET libdecnumber)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET tomlplusplus)

# SOCI has neither a CMake config nor a .pc file in Debian.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
foreach(part core sqlite3 postgresql)
  find_library(SOCI_${part}_LIBRARY soci_${part} REQUIRED)
  add_library(SOCI::${part} SHARED IMPORTED)
  set_target_properties(SOCI::${part} PROPERTIES IMPORTED_LOCATION "${SOCI_${part}_LIBRARY}"
                        INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${SOCI_INCLUDE_DIR}")
endforeach()
set_property(TARGET SOCI::sqlite3 APPEND PROPERTY INTERFACE_LINK_LIBRARIES SOCI::core SQLite::SQLite3)
set_property(TARGET SOCI::postgresql APPEND PROPERTY INTERFACE_LINK_LIBRARIES SOCI::core PostgreSQL::PostgreSQL)

# Without DECNUMDIGITS a decNumber has room for one digit, and memory is overwritten in silence.
add_library(onward_decnumber INTERFACE)
target_link_libraries(onward_decnumber INTERFACE PkgConfig::DECNUMBER)
target_compile_definitions(onward_decnumber INTERFACE DECNUMDIGITS=34)

find_library(JEMALLOC_LIBRARY libjemalloc_pic.a) # optional: tools/onward says what for

if(ONWARD_TESTS)
  find_package(GTest 1.12 REQUIRED CONFIG)
  find_package(rapidcheck REQUIRED CONFIG)
endif()

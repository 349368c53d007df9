// One number for a node of one version of a process: what the statistics' indexes are made of.
#pragma once

#include <cstdint>
#include <string_view>

namespace onward::storage {

/// The first eight bytes of SHA-256, so that PostgreSQL can make the same number of rows that were
/// stored before they had one (migrate.cpp), and nobody has to hand out numbers.
std::int64_t node_number(std::string_view definition, std::uint32_t version,
                         std::string_view element);

}  // namespace onward::storage

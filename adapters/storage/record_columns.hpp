// What lists of records filter and sort by, read from a record's fields: the columns beside them.
#pragma once

#include <cstdint>
#include <string>

#include "engine/service/records.hpp"

namespace onward::storage {

struct RecordColumns {
  std::uint64_t customer = 0;  ///< 0: none
  std::uint64_t chain = 0;     ///< of an interaction, from here on
  std::int64_t at_ms = 0;
  std::string type;
  bool planned = false;
  std::string search;
};

RecordColumns columns_of(const Record& record);

}  // namespace onward::storage

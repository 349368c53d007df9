// A turn's write as batches of rows, in the order in which they must run; rows of a batch are in
// order of (shard, id), so that two nodes cannot deadlock. Pure.
#pragma once

#include <vector>

#include "adapters/storage/statement.hpp"
#include "engine/service/ports.hpp"

namespace onward::storage {

/// `mark`: id for a turn_mark row when the turn has no history row by which its outcome could be
/// found (0: none), made at `mark_ms` of the machine's time.
std::vector<Batch> turn_batches(const TurnWrite& write, std::uint64_t mark, std::int64_t mark_ms);

// turn_batches_register.cpp: what turns seldom write.
void add_register_batches(const TurnWrite& write, std::vector<Batch>& batches);

}  // namespace onward::storage

// What a phase costs: processor time of the server, of PostgreSQL with all its back ends and of the
// driver itself, from /proc; memory of the server; the position of PostgreSQL's log.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace onward::bench {

/// Where to look; a number of 0 and an empty command are left out.
struct Watched {
  int server = 0;
  int postgres = 0;         ///< the postmaster
  std::string wal_command;  ///< prints the number of bytes of log written so far
};

struct Usage {
  std::chrono::steady_clock::time_point at;
  double server_seconds = 0, postgres_seconds = 0, driver_seconds = 0;
  std::uint64_t wal_bytes = 0;
};

Usage measure(const Watched& watched);
/// Resident memory (VmRSS) in KiB; 0 when there is no such process.
std::uint64_t resident_kib(int process);

}  // namespace onward::bench

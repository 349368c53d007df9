// The port to what leaves the server: a connector does the work of a job outside of any track and
// transaction (docs/adr/0008-connectors.md). Implemented in adapters/connectors; called by
// server/background/connector_jobs.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward {

struct ConnectorCall {
  LocalRef job;  ///< its text is the idempotency key: the same for every attempt
  std::string connector;
  Value inputs;  ///< a context
};

struct ConnectorOutcome {
  enum class Kind : std::uint8_t {
    done,
    again,       ///< another attempt may help
    failed,      ///< none will: an incident at once
    broken_off,  ///< the server stops: nothing is known, and nothing is written
  };
  Kind kind = Kind::done;
  Value result{};
  std::string code{}, message{};  ///< of the incident; without secrets
  std::optional<Duration> retry_in{};
};

class Connectors {
 public:
  virtual ~Connectors() = default;
  /// Blocks, for a bounded time; from several threads.
  virtual ConnectorOutcome run(const ConnectorCall& call) = 0;
  /// Longer than any run takes: how long a job is locked for it.
  [[nodiscard]] virtual Duration longest_run() const = 0;
  /// Breaks off what runs.
  virtual void stop() = 0;
};

}  // namespace onward

// What a command may know from outside, as arguments: the time, new ids, other definitions, the
// opportunity.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/shared_calendars.hpp"
#include "engine/base/time.hpp"
#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"
#include "engine/value/value.hpp"

namespace onward::dmn {
struct Model;
}

namespace onward {

/// Ids for what a command makes outside its instance. One source per process of the server; never
/// repeats.
class NewIds {
 public:
  virtual ~NewIds() = default;
  virtual std::uint64_t next(std::uint16_t shard) = 0;
  /// An id in a shard chosen for something new that belongs to nothing yet.
  virtual std::uint64_t next_root() = 0;
};

/// Which version of a definition a call activity or business rule task means (bpmn.md decision 14).
struct Bound {
  model::Binding binding = model::Binding::latest;
  std::uint32_t version = 0;  ///< Binding::version
  std::string tag;            ///< Binding::version_tag
  DefinitionRef caller;       ///< Binding::deployment: the process that asks
};

/// Deployed definitions, by key.
class Catalogue {
 public:
  virtual ~Catalogue() = default;
  /// version 0: the latest. Errors: not_found.
  virtual Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t version) = 0;
  /// The version that the caller's binding means. Errors: not_found.
  virtual Result<model::DefinitionPtr> bound_process(std::string_view key, const Bound& bound) = 0;
  /// The model that holds the decision (by id or name). Errors: not_found.
  virtual Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view id_or_name,
                                                                   const Bound& bound) = 0;
  /// The latest version of each process, in order of key.
  virtual std::vector<model::DefinitionPtr> latest() = 0;
};

/// Who waits for a message, as far as it is stored.
class Receivers {
 public:
  virtual ~Receivers() = default;
  /// Whether several would get what `thrower`, as it is now, throws: no receiver is named then.
  /// `key` is absent when the thrower gives none.
  virtual bool is_ambiguous(const Instance& thrower, const std::string& name,
                            const std::optional<std::string>& key) = 0;
};

/// What an instance was.
class Past {
 public:
  virtual ~Past() = default;
  /// As its command `sequence` left it. Errors: wrong_state (the history does not reach back),
  /// too_large, unavailable.
  virtual Result<Instance> state_after(InstanceId id, std::uint64_t sequence) = 0;
};

/// Decides in place of conditions over data that nobody has: for imaginary instances
/// (engine/simulation). A server has none.
class Choices {
 public:
  virtual ~Choices() = default;
  enum class Asked : std::uint8_t {
    before,  ///< the conditions were not tried yet
    failed,  ///< one of them could not be evaluated
  };
  /// The flows on which a token leaves the element; nullopt: its conditions decide (or, when they
  /// failed, the incident stands). `variables`: what its expressions see.
  virtual std::optional<std::vector<model::FlowIndex>> flows(const model::Definition& definition,
                                                             const model::Element& element,
                                                             const feel::Variables& variables,
                                                             Asked asked) = 0;
};

struct Environment {
  Instant now;
  std::string zone = "UTC";
  Catalogue& catalogue;
  NewIds& ids;
  Value opportunity;  ///< the record as a context, visible to expressions as `opportunity`; null
                      ///< when there is none
  Receivers* receivers = nullptr;  ///< nullptr: nobody can be asked
  std::uint32_t hops = 0;  ///< outbox rows that led here one after the other; 0: asked from outside
  Past* past = nullptr;    ///< nullptr: the history cannot be read
  Choices* choices = nullptr;  ///< nullptr: conditions decide
  /// Working time of the company, its teams and people; nullptr: Monday to Friday for all.
  const SharedCalendars* calendars = nullptr;
};

}  // namespace onward

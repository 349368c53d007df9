// What happens to the imaginary instances from outside: which way where the data does not tell, how
// long things take, whether something comes. The order of what is gone by is that of
// docs/simulate.md.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/execution/environment.hpp"
#include "engine/simulation/history.hpp"
#include "engine/simulation/knowledge.hpp"
#include "engine/simulation/random.hpp"

namespace onward::simulation {

/// By the key of a process.
using Histories = std::map<std::string, History>;

/// Where a duration comes from.
enum class Origin : std::uint8_t { none, model, history, assumed };
std::string_view to_string(Origin origin);

struct Drawn {
  Duration duration;
  Origin origin = Origin::assumed;
};

class Chance final : public Choices {
 public:
  Chance(Random& random, const Knowledge& knowledge, const Histories& histories)
      : random_(random), knowledge_(knowledge), histories_(histories) {}

  std::optional<std::vector<model::FlowIndex>> flows(const model::Definition& definition,
                                                     const model::Element& element,
                                                     const feel::Variables& variables,
                                                     Asked asked) override;
  /// How long the work takes; `otherwise` when nothing says it.
  Drawn work(const model::Definition& definition, const model::Element& element,
             Duration otherwise);
  /// How long the wait for a message or signal is; nullopt: nothing comes from outside.
  std::optional<Drawn> arrival(const model::Definition& definition, const model::Element& element);

 private:
  using Flows = std::vector<model::FlowIndex>;
  struct Shares {
    std::vector<double> of;  ///< of each flow; a probability by itself
  };
  [[nodiscard]] const History* history_of(const model::Definition& definition) const;
  [[nodiscard]] std::optional<Drawn> lived_through(const model::Definition& definition,
                                                   const model::Element& element);
  [[nodiscard]] Shares shares(const model::Definition& definition, const model::Element& element,
                              const Flows& flows, double otherwise) const;
  Flows some_of(const model::Definition& definition, const model::Element& element,
                const Flows& conditional);

  Random& random_;
  const Knowledge& knowledge_;
  const Histories& histories_;
};

}  // namespace onward::simulation

// Random processes. Block-structured ones always come to their end when everything is completed
// with x = 0; graphs are any gateways and tasks with any flows between them, also nonsense.
#pragma once

#include "engine/model/definition.hpp"
#include "engine/model/draft.hpp"
#include "tests/simulation/random.hpp"

namespace onward::simulation {

enum class Calls : std::uint8_t { none, leaf };

/// `calls`: whether call activities may call the process "leaf".
model::DefinitionPtr random_blocks(Random& random, const std::string& id, Calls calls);
model::DefinitionPtr random_graph(Random& random, const std::string& id);
/// A process that begins with the message "m3", at an instantiating receive task or gateway.
model::DefinitionPtr random_born(Random& random, const std::string& id);

/// The same, as they are before they are compiled.
model::DraftProcess random_blocks_draft(Random& random, const std::string& id, Calls calls);
model::DraftProcess random_graph_draft(Random& random, const std::string& id);

}  // namespace onward::simulation

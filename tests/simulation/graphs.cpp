// Any gateways and tasks with any flows between them; the processes of blocks are in generator.cpp.
#include <set>
#include <string>

#include "tests/simulation/generator.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::simulation {
namespace {

using test::Builder;

Builder graph(Random& random, const std::string& id) {
  Builder b(id);
  const std::size_t count = 4 + random.below(9);
  const auto name = [](std::size_t i) { return "n" + std::to_string(i); };
  b.start("start");
  std::vector<bool> decides(count, false), waits(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) b.apart();
    switch (random.below(8)) {
      case 0: b.parallel(name(i)); break;
      case 1: b.exclusive(name(i)), decides[i] = true; break;
      case 2:
      case 3: b.inclusive(name(i)), decides[i] = true; break;
      default: b.user(name(i)), waits[i] = true; break;
    }
  }
  b.apart().end("end");
  std::set<std::pair<std::string, std::string>> flows;
  std::vector<bool> has_default(count, false);
  const auto connect = [&](std::size_t from, const std::string& to) {
    if (!flows.insert({name(from), to}).second) return;
    b.at(name(from));
    if (decides[from] && has_default[from])
      b.on("x >= " + std::to_string(random.below(4)));
    else if (decides[from])
      b.otherwise();
    has_default[from] = true;
    b.to(to);
  };
  // A spine from start to end, so that everything is connected; then flows at random, some back.
  for (std::size_t i = 0; i < count; ++i) connect(i, i + 1 < count ? name(i + 1) : "end");
  // Flows back leave tasks only, so that a loop waits once a round and tokens do not multiply.
  const std::size_t more = count + random.below(count);
  for (std::size_t i = 0; i < more; ++i) {
    const std::size_t from = random.below(count);
    const std::size_t to = random.below(count + 1);
    if (to > from || waits[from]) connect(from, to == count ? "end" : name(to));
  }
  return b;
}

}  // namespace

model::DefinitionPtr random_graph(Random& random, const std::string& id) {
  return graph(random, id).build();
}

model::DraftProcess random_graph_draft(Random& random, const std::string& id) {
  return graph(random, id).draft();
}

}  // namespace onward::simulation

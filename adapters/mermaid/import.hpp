// Chart -> draft of a process that runs. A flowchart says less than a process needs: each guess,
// and each thing that could not be known, is a note.
#pragma once

#include <string>
#include <vector>

#include "adapters/mermaid/chart.hpp"
#include "engine/model/draft.hpp"

namespace onward::mermaid {

/// One guess. The codes stand in docs/operations.md.
struct Note {
  std::string code, message;
  Position at;
  std::string element_id;
};

struct Wish {
  std::string id, name;          ///< of the process
  std::string opportunity_kind;  ///< may be empty
};

struct Imported {
  model::Draft draft;  ///< one process
  std::vector<Note> notes;
};

/// The chart has at least one node.
Imported to_draft(const Chart& chart, const Wish& wish);

}  // namespace onward::mermaid

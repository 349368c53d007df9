// Draft -> Definition, or the list of everything that is wrong. Runs every rule of rules.hpp first;
// what breaks the standard is an error, what cannot run here makes the definition not executable
// (bpmn.md decision 17), nothing is ignored.
#pragma once

#include <vector>

#include "engine/model/definition.hpp"
#include "engine/model/draft.hpp"

namespace onward::model {

struct Compiled {
  DefinitionPtr definition;       ///< nullptr when there is any problem of Severity::error
  std::vector<Problem> problems;  ///< all of them, in document order
};

/// Compiles one process of a draft under `version`. Expressions are compiled, references resolved,
/// lanes assigned, reachability computed. A definition with a not_executable problem, or
/// isExecutable false, is compiled with executable = false.
Compiled compile(const DraftProcess& process, std::uint32_t version);

/// The same for the process at `index` of a document: what the reader found inside this process is
/// heeded as well (an error gives no definition, a not_executable makes it not executable) and
/// listed. A problem without an element counts for all.
Compiled compile(const Draft& draft, std::size_t index, std::uint32_t version);

/// Rules that concern the document as a whole (duplicate process ids ...), and the reader's own
/// problems.
std::vector<Problem> check_document(const Draft& draft);

}  // namespace onward::model

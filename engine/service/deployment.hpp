// Deploying files: read, check, compile, number, all or nothing. An unchanged text keeps the
// version that stands, unless what it is bound to by deployment is new (deployment_bindings.hpp).
#pragma once

#include <string>
#include <vector>

#include "engine/service/definitions.hpp"
#include "engine/service/unit.hpp"

namespace onward {

struct DeployFile {
  std::string name;  ///< as the user calls it; may be empty
  std::string bytes;
  std::string digest;  ///< hex SHA-256 of bytes
};

struct FileProblem {
  std::string file;
  model::Problem problem;
};

struct Deployed {
  StoredDefinition definition;  ///< document left out of replies
  bool unchanged = false;
};

struct Checked {
  std::vector<Deployed> definitions;  ///< in the order of the files; empty when `refused`
  std::vector<FileProblem> problems;  ///< all, errors first in each file
  bool refused = false;
};

/// What deployment would do; nothing is written. The problems of every file are found in one go.
Checked check_deployment(const std::vector<DeployFile>& files, Definitions& definitions,
                         Instant now, const std::string& by, const std::string& comment = {});

/// Writes what check_deployment allowed: new versions, and the timer start events of the latest
/// ones. Errors: unavailable.
Result<Done> write_deployment(Unit& unit, const Checked& checked, DefinitionReader& reader);

}  // namespace onward

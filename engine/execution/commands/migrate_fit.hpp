// Whether a running instance fits another version of its process, and which of its events are the
// same there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"

namespace onward {

/// Two versions of a process, and how the elements of the first are called in the second.
struct Versions {
  const model::Definition& from;
  const model::Definition& to;
  std::map<std::string, std::string> mapping;  ///< elements and flows; absent: the same id

  [[nodiscard]] const std::string& renamed(const std::string& id) const {
    const auto at = mapping.find(id);
    return at == mapping.end() ? id : at->second;
  }
  /// The element of the other version; nullptr: it has none.
  [[nodiscard]] const model::Element* counterpart(const std::string& id) const {
    return to.find(renamed(id));
  }
};

/// The sub-process whose content lives in the scope; empty: the process itself.
std::string content_of(const Instance& instance, LocalId scope);

/// What the mapping names and the versions do not have.
std::vector<ErrorDetail> unknown_names(const Versions& versions);

/// Everything active that has no place in the other version: the element as pointer
/// "/mapping/<id>", and why. Events that hang on an activity or scope are never in the way: they
/// are closed or opened.
std::vector<ErrorDetail> misfits(const Versions& versions, const Instance& instance);

/// Whether what is waited for at one event goes on at the other.
bool waits_for_same(const model::Element& one, const model::Element& other);
/// Whether it is the same event: one that is over is not set again.
bool is_same_event(const model::Element& one, const model::Element& other);

}  // namespace onward

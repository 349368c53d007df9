#include "engine/service/definitions.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/dmn/compile.hpp"
#include "engine/model/compile.hpp"

namespace onward {
namespace {

Error unknown(std::string_view what, std::string_view key, std::uint32_t version) {
  std::string text = "no " + std::string(what) + " \"" + std::string(key) + "\"";
  if (version != 0) text += " in version " + std::to_string(version);
  return {ErrorCode::not_found, text + " is deployed", std::string(key)};
}

Error unbound(std::string_view what, std::string_view key, const Bound& bound) {
  const std::string name = std::string(what) + " \"" + std::string(key) + "\"";
  switch (bound.binding) {
    case model::Binding::latest: return unknown(what, key, 0);
    case model::Binding::version: return unknown(what, key, bound.version);
    case model::Binding::version_tag:
      return {ErrorCode::not_found,
              "no version of the " + name + " has the tag \"" + bound.tag + "\"", std::string(key)};
    case model::Binding::deployment:
      return {ErrorCode::not_found,
              "there was no " + name + " when version " + std::to_string(bound.caller.version) +
                  " of \"" + bound.caller.key + "\" was deployed; deploy both together",
              std::string(key)};
  }
  return unknown(what, key, 0);
}

bool holds(const StoredDefinition& candidate, StoredDefinition::Kind kind, std::string_view key) {
  if (candidate.kind != kind) return false;
  const auto& names = candidate.decisions;
  return candidate.key == key || std::find(names.begin(), names.end(), key) != names.end();
}

/// When something was deployed; what was deployed together is equal.
std::pair<Instant, std::uint64_t> order_of(const StoredDefinition& definition) {
  return {definition.deployed, definition.deployment};
}

bool is_meant(const StoredDefinition& candidate, const Bound& bound,
              const StoredDefinition* caller) {
  switch (bound.binding) {
    case model::Binding::latest: return true;
    case model::Binding::version: return candidate.version == bound.version;
    case model::Binding::version_tag: return candidate.version_tag == bound.tag;
    case model::Binding::deployment: return order_of(candidate) <= order_of(*caller);
  }
  return false;
}

}  // namespace

DefinitionSource source_of(Store& store) {
  return {[&store] { return store.definitions(); },
          [&store](StoredDefinition::Kind kind, std::string_view key, std::uint32_t version) {
            return store.definition(kind, key, version);
          }};
}

Result<Done> Definitions::refresh() {
  ONWARD_TRY(all_, source_.list());
  std::sort(all_.begin(), all_.end(), [](const StoredDefinition& a, const StoredDefinition& b) {
    return std::tie(a.kind, a.key, a.version) < std::tie(b.kind, b.key, b.version);
  });
  return Done{};
}

std::vector<const StoredDefinition*> Definitions::versions(StoredDefinition::Kind kind,
                                                           std::string_view key) const {
  std::vector<const StoredDefinition*> found;
  for (const StoredDefinition& definition : all_)
    if (definition.kind == kind && definition.key == key) found.push_back(&definition);
  return found;
}

const StoredDefinition* Definitions::newest(StoredDefinition::Kind kind,
                                            std::string_view key) const {
  const auto found = versions(kind, key);
  return found.empty() ? nullptr : found.back();
}

Result<StoredDefinition> Definitions::document(StoredDefinition::Kind kind, std::string_view key,
                                               std::uint32_t version) {
  ONWARD_TRY(std::optional<StoredDefinition> stored, source_.one(kind, key, version));
  if (!stored)
    return unknown(kind == StoredDefinition::Kind::process ? "process" : "decision", key, version);
  return *std::move(stored);
}

Result<model::DefinitionPtr> Definitions::process(std::string_view key, std::uint32_t version) {
  if (version == 0) {
    const StoredDefinition* definition = newest(StoredDefinition::Kind::process, key);
    if (definition == nullptr) return unknown("process", key, 0);
    version = definition->version;
  }
  const DefinitionRef ref{std::string(key), version};
  if (const auto at = processes_.find(ref); at != processes_.end()) return at->second;
  ONWARD_TRY(const StoredDefinition stored,
             document(StoredDefinition::Kind::process, key, version));
  ONWARD_TRY(const Document document, reader_.read(stored.document));
  for (std::size_t i = 0; i < document.draft.processes.size(); ++i) {
    if (document.draft.processes[i].id != key) continue;
    const model::Compiled compiled = model::compile(document.draft, i, version);
    if (compiled.definition == nullptr) break;
    if (processes_.size() >= limits::definition_cache) {
      processes_.erase(order_.front());
      order_.pop_front();
    }
    processes_.emplace(ref, compiled.definition);
    order_.push_back(ref);
    return compiled.definition;
  }
  // A rule became stricter since it was deployed.
  return Error{ErrorCode::not_executable, "the process \"" + std::string(key) + "\" in version " +
                                              std::to_string(version) +
                                              " can no longer be compiled; deploy it again"};
}

const StoredDefinition* Definitions::bound(StoredDefinition::Kind kind, std::string_view key,
                                           const Bound& bound) const {
  const StoredDefinition* caller = nullptr;
  if (bound.binding == model::Binding::deployment) {
    for (const StoredDefinition* version :
         versions(StoredDefinition::Kind::process, bound.caller.key))
      if (version->version == bound.caller.version) caller = version;
    if (caller == nullptr) return nullptr;
  }
  const StoredDefinition* chosen = nullptr;
  for (const StoredDefinition& candidate : all_) {
    if (!holds(candidate, kind, key) || !is_meant(candidate, bound, caller)) continue;
    if (chosen == nullptr || order_of(*chosen) <= order_of(candidate)) chosen = &candidate;
  }
  return chosen;
}

Result<model::DefinitionPtr> Definitions::bound_process(std::string_view key, const Bound& bound) {
  const StoredDefinition* found = this->bound(StoredDefinition::Kind::process, key, bound);
  if (found == nullptr) return unbound("process", key, bound);
  return process(key, found->version);
}

Result<std::shared_ptr<const dmn::Model>> Definitions::bound_decision(std::string_view id_or_name,
                                                                      const Bound& bound) {
  const StoredDefinition* found = this->bound(StoredDefinition::Kind::decision, id_or_name, bound);
  if (found == nullptr) return unbound("decision", id_or_name, bound);
  const DefinitionRef ref{found->key, found->version};
  if (const auto at = decisions_.find(ref); at != decisions_.end()) return at->second;
  ONWARD_TRY(const StoredDefinition stored,
             document(StoredDefinition::Kind::decision, ref.key, ref.version));
  ONWARD_TRY(const Document document, reader_.read(stored.document));
  const auto imported = imported_models(*document.decisions, [&](const std::string& name_space) {
    return decision_draft(name_space, found);
  });
  std::vector<const dmn::DraftModel*> drafts;
  for (const DecisionDraft& draft : imported) drafts.push_back(draft.get());
  const dmn::Compiled compiled = dmn::compile(*document.decisions, drafts);
  if (compiled.model == nullptr)
    return Error{ErrorCode::not_executable,
                 "the decision \"" + ref.key + "\" can no longer be compiled; deploy it again"};
  if (decisions_.size() >= limits::definition_cache) decisions_.clear();
  decisions_.emplace(ref, compiled.model);
  return compiled.model;
}

DecisionDraft Definitions::decision_draft(const std::string& name_space,
                                          const StoredDefinition* importer) {
  std::map<std::string, const StoredDefinition*> candidates;  // all_ is ordered by version
  for (const StoredDefinition& each : all_)
    if (each.kind == StoredDefinition::Kind::decision &&
        (importer == nullptr || order_of(each) <= order_of(*importer)))
      candidates[each.key] = &each;
  for (const auto& [key, candidate] : candidates) {
    const auto stored =
        document(StoredDefinition::Kind::decision, candidate->key, candidate->version);
    if (!stored.ok()) continue;
    auto read = reader_.read(stored->document);
    if (read.ok() && read->decisions != nullptr && read->decisions->name_space == name_space)
      return read->decisions;
  }
  return nullptr;
}

std::vector<model::DefinitionPtr> Definitions::latest() {
  std::vector<DefinitionRef> refs;
  for (const StoredDefinition& definition : all_) {
    if (definition.kind != StoredDefinition::Kind::process) continue;
    if (!refs.empty() && refs.back().key == definition.key)
      refs.back().version = definition.version;
    else
      refs.push_back({definition.key, definition.version});
  }
  std::vector<model::DefinitionPtr> definitions;
  for (const DefinitionRef& ref : refs)
    if (auto definition = process(ref.key, ref.version); definition.ok())
      definitions.push_back(std::move(definition).value());
  return definitions;
}

}  // namespace onward

#include "engine/service/deployment.hpp"

#include <algorithm>

#include "engine/base/cron.hpp"
#include "engine/dmn/compile.hpp"
#include "engine/dmn/draft.hpp"
#include "engine/model/compile.hpp"
#include "engine/service/deployment_bindings.hpp"
#include "engine/service/start_timers.hpp"

namespace onward {
namespace {

/// "12:5" as an Error's where says it.
Position position_of(const std::string& where) {
  Position at;
  const std::size_t colon = where.find(':');
  if (colon == std::string::npos) return at;
  for (const char c : where.substr(0, colon))
    if (c >= '0' && c <= '9') at.line = at.line * 10 + static_cast<std::uint32_t>(c - '0');
  for (const char c : where.substr(colon + 1))
    if (c >= '0' && c <= '9') at.column = at.column * 10 + static_cast<std::uint32_t>(c - '0');
  return at;
}

class Check {
 public:
  Check(const std::vector<DeployFile>& files, Definitions& definitions, Instant now,
        const std::string& by, const std::string& comment)
      : files_(files), definitions_(definitions), now_(now), by_(by), comment_(comment) {}

  void file(const DeployFile& file) {
    auto document = definitions_.reader().read(file.bytes);
    if (!document.ok()) {
      const Error& error = document.error();
      add(file, {model::Severity::error,
                 std::string(to_string(error.code)),
                 error.message,
                 position_of(error.where),
                 {}});
      return;
    }
    if (document->kind == StoredDefinition::Kind::decision)
      decisions(file, *document->decisions);
    else
      processes(file, document->draft);
  }

  Checked take() {
    if (checked_.refused)
      checked_.definitions.clear();
    else
      renew_bound(definitions_, std::move(unchanged_), checked_.definitions);
    return std::move(checked_);
  }

 private:
  void add(const DeployFile& file, model::Problem problem) {
    checked_.refused = checked_.refused || problem.severity == model::Severity::error;
    checked_.problems.push_back({file.name, std::move(problem)});
  }

  StoredDefinition describe(const DeployFile& file, StoredDefinition::Kind kind,
                            const std::string& key) const {
    StoredDefinition stored;
    stored.kind = kind;
    stored.key = key;
    stored.digest = file.digest;
    stored.document = file.bytes;
    stored.source = file.name;
    stored.deployed = now_;
    stored.deployed_by = by_;
    stored.comment = comment_;
    const StoredDefinition* newest = definitions_.newest(kind, key);
    stored.version = newest == nullptr ? 1 : newest->version + 1;
    return stored;
  }

  void keep(const DeployFile& file, StoredDefinition stored, std::vector<BoundCall> calls) {
    for (const Deployed& other : checked_.definitions) {
      if (other.definition.kind != stored.kind || other.definition.key != stored.key) continue;
      return add(file, {model::Severity::error,
                        "duplicate-key",
                        "\"" + stored.key + "\" stands twice in one deployment",
                        {},
                        stored.key});
    }
    const StoredDefinition* newest = definitions_.newest(stored.kind, stored.key);
    if (newest != nullptr && newest->digest == stored.digest) {
      checked_.definitions.push_back({*newest, true});
      unchanged_.push_back({*newest, std::move(stored), std::move(calls)});
    } else {
      checked_.definitions.push_back({std::move(stored), false});
    }
  }

  void processes(const DeployFile& file, const model::Draft& draft) {
    for (model::Problem& problem : model::check_document(draft)) add(file, std::move(problem));
    for (std::size_t i = 0; i < draft.processes.size(); ++i) {
      const model::DraftProcess& process = draft.processes[i];
      StoredDefinition stored = describe(file, StoredDefinition::Kind::process, process.id);
      const model::Compiled compiled = model::compile(draft, i, stored.version);
      for (const model::Problem& problem : compiled.problems)
        if (!already_said(file, problem)) add(file, problem);
      if (compiled.definition == nullptr) continue;
      cron_is_still_to_come(file, *compiled.definition);
      stored.name = process.name;
      stored.version_tag = process.version_tag;
      stored.opportunity_kind = process.opportunity_kind;
      stored.executable = compiled.definition->executable;
      keep(file, std::move(stored), deployment_calls(*compiled.definition));
    }
  }

  /// The rules know no clock: whether the years of a cron expression are past is seen here. What
  /// stands already is not refused when its time is over.
  void cron_is_still_to_come(const DeployFile& file, const model::Definition& definition) {
    const StoredDefinition* newest =
        definitions_.newest(StoredDefinition::Kind::process, definition.ref.key);
    if (newest != nullptr && newest->digest == file.digest) return;
    for (const model::Element& element : definition.elements) {
      for (const model::EventDefinition& event : element.details.events) {
        const model::Formula& value = event.timer.value;
        if (event.kind != model::EventKind::timer || !is_cron_shaped(value.text)) continue;
        if (value.language != model::Language::literal) continue;
        const auto cron = cron_from_text(value.text);
        if (!cron.ok() || cron->years.empty() || !can_fall(*cron)) continue;
        const auto next = next_after(*cron, now_, "UTC");
        if (next.ok() && !next.value())
          add(file,
              {model::Severity::error, "cron-never",
               "its cron expression names no time that is still to come", value.at, element.id});
      }
    }
  }

  bool already_said(const DeployFile& file, const model::Problem& problem) const {
    return std::any_of(checked_.problems.begin(), checked_.problems.end(),
                       [&](const FileProblem& said) {
                         return said.file == file.name && said.problem.code == problem.code &&
                                said.problem.message == problem.message &&
                                said.problem.element_id == problem.element_id &&
                                said.problem.at.line == problem.at.line &&
                                said.problem.at.column == problem.at.column;
                       });
  }

  /// Deployed together, else what stands.
  std::vector<DecisionDraft> imports_of(const dmn::DraftModel& draft) {
    return imported_models(draft, [&](const std::string& name_space) -> DecisionDraft {
      for (const DeployFile& other : files_) {
        auto document = definitions_.reader().read(other.bytes);
        if (document.ok() && document->decisions != nullptr &&
            document->decisions->name_space == name_space)
          return document->decisions;
      }
      return definitions_.decision_draft(name_space, nullptr);
    });
  }

  void decisions(const DeployFile& file, const dmn::DraftModel& draft) {
    const auto imported = imports_of(draft);
    std::vector<const dmn::DraftModel*> drafts;
    for (const DecisionDraft& each : imported) drafts.push_back(each.get());
    const dmn::Compiled compiled = dmn::compile(draft, drafts);
    for (const dmn::Problem& problem : compiled.problems)
      add(file, {problem.severity == dmn::Severity::error ? model::Severity::error
                                                          : model::Severity::warning,
                 problem.code, problem.message, problem.at, problem.element_id});
    if (compiled.model == nullptr) return;
    std::vector<const dmn::DraftElement*> inside;
    StoredDefinition stored = describe(file, StoredDefinition::Kind::decision, {});
    for (const dmn::DraftElement& element : draft.elements) {
      const bool callable = element.kind == dmn::DraftElement::Kind::decision ||
                            element.kind == dmn::DraftElement::Kind::service;
      if (!callable) continue;
      if (element.kind == dmn::DraftElement::Kind::decision) inside.push_back(&element);
      for (const std::string& name : {element.id, element.name})
        if (!name.empty() && std::find(stored.decisions.begin(), stored.decisions.end(), name) ==
                                 stored.decisions.end())
          stored.decisions.push_back(name);
    }
    // A file with one decision is known by it; one with several by the model.
    const bool single = inside.size() == 1 && !inside[0]->id.empty();
    const std::string key = single ? inside[0]->id : (draft.id.empty() ? draft.name : draft.id);
    StoredDefinition numbered = describe(file, StoredDefinition::Kind::decision, key);
    numbered.decisions = std::move(stored.decisions);
    numbered.name = single && !inside[0]->name.empty() ? inside[0]->name : draft.name;
    tag(file, inside, numbered);
    keep(file, std::move(numbered), import_calls(imported));
  }

  /// A model is bound to what it imports as by deployment.
  static std::vector<BoundCall> import_calls(const std::vector<DecisionDraft>& imported) {
    std::vector<BoundCall> calls;
    for (const DecisionDraft& draft : imported)
      for (const dmn::DraftElement& element : draft->elements)
        if (element.kind == dmn::DraftElement::Kind::decision && !element.id.empty()) {
          calls.push_back({StoredDefinition::Kind::decision, element.id});
          break;
        }
    return calls;
  }

  /// A model has one version and so one tag: decisions that say different ones say nothing.
  void tag(const DeployFile& file, const std::vector<const dmn::DraftElement*>& inside,
           StoredDefinition& stored) {
    for (const dmn::DraftElement* decision : inside) {
      if (decision->version_tag.empty() || decision->version_tag == stored.version_tag) continue;
      if (stored.version_tag.empty()) {
        stored.version_tag = decision->version_tag;
        continue;
      }
      stored.version_tag.clear();
      return add(file, {model::Severity::warning, "version-tags-differ",
                        "the decisions of one model have different version tags; none counts",
                        decision->at, decision->id});
    }
  }

  const std::vector<DeployFile>& files_;
  Definitions& definitions_;
  Instant now_;
  const std::string& by_;
  const std::string& comment_;
  Checked checked_;
  std::vector<Unchanged> unchanged_;
};

}  // namespace

Checked check_deployment(const std::vector<DeployFile>& files, Definitions& definitions,
                         Instant now, const std::string& by, const std::string& comment) {
  Check check(files, definitions, now, by, comment);
  for (const DeployFile& file : files) check.file(file);
  return check.take();
}

Result<Done> write_deployment(Unit& unit, const Checked& checked, DefinitionReader& reader) {
  const std::uint64_t deployment = unit.ids().next(0);
  for (const Deployed& deployed : checked.definitions) {
    if (deployed.unchanged) continue;
    StoredDefinition stored = deployed.definition;
    stored.deployment = deployment;
    if (stored.kind == StoredDefinition::Kind::process) {
      ONWARD_TRY(const Document document, reader.read(stored.document));
      for (std::size_t i = 0; i < document.draft.processes.size(); ++i) {
        if (document.draft.processes[i].id != stored.key) continue;
        const model::Compiled compiled = model::compile(document.draft, i, stored.version);
        if (compiled.definition != nullptr)
          ONWARD_TRY_DONE(set_start_timers(unit, *compiled.definition));
      }
    }
    unit.write().definitions.push_back(std::move(stored));
  }
  return Done{};
}

}  // namespace onward

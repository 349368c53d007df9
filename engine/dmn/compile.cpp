#include "engine/dmn/compile.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/dmn/boxed.hpp"
#include "engine/dmn/types.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

void collect_names(const DraftItem& item, std::vector<std::string>& names) {
  names.push_back(item.name);
  for (const DraftItem& component : item.components) collect_names(component, names);
}

class ModelCompiler {
 public:
  ModelCompiler(const DraftModel& draft, std::span<const DraftModel* const> imported)
      : draft_(draft), imported_(imported) {}

  Compiled run() {
    problems_ = draft_.problems;
    for (const DraftModel* model :
         imported_) {  // types of a model may use those of the models it imports
      const std::string name = import_name(*model);
      if (!name.empty()) add_types(*model, name, types_, problems_);
    }
    add_types(draft_, {}, types_, problems_);
    add_elements(draft_, {});
    for (const DraftModel* model : imported_) {
      const std::string name = import_name(*model);
      if (!name.empty()) add_elements(*model, name);
    }
    check_ids();
    for (std::size_t i = 0; i < sources_.size(); ++i) link(i);
    for (std::size_t i = 0; i < sources_.size(); ++i) compile_logic(i);
    check_cycles();
    return finish();
  }

 private:
  struct Source {
    const DraftElement* draft;
    const DraftModel* model;
    std::string prefix;
  };

  // Direct imports by their name; what an import imports again stands under both names.
  [[nodiscard]] std::string import_name(const DraftModel& model) const {
    for (const DraftImport& import : draft_.imports) {
      if (import.name_space == model.name_space)
        return import.name.empty() ? model.name : import.name;
    }
    for (const DraftModel* between : imported_) {
      for (const DraftImport& import : between->imports) {
        if (import.name_space == model.name_space && &model != &draft_)
          return import.name.empty() ? model.name : import.name;
      }
    }
    return {};
  }

  void add_elements(const DraftModel& model, const std::string& prefix) {
    for (const DraftElement& element : model.elements) {
      ids_.emplace(model.name_space + "#" + element.id, sources_.size());
      sources_.push_back({&element, &model, prefix});
      Element made;
      made.kind = element.kind;
      made.id = element.id;
      made.title = element.name;
      made.name = element.variable.name.empty() ? element.name : element.variable.name;
      made.import_name = prefix;
      made.name_space = model.name_space;
      made.type = resolve_type(element.variable.type_ref, types_, prefix, element.id, element.at,
                               problems_);
      program_->elements.push_back(std::move(made));
    }
  }

  void check_ids() {
    std::map<std::string, const DraftElement*> seen;
    for (const DraftElement& element : draft_.elements) {
      if (element.name.empty()) error("missing-name", "an element needs a name", element);
      if (!element.id.empty() && !seen.emplace(element.id, &element).second)
        error("duplicate-id", "the id \"" + element.id + "\" comes twice", element);
    }
  }

  void error(std::string code, std::string message, const DraftElement& element) {
    problems_.push_back({std::move(code), std::move(message), element.id, element.at});
  }

  // Clause 6.3: "#id" is in the same model, "namespace#id" in an imported one.
  std::vector<std::size_t> resolve(const std::vector<std::string>& hrefs, const Source& source) {
    std::vector<std::size_t> places;
    for (const std::string& href : hrefs) {
      const std::size_t hash = href.find('#');
      const bool is_local = hash == 0 || hash == std::string::npos;
      const std::string id = hash == std::string::npos ? href : href.substr(hash + 1);
      const auto found =
          ids_.find((is_local ? source.model->name_space : href.substr(0, hash)) + "#" + id);
      if (found == ids_.end()) {
        error("unresolved-reference", "nothing has the id \"" + href + "\"", *source.draft);
      } else {
        places.push_back(found->second);
      }
    }
    return places;
  }

  void link(std::size_t index) {
    const Source& source = sources_[index];
    Element& element = program_->elements[index];
    element.requires_elements = resolve(source.draft->requirements, source);
    if (element.kind != Kind::service) return;
    element.outputs = resolve(source.draft->output_decisions, source);
    element.input_decisions = resolve(source.draft->input_decisions, source);
    element.input_data = resolve(source.draft->input_data, source);
    resolve(source.draft->encapsulated_decisions, source);  // only to report what is not there
    if (element.outputs.empty())
      error("no-output-decision", "a decision service needs an output decision", *source.draft);
  }

  void compile_logic(std::size_t index) {
    const Source& source = sources_[index];
    Element& element = program_->elements[index];
    if (!source.draft->logic) return;
    std::vector<std::string> names;
    for (const Element& other : program_->elements) {
      names.push_back(other.name);
      if (!other.import_name.empty()) names.push_back(other.import_name);
    }
    for (const DraftItem& item : source.model->items) collect_names(item, names);
    for (const DraftModel* model : imported_) {
      for (const DraftItem& item : model->items) collect_names(item, names);
    }
    const bool is_foreign = !source.prefix.empty();
    std::vector<Problem> ignored;  // the imported model reports its own
    BoxedCompiler boxed(types_, source.prefix, std::move(names), element.id,
                        is_foreign ? ignored : problems_);
    feel::NodePtr logic = boxed.expression(*source.draft->logic);
    element.logic = element.kind == Kind::knowledge ? recursive(std::move(logic), element.name)
                                                    : std::move(logic);
  }

  // A knowledge model may call itself: {name: function}.name lets the function see its own name.
  static feel::NodePtr recursive(feel::NodePtr function, const std::string& name) {
    if (function->kind != feel::NodeKind::function) return function;
    auto context = std::make_shared<feel::Node>();
    context->kind = feel::NodeKind::context;
    context->names = {name};
    context->children = {std::move(function)};
    auto path = std::make_shared<feel::Node>();
    path->kind = feel::NodeKind::path;
    path->name = name;
    path->children = {std::move(context)};
    return path;
  }

  // Clause 6.2.1: requirements have no cycle, except that a knowledge model may need itself.
  void check_cycles() {
    enum class Mark : std::uint8_t { fresh, open, done };
    std::vector<Mark> marks(program_->elements.size(), Mark::fresh);
    for (std::size_t start = 0; start < marks.size(); ++start) {
      std::vector<std::pair<std::size_t, std::size_t>>
          path;  // element and next requirement: no recursion on user input
      if (marks[start] == Mark::fresh) path.emplace_back(start, 0);
      if (!path.empty()) marks[start] = Mark::open;
      while (!path.empty()) {
        auto& [at, next] = path.back();
        const std::vector<std::size_t> needs = needs_of(at);
        if (next == needs.size()) {
          marks[at] = Mark::done;
          path.pop_back();
          continue;
        }
        const std::size_t to = needs[next++];
        if (marks[to] == Mark::open &&
            !(to == at && program_->elements[at].kind == Kind::knowledge)) {
          error("requirement-cycle", "\"" + program_->elements[to].name + "\" requires itself",
                *sources_[to].draft);
        } else if (marks[to] == Mark::fresh) {
          marks[to] = Mark::open;
          path.emplace_back(to, 0);
        }
      }
    }
  }

  [[nodiscard]] std::vector<std::size_t> needs_of(std::size_t index) const {
    const Element& element = program_->elements[index];
    std::vector<std::size_t> needs = element.requires_elements;
    needs.insert(needs.end(), element.outputs.begin(), element.outputs.end());
    return needs;
  }

  Compiled finish() {
    Compiled compiled;
    compiled.problems = std::move(problems_);
    const bool is_broken =
        std::any_of(compiled.problems.begin(), compiled.problems.end(),
                    [](const Problem& problem) { return problem.severity == Severity::error; });
    if (is_broken) return compiled;
    auto model = std::make_shared<Model>();
    model->id = draft_.id;
    model->name = draft_.name;
    model->name_space = draft_.name_space;
    for (const DraftElement& element : draft_.elements) {
      if (element.kind == Kind::decision) model->decisions.push_back({element.id, element.name});
      if (element.kind == Kind::service) model->services.push_back({element.id, element.name});
    }
    model->program = std::move(program_);
    compiled.model = std::move(model);
    return compiled;
  }

  const DraftModel& draft_;
  std::span<const DraftModel* const> imported_;
  feel::Types types_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  std::vector<Source> sources_;
  std::map<std::string, std::size_t> ids_;
  std::vector<Problem> problems_;
};

}  // namespace

const Element* Program::find(std::string_view id_or_name, std::size_t& index) const {
  for (const auto key : {&Element::id, &Element::title, &Element::name}) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Element& element = elements[i];
      const bool is_invocable = element.kind == Kind::decision || element.kind == Kind::service;
      if (is_invocable && element.*key == id_or_name) {
        index = i;
        return &element;
      }
    }
  }
  return nullptr;
}

Compiled compile(const DraftModel& draft, std::span<const DraftModel* const> imported) {
  return ModelCompiler(draft, imported).run();
}

}  // namespace onward::dmn

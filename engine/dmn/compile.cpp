#include "engine/dmn/compile.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/dmn/boxed.hpp"
#include "engine/dmn/imports.hpp"
#include "engine/dmn/types.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

class ModelCompiler {
 public:
  ModelCompiler(const DraftModel& draft, std::span<const DraftModel* const> imported)
      : draft_(draft), tree_(import_tree(draft, imported)), types_(tree_.models.size()) {}

  Compiled run() {
    problems_ = draft_.problems;
    program_->places = tree_.places;
    add_all_types();
    for (std::size_t place = 0; place < tree_.models.size(); ++place) add_elements(place);
    check_ids();
    for (std::size_t i = 0; i < sources_.size(); ++i) link(i);
    const auto names = names_in_scope(tree_);
    for (std::size_t i = 0; i < sources_.size(); ++i)
      compile_logic(i, names[program_->elements[i].place]);
    check_cycles();
    return finish();
  }

 private:
  struct Source {
    const DraftElement* draft;
    std::size_t place;
  };

  // What an imported model says wrong about its own parts, it says where it is deployed itself.
  std::vector<Problem>& problems_of(std::size_t place) { return place == 0 ? problems_ : ignored_; }

  // Imports stand behind their importers, whose types may need theirs.
  void add_all_types() {
    for (std::size_t place = types_.size(); place > 0; --place) {
      add_types(*tree_.models[place - 1], types_[place - 1], problems_of(place - 1));
      const Place& own = tree_.places[place - 1];
      if (own.parent == Place::none) continue;
      for (const auto& [name, type] : types_[place - 1])
        types_[own.parent].emplace(own.name.empty() ? name : own.name + "." + name, type);
    }
  }

  void add_elements(std::size_t place) {
    for (const DraftElement& element : tree_.models[place]->elements) {
      ids_.emplace(std::pair(place, element.id), sources_.size());
      sources_.push_back({&element, place});
      Element made;
      made.kind = element.kind;
      made.id = element.id;
      made.title = element.name;
      made.name = element.variable.name.empty() ? element.name : element.variable.name;
      made.place = place;
      made.type = resolve_type(element.variable.type_ref, types_[place], element.id, element.at,
                               problems_of(place));
      // The variable of a service is a function since DMN 1.3; what counts here is what it gives.
      const bool is_function = made.type && made.type->kind == feel::Type::Kind::function;
      if (is_function && made.kind == Kind::service) made.type = made.type->result;
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

  // Clause 6.3: "#id" is in the same model, "namespace#id" there or in an imported one.
  std::vector<std::size_t> resolve(const std::vector<std::string>& hrefs, const Source& source) {
    std::vector<std::size_t> targets;
    for (const std::string& href : hrefs) {
      const std::size_t hash = href.find('#');
      const bool is_local = hash == 0 || hash == std::string::npos;
      const std::string id = hash == std::string::npos ? href : href.substr(hash + 1);
      const std::size_t place =
          is_local ? source.place : tree_.find(href.substr(0, hash), source.place);
      const auto found = ids_.find(std::pair(place, id));
      if (found == ids_.end()) {
        error("unresolved-reference", "nothing has the id \"" + href + "\"", *source.draft);
      } else {
        targets.push_back(found->second);
      }
    }
    return targets;
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
    // Modelers write a service for each page of a diagram, with nothing in it.
    if (element.outputs.empty())
      problems_.push_back({"no-output-decision",
                           "the decision service has no output decision: it gives null", element.id,
                           source.draft->at, Severity::warning});
  }

  void compile_logic(std::size_t index, const std::vector<std::string>& names) {
    const Source& source = sources_[index];
    Element& element = program_->elements[index];
    if (!source.draft->logic) return;
    BoxedCompiler boxed(types_[source.place], names, element.id, problems_of(source.place));
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
  const ImportTree tree_;
  std::vector<feel::Types> types_;  ///< what each place may name
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  std::vector<Source> sources_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> ids_;  ///< by place and id
  std::vector<Problem> problems_, ignored_;
};

}  // namespace

std::vector<std::string_view> Program::path(std::size_t from, std::size_t to) const {
  std::vector<std::string_view> steps;
  for (; to != from && to != Place::none; to = places[to].parent) {
    if (!places[to].name.empty()) steps.push_back(places[to].name);
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

Compiled compile(const DraftModel& draft, std::span<const DraftModel* const> imported) {
  return ModelCompiler(draft, imported).run();
}

}  // namespace onward::dmn

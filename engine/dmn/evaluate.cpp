#include "engine/dmn/evaluate.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/dmn/types.hpp"
#include "engine/feel/callable.hpp"
#include "engine/feel/evaluator.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

class RuleCollector final : public feel::Listener {
 public:
  explicit RuleCollector(std::vector<MatchedRule>& rules) : rules_(rules) {}
  void rule_matched(std::string_view decision_id, std::string_view rule_id,
                    std::size_t index) override {
    if (rules_.size() < limits::list_items)
      rules_.push_back({std::string(decision_id), std::string(rule_id), index});
  }

 private:
  std::vector<MatchedRule>& rules_;
};

/// What an expression sees: the values of the requirements, then the inputs as they came.
class Requirements final : public feel::Variables {
 public:
  Requirements(const Context& own, const Context& inputs) : own_(own), inputs_(inputs) {}
  [[nodiscard]] std::optional<Value> find(std::string_view name) const override {
    const Value* found = own_.find(name);
    if (found == nullptr) found = inputs_.find(name);
    return found == nullptr ? std::nullopt : std::optional<Value>(*found);
  }

 private:
  const Context& own_;
  const Context& inputs_;
};

/// One evaluation of one program: every element at most once.
class Run {
 public:
  Run(std::shared_ptr<const Program> program, const Context& inputs,
      const feel::Environment& environment, feel::Listener* listener, std::size_t depth)
      : program_(std::move(program)),
        inputs_(inputs),
        environment_(environment),
        listener_(listener),
        depth_(depth),
        known_(program_->elements.size()) {}

  Value value_of(std::size_t index);
  Value service_result(const Element& service);
  void set(std::size_t index, Value value) { known_[index] = std::move(value); }
  /// What the caller gave for an element, as its type wants it.
  Value input(const Element& element);

  std::vector<std::string> problems;
  std::optional<Error> error;
  std::size_t steps = 0;

 private:
  Value logic(const Element& element);
  Value checked(const Value& value, const Element& element);

  std::shared_ptr<const Program> program_;
  const Context& inputs_;
  const feel::Environment& environment_;
  feel::Listener* listener_;
  std::size_t depth_;
  std::vector<std::optional<Value>> known_;
};

/// A decision service as a function of its input data, then its input decisions (clause 10.4).
class ServiceFunction final : public feel::Callable {
 public:
  ServiceFunction(std::shared_ptr<const Program> program, std::size_t index)
      : program_(std::move(program)), index_(index) {
    for (const auto* list : {&service().input_data, &service().input_decisions}) {
      for (const std::size_t input : *list) names_.push_back(program_->elements[input].name);
    }
  }
  [[nodiscard]] const std::vector<std::string>& parameters() const override { return names_; }
  [[nodiscard]] feel::TypePtr parameter_type(std::size_t index) const override {
    const std::size_t data = service().input_data.size();
    return program_
        ->elements[index < data ? service().input_data[index]
                                : service().input_decisions[index - data]]
        .type;
  }
  [[nodiscard]] Value invoke(feel::Evaluator& evaluator,
                             std::span<const Value> arguments) const override {
    const Context none;
    Run run(program_, none, evaluator.environment(), evaluator.listener(), evaluator.depth());
    std::size_t next = 0;
    for (const auto* list : {&service().input_data, &service().input_decisions}) {
      for (const std::size_t input : *list) run.set(input, arguments[next++]);
    }
    Value result = run.service_result(service());
    for (std::string& problem : run.problems) evaluator.problem(std::move(problem));
    evaluator.step(run.steps);
    if (run.error) evaluator.stop("bound of a decision service");
    return result;
  }

 private:
  [[nodiscard]] const Element& service() const { return program_->elements[index_]; }

  std::shared_ptr<const Program> program_;
  std::size_t index_;
  std::vector<std::string> names_;
};

Value Run::value_of(std::size_t index) {
  if (known_[index]) return *known_[index];
  if (error) return {};
  if (depth_ >= limits::feel_depth) {
    error = Error{ErrorCode::too_large, "decisions may require each other 256 deep", {}, {}};
    return {};
  }
  const Element& element = program_->elements[index];
  Value value;
  ++depth_;
  switch (element.kind) {
    case Kind::input: value = input(element); break;
    case Kind::decision: value = checked(logic(element), element); break;
    case Kind::knowledge: value = logic(element); break;
    case Kind::service:
      value = Value(
          std::shared_ptr<const Function>(std::make_shared<ServiceFunction>(program_, index)));
      break;
  }
  --depth_;
  known_[index] = value;
  return value;
}

// An input of an imported model stands under the names of the imports, or alone.
Value Run::input(const Element& element) {
  const Context* around = &inputs_;
  for (const std::string_view step : program_->path(0, element.place)) {
    const Value* inner = around != nullptr ? around->find(step) : nullptr;
    around = inner != nullptr ? inner->context() : nullptr;
  }
  const Value* found = around != nullptr ? around->find(element.name) : nullptr;
  if (found == nullptr) found = inputs_.find(element.name);
  return found == nullptr ? Value() : checked(*found, element);
}

Value Run::checked(const Value& value, const Element& element) {
  if (auto fitting = fit(value, element.type, environment_)) return std::move(*fitting);
  problems.push_back("the value of \"" + element.name + "\" does not fit its declared type");
  return {};
}

/// Sets a.b.name where the steps are a and b.
void set_at(Context& into, std::span<const std::string_view> steps, const std::string& name,
            Value value) {
  if (steps.empty()) return into.set(name, std::move(value));
  const Value* inner = into.find(steps.front());
  Context entries = inner != nullptr && inner->context() != nullptr ? *inner->context() : Context();
  set_at(entries, steps.subspan(1), name, std::move(value));
  into.set(std::string(steps.front()), Value(std::move(entries)));
}

// Elements of an imported model stand under the name of the import, for those who import it.
Value Run::logic(const Element& element) {
  if (!element.logic) return {};
  Context own;
  for (const std::size_t required : element.requires_elements) {
    const Element& other = program_->elements[required];
    if (&other == &element) continue;  // a function that calls itself
    set_at(own, program_->path(element.place, other.place), other.name, value_of(required));
  }
  if (error) return {};
  const Requirements variables(own, inputs_);
  feel::Evaluator evaluator(variables, environment_, listener_, depth_);
  Value value = evaluator.evaluate(*element.logic, nullptr);
  steps += evaluator.steps();
  auto outcome = evaluator.finish(std::move(value));
  if (!outcome.ok()) {
    error = outcome.error();
    return {};
  }
  for (std::string& problem : outcome->problems) problems.push_back(std::move(problem));
  return std::move(outcome->value);
}

// One output decision gives its value, several a context of them, none null.
Value Run::service_result(const Element& service) {
  if (service.outputs.empty()) return {};
  if (service.outputs.size() == 1) return checked(value_of(service.outputs.front()), service);
  Context results;
  for (const std::size_t output : service.outputs)
    results.set(program_->elements[output].name, value_of(output));
  return checked(Value(std::move(results)), service);
}

/// By id, then by name, of this model itself before those of its imports; npos when there is none.
std::size_t find(const Program& program, std::string_view id_or_name, Wanted wanted) {
  for (const bool is_own : {true, false}) {
    for (const auto key : {&Element::id, &Element::title, &Element::name}) {
      for (std::size_t i = 0; i < program.elements.size(); ++i) {
        const Element& element = program.elements[i];
        const bool is_wanted = (element.kind == Kind::decision && wanted != Wanted::service) ||
                               (element.kind == Kind::service && wanted != Wanted::decision);
        if (is_wanted && (element.place == 0) == is_own && element.*key == id_or_name) return i;
      }
    }
  }
  return std::string::npos;
}

}  // namespace

Result<Evaluation> evaluate(const Model& model, std::string_view id_or_name, const Context& inputs,
                            const feel::Environment& environment, Wanted wanted) {
  std::size_t index = find(*model.program, id_or_name, wanted);
  if (index == std::string::npos) index = find(*model.program, id_or_name, Wanted::any);
  if (index == std::string::npos) {
    return Error{ErrorCode::not_found,
                 "the model has no decision \"" + std::string(id_or_name) + "\"",
                 {},
                 {}};
  }
  const Element& element = model.program->elements[index];
  Evaluation evaluation;
  RuleCollector collector(evaluation.matched_rules);
  Run run(model.program, inputs, environment, &collector, 0);
  if (element.kind == Kind::service) {
    for (const std::size_t decision : element.input_decisions)
      run.set(decision, run.input(model.program->elements[decision]));
    evaluation.result = run.service_result(element);
  } else {
    evaluation.result = run.value_of(index);
  }
  if (run.error) return *run.error;
  evaluation.problems = std::move(run.problems);
  return evaluation;
}

}  // namespace onward::dmn

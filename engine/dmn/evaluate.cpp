#include "engine/dmn/evaluate.hpp"

#include <optional>
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

  std::vector<std::string> problems;
  std::optional<Error> error;
  std::size_t steps = 0;

 private:
  Value input(const Element& element);
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

Value Run::input(const Element& element) {
  const Value* found = inputs_.find(element.name);
  if (found == nullptr && !element.import_name.empty()) {
    const Value* import = inputs_.find(element.import_name);
    found = import != nullptr && import->context() != nullptr
                ? import->context()->find(element.name)
                : nullptr;
  }
  return found == nullptr ? Value() : checked(*found, element);
}

Value Run::checked(const Value& value, const Element& element) {
  if (auto fitting = fit(value, element.type, environment_)) return std::move(*fitting);
  problems.push_back("the value of \"" + element.name + "\" does not fit its declared type");
  return {};
}

// Elements of an imported model stand under the name of the import, for those who import it.
Value Run::logic(const Element& element) {
  if (!element.logic) return {};
  Context own;
  for (const std::size_t required : element.requires_elements) {
    const Element& other = program_->elements[required];
    if (&other == &element) continue;  // a function that calls itself
    Value value = value_of(required);
    if (other.name_space == element.name_space) {
      own.set(other.name, std::move(value));
      continue;
    }
    const Value* import = own.find(other.import_name);
    Context entries =
        import != nullptr && import->context() != nullptr ? *import->context() : Context();
    entries.set(other.name, std::move(value));
    own.set(other.import_name, Value(std::move(entries)));
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

// One output decision gives its value, several a context of them.
Value Run::service_result(const Element& service) {
  if (service.outputs.size() == 1) return checked(value_of(service.outputs.front()), service);
  Context results;
  for (const std::size_t output : service.outputs)
    results.set(program_->elements[output].name, value_of(output));
  return checked(Value(std::move(results)), service);
}

}  // namespace

Result<Evaluation> evaluate(const Model& model, std::string_view decision_id_or_name,
                            const Context& inputs, const feel::Environment& environment) {
  std::size_t index = 0;
  const Element* element = model.program->find(decision_id_or_name, index);
  if (element == nullptr) {
    return Error{ErrorCode::not_found,
                 "the model has no decision \"" + std::string(decision_id_or_name) + "\"",
                 {},
                 {}};
  }
  Evaluation evaluation;
  RuleCollector collector(evaluation.matched_rules);
  Run run(model.program, inputs, environment, &collector, 0);
  if (element->kind == Kind::service) {
    for (const std::size_t decision : element->input_decisions) {
      const Value* given = inputs.find(model.program->elements[decision].name);
      run.set(decision, given != nullptr ? *given : Value());
    }
    evaluation.result = run.service_result(*element);
  } else {
    evaluation.result = run.value_of(index);
  }
  if (run.error) return *run.error;
  evaluation.problems = std::move(run.problems);
  return evaluation;
}

}  // namespace onward::dmn

// Two walks: one gathers what can be written, one looks at what is read.
#include "engine/model/variables.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/feel/ast.hpp"
#include "engine/model/expressions.hpp"
#include "engine/model/rules.hpp"
#include "engine/model/vocabulary.hpp"

namespace onward::model {
namespace {

constexpr std::string_view always_there[] = {
    "opportunity",
    "result",
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
    "nrOfInstances",
    "nrOfActiveInstances",
    "nrOfCompletedInstances",
    "activationCount",
    "incoming",
    "waitingForStart",
    "item",
};

class Written {
 public:
  explicit Written(const Definition& definition) {
    for (const std::string_view name : always_there) names_.insert(std::string(name));
    data(definition.data);
    for (const Element& element : definition.elements) of(element, definition);
  }

  /// Whether values of any name may come from outside.
  [[nodiscard]] bool anything() const { return anything_; }
  [[nodiscard]] bool contains(const std::string& name) const { return names_.contains(name); }

 private:
  void add(const std::string& name) { names_.insert(name); }
  void data(const DataNames& data) {
    for (const auto* list : {&data.own, &data.inputs, &data.outputs})
      names_.insert(list->begin(), list->end());
  }
  void mappings(const std::vector<Mapping>& mappings) {
    for (const Mapping& mapping : mappings) add(mapping.name);
  }
  void fields(const std::vector<FormField>& fields) {
    for (const FormField& field : fields) {
      add(field.id);
      for (const FormField& column : field.fields) add(column.id);
    }
  }

  void of(const Element& element, const Definition& definition) {
    const Details& details = element.details;
    data(details.data);
    mappings(details.io.inputs);
    mappings(details.io.outputs);
    fields(details.user.form);
    for (const EventDefinition& event : details.events) {
      add(event.code_variable);
      add(event.message_variable);
    }
    for (const std::string* name : {&details.job.result_variable, &details.decision.result_variable,
                                    &details.script.result_variable})
      add(*name);
    for (const auto* out :
         {&details.call.in, &details.call.out, &details.call.local_in, &details.call.local_out})
      mappings(*out);
    if (details.multi_instance) {
      add(details.multi_instance->element_variable);
      add(details.multi_instance->output_collection);
    }
    anything_ = anything_ || gives_anything(element, definition);
  }

  bool gives_anything(const Element& element, const Definition& definition) {
    const Details& details = element.details;
    const bool declares = !details.data.outputs.empty() || !details.io.propagate_rest;
    switch (element.kind) {
      case ElementKind::start_event: return !declares && !starts_with_nothing(element, definition);
      case ElementKind::user_task: return !declares && details.user.form.empty();
      case ElementKind::service_task:
      case ElementKind::send_task:
        return !declares && details.job.kind != JobKind::action &&
               details.job.kind != JobKind::connector;
      case ElementKind::script_task: return !declares && !script(details.script);
      case ElementKind::business_rule_task:
        return !declares && details.decision.result_variable.empty();
      case ElementKind::call_activity:
        return !declares && (details.call.all_out || !element.boundary_events.empty());
      case ElementKind::receive_task:
      case ElementKind::boundary_event:
      case ElementKind::intermediate_catch_event: return !declares && carries(element);
      case ElementKind::intermediate_throw_event:
      case ElementKind::end_event: return details.job.kind == JobKind::worker;
      default: return false;
    }
  }

  static bool carries(const Element& element) {
    if (element.kind == ElementKind::receive_task) return true;
    return std::any_of(element.details.events.begin(), element.details.events.end(),
                       [](const EventDefinition& event) {
                         return event.kind == EventKind::message || event.kind == EventKind::signal;
                       });
  }

  /// A start that brings no variables of its own: a timer, what happens inside the instance, or a
  /// start of a process that declares what it takes.
  static bool starts_with_nothing(const Element& element, const Definition& definition) {
    const auto& events = element.details.events;
    const bool inside = element.parent != none;
    if (inside) return !carries(element);
    if (!definition.data.inputs.empty() || !element.details.user.form.empty()) return true;
    return !events.empty() && std::all_of(events.begin(), events.end(), [](const auto& event) {
      return event.kind == EventKind::timer;
    });
  }

  /// Whether it is known what a script writes: its result variable, or the entries of its context.
  bool script(const ScriptTask& script) {
    if (!script.result_variable.empty()) return true;
    const feel::Node* node = script.script.compiled.node();
    if (node == nullptr || node->kind != feel::NodeKind::context) return false;
    for (const std::string& name : node->names) add(name);
    return true;
  }

  std::unordered_set<std::string> names_;
  bool anything_ = false;
};

/// Whether the register has such a member (docs/dialects.md section 2).
bool is_member_of_opportunity(const std::string& name) {
  constexpr std::string_view members[] = {
      "id",     "number",  "kind",   "title",   "customer",    "responsible", "stage", "status",
      "demand", "parties", "source", "basedOn", "externalRef", "quotation",   "order", "bant"};
  return std::find(std::begin(members), std::end(members), name) != std::end(members) ||
         is_kept_field(name);
}

class Reader {
 public:
  Reader(const Written& written, std::vector<Problem>& problems)
      : written_(written), problems_(problems) {}

  void formula(const Formula& formula, const std::string& owner) {
    if (formula.compiled.empty()) return;
    members(*formula.compiled.node(), formula, owner);
    if (written_.anything()) return;
    for (const std::string& name : formula.compiled.variables())
      if (!written_.contains(name))
        add(variable_rule(), formula, owner,
            "'" + owner + "': it reads '" + name + "', which nothing in the process writes");
  }

 private:
  void add(const Rule& rule, const Formula& formula, const std::string& owner,
           std::string message) {
    problems_.push_back({rule.severity, std::string(rule.id), std::move(message), formula.at, owner,
                         std::string(rule.clause)});
  }

  /// Depth is bounded by limits::feel_depth.
  void members(const feel::Node& node, const Formula& formula, const std::string& owner) {
    for (const feel::NodePtr& child : node.children) {
      if (child == nullptr) continue;
      if (node.kind == feel::NodeKind::path && child->kind == feel::NodeKind::name &&
          child->name == "opportunity" && !is_member_of_opportunity(node.name))
        add(opportunity_rule(), formula, owner,
            "'" + owner + "': an opportunity has no member '" + node.name + "'");
      members(*child, formula, owner);
    }
  }

  const Written& written_;
  std::vector<Problem>& problems_;
};

}  // namespace

const Rule& variable_rule() {
  static constexpr Rule row{"unknown-variable", "10.4", Severity::warning,
                            "An expression reads only variables that something can have written."};
  return row;
}

const Rule& opportunity_rule() {
  static constexpr Rule row{"unknown-opportunity-member", "bpmn.md decision 13", Severity::warning,
                            "An expression names only members that an opportunity has."};
  return row;
}

std::vector<Problem> check_variables(const Definition& definition) {
  const Written written(definition);
  std::vector<Problem> problems;
  Reader reader(written, problems);
  for (const Element& element : definition.elements)
    each_formula_over_variables(
        element.details, [&](const Formula& formula) { reader.formula(formula, element.id); });
  for (const Flow& flow : definition.flows)
    reader.formula(flow.condition, flow.id.empty() ? definition.element(flow.source).id : flow.id);
  return problems;
}

}  // namespace onward::model

// Walks all places of an element that hold an expression. A new Formula in element.hpp gets its
// line here.
#include "engine/model/expressions.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::model {
namespace {

/// "line:column" inside a text that starts at `start`; the start itself when `where` is not of that
/// form.
Position place_inside(Position start, std::string_view where) {
  Position inner;
  const char* const end = where.data() + where.size();
  const auto line = std::from_chars(where.data(), end, inner.line);
  if (line.ec != std::errc{} || line.ptr == end || *line.ptr != ':') return start;
  const auto column = std::from_chars(line.ptr + 1, end, inner.column);
  if (column.ec != std::errc{} || inner.line == 0 || inner.column == 0 || start.line == 0)
    return start;
  if (inner.line == 1) return {start.line, start.column + inner.column - 1};
  return {start.line + inner.line - 1, inner.column};
}

/// Whose variables the formulas read that a walk visits.
enum class Over : std::uint8_t { everything, own_variables };

/// Calls visit(formula) for each formula; fields nest (columns of a list).
class Walk {
 public:
  using Visit = std::function<void(Formula&)>;
  Walk(Visit visit, Over over) : visit_(std::move(visit)), over_(over) {}

  void formula(Formula& formula) { visit_(formula); }

  void element(Details& details);

  void mappings(std::vector<Mapping>& mappings) {
    for (Mapping& mapping : mappings) formula(mapping.value);
  }

  void fields(std::vector<FormField>& fields, std::size_t depth) {
    if (depth > limits::xml_depth) return;  // no reader nests deeper
    for (FormField& field : fields) {
      formula(field.required_if);
      formula(field.default_value);
      this->fields(field.fields, depth + 1);
    }
  }

  void event(EventDefinition& event) {
    formula(event.name);
    if (over_ == Over::everything || !event.key_of_payload) formula(event.correlation_key);
    formula(event.timer.value);
    formula(event.condition);
  }

  void user(UserTask& user) {
    for (Formula* part : {&user.assignee, &user.candidate_users, &user.candidate_groups, &user.due,
                          &user.follow_up, &user.priority})
      formula(*part);
    fields(user.form, 0);
  }

  void call(CallActivity& call) {
    for (Formula* part : {&call.called, &call.version, &call.business_key}) formula(*part);
    for (auto* passed : {&call.in, &call.local_in}) mappings(*passed);
    if (over_ == Over::own_variables) return;
    for (auto* passed : {&call.out, &call.local_out}) mappings(*passed);
  }

  void loops(Details& details) {
    if (details.multi_instance) {
      MultiInstance& loop = *details.multi_instance;
      for (Formula* part :
           {&loop.cardinality, &loop.collection, &loop.output_element, &loop.completion_condition})
        formula(*part);
      for (MultiInstance::Throw& each : loop.throws) {
        formula(each.condition);
        event(each.event);
      }
    }
    if (details.loop) {
      formula(details.loop->condition);
      formula(details.loop->maximum);
    }
  }

 private:
  Visit visit_;
  Over over_;
};

void Walk::element(Details& details) {
  for (EventDefinition& each : details.events) event(each);
  event(details.message);
  user(details.user);
  formula(details.job.topic);
  mappings(details.job.inputs);
  formula(details.decision.decision);
  formula(details.decision.version);
  formula(details.script.script);
  call(details.call);
  mappings(details.io.inputs);
  mappings(details.io.outputs);
  mappings(details.payload);
  loops(details);
  formula(details.completion_condition);
  formula(details.activation_condition);
  mappings(details.opportunity_inputs);
}

}  // namespace

void compile_formula(Formula& formula, const std::string& owner, ExpressionReport& report) {
  if (formula.empty() || formula.language == Language::literal) return;
  if (formula.language == Language::foreign) {
    report.foreign = true;
    return;
  }
  const bool juel = formula.language == Language::juel;
  auto compiled = juel ? feel::compile_juel(formula.text) : feel::compile(formula.text);
  if (compiled) {
    formula.compiled = std::move(compiled.value());
    return;
  }
  // JUEL outside the subset is valid and needs another runtime (bpmn.md decisions 13 and 17); FEEL
  // is our own language.
  const Severity severity = juel                        ? Severity::not_executable
                            : report.process_executable ? Severity::error
                                                        : Severity::warning;
  report.problems.push_back({severity, "invalid-expression",
                             "'" + owner + "': " + compiled.error().message,
                             place_inside(formula.at, compiled.error().where), owner});
}

void compile_formulas(Details& details, const std::string& owner, ExpressionReport& report) {
  Walk([&](Formula& formula) { compile_formula(formula, owner, report); }, Over::everything)
      .element(details);
}

void each_formula_over_variables(const Details& details,
                                 const std::function<void(const Formula&)>& visit) {
  Details copy = details;
  Walk([&](Formula& formula) { visit(formula); }, Over::own_variables).element(copy);
}

}  // namespace onward::model

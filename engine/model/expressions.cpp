// Walks all places of an element that hold an expression. A new Formula in element.hpp gets its
// line here.
#include "engine/model/expressions.hpp"

#include <charconv>

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

/// Calls compile(formula) for each formula; fields nest (columns of a list).
class Walk {
 public:
  Walk(const std::string& owner, ExpressionReport& report) : owner_(owner), report_(report) {}

  void formula(Formula& formula) { compile_formula(formula, owner_, report_); }

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
    formula(event.correlation_key);
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
    for (auto* passed : {&call.in, &call.out, &call.local_in, &call.local_out}) mappings(*passed);
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
  const std::string& owner_;
  ExpressionReport& report_;
};

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
  Walk walk(owner, report);
  for (EventDefinition& event : details.events) walk.event(event);
  walk.event(details.message);
  walk.user(details.user);
  walk.formula(details.job.topic);
  walk.mappings(details.job.inputs);
  walk.formula(details.decision.decision);
  walk.formula(details.decision.version);
  walk.formula(details.script.script);
  walk.call(details.call);
  walk.mappings(details.io.inputs);
  walk.mappings(details.io.outputs);
  walk.mappings(details.payload);
  walk.loops(details);
  walk.formula(details.completion_condition);
  walk.formula(details.activation_condition);
  walk.mappings(details.opportunity_inputs);
}

}  // namespace onward::model

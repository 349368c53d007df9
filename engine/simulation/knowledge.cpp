#include "engine/simulation/knowledge.hpp"

#include <algorithm>

#include "engine/dmn/decision.hpp"

namespace onward::simulation {
namespace {

/// Stands for everything from outside; no variable can be called so.
const std::string outside = "onward:outside";

std::vector<std::string> reads_of(const model::Formula& formula) {
  return formula.compiled.variables();
}

}  // namespace

bool is_drawn(const model::FormField& field) {
  return field.type == model::FieldType::boolean || field.type == model::FieldType::enumeration;
}

Knowledge::Knowledge(Catalogue& catalogue, const std::vector<std::string>& given) {
  unknown_ = {outside, "opportunity"};
  for (const std::string& name : given) note(name, {});
  for (const model::DefinitionPtr& definition : catalogue.latest())
    for (const model::Element& element : definition->elements) study(element, catalogue);
  // What is computed from the unknown is unknown; each round finds a name or is the last.
  for (bool news = true; news;) {
    news = false;
    for (const auto& [name, reads] : written_) {
      const bool tainted = std::any_of(reads.begin(), reads.end(), [&](const std::string& read) {
        return is_unknown(read) || !written_.contains(read);
      });
      if (tainted && unknown_.insert(name).second) news = true;
    }
  }
}

bool Knowledge::is_known(const model::Formula& condition, const feel::Variables& variables) const {
  const std::vector<std::string>& reads = condition.compiled.variables();
  return std::all_of(reads.begin(), reads.end(), [&](const std::string& name) {
    return !is_unknown(name) && (written_.contains(name) || variables.find(name).has_value());
  });
}

void Knowledge::note(const std::string& name, std::vector<std::string> reads) {
  std::vector<std::string>& all = written_[name];
  std::erase(reads, name);  // a counter that counts itself adds nothing unknown
  all.insert(all.end(), reads.begin(), reads.end());
}

/// `result`: what the name `result` is computed from.
void Knowledge::note(const std::vector<model::Mapping>& mappings,
                     const std::vector<std::string>& result) {
  for (const model::Mapping& mapping : mappings) {
    std::vector<std::string> reads = reads_of(mapping.value);
    if (!mapping.copy_of.empty()) reads.push_back(mapping.copy_of);
    if (std::erase(reads, "result") > 0) reads.insert(reads.end(), result.begin(), result.end());
    note(mapping.name, std::move(reads));
  }
}

void Knowledge::study_form(const std::vector<model::FormField>& form) {
  for (const model::FormField& field : form) {
    if (is_drawn(field))
      note(field.id, {});
    else if (field.default_value.empty())
      note(field.id, {outside});
    else
      note(field.id, reads_of(field.default_value));
  }
}

void Knowledge::study_decision(const model::Element& element, Catalogue& catalogue) {
  const model::DecisionTask& task = element.details.decision;
  std::vector<std::string> reads;
  const auto model =
      catalogue.bound_decision(task.decision.text, {task.binding, 0, task.version.text, {}});
  if (model.ok())
    for (const dmn::Element& input : (*model)->program->elements)
      if (input.kind == dmn::DraftElement::Kind::input) reads.push_back(input.name);
  if (reads.empty()) reads = {outside};
  if (!task.result_variable.empty()) note(task.result_variable, reads);
  note(element.details.io.outputs, reads);
}

void Knowledge::study_repetition(const model::Element& element) {
  if (!element.details.multi_instance) return;
  const model::MultiInstance& multi = *element.details.multi_instance;
  if (!multi.element_variable.empty()) note(multi.element_variable, reads_of(multi.collection));
  if (!multi.output_collection.empty())
    note(multi.output_collection, reads_of(multi.output_element));
  for (const char* counter :
       {"loopCounter", "numberOfInstances", "nrOfInstances", "numberOfActiveInstances",
        "nrOfActiveInstances", "numberOfCompletedInstances", "nrOfCompletedInstances"})
    note(counter, {});
}

void Knowledge::study(const model::Element& element, Catalogue& catalogue) {
  const model::Details& details = element.details;
  study_form(details.user.form);
  study_repetition(element);
  note(details.io.inputs, {});
  note(details.payload, {outside});
  note(details.call.in, {});
  note(details.call.out, {});
  const bool is_job = details.job.kind != model::JobKind::none;
  if (element.kind == model::ElementKind::business_rule_task && !is_job)
    return study_decision(element, catalogue);
  if (element.kind == model::ElementKind::script_task) {
    const std::vector<std::string> reads = reads_of(details.script.script);
    if (!details.script.result_variable.empty()) note(details.script.result_variable, reads);
    return note(details.io.outputs, reads);
  }
  if (!details.job.result_variable.empty()) note(details.job.result_variable, {outside});
  note(details.io.outputs, {outside});
}

}  // namespace onward::simulation

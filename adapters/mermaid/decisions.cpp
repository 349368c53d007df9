// Who says which way a decision goes: whoever did the task before it is asked, with the labels as
// answers. Where that is not known, the flows stay without a condition.
#include <algorithm>
#include <set>
#include <utility>

#include "adapters/mermaid/sketch.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

class Decisions {
 public:
  explicit Decisions(Sketch& sketch) : sketch_(sketch) {}

  void decide(std::size_t index) {
    const std::vector<std::size_t> out = sketch_.out_of(index);
    if (out.size() < 2) return;
    const std::vector<std::size_t> askable = tasks_before(index);
    if (askable.empty()) {
      for (const std::size_t way : out)
        open_end(way,
                 "no task stands before '" + name_of(index) + "' whose performer could be asked");
      return;
    }
    model::FormField field = question(index, out);
    if (field.options.empty()) return;
    std::string answers;
    for (const model::FieldOption& option : field.options)
      answers += (answers.empty() ? "" : ", ") + option.label;
    for (const std::size_t task : askable) {
      sketch_.note("answer-asked",
                   "whoever completes '" + sketch_.parts[task].name + "' is asked: " + field.label +
                       " (" + answers + ")",
                   sketch_.parts[index].at, sketch_.parts[task].id);
      sketch_.parts[task].form.push_back(field);
    }
  }

 private:
  [[nodiscard]] std::string name_of(std::size_t part) const {
    const Part& found = sketch_.parts[part];
    return found.name.empty() ? found.id : found.name;
  }

  /// Empty when there is anything else before it.
  [[nodiscard]] std::vector<std::size_t> tasks_before(std::size_t index) const {
    std::set<std::size_t> tasks;
    for (const std::size_t way : sketch_.into(index)) {
      const std::size_t source = sketch_.ways[way].source;
      if (sketch_.parts[source].role != Role::task) return {};
      tasks.insert(source);
    }
    return {tasks.begin(), tasks.end()};
  }

  void open_end(std::size_t index, const std::string& why) {
    const Way& way = sketch_.ways[index];
    const std::string label = way.label.empty() ? "without a label" : "'" + way.label + "'";
    sketch_.note("condition-missing",
                 "give the flow " + way.id + " (" + label + ", to '" + name_of(way.target) +
                     "') a condition: " + why,
                 way.at, way.id);
  }

  /// The field, and the conditions on the flows.
  model::FormField question(std::size_t index, const std::vector<std::size_t>& out) {
    model::FormField field;
    field.label = name_of(index);
    field.type = model::FieldType::enumeration;
    field.required = true;
    const std::string wish = variable_name(sketch_.parts[index].name);
    field.id = wish;
    for (std::size_t number = 2; !variables_.insert(field.id).second; ++number)
      field.id = wish + std::to_string(number);
    std::set<std::string> labels;
    Ids values;
    for (const std::size_t way : out) {
      const std::string label = sketch_.ways[way].label;
      if (label.empty()) {
        open_end(way, "no label says when it is taken");
      } else if (!labels.insert(folded(label)).second) {
        open_end(way, "another flow has the same label");
      } else {
        std::string value = kebab(label);
        value = values.make(value.empty() ? "answer" : value);
        sketch_.ways[way].condition = field.id + " = \"" + value + "\"";
        field.options.push_back({std::move(value), label});
      }
    }
    return field;
  }

  Sketch& sketch_;
  std::set<std::string, std::less<>> variables_;
};

}  // namespace

void decide(Sketch& sketch) {
  for (Way& way : sketch.ways)
    way.id = sketch.ids.make(sketch.parts[way.source].id + "-to-" + sketch.parts[way.target].id);
  Decisions decisions(sketch);
  for (std::size_t i = 0; i < sketch.parts.size(); ++i)
    if (sketch.parts[i].role == Role::decision) decisions.decide(i);
}

}  // namespace onward::mermaid

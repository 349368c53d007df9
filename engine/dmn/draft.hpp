// What a reader of DMN produces: names, references and expression texts as written, each with its
// place. compile.hpp turns it into a Model or a list of problems. Standard: DMN 1.5 clauses 6 to 8
// and 10.2 (boxed expressions).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/position.hpp"

namespace onward::dmn {

enum class Severity {
  error,    ///< the model breaks the standard: there is no Model
  warning,  ///< one expression cannot be read: what needs it evaluates to null
};

struct Problem {
  std::string code, message;  ///< code: kebab-case
  std::string element_id;
  Position at;
  Severity severity = Severity::error;
};

/// A name with its declared type: a variable, parameter, column or context entry.
struct DraftVariable {
  std::string name, type_ref;
  Position at;
};

/// A text in FEEL: a cell, an input expression, allowed values.
struct DraftText {
  std::string id, text;
  Position at;
};

enum class HitPolicy { unique, first, priority, any, collect, rule_order, output_order };
enum class Aggregation { none, sum, count, min, max };

struct DraftTable {
  struct Input {
    std::string id, label, type_ref;
    DraftText expression, allowed;
  };
  struct Output {
    std::string id, name, label, type_ref;
    DraftText allowed;
    std::optional<DraftText> fallback;  ///< defaultOutputEntry
  };
  struct Rule {
    std::string id;
    Position at;
    std::vector<DraftText> inputs, outputs;
    std::vector<std::string> annotations;
  };
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<std::string> annotations;  ///< names of the columns
  std::vector<Rule> rules;
};

/// Any boxed expression (clause 10.2).
struct DraftExpression {
  enum class Kind {
    literal,      // text
    table,        // table
    context,      // names and children; the entry without a name is the result
    list,         // children
    relation,     // names are the columns, children are lists, one per row
    function,     // names are the parameters, one child; none when it is Java or PMML
    invocation,   // children: the function, then the arguments; names are the parameters bound
    conditional,  // children: if, then, else
    filter,       // children: in, match
    for_loop,     // names: the iterator; children: in, return
    some,         // names: the iterator; children: in, satisfies
    every,
  };
  Kind kind = Kind::literal;
  std::string id, type_ref;
  Position at;
  std::string text;
  std::vector<DraftVariable> names;
  std::vector<DraftExpression> children;
  std::shared_ptr<const DraftTable> table;
};

struct DraftElement {
  enum class Kind { input, decision, knowledge, service };
  Kind kind = Kind::input;
  std::string id, name, version_tag;
  Position at;
  DraftVariable variable;
  std::optional<DraftExpression> logic;   ///< of a decision; of a knowledge model: a function
  std::vector<std::string> requirements;  ///< hrefs: "#id" or "namespace#id"
  // Of a service (clause 6.3.11), hrefs.
  std::vector<std::string> output_decisions, encapsulated_decisions, input_decisions, input_data;
};

/// itemDefinition or itemComponent (clause 7.3.3).
struct DraftItem {
  std::string id, name, type_ref;
  Position at;
  DraftText allowed, constraint;  ///< allowedValues of the items, typeConstraint of the whole
  bool is_collection = false;
  std::vector<DraftItem> components;
  bool is_function = false;
  std::vector<DraftVariable> parameters;  ///< of a functionItem
  std::string output_type;
};

struct DraftImport {
  std::string name, name_space;
  Position at;
};

struct DraftModel {
  std::string id, name, name_space;
  std::vector<DraftImport> imports;
  std::vector<DraftItem> items;
  std::vector<DraftElement> elements;
  std::vector<Problem> problems;  ///< what the reader itself found
};

}  // namespace onward::dmn

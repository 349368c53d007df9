// The tree of a compiled FEEL expression (DMN 1.5 clause 10.3.1). One plain node type: the parser
// fills what its kind needs, the evaluator switches over the kind. Trees are immutable and shared
// once built.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/position.hpp"
#include "engine/feel/type.hpp"
#include "engine/value/value.hpp"

namespace onward::feel {

struct Builtin;
struct Frame;
class Evaluator;

enum class NodeKind : std::uint8_t {
  literal,      // value
  name,         // name, builtin when a built-in function has that name
  list,         // children
  context,      // names are the keys, children the values
  range,        // children low and high, low_included, high_included
  unary_test,   // op and one child: "< 5"; alone it is the range of what passes
  negate,       // one child
  arithmetic,   // op, two children
  comparison,   // op, two children
  conjunction,  // children
  disjunction,  // children
  between,      // value, low, high
  in,           // value, then the tests
  tests,        // the tests of a cell, on `?`; negated for not(...)
  instance_of,  // one child, types[0]
  path,         // one child, name
  filter,       // list, condition
  call,         // function, then the arguments; names when they are named
  for_loop,     // names are the iterators, children their domains and the body last
  some,         // as for_loop
  every,        // as for_loop
  conditional,  // condition, then, else
  function,     // names and types are the parameters, one child: the body (none when external)
  typed,        // one child whose value must fit types[0] (boxed expressions)
  native,       // native evaluates it (a decision table)
  juel_equal,   // op equal or not_equal, two children: kinds that differ are just not equal
  juel_add,     // two children: texts are joined, numbers added
  juel_index,   // list or context, index from 0 or key
  juel_empty,   // one child
  juel_join,    // children, joined as texts
  juel_method,  // receiver, then arguments; name
};

enum class Operator : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal
};

struct Node;
using NodePtr = std::shared_ptr<const Node>;

/// A node that another module evaluates, inside the same budget (decision tables of engine/dmn).
class NativeNode {
 public:
  virtual ~NativeNode() = default;
  [[nodiscard]] virtual Value evaluate(Evaluator& evaluator, const Frame* frame) const = 0;
};

struct Node {
  NodeKind kind = NodeKind::literal;
  Operator op = Operator::add;
  bool low_included = false, high_included = false;
  bool negated = false;
  bool uses_partial = false;  ///< the body of a for loop reads `partial`
  bool uses_input = false;    ///< a test that reads `?` gives its own answer
  std::uint16_t depth = 1;    ///< height of the tree, at most limits::feel_depth
  Position at;
  Value value;
  std::string name;
  std::vector<NodePtr> children;
  std::vector<std::string> names;
  std::vector<std::string>
      captures;  ///< of a function: the names that its body reads from around it
  std::vector<TypePtr> types;
  const Builtin* builtin = nullptr;
  std::shared_ptr<const NativeNode> native;
};

}  // namespace onward::feel

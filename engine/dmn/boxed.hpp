// Boxed expressions and decision tables to FEEL trees (DMN 1.5 clauses 10.2 and 8).
#pragma once

#include <string>
#include <vector>

#include "engine/dmn/draft.hpp"
#include "engine/feel/ast.hpp"
#include "engine/feel/parser.hpp"

namespace onward::dmn {

/// Builds the trees of one element. What cannot be read becomes a warning and an expression that
/// gives null.
class BoxedCompiler {
 public:
  /// `names` are known to every expression.
  BoxedCompiler(const feel::Types& types, std::vector<std::string> names, std::string element_id,
                std::vector<Problem>& problems)
      : types_(types),
        names_(std::move(names)),
        element_id_(std::move(element_id)),
        problems_(problems) {}

  feel::NodePtr expression(const DraftExpression& draft);

 private:
  feel::NodePtr parsed(const DraftText& text, feel::Goal goal);
  feel::NodePtr context(const DraftExpression& draft);
  feel::NodePtr relation(const DraftExpression& draft);
  feel::NodePtr function(const DraftExpression& draft);
  feel::NodePtr invocation(const DraftExpression& draft);
  feel::NodePtr iterator(const DraftExpression& draft, feel::NodeKind kind);
  feel::NodePtr table(const DraftExpression& draft);
  feel::NodePtr typed(feel::NodePtr node, const std::string& type_ref, Position at,
                      const std::string& name);
  feel::NodePtr fitted(feel::NodePtr node, const feel::TypePtr& wanted, const std::string& name);
  feel::TypePtr result_type(const DraftExpression& draft);
  feel::NodePtr simple(feel::NodeKind kind, const DraftExpression& draft);
  feel::TypePtr type(const std::string& type_ref, Position at);

  const feel::Types& types_;
  std::vector<std::string> names_;
  std::string element_id_;
  std::vector<Problem>& problems_;
  std::vector<std::string>
      read_;  ///< names that the expressions read, for the captures of functions
};

}  // namespace onward::dmn

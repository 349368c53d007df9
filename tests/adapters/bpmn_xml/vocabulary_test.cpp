// Every name of every vendor's vocabulary, in the smallest model that can have it: read in silence,
// a warning, or not executable, and in the last two cases named.
#include <algorithm>

#include "adapters/bpmn_xml/dialects.hpp"
#include "tests/adapters/bpmn_xml/vocabulary.hpp"

namespace onward::bpmn_xml {
namespace {

/// Our own vocabulary is refused where it is wrong, and has its own tests.
std::vector<Dialect> vendors() {
  std::vector<Dialect> found;
  for (const Dialect& dialect : dialects())
    if (dialect.strictness == Strictness::unknown_is_warning) found.push_back(dialect);
  return found;
}

std::string owner_of(const VendorName& name) {
  return name.on.empty() ? "task" : std::string(name.on.substr(0, name.on.find(' ')));
}

std::string expected(Treatment treatment) {
  switch (treatment) {
    case Treatment::read:
    case Treatment::quiet: return {};
    case Treatment::warning: return "warning";
    case Treatment::not_executable: return "not-executable";
  }
  return "?";
}

TEST(Vocabularies, EveryAttributeIsTreatedAsItsRowSays) {
  for (const Dialect& dialect : vendors())
    for (const VendorName& name : dialect.attributes) {
      const std::string word(name.name);
      const std::string document = with_owner(owner_of(name), " v:" + word + "='x'", "");
      const std::string full = std::string(dialect.prefix) + ":" + word;
      EXPECT_EQ(said(declared(document, dialect), full), expected(name.treatment)) << full;
    }
}

TEST(Vocabularies, EveryElementIsTreatedAsItsRowSays) {
  for (const Dialect& dialect : vendors())
    for (const VendorName& name : dialect.elements) {
      const std::string word(name.name);
      const std::string document = with_owner(
          owner_of(name), "", "<extensionElements><v:" + word + "/></extensionElements>");
      const std::string full = std::string(dialect.prefix) + ":" + word;
      EXPECT_EQ(said(declared(document, dialect), full), expected(name.treatment)) << full;
    }
}

TEST(Vocabularies, WhatNoRowNamesIsAWarning) {
  for (const Dialect& dialect : vendors()) {
    const std::string full = std::string(dialect.prefix) + ":neverHeardOf";
    EXPECT_EQ(said(declared(with_owner("task", " v:neverHeardOf='x'", ""), dialect), full),
              "warning");
    EXPECT_EQ(said(declared(with_owner("task", "",
                                       "<extensionElements><v:neverHeardOf/></extensionElements>"),
                            dialect),
                   full),
              "warning");
  }
}

/// What another engine does and we do not must stop a definition: these may never become silent.
TEST(Vocabularies, WhatChangesBehaviourIsNotExecutable) {
  const std::pair<const char*, const char*> names[] = {
      {"zeebe", "taskListeners"},        {"zeebe", "executionListeners"},
      {"zeebe", "conditionalFilter"},    {"zeebe", "adHoc"},
      {"flowable", "executionListener"}, {"activiti", "taskListener"},
      {"flowable", "skipExpression"},    {"flowable", "triggerable"},
      {"camunda", "executionListener"},  {"operaton", "taskListener"},
  };
  for (const auto& [prefix, word] : names) {
    bool stops = false;
    for (const Dialect& dialect : dialects()) {
      if (dialect.prefix != prefix) continue;
      for (const auto& rows : {dialect.attributes, dialect.elements})
        for (const VendorName& name : rows)
          stops = stops || (name.name == word && name.treatment == Treatment::not_executable);
    }
    EXPECT_TRUE(stops) << prefix << ":" << word;
  }
}

TEST(ZeebeDialect, ReadsTheCalledElement) {
  const model::Draft draft = draft_of(
      process("<callActivity id='c'><extensionElements><zeebe:calledElement processId='child' "
              "bindingType='versionTag' versionTag='may' propagateAllParentVariables='false' "
              "propagateAllChildVariables='false'/></extensionElements></callActivity>"
              "<callActivity id='d'><extensionElements><zeebe:calledElement processId='=key' "
              "bindingType='deployment'/></extensionElements></callActivity>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::CallActivity& mapped = element(draft, "c").details.call;
  EXPECT_EQ(shown(mapped.called), "literal:child");
  EXPECT_EQ(mapped.binding, model::Binding::version_tag);
  EXPECT_EQ(shown(mapped.version), "literal:may");
  EXPECT_FALSE(mapped.all_in || mapped.all_out);
  EXPECT_TRUE(mapped.all_local_in && mapped.all_local_out);
  const model::CallActivity& open = element(draft, "d").details.call;
  EXPECT_EQ(shown(open.called), "feel:key");
  EXPECT_EQ(open.binding, model::Binding::deployment);
  EXPECT_TRUE(open.all_in && open.all_out);
}

}  // namespace
}  // namespace onward::bpmn_xml

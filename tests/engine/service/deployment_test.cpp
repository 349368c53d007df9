// What a deployment makes of the files that it is given: versions, and version tags of decisions.
#include "engine/service/deployment.hpp"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/engine/dmn/drafts.hpp"

namespace onward {
namespace {

/// Whatever is asked, it reads this model.
class OneModel final : public DefinitionReader {
 public:
  explicit OneModel(dmn::DraftModel model)
      : model_(std::make_shared<const dmn::DraftModel>(std::move(model))) {}
  Result<Document> read(std::string_view /*bytes*/) override {
    return Document{StoredDefinition::Kind::decision, {}, model_};
  }

 private:
  std::shared_ptr<const dmn::DraftModel> model_;
};

Checked deployed(const std::string& first_tag, const std::string& second_tag) {
  dmn::DraftElement first = dmn::decision("first", dmn::literal("1"));
  dmn::DraftElement second = dmn::decision("second", dmn::literal("2"));
  first.version_tag = first_tag;
  second.version_tag = second_tag;
  OneModel reader(dmn::model({first, second}));
  Definitions definitions({[] { return std::vector<StoredDefinition>{}; },
                           [](StoredDefinition::Kind, std::string_view, std::uint32_t) {
                             return std::optional<StoredDefinition>{};
                           }},
                          reader);
  return check_deployment({{"rules.dmn", "", "digest"}}, definitions, {}, "anna");
}

TEST(VersionTag, OfAModelIsTheOneThatItsDecisionsSay) {
  const Checked same = deployed("may", "may");
  ASSERT_EQ(same.definitions.size(), 1U);
  EXPECT_EQ(same.definitions[0].definition.version_tag, "may");
  EXPECT_TRUE(same.problems.empty());
  EXPECT_EQ(deployed("", "june").definitions.at(0).definition.version_tag, "june");
}

TEST(VersionTag, ThatDiffersInOneModelCountsForNone) {
  const Checked checked = deployed("may", "june");
  EXPECT_FALSE(checked.refused);
  EXPECT_EQ(checked.definitions.at(0).definition.version_tag, "");
  ASSERT_EQ(checked.problems.size(), 1U);
  EXPECT_EQ(checked.problems[0].problem.code, "version-tags-differ");
  EXPECT_EQ(checked.problems[0].problem.severity, model::Severity::warning);
  EXPECT_EQ(checked.problems[0].problem.element_id, "second");
}

}  // namespace
}  // namespace onward

// The words of the compact dialect, and what is refused with its place.
#include "adapters/native_xml/reader.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/adapters/native_xml/documents.hpp"

namespace onward::native_xml {
namespace {

using model::EventKind;
using model::TimerKind;

TEST(CompactReader, RefusesAnotherRoot) {
  const Result<model::Draft> draft = read("<process xmlns='urn:x' id='p'/>");
  ASSERT_FALSE(draft.ok());
  EXPECT_EQ(draft.error().code, ErrorCode::malformed);
  EXPECT_EQ(draft.error().where, "1:1");
}

TEST(CompactReader, RefusesUnknownWordsAndSaysWhatWasExpected) {
  const model::Draft draft = draft_of("<task id='a'>\n  <feeld/></task>");
  ASSERT_EQ(problems_of(draft), "unknown-element 3:3");
  EXPECT_NE(draft.problems[0].message.find("field"), std::string::npos);
  EXPECT_EQ(draft.problems[0].element_id, "a");
  EXPECT_EQ(problems_in("<task id='a' dew='P1D'/>"), "unknown-attribute 2:1");
  EXPECT_EQ(problems_in("<task/>"), "missing-attribute 2:1");
  EXPECT_EQ(problems_in("<task id='a'>text</task>"), "unexpected-text 2:14");
  EXPECT_EQ(problems_in("<task id='a'/>\n<task id='a'/>"), "duplicate-id 3:1");
  EXPECT_EQ(problems_in("<task id='1a'/>"), "invalid-value 2:1");
  EXPECT_EQ(problems_in("<task id='a'><field id='f' required='yes'/></task>"),
            "invalid-value 2:14");
  EXPECT_EQ(problems_in("<task id='a' contact='yes'/>"), "invalid-value 2:1");
  EXPECT_EQ(problems_in("<choice id='c'><when test='=x'/></choice>"), "invalid-value 2:16");
}

TEST(CompactReader, ReadsTasks) {
  const model::Draft draft = draft_of(
      "<task id='call-back' due='P1D' follow-up='later' assignee='opportunity.responsible' "
      "groups='[\"a\"]' priority='70' deliverable='A note' deliverable-optional='true' "
      "contact='true' stage='needs'><documentation>Why</documentation><instructions>\n  One\n    "
      "two\n"
      "</instructions><field id='n' type='number' above='0' required-if='x' default='1' "
      "keep='discount'/><checklist><item id='i' remark-required='true'> Check </item></checklist>"
      "<show variable='items'/><input name='a' value='1'/><output name='b' value='n'/></task>");
  EXPECT_EQ(problems_of(draft), "");
  const model::DraftElement& task = element(draft, "call-back");
  EXPECT_EQ(task.name, "Call back");
  EXPECT_EQ(task.details.stage, "needs");
  EXPECT_EQ(task.details.documentation, "Why");
  const model::UserTask& user = task.details.user;
  EXPECT_EQ(shown(user.due), "literal:P1D");
  EXPECT_EQ(shown(user.follow_up), "feel:later");
  EXPECT_EQ(shown(user.assignee), "feel:opportunity.responsible");
  EXPECT_TRUE(user.deliverable_optional);
  EXPECT_TRUE(user.contact);
  EXPECT_EQ(user.instructions, "One\n  two");
  EXPECT_TRUE(user.form.at(0).exclusive_min);
  EXPECT_EQ(user.form.at(0).keep, "discount");
  EXPECT_EQ(user.checklist.at(0).text, "Check");
  EXPECT_EQ(user.shows.at(0), "items");
  EXPECT_EQ(task.details.io.inputs.size(), 1U);
  EXPECT_EQ(task.details.io.outputs.size(), 1U);
}

TEST(CompactReader, ReadsTheOtherActivities) {
  const model::Draft draft = draft_of(
      "<service id='s' connector='sheet' retries='5' backoff='PT2M' result='r'><input name='row' "
      "value='{}'/></service><script id='sc' result='x'>1 + 1</script><decide id='d' "
      "decision='bant' version-tag='v1' result='score'/><send id='se' message='m' "
      "correlation='k'><payload name='a' value='1'/></send><receive id='re' message='m 2'/>"
      "<call id='c' process='child' business-key='k'><in name='a'/><in name='b' value='1'/>"
      "<out all='true'/></call>");
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "s").details.job.kind, model::JobKind::connector);
  EXPECT_EQ(element(draft, "s").details.job.retries, 5U);
  EXPECT_EQ(element(draft, "s").details.job.inputs.size(), 1U);
  EXPECT_EQ(shown(element(draft, "sc").details.script.script), "feel:1 + 1");
  EXPECT_EQ(element(draft, "d").details.decision.binding, model::Binding::version_tag);
  EXPECT_EQ(shown(element(draft, "se").details.message.name), "literal:m");
  EXPECT_EQ(shown(element(draft, "se").details.message.correlation_key), "feel:k");
  EXPECT_EQ(element(draft, "se").details.payload.size(), 1U);
  EXPECT_EQ(element(draft, "re").details.message.ref, "message-m_2");
  const model::CallActivity& call = element(draft, "c").details.call;
  EXPECT_FALSE(call.all_in);
  EXPECT_TRUE(call.all_out);
  EXPECT_EQ(shown(call.in.at(0).value), "feel:a");
}

TEST(CompactReader, ReadsLoops) {
  const model::Draft draft = draft_of(
      "<task id='a' for-each='items' as='line' one-by-one='true' collect='all' collected='x' "
      "done-when='y'/><task id='b' times='3'/><task id='c' repeat-while='again' "
      "repeat-at-most='5' test-first='true'/>");
  EXPECT_EQ(problems_of(draft), "");
  const model::MultiInstance& multi = element(draft, "a").details.multi_instance.value();
  EXPECT_TRUE(multi.sequential);
  EXPECT_EQ(shown(multi.collection), "feel:items");
  EXPECT_EQ(multi.element_variable, "line");
  EXPECT_EQ(multi.output_collection, "all");
  EXPECT_EQ(shown(element(draft, "b").details.multi_instance.value().cardinality), "feel:3");
  EXPECT_TRUE(element(draft, "c").details.loop.value().test_before);
}

TEST(CompactReader, ReadsEvents) {
  const model::Draft draft = draft_of(
      "<start id='s1' timer='0 6 * * *'/><start id='s2' timer='2026-01-31'/><start id='s3' "
      "signal='won' opportunity='from-signal'/><start id='s4' opportunity='create'><input "
      "name='kind' value='\"x\"'/></start><wait id='w1' until='callBackOn'/><wait id='w2' "
      "for='P30D'/><throw id='t' message='m' correlation='k'><payload name='a' value='1'/></throw>"
      "<task id='a'><on-escalation code='E' code-variable='c' next='e'/><every cycle='R3/PT1H' "
      "next='e'/></task><end id='e' terminate='true'/><on id='o' error='*'><end id='x' error='E2'/>"
      "</on>");
  EXPECT_EQ(problems_of(draft), "");
  const auto event = [&](std::string_view id) { return element(draft, id).details.events.at(0); };
  EXPECT_EQ(event("s1").timer.kind, TimerKind::cycle);
  EXPECT_EQ(event("s2").timer.kind, TimerKind::date);
  EXPECT_EQ(element(draft, "s3").details.opportunity, model::Details::OpportunityUse::from_signal);
  EXPECT_EQ(element(draft, "s4").details.opportunity_inputs.size(), 1U);
  EXPECT_EQ(shown(event("w1").timer.value), "feel:callBackOn");
  EXPECT_EQ(shown(event("w2").timer.value), "literal:P30D");
  EXPECT_EQ(shown(event("t").correlation_key), "feel:k");
  EXPECT_EQ(event("a-escalation").code_variable, "c");
  EXPECT_EQ(event("a-every").timer.kind, TimerKind::cycle);
  EXPECT_EQ(event("e").kind, EventKind::terminate);
  EXPECT_EQ(event("o-start").kind, EventKind::error);
  EXPECT_TRUE(event("o-start").name.empty());
  EXPECT_EQ(shown(event("x").name), "literal:E2");
}

TEST(CompactReader, RefusesWhatExcludesEachOtherOrIsMissing) {
  EXPECT_EQ(problems_in("<service id='s'/>"), "missing-attribute 2:1");
  EXPECT_EQ(
      problems_in(
          "<service id='s' worker='a' connector='sheet'><input name='row' value='{}'/></service>"),
      "conflicting-attributes 2:1");
  EXPECT_EQ(problems_in("<service id='s' action='opportunity.create' retries='2'><input "
                        "name='kind' value='1'/></service>"),
            "conflicting-attributes 2:1");
  EXPECT_EQ(problems_in("<wait id='w'/>"), "missing-attribute 2:1");
  EXPECT_EQ(problems_in("<throw id='t' signal='s' correlation='k'/>"),
            "conflicting-attributes 2:1");
  EXPECT_EQ(problems_in("<task id='a' times='2' for-each='b'/>"), "conflicting-attributes 2:1");
  EXPECT_EQ(problems_in("<task id='a' as='b'/>"), "missing-attribute 2:1");
  EXPECT_EQ(problems_in("<call id='c' process='p' version='1' binding='deployment'/>"),
            "conflicting-attributes 2:1");
  EXPECT_EQ(problems_in("<call id='c' process='p' binding='latest'/>"), "invalid-value 2:1");
  EXPECT_EQ(problems_in("<start id='s' timer='soon'/><task id='a'/>"), "invalid-value 2:1");
  EXPECT_EQ(problems_in("<task id='a'><every duration='often' next='b'/></task><task id='b'/>"),
            "invalid-value 2:14");
}

TEST(CompactReader, RefusesWhatTheVocabularyDoesNotHave) {
  EXPECT_EQ(problems_in("<service id='s' action='lead.steal'/>"), "action-unknown 2:1");
  EXPECT_EQ(problems_in("<service id='s' action='ticket.create'/>"), "argument-missing 2:1");
  EXPECT_EQ(problems_in("<service id='s' action='lead.create'><input name='x' value='1'/>"
                        "</service>"),
            "argument-unknown 2:1");
  EXPECT_EQ(problems_in("<service id='s' connector='fax'/>"), "connector-unknown 2:1");
  EXPECT_EQ(problems_in("<task id='a'><field id='f' keep='x'/></task>"), "keep-unknown 2:1");
  EXPECT_EQ(problems_in("<task id='a'><field id='f' type='money'/></task>"),
            "field-unknown-type 2:14");
}

TEST(CompactReader, ReadsTheShippedProcessesWithoutAProblem) {
  const std::filesystem::path folder = std::filesystem::path(ONWARD_SOURCE_DIR) / "processes";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    ++files;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Result<model::Draft> draft = read(text);
    ASSERT_TRUE(draft.ok()) << entry.path();
    EXPECT_EQ(problems_of(*draft), "") << entry.path();
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace onward::native_xml

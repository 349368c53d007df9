// Message flows: between pools, from what sends to what receives (BPMN 2.0.2 clauses 7.6.2
// and 9.3).
#include <gtest/gtest.h>

#include "engine/model/rules.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using model::DraftMessageFlow;
using model::Problem;

/// Pools "buyer" and "seller", each start, send, receive and end; "bank" is a black box.
model::Draft trade(const std::string& source, const std::string& target) {
  model::Draft draft;
  for (const std::string pool : {"buyer", "seller"}) {
    Builder b(pool);
    b.start(pool + "-start").send(pool + "-send", "m").receive(pool + "-receive", "m");
    b.exclusive(pool + "-gateway").end(pool + "-end");
    draft.processes.push_back(b.draft());
    draft.participants.push_back({pool + "-pool", pool});
  }
  draft.participants.push_back({"bank", ""});
  draft.message_flows.push_back({"flow", source, target, {7, 3}});
  return draft;
}

std::string codes(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    EXPECT_EQ(problem.severity, model::Severity::error);
    EXPECT_EQ(problem.element_id, "flow");
    EXPECT_EQ(problem.at, (Position{7, 3}));
    text += (text.empty() ? "" : " ") + problem.code;
  }
  return text;
}

std::string found(const std::string& source, const std::string& target) {
  return codes(model::check_collaboration(trade(source, target)));
}

TEST(CollaborationRules, AMessageFlowConnectsTwoPools_9_3) {
  EXPECT_EQ(found("buyer-send", "seller-receive"), "");
  EXPECT_EQ(found("buyer-send", "buyer-receive"), "message-flow-in-one-pool");
  EXPECT_EQ(found("buyer-send", "buyer-pool"), "message-flow-in-one-pool");
  EXPECT_EQ(found("bank", "bank"), "message-flow-in-one-pool");
  EXPECT_EQ(found("buyer-send", "bank"), "");
  EXPECT_EQ(found("bank", "seller-start"), "");
}

TEST(CollaborationRules, AMessageFlowLeadsFromWhatSendsToWhatReceives_7_6_2) {
  EXPECT_EQ(found("buyer-start", "seller-receive"), "message-flow-end");
  EXPECT_EQ(found("buyer-send", "seller-end"), "message-flow-end");
  EXPECT_EQ(found("buyer-gateway", "seller-gateway"), "message-flow-end message-flow-end");
  EXPECT_EQ(found("buyer-end", "seller-start"), "");
}

}  // namespace
}  // namespace onward::test

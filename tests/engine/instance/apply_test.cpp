#include "engine/instance/apply.hpp"

#include <gtest/gtest.h>

#include "engine/instance/journal.hpp"
#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

using Facts = std::vector<Fact>;

/// A started instance with token 2 and task 3, job 4, wait 5, incident 6 on it.
Instance busy() {
  Task task{.id = {3}, .token = {2}};
  return fold(test::started(), Facts{TokenCreated{{2}, root_scope, "a", "f", {10}},
                                     TaskOpened{task}, JobOpened{Job{.id = {4}, .token = {2}}},
                                     WaitOpened{Wait{.id = {5}, .token = {2}}},
                                     IncidentRaised{Incident{.id = {6}, .token = {2}}}});
}

Instance after(const Fact& fact, Instance instance = busy()) {
  apply(instance, fact);
  return instance;
}

TEST(Apply, StartingFillsTheInstanceAndOpensTheRootScope) {
  const auto fact = std::get<InstanceStarted>(test::every_fact().front());

  const Instance instance = after(fact, {});

  const Instance expected{.id = fact.id,
                          .definition = fact.definition,
                          .state = InstanceState::active,
                          .business_key = fact.business_key,
                          .root = fact.root,
                          .parent = fact.parent,
                          .parent_token = fact.parent_token,
                          .depth = fact.depth,
                          .opportunity = fact.opportunity,
                          .started_by = fact.by,
                          .start_element = fact.element,
                          .started = fact.at,
                          .scopes = {{root_scope, {}, {}, ScopeKind::process, "", {}}},
                          .link = fact.link};
  EXPECT_EQ(instance, expected);
}

TEST(Apply, StateOpportunityAndEndAreSet) {
  EXPECT_EQ(after(InstanceStateChanged{InstanceState::suspended, "why"}).state,
            InstanceState::suspended);
  EXPECT_EQ(after(OpportunityLinked{{8}}).opportunity, OpportunityId{8});
  const Instance ended = after(InstanceEnded{InstanceState::cancelled, "why", {99}});
  EXPECT_EQ(ended.state, InstanceState::cancelled);
  EXPECT_EQ(ended.ended, Instant{99});
}

TEST(Apply, ATokenIsCreatedEnteringChangesStateAndIsConsumed) {
  Instance instance = after(TokenCreated{{7}, root_scope, "b", "g", {11}});
  const Token expected{{7}, root_scope, "b", "g", TokenState::entering, {11}, false};
  EXPECT_EQ(instance.tokens.back(), expected);

  apply(instance, TokenStateChanged{{7}, TokenState::parked});
  EXPECT_EQ(find_token(instance, {7})->state, TokenState::parked);
  EXPECT_EQ(find_token(instance, {2})->state, TokenState::entering);

  apply(instance, TokenConsumed{{2}, TokenEnd::completed});
  EXPECT_EQ(find_token(instance, {2}), nullptr);
  EXPECT_NE(find_token(instance, {7}), nullptr);
}

TEST(Apply, ClosingAScopeTakesItsVariablesAndItsProgress) {
  Instance instance = after(ScopeOpened{{7}, root_scope, {2}, ScopeKind::multi_instance, "a"});
  const Scope expected{{7}, root_scope, {2}, ScopeKind::multi_instance, "a", {}};
  EXPECT_EQ(instance.scopes.back(), expected);
  apply(instance, VariableSet{{7}, "x", Value(1), std::nullopt});
  apply(instance, MultiInstanceChanged{{.scope = {7}, .total = 2}});

  apply(instance, ScopeClosed{{7}});

  EXPECT_EQ(find_scope(instance, {7}), nullptr);
  EXPECT_TRUE(instance.multi_instances.empty());
  EXPECT_EQ(instance.scopes.size(), 1U);
}

TEST(Apply, AVariableIsAddedReplacedInPlaceAndRemoved) {
  Instance instance = after(VariableSet{root_scope, "x", Value(1), std::nullopt});
  apply(instance, VariableSet{root_scope, "y", Value(2), std::nullopt});
  apply(instance, VariableSet{root_scope, "x", Value(3), Value(1)});
  EXPECT_EQ(instance.scopes[0].variables,
            (std::vector<Variable>{{"x", Value(3)}, {"y", Value(2)}}));

  apply(instance, VariableRemoved{root_scope, "x", Value(3)});

  EXPECT_EQ(instance.scopes[0].variables, (std::vector<Variable>{{"y", Value(2)}}));
}

TEST(Apply, MultiInstanceNumbersReplaceAndEmptyListsKeepWhatWasThere) {
  Instance instance = after(ScopeOpened{{7}, root_scope, {2}, ScopeKind::multi_instance, "a"});
  const List items{Value("a"), Value("b")};
  apply(instance, MultiInstanceChanged{{.scope = {7}, .total = 2, .items = items}});
  apply(instance,
        MultiInstanceChanged{{{7}, 2, 2, 1, 1, 0, {}, {}}, MultiInstanceOutput{1, Value(9)}});
  const MultiInstanceState expected{{7}, 2, 2, 1, 1, 0, items, {Value(), Value(9)}};
  EXPECT_EQ(*find_multi_instance(instance, {7}), expected);

  const MultiInstanceState whole{{7}, 3, 3, 0, 1, 2, {Value(1)}, {Value(2)}};
  apply(instance, MultiInstanceChanged{whole});

  EXPECT_EQ(*find_multi_instance(instance, {7}), whole);
}

TEST(Apply, AWaitIsOpenedRepeatedAndClosed) {
  Instance instance = busy();
  EXPECT_EQ(instance.waits, (RisingList<Wait>{{.id = {5}, .token = {2}}}));

  apply(instance, TimerRepeated{{5}, {100}, 7});
  EXPECT_EQ(instance.waits[0].due, Instant{100});
  EXPECT_EQ(instance.waits[0].remaining, 7U);

  apply(instance, WaitClosed{{5}, WaitEnd::fired});
  EXPECT_TRUE(instance.waits.empty());
}

TEST(Apply, EveryChangeOfATaskRaisesItsRevision) {
  Instance instance = busy();
  const ChecklistMark mark{"item", true, false, "", "anna", {1}};
  const Redirection redirection{"anna", "", "anna", "", "mine", {1}};
  const Subtask part{{{9}, {3}}, "part"};
  const Notice notice{NoticeKind::hung, {{8}, {3}}};
  const Facts changes{TaskRedirected{{3}, redirection, {"sales"}, {}},
                      SubtaskOpened{{3}, part},
                      SubtaskEnded{{3}, {9}},
                      NoticeGiven{{3}, notice},
                      NoticeWithdrawn{{3}, NoticeKind::hung},
                      SubtaskOpened{{3}, part},
                      NoticeGiven{{3}, notice},
                      TaskAssigned{{3}, "anna", "bert", Instant{4}},
                      TaskUpdated{{3}, Instant{5}, Instant{6}, 70, Value("d")},
                      ChecklistMarked{{3}, mark},
                      TaskCommented{{3}, {{7}, "carl", "hm", {2}}}};
  for (const Fact& change : changes) {
    const std::uint32_t before = find_task(instance, {3})->revision;
    apply(instance, change);
    EXPECT_EQ(find_task(instance, {3})->revision, before + 1) << name_of(change);
  }

  const Task expected{.id = {3},
                      .token = {2},
                      .assignee = "anna",
                      .owner = "bert",
                      .candidate_groups = {"sales"},
                      .due = Instant{5},
                      .follow_up = Instant{6},
                      .priority = 70,
                      .revision = 12,
                      .checklist = {mark},
                      .comments = {{{7}, "carl", "hm", {2}}},
                      .draft = Value("d"),
                      .accepted = Instant{4},
                      .redirections = {redirection},
                      .subtasks = {part},
                      .notices = {notice}};
  EXPECT_EQ(*find_task(instance, {3}), expected);
  apply(instance, TaskClosed{.task = {3}});
  EXPECT_TRUE(instance.tasks.empty());
}

TEST(Apply, AChecklistMarkReplacesTheOldOneAndIsGoneWhenOpenedAgain) {
  Instance instance = after(ChecklistMarked{{3}, {"one", true, false, "", "anna", {1}}});
  apply(instance, ChecklistMarked{{3}, {"two", true, false, "", "anna", {2}}});
  const ChecklistMark not_applicable{"one", false, true, "no budget", "bert", {3}};
  apply(instance, ChecklistMarked{{3}, not_applicable});
  apply(instance, ChecklistMarked{{3}, {"two", false, false, "", "bert", {4}}});

  EXPECT_EQ(instance.tasks[0].checklist, (std::vector<ChecklistMark>{not_applicable}));
}

TEST(Apply, AJobIsLockedFailsGetsRetriesAndIsClosed) {
  Instance instance = after(JobLocked{{4}, "w", Instant{50}});
  EXPECT_EQ(instance.jobs[0].worker, "w");
  EXPECT_EQ(instance.jobs[0].locked_until, Instant{50});

  apply(instance, JobFailed{{4}, "no answer", 1, {60}});
  const Job failed{.id = {4}, .token = {2}, .retries = 1, .due = {60}};
  EXPECT_EQ(instance.jobs[0], failed);  // the lock went with the attempt

  apply(instance, JobRetriesSet{{4}, 9, {70}});
  EXPECT_EQ(instance.jobs[0].retries, 9U);
  EXPECT_EQ(instance.jobs[0].due, Instant{70});

  apply(instance, JobClosed{.job = {4}});
  EXPECT_TRUE(instance.jobs.empty());
}

TEST(Apply, ACallIsOpenedAndClosedByTokenAndChild) {
  Instance instance = after(CallOpened{{2}, {100}});
  apply(instance, CallOpened{{2}, {101}});

  apply(instance, CallClosed{{2}, {100}});

  EXPECT_EQ(instance.calls, (std::vector<Call>{{{2}, {101}}}));
}

TEST(Apply, AnIncidentIsRaisedAndResolved) {
  Instance instance = busy();
  EXPECT_EQ(instance.incidents, (RisingList<Incident>{{.id = {6}, .token = {2}}}));

  apply(instance, IncidentResolved{{6}});

  EXPECT_TRUE(instance.incidents.empty());
}

TEST(Apply, ATokenKeepsThatItsBoundaryEventsWereSet) {
  EXPECT_FALSE(find_token(busy(), {2})->boundary_set);
  EXPECT_TRUE(find_token(after(BoundarySet{{2}}), {2})->boundary_set);
}

TEST(Apply, AConditionIsRememberedAsItWasSeen) {
  EXPECT_TRUE(find_wait(after(ConditionSeen{{5}, true}), {5})->holds);
}

TEST(Apply, WhatCanBeCompensatedIsKeptMovedAndDroppedWithWhatIsInIt) {
  Instance instance = after(CompensationKept{{.id = {7}, .scope = root_scope, .element = "a"}});
  apply(instance, CompensationKept{{.id = {8}, .scope = root_scope, .element = "b"}});
  apply(instance, CompensationMoved{{7}, {}, {8}, {}});
  const Compensable inside{.id = {7}, .within = {8}, .element = "a"};
  EXPECT_EQ(*find_compensable(instance, {7}), inside);

  apply(instance, CompensationDropped{{8}});

  EXPECT_TRUE(instance.compensables.empty());
}

TEST(Apply, AClosedScopeTakesWhatCouldBeCompensatedInIt) {
  Instance instance = after(ScopeOpened{{7}, root_scope, {2}, ScopeKind::sub_process, "a"});
  apply(instance, CompensationKept{{.id = {8}, .scope = {7}, .element = "b"}});
  apply(instance, CompensationKept{{.id = {9}, .scope = root_scope, .element = "c"}});

  apply(instance, ScopeClosed{{7}});

  ASSERT_EQ(instance.compensables.size(), 1U);
  EXPECT_EQ(instance.compensables[0].element, "c");
}

TEST(Apply, ACompletedCalledInstanceKeepsWhatItsCallerMayCompensate) {
  Instance instance = after(CompensationKept{{.id = {7}, .scope = root_scope, .element = "a"}});
  EXPECT_TRUE(after(InstanceEnded{}, instance).compensables.empty());
  instance.parent = {78};
  EXPECT_TRUE(after(InstanceEnded{InstanceState::failed, "", {}}, instance).compensables.empty());
  apply(instance, InstanceEnded{InstanceState::completed, "", {99}});
  EXPECT_EQ(instance.compensables.size(), 1U);

  apply(instance, InstanceReopened{{4}});

  EXPECT_EQ(instance.state, InstanceState::active);
  EXPECT_EQ(instance.ended, Instant{});
  EXPECT_EQ(instance.parent_token, LocalId{4});
}

TEST(Apply, WhatIsOnlyForTheHistoryChangesNothing) {
  EXPECT_EQ(after(EventCaught{{5}, "a", "n"}), busy());
  EXPECT_EQ(after(StageReached{"a", "offer"}), busy());
  EXPECT_EQ(after(EventThrown{"a", "signal", "n"}), busy());
  EXPECT_EQ(after(OperationNoted{"retry", "why"}), busy());
  EXPECT_EQ(after(InstanceRewound{3}), busy());
}

TEST(Apply, MigratingRenamesEverythingOpenAtOnceAndKeepsTheIds) {
  Instance instance = busy();
  apply(instance, TokenCreated{{50}, root_scope, "b", "f", {}});
  apply(instance, ScopeOpened{{51}, root_scope, {2}, ScopeKind::activity, "a"});
  apply(instance, WaitOpened{Wait{.id = {52}, .token = {2}, .element = "a"}});
  apply(instance, TaskOpened{Task{.id = {53}, .token = {2}, .element = "a"}});
  apply(instance, TaskOpened{Task{.id = {54}, .token = {2}, .element = "c"}});
  apply(instance, JobOpened{Job{.id = {55}, .token = {2}, .element = "a"}});
  apply(instance, IncidentRaised{Incident{.id = {56}, .token = {2}, .element = "b"}});

  apply(instance, InstanceMigrated{{"k", 9}, {{"a", "b"}, {"b", "a"}, {"f", "g"}}});

  EXPECT_EQ(instance.definition, (DefinitionRef{"k", 9}));
  EXPECT_EQ(find_token(instance, {50})->element, "a");
  EXPECT_EQ(find_token(instance, {50})->flow, "g");
  EXPECT_EQ(find_scope(instance, {51})->element, "b");
  EXPECT_EQ(find_wait(instance, {52})->element, "b");
  EXPECT_EQ(find_task(instance, {53})->element, "b");
  EXPECT_EQ(find_task(instance, {53})->revision, 2U);
  EXPECT_EQ(find_task(instance, {54})->element, "c");
  EXPECT_EQ(find_task(instance, {54})->revision, 1U);
  EXPECT_EQ(find_job(instance, {55})->element, "b");
  EXPECT_EQ(find_incident(instance, {56})->element, "a");
}

TEST(Apply, MakingSomethingRaisesTheNextId) {
  EXPECT_EQ(test::started().next_local, 2U);
  const Facts makers{TokenCreated{{50}, root_scope, "a", "", {}},
                     ScopeOpened{{50}, root_scope, {}, ScopeKind::activity, "a"},
                     WaitOpened{Wait{.id = {50}}},
                     TaskOpened{Task{.id = {50}, .token = {2}}},
                     JobOpened{Job{.id = {50}, .token = {2}}},
                     IncidentRaised{Incident{.id = {50}, .token = {2}}},
                     TaskCommented{{3}, {{50}, "a", "b", {}}},
                     CompensationKept{{.id = {50}, .scope = root_scope}}};
  for (const Fact& fact : makers) EXPECT_EQ(after(fact).next_local, 51U) << name_of(fact);
}

TEST(Apply, TheVersionIsLeftToTheUnitOfWork) {
  Instance instance = busy();
  instance.version = 17;
  EXPECT_EQ(after(TokenConsumed{{2}}, instance).version, 17U);
}

TEST(Apply, FoldAppliesInOrderAndTheJournalRecordsWhatItApplied) {
  Instance instance = busy();
  Journal journal(instance);
  journal.add(VariableSet{root_scope, "x", Value(1), std::nullopt});
  journal.add(VariableSet{root_scope, "x", Value(2), Value(1)});
  journal.add(TaskClosed{.task = {3}});

  EXPECT_EQ(fold(busy(), journal.facts()), journal.instance());
  EXPECT_EQ(*find_variable(instance.scopes[0], "x"), Value(2));
}

TEST(ApplyDeathTest, AFactThatNamesSomethingMissingIsABug) {
  const LocalId none{999};
  const Facts facts{TokenCreated{{1'000}, none, "a", "", {}},
                    TokenStateChanged{none},
                    TokenConsumed{none},
                    ScopeOpened{{1'000}, none, {}, {}, ""},
                    ScopeClosed{none},
                    VariableSet{none, "x", {}, {}},
                    VariableRemoved{root_scope, "x", {}},
                    MultiInstanceChanged{{.scope = none}},
                    WaitClosed{none},
                    TimerRepeated{none, {}, 0},
                    TimerPaused{none, {}},
                    TimerResumed{none, {}},
                    TaskOpened{Task{.id = {1'000}, .token = none}},
                    TaskAssigned{none, "", ""},
                    TaskUpdated{.task = none},
                    ChecklistMarked{none, {}},
                    TaskCommented{none, {{1'000}, "", "", {}}},
                    TaskClosed{.task = none},
                    JobOpened{Job{.id = {1'000}, .token = none}},
                    JobLocked{none, "", {}},
                    JobFailed{none, "", 0, {}},
                    JobRetriesSet{none, 0, {}},
                    JobClosed{.job = none},
                    CallOpened{none, {5}},
                    CallClosed{{2}, {5}},
                    IncidentRaised{Incident{.id = {1'000}, .token = none}},
                    IncidentResolved{none},
                    ConditionSeen{none, true},
                    TaskRedirected{none, {}, {}, {}},
                    SubtaskOpened{none, {}},
                    SubtaskEnded{{3}, {77}},
                    NoticeGiven{none, {}},
                    NoticeWithdrawn{{3}, NoticeKind::hung},
                    CompensationMoved{none, {}, {}, {}},
                    CompensationDropped{none}};
  for (const Fact& fact : facts) EXPECT_DEATH(after(fact), "ONWARD_CHECK") << name_of(fact);
}

TEST(ApplyDeathTest, AnIdIsNeverUsedTwice) {
  EXPECT_DEATH(after(TokenCreated{{6}, root_scope, "a", "", {}}), "next_local");
  EXPECT_DEATH(after(WaitOpened{Wait{.id = {0}}}), "next_local");
}

TEST(ApplyDeathTest, AnInstanceStartsOnce) {
  EXPECT_DEATH(after(test::every_fact().front()), "ONWARD_CHECK");
}

TEST(Fact, EveryKindHasItsOwnName) {
  const Facts facts = test::every_fact();
  const std::vector<std::string_view> expected{
      "InstanceStarted",   "InstanceEnded",     "InstanceStateChanged",
      "OpportunityLinked", "TokenCreated",      "TokenStateChanged",
      "TokenConsumed",     "ScopeOpened",       "ScopeClosed",
      "VariableSet",       "VariableRemoved",   "MultiInstanceChanged",
      "WaitOpened",        "WaitClosed",        "TimerRepeated",
      "EventCaught",       "TaskOpened",        "TaskAssigned",
      "TaskUpdated",       "ChecklistMarked",   "TaskCommented",
      "TaskClosed",        "JobOpened",         "JobLocked",
      "JobFailed",         "JobRetriesSet",     "JobClosed",
      "CallOpened",        "CallClosed",        "IncidentRaised",
      "IncidentResolved",  "StageReached",      "EventThrown",
      "OperationNoted",    "BoundarySet",       "ConditionSeen",
      "CompensationKept",  "CompensationMoved", "CompensationDropped",
      "InstanceReopened",  "InstanceMigrated",  "InstanceRewound",
      "TaskRedirected",    "SubtaskOpened",     "SubtaskEnded",
      "NoticeGiven",       "NoticeWithdrawn",   "DeputyActed",
      "TimerPaused",       "TimerResumed"};
  ASSERT_EQ(facts.size(), std::variant_size_v<Fact>);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    EXPECT_EQ(facts[i].index(), i);
    EXPECT_EQ(name_of(facts[i]), expected.at(i));
  }
}

}  // namespace
}  // namespace onward

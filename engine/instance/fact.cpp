#include "engine/instance/fact.hpp"

#include <array>

namespace onward {
namespace {

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Fact>> names{
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
static_assert(!names.back().empty(), "a fact has no name");

}  // namespace

std::string_view name_of(const Fact& fact) { return names[fact.index()]; }

}  // namespace onward

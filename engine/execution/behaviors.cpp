// The table: element kind -> behaviour.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/activities/ad_hoc.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/events/events.hpp"
#include "engine/execution/gateways/gateways.hpp"

namespace onward {
namespace {

/// No token arrives at an event sub-process: its start event does (waits.cpp), and rules refuse
/// flows to it.
void enter_nothing(Step& step, LocalId token) { step.consume(token, TokenEnd::died); }

constexpr Behavior start_event{enter_start_event}, end_event{enter_end_event},
    catch_event{enter_catch_event}, throwing{enter_throw_event},
    boundary_event{enter_boundary_event}, pass_through{enter_pass_through},
    user_task{enter_user_task}, service_task{enter_job_task}, send_task{enter_send_task},
    receive_task{enter_receive_task}, script_task{enter_script_task},
    decision_task{enter_decision_task}, sub_process{enter_sub_process},
    call_activity{enter_call_activity}, exclusive{enter_exclusive}, parallel{enter_parallel},
    inclusive{enter_inclusive}, event_based{enter_event_based}, complex{enter_complex},
    ad_hoc{enter_ad_hoc}, nothing{enter_nothing};

}  // namespace

const Behavior& behavior_of(model::ElementKind kind) {
  using model::ElementKind;
  switch (kind) {
    case ElementKind::start_event: return start_event;
    case ElementKind::end_event: return end_event;
    case ElementKind::intermediate_catch_event: return catch_event;
    case ElementKind::intermediate_throw_event: return throwing;
    case ElementKind::boundary_event: return boundary_event;
    case ElementKind::task:
    case ElementKind::manual_task: return pass_through;
    case ElementKind::user_task: return user_task;
    case ElementKind::service_task: return service_task;
    case ElementKind::send_task: return send_task;
    case ElementKind::receive_task: return receive_task;
    case ElementKind::script_task: return script_task;
    case ElementKind::business_rule_task: return decision_task;
    case ElementKind::sub_process:
    case ElementKind::transaction: return sub_process;
    case ElementKind::call_activity: return call_activity;
    case ElementKind::exclusive_gateway: return exclusive;
    case ElementKind::parallel_gateway: return parallel;
    case ElementKind::inclusive_gateway: return inclusive;
    case ElementKind::event_based_gateway: return event_based;
    case ElementKind::complex_gateway: return complex;
    case ElementKind::ad_hoc_sub_process: return ad_hoc;
    case ElementKind::event_sub_process: return nothing;
  }
  return nothing;
}

}  // namespace onward

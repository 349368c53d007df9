// The one table of operations: method, path, who may, handler, operationId of openapi.json.
#include <iterator>

#include "server/api/handlers.hpp"
#include "server/api/sales_routes.hpp"

namespace onward::api {
namespace {

using auth::Permission;
using http::Method;

constexpr Route core_routes[] = {
    {Method::post, "/api/v1/definitions", Permission::definitions_write, deploy_definitions,
     "deployDefinitions"},
    {Method::post, "/api/v1/definitions/simulate", Permission::definitions_write,
     simulate_definition, "simulateDefinition"},
    {Method::post, "/api/v1/definitions/import", Permission::definitions_write, import_definition,
     "importDefinition"},
    {Method::get, "/api/v1/definitions", Permission::definitions_read, list_definitions,
     "listDefinitions"},
    {Method::get, "/api/v1/definitions/{key}", Permission::definitions_read, get_definition,
     "getDefinition"},
    {Method::get, "/api/v1/definitions/{key}/versions/{n}", Permission::definitions_read,
     get_definition_version, "getDefinitionVersion"},
    {Method::get, "/api/v1/definitions/{key}/versions/{n}/xml", Permission::definitions_read,
     get_definition_xml, "getDefinitionXml"},
    {Method::get, "/api/v1/definitions/{key}/versions/{n}/statistics", Permission::definitions_read,
     get_definition_statistics, "getDefinitionStatistics"},
    {Method::get, "/api/v1/definitions/{key}/versions/{n}/diagram.svg",
     Permission::definitions_read, get_definition_diagram, "getDefinitionDiagram"},
    {Method::post, "/api/v1/definitions/{key}/attachments", Permission::definitions_write,
     attach_to_definition, "attachToDefinition"},
    {Method::get, "/api/v1/definitions/{key}/attachments", Permission::definitions_read,
     list_definition_attachments, "listDefinitionAttachments"},
    {Method::get, "/api/v1/definitions/{key}/attachments/{attachmentId}",
     Permission::definitions_read, get_definition_attachment, "getDefinitionAttachment"},
    {Method::delete_, "/api/v1/definitions/{key}/attachments/{attachmentId}",
     Permission::definitions_write, detach_from_definition, "detachFromDefinition"},
    {Method::post, "/api/v1/expressions/evaluate", Permission::evaluate, evaluate_expression,
     "evaluateExpression"},
    {Method::post, "/api/v1/decisions/evaluate", Permission::evaluate, evaluate_decision,
     "evaluateDecision"},

    {Method::post, "/api/v1/instances", Permission::instances_start, start_instance,
     "startInstance"},
    {Method::get, "/api/v1/instances", Permission::instances_read, list_instances, "listInstances"},
    {Method::get, "/api/v1/instances/{id}", Permission::instances_read, get_instance,
     "getInstance"},
    {Method::get, "/api/v1/instances/{id}/variables", Permission::instances_read, get_variables,
     "getVariables"},
    {Method::patch, "/api/v1/instances/{id}/variables", Permission::instances_admin,
     patch_variables, "patchVariables"},
    {Method::get, "/api/v1/instances/{id}/activities", Permission::instances_read, list_activities,
     "listActivities"},
    {Method::get, "/api/v1/instances/{id}/history", Permission::instances_read, list_history,
     "listHistory"},
    {Method::get, "/api/v1/adhoc", Permission::tasks_read, list_ad_hoc, "listAdHoc"},
    {Method::post, "/api/v1/instances/{id}/adhoc", Permission::tasks_work, start_ad_hoc,
     "startAdHoc"},
    {Method::post, "/api/v1/instances/{id}/suspend", Permission::instances_admin, suspend_instance,
     "suspendInstance"},
    {Method::post, "/api/v1/instances/{id}/resume", Permission::instances_admin, resume_instance,
     "resumeInstance"},
    {Method::post, "/api/v1/instances/{id}/cancel", Permission::instances_admin, cancel_instance,
     "cancelInstance"},
    {Method::post, "/api/v1/instances/{id}/move", Permission::instances_admin, move_instance,
     "moveInstance"},
    {Method::post, "/api/v1/instances/{id}/rewind", Permission::instances_admin, rewind_instance,
     "rewindInstance"},
    {Method::post, "/api/v1/instances/{id}/migrate", Permission::instances_admin, migrate_instance,
     "migrateInstance"},

    {Method::post, "/api/v1/batches", Permission::instances_admin, begin_batch, "beginBatch"},
    {Method::get, "/api/v1/batches", Permission::instances_admin, list_batches, "listBatches"},
    {Method::get, "/api/v1/batches/{id}", Permission::instances_admin, get_batch, "getBatch"},

    {Method::get, "/api/v1/incidents", Permission::instances_read, list_incidents, "listIncidents"},
    {Method::post, "/api/v1/incidents/{id}/retry", Permission::instances_admin, retry_incident,
     "retryIncident"},

    {Method::patch, "/api/v1/timers/{id}", Permission::instances_admin, patch_timer, "patchTimer"},
    {Method::post, "/api/v1/timers/{id}/run", Permission::instances_admin, run_timer, "runTimer"},
    {Method::patch, "/api/v1/jobs/{id}", Permission::instances_admin, patch_job, "patchJob"},

    {Method::get, "/api/v1/me/calendar.ics", Permission::open, get_calendar, "getCalendar"},
    {Method::put, "/api/v1/me/calendar-token", Permission::tasks_read, put_calendar_token,
     "putCalendarToken"},
    {Method::delete_, "/api/v1/me/calendar-token", Permission::tasks_read, delete_calendar_token,
     "deleteCalendarToken"},
    {Method::post, "/api/v1/tasks", Permission::tasks_work, create_task, "createTask"},
    {Method::get, "/api/v1/tasks", Permission::tasks_read, list_tasks, "listTasks"},
    {Method::get, "/api/v1/tasks/{id}", Permission::tasks_read, get_task, "getTask"},
    {Method::patch, "/api/v1/tasks/{id}", Permission::tasks_work, patch_task, "patchTask"},
    {Method::post, "/api/v1/tasks/{id}/claim", Permission::tasks_work, claim_task, "claimTask"},
    {Method::post, "/api/v1/tasks/{id}/accept", Permission::tasks_work, accept_task, "acceptTask"},
    {Method::post, "/api/v1/tasks/{id}/redirect", Permission::tasks_work, redirect_task,
     "redirectTask"},
    {Method::post, "/api/v1/tasks/{id}/subtasks", Permission::tasks_work, create_subtask,
     "createSubtask"},
    {Method::post, "/api/v1/tasks/{id}/release", Permission::tasks_work, release_task,
     "releaseTask"},
    {Method::post, "/api/v1/tasks/{id}/assign", Permission::tasks_work, assign_task, "assignTask"},
    {Method::post, "/api/v1/tasks/{id}/delegate", Permission::tasks_work, delegate_task,
     "delegateTask"},
    {Method::put, "/api/v1/tasks/{id}/checklist/{itemId}", Permission::tasks_work, mark_checklist,
     "markChecklistItem"},
    {Method::post, "/api/v1/tasks/{id}/comments", Permission::tasks_work, comment_task,
     "commentTask"},
    {Method::post, "/api/v1/tasks/{id}/attachments", Permission::tasks_work, attach_to_task,
     "attachToTask"},
    {Method::get, "/api/v1/tasks/{id}/attachments", Permission::tasks_read, list_task_attachments,
     "listTaskAttachments"},
    {Method::get, "/api/v1/tasks/{id}/attachments/{attachmentId}", Permission::tasks_read,
     get_task_attachment, "getTaskAttachment"},
    {Method::delete_, "/api/v1/tasks/{id}/attachments/{attachmentId}", Permission::tasks_work,
     detach_from_task, "detachFromTask"},
    {Method::post, "/api/v1/tasks/{id}/complete", Permission::tasks_work, complete_task,
     "completeTask"},
    {Method::post, "/api/v1/tasks/{id}/fail", Permission::tasks_work, fail_task, "failTask"},
    {Method::post, "/api/v1/tasks/{id}/escalate", Permission::tasks_work, escalate_task,
     "escalateTask"},

    {Method::post, "/api/v1/messages", Permission::events_send, send_message, "sendMessage"},
    {Method::post, "/api/v1/conditions", Permission::events_send, evaluate_conditions,
     "evaluateConditions"},
    {Method::post, "/api/v1/signals", Permission::events_send, broadcast_signal, "broadcastSignal"},

    {Method::get, "/api/v1/events", Permission::events_read, listen_to_events, "listenToEvents"},

    {Method::post, "/api/v1/webhooks", Permission::webhooks_admin, create_webhook, "createWebhook"},
    {Method::get, "/api/v1/webhooks", Permission::webhooks_admin, list_webhooks, "listWebhooks"},
    {Method::get, "/api/v1/webhooks/{id}", Permission::webhooks_admin, get_webhook, "getWebhook"},
    {Method::patch, "/api/v1/webhooks/{id}", Permission::webhooks_admin, patch_webhook,
     "patchWebhook"},
    {Method::delete_, "/api/v1/webhooks/{id}", Permission::webhooks_admin, delete_webhook,
     "deleteWebhook"},
    {Method::post, "/api/v1/webhooks/{id}/rotate-secret", Permission::webhooks_admin,
     rotate_webhook_secret, "rotateWebhookSecret"},
    {Method::post, "/api/v1/webhooks/{id}/replay", Permission::webhooks_admin, replay_webhook,
     "replayWebhook"},
    {Method::get, "/api/v1/webhooks/{id}/deliveries", Permission::webhooks_admin,
     list_webhook_deliveries, "listWebhookDeliveries"},
    {Method::post, "/api/v1/webhooks/{id}/deliveries/{deliveryId}/retry",
     Permission::webhooks_admin, retry_webhook_delivery, "retryWebhookDelivery"},
    {Method::post, "/api/v1/integrations/twenty/{id}/webhook", Permission::open,
     take_twenty_webhook, "takeTwentyWebhook"},

    {Method::post, "/api/v1/jobs/lock", Permission::jobs_work, lock_jobs, "lockJobs"},
    {Method::post, "/api/v1/jobs/{id}/complete", Permission::jobs_work, complete_job,
     "completeJob"},
    {Method::post, "/api/v1/jobs/{id}/fail", Permission::jobs_work, fail_job, "failJob"},
    {Method::post, "/api/v1/jobs/{id}/error", Permission::jobs_work, error_job, "errorJob"},
    {Method::post, "/api/v1/jobs/{id}/extend", Permission::jobs_work, extend_job, "extendJob"},

    {Method::get, "/api/v1/me", Permission::self, get_me, "getMe"},
    {Method::get, "/api/v1/sign-in/ways", Permission::open, get_sign_in_ways, "getSignInWays"},
    {Method::get, "/api/v1/sign-in", Permission::open, begin_sign_in, "beginSignIn"},
    {Method::get, "/api/v1/sign-in/return", Permission::open, finish_sign_in, "finishSignIn"},
    {Method::delete_, "/api/v1/me/session", Permission::self, sign_out, "signOut"},
    {Method::get, "/api/v1/clock", Permission::clock, get_clock, "getClock"},
    {Method::post, "/api/v1/clock", Permission::clock, set_clock, "setClock"},
    {Method::get, "/openapi.json", Permission::open, get_description, "getDescription"},
    {Method::get, "/livez", Permission::open, livez, "livez"},
    {Method::get, "/readyz", Permission::open, readyz, "readyz"},
    {Method::get, "/metrics", Permission::metrics_read, metrics, "metrics"},
};

std::vector<Route> all_routes() {
  std::vector<Route> routes(std::begin(core_routes), std::end(core_routes));
  const auto sales = sales_routes();
  routes.insert(routes.end(), sales.begin(), sales.end());
  return routes;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = all_routes();
  return all;
}

}  // namespace onward::api

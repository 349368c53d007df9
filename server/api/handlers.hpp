// The handlers of everything but the sales register (sales_routes.hpp has that): rows of the table
// in routes.cpp.
#pragma once

#include "server/api/services.hpp"

namespace onward::api {

// definitions.cpp, definitions_read.cpp
void deploy_definitions(Services& services, Call call);
void list_definitions(Services& services, Call call);
void get_definition(Services& services, Call call);
void get_definition_version(Services& services, Call call);
void get_definition_diagram(Services& services, Call call);
void get_definition_xml(Services& services, Call call);

// simulate.cpp, import.cpp
void simulate_definition(Services& services, Call call);
void import_definition(Services& services, Call call);

// statistics.cpp
void get_definition_statistics(Services& services, Call call);

// evaluate.cpp
void evaluate_expression(Services& services, Call call);
void evaluate_decision(Services& services, Call call);

// instances.cpp, instances_repair.cpp, instances_read.cpp, activities.cpp, history.cpp
void start_instance(Services& services, Call call);
void patch_variables(Services& services, Call call);
void list_ad_hoc(Services& services, Call call);
void start_ad_hoc(Services& services, Call call);
void suspend_instance(Services& services, Call call);
void resume_instance(Services& services, Call call);
void cancel_instance(Services& services, Call call);
void move_instance(Services& services, Call call);
void migrate_instance(Services& services, Call call);
void rewind_instance(Services& services, Call call);
void list_instances(Services& services, Call call);
void get_instance(Services& services, Call call);
void get_variables(Services& services, Call call);
void list_activities(Services& services, Call call);
void list_history(Services& services, Call call);

// sign_in.cpp
void get_sign_in_ways(Services& services, Call call);
void begin_sign_in(Services& services, Call call);
void finish_sign_in(Services& services, Call call);
void sign_out(Services& services, Call call);

// attachments.cpp
void attach_to_opportunity(Services& services, Call call);
void attach_to_task(Services& services, Call call);
void attach_to_definition(Services& services, Call call);
void list_opportunity_attachments(Services& services, Call call);
void list_task_attachments(Services& services, Call call);
void list_definition_attachments(Services& services, Call call);
void get_opportunity_attachment(Services& services, Call call);
void get_task_attachment(Services& services, Call call);
void get_definition_attachment(Services& services, Call call);
void detach_from_opportunity(Services& services, Call call);
void detach_from_task(Services& services, Call call);
void detach_from_definition(Services& services, Call call);

// batches.cpp
void begin_batch(Services& services, Call call);
void list_batches(Services& services, Call call);
void get_batch(Services& services, Call call);

// incidents.cpp
void list_incidents(Services& services, Call call);
void retry_incident(Services& services, Call call);

// tasks.cpp, tasks_create.cpp, tasks_read.cpp
void create_task(Services& services, Call call);
void list_tasks(Services& services, Call call);
void get_task(Services& services, Call call);
void claim_task(Services& services, Call call);
void accept_task(Services& services, Call call);
void redirect_task(Services& services, Call call);
void get_calendar(Services& services, Call call);  // calendar.cpp
void put_calendar_token(Services& services, Call call);
void delete_calendar_token(Services& services, Call call);
void create_subtask(Services& services, Call call);  // tasks_create.cpp
void release_task(Services& services, Call call);
void assign_task(Services& services, Call call);
void delegate_task(Services& services, Call call);
void patch_task(Services& services, Call call);
void mark_checklist(Services& services, Call call);
void comment_task(Services& services, Call call);
void complete_task(Services& services, Call call);
void fail_task(Services& services, Call call);
void escalate_task(Services& services, Call call);

// messages.cpp, signals.cpp
void send_message(Services& services, Call call);
void broadcast_signal(Services& services, Call call);
void evaluate_conditions(Services& services, Call call);
// events.cpp
void listen_to_events(Services& services, Call call);
// webhooks.cpp
void create_webhook(Services& services, Call call);
void list_webhooks(Services& services, Call call);
void get_webhook(Services& services, Call call);
void patch_webhook(Services& services, Call call);
void delete_webhook(Services& services, Call call);
void rotate_webhook_secret(Services& services, Call call);
void replay_webhook(Services& services, Call call);
void list_webhook_deliveries(Services& services, Call call);
void retry_webhook_delivery(Services& services, Call call);
void take_twenty_webhook(Services& services, Call call);

// due.cpp
void patch_job(Services& services, Call call);
void patch_timer(Services& services, Call call);
void run_timer(Services& services, Call call);

// jobs_lock.cpp, jobs.cpp
void lock_jobs(Services& services, Call call);
void complete_job(Services& services, Call call);
void fail_job(Services& services, Call call);
void error_job(Services& services, Call call);
void extend_job(Services& services, Call call);

// description.cpp
void get_description(Services& services, Call call);

// me.cpp
void get_me(Services& services, Call call);

// clock.cpp, health.cpp
void get_clock(Services& services, Call call);
void set_clock(Services& services, Call call);
void livez(Services& services, Call call);
void readyz(Services& services, Call call);
void metrics(Services& services, Call call);

}  // namespace onward::api

#include "adapters/storage/turn_batches.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "adapters/storage/encoding.hpp"
#include "adapters/storage/node_number.hpp"
#include "adapters/storage/statements_turn.hpp"
#include "engine/base/limits.hpp"
#include "engine/instance/codec.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {
namespace {

/// The batches of a turn's instances: one for each statement.
struct InstanceBatches {
  Batch insert{turn::insert_instance}, update{turn::update_instance},
      update_all{turn::update_instance_and_place};
  Batch task_done{turn::insert_task_done}, task_gone{turn::delete_task},
      candidate_gone{turn::delete_task_candidate}, task_new{turn::insert_task},
      candidate_new{turn::insert_task_candidate}, task_update{turn::update_task},
      task_readdress{turn::readdress_task}, candidate_update{turn::update_task_candidate},
      task_name{turn::insert_task_name};
  Batch timer_gone{turn::delete_timer}, timer{turn::put_timer};
  Batch subscription_gone{turn::delete_subscription}, subscription{turn::put_subscription};
  Batch job_gone{turn::delete_job}, job{turn::put_job};
  Batch incident_gone{turn::delete_incident}, incident{turn::put_incident};
  Batch ad_hoc_gone{turn::delete_ad_hoc}, ad_hoc{turn::put_ad_hoc};
  Batch value_gone{turn::delete_variable_value}, value_new{turn::insert_variable_value};
  Batch key_free{turn::free_business_key}, key_take{turn::take_business_key};

  void add(const InstanceWrite& write, const std::vector<std::span<const Fact>>& facts);
  void move_to(std::vector<Batch>& batches);

 private:
  std::set<std::pair<std::string, std::string>> task_names;  ///< and lone groups

  void add_row(const InstanceWrite& write);
  void add_tasks(const InstanceWrite& write, const IndexChanges& changes);
  void add_closed(const InstanceWrite& write, const std::vector<std::span<const Fact>>& facts);
  void add_candidates(const Instance& at, const Task& task, std::uint64_t order);
  void add_changed_task(const InstanceWrite& write, const Task& task);
  void add_waits(const InstanceWrite& write, const IndexChanges& changes);
  void add_jobs(const InstanceWrite& write, const IndexChanges& changes);
  void add_ad_hoc(const InstanceWrite& write, const IndexChanges& changes);
};

std::int64_t due_ms(const Task& task) { return task.due ? task.due->ms : never_ms; }

void InstanceBatches::add(const InstanceWrite& write,
                          const std::vector<std::span<const Fact>>& facts) {
  const Instance& after = *write.after;
  const std::uint16_t shard = shard_of(after.id);
  const IndexChanges changes = project(write.before, after);
  add_row(write);
  add_closed(write, facts);
  add_tasks(write, changes);
  add_waits(write, changes);
  add_jobs(write, changes);
  add_ad_hoc(write, changes);
  for (const IndexedVariable& v : changes.variables_removed)
    value_gone.add(v.name, v.value, shard, after.id.value);
  for (const IndexedVariable& v : changes.variables_added)
    value_new.add(v.name, v.value, shard, after.id.value);
  const std::uint16_t key_shard = shard_of_text(after.business_key);
  if (changes.business_key_freed)
    key_free.add(key_shard, after.definition.key, after.business_key, after.id.value);
  if (write.before == nullptr && write.holds_business_key && !after.business_key.empty() &&
      !is_ended(after.state))
    key_take.add(key_shard, after.definition.key, after.business_key, after.id.value);
}

void InstanceBatches::add_row(const InstanceWrite& write) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  const auto state_number = static_cast<std::int32_t>(i.state);
  if (write.before == nullptr) {
    insert.add(shard, i.id.value, i.version, state_number, i.definition.key, i.definition.version,
               i.business_key, i.opportunity.value, i.root.value, i.parent.value, i.started,
               i.ended, write.order, encode(i));
    return;
  }
  const bool same_place = write.before->state == i.state && write.before->ended == i.ended &&
                          write.before->opportunity == i.opportunity &&
                          write.before->definition == i.definition;
  if (same_place)
    update.add(shard, i.id.value, write.before->version, i.version, encode(i));
  else
    update_all.add(shard, i.id.value, write.before->version, i.version, encode(i), state_number,
                   i.opportunity.value, i.ended, i.definition.version);
}

std::int64_t node_of(const Instance& at, const Task& task) {
  return node_number(at.definition.key, at.definition.version, task.element);
}

/// The only one that the task is offered to, when that is a group. A name longer than any group or
/// user has is nobody's.
std::string_view lone_group(const Task& task) {
  if (task.candidate_groups.size() != 1 || !task.candidate_users.empty()) return {};
  const std::string& group = task.candidate_groups.front();
  return group.size() <= limits::identifier_bytes ? std::string_view(group) : std::string_view();
}

bool was_noted(const Task& task, NoticeKind kind) {
  return std::any_of(task.notices.begin(), task.notices.end(),
                     [&](const Notice& notice) { return notice.kind == kind; });
}

/// Whether the task has rows of candidates.
bool has_candidates(const Task& task) {
  return lone_group(task).empty() &&
         !(task.candidate_groups.empty() && task.candidate_users.empty());
}

void InstanceBatches::add_candidates(const Instance& at, const Task& task, std::uint64_t order) {
  const std::uint16_t shard = shard_of(at.id);
  const auto add_names = [&](const std::vector<std::string>& names, CandidateKind kind) {
    std::set<std::string_view> once;
    for (const std::string& name : names)
      if (name.size() <= limits::identifier_bytes && once.insert(name).second)
        candidate_new.add(shard, at.id.value, task.id.value, static_cast<std::int32_t>(kind), name,
                          task.assignee.empty(), order, task.created, due_ms(task));
  };
  if (!lone_group(task).empty()) return;
  add_names(task.candidate_groups, CandidateKind::group);
  add_names(task.candidate_users, CandidateKind::user);
}

void InstanceBatches::add_tasks(const InstanceWrite& write, const IndexChanges& changes) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  for (const Task* task : changes.tasks.removed) {
    task_gone.add(shard, i.id.value, task->id.value);
    if (has_candidates(*task)) candidate_gone.add(shard, i.id.value, task->id.value);
  }
  for (const Task* task : changes.tasks.added) {
    std::string search = searchable({task->name});
    task_names.emplace(search, lone_group(*task));
    task_new.add(shard, i.id.value, task->id.value, write.order, task->created, due_ms(*task),
                 task->follow_up, task->priority, task->revision, task->name, task->element,
                 i.definition.key, i.definition.version, i.root.value, i.opportunity.value,
                 task->assignee, encode_candidates(task->candidate_groups, task->candidate_users),
                 std::move(search), lone_group(*task), node_of(i, *task), task->accepted,
                 task->subtasks.size(), was_noted(*task, NoticeKind::overdue),
                 was_noted(*task, NoticeKind::hung), static_cast<std::int32_t>(i.link.relation),
                 i.link.task.instance.value, i.link.task.local.value);
    add_candidates(i, *task, write.order);
  }
  for (const Task* task : changes.tasks.changed) add_changed_task(write, *task);
}

void InstanceBatches::add_changed_task(const InstanceWrite& write, const Task& task) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  task_update.add(shard, i.id.value, task.id.value, due_ms(task), task.follow_up, task.priority,
                  task.revision, i.opportunity.value, task.assignee, task.element,
                  i.definition.version, node_of(i, task), task.accepted, task.subtasks.size(),
                  was_noted(task, NoticeKind::overdue), was_noted(task, NoticeKind::hung));
  const Task* was = write.before == nullptr ? nullptr : find_task(*write.before, task.id);
  const bool same = was == nullptr || (was->candidate_groups == task.candidate_groups &&
                                       was->candidate_users == task.candidate_users);
  if (same) {
    if (has_candidates(task))
      candidate_update.add(shard, i.id.value, task.id.value, task.assignee.empty(), due_ms(task));
    return;
  }
  task_readdress.add(shard, i.id.value, task.id.value,
                     encode_candidates(task.candidate_groups, task.candidate_users),
                     lone_group(task));
  task_names.emplace(searchable({task.name}), lone_group(task));
  if (has_candidates(*was)) candidate_gone.add(shard, i.id.value, task.id.value);
  // A redirection names one group, which stands in the task's own row.
  ONWARD_CHECK(!has_candidates(task));
}

void InstanceBatches::add_closed(const InstanceWrite& write,
                                 const std::vector<std::span<const Fact>>& facts) {
  const Instance& i = *write.after;
  for (const ClosedTask& closed : closed_tasks(write.before, facts)) {
    const Task& task = closed.task;
    task_done.add(
        shard_of(i.id), i.id.value, task.id.value, write.order, task.created, due_ms(task),
        task.follow_up, task.priority, task.revision, task.name, task.element, i.definition.key,
        i.definition.version, i.root.value, i.opportunity.value, task.assignee,
        encode_candidates(task.candidate_groups, task.candidate_users), searchable({task.name}),
        closed.how.at, static_cast<std::int32_t>(closed.how.end), closed.how.by, closed.how.results,
        closed.how.end == TaskEnd::completed ? node_of(i, task) : 0, task.accepted,
        static_cast<std::int32_t>(i.link.relation), i.link.task.instance.value,
        i.link.task.local.value);
  }
}

void InstanceBatches::add_waits(const InstanceWrite& write, const IndexChanges& changes) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  for (const Wait* wait : changes.timers.removed) timer_gone.add(shard, i.id.value, wait->id.value);
  for (const auto* list : {&changes.timers.added, &changes.timers.changed})
    for (const Wait* wait : *list)
      timer.add(shard, i.id.value, wait->id.value, write.order, timer_due_ms(i, *wait));
  for (const Wait* wait : changes.subscriptions.removed)
    subscription_gone.add(shard, i.id.value, wait->id.value);
  for (const auto* list : {&changes.subscriptions.added, &changes.subscriptions.changed})
    for (const Wait* wait : *list)
      subscription.add(shard, i.id.value, wait->id.value, static_cast<std::int32_t>(wait->kind),
                       wait->name, wait->key, wait->has_key, wait->element);
}

void InstanceBatches::add_jobs(const InstanceWrite& write, const IndexChanges& changes) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  for (const Job* gone : changes.jobs.removed) job_gone.add(shard, i.id.value, gone->id.value);
  for (const auto* list : {&changes.jobs.added, &changes.jobs.changed})
    for (const Job* each : *list)
      job.add(shard, i.id.value, each->id.value, write.order, static_cast<std::int32_t>(each->type),
              each->topic, job_available_ms(i, *each));
  for (const Incident* gone : changes.incidents.removed)
    incident_gone.add(shard, i.id.value, gone->id.value);
  for (const auto* list : {&changes.incidents.added, &changes.incidents.changed})
    for (const Incident* each : *list)
      incident.add(shard, i.id.value, each->id.value, write.order, each->at, each->element,
                   each->code, each->message, i.definition.key);
}

void InstanceBatches::add_ad_hoc(const InstanceWrite& write, const IndexChanges& changes) {
  const Instance& i = *write.after;
  const std::uint16_t shard = shard_of(i.id);
  for (const LocalId gone : changes.ad_hoc_gone) ad_hoc_gone.add(shard, i.id.value, gone.value);
  for (const OpenAdHoc& open : changes.ad_hoc)
    ad_hoc.add(shard, i.id.value, open.id.value, write.order, open.since, open.element,
               i.definition.key, i.definition.version, i.opportunity.value);
}

void InstanceBatches::move_to(std::vector<Batch>& batches) {
  for (const auto& [name, group] : task_names) task_name.add(name, group);
  for (Batch* batch :
       {&insert,         &update,           &update_all,    &task_done,     &task_gone,
        &candidate_gone, &task_new,         &candidate_new, &task_name,     &task_update,
        &task_readdress, &candidate_update, &timer_gone,    &timer,         &subscription_gone,
        &subscription,   &job_gone,         &job,           &incident_gone, &incident,
        &ad_hoc_gone,    &ad_hoc,           &value_gone,    &value_new,     &key_free,
        &key_take})
    if (!batch->empty()) batches.push_back(std::move(*batch));
}

Batch history_batch(const TurnWrite& write) {
  Batch batch(turn::insert_history);
  for (const HistoryRow& row : write.history)
    batch.add(shard_of(row.instance), row.instance.value, row.seq, row.at, row.command, row.actor,
              row.name, encode(std::span<const Fact>(row.facts)));
  return batch;
}

void add_outbox(const TurnWrite& write, std::vector<Batch>& batches) {
  Batch done(turn::delete_outbox), added(turn::insert_outbox);
  std::vector<std::uint64_t> ids = write.outbox_done;
  std::sort(ids.begin(), ids.end());
  for (const std::uint64_t id : ids) done.add(shard_of(id), id);
  for (const OutboxRow& row : write.outbox_added)
    added.add(shard_of(row.id), row.id, row.created, sequence_of(row.id), row.target, row.body);
  if (!done.empty()) batches.push_back(std::move(done));
  if (!added.empty()) batches.push_back(std::move(added));
}

}  // namespace

std::vector<Batch> turn_batches(const TurnWrite& write, std::uint64_t mark, std::int64_t mark_ms) {
  std::vector<Batch> batches;
  std::map<InstanceId, std::vector<std::span<const Fact>>> facts;
  for (const HistoryRow& row : write.history) facts[row.instance].emplace_back(row.facts);
  std::vector<const InstanceWrite*> ordered;
  for (const InstanceWrite& each : write.instances) ordered.push_back(&each);
  std::sort(ordered.begin(), ordered.end(), [](const InstanceWrite* a, const InstanceWrite* b) {
    return a->after->id < b->after->id;
  });
  InstanceBatches instances;
  for (const InstanceWrite* each : ordered) instances.add(*each, facts[each->after->id]);
  instances.move_to(batches);
  if (Batch history = history_batch(write); !history.empty()) batches.push_back(std::move(history));
  add_outbox(write, batches);
  Batch idempotency(turn::insert_idempotency);
  for (const IdempotencyRow& row : write.idempotency)
    idempotency.add(row.shard, row.caller, row.key, row.digest, row.status, row.ids, row.at);
  if (!idempotency.empty()) batches.push_back(std::move(idempotency));
  add_register_batches(write, batches);
  if (mark != 0) {
    Batch marks(turn::insert_turn_mark);
    marks.add(shard_of(mark), mark, mark_ms);
    batches.push_back(std::move(marks));
  }
  return batches;
}

}  // namespace onward::storage

#include "engine/sales/escalations.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/task_reports.hpp"
#include "engine/service/own_task.hpp"
#include "engine/service/unit.hpp"

namespace onward::sales {
namespace {

/// Who is in which group.
class People {
 public:
  explicit People(std::vector<User> users) {
    for (User& user : users) {
      staffed_.insert(user.groups.begin(), user.groups.end());
      groups_[user.id] = std::move(user.groups);
    }
  }
  [[nodiscard]] const std::set<std::string>& staffed() const { return staffed_; }
  /// The group that is told about the task; empty: nobody is there.
  [[nodiscard]] std::string coordinators_of(const TaskRow& task) const {
    std::vector<std::string> groups = task.candidate_groups;
    if (const auto at = groups_.find(task.assignee); at != groups_.end())
      groups.insert(groups.end(), at->second.begin(), at->second.end());
    for (const std::string& group : groups)
      if (std::string own = std::string(coordinators) + "@" + group; staffed_.contains(own))
        return own;
    return staffed_.contains(std::string(coordinators)) ? std::string(coordinators) : std::string{};
  }
  [[nodiscard]] bool has_coordinators() const {
    return std::any_of(staffed_.begin(), staffed_.end(), [](const std::string& group) {
      return group == coordinators || group.starts_with(std::string(coordinators) + "@");
    });
  }

 private:
  std::set<std::string> staffed_;
  std::map<std::string, std::vector<std::string>> groups_;
};

Actor engine_actor() { return {"engine", {}, true}; }

/// At most that many bytes, never through the middle of a character.
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  text.resize(bytes);
  return text;
}

model::Formula literal(std::string text) {
  return {std::move(text), model::Language::literal, {}, {}};
}

OwnTask notice_of(const Task& task, NoticeKind kind, const std::string& coordinators) {
  const std::string& name = task.name.empty() ? task.element : task.name;
  const bool late = kind == NoticeKind::overdue;
  OwnTask notice;
  notice.name = cut((late ? "Overdue: " : "Nobody can do: ") + name, limits::name_bytes);
  notice.user.candidate_groups = literal(coordinators);
  notice.user.priority = literal("75");
  notice.user.instructions =
      late ? "The task was due on " + to_text(*task.due) + " and is open." +
                 (task.assignee.empty() ? std::string(" Nobody has taken it.")
                                        : " It is with " + task.assignee + ".")
           : "Nobody has taken the task, and nobody is in a group that it is offered to. Redirect "
             "it, "
             "or put somebody into the group.";
  notice.user.instructions += " This notice ends by itself when that has changed.";
  return notice;
}

/// The cause as far as the task itself tells it.
bool is_so(const Task& task, NoticeKind kind, Instant late_before) {
  const bool told = std::any_of(task.notices.begin(), task.notices.end(),
                                [&](const Notice& notice) { return notice.kind == kind; });
  if (told) return false;
  return kind == NoticeKind::overdue ? task.due && *task.due < late_before : task.assignee.empty();
}

Result<Reply> give(Unit& unit, LocalRef ref, NoticeKind kind, const std::string& coordinators,
                   Instant late_before) {
  const auto instance = unit.instance(ref.instance);
  if (!instance.ok()) return instance.error();
  const Task* task = find_task(**instance, ref.local);
  if (task == nullptr || !is_so(*task, kind, late_before)) return Reply{};
  StartInstance start;
  start.definition = {std::string(own_task_key), 1};
  start.opportunity = (*instance)->opportunity;
  start.own_task = to_value(notice_of(*task, kind, coordinators));
  start.link = {TaskRelation::notice, ref};
  const InstanceId id{unit.ids().next(shard_of(ref.instance))};
  ONWARD_TRY(const auto started,
             unit.start({id, std::move(start), engine_actor(), std::nullopt}, true));
  if (started->tasks.empty()) return Error{ErrorCode::internal, "a notice is no task"};
  const Notice notice{kind, {id, started->tasks.front().id}};
  ONWARD_TRY_DONE(
      unit.execute({ref.instance, GiveNotice{ref.local, notice}, engine_actor(), std::nullopt}));
  return Reply{};
}

Request request_about(const TaskRow& task, std::string name,
                      std::function<Result<Reply>(Unit&)> work) {
  Request request;
  request.name = std::move(name);
  request.shard = shard_of(task.id.instance);
  request.instances = {task.id.instance};
  request.admission = Request::Admission::engine;
  request.work = std::move(work);
  return request;
}

Request withdrawal(const TaskRow& task, NoticeKind kind) {
  return request_about(task, "withdraw-notice", [ref = task.id, kind](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(unit.execute(
        {ref.instance, WithdrawNotice{ref.local, kind}, engine_actor(), std::nullopt}));
    return Reply{};
  });
}

class Look {
 public:
  Look(Queries& queries, const People& people, Instant now)
      : queries_(queries), people_(people), now_(now) {}

  /// Errors: unavailable.
  Result<Done> late(Duration after) {
    TaskQuery query;
    query.notices = TaskQuery::Notices::not_told_late;
    query.due_before = now_ - after;
    query.page.sort = "due";
    std::size_t found = 0;
    return pages(std::move(query), [&](const TaskRow& task) {
      return !add(task, NoticeKind::overdue, now_ - after) || ++found < limits::notices_at_once;
    });
  }
  /// Errors: unavailable, too_large.
  Result<Done> hung(Duration after) {
    std::size_t found = 0;
    return each_hung_task(queries_, people_.staffed(), now_, TaskQuery::Notices::not_told_hung,
                          [&](const TaskRow& task) {
                            if (found >= limits::notices_at_once || now_ < task.created + after)
                              return;
                            if (add(task, NoticeKind::hung, now_)) ++found;
                          });
  }
  /// Somebody came into a group. Errors: unavailable.
  Result<Done> no_longer_hung() {
    TaskQuery query;
    query.notices = TaskQuery::Notices::told_hung;
    return pages(std::move(query), [&](const TaskRow& task) {
      if (!task.assignee.empty() || !is_hung(task, people_.staffed()))
        requests_.push_back(withdrawal(task, NoticeKind::hung));
      return requests_.size() < limits::report_rows;
    });
  }
  std::vector<Request> take() { return std::move(requests_); }

 private:
  /// Until `take` has enough.
  template <class Take>
  Result<Done> pages(TaskQuery query, Take take) {
    query.now = now_;
    query.page.limit = limits::page_size;
    do {
      ONWARD_TRY(const Rows<TaskRow> page, queries_.tasks(query));
      for (const TaskRow& task : page.items)
        if (!take(task)) return Done{};
      query.page.after = page.next;
    } while (!query.page.after.empty());
    return Done{};
  }
  /// Whether there is somebody to tell.
  bool add(const TaskRow& task, NoticeKind kind, Instant late_before) {
    const std::string told = people_.coordinators_of(task);
    if (told.empty()) return false;
    requests_.push_back(request_about(
        task, "give-notice", [ref = task.id, kind, told, late_before](Unit& unit) -> Result<Reply> {
          return give(unit, ref, kind, told, late_before);
        }));
    return true;
  }

  Queries& queries_;
  const People& people_;
  Instant now_;
  std::vector<Request> requests_;
};

}  // namespace

Result<std::vector<Request>> due_notices(Queries& queries, const EscalationSettings& settings,
                                         Looks looks, Instant now) {
  ONWARD_TRY(std::vector<User> users, queries.users());
  const People people(std::move(users));
  Look look(queries, people, now);
  ONWARD_TRY_DONE(look.no_longer_hung());
  if (!people.has_coordinators()) return look.take();
  if (settings.overdue_after) ONWARD_TRY_DONE(look.late(*settings.overdue_after));
  if (settings.hung_after && looks == Looks::all) ONWARD_TRY_DONE(look.hung(*settings.hung_after));
  return look.take();
}

}  // namespace onward::sales

#include "server/background/task_mail.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/ids.hpp"
#include "engine/base/outbound_limits.hpp"

namespace onward {
namespace {

constexpr std::chrono::milliseconds look_every{100};
constexpr std::chrono::milliseconds first_pause{250}, longest_pause{60'000};
constexpr std::size_t told_of_an_offer = 20;  // members of a group; more would be noise
constexpr std::uint64_t unwritten_positions = 60'000ULL << 8U;  // a minute's
constexpr std::string_view reader = "mail";

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_offered_to(const TaskRow& task, const User& user) {
  if (holds(task.candidate_users, user.id)) return true;
  return std::any_of(task.candidate_groups.begin(), task.candidate_groups.end(),
                     [&](const std::string& group) { return holds(user.groups, group); });
}

std::string text_of(const TaskRow& task, const std::string& base_url) {
  std::string text = task.name + "\n\n";
  text += task.assignee.empty() ? "This task is offered to you" : "This task is yours";
  text += task.due ? "; it is due on " + to_text(*task.due) + ".\n" : ".\n";
  text += "Process: " + task.definition + "\n";
  if (!base_url.empty()) text += "\n" + base_url + "/tasks/" + to_text(task.id) + "\n";
  return text;
}

}  // namespace

TaskMail::TaskMail(Parts parts) : parts_(std::move(parts)), began_at_(parts_.settled_until()) {
  // Before anybody is served: nothing falls between the first mail's place and the first look.
  const auto found = find_place();
  (void)found;  // the database is away: the thread asks again
  thread_ = std::thread([this] { run(); });
}

TaskMail::~TaskMail() { stop(); }

void TaskMail::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  parts_.sender->stop();
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void TaskMail::run() {
  std::chrono::milliseconds pause = look_every, trouble = first_pause;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, pause, [this] { return stopping_; });
      if (stopping_) return;
    }
    const auto read = read_on();
    pause = read.ok() ? look_every : trouble;
    trouble = read.ok() ? first_pause : std::min(trouble * 2, longest_pause);
    if (!read.ok()) parts_.warn("mail=waits detail=\"" + read.error().message + "\"");
  }
}

Result<Done> TaskMail::find_place() {
  if (has_place_) return Done{};
  ONWARD_TRY(place_, parts_.store->place(reader));
  // Who begins to send mail tells of what comes, not of years.
  if (place_ == 0) ONWARD_TRY_DONE(keep_place(began_at_));
  kept_place_ = place_;
  has_place_ = true;
  return Done{};
}

Result<Done> TaskMail::read_on() {
  ONWARD_TRY_DONE(find_place());
  for (;;) {
    // In this order: what commits after the count was read raises it, and is seen the next time.
    const std::uint64_t turns = parts_.turns();
    const std::uint64_t until = parts_.settled_until();
    if (turns == turns_seen_) return Done{};
    ONWARD_TRY(const auto rows, parts_.queries->feed({place_, until, limits::feed_page}));
    for (const FeedRow& row : rows) {
      ONWARD_TRY_DONE(see(row));
      if (has_sent_) ONWARD_TRY_DONE(keep_place(row.position));
      place_ = row.position;
      has_sent_ = false;
      sent_.clear();
    }
    if (rows.size() == limits::feed_page) continue;
    place_ = std::max(place_, until);
    if (place_ - kept_place_ > unwritten_positions) ONWARD_TRY_DONE(keep_place(place_));
    turns_seen_ = turns;
  }
}

Result<Done> TaskMail::keep_place(std::uint64_t position) {
  ONWARD_TRY_DONE(parts_.store->set_place(reader, position));
  place_ = kept_place_ = position;
  return Done{};
}

Result<Done> TaskMail::see(const FeedRow& row) {
  if (row.change) return Done{};
  ONWARD_TRY(const auto events, events::events_of(*parts_.queries, row));
  for (const events::Event& event : events) ONWARD_TRY_DONE(tell(event));
  return Done{};
}

/// Whoever did it knows; and what is over by now, or in other hands, is no news.
Result<Done> TaskMail::tell(const events::Event& event) {
  const bool is_news =
      event.type == "task.opened" || event.type == "task.assigned" || event.type == "task.released";
  if (!is_news || !event.task || event.task->state != "open" ||
      event.task->assignee != event.assignee)
    return Done{};
  ONWARD_TRY(const std::vector<User> users, parts_.queries->users());
  std::size_t told = 0;
  for (const User& user : users) {
    const bool theirs =
        event.assignee.empty() ? is_offered_to(*event.task, user) : user.id == event.assignee;
    if (!theirs || user.email.empty() || !user.mail || user.id == event.actor) continue;
    if (++told > told_of_an_offer) break;
    ONWARD_TRY_DONE(write(event, user));
  }
  return Done{};
}

Result<Done> TaskMail::write(const events::Event& event, const User& user) {
  const TaskRow& task = *event.task;
  const std::string key = to_text(task.id) + " " + user.id;
  if (sent_.contains(key)) return Done{};
  Mail mail;
  mail.id = to_text(event.place) + "." + std::to_string(std::hash<std::string>{}(user.id));
  mail.to = user.email;
  mail.subject = (task.assignee.empty() ? "Offered: " : "Your task: ") + task.name;
  mail.text = text_of(task, parts_.base_url);
  mail.at = event.at;
  const auto sent = parts_.sender->send(mail);
  if (!sent.ok() && sent.error().code != ErrorCode::invalid) return sent.error();
  if (!sent.ok())
    parts_.warn("mail=refused task=" + to_text(task.id) + " detail=\"" + sent.error().message +
                "\"");
  sent_.insert(key);
  has_sent_ = true;
  return Done{};
}

}  // namespace onward

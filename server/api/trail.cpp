#include "server/api/trail.hpp"

#include <charconv>
#include <utility>

namespace onward::api {
namespace {

constexpr std::size_t around = 8;  // rows read at each halving: most commands give out a number
constexpr std::size_t searches =
    64;  // reads for one number; a number that is not found has no node

struct Made {
  LocalId id;
  Numbered what;
};

/// The number that the fact gives out; id 0: none.
Made made_by(const Fact& fact) {
  if (const auto* token = std::get_if<TokenCreated>(&fact))
    return {token->token, {token->element, std::nullopt}};
  if (const auto* scope = std::get_if<ScopeOpened>(&fact))
    return {scope->scope, {scope->element, *scope}};
  if (const auto* wait = std::get_if<WaitOpened>(&fact))
    return {wait->wait.id, {wait->wait.element, std::nullopt}};
  if (const auto* task = std::get_if<TaskOpened>(&fact))
    return {task->task.id, {task->task.element, std::nullopt}};
  if (const auto* job = std::get_if<JobOpened>(&fact))
    return {job->job.id, {job->job.element, std::nullopt}};
  if (const auto* incident = std::get_if<IncidentRaised>(&fact))
    return {incident->incident.id, {incident->incident.element, std::nullopt}};
  if (const auto* comment = std::get_if<TaskCommented>(&fact)) return {comment->comment.id, {}};
  return {};
}

}  // namespace

Result<HistoryPlace> place_from_cursor(const std::string& cursor) {
  HistoryPlace place;
  if (cursor.empty()) return place;
  const char* const end = cursor.data() + cursor.size();
  const auto sequence = std::from_chars(cursor.data(), end, place.sequence);
  const bool dot = sequence.ec == std::errc{} && sequence.ptr != end && *sequence.ptr == '.';
  const auto within = dot ? std::from_chars(sequence.ptr + 1, end, place.within) : sequence;
  if (dot && within.ec == std::errc{} && within.ptr == end && place.sequence != 0) return place;
  return Error{ErrorCode::invalid_cursor, "this cursor was not handed out by this list", "after"};
}

std::string cursor_of(const HistoryPlace& place) {
  return std::to_string(place.sequence) + "." + std::to_string(place.within);
}

Result<std::vector<HistoryRow>> HistoryReader::next() {
  if (ended_) return std::vector<HistoryRow>{};
  ONWARD_TRY(auto rows, queries_.history(instance_, after_, block_));
  ended_ = rows.size() < block_;
  if (!rows.empty()) after_ = rows.back().seq;
  return rows;
}

void Trail::see(const HistoryRow& row) {
  if (begins_ == 0) begins_ = row.seq;
  LocalId first, last;
  remember(row, first, last);
}

/// Whether the row gave out a number; `first` is set only when it was 0.
bool Trail::remember(const HistoryRow& row, LocalId& first, LocalId& last) {
  bool some = false;
  for (const Fact& fact : row.facts) {
    Made made = made_by(fact);
    if (!made.id) continue;
    some = true;
    if (!first) first = made.id;
    last = made.id;
    numbered_.insert_or_assign(made.id, std::move(made.what));
  }
  return some;
}

/// The command that gave out the number is over `low` and not over `high`.
void Trail::search(LocalId id) {
  std::uint64_t low = 0, high = begins_ == 0 ? 0 : begins_ - 1;
  std::size_t reads = 0;
  while (low < high && reads < searches) {
    const std::uint64_t middle = low + (high - low) / 2;
    // Rows that give out no number say nothing about where to look: on to those behind them.
    std::uint64_t at = middle;
    LocalId first, last;
    while (!first && at < high && ++reads <= searches) {
      auto rows = queries_.history(instance_, at, around);
      if (!rows.ok()) {
        error_ = rows.error();
        return;
      }
      if (rows->empty()) break;
      at = rows->back().seq;
      for (const HistoryRow& row : *rows) remember(row, first, last);
    }
    if (known(id) != nullptr) return;
    if (!first || id < first)
      high = middle;
    else if (last < id)
      low = at;
    else
      return;
  }
}

const Numbered* Trail::known(LocalId id) const {
  const auto at = numbered_.find(id);
  return at == numbered_.end() ? nullptr : &at->second;
}

const Numbered* Trail::find(LocalId id) {
  if (id == root_scope || !id) return nullptr;
  if (const Numbered* found = known(id)) return found;
  if (!error_) search(id);
  const Numbered* found = known(id);
  // Not there: it is not looked for again.
  if (found == nullptr) numbered_.emplace(id, Numbered{});
  return found;
}

Result<Done> Trail::finish() const {
  if (error_) return *error_;
  return Done{};
}

std::string Trail::element_of(const Fact& fact) {
  const auto element = [this](LocalId id) {
    const Numbered* found = find(id);
    return found == nullptr ? std::string{} : found->element;
  };
  return std::visit(
      [&element](const auto& f) -> std::string {
        if constexpr (requires { f.element; })
          return f.element;
        else if constexpr (requires { f.task.element; })
          return f.task.element;
        else if constexpr (requires { f.job.element; })
          return f.job.element;
        else if constexpr (requires { f.wait.element; })
          return f.wait.element;
        else if constexpr (requires { f.incident.element; })
          return f.incident.element;
        else if constexpr (requires { element(f.task); })
          return element(f.task);
        else if constexpr (requires { element(f.job); })
          return element(f.job);
        else if constexpr (requires { element(f.wait); })
          return element(f.wait);
        else if constexpr (requires { element(f.incident); })
          return element(f.incident);
        else if constexpr (requires { element(f.token); })
          return element(f.token);
        else if constexpr (requires { element(f.scope); })
          return element(f.scope);
        else
          return {};
      },
      fact);
}

}  // namespace onward::api

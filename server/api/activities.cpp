// Every activation of an element, each pass of a loop: read from the history.
#include <map>
#include <utility>

#include "engine/service/own_task.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/moment.hpp"
#include "server/api/trail.hpp"

namespace onward::api {
namespace {

struct Activity {
  LocalRef id;
  std::uint64_t sequence = 0;  ///< of the command that began it
  LocalId scope;
  std::string element, scope_element, state = "active";
  Instant started;
  std::optional<Instant> ended;
  std::int64_t loop_counter = 0;
  bool shown = true;
};

/// The activities of one page. Bound: the commands from the first activity of the page to the end
/// of the last of them that has ended; what is still active needs no reading, the instance says so.
class Activities {
 public:
  Activities(Queries& queries, const Instance& instance, model::DefinitionPtr definition,
             const HistoryPlace& from)
      : instance_(instance),
        definition_(std::move(definition)),
        from_(from),
        trail_(queries, instance.id) {}

  void see(const HistoryRow& row) {
    if (row.seq > instance_.version) return;  // after the instance was read
    trail_.see(row);
    for (const Fact& fact : row.facts) {
      if (const auto* scope = std::get_if<ScopeOpened>(&fact)) opened(*scope);
      if (const auto* token = std::get_if<TokenCreated>(&fact)) created(*token, row.seq);
      if (const auto* variable = std::get_if<VariableSet>(&fact)) counted(*variable);
      if (const auto* token = std::get_if<TokenConsumed>(&fact)) consumed(*token, row.at);
    }
  }

  /// Whether the first `wanted` of them are known to their ends.
  [[nodiscard]] bool have(std::size_t wanted) const {
    std::size_t shown = 0;
    for (const Activity& activity : all_) {
      if (!activity.shown) continue;
      if (!activity.ended && find_token(instance_, activity.id.local) == nullptr) return false;
      if (++shown == wanted) return true;
    }
    return false;
  }

  /// Errors: unavailable.
  Result<Rows<Activity>> take(std::size_t limit) {
    ONWARD_TRY_DONE(trail_.finish());
    Rows<Activity> rows;
    for (Activity& activity : all_) {
      if (!activity.shown) continue;
      if (rows.items.size() == limit) {
        const Activity& last = rows.items.back();
        rows.next = cursor_of({last.sequence, last.id.local.value});
        break;
      }
      rows.items.push_back(std::move(activity));
    }
    return rows;
  }

  [[nodiscard]] const model::Element* element(const std::string& id) const {
    return definition_ == nullptr ? nullptr : definition_->find(id);
  }

 private:
  Activity* find(LocalId token) {
    const auto at = by_token_.find(token);
    return at == by_token_.end() ? nullptr : &all_[at->second];
  }

  void opened(const ScopeOpened& scope) {
    // The token that holds the instances of a multi-instance activity together is none itself.
    if (Activity* body = find(scope.owner); body && scope.kind == ScopeKind::multi_instance)
      body->shown = false;
  }

  void created(const TokenCreated& token, std::uint64_t sequence) {
    if (token.token.value <= from_.within) return;  // on a page before this one
    Activity activity;
    activity.id = {instance_.id, token.token};
    activity.sequence = sequence;
    activity.scope = token.scope;
    activity.element = token.element;
    activity.started = token.at;
    bool inside = false;
    const Numbered* found = trail_.find(token.scope);
    if (found != nullptr && found->scope) {
      activity.scope_element = found->element;
      inside = found->scope->kind == ScopeKind::multi_instance;
    }
    const model::Element* known = element(token.element);
    if (known != nullptr && model::is_repeated(known->details) && !inside) activity.shown = false;
    by_token_[token.token] = all_.size();
    all_.push_back(std::move(activity));
  }

  void counted(const VariableSet& variable) {
    if (variable.name != "loopCounter" || variable.value.number() == nullptr) return;
    const Numbered* scope = trail_.known(variable.scope);
    if (scope == nullptr || !scope->scope) return;
    if (Activity* activity = find(scope->scope->owner))
      activity->loop_counter = variable.value.number()->to_int64().value_or(0);
  }

  void consumed(const TokenConsumed& token, Instant at) {
    Activity* activity = find(token.token);
    if (activity == nullptr) return;
    activity->ended = at;
    switch (token.end) {
      case TokenEnd::completed:
      case TokenEnd::died: activity->state = "completed"; break;
      case TokenEnd::cancelled: activity->state = "cancelled"; break;
      case TokenEnd::merged: activity->shown = false; break;
    }
  }

  const Instance& instance_;
  model::DefinitionPtr definition_;
  HistoryPlace from_;  ///< `within`: the last activity that was told
  Trail trail_;
  std::vector<Activity> all_;
  std::map<LocalId, std::size_t> by_token_;
};

void write_activity(JsonWriter& out, const Activity& activity, const model::Element* element) {
  out.begin_object().name("id").text(to_text(activity.id));
  out.name("elementId").text(activity.element);
  write_text(out, "name", element != nullptr ? element->name : std::string{});
  out.name("type").text(element != nullptr ? model::bpmn_name(element->kind) : "unknown");
  out.name("state").text(activity.state);
  out.name("startedAt").text(to_text(activity.started));
  write_instant(out, "endedAt", activity.ended);
  write_text(out, "scope", activity.scope_element);
  out.name("loopCounter");
  if (activity.loop_counter > 0)
    out.number(activity.loop_counter);
  else
    out.null();
  out.end_object();
}

Result<http::Response> activities_of(Reader& reader, const Moment& moment, const Page& page) {
  ONWARD_TRY(const Instance instance, instance_at(reader, moment));
  ONWARD_TRY(const HistoryPlace from, place_from_cursor(page.after));
  const auto definition = definition_of(reader.definitions, instance);
  Activities activities(reader.queries, instance, definition.ok() ? definition.value() : nullptr,
                        from);
  constexpr std::size_t block_rows = 100;
  HistoryReader rows(reader.queries, instance.id, from, block_rows);
  while (!activities.have(page.limit + 1)) {
    ONWARD_TRY(const auto block, rows.next());
    if (block.empty() || block.front().seq > instance.version) break;
    for (const HistoryRow& row : block) activities.see(row);
  }
  ONWARD_TRY(const auto shown, activities.take(page.limit));
  return list_response(shown, [&](JsonWriter& out, const Activity& activity) {
    write_activity(out, activity, activities.element(activity.element));
  });
}

}  // namespace

void list_activities(Services& services, Call call) {
  const auto checked = check_parameters(call, {"at", "limit", "after"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto moment = moment_of(call);
  if (!moment.ok()) return refuse(call, moment.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [moment = moment.value(), page = page.value()](Reader& reader) {
    return activities_of(reader, moment, page);
  });
}

}  // namespace onward::api

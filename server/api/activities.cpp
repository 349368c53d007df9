// Every activation of an element, each pass of a loop: read from the history.
#include <map>
#include <utility>

#include "engine/service/own_task.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/trail.hpp"

namespace onward::api {
namespace {

struct Activity {
  LocalRef id;
  LocalId scope;
  std::string element, scope_element, state = "active";
  Instant started;
  std::optional<Instant> ended;
  std::int64_t loop_counter = 0;
  bool shown = true;
};

class Activities {
 public:
  Activities(InstanceId id, model::DefinitionPtr definition)
      : id_(id), definition_(std::move(definition)) {}

  void see(const HistoryRow& row) {
    for (const Fact& fact : row.facts) {
      if (const auto* scope = std::get_if<ScopeOpened>(&fact)) opened(*scope);
      if (const auto* token = std::get_if<TokenCreated>(&fact)) created(*token);
      if (const auto* variable = std::get_if<VariableSet>(&fact)) counted(*variable);
      if (const auto* token = std::get_if<TokenConsumed>(&fact)) consumed(*token, row.at);
    }
  }

  [[nodiscard]] std::vector<Activity> take() {
    std::vector<Activity> shown;
    for (Activity& activity : all_)
      if (activity.shown) shown.push_back(std::move(activity));
    return shown;
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
    scopes_[scope.scope] = scope;
    // The token that holds the instances of a multi-instance activity together is none itself.
    if (Activity* body = find(scope.owner); body && scope.kind == ScopeKind::multi_instance)
      body->shown = false;
  }

  void created(const TokenCreated& token) {
    Activity activity;
    activity.id = {id_, token.token};
    activity.scope = token.scope;
    activity.element = token.element;
    activity.started = token.at;
    const auto scope = scopes_.find(token.scope);
    bool inside = false;
    if (scope != scopes_.end()) {
      activity.scope_element = scope->second.element;
      inside = scope->second.kind == ScopeKind::multi_instance;
    }
    const model::Element* known = element(token.element);
    if (known != nullptr && known->details.multi_instance && !inside) activity.shown = false;
    by_token_[token.token] = all_.size();
    all_.push_back(std::move(activity));
  }

  void counted(const VariableSet& variable) {
    if (variable.name != "loopCounter" || variable.value.number() == nullptr) return;
    const auto scope = scopes_.find(variable.scope);
    if (scope == scopes_.end()) return;
    if (Activity* activity = find(scope->second.owner))
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

  InstanceId id_;
  model::DefinitionPtr definition_;
  std::vector<Activity> all_;
  std::map<LocalId, std::size_t> by_token_;
  std::map<LocalId, ScopeOpened> scopes_;
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

Result<http::Response> activities_of(Reader& reader, InstanceId id, const Page& page) {
  ONWARD_TRY(const auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "there is no instance " + to_text(id)};
  const auto definition = definition_of(reader.definitions, *instance);
  Activities activities(id, definition.ok() ? definition.value() : nullptr);
  ONWARD_TRY_DONE(
      read_history(reader.queries, id, [&](const HistoryRow& row) { activities.see(row); }));
  ONWARD_TRY(const auto rows, slice(activities.take(), page));
  return list_response(rows, [&](JsonWriter& out, const Activity& activity) {
    write_activity(out, activity, activities.element(activity.element));
  });
}

}  // namespace

void list_activities(Services& services, Call call) {
  const auto checked = check_parameters(call, {"limit", "after"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto id = instance_id(call);
  if (!id.ok()) return refuse(call, id.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [id = id.value(), page = page.value()](Reader& reader) {
    return activities_of(reader, id, page);
  });
}

}  // namespace onward::api

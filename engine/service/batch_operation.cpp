#include "engine/service/batch_operation.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>

namespace onward {
namespace {

/// Takes arguments member by member; what is wrong is gathered.
class Arguments {
 public:
  Arguments(const Context& members, std::string pointer)
      : members_(members), pointer_(std::move(pointer)) {}

  void only(std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : members_.entries())
      if (std::find(known.begin(), known.end(), name) == known.end())
        refuse(name, "unknown-member", "there is no such argument");
  }
  std::string text(std::string_view name, bool required) {
    const Value* value = members_.find(name);
    if (value != nullptr && value->text() != nullptr) return *value->text();
    if (required || value != nullptr) refuse(name, "wrong-type", "a text is expected");
    return {};
  }
  Context context(std::string_view name) {
    const Value* value = members_.find(name);
    if (value == nullptr || value->is_null()) return {};
    if (value->context() != nullptr) return *value->context();
    refuse(name, "wrong-type", "an object is expected");
    return {};
  }
  List list(std::string_view name) {
    const Value* value = members_.find(name);
    if (value == nullptr || value->is_null()) return {};
    if (value->list() != nullptr) return *value->list();
    refuse(name, "wrong-type", "an array is expected");
    return {};
  }
  std::uint32_t version() {
    const Value* value = members_.find("version");
    const auto whole =
        value != nullptr && value->number() != nullptr ? value->number()->to_int64() : std::nullopt;
    if (whole && *whole >= 1 && *whole <= std::numeric_limits<std::uint32_t>::max())
      return static_cast<std::uint32_t>(*whole);
    refuse("version", "required", "a version is expected");
    return 0;
  }
  void refuse(std::string_view name, std::string code, std::string sentence) {
    wrong_.push_back({pointer_ + "/" + std::string(name), std::move(code), std::move(sentence)});
  }
  void take(const Arguments& inner) {
    wrong_.insert(wrong_.end(), inner.wrong_.begin(), inner.wrong_.end());
  }
  [[nodiscard]] Result<Done> finish() const {
    if (wrong_.empty()) return Done{};
    return Error{ErrorCode::invalid, "the arguments of the operation are not right", {}, wrong_};
  }

 private:
  const Context& members_;
  std::string pointer_;
  std::vector<ErrorDetail> wrong_;
};

Action migrate_of(Arguments& arguments, const std::string& reason) {
  arguments.only({"version", "mapping"});
  MigrateInstance migrate;
  migrate.version = arguments.version();
  migrate.reason = reason;
  const Context mapping = arguments.context("mapping");
  for (const auto& [from, to] : mapping.entries()) {
    if (to.text() == nullptr)
      arguments.refuse("mapping", "wrong-type", "\"" + from + "\" must be mapped to an id");
    else
      migrate.mapping[from] = *to.text();
  }
  return migrate;
}

Action move_of(Arguments& arguments, const std::string& reason) {
  arguments.only({"cancel", "activate"});
  MoveTokens move;
  move.reason = reason;
  for (const Value& item : arguments.list("cancel")) {
    if (item.text() != nullptr)
      move.cancel.push_back(*item.text());
    else
      arguments.refuse("cancel", "wrong-type", "ids of elements are expected");
  }
  std::size_t i = 0;
  const List activate = arguments.list("activate");
  for (const Value& item : activate) {
    const Context none;
    Arguments inner(item.context() != nullptr ? *item.context() : none,
                    "/arguments/activate/" + std::to_string(i++));
    inner.only({"nodeId", "variables"});
    move.activate.push_back({inner.text("nodeId", true), inner.context("variables"), {}});
    arguments.take(inner);
  }
  if (move.cancel.empty() && move.activate.empty())
    arguments.refuse("activate", "required", "something to cancel or to activate");
  return move;
}

Action set_of(Arguments& arguments, const std::string& reason) {
  arguments.only({"variables"});
  SetVariables set{arguments.context("variables"), reason};
  if (set.patch.empty()) arguments.refuse("variables", "required", "variables are expected");
  return set;
}

template <class Command>
Action plain_of(Arguments& arguments, const std::string& reason) {
  arguments.only({});
  return Command{reason};
}

Action retry_of(Arguments& arguments, const std::string& reason) {
  arguments.only({});
  return RetryIncident{{}, reason};
}

struct Named {
  std::string_view name;
  Action (*make)(Arguments&, const std::string&);
};
constexpr Named operations[] = {{"suspend", plain_of<SuspendInstance>},
                                {"resume", plain_of<ResumeInstance>},
                                {"cancel", plain_of<CancelInstance>},
                                {"retry", retry_of},
                                {"migrate", migrate_of},
                                {"move", move_of},
                                {"set-variables", set_of}};

Result<Action> action_of(const BatchOperation& operation) {
  for (const Named& named : operations) {
    if (named.name != operation.name) continue;
    Arguments arguments(operation.arguments, "/arguments");
    Action action = named.make(arguments, operation.reason);
    ONWARD_TRY_DONE(arguments.finish());
    return action;
  }
  return Error{ErrorCode::invalid,
               "there is no such operation",
               {},
               {{"/operation", "unknown",
                 "suspend, resume, cancel, retry, migrate, move or set-variables"}}};
}

}  // namespace

Result<std::vector<Action>> actions_of(const BatchOperation& operation, const Instance& instance) {
  ONWARD_TRY(Action action, action_of(operation));
  std::vector<Action> actions;
  if (!std::holds_alternative<RetryIncident>(action)) {
    actions.push_back(std::move(action));
    return actions;
  }
  for (const Incident& incident : instance.incidents)
    actions.emplace_back(RetryIncident{incident.id, operation.reason});
  if (actions.empty()) return Error{ErrorCode::wrong_state, "the instance has no open incident"};
  return actions;
}

Result<Done> check_operation(const BatchOperation& operation) {
  ONWARD_TRY_DONE(action_of(operation));
  return Done{};
}

}  // namespace onward

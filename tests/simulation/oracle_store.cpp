#include "tests/simulation/oracle_store.hpp"

#include <algorithm>

#include "engine/instance/apply.hpp"
#include "engine/instance/codec.hpp"
#include "tests/simulation/event_oracle.hpp"
#include "tests/simulation/flow_oracle.hpp"
#include "tests/simulation/join_oracle.hpp"

namespace onward::simulation {
namespace {

constexpr std::size_t rows_at_most = 100'000;

std::string text_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string{};
}

std::uint64_t number_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  return value == nullptr ? 0 : static_cast<std::uint64_t>(*value->number()->to_int64());
}

Context body_of(const OutboxRow& row) {
  const auto value = decode_value(row.body);
  return value.ok() && value->context() != nullptr ? *value->context() : Context{};
}

/// How often this commit delivered by the engine's own hand.
std::size_t delivered(const TurnWrite& write, InstanceId instance, std::string_view command) {
  return static_cast<std::size_t>(
      std::count_if(write.history.begin(), write.history.end(), [&](const HistoryRow& row) {
        return row.instance == instance && row.name == command && row.actor == "engine";
      }));
}

}  // namespace

void OracleStore::expect(bool holds, const std::string& sentence) {
  if (!holds) broken_.push_back(sentence);
}

Result<Done> OracleStore::commit(const TurnWrite& write) {
  std::vector<OutboxRow> rows;
  if (!write.outbox_done.empty()) {
    ONWARD_TRY(rows, outbox(rows_at_most));
  }
  ONWARD_TRY_DONE(ForwardingStore::commit(write));
  check_deliveries(write, rows);
  check_commands(write);
  for (const InstanceWrite& row : write.instances) known_[row.after->id] = *row.after;
  return Done{};
}

void OracleStore::check_commands(const TurnWrite& write) {
  const auto note = [this](std::vector<std::string> sentences) {
    for (std::string& sentence : sentences) broken_.push_back(std::move(sentence));
  };
  for (const InstanceWrite& row : write.instances) {
    const auto definition = catalogue_.process(row.after->definition.key, 0);
    Instance state = row.before == nullptr ? Instance{} : *row.before;
    for (const HistoryRow& command : write.history) {
      if (command.instance != row.after->id) continue;
      note(check_joins(**definition, state, command.facts));
      note(check_flows(**definition, state, command.facts));
      note(check_events(**definition, state, command));
      state = fold(std::move(state), command.facts);
    }
  }
}

void OracleStore::check_deliveries(const TurnWrite& write, const std::vector<OutboxRow>& rows) {
  for (const OutboxRow& row : rows) {
    const auto& done = write.outbox_done;
    if (std::find(done.begin(), done.end(), row.id) == done.end()) continue;
    const Context body = body_of(row);
    if (text_in(body, "do") != "broadcast") {
      check_delivery(write, body);
      continue;
    }
    std::size_t waiting = 0;
    for (const auto& [id, instance] : known_)
      for (const Wait& wait : instance.waits)
        if (wait.kind == WaitKind::signal && wait.name == text_in(body, "name")) ++waiting;
    expect(write.outbox_added.size() == waiting, "a signal does not go to everybody who waits");
  }
}

void OracleStore::check_delivery(const TurnWrite& write, const Context& body) {
  const std::string what = text_in(body, "do");
  if (what != "signal" && what != "message") return;
  const InstanceId id{number_in(body, "instance")};
  const auto instance = known_.find(id);
  const LocalId wait{static_cast<std::uint32_t>(number_in(body, "wait"))};
  const bool waits = instance != known_.end() && find_wait(instance->second, wait) != nullptr;
  const bool suspended =
      instance != known_.end() && instance->second.state == InstanceState::suspended;
  // What it then waits for may have been kept.
  const std::size_t kept = what == "message" ? write.messages_taken.size() : 0;
  const std::size_t times = delivered(write, id, "deliver-" + what);
  expect(times - kept == (waits && !suspended ? 1U : 0U), "a " + what + " was not delivered once");
  expect(write.messages_added.size() == (waits && suspended ? 1U : 0U),
         "a " + what + " for a suspended instance is not kept");
}

}  // namespace onward::simulation

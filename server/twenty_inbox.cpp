#include "server/twenty_inbox.hpp"

#include <memory>
#include <utility>

#include "engine/feel/feel.hpp"
#include "engine/sales/external.hpp"
#include "engine/service/projection.hpp"
#include "server/api/json_views.hpp"
#include "server/http/problem.hpp"

namespace onward {
namespace {

using sales::ExternalAction;

ExternalAction::Kind kind_of(twenty::Rule::Action action) {
  switch (action) {
    case twenty::Rule::Action::post_opportunity: return ExternalAction::Kind::post_opportunity;
    case twenty::Rule::Action::patch_opportunity: return ExternalAction::Kind::patch_opportunity;
    case twenty::Rule::Action::send_message: return ExternalAction::Kind::send_message;
  }
  return ExternalAction::Kind::send_message;
}

std::string_view header_of(const http::Request& request, std::string_view name) {
  const std::string* value = request.header(name);
  return value == nullptr ? std::string_view() : *value;
}

bool is_done(const twenty::Event& event) {
  const Value* status = event.record.find("status");
  return status != nullptr && status->text() != nullptr && *status->text() == "DONE";
}

Reply nothing_to_do() { return {204, {}, {}, {}, {}, false, false, true}; }

}  // namespace

void TwentyInbox::take(const api::Call& call) {
  const auto refuse = [&](const Error& error) { call.respond(http::problem(error)); };
  const std::string& id = call.parameter("id");
  const auto at = parts_.settings.find(id);
  if (at == parts_.settings.end())
    return refuse({ErrorCode::not_found, "no such integration is configured"});
  const std::string_view signature = header_of(*call.request, "x-twenty-webhook-signature");
  const twenty::Sealed sealed{header_of(*call.request, "x-twenty-webhook-timestamp"), signature,
                              call.request->body};
  const auto verified =
      twenty::verify(sealed, at->second.webhook_secret, parts_.clock.now(), at->second.tolerance);
  if (!verified.ok()) return refuse(verified.error());
  const auto event = twenty::event_from(call.request->body);
  if (!event.ok()) return refuse(event.error());
  submit(id, event.value(), signature, [call](const Result<Reply>& reply) {
    call.respond(reply.ok() ? api::response_of(*reply) : http::problem(reply.error()));
  });
}

void TwentyInbox::submit(const std::string& id, const twenty::Event& event,
                         std::string_view otherwise, Answer answer) {
  if (event.object == "task") return submit_task(id, event, std::move(answer));
  const TwentySettings& settings = parts_.settings.at(id);
  sales::ExternalEvent made;
  made.system = made.actor = settings.system;
  made.theirs = event.id;
  made.key = twenty::key_of(event, otherwise);
  for (twenty::Mapped& mapped : twenty::map(event, settings.rules)) {
    if (mapped.action == twenty::Rule::Action::post_opportunity && made.number.empty()) {
      auto number = parts_.next_number();
      if (!number.ok()) return answer(number.error());
      made.number = std::move(number).value();
    }
    std::string key = mapped.key.empty() ? mapped.key : feel::to_feel_text(Value(mapped.key));
    made.actions.push_back({kind_of(mapped.action), std::move(mapped.message), std::move(key),
                            std::move(mapped.body)});
  }
  // Also without a rule that fits: a poll that finds the same later knows that it was heard of.
  parts_.tracks.submit(sales::external_request(std::move(made)), std::move(answer));
}

/// A task of ours that somebody completed there.
void TwentyInbox::submit_task(const std::string& id, const twenty::Event& event, Answer answer) {
  if (!is_done(event)) return answer(nothing_to_do());
  const std::string system = parts_.settings.at(id).system;
  auto found = std::make_shared<LocalRef>();
  Request request;
  request.name = "find-external-task";
  request.shard = shard_of_text(system + ":" + event.id);
  request.work = [system, theirs = event.id, found](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto link, unit.store().external_link(system, "task", theirs));
    const auto ours = link ? local_ref_from_text(link->ours) : std::nullopt;
    if (ours) *found = *ours;
    return nothing_to_do();
  };
  parts_.tracks.submit(std::move(request), [this, id, theirs = event.id, found,
                                            answer = std::move(answer)](Result<Reply> reply) {
    if (!reply.ok() || !found->instance) return answer(std::move(reply));
    complete(id, theirs, *found, answer);
  });
}

void TwentyInbox::complete(const std::string& id, const std::string& theirs, LocalRef task,
                           Answer answer) {
  Request request;
  request.name = "complete-external-task";
  request.shard = shard_of(task.instance);
  request.instances = {task.instance};
  request.work = [task, user = parts_.settings.at(id).system](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto instance, unit.instance(task.instance));
    if (find_task(*instance, task.local) == nullptr) return nothing_to_do();  // closed here before
    const CompleteTask done{task.local, {}, "completed in " + user, std::nullopt};
    ONWARD_TRY_DONE(unit.execute({task.instance, done, {user, {}, true}, std::nullopt}));
    return nothing_to_do();
  };
  parts_.tracks.submit(
      std::move(request), [this, id, theirs, answer = std::move(answer)](Result<Reply> reply) {
        const bool refused = !reply.ok() && reply.error().code != ErrorCode::unavailable &&
                             reply.error().code != ErrorCode::overloaded &&
                             reply.error().code != ErrorCode::outcome_unknown;
        if (refused) parts_.reopen(id, theirs);
        answer(refused ? Result<Reply>(nothing_to_do()) : std::move(reply));
      });
}

}  // namespace onward

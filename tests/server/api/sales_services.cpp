#include "tests/server/api/sales_services.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "adapters/memory/memory_store.hpp"
#include "engine/sales/hooks.hpp"
#include "engine/service/unit_of_work.hpp"
#include "server/api/json_views.hpp"
#include "server/http/problem.hpp"
#include "server/http/router.hpp"
#include "server/http/target.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::api::test {
namespace {

class Ids final : public NewIds {
 public:
  std::uint64_t next(std::uint16_t shard) override {
    return (std::uint64_t{shard} << 53U) | ++sequence_;
  }
  std::uint64_t next_root() override { return next(7); }

 private:
  std::uint64_t sequence_ = 0;
};

class Still final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return {1'790'000'000'000}; }
};

class OneProcess final : public Catalogue {
 public:
  OneProcess() {
    onward::test::Builder deal("deal");
    deal.opportunity_kind("deal").start("posted").user("talk").end("done");
    deal_ = deal.build();
  }
  Result<model::DefinitionPtr> process(std::string_view key, std::uint32_t) override {
    if (key == "deal") return deal_;
    return Error{ErrorCode::not_found, "no such process"};
  }
  Result<model::DefinitionPtr> bound_process(std::string_view, const Bound&) override {
    return Error{ErrorCode::not_found, "no bindings"};
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view,
                                                           const Bound&) override {
    return Error{ErrorCode::not_found, "no decisions"};
  }
  std::vector<model::DefinitionPtr> latest() override { return {deal_}; }

 private:
  model::DefinitionPtr deal_;
};

}  // namespace

struct SalesServices::Parts {
  memory::MemoryStore store;
  OneProcess catalogue;
  Ids ids;
  Still clock;
  sales::Sales sales;
  UnitOfWork work{{store, catalogue, ids, sales, clock}};
};

SalesServices::SalesServices() : parts_(std::make_unique<Parts>()) {}
SalesServices::~SalesServices() = default;

http::Response SalesServices::call(http::Method method, const std::string& target,
                                   const std::string& body, http::Pairs headers) {
  http::Router<const Route*> router;
  for (const Route& route : routes()) router.add(route.method, route.path, &route);
  auto parsed = http::parse_target("/api/v1" + target);
  auto request = std::make_shared<http::Request>();
  request->method = method;
  request->path = parsed->path;
  request->query = parsed->query;
  request->headers = std::move(headers);
  if (!body.empty()) request->headers.emplace_back("content-type", "application/json");
  request->body = body;
  const auto match = router.match(method, request->path);
  http::Response answer;
  if (match.handler == nullptr) {
    ADD_FAILURE() << "no route for " << target;
    return answer;
  }
  Call call{request,
            {"anna", {auth::Role::performer}, {}},
            match.parameters,
            [&answer](http::Response response) { answer = std::move(response); }};
  (*match.handler)->handler(*this, call);
  return answer;
}

void SalesServices::submit(const Call& call, onward::Request request) {
  submit(call, std::move(request), [respond = call.respond](Result<Reply> reply) {
    respond(reply.ok() ? response_of(reply.value()) : http::problem(reply.error()));
  });
}

void SalesServices::submit(const Call& call, onward::Request request,
                           std::function<void(Result<Reply>)> answer) {
  if (const std::string* key = call.request->header("idempotency-key"))
    request.idempotency = IdempotencyKey{call.who.user, *key, call.request->body};
  submit(std::move(request), std::move(answer));
}

void SalesServices::submit(onward::Request request, std::function<void(Result<Reply>)> answer) {
  const onward::Request requests[] = {std::move(request)};
  answer(std::move(parts_->work.run(requests).front().reply));
}

void SalesServices::read(const Call& call, std::function<http::Response(Reader&)>) {
  call.respond(http::problem(Error{ErrorCode::unavailable, "nothing reads here"}));
}

Instant SalesServices::now() const { return parts_->clock.now(); }
NewIds& SalesServices::ids() { return parts_->ids; }
std::uint16_t SalesServices::shard_for_new(const Call&) { return 7; }

Result<std::string> SalesServices::next_opportunity_number() {
  return parts_->sales.next_number(parts_->store);
}

}  // namespace onward::api::test

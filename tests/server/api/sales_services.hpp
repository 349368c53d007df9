// Services without a server: one track over a store in memory, with one kind of opportunity
// ("deal"). For handlers that write; there are no readers here.
#pragma once

#include <memory>
#include <string>

#include "server/api/services.hpp"

namespace onward::api::test {

class SalesServices final : public Services {
 public:
  SalesServices();
  ~SalesServices() override;

  /// Calls the handler of a route as anna, a performer. `target`: path below /api/v1 and query.
  http::Response call(http::Method method, const std::string& target, const std::string& body,
                      http::Pairs headers = {});

  void submit(const Call& call, onward::Request request) override;
  void submit(const Call& call, onward::Request request,
              std::function<void(Result<Reply>)> answer) override;
  void submit(onward::Request request, std::function<void(Result<Reply>)> answer) override;
  void read(const Call& call, std::function<http::Response(Reader&)> look) override;
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] const std::string& zone() const override { return zone_; }
  NewIds& ids() override;
  std::uint16_t shard_for_new(const Call& call) override;
  Result<std::string> next_opportunity_number() override;
  [[nodiscard]] bool has_manual_clock() const override { return false; }
  void advance_clock(Instant, std::function<void(Result<Instant>)>) override {}
  void wait_for_jobs(std::vector<std::string>, Duration, std::function<void()>) override {}
  Result<std::shared_ptr<http::Stream>> listen(events::Listening) override {
    return Error{ErrorCode::unavailable, "nothing is told here"};
  }
  [[nodiscard]] SignInWays sign_in_ways() const override { return {}; }
  void sign_in(const Call&, SignInStep) override {}
  void take_twenty_webhook(const Call&) override {}
  Result<Done> check_target(const std::string&) override { return Done{}; }
  std::string metrics() override { return {}; }
  Result<Done> ready(Reader&) override { return Done{}; }

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::string zone_ = "UTC";
};

}  // namespace onward::api::test

#include "adapters/connectors/connectors.hpp"

#include <atomic>
#include <utility>

#include "adapters/connectors/exchange.hpp"

namespace onward::connectors {
namespace {

class HttpConnectors final : public Connectors {
 public:
  HttpConnectors(Settings settings, std::unique_ptr<http_client::HttpClient> client)
      : settings_(std::move(settings)), client_(std::move(client)) {}

  ConnectorOutcome run(const ConnectorCall& call) override {
    const auto exchange = exchange_of(settings_, call);
    if (!exchange.ok())
      return {ConnectorOutcome::Kind::failed,
              {},
              exchange.error().where,
              exchange.error().message,
              std::nullopt};
    auto answer = client_->send(exchange->request);
    if (!answer.ok() && stopped_) return {ConnectorOutcome::Kind::broken_off};
    return outcome_of(exchange.value(), std::move(answer));
  }

  [[nodiscard]] Duration longest_run() const override { return longest_timeout; }

  void stop() override {
    stopped_ = true;
    client_->stop();
  }

 private:
  const Settings settings_;
  const std::unique_ptr<http_client::HttpClient> client_;
  std::atomic<bool> stopped_{false};
};

}  // namespace

std::unique_ptr<Connectors> make_connectors(Settings settings,
                                            std::unique_ptr<http_client::HttpClient> client) {
  return std::make_unique<HttpConnectors>(std::move(settings), std::move(client));
}

}  // namespace onward::connectors

#include "adapters/webhooks/sender.hpp"

#include <utility>

#include "adapters/webhooks/signature.hpp"

namespace onward::webhooks {
namespace {

constexpr Duration longest_attempt{20'000};  // the specification recommends 15 to 30 seconds
constexpr std::size_t answer_bytes = 64U << 10U;

class Sender final : public WebhookSender {
 public:
  explicit Sender(std::unique_ptr<http_client::HttpClient> client) : client_(std::move(client)) {}

  WebhookAnswer send(const WebhookCall& call) override {
    const std::int64_t seconds = call.at.ms / 1'000;
    const auto signature = signatures(call.secrets, call.id, seconds, call.body);
    if (!signature.ok()) return {0, signature.error().message, std::nullopt};
    http_client::Request request;
    request.method = "POST";
    request.url = call.url;
    request.headers = {{"content-type", "application/json"},
                       {"webhook-id", call.id},
                       {"webhook-timestamp", std::to_string(seconds)},
                       {"webhook-signature", signature.value()}};
    request.body = call.body;
    request.timeout = longest_attempt;
    request.answer_bytes = answer_bytes;
    const auto answer = client_->send(request);
    if (!answer.ok()) return {0, answer.error().message, std::nullopt};
    const bool taken = answer->status >= 200 && answer->status < 300;
    return {answer->status,
            taken ? std::string() : "the endpoint answered " + std::to_string(answer->status),
            answer->retry_after};
  }
  void stop() override { client_->stop(); }

 private:
  std::unique_ptr<http_client::HttpClient> client_;
};

}  // namespace

std::unique_ptr<WebhookSender> make_sender(std::unique_ptr<http_client::HttpClient> client) {
  return std::make_unique<Sender>(std::move(client));
}

}  // namespace onward::webhooks

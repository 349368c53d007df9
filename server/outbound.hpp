// What the feed leads to outside of the server: webhooks, mail, the CRMs that one is connected to.
// Puts them together as the configuration says, and takes them apart again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/api/services.hpp"
#include "server/background/task_mail.hpp"
#include "server/background/webhook_delivery.hpp"
#include "server/config.hpp"
#include "server/mail_settings.hpp"
#include "server/tracks/track_pool.hpp"
#include "server/twenty_inbox.hpp"
#include "server/twenty_sync.hpp"

namespace onward {

class Outbound {
 public:
  struct Parts {
    const Config& config;
    TrackPool& tracks;
    const Clock& clock;
    NewIds& ids;
    std::function<Result<std::unique_ptr<WebhookStore>>()> open_store;
    std::function<Result<std::unique_ptr<Queries>>()> open_queries;
    std::function<Result<std::string>()> next_number;  ///< of an opportunity
  };
  /// Errors: invalid (the configuration), unavailable.
  static Result<std::unique_ptr<Outbound>> start(Parts parts);
  ~Outbound();
  /// Breaks off what is under way: it is begun again after the next start. The tracks must still
  /// run. Blocks.
  void stop();
  /// A webhook of a CRM.
  void take_twenty_webhook(const api::Call& call) { inbox_->take(call); }

 private:
  explicit Outbound(Parts parts) : parts_(std::move(parts)) {}
  Result<Done> read_settings();
  Result<Done> open_deliveries();
  Result<Done> open_mail();
  Result<Done> open_twenty();
  Result<Done> take_in(const std::string& id, const twenty::Event& event);

  Parts parts_;
  std::optional<MailSettings> mail_;
  std::map<std::string, TwentySettings> twenty_;
  std::unique_ptr<WebhookDeliveries> deliveries_;
  std::unique_ptr<TaskMail> task_mail_;
  std::unique_ptr<TwentyInbox> inbox_;
  std::map<std::string, std::unique_ptr<TwentySync>> syncs_;
};

}  // namespace onward

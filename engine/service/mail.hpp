// The port to mail: one message to one person. Implemented in adapters/mail; called by
// server/background/task_mail.hpp.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward {

struct Mail {
  std::string id;  ///< the same each time it is sent; letters, digits, - and .
  std::string to;
  std::string subject, text;  ///< UTF-8, anything
  Instant at;
};

class MailSender {
 public:
  virtual ~MailSender() = default;
  /// Blocks, for a bounded time; one thread at a time. Errors: unavailable (another attempt may
  /// help), invalid (none will: the server refuses this mail, or it has no address).
  virtual Result<Done> send(const Mail& mail) = 0;
  /// Breaks off what is under way; from any thread.
  virtual void stop() = 0;
};

}  // namespace onward

// What the file of --config says of mail, checked.
#pragma once

#include <optional>
#include <string>

#include "adapters/connectors/settings.hpp"
#include "adapters/mail/smtp.hpp"
#include "server/config.hpp"

namespace onward {

struct MailSettings {
  mail::SmtpSettings smtp;
  std::string base_url;  ///< of the pages: links begin with it; empty: mails have none
};
/// Absent: no [mail], so none is sent. Errors: invalid (which member, and what was expected).
Result<std::optional<MailSettings>> mail_settings(const ConfiguredTables& tables,
                                                  const connectors::Settings& connectors);

}  // namespace onward

#include "server/mail_settings.hpp"

#include "adapters/http_client/http_client.hpp"
#include "adapters/mail/message.hpp"
#include "server/table_members.hpp"

namespace onward {
namespace {

Result<Done> read_secret(TableMembers& members, const connectors::Settings& connectors,
                         mail::SmtpSettings& smtp) {
  ONWARD_TRY(smtp.user, members.text("user"));
  ONWARD_TRY(const std::string secret, members.text("secret"));
  if (smtp.user.empty() != secret.empty())
    return members.wrong("secret", "user and secret belong together");
  if (secret.empty()) return Done{};
  const auto found = connectors.secrets.find(secret);
  if (found == connectors.secrets.end())
    return members.wrong("secret", "there is no [secrets." + secret + "]");
  smtp.password = found->second.value;
  return Done{};
}

}  // namespace

Result<std::optional<MailSettings>> mail_settings(const ConfiguredTables& tables,
                                                  const connectors::Settings& connectors) {
  if (tables.mail.entries().empty()) return std::optional<MailSettings>{};
  TableMembers members("mail", tables.mail);
  MailSettings settings;
  mail::SmtpSettings& smtp = settings.smtp;
  ONWARD_TRY(smtp.server, members.text("server"));
  if (!smtp.server.starts_with("smtp://") && !smtp.server.starts_with("smtps://"))
    return members.wrong("server", "an address such as smtp://mail.example.com:587 is expected");
  ONWARD_TRY(smtp.from, members.text("from"));
  if (!mail::is_address(smtp.from))
    return members.wrong("from", "an address such as onward@example.com is expected");
  ONWARD_TRY_DONE(read_secret(members, connectors, smtp));
  ONWARD_TRY(const std::string tls, members.text("tls", "required"));
  if (tls != "required" && tls != "none")
    return members.wrong("tls", "required or none is expected");
  smtp.tls = tls == "none" ? mail::SmtpSettings::Tls::none : mail::SmtpSettings::Tls::required;
  ONWARD_TRY(settings.base_url, members.text("base-url"));
  if (!settings.base_url.empty() && !http_client::target_of(settings.base_url).ok())
    return members.wrong("base-url", "an address such as https://onward.example.com is expected");
  while (settings.base_url.ends_with('/')) settings.base_url.pop_back();
  ONWARD_TRY_DONE(members.finish());
  return std::optional<MailSettings>(std::move(settings));
}

}  // namespace onward

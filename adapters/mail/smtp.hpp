// Mail through SMTP (RFC 5321) by libcurl.
#pragma once

#include <memory>
#include <string>

#include "engine/service/mail.hpp"

namespace onward::mail {

struct SmtpSettings {
  std::string server;  ///< "smtp://mail.example.com:587", "smtps://mail.example.com"
  std::string from;    ///< an address
  std::string user, password;
  enum class Tls : std::uint8_t { required, none } tls = Tls::required;
};

/// Errors: invalid (a server or an address that is none).
Result<std::unique_ptr<MailSender>> make_smtp(SmtpSettings settings);

}  // namespace onward::mail

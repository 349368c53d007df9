#include "adapters/mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <utility>

#include "adapters/mail/message.hpp"
#include "engine/base/check.hpp"

namespace onward::mail {
namespace {

constexpr long connect_ms = 10'000;
constexpr long whole_ms = 30'000;

struct EasyClose {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// The text under way: what libcurl reads.
struct Upload {
  std::string_view rest;
};

std::size_t give(char* room, std::size_t size, std::size_t count, void* at) {
  auto& upload = *static_cast<Upload*>(at);
  const std::size_t bytes = std::min(size * count, upload.rest.size());
  std::memcpy(room, upload.rest.data(), bytes);
  upload.rest.remove_prefix(bytes);
  return bytes;
}

int look_at_progress(void* at, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(at)->load() ? 1 : 0;
}

class Smtp final : public MailSender {
 public:
  explicit Smtp(SmtpSettings settings) : settings_(std::move(settings)), easy_(curl_easy_init()) {
    ONWARD_CHECK(easy_ != nullptr);
  }
  Result<Done> send(const Mail& mail) override;
  void stop() override { stopping_ = true; }

 private:
  void set_up(Upload& upload, curl_slist* to);
  [[nodiscard]] Error failure(CURLcode code) const;

  SmtpSettings settings_;
  std::unique_ptr<CURL, EasyClose> easy_;  // kept: its connection serves the next mail
  std::atomic<bool> stopping_{false};
};

void Smtp::set_up(Upload& upload, curl_slist* to) {
  const auto set = [handle = easy_.get()](CURLoption option, auto value) {
    ONWARD_CHECK(curl_easy_setopt(handle, option, value) == CURLE_OK);
  };
  curl_easy_reset(easy_.get());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_URL, settings_.server.c_str());
  set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
  set(CURLOPT_TIMEOUT_MS, whole_ms);
  const bool is_secure = settings_.tls == SmtpSettings::Tls::required;
  set(CURLOPT_USE_SSL, static_cast<long>(is_secure ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings_.user.empty()) {
    set(CURLOPT_USERNAME, settings_.user.c_str());
    set(CURLOPT_PASSWORD, settings_.password.c_str());
  }
  set(CURLOPT_MAIL_FROM, settings_.from.c_str());
  set(CURLOPT_MAIL_RCPT, to);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &give);
  set(CURLOPT_READDATA, &upload);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &look_at_progress);
  set(CURLOPT_XFERINFODATA, &stopping_);
}

Result<Done> Smtp::send(const Mail& mail) {
  if (!is_address(mail.to)) return Error{ErrorCode::invalid, "this is no address for mail"};
  const std::string text = message_of(mail, settings_.from);
  Upload upload{text};
  const std::unique_ptr<curl_slist, ListFree> to(curl_slist_append(nullptr, mail.to.c_str()));
  ONWARD_CHECK(to != nullptr);
  set_up(upload, to.get());
  const CURLcode code = curl_easy_perform(easy_.get());
  if (code != CURLE_OK) return failure(code);
  return Done{};
}

Error Smtp::failure(CURLcode code) const {
  long answer = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &answer);
  constexpr long refused_for_good = 500;
  const bool is_about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED;
  if (answer >= refused_for_good && !is_about_us)
    return {ErrorCode::invalid, "the mail server refused this mail with " + std::to_string(answer)};
  return {ErrorCode::unavailable,
          std::string("the mail server took nothing: ") + curl_easy_strerror(code)};
}

}  // namespace

Result<std::unique_ptr<MailSender>> make_smtp(SmtpSettings settings) {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (!settings.server.starts_with("smtp://") && !settings.server.starts_with("smtps://"))
    return Error{ErrorCode::invalid, "a server such as smtp://mail.example.com:587 is expected"};
  if (!is_address(settings.from))
    return Error{ErrorCode::invalid, "an address such as onward@example.com is expected"};
  return std::unique_ptr<MailSender>(std::make_unique<Smtp>(std::move(settings)));
}

}  // namespace onward::mail

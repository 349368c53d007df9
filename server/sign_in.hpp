// Signing in through an identity provider, and out again (docs/adr/0012-signing-in.md). What may
// block, the provider and the database, is asked on a thread of its own.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "engine/service/ports.hpp"
#include "server/api/services.hpp"
#include "server/sign_in_settings.hpp"

namespace onward {

class SignIn {
 public:
  struct Parts {
    SignInSettings settings;
    std::unique_ptr<http_client::HttpClient> client;
    std::unique_ptr<Store> store;
    std::unique_ptr<Queries> queries;
    const Clock& clock;  ///< sessions end by it; the provider's tokens by the machine's time
  };
  explicit SignIn(Parts parts);
  ~SignIn();

  /// Answers the call, at once with `overloaded` when too many are under way.
  void take(const api::Call& call, api::SignInStep step);
  [[nodiscard]] const std::string& provider_name() const { return parts_.settings.name; }
  void stop();

 private:
  void run();
  void begin(const api::Call& call);
  void finish(const api::Call& call);
  Result<std::string> session_for(const std::string& code, const openid::Attempt& attempt);
  Result<User> user_from(const Context& claims);
  Result<std::string> new_session(const std::string& user, std::vector<std::string> roles);
  [[nodiscard]] std::vector<std::string> roles_of(const Context& claims, const User& user) const;

  Parts parts_;
  openid::Provider provider_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<api::Call, api::SignInStep>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace onward

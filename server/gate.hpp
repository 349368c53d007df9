// The way in: from an HTTP request to the handler of its route. Finds the route, then who asks,
// then whether they may, then calls. What is no route may be a web page. Never blocks: an unknown
// caller is looked up on a reader's thread.
#pragma once

#include <memory>

#include "server/api/services.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/router.hpp"
#include "server/pages/page_files.hpp"
#include "server/read_pool.hpp"

namespace onward {

class Gate {
 public:
  Gate(api::Services& services, ReadPool& readers, const Clock& clock, bool dev);
  void handle(http::Request request, http::Respond respond);
  /// How many bytes a body may have, by route.
  [[nodiscard]] static std::size_t body_limit(http::Method method, std::string_view path);

 private:
  void identify(const api::Route& route, api::Call call);
  void enter(const api::Route& route, api::Call call);
  Result<auth::Principal> look_up(api::Reader& reader, const http::Request& request,
                                  const std::string& key) const;

  api::Services& services_;
  ReadPool& readers_;
  const Clock& clock_;
  bool dev_;
  http::Router<const api::Route*> router_;
  auth::PrincipalCache principals_;
  pages::PageFiles pages_;
};

}  // namespace onward

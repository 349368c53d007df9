// The part of Twenty's REST interface that is needed: its tasks, and what was changed since a time.
// It takes 100 requests a minute: no more are made, and a 429 is waited for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/http_client/http_client.hpp"
#include "engine/value/value.hpp"

namespace onward::twenty {

struct RestSettings {
  std::string url;  ///< "https://crm.example.com"
  std::string key;  ///< of the API
};

class Rest {
 public:
  Rest(RestSettings settings, http_client::HttpClient& client)
      : settings_(std::move(settings)), client_(client) {}

  // Errors of all: too_many_requests (not before ready_at()), unavailable, not_found, invalid (they
  // refuse it, and will again).
  /// Makes a record under an id of ours; one that is there already is as good.
  Result<Done> make(std::string_view plural, const Context& record, Instant now);
  Result<Done> change(std::string_view plural, std::string_view id, const Context& patch,
                      Instant now);
  struct Page {
    std::vector<Context> records;
    std::string next;  ///< cursor; empty: no more
  };
  /// Changed after `since` (RFC 3339; empty: all), oldest first.
  Result<Page> changed(std::string_view plural, std::string_view since, std::string_view after,
                       Instant now);
  [[nodiscard]] Instant ready_at() const { return ready_at_; }

 private:
  Result<http_client::Answer> call(std::string method, const std::string& path, const Context* body,
                                   Instant now);
  /// Takes one of the requests that a minute has. Errors: too_many_requests.
  Result<Done> take(Instant now);

  RestSettings settings_;
  http_client::HttpClient& client_;
  std::vector<Instant> made_;  ///< when the last ones were made, at most a minute's
  Instant ready_at_{0};
};

/// A UUID that is always the same for the same text (RFC 9562 section 5.8).
std::string uuid_of(std::string_view text);

}  // namespace onward::twenty

// What the handlers of the API work with: a call on its way, the tracks for everything that
// changes, readers for everything that only looks. Implemented by the composition root
// (server/app.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/sales/flow.hpp"
#include "engine/sales/sheet.hpp"
#include "engine/service/definitions.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/request.hpp"
#include "server/api/chart_import.hpp"
#include "server/auth/permissions.hpp"
#include "server/events/listening.hpp"
#include "server/http/message.hpp"

namespace onward::api {

/// One HTTP request inside the API: who, what, and where the answer goes. Copied into the closures
/// of its handler.
struct Call {
  std::shared_ptr<const http::Request> request;
  auth::Principal who;
  std::vector<std::pair<std::string, std::string>> path;  ///< parameters of the route's template
  http::Respond respond;

  /// A path parameter that the route has.
  [[nodiscard]] const std::string& parameter(std::string_view name) const;
  [[nodiscard]] const std::string* query(std::string_view name) const {
    return request->query_value(name);
  }
};

/// A session for looking: never on a track, never on an io thread.
struct Reader {
  Queries& queries;
  Definitions& definitions;
  Instant now;
  const std::string& zone;
  /// Document -> SVG.
  Result<std::string> (*draw)(std::string_view document) = nullptr;
  /// The same with what became of each step.
  Result<std::string> (*draw_flow)(std::string_view document,
                                   const sales::FlowChart& chart) = nullptr;
  /// A table as a file.
  Result<std::string> (*to_file)(const sales::Sheet& sheet, sales::SheetFormat format) = nullptr;
  /// Mermaid charts -> BPMN.
  Result<ImportedCharts> (*import_charts)(std::string_view text, const ChartWish& wish) = nullptr;
  /// A store that nobody else sees, for imaginary instances.
  std::unique_ptr<Store> (*empty_store)() = nullptr;
};

/// How people come in, beside API tokens.
struct SignInWays {
  bool dev = false;      ///< whoever one says one is
  std::string provider;  ///< its name for people; empty: there is none
};
enum class SignInStep : std::uint8_t { begin, finish };

class Services {
 public:
  virtual ~Services() = default;
  /// Puts the request on its track; the reply becomes the HTTP response (status, body, ETag,
  /// Location, Idempotency-Replayed, Onward-Settled), an error its problem document. An
  /// Idempotency-Key of the call is attached.
  virtual void submit(const Call& call, onward::Request request) = 0;
  /// The same, but the handler makes the response.
  virtual void submit(const Call& call, onward::Request request,
                      std::function<void(Result<Reply>)> answer) = 0;
  /// A request beside the call's own (several for one call): no Idempotency-Key is attached.
  virtual void submit(onward::Request request, std::function<void(Result<Reply>)> answer) = 0;
  /// Runs `look` on a reader's thread and answers the call with its response.
  virtual void read(const Call& call, std::function<http::Response(Reader&)> look) = 0;

  /// Time of commands; the manual clock when there is one.
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] virtual const std::string& zone() const = 0;
  virtual NewIds& ids() = 0;
  /// Shard of something new: by the idempotency key when the call has one, so that a retry finds
  /// its first attempt; else any.
  virtual std::uint16_t shard_for_new(const Call& call) = 0;
  /// The number that people call the next opportunity by.
  virtual Result<std::string> next_opportunity_number() = 0;

  /// `--manual-clock`: false when the real clock runs. Passes through every due time up to `to`;
  /// `done` when all has run.
  [[nodiscard]] virtual bool has_manual_clock() const = 0;
  virtual void advance_clock(Instant to, std::function<void(Result<Instant>)> done) = 0;
  /// Long poll of workers: `again` is called when a job of these topics may have come, or at the
  /// deadline; once.
  virtual void wait_for_jobs(std::vector<std::string> topics, Duration at_most,
                             std::function<void()> again) = 0;
  /// A stream of events for who asked. Errors: overloaded, unavailable.
  virtual Result<std::shared_ptr<http::Stream>> listen(events::Listening listening) = 0;
  /// Whether the URL is one that can be sent to. Errors: invalid (what is wrong with it).
  virtual Result<Done> check_target(const std::string& url) = 0;
  /// A webhook of the CRM that the path names: verified there. Answers the call.
  virtual void take_twenty_webhook(const Call& call) = 0;
  [[nodiscard]] virtual SignInWays sign_in_ways() const = 0;
  /// Sends the browser to the identity provider, or takes it back. Answers the call: not_found when
  /// there is none.
  virtual void sign_in(const Call& call, SignInStep step) = 0;
  /// Prometheus text.
  virtual std::string metrics() = 0;
  /// Ready to serve: database, schema, definitions.
  virtual Result<Done> ready(Reader& reader) = 0;
};

using Handler = void (*)(Services&, Call);

/// One operation: a row of the table in routes.cpp.
struct Route {
  http::Method method;
  std::string_view path;  ///< template: "/api/v1/tasks/{id}/complete"
  auth::Permission permission;
  Handler handler;
  std::string_view operation;  ///< operationId in openapi.yaml
};

/// Every operation of the API.
const std::vector<Route>& routes();

}  // namespace onward::api

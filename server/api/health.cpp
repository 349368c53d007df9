// For those who watch the server: alive, ready, and its numbers.
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"

namespace onward::api {

void livez(Services&, Call call) { call.respond(http::json(200, "{\"status\":\"alive\"}")); }

void readyz(Services& services, Call call) {
  look(services, call, [&services](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY_DONE(services.ready(reader));
    return http::json(200, "{\"status\":\"ready\"}");
  });
}

void metrics(Services& services, Call call) {
  http::Response response = http::text(200, services.metrics());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  call.respond(std::move(response));
}

}  // namespace onward::api

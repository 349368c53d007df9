// The API's own description, as it was when the server was built.
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server_api_description.hpp"

namespace onward::api {

void get_description(Services&, Call call) {
  call.respond(http::json(200, std::string(description_files().front().text)));
}

}  // namespace onward::api

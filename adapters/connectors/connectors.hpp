// The connectors of a server: `http`, and those that its configuration names.
#pragma once

#include <memory>

#include "adapters/connectors/settings.hpp"
#include "adapters/http_client/http_client.hpp"
#include "engine/service/connector.hpp"

namespace onward::connectors {

std::unique_ptr<Connectors> make_connectors(Settings settings,
                                            std::unique_ptr<http_client::HttpClient> client);

}  // namespace onward::connectors

// What the configuration says of connectors and secrets, checked (server/connector_settings.hpp).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/http_client/http_client.hpp"
#include "engine/base/time.hpp"

namespace onward::connectors {

inline constexpr Duration default_timeout{30'000};
inline constexpr Duration longest_timeout{60'000};

struct Secret {
  std::string value;
  std::vector<std::string> hosts;  ///< where definitions may send it; empty: nowhere
};

/// A target with a name: definitions say what, the configuration says where.
struct NamedConnector {
  std::string url, method = "POST";
  std::vector<http_client::Header> headers;
  std::string secret;  ///< name of the one that is sent along; empty: none
  std::string secret_header = "authorization", secret_prefix = "Bearer ";
  Duration timeout = default_timeout;
};

struct Settings {
  std::map<std::string, NamedConnector> connectors;
  std::map<std::string, Secret> secrets;
};

}  // namespace onward::connectors

// Which addresses may be reached from a process definition: public ones, and what the configuration
// allows. Addresses of the machine itself, of its network and of cloud metadata services are none
// of a definition's business (SSRF).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

struct sockaddr;

namespace onward::http_client {

/// IPv6; IPv4 as ::ffff:a.b.c.d.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  friend bool operator==(const Address&, const Address&) = default;
};
/// nullopt: no numeric address.
std::optional<Address> address_of(std::string_view text);
/// nullopt: neither IPv4 nor IPv6 (a Unix socket).
std::optional<Address> address_of(const sockaddr& address);

struct Network {
  Address base;
  unsigned bits = 0;  ///< of 128
  [[nodiscard]] bool contains(const Address& address) const;
};

/// Reachable from everywhere: global unicast (IANA special-purpose registries left out; what
/// carries an IPv4 address inside is as public as that).
bool is_public(const Address& address);

class AllowedTargets {
 public:
  /// Errors: invalid (an entry that is neither an address, a network nor a host name).
  static Result<AllowedTargets> from(const std::vector<std::string>& entries);
  /// `host` as the URL names it; `address` where the connection would go.
  [[nodiscard]] bool allows(std::string_view host, const Address& address) const;

 private:
  std::vector<std::string> hosts_;
  std::vector<Network> networks_;
};

}  // namespace onward::http_client

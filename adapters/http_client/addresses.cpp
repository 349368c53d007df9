#include "adapters/http_client/addresses.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <iterator>
#include <utility>

namespace onward::http_client {
namespace {

constexpr unsigned address_bits = 128;
constexpr unsigned mapped_bits = 96;  ///< an IPv4 address stands behind so many bits

Address mapped(const std::uint8_t* four) {
  Address address;
  address.bytes[10] = address.bytes[11] = 0xFF;
  std::copy_n(four, 4, address.bytes.begin() + 12);
  return address;
}

struct Block {
  const char* base;
  unsigned bits;
};

/// IPv4: https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast.
constexpr Block closed_v4[] = {
    {"0.0.0.0", 8},      {"10.0.0.0", 8},     {"100.64.0.0", 10}, {"127.0.0.0", 8},
    {"169.254.0.0", 16}, {"172.16.0.0", 12},  {"192.0.0.0", 24},  {"192.0.2.0", 24},
    {"192.88.99.0", 24}, {"192.168.0.0", 16}, {"198.18.0.0", 15}, {"198.51.100.0", 24},
    {"203.0.113.0", 24}, {"224.0.0.0", 4},    {"240.0.0.0", 4},
};
/// IPv6 inside 2000::/3: IETF protocols with Teredo, documentation, and addresses that tunnel IPv4.
constexpr Block closed_v6[] = {{"2001::", 23}, {"2001:db8::", 32}, {"2002::", 16}, {"3fff::", 20}};

bool is_in(const Block& block, const Address& address, unsigned offset) {
  return Network{*address_of(block.base), block.bits + offset}.contains(address);
}

bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

std::optional<Network> network_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = address_of(text.substr(0, slash));
  if (!base) return std::nullopt;
  if (slash == std::string_view::npos) return Network{*base, address_bits};
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const unsigned offset = text.find(':') == std::string_view::npos ? mapped_bits : 0;
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() ||
      bits > address_bits - offset)
    return std::nullopt;
  return Network{*base, bits + offset};
}

}  // namespace

std::optional<Address> address_of(std::string_view text) {
  const std::string terminated(text);
  Address address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  std::uint8_t four[4];
  if (inet_pton(AF_INET, terminated.c_str(), four) == 1) return mapped(four);
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& address) {
  // Copied out: the bytes behind a sockaddr are of another type.
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    std::uint8_t four[4];
    std::memcpy(four, &v4.sin_addr, sizeof four);
    return mapped(four);
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  Address found;
  std::memcpy(found.bytes.data(), &v6.sin6_addr, found.bytes.size());
  return found;
}

bool Network::contains(const Address& address) const {
  for (unsigned bit = 0; bit < bits; bit += 8) {
    const unsigned left = bits - bit;
    const auto mask = static_cast<std::uint8_t>(left >= 8 ? 0xFFU : 0xFFU << (8 - left));
    if (((base.bytes[bit / 8] ^ address.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool is_public(const Address& address) {
  // ::ffff:a.b.c.d, and 64:ff9b::a.b.c.d (NAT64): reached is a.b.c.d.
  if (is_in({"::ffff:0:0", mapped_bits}, address, 0) ||
      is_in({"64:ff9b::", mapped_bits}, address, 0)) {
    const Address inner = mapped(&address.bytes[12]);
    return std::none_of(std::begin(closed_v4), std::end(closed_v4),
                        [&](const Block& block) { return is_in(block, inner, mapped_bits); });
  }
  if (!is_in({"2000::", 3}, address, 0)) return false;
  return std::none_of(std::begin(closed_v6), std::end(closed_v6),
                      [&](const Block& block) { return is_in(block, address, 0); });
}

Result<AllowedTargets> AllowedTargets::from(const std::vector<std::string>& entries) {
  AllowedTargets allowed;
  for (const std::string& entry : entries) {
    const std::string host = lower(entry);
    if (const auto network = network_of(entry)) {
      allowed.networks_.push_back(*network);
    } else if (is_host_name(host)) {
      allowed.hosts_.push_back(host);
    } else {
      return Error{ErrorCode::invalid,
                   "an address (127.0.0.1), a network (10.0.0.0/8) or the name of a host is "
                   "expected, not \"" +
                       entry.substr(0, 100) + "\""};
    }
  }
  return allowed;
}

bool AllowedTargets::allows(std::string_view host, const Address& address) const {
  if (is_public(address)) return true;
  if (std::find(hosts_.begin(), hosts_.end(), lower(host)) != hosts_.end()) return true;
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const Network& network) { return network.contains(address); });
}

}  // namespace onward::http_client

#include "server/config.hpp"

#include <charconv>

#include "engine/base/iso8601.hpp"
#include "engine/base/limits.hpp"

namespace onward {

Result<ListenAddress> listen_address_from_text(std::string_view text) {
  const Error wrong{ErrorCode::invalid,
                    "--listen must be ADDRESS:PORT such as 127.0.0.1:8080 or [::1]:0, not \"" +
                        std::string(text.substr(0, 100)) + "\""};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong;
  std::string_view address = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() ||
      port > 65'535)
    return wrong;
  return ListenAddress{address.empty() ? "0.0.0.0" : std::string(address),
                       static_cast<unsigned short>(port)};
}

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

Result<Done> check_config(const Config& config) {
  ONWARD_TRY(const ListenAddress listen, listen_address_from_text(config.listen));
  if (config.dev && !is_loopback(listen.address))
    return Error{ErrorCode::invalid,
                 "--dev trusts whoever asks, so it listens on a loopback address only, not on " +
                     listen.address};
  if (config.manual_clock && !config.dev)
    return Error{ErrorCode::invalid, "--manual-clock needs --dev"};
  if (!config.manual_clock_start.empty() && !instant_from_text(config.manual_clock_start).ok())
    return Error{ErrorCode::invalid,
                 "--manual-clock takes a time such as 2026-11-22T08:00:00Z, not \"" +
                     config.manual_clock_start + "\""};
  if (config.batch < 1 || config.batch > limits::turn_commands)
    return Error{ErrorCode::invalid, "--batch must be 1 to 1024"};
  if (config.tracks > 256) return Error{ErrorCode::invalid, "--tracks must be 1 to 256"};
  if (!zone_exists(config.zone))
    return Error{
        ErrorCode::invalid,
        "--zone must be an IANA time zone such as Europe/Berlin, not \"" + config.zone + "\""};
  return Done{};
}

}  // namespace onward

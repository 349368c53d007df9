// What `onward serve` was told, checked. Flags over environment over file: tools/onward fills it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// A table [NAME.ID] of the file, still to be checked.
struct ConfiguredTable {
  std::string id;
  Context body;
};

/// What only the file says.
struct ConfiguredTables {
  std::vector<ConfiguredTable> users;                ///< server/api/user_body.hpp
  std::vector<ConfiguredTable> connectors, secrets;  ///< server/connector_settings.hpp
  std::vector<ConfiguredTable> calendars;            ///< server/calendar_settings.hpp
  Context escalation;                   ///< of [escalation]: server/escalation_settings.hpp
  std::vector<ConfiguredTable> twenty;  ///< server/twenty_settings.hpp
  Context mail;                         ///< of [mail]: server/mail_settings.hpp
  Context sign_in;                      ///< of [sign-in]: server/sign_in_settings.hpp
  std::vector<std::string>
      outbound_allow;  ///< of [outbound]: hosts and networks that are not public
};

struct Config {
  std::string database = "sqlite:onward.db";
  std::string listen = "127.0.0.1:8080";
  std::string processes = "processes";  ///< empty: --no-processes
  bool processes_given = false;         ///< the folder was named: it must exist
  bool dev = false;
  bool manual_clock = false;
  std::string manual_clock_start;  ///< RFC 3339; empty: the real time
  std::size_t tracks = 0;          ///< 0: 1 on SQLite, 1 per 2 cores on PostgreSQL
  std::size_t batch = 1'024;
  std::size_t readers = 2;
  unsigned node = 0;
  std::string zone = "UTC";
  std::string log_level = "info";
  bool allow_unsafe_database = false;
  std::string file{};  ///< of --config, for messages
  ConfiguredTables tables{};
};

struct ListenAddress {
  std::string address;
  unsigned short port = 0;
};
/// "127.0.0.1:8080", "[::1]:0", ":8080". Errors: invalid.
Result<ListenAddress> listen_address_from_text(std::string_view text);
bool is_loopback(std::string_view address);

/// Everything that can be said before the database is opened. Errors: invalid (what was expected).
Result<Done> check_config(const Config& config);

}  // namespace onward

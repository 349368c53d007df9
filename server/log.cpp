#include "server/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace onward {

Result<Done> set_up_log(std::string_view level) {
  const auto parsed = spdlog::level::from_str(std::string(level));
  if (parsed == spdlog::level::off && level != "off")
    return Error{ErrorCode::invalid, "--log-level must be debug, info, warn or error, not \"" +
                                         std::string(level) + "\""};
  auto logger = spdlog::get("onward");
  if (!logger) logger = spdlog::stderr_logger_mt("onward");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  logger->set_level(parsed);
  spdlog::set_default_logger(logger);
  return Done{};
}

void log_debug(std::string_view line) { spdlog::debug("{}", line); }
void log_info(std::string_view line) { spdlog::info("{}", line); }
void log_warn(std::string_view line) { spdlog::warn("{}", line); }
void log_error(std::string_view line) { spdlog::error("{}", line); }
bool logs_debug() { return spdlog::should_log(spdlog::level::debug); }

}  // namespace onward

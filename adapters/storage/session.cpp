#include "adapters/storage/session.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <exception>
#include <string>
#include <string_view>

namespace onward::storage {
namespace {

class SociSession final : public Session {
 public:
  SociSession(const soci::backend_factory& factory, const std::string& connect)
      : session_(factory, connect) {}
  void* native() override {
    // The library hides the type information of its back ends: no dynamic_cast.
    if (session_.get_backend_name() == "sqlite3")
      return static_cast<soci::sqlite3_session_backend*>(session_.get_backend())->conn_;
    return static_cast<soci::postgresql_session_backend*>(session_.get_backend())->conn_;
  }

 private:
  soci::session session_;
};

/// libpq's messages have several lines; an administrator's log has one for each problem.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\t' || c == ' ';
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

/// `shown`: the database as a message may name it; an address may hold a password.
Result<std::unique_ptr<Session>> open(const soci::backend_factory& factory,
                                      const std::string& connect, const std::string& shown) {
  try {
    return std::unique_ptr<Session>(std::make_unique<SociSession>(factory, connect));
  } catch (const std::exception& failure) {
    return Error{ErrorCode::unavailable,
                 "cannot open the database" + shown + ": " + one_line(failure.what())};
  }
}

}  // namespace

Result<std::unique_ptr<Session>> open_sqlite_session(const std::string& target) {
  // In quotes, so that a path may hold blanks.
  return open(soci::sqlite3, "dbname=\"" + target + "\"", " " + target);
}

Result<std::unique_ptr<Session>> open_postgres_session(const std::string& connection_string) {
  return open(soci::postgresql, connection_string, {});
}

}  // namespace onward::storage

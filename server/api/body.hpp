// Reads the JSON object of a request member by member. Everything wrong is gathered with its JSON
// pointer and said at once by finish(): a wrong type, a missing member, one that nobody asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"
#include "server/http/message.hpp"

namespace onward::api {

class Body {
 public:
  enum class Presence : std::uint8_t { required, optional };

  /// Reads the request's body as a JSON object. PATCH also takes application/merge-patch+json; an
  /// absent body counts as {} where it is optional. Errors: unsupported_media_type, malformed,
  /// too_large, invalid (JSON, but no object).
  static Result<Body> of(const http::Request& request, Presence presence = Presence::required);
  /// The same over a context that is already there; `pointer` is where it stands.
  Body(Context context, std::string pointer);

  // Each call makes the member known. A member that is absent or null gives nullopt (empty text,
  // empty context, ...); one of another type is noted as wrong.
  std::string required_text(std::string_view name, std::size_t bytes = limits::name_bytes);
  std::optional<std::string> text(std::string_view name, std::size_t bytes = limits::name_bytes);
  std::optional<bool> boolean(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);
  std::optional<Decimal> decimal(std::string_view name);
  std::optional<Date> date(std::string_view name);          ///< "2026-11-22"
  std::optional<Instant> instant(std::string_view name);    ///< RFC 3339
  std::optional<Duration> duration(std::string_view name);  ///< ISO 8601 without months
  Context context(std::string_view name);                   ///< an object of any values
  std::vector<std::string> texts(std::string_view name, std::size_t bytes = limits::name_bytes);
  const Value* value(std::string_view name);  ///< anything; nullptr when absent
  std::optional<Body> object(std::string_view name);
  std::vector<Body> objects(std::string_view name);  ///< an array of objects
  /// An array in which a text stands for an object with nothing but this member.
  std::vector<Body> objects_or_texts(std::string_view name, std::string_view member);
  /// Present, be it null: what a merge patch asks for each member.
  bool has(std::string_view name);
  bool is_null(std::string_view name);

  /// Notes that a member breaks a rule.
  void refuse(std::string_view name, std::string code, std::string detail);
  /// Errors: invalid with one detail for each place that is wrong, in this object and in all that
  /// were taken out of it.
  Result<Done> finish() const;
  [[nodiscard]] const Context& all() const;  ///< the object as it came; makes no member known

 private:
  struct Object {
    Context members;
    std::string pointer;
    std::vector<std::string> known;
  };
  struct State {
    std::vector<std::unique_ptr<Object>> objects;
    std::vector<ErrorDetail> wrong;
  };
  Body(std::shared_ptr<State> state, Context members, std::string pointer);
  std::vector<Body> items(std::string_view name, std::string_view member);
  const Value* take(std::string_view name);  ///< nullptr: absent or null
  void expected(std::string_view name, std::string_view what);

  std::shared_ptr<State> state_;
  Object* self_ = nullptr;
};

/// A name as a step of a JSON pointer (RFC 6901 section 3).
std::string pointer_step(std::string_view name);

}  // namespace onward::api

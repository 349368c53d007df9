// Reads the members of a JSON body one by one and remembers everything that is wrong with it, so
// that one 422 names each place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/sales/fields.hpp"
#include "engine/value/value.hpp"

namespace onward::sales {

enum class Need : std::uint8_t { optional, required };

class BodyReader {
 public:
  explicit BodyReader(const Context& body, std::string pointer = {})
      : body_(body), pointer_(std::move(pointer)) {}

  /// Members besides these are wrong.
  void only(std::initializer_list<std::string_view> names);
  /// Text without blanks at its ends; empty when absent or null.
  std::string text(std::string_view name, Need need, std::size_t limit);
  bool flag(std::string_view name);
  Value number(std::string_view name, Need need);
  Context object(std::string_view name);
  /// Rows that are objects, each still to be read.
  std::vector<Context> rows(std::string_view name, std::size_t limit);
  /// A list of texts.
  std::vector<std::string> texts(std::string_view name, std::size_t limit);
  /// The member as the type says; null when absent or wrong.
  Value kept(std::string_view name, KeptType type);
  [[nodiscard]] const Value* find(std::string_view name) const;  ///< nullptr: absent or null
  [[nodiscard]] bool has(std::string_view name) const { return body_.find(name) != nullptr; }

  void wrong(std::string_view name, std::string code, std::string detail);
  void take(BodyReader& inner);  ///< what is wrong in a part is wrong here
  [[nodiscard]] std::string at(std::string_view name) const;
  /// Errors: invalid with every detail found so far.
  [[nodiscard]] Result<Done> finish() const;

 private:
  const Context& body_;
  std::string pointer_;
  std::vector<ErrorDetail> details_;
};

/// A body with one thing wrong.
Error invalid_member(std::string pointer, std::string code, std::string detail);
/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace onward::sales

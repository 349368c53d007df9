// The reading half of json.hpp: Boost.JSON's parser calls a handler of ours, which builds values
// from the numbers' own text (the library would turn 0.1 into a double).
#include "engine/value/json.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <unordered_set>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/position.hpp"

namespace onward {
namespace {

namespace json = boost::json;

/// What the parser is inside of: a list or a context half built.
struct Frame {
  bool is_list = false;
  List items;
  std::vector<Context::Entry> entries;
  std::string key;
  std::unordered_set<std::string> names;  // filled once a search through the entries would be slow
};

/// Receives the parser's calls. Each returns false to stop; `problem_` then says why.
class Handler {
 public:
  static constexpr std::size_t max_object_size = limits::list_items;
  static constexpr std::size_t max_array_size = limits::list_items;
  static constexpr std::size_t max_key_size = limits::text_bytes;
  static constexpr std::size_t max_string_size = limits::http_definition_bytes;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }

  bool on_array_begin(json::error_code&) {
    stack_.emplace_back().is_list = true;
    return true;
  }
  bool on_array_end(std::size_t, json::error_code& error) {
    Value list(std::move(stack_.back().items));
    stack_.pop_back();
    return put(std::move(list), error);
  }
  bool on_object_begin(json::error_code&) {
    stack_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code& error) {
    Value context(Context(std::move(stack_.back().entries)));
    stack_.pop_back();
    return put(std::move(context), error);
  }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    part_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    stack_.back().key = finish(part);
    if (is_new_name(stack_.back())) return true;
    return fail(ErrorCode::malformed, "expected each name once in an object, found one again",
                error);
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    part_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    return put(Value(finish(part)), error);
  }

  bool on_number_part(json::string_view part, json::error_code&) {
    part_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t, json::string_view part, json::error_code& error) {
    return on_number(part, error);
  }
  bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
    return on_number(part, error);
  }
  bool on_double(double, json::string_view part, json::error_code& error) {
    return on_number(part, error);
  }

  bool on_bool(bool value, json::error_code& error) { return put(Value(value), error); }
  bool on_null(json::error_code& error) { return put(Value(), error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  Value take() { return std::move(root_); }
  /// The handler's own reason for stopping, if it was the handler.
  [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }

 private:
  /// Everything up to and with the last part of a text or number.
  std::string finish(json::string_view last) {
    std::string whole = std::move(part_);
    part_.clear();
    whole.append(last.data(), last.size());
    return whole;
  }

  bool on_number(json::string_view part, json::error_code& error) {
    const auto number = Decimal::from_text(finish(part));
    if (number) return put(Value(*number), error);
    return fail(ErrorCode::malformed, "expected a number with an exponent up to 6144", error);
  }

  bool put(Value value, json::error_code& error) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& frame = stack_.back();
    if (frame.items.size() + frame.entries.size() >= limits::list_items)
      return fail(
          ErrorCode::too_large,
          "expected at most " + std::to_string(limits::list_items) + " items in one list or object",
          error);
    if (frame.is_list)
      frame.items.push_back(std::move(value));
    else
      frame.entries.emplace_back(std::move(frame.key), std::move(value));
    return true;
  }

  static bool is_new_name(Frame& frame) {
    constexpr std::size_t few = 16;
    if (frame.entries.size() < few)
      return std::none_of(frame.entries.begin(), frame.entries.end(),
                          [&](const Context::Entry& entry) { return entry.first == frame.key; });
    if (frame.names.empty())
      for (const auto& entry : frame.entries) frame.names.insert(entry.first);
    return frame.names.insert(frame.key).second;
  }

  bool fail(ErrorCode code, std::string message, json::error_code& error) {
    problem_ = Error{code, std::move(message)};
    error = json::error::extra_data;  // any: the message is in problem_
    return false;
  }

  std::vector<Frame> stack_;
  std::string part_;
  Value root_;
  std::optional<Error> problem_;
};

std::string place(std::string_view text, std::size_t offset) {
  Position at{1, 1};
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++at.column;
    }
  }
  return to_text(at);
}

Error refusal(const json::error_code& error, const std::optional<Error>& own, std::string where) {
  if (own) return Error{own->code, own->message, std::move(where)};
  if (error == json::error::too_deep)
    return Error{ErrorCode::too_large,
                 "expected JSON nested at most " + std::to_string(limits::json_depth) + " deep",
                 std::move(where)};
  if (error == json::error::object_too_large || error == json::error::array_too_large ||
      error == json::error::string_too_large || error == json::error::key_too_large)
    return Error{ErrorCode::too_large, "expected smaller JSON: " + error.message(),
                 std::move(where)};
  return Error{ErrorCode::malformed, "expected JSON: " + error.message(), std::move(where)};
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", at);
  return next == std::string_view::npos ? text.size() : next;
}

}  // namespace

Result<Value> json_from_text(std::string_view text) try {
  json::parse_options options;
  options.max_depth = limits::json_depth;
  json::basic_parser<Handler> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error) return refusal(error, parser.handler().problem(), place(text, read));
  const std::size_t rest = skip_space(text, read);
  if (rest != text.size())
    return Error{ErrorCode::malformed, "expected one JSON value, found more text after it",
                 place(text, rest)};
  return parser.handler().take();
} catch (const std::exception& thrown) {
  return Error{ErrorCode::internal, "the JSON parser failed: " + std::string(thrown.what())};
}

}  // namespace onward

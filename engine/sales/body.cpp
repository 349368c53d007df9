#include "engine/sales/body.hpp"

#include <algorithm>
#include <utility>

namespace onward::sales {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Error invalid_member(std::string pointer, std::string code, std::string detail) {
  std::string message = pointer + ": " + detail;
  return Error{ErrorCode::invalid,
               std::move(message),
               pointer,
               {{pointer, std::move(code), std::move(detail)}}};
}

std::string BodyReader::at(std::string_view name) const {
  std::string pointer = pointer_ + "/";
  for (const char c : name) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer.push_back(c);
  }
  return pointer;
}

const Value* BodyReader::find(std::string_view name) const {
  const Value* value = body_.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

void BodyReader::wrong(std::string_view name, std::string code, std::string detail) {
  details_.push_back({at(name), std::move(code), std::move(detail)});
}

void BodyReader::take(BodyReader& inner) {
  details_.insert(details_.end(), std::make_move_iterator(inner.details_.begin()),
                  std::make_move_iterator(inner.details_.end()));
  inner.details_.clear();
}

void BodyReader::only(std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : body_.entries())
    if (std::find(names.begin(), names.end(), name) == names.end())
      wrong(name, "unknown-member", "there is no member of this name");
}

std::string BodyReader::text(std::string_view name, Need need, std::size_t limit) {
  const Value* value = find(name);
  if (value == nullptr) {
    if (need == Need::required) wrong(name, "required", "a text is required here");
    return {};
  }
  if (value->text() == nullptr) {
    wrong(name, "wrong-type", "expected text");
    return {};
  }
  const std::string_view text = trimmed(*value->text());
  if (text.empty() && need == Need::required) wrong(name, "required", "a text is required here");
  if (text.size() > limit) wrong(name, "too-long", "may have " + std::to_string(limit) + " bytes");
  return std::string(text);
}

bool BodyReader::flag(std::string_view name) {
  const Value* value = find(name);
  if (value == nullptr) return false;
  if (value->boolean() == nullptr) wrong(name, "wrong-type", "expected true or false");
  return value->boolean() != nullptr && *value->boolean();
}

Value BodyReader::number(std::string_view name, Need need) {
  const Value* value = find(name);
  if (value == nullptr && need == Need::required)
    wrong(name, "required", "a number is required here");
  if (value == nullptr) return {};
  if (value->number() == nullptr) {
    wrong(name, "wrong-type", "expected a number");
    return {};
  }
  return *value;
}

Context BodyReader::object(std::string_view name) {
  const Value* value = find(name);
  if (value == nullptr) return {};
  if (value->context() == nullptr) {
    wrong(name, "wrong-type", "expected an object");
    return {};
  }
  return *value->context();
}

std::vector<Context> BodyReader::rows(std::string_view name, std::size_t limit) {
  const Value* value = find(name);
  std::vector<Context> rows;
  if (value == nullptr) return rows;
  if (value->list() == nullptr) {
    wrong(name, "wrong-type", "expected a list of objects");
    return rows;
  }
  if (value->list()->size() > limit) {
    wrong(name, "too-long", "may have " + std::to_string(limit) + " rows");
    return rows;
  }
  for (std::size_t i = 0; i < value->list()->size(); ++i) {
    const Context* row = (*value->list())[i].context();
    if (row == nullptr)
      details_.push_back({at(name) + "/" + std::to_string(i), "wrong-type", "expected an object"});
    rows.push_back(row == nullptr ? Context{} : *row);
  }
  return rows;
}

std::vector<std::string> BodyReader::texts(std::string_view name, std::size_t limit) {
  const Value* value = find(name);
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  const List* list = value->list();
  if (list == nullptr || list->size() > limit) {
    wrong(name, "wrong-type", "expected a list of at most " + std::to_string(limit) + " texts");
    return texts;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string* text = (*list)[i].text();
    if (text == nullptr || trimmed(*text).empty())
      details_.push_back({at(name) + "/" + std::to_string(i), "wrong-type", "expected text"});
    else
      texts.emplace_back(trimmed(*text));
  }
  return texts;
}

Value BodyReader::kept(std::string_view name, KeptType type) {
  const Value* value = find(name);
  if (value == nullptr) return {};
  auto result = typed(type, *value);
  if (!result) wrong(name, "wrong-type", "expected " + std::string(describe(type)));
  return result ? std::move(*result) : Value{};
}

Result<Done> BodyReader::finish() const {
  if (details_.empty()) return Done{};
  std::string message = details_.front().pointer + ": " + details_.front().detail;
  if (details_.size() > 1) message += " (and " + std::to_string(details_.size() - 1) + " more)";
  return Error{ErrorCode::invalid, std::move(message), details_.front().pointer, details_};
}

}  // namespace onward::sales

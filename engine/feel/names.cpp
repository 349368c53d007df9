#include "engine/feel/names.hpp"

#include <algorithm>

namespace onward::feel {

bool is_one_word(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '?' || static_cast<unsigned char>(c) >= 0x80;
  });
}

void KnownNames::add(std::string_view name) {
  Known known{std::string(name), {}};
  if (!is_one_word(name)) {
    if (auto tokens = read_tokens(name); tokens.ok()) {
      for (const Token& token : tokens.value()) {
        if (token.kind == Token::Kind::end) break;
        known.parts.push_back({token.text, token.space_before && !known.parts.empty()});
      }
    }
    if (known.parts.size() < 2) known.parts.clear();
  }
  if (!known.parts.empty()) ++with_parts_;
  names_.push_back(std::move(known));
}

void KnownNames::shrink(std::size_t size) {
  while (names_.size() > size) {
    if (!names_.back().parts.empty()) --with_parts_;
    names_.pop_back();
  }
}

KnownNames::Match KnownNames::longest(std::span<const Token> tokens) const {
  Match best;
  if (with_parts_ == 0) return best;
  for (const Known& known : names_) {
    const std::size_t count = known.parts.size();
    if (count <= best.tokens || count > tokens.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < count && same; ++i) {
      const Token& token = tokens[i];
      same = token.kind != Token::Kind::end && token.kind != Token::Kind::text &&
             token.text == known.parts[i].text &&
             (i == 0 || token.space_before == known.parts[i].space_before);
    }
    if (same) best = {count, known.name};
  }
  return best;
}

std::size_t KnownNames::find(std::string_view name) const {
  for (std::size_t i = names_.size(); i > 0; --i) {
    if (names_[i - 1].name == name) return i - 1;
  }
  return npos;
}

}  // namespace onward::feel

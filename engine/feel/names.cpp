#include "engine/feel/names.hpp"

namespace onward::feel {

void KnownNames::add(std::string_view name) {
  Known known{std::string(name), {}};
  const bool is_plain = name.find_first_of(" .-+*/'\t\n") == std::string_view::npos;
  if (!is_plain) {
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

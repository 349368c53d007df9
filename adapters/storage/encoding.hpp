// Small things that a column keeps as bytes: lists of texts, contexts, the body of an opportunity,
// the candidates of a task. All through the codec of values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/service/records.hpp"
#include "engine/value/value.hpp"

namespace onward::storage {

std::string encode_texts(const std::vector<std::string>& texts);
/// Errors of all that follow: internal (the stored bytes are damaged).
Result<std::vector<std::string>> decode_texts(std::string_view bytes);

std::string encode_context(const Context& context);
Result<Context> decode_context(std::string_view bytes);

/// Numbers in task_candidate.kind.
enum class CandidateKind : std::int32_t { group = 0, user = 1 };

struct Candidates {
  std::vector<std::string> groups, users;
};
std::string encode_candidates(const std::vector<std::string>& groups,
                              const std::vector<std::string>& users);
Result<Candidates> decode_candidates(std::string_view bytes);

/// Instances and fields: what has no column of its own.
std::string encode_body(const Opportunity& opportunity);
Result<Done> decode_body(std::string_view bytes, Opportunity& opportunity);

/// What text searches look at: parts in lower case (Latin, Greek and Cyrillic), one blank between
/// them, cut to 500 bytes each.
std::string searchable(std::initializer_list<std::string_view> parts);
/// A pattern for LIKE ... ESCAPE '\' that finds `text` anywhere in what searchable() made.
std::string like_pattern(std::string_view text);
/// The same for its two longest words of at least four letters, for the whole where there are none:
/// what an index of parts of texts finds fast. Whatever matches like_pattern() matches both.
std::array<std::string, 2> word_patterns(std::string_view text);

}  // namespace onward::storage

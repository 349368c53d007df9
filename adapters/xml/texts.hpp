// Small questions about the texts inside documents that every reader of XML asks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onward::xml {

/// Without the blanks (space, tab, line ends) around it.
std::string_view trim(std::string_view text);
/// The parts between blanks.
std::vector<std::string_view> words(std::string_view text);
/// The parts between commas, trimmed, without empty ones.
std::vector<std::string_view> comma_list(std::string_view text);

/// "true", "1", "false", "0", blanks around allowed (XML Schema part 2, clause 3.2.2).
std::optional<bool> boolean_of(std::string_view text);
/// An integer with an optional sign; nullopt also when it does not fit.
std::optional<std::int64_t> integer_of(std::string_view text);

/// Whether a text is an NCName (Namespaces in XML 1.0 clause 3): what an xsd:ID must be.
bool is_ncname(std::string_view text);
/// "[A-Za-z_][A-Za-z0-9_]*": a variable that FEEL can name without trouble.
bool is_plain_name(std::string_view text);

/// A date, a date and time, a duration or a repeating interval of ISO 8601.
bool is_iso_date(std::string_view text);
bool is_iso_duration(std::string_view text);
bool is_iso_repetition(std::string_view text);
/// Five or six cron fields, or a word such as "@daily".
bool is_cron(std::string_view text);

/// Takes away the first and last blank lines and the indentation that all lines share.
std::string without_indentation(std::string_view text);

/// "a, b or c": how messages list what was expected.
std::string one_of(const std::vector<std::string_view>& names);

}  // namespace onward::xml

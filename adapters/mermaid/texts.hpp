// The texts inside a chart: HTML and entities taken away, and what can be made of them.
#pragma once

#include <string>
#include <string_view>

namespace onward::mermaid {

/// One line: `<br>` is a blank, other tags are dropped, entities of HTML (`&amp;`) and of Mermaid
/// (`#35;`, `#quot;`) are decoded, blanks are joined, characters that XML does not know are left
/// out.
std::string plain_text(std::string_view written);

/// Lower case of ASCII: how texts are compared.
std::string folded(std::string_view text);

/// "Up sale team" -> "up-sale-team". Latin letters lose their accents, what is neither letter nor
/// digit parts words; empty when nothing is left. At most 60 bytes.
std::string kebab(std::string_view text);

/// "If positive response?" -> "positiveResponse": a name that FEEL can say. Never empty.
std::string variable_name(std::string_view text);

}  // namespace onward::mermaid

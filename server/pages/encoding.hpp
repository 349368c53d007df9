// Which of our content codings a client takes (RFC 9110 section 12.5.3).
#pragma once

#include <string_view>

namespace onward::pages {

struct Encodings {
  bool gzip = false;
  bool brotli = false;
};

/// "gzip;q=0" refuses, "*" stands for what is not named. An empty header takes nothing but plain
/// bytes. What cannot be read counts as not named.
Encodings accepted_encodings(std::string_view header);

}  // namespace onward::pages

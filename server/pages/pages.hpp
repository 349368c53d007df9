// Hands out the web pages: files by their path, and the one page for every address that it routes
// itself. Nothing here knows the API; the pages speak to it as everybody does.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/message.hpp"
#include "server/pages/page_files.hpp"

namespace onward::pages {

/// What a page may load and where it may speak to: this server alone, nothing inline.
extern const std::string_view content_security_policy;

/// The answer when a path belongs to the pages: 200, 304 or, for other methods, 405.
/// nullopt: the path is none of theirs.
std::optional<http::Response> answer(const PageFiles& pages, const http::Request& request);

}  // namespace onward::pages

// What a file is, by its first bytes and its name's ending: what the sender says is not believed. A
// page that a browser would run as ours (HTML, SVG, script) is never called by its name.
#pragma once

#include <string>
#include <string_view>

namespace onward::http {

/// A media type: "application/pdf", "image/png", office documents, "text/csv", "text/plain" for
/// what is UTF-8 without control characters; "application/octet-stream" for everything else.
std::string content_kind(std::string_view bytes, std::string_view file_name);

/// The last part of a path that a browser may send, without control characters, at most
/// limits::name_bytes long, never empty.
std::string plain_file_name(std::string_view sent);

/// The value of content-disposition that makes a browser save the file by this name (RFC 6266, RFC
/// 8187).
std::string saved_as(std::string_view file_name);

}  // namespace onward::http

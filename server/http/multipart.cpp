#include "server/http/multipart.hpp"

#include "engine/base/limits.hpp"
#include "server/http/media_type.hpp"

namespace onward::http {

namespace {

constexpr std::size_t part_head_bytes = 4U << 10U;
constexpr std::size_t boundary_bytes = 70;  // RFC 2046 section 5.1.1

Error refuse(std::string message) {
  return Error{ErrorCode::malformed, std::move(message), "body", {}};
}

Result<Part> parse_part(std::string_view text);
Result<Done> read_header(std::string_view line, Part& part);

}  // namespace

Result<std::vector<Part>> parse_multipart(const Request& request) {
  ONWARD_TRY(const MediaType type, require_media_type(request, {"multipart/form-data"}));
  const std::string* boundary = type.parameter("boundary");
  if (boundary == nullptr || boundary->empty() || boundary->size() > boundary_bytes)
    return refuse("multipart/form-data needs a boundary of 1 to 70 characters");

  // A delimiter stands at the start of a line: the line break before it belongs to it (RFC 2046
  // section 5.1.1).
  const std::string delimiter = "\r\n--" + *boundary;
  std::string_view rest = request.body;
  if (rest.starts_with(std::string_view(delimiter).substr(2))) {
    rest.remove_prefix(delimiter.size() - 2);
  } else {
    const std::size_t first = rest.find(delimiter);
    if (first == std::string_view::npos)
      return refuse("the body does not hold the boundary that content-type names");
    rest.remove_prefix(first + delimiter.size());
  }
  std::vector<Part> parts;
  while (!rest.starts_with("--")) {
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    if (!rest.starts_with("\r\n"))
      return refuse("a boundary must be followed by a line break or by '--'");
    // The break stays in `rest`, so that a delimiter right behind it is seen.
    const std::size_t end = rest.find(delimiter, 0);
    if (end == std::string_view::npos) return refuse("the body ends before its last boundary");
    if (end < 2) return refuse("a part without its blank line");
    if (parts.size() == limits::http_parts)
      return Error{ErrorCode::too_large,
                   "more than " + std::to_string(limits::http_parts) + " parts",
                   "body",
                   {}};
    ONWARD_TRY(Part part, parse_part(rest.substr(2, end - 2)));
    parts.push_back(std::move(part));
    rest.remove_prefix(end + delimiter.size());
  }
  return parts;
}

namespace {

Result<Part> parse_part(std::string_view text) {
  Part part;
  std::size_t read = 0;
  while (true) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) return refuse("a part without its blank line");
    const std::string_view line = text.substr(0, end);
    read += end + 2;
    if (read > part_head_bytes) return refuse("the headers of a part are longer than 4096 bytes");
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    ONWARD_TRY_DONE(read_header(line, part));
  }
  if (part.name.empty()) return refuse("a part without content-disposition: form-data; name=...");
  part.body = text;
  return part;
}

Result<Done> read_header(std::string_view line, Part& part) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0)
    return refuse("a header of a part without its colon");
  const std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
  if (equal_ignoring_case(name, "content-type")) {
    part.content_type = value;
  } else if (equal_ignoring_case(name, "content-disposition")) {
    auto disposition = parse_media_type(value);
    if (!disposition.ok() || disposition->essence != "form-data")
      return refuse("a part whose content-disposition is not form-data");
    if (const std::string* given = disposition->parameter("name")) part.name = *given;
    if (const std::string* given = disposition->parameter("filename")) part.filename = *given;
  }
  return Done{};
}

}  // namespace

}  // namespace onward::http

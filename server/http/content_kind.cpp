#include "server/http/content_kind.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "server/http/media_type.hpp"
#include "server/http/utf8.hpp"

namespace onward::http {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t at;
  std::string_view bytes, kind;
};
constexpr std::array magics{
    Magic{0, "%PDF-"sv, "application/pdf"},
    Magic{0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    Magic{0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    Magic{0, "GIF87a"sv, "image/gif"},
    Magic{0, "GIF89a"sv, "image/gif"},
    Magic{8, "WEBPVP8"sv, "image/webp"},
    Magic{0, "II*\0"sv, "image/tiff"},
    Magic{0, "MM\0*"sv, "image/tiff"},
    Magic{0, "{\\rtf"sv, "application/rtf"},
    Magic{0, "OggS"sv, "audio/ogg"},
    Magic{0, "ID3"sv, "audio/mpeg"},
    Magic{8, "WAVEfmt"sv, "audio/wav"},
    Magic{4, "ftypM4A"sv, "audio/mp4"},
    Magic{4, "ftyp"sv, "video/mp4"},
    Magic{0, "PK\x03\x04"sv, "application/zip"},
};

/// What the name says more about bytes of a kind.
struct Ending {
  std::string_view kind, ending, finer;
};
constexpr std::array endings{
    Ending{"application/zip", ".docx",
           "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Ending{"application/zip", ".xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Ending{"application/zip", ".pptx",
           "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Ending{"application/zip", ".odt", "application/vnd.oasis.opendocument.text"},
    Ending{"application/zip", ".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    Ending{"text/plain", ".csv", "text/csv"},
    Ending{"text/plain", ".md", "text/markdown"},
    Ending{"text/plain", ".ics", "text/calendar"},
};

bool is_plain(unsigned char c) {
  return c >= 0x20 ? c != 0x7F : c == '\t' || c == '\n' || c == '\r';
}

std::string_view kind_of(std::string_view bytes) {
  for (const Magic& magic : magics)
    if (bytes.size() >= magic.at && bytes.substr(magic.at).starts_with(magic.bytes))
      return magic.kind;
  const bool text = std::all_of(bytes.begin(), bytes.end(),
                                [](char c) { return is_plain(static_cast<unsigned char>(c)); });
  return text && is_utf8(bytes) ? "text/plain"sv : "application/octet-stream"sv;
}

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         equal_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

bool is_token(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_';
}

}  // namespace

std::string content_kind(std::string_view bytes, std::string_view file_name) {
  const std::string_view kind = kind_of(bytes);
  for (const Ending& each : endings)
    if (each.kind == kind && ends_with(file_name, each.ending)) return std::string(each.finer);
  return std::string(kind);
}

std::string plain_file_name(std::string_view sent) {
  std::string name;
  if (is_utf8(sent)) {
    sent.remove_prefix(std::min(sent.find_last_of("/\\") + 1, sent.size()));
    for (const char c : sent)
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) name.push_back(c);
  }
  if (name.size() > limits::name_bytes) name.resize(limits::name_bytes);
  while (!is_utf8(name)) name.pop_back();  // a character that was cut in two
  return name.empty() || name == "." || name == ".." ? "attachment" : name;
}

std::string saved_as(std::string_view file_name) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string plain, encoded;
  for (const char c : file_name) {
    const auto byte = static_cast<unsigned char>(c);
    plain.push_back(is_token(byte) || c == ' ' ? c : '_');
    if (is_token(byte)) {
      encoded.push_back(c);
    } else {
      encoded.push_back('%');
      encoded.push_back(hex[byte >> 4U]);
      encoded.push_back(hex[byte & 0xFU]);
    }
  }
  std::string value = "attachment; filename=\"" + plain + "\"";
  if (encoded != file_name) value += "; filename*=UTF-8''" + encoded;
  return value;
}

}  // namespace onward::http

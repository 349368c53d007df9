#include "adapters/mail/message.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace onward::mail {
namespace {

constexpr std::size_t body_line_bytes = 57;     // 76 characters in base64
constexpr std::size_t encoded_word_bytes = 42;  // 56 characters, with its frame below 75
constexpr std::size_t subject_bytes = 400;

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t rest = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = (group << 8U) | (k < rest ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += k <= rest ? digits[(group >> (18 - 6 * k)) & 63U] : '=';
  }
  return text;
}

bool is_plain(std::string_view text) {
  return text.size() <= 60 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
         text.find("=?") == std::string_view::npos;
}

/// The end of a piece that splits no character.
std::size_t piece_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text.size();
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return bytes == 0 ? text.size() : bytes;
}

std::string subject_of(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
  text.resize(piece_of(text, subject_bytes));
  if (is_plain(text)) return text;
  std::string words;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t piece = piece_of(rest, encoded_word_bytes);
    if (!words.empty()) words += "\r\n ";
    words += "=?utf-8?B?" + base64(rest.substr(0, piece)) + "?=";
    rest.remove_prefix(piece);
  }
  return words;
}

/// "Sun, 22 Nov 2026 08:00:00 +0000"
std::string date_of(Instant at) {
  constexpr std::array days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string iso = to_text(at);  // "2026-11-22T08:00:00.000Z"
  const std::int64_t day = at.ms / 86'400'000;
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)) - 1);
  return std::string(days[static_cast<std::size_t>(day % 7)]) + ", " + iso.substr(8, 2) + " " +
         months[month] + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " +0000";
}

}  // namespace

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 >= text.size() || text.size() > 254 ||
      text.find('@', at + 1) != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("!#$%&'*+-/=?^_`{|}~.@").find(c) != std::string_view::npos;
  });
}

std::string message_of(const Mail& mail, std::string_view from) {
  const std::string sender(from);
  std::string text = "Date: " + date_of(mail.at) + "\r\nFrom: Onward <" + sender + ">\r\nTo: <" +
                     mail.to + ">\r\nSubject: " + subject_of(mail.subject) + "\r\nMessage-ID: <" +
                     mail.id + sender.substr(sender.find('@')) +
                     ">\r\n"
                     "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                     "Content-Type: text/plain; charset=utf-8\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n";
  for (std::string_view rest = mail.text; !rest.empty();) {
    const std::size_t line = std::min(rest.size(), body_line_bytes);
    text += base64(rest.substr(0, line)) + "\r\n";
    rest.remove_prefix(line);
  }
  return text;
}

}  // namespace onward::mail

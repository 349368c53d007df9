#include "adapters/mail/message.hpp"

#include <gtest/gtest.h>

#include "engine/base/time.hpp"

namespace onward::mail {
namespace {

Mail mail(std::string subject, std::string text) {
  return {"1abc-5.7", "kim@example.com", std::move(subject), std::move(text),
          instant_from_text("2026-11-22T08:00:00Z").value()};
}

/// The head of the mail, without the empty line.
std::string head_of(const std::string& message) {
  return message.substr(0, message.find("\r\n\r\n"));
}

TEST(Message, HasTheHeadersOfRfc5322) {
  const std::string head = head_of(message_of(mail("Call back", "text"), "onward@example.com"));

  EXPECT_EQ(head,
            "Date: Sun, 22 Nov 2026 08:00:00 +0000\r\nFrom: Onward <onward@example.com>\r\n"
            "To: <kim@example.com>\r\nSubject: Call back\r\n"
            "Message-ID: <1abc-5.7@example.com>\r\nAuto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64");
}

TEST(Message, ASubjectBeginsNoHeader) {
  for (const char* subject :
       {"a\r\nBcc: all@example.com", "a\nBcc: x", "a\rBcc: x", "a\r\n\r\nbody"}) {
    const std::string message = message_of(mail(subject, "text"), "onward@example.com");
    EXPECT_EQ(message.find("\nBcc"), std::string::npos) << subject;
    EXPECT_NE(head_of(message).find("Content-Transfer-Encoding"), std::string::npos) << subject;
  }
}

TEST(Message, OtherLettersAreEncodedInShortWords_RFC2047_2) {
  std::string subject;
  for (int i = 0; i < 60; ++i) subject += "ü€";
  const std::string head = head_of(message_of(mail(subject, ""), "onward@example.com"));

  std::size_t words = 0;
  for (std::size_t at = 0, end = 0; at < head.size(); at = end + 2) {
    end = std::min(head.find("\r\n", at), head.size());
    EXPECT_LE(end - at, 78U);
    if (head.find("=?utf-8?B?", at) < end) ++words;
  }
  EXPECT_EQ(words, 8U);
  for (const char c : head) EXPECT_LT(static_cast<unsigned char>(c), 0x80U);
}

TEST(Message, WhatLooksEncodedIsEncoded) {
  const std::string message = message_of(mail("=?utf-8?B?YQ==?=", ""), "onward@example.com");
  EXPECT_EQ(message.find("Subject: =?utf-8?B?YQ==?=\r\n"), std::string::npos);
}

TEST(Message, ATextEndsNoMail_RFC5321_4_5_2) {
  const std::string message =
      message_of(mail("x", "a\r\n.\r\nQUIT\r\n" + std::string(1'000, 'y')), "onward@example.com");
  EXPECT_EQ(message.find("\r\n."), std::string::npos);
  for (std::size_t at = 0, end = 0; at < message.size(); at = end + 2) {
    end = std::min(message.find("\r\n", at), message.size());
    EXPECT_LE(end - at, 78U);
  }
}

TEST(Address, IsOneAndPlain) {
  for (const char* good : {"kim@example.com", "k.i-m+x@a.b", "a@b"}) EXPECT_TRUE(is_address(good));
  for (const char* bad : {"", "kim", "@x", "kim@", "a@b@c", "a b@c", "a@b\r\nx", "<a@b>", "a@b,c@d",
                          "ü@b", "\"a\"@b"})
    EXPECT_FALSE(is_address(bad)) << bad;
}

}  // namespace
}  // namespace onward::mail

#include "server/http/content_kind.hpp"

#include <gtest/gtest.h>

#include "engine/base/limits.hpp"

namespace onward::http {
namespace {

using namespace std::string_literals;

TEST(ContentKind, BytesDecideNotTheName) {
  EXPECT_EQ(content_kind("%PDF-1.7\n", "offer.png"), "application/pdf");
  EXPECT_EQ(content_kind("\x89PNG\r\n\x1A\n....", "a"), "image/png");
  EXPECT_EQ(content_kind("RIFF....WEBPVP8 ", "a"), "image/webp");
  EXPECT_EQ(content_kind("II*\0...."s, "scan.tif"), "image/tiff");
}

TEST(ContentKind, NamesTellDocumentsInAZipApart) {
  EXPECT_EQ(content_kind("PK\x03\x04..", "Offer.DOCX"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(content_kind("PK\x03\x04..", "all.zip"), "application/zip");
  EXPECT_EQ(content_kind("a;b\n1;2\n", "sheet.csv"), "text/csv");
  EXPECT_EQ(content_kind("MZ\x90\0"s, "sheet.csv"), "application/octet-stream");
}

TEST(ContentKind, WhatABrowserWouldRunIsPlainText) {
  EXPECT_EQ(content_kind("<html><script>alert(1)</script>", "page.html"), "text/plain");
  EXPECT_EQ(content_kind("<svg onload='x'/>", "picture.svg"), "text/plain");
  EXPECT_EQ(content_kind("\xFF\xFE<\0h\0"s, "page.html"), "application/octet-stream");
}

TEST(ContentKind, FileNamesLoseTheirPathAndControls) {
  EXPECT_EQ(plain_file_name("C:\\Users\\me\\offer.pdf"), "offer.pdf");
  EXPECT_EQ(plain_file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(plain_file_name("a\r\nb"), "ab");
  for (const char* none : {"", "/", "..", "\xFF"}) EXPECT_EQ(plain_file_name(none), "attachment");
  const std::string long_name = plain_file_name(std::string(limits::name_bytes - 1, 'x') + "ä");
  EXPECT_EQ(long_name, std::string(limits::name_bytes - 1, 'x'));
}

TEST(ContentKind, SavedUnderItsNameInBothSpellings) {
  EXPECT_EQ(saved_as("offer.pdf"), "attachment; filename=\"offer.pdf\"");
  EXPECT_EQ(saved_as("Angebot für \"A\".pdf"),
            "attachment; filename=\"Angebot f__r _A_.pdf\"; "
            "filename*=UTF-8''Angebot%20f%C3%BCr%20%22A%22.pdf");
}

}  // namespace
}  // namespace onward::http

// What web/build.mjs made of web/, as part of the executable: each file once as it is and once for
// each way in which it became smaller. Written at build time; declared here.
#pragma once

#include <span>
#include <string_view>

namespace onward::pages {

struct PageFile {
  std::string_view path;  ///< "/assets/app-XXXXXXXX.js"; "/" is the page itself
  std::string_view content_type;
  std::string_view digest;  ///< of the plain bytes
  std::string_view plain;
  std::string_view gzip;    ///< empty: not worth it
  std::string_view brotli;  ///< empty: not worth it
};

struct PageFiles {
  std::span<const PageFile> files;
  /// First segments of the addresses that the page itself answers: "inbox", "tasks" ...
  std::span<const std::string_view> places;
};

PageFiles page_files();

}  // namespace onward::pages

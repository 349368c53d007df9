// A file is written as a whole or not at all.
#pragma once

#include <string>

namespace onward {

/// Returns the exit status.
int write_file(const std::string& path, const std::string& text);

}  // namespace onward

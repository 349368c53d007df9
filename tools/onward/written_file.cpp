#include "tools/onward/written_file.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "tools/onward/commands.hpp"

namespace onward {

int write_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << text;
    file.flush();
    if (!file) return fail(path.c_str(), "cannot be written");
  }
  std::error_code failed;
  std::filesystem::rename(part, path, failed);
  return failed ? fail(path.c_str(), failed.message().c_str()) : 0;
}

}  // namespace onward

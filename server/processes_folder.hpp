// The folder of processes: deployed at start, looked at again and again; an edited file becomes a
// new version, or its problems are shown. All files are one deployment. Running instances stay on
// their version.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/service/deployment.hpp"
#include "server/document_reader.hpp"
#include "server/tracks/track_pool.hpp"

namespace onward {

/// The definitions in the folder, decisions first, then by name.
struct FolderFiles {
  std::vector<DeployFile> changed;
  std::vector<DeployFile> others;  ///< as they were when they were looked at last
};

class ProcessesFolder {
 public:
  ProcessesFolder(std::string folder, TrackPool& tracks)
      : folder_(std::move(folder)), tracks_(tracks) {}
  /// Deploys what is new or changed since the last call; one line for each file that changed
  /// something or has problems. Blocks.
  std::vector<std::string> deploy_changes();

 private:
  struct Seen {
    std::int64_t modified = 0;
    std::uint64_t size = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
  };
  std::vector<std::string> deploy(const FolderFiles& files);

  std::string folder_;
  TrackPool& tracks_;
  std::map<std::string, Seen> seen_;
};

}  // namespace onward

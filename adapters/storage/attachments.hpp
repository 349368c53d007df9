// The table of attachments, for the store and for the read models.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/storage/connection.hpp"
#include "engine/service/ports.hpp"

namespace onward::storage {

/// Added and removed ones. One batch for each file: together they could be larger than what the
/// database takes at once.
void add_attachment_batches(const TurnWrite& write, std::vector<Batch>& batches);

Result<std::vector<Attachment>> read_attachments(Connection& connection,
                                                 const AttachmentQuery& query);
/// The bytes; absent: no such attachment, or it was removed.
Result<std::optional<std::string>> read_attachment_content(Connection& connection,
                                                           std::uint64_t id);

}  // namespace onward::storage

// How attachments are shown, and which of them belong to a task.
#pragma once

#include <string>
#include <vector>

#include "engine/service/queries.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

/// `path` is where it is listed: `href` leads to its bytes from there.
void write_attachment(JsonWriter& out, const Attachment& attachment, const std::string& path);

/// Without the removed ones.
Result<std::vector<Attachment>> present(Result<std::vector<Attachment>> found);

/// What its performers find: the files of its step in the process, of its step in the opportunity,
/// and its own. Errors: unavailable.
Result<std::vector<Attachment>> attachments_of(Queries& queries, const TaskRow& task);

}  // namespace onward::api

// Attaching files and taking them off again, on the track of what they are attached to.
#pragma once

#include <memory>
#include <string>

#include "engine/execution/command.hpp"
#include "engine/service/attachment.hpp"
#include "engine/service/unit.hpp"

namespace onward {

/// Where an attachment belongs, as one asks for it.
AttachmentQuery place_of(const Attachment& attachment);

/// Stages the file, attached now. Errors: too_large (the place has limits::page_size of them,
/// removed ones counted), unavailable.
Result<Done> attach(Unit& unit, Attachment attachment, std::shared_ptr<const std::string> content);

/// Takes a file off; who attached it may, and an admin. Its line stays, the bytes go. Errors:
/// not_found (not attached there, or removed), forbidden,
/// wrong_state (a task's, asked for by its opportunity), unavailable.
Result<Done> detach(Unit& unit, const AttachmentQuery& place, std::uint64_t id, const Actor& by);

}  // namespace onward

#include "engine/service/attachments.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"

namespace onward {
namespace {

bool is_at(const Attachment& attachment, const AttachmentQuery& place) {
  if (place.task) return attachment.task == *place.task;
  if (place.definition) return attachment.definition == *place.definition;
  return attachment.opportunity == place.opportunity;
}

/// Attached there by earlier requests of the same turn.
std::size_t staged_at(const Unit& unit, const AttachmentQuery& place) {
  if (unit.earlier() == nullptr) return 0;
  const auto& staged = unit.earlier()->attachments;
  return static_cast<std::size_t>(
      std::count_if(staged.begin(), staged.end(),
                    [&](const AttachmentWrite& each) { return is_at(each.added, place); }));
}

bool is_staged_for_removal(const Unit& unit, std::uint64_t id) {
  if (unit.earlier() == nullptr) return false;
  const auto& staged = unit.earlier()->attachments_removed;
  return std::any_of(staged.begin(), staged.end(),
                     [&](const AttachmentRemoval& each) { return each.id == id; });
}

}  // namespace

AttachmentQuery place_of(const Attachment& attachment) {
  if (attachment.task.instance) return {{}, attachment.task, {}};
  if (!attachment.definition.empty()) return {{}, {}, attachment.definition};
  return {attachment.opportunity, {}, {}};
}

Result<Done> attach(Unit& unit, Attachment attachment, std::shared_ptr<const std::string> content) {
  const AttachmentQuery place = place_of(attachment);
  ONWARD_TRY(const std::vector<Attachment> there, unit.store().attachments(place));
  if (there.size() + staged_at(unit, place) >= limits::page_size)
    return Error{ErrorCode::too_large, "at most " + std::to_string(limits::page_size) +
                                           " files are attached to one place"};
  attachment.created = unit.now();
  unit.write().attachments.push_back({std::move(attachment), std::move(content)});
  return Done{};
}

Result<Done> detach(Unit& unit, const AttachmentQuery& place, std::uint64_t id, const Actor& by) {
  ONWARD_TRY(const std::vector<Attachment> there, unit.store().attachments(place));
  const auto found = std::find_if(there.begin(), there.end(),
                                  [&](const Attachment& each) { return each.id == id; });
  if (found == there.end() || found->removed || is_staged_for_removal(unit, id))
    return Error{ErrorCode::not_found, "there is no attachment " + id_to_text(id)};
  if (place.opportunity && found->task.instance)
    return Error{ErrorCode::wrong_state,
                 "it was delivered with the task " + to_text(found->task) + ": remove it there"};
  if (found->created_by != by.user && !by.everything)
    return Error{ErrorCode::forbidden, "it was attached by " + found->created_by +
                                           ", who may remove it, as an admin may"};
  unit.write().attachments_removed.push_back({id, unit.now(), by.user});
  return Done{};
}

}  // namespace onward

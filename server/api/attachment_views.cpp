#include "server/api/attachment_views.hpp"

#include <utility>

#include "server/api/json_views.hpp"

namespace onward::api {

void write_attachment(JsonWriter& out, const Attachment& a, const std::string& path) {
  const std::string id = id_to_text(a.id);
  out.begin_object().name("id").text(id);
  out.name("name").text(a.name);
  out.name("contentType").text(a.content_type);
  out.name("size").number(static_cast<std::int64_t>(a.size));
  out.name("sha256").text(a.digest);
  write_id(out, "opportunityId", a.opportunity.value);
  write_text(out, "taskId", a.task.instance ? to_text(a.task) : std::string{});
  write_text(out, "definition", a.definition);
  write_text(out, "elementId", a.element);
  out.name("createdAt").text(to_text(a.created));
  out.name("createdBy").text(a.created_by);
  out.name("href").text(path + "/" + id);
  out.end_object();
}

Result<std::vector<Attachment>> present(Result<std::vector<Attachment>> found) {
  if (found.ok())
    std::erase_if(*found, [](const Attachment& each) { return each.removed.has_value(); });
  return found;
}

Result<std::vector<Attachment>> attachments_of(Queries& queries, const TaskRow& task) {
  std::vector<Attachment> all;
  const auto add = [&](const AttachmentQuery& place) -> Result<Done> {
    ONWARD_TRY(std::vector<Attachment> found, present(queries.attachments(place)));
    for (Attachment& each : found) {
      const bool is_wanted =
          place.task.has_value() || (!each.task.instance && each.element == task.element);
      if (is_wanted) all.push_back(std::move(each));
    }
    return Done{};
  };
  ONWARD_TRY_DONE(add({{}, {}, task.definition}));
  if (task.opportunity) ONWARD_TRY_DONE(add({task.opportunity, {}, {}}));
  ONWARD_TRY_DONE(add({{}, task.id, {}}));
  return all;
}

}  // namespace onward::api

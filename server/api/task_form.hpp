// The checklist and the form of a task of one's own, as its maker sends them.
#pragma once

#include <vector>

#include "engine/model/element.hpp"
#include "server/api/body.hpp"

namespace onward::api {

/// "checklist": texts, or `{id, text, remarkRequired?}`; a text alone has its number as its id.
std::vector<model::ChecklistItem> checklist_of(Body& body);
/// "form": `{fields: [...]}` as GET /tasks/{id} shows them.
std::vector<model::FormField> form_of(Body& body);

}  // namespace onward::api

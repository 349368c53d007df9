// Files attached to opportunities, tasks and steps of processes. What a path reaches is what is
// attached there; a task also reaches what belongs to its step: of its process, for everybody, and
// of its opportunity.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/opportunity.hpp"
#include "engine/service/attachments.hpp"
#include "engine/service/projection.hpp"
#include "server/api/attachment_views.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/opportunity_views.hpp"
#include "server/api/task_requests.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/content_kind.hpp"
#include "server/http/multipart.hpp"

namespace onward::api {
namespace {

struct Upload {
  Attachment about;
  std::shared_ptr<const std::string> content;
};

/// One file, and `elementId` where the place has steps.
Result<Upload> upload_of(const Call& call, bool has_steps) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(std::vector<http::Part> parts, http::parse_multipart(*call.request));
  Upload upload;
  for (http::Part& part : parts) {
    if (part.filename && !upload.content) {
      upload.about.name = http::plain_file_name(*part.filename);
      upload.content = std::make_shared<const std::string>(std::move(part.body));
    } else if (!part.filename && part.name == "elementId" && has_steps) {
      upload.about.element = std::move(part.body);
    } else {
      return Error{
          ErrorCode::invalid,
          "one file is attached at a time",
          {},
          {{"/" + part.name, "unknown-member", has_steps ? "a file, and elementId" : "a file"}}};
    }
  }
  if (!upload.content)
    return Error{ErrorCode::invalid,
                 "there is no file in the form",
                 {},
                 {{"/file", "required", "a part with a file name"}}};
  if (upload.content->size() > limits::http_attachment_bytes)
    return Error{ErrorCode::too_large,
                 "a file may have " + std::to_string(limits::http_attachment_bytes) + " bytes"};
  upload.about.content_type = http::content_kind(*upload.content, upload.about.name);
  upload.about.size = upload.content->size();
  upload.about.digest = auth::sha256_hex(*upload.content);
  upload.about.created_by = call.who.user;
  return upload;
}

Result<Done> check_step(const model::Definition& definition, const std::string& element) {
  if (element.empty() || definition.find(element) != nullptr) return Done{};
  return Error{ErrorCode::invalid,
               "the process " + definition.ref.key + " has no element \"" + element + "\"",
               {},
               {{"/elementId", "unknown", "the id of an element of " + definition.ref.key}}};
}

/// What must hold on the track before the file is attached; may complete what is known of it.
using Check = std::function<Result<Done>(Unit&, Attachment&)>;

onward::Request attach_request(Services& services, const Call& call, Upload upload,
                               std::uint16_t shard, Check check) {
  upload.about.id = services.ids().next(shard);
  onward::Request request;
  request.name = "attach";
  request.shard = shard;
  request.work = [upload, check = std::move(check)](Unit& unit) -> Result<Reply> {
    Attachment about = upload.about;
    ONWARD_TRY_DONE(check(unit, about));
    ONWARD_TRY_DONE(attach(unit, about, upload.content));
    Reply reply;
    reply.status = 201;
    reply.ids = {id_to_text(about.id)};
    return reply;
  };
  request.render = [place = place_of(upload.about), path = call.request->path](View& view,
                                                                               Reply& reply) {
    const std::string& id = reply.ids.front();
    reply.location = path + "/" + id;
    reply.body = JsonWriter().begin_object().name("id").text(id).end_object().take();
    const auto there = view.store().attachments(place);
    if (!there.ok()) return;
    for (const Attachment& each : *there)
      if (id_to_text(each.id) == id) {
        JsonWriter out;
        write_attachment(out, each, path);
        reply.body = out.take();
      }
  };
  return request;
}

Result<onward::Request> attach_to_opportunity_request(Services& services, const Call& call) {
  ONWARD_TRY(const OpportunityId id, opportunity_id(call));
  ONWARD_TRY(Upload upload, upload_of(call, true));
  upload.about.opportunity = id;
  onward::Request request =
      attach_request(services, call, std::move(upload), shard_of(id),
                     [id](Unit& unit, Attachment& about) -> Result<Done> {
                       ONWARD_TRY(const auto opportunity, unit.opportunity(id));
                       const auto process = sales::process_of_kind(unit, opportunity->kind);
                       return process ? check_step(*process, about.element) : Result<Done>(Done{});
                     });
  request.opportunities = {id};
  return request;
}

Result<onward::Request> attach_to_task_request(Services& services, const Call& call) {
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(Upload upload, upload_of(call, false));
  upload.about.task = task;
  onward::Request request = attach_request(
      services, call, std::move(upload), shard_of(task.instance),
      [task, sight = sight_of(call.who)](Unit& unit, Attachment& about) -> Result<Done> {
        ONWARD_TRY(const auto found, open_task(unit, task, sight));
        about.opportunity = found.instance->opportunity;
        about.element = found.task->element;
        return may_work(*found.task, sight.actor);
      });
  request.instances = {task.instance};
  return request;
}

Result<onward::Request> attach_to_definition_request(Services& services, const Call& call) {
  const std::string& key = call.parameter("key");
  ONWARD_TRY(Upload upload, upload_of(call, true));
  upload.about.definition = key;
  return attach_request(services, call, std::move(upload), shard_of_text(key),
                        [key](Unit& unit, Attachment& about) -> Result<Done> {
                          ONWARD_TRY(const auto process, unit.catalogue().process(key, 0));
                          return check_step(*process, about.element);
                        });
}

// --- reading -----------------------------------------------------------------------------------

using Found = Result<std::vector<Attachment>>;
using Find = std::function<Found(Reader&)>;

Result<Find> of_opportunity(const Call& call) {
  ONWARD_TRY(const OpportunityId id, opportunity_id(call));
  return Find([id](Reader& reader) -> Found {
    ONWARD_TRY(const Opportunity opportunity, find_opportunity(reader.queries, id));
    return present(reader.queries.attachments({opportunity.id, {}, {}}));
  });
}

Result<Find> of_task(const Call& call) {
  ONWARD_TRY(const LocalRef task, task_ref(call));
  return Find([task, sight = sight_of(call.who)](Reader& reader) -> Found {
    ONWARD_TRY(const TaskRow row, visible_task(reader, task, sight));
    return attachments_of(reader.queries, row);
  });
}

Result<Find> of_definition(const Call& call) {
  return Find([key = call.parameter("key")](Reader& reader) -> Found {
    ONWARD_TRY(const auto process, reader.definitions.process(key, 0));
    return present(reader.queries.attachments({{}, {}, process->ref.key}));
  });
}

void list(Services& services, const Call& call, const Result<Find>& find) {
  if (!find.ok()) return refuse(call, find.error());
  const auto known = check_parameters(call, {"limit", "after"});
  if (!known.ok()) return refuse(call, known.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call,
       [find = find.value(), page = page.value(),
        path = call.request->path](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const std::vector<Attachment> found, find(reader));
         ONWARD_TRY(const Rows<Attachment> rows, slice(found, page));
         return list_response(rows, [&](JsonWriter& out, const Attachment& each) {
           write_attachment(out, each, path);
         });
       });
}

Error no_such_attachment(const std::string& id) {
  return {ErrorCode::not_found, "there is no attachment " + id};
}

void download(Services& services, const Call& call, const Result<Find>& find) {
  if (!find.ok()) return refuse(call, find.error());
  const auto known = check_parameters(call, {});
  if (!known.ok()) return refuse(call, known.error());
  look(services, call,
       [find = find.value(),
        id = call.parameter("attachmentId")](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const std::vector<Attachment> found, find(reader));
         const auto at = std::find_if(found.begin(), found.end(), [&](const Attachment& each) {
           return id_to_text(each.id) == id;
         });
         if (at == found.end()) return no_such_attachment(id);
         ONWARD_TRY(auto content, reader.queries.attachment_content(at->id));
         if (!content) return no_such_attachment(id);
         http::Response response;
         response.content_type = at->content_type;
         response.body = std::move(*content);
         response.headers.emplace_back("content-disposition", http::saved_as(at->name));
         response.headers.emplace_back("etag", "\"" + at->digest + "\"");
         return response;
       });
}

Result<onward::Request> detach_request(const Call& call, std::uint16_t shard,
                                       AttachmentQuery place) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const std::uint64_t id, record_id(call, "attachmentId"));
  onward::Request request;
  request.name = "detach";
  request.shard = shard;
  request.work = [id, place = std::move(place),
                  actor = call.who.actor()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(detach(unit, place, id, actor));
    Reply reply;
    reply.status = 204;
    reply.ids = {id_to_text(id)};
    return reply;
  };
  return request;
}

Result<onward::Request> detach_from_opportunity_request(const Call& call) {
  ONWARD_TRY(const OpportunityId id, opportunity_id(call));
  return detach_request(call, shard_of(id), {id, {}, {}});
}

Result<onward::Request> detach_from_task_request(const Call& call) {
  ONWARD_TRY(const LocalRef task, task_ref(call));
  ONWARD_TRY(onward::Request request,
             detach_request(call, shard_of(task.instance), {{}, task, {}}));
  // What was delivered with a closed task stays.
  request.work = [task, sight = sight_of(call.who),
                  work = std::move(request.work)](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(open_task(unit, task, sight));
    return work(unit);
  };
  request.instances = {task.instance};
  return request;
}

}  // namespace

void attach_to_opportunity(Services& services, Call call) {
  send(services, call, attach_to_opportunity_request(services, call));
}
void attach_to_task(Services& services, Call call) {
  send_task(services, call, attach_to_task_request(services, call));
}
void attach_to_definition(Services& services, Call call) {
  send(services, call, attach_to_definition_request(services, call));
}

void list_opportunity_attachments(Services& services, Call call) {
  list(services, call, of_opportunity(call));
}
void list_task_attachments(Services& services, Call call) { list(services, call, of_task(call)); }
void list_definition_attachments(Services& services, Call call) {
  list(services, call, of_definition(call));
}

void get_opportunity_attachment(Services& services, Call call) {
  download(services, call, of_opportunity(call));
}
void get_task_attachment(Services& services, Call call) { download(services, call, of_task(call)); }
void get_definition_attachment(Services& services, Call call) {
  download(services, call, of_definition(call));
}

void detach_from_opportunity(Services& services, Call call) {
  send(services, call, detach_from_opportunity_request(call));
}
void detach_from_task(Services& services, Call call) {
  send_task(services, call, detach_from_task_request(call));
}
void detach_from_definition(Services& services, Call call) {
  const std::string& key = call.parameter("key");
  send(services, call, detach_request(call, shard_of_text(key), {{}, {}, key}));
}

}  // namespace onward::api

// Deploying definitions: one text or several files, all or nothing; or only checking them.
#include <algorithm>
#include <memory>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/service/deployment.hpp"
#include "server/api/diagnostics.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/impact.hpp"
#include "server/api/json_views.hpp"
#include "server/auth/authenticator.hpp"
#include "server/http/media_type.hpp"
#include "server/http/multipart.hpp"

namespace onward::api {
namespace {

bool is_xml(const std::string& essence) {
  return essence == "text/xml" || essence == "application/xml" || essence.ends_with("+xml");
}

Result<std::vector<DeployFile>> files_of(const http::Request& request) {
  const std::string* header = request.header("content-type");
  if (header == nullptr)
    return Error{ErrorCode::unsupported_media_type,
                 "send XML (application/xml) or multipart/form-data with several files"};
  ONWARD_TRY(const http::MediaType type, http::parse_media_type(*header));
  std::vector<DeployFile> files;
  if (type.essence == "multipart/form-data") {
    ONWARD_TRY(std::vector<http::Part> parts, http::parse_multipart(request));
    for (http::Part& part : parts) {
      const std::string digest = auth::sha256_hex(part.body);
      files.push_back({part.filename.value_or(part.name), std::move(part.body), digest});
    }
    if (files.empty())
      return Error{ErrorCode::invalid, "a deployment has at least one file", {}, {}};
    return files;
  }
  if (!is_xml(type.essence))
    return Error{ErrorCode::unsupported_media_type,
                 "definitions are XML: application/xml, not " + type.essence};
  files.push_back({{}, request.body, auth::sha256_hex(request.body)});
  return files;
}

void write_deployed(JsonWriter& out, const StoredDefinition& definition) {
  out.begin_object().name("key").text(definition.key);
  out.name("version").number(definition.version);
  out.name("kind").text(definition.kind == StoredDefinition::Kind::process ? "process"
                                                                           : "decision");
  out.name("name").text(definition.name);
  out.name("digest").text(definition.digest);
  out.name("executable").boolean(definition.executable);
  if (!definition.opportunity_kind.empty())
    out.name("opportunityKind").text(definition.opportunity_kind);
  out.end_object();
}

/// {definitions, diagnostics, impact?}
std::string deployed_json(const std::vector<const StoredDefinition*>& definitions,
                          const std::string& diagnostics, const std::string& impact) {
  JsonWriter out;
  out.begin_object().name("definitions").begin_array();
  for (const StoredDefinition* definition : definitions) write_deployed(out, *definition);
  out.end_array().name("diagnostics").raw(diagnostics);
  if (!impact.empty()) out.name("impact").raw(impact);
  out.end_object();
  return out.take();
}

std::vector<const StoredDefinition*> described(const Checked& checked) {
  std::vector<const StoredDefinition*> definitions;
  for (const Deployed& deployed : checked.definitions) definitions.push_back(&deployed.definition);
  return definitions;
}

std::string name_of_version(const StoredDefinition& definition) {
  const char* kind = definition.kind == StoredDefinition::Kind::process ? "process" : "decision";
  return std::string(kind) + "/" + std::to_string(definition.version) + "/" + definition.key;
}

/// A replay of a deployment: the versions that it made, without the diagnostics of then.
void render_replay(View& view, Reply& reply) {
  if (!reply.replayed) return;
  const auto* definitions = dynamic_cast<Definitions*>(&view.catalogue());
  std::vector<const StoredDefinition*> found;
  if (definitions != nullptr)
    for (const StoredDefinition& definition : definitions->all())
      if (std::find(reply.ids.begin(), reply.ids.end(), name_of_version(definition)) !=
          reply.ids.end())
        found.push_back(&definition);
  reply.body = deployed_json(found, "[]", {});
}

/// What a deployment says of itself.
struct Said {
  std::string by, comment;
};

/// Errors: malformed, for a comment that is too long.
Result<std::string> comment_of(const Call& call) {
  std::string comment = text_parameter(call, "comment").value_or(std::string{});
  if (comment.size() > limits::name_bytes)
    return Error{ErrorCode::malformed,
                 "a comment has at most " + std::to_string(limits::name_bytes) + " bytes",
                 "comment"};
  return comment;
}

Result<Reply> deploy(Unit& unit, const std::vector<DeployFile>& files, const Said& said,
                     std::string& diagnostics) {
  auto& definitions = dynamic_cast<Definitions&>(unit.catalogue());
  if (unit.earlier() != nullptr && !unit.earlier()->definitions.empty())
    return Error{ErrorCode::overloaded, "another deployment is being written; try again"};
  ONWARD_TRY_DONE(definitions.refresh());
  const Checked checked = check_deployment(files, definitions, unit.now(), said.by, said.comment);
  diagnostics = diagnostics_json(checked.problems);
  if (checked.refused) return refused(checked.problems);
  ONWARD_TRY_DONE(onward::write_deployment(unit, checked, definitions.reader()));
  Reply reply;
  for (const Deployed& deployed : checked.definitions) {
    reply.ids.push_back(name_of_version(deployed.definition));
    reply.definitions_changed = reply.definitions_changed || !deployed.unchanged;
  }
  reply.status = reply.definitions_changed ? 201 : 200;
  if (reply.definitions_changed && checked.definitions.size() == 1) {
    const StoredDefinition& only = checked.definitions.front().definition;
    reply.location =
        "/api/v1/definitions/" + only.key + "/versions/" + std::to_string(only.version);
  }
  reply.body = deployed_json(described(checked), diagnostics, {});
  return reply;
}

Result<http::Response> check_only(Reader& reader, const std::vector<DeployFile>& files,
                                  const std::string& by) {
  const Checked checked = check_deployment(files, reader.definitions, reader.now, by);
  const std::string diagnostics = diagnostics_json(checked.problems);
  if (checked.refused) return refusal(checked.problems);
  ONWARD_TRY(const std::string impact, impact_of(reader, checked));
  return http::json(200, deployed_json(described(checked), diagnostics, impact));
}

}  // namespace

void deploy_definitions(Services& services, Call call) {
  const auto checked = check_parameters(call, {"dryRun", "comment"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto dry_run = is_set(call, "dryRun");
  if (!dry_run.ok()) return refuse(call, dry_run.error());
  const auto comment = comment_of(call);
  if (!comment.ok()) return refuse(call, comment.error());
  auto files = files_of(*call.request);
  if (!files.ok()) return refuse(call, files.error());
  const std::string by = call.who.user;
  if (dry_run.value())
    return look(services, call, [files = std::move(files).value(), by](Reader& reader) {
      return check_only(reader, files, by);
    });
  // What was found wrong travels beside the reply: a refusal carries the diagnostics too. Each run
  // of the work writes it anew.
  auto diagnostics = std::make_shared<std::string>();
  onward::Request request;
  request.name = "deploy";
  request.shard = 0;  // one track numbers the versions
  request.work = [files = std::move(files).value(), said = Said{by, comment.value()},
                  diagnostics](Unit& unit) { return deploy(unit, files, said, *diagnostics); };
  request.render = render_replay;
  Call answered = call;
  answered.respond = [respond = call.respond, diagnostics](http::Response response) {
    if (response.status == 422 && !diagnostics->empty() && response.body.ends_with('}')) {
      response.body.pop_back();
      response.body += ",\"diagnostics\":" + *diagnostics + "}";
    }
    respond(std::move(response));
  };
  services.submit(answered, std::move(request));
}

}  // namespace onward::api

// Definitions as they were deployed: lists, one with its nodes, and the text as authored.
#include <algorithm>
#include <limits>
#include <utility>

#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"

namespace onward::api {
namespace {

using Kind = StoredDefinition::Kind;

/// Without the closing brace.
void open_definition(JsonWriter& out, const StoredDefinition& definition) {
  out.begin_object().name("key").text(definition.key);
  out.name("version").number(definition.version);
  out.name("kind").text(definition.kind == Kind::process ? "process" : "decision");
  out.name("name").text(definition.name.empty() ? definition.key : definition.name);
  write_text(out, "versionTag", definition.version_tag);
  out.name("digest").text(definition.digest);
  out.name("executable").boolean(definition.executable);
  write_text(out, "opportunityKind", definition.opportunity_kind);
  write_text(out, "source", definition.source);
  out.name("deployedAt").text(to_text(definition.deployed));
  write_text(out, "deployedBy", definition.deployed_by);
  write_text(out, "comment", definition.comment);
  if (definition.kind == Kind::decision) write_texts(out, "decisions", definition.decisions);
}

/// What a performer's step says.
void write_user_part(JsonWriter& out, const model::UserTask& user) {
  write_text(out, "deliverable", user.deliverable);
  out.name("contact").boolean(user.contact);
  write_text(out, "instructions", user.instructions);
  out.name("form").begin_object().name("fields");
  write_fields(out, user.form, [](const model::FormField& field) {
    return field.default_value.empty() ? std::string{} : to_json(Value(field.default_value.text));
  });
  out.end_object().name("checklist").begin_array();
  for (const model::ChecklistItem& item : user.checklist) {
    out.begin_object().name("id").text(item.id).name("text").text(item.text);
    out.name("remarkRequired").boolean(item.remark_required).end_object();
  }
  out.end_array();
  write_text(out, "due", user.due.text);
}

void write_node(JsonWriter& out, const model::Definition& definition,
                const model::Element& element) {
  out.begin_object().name("id").text(element.id);
  out.name("name").text(element.name);
  out.name("type").text(model::bpmn_name(element.kind));
  const bool in_lane = element.lane != model::none;
  write_text(out, "lane", in_lane ? definition.lanes[element.lane].group : std::string{});
  write_text(out, "parent",
             element.parent != model::none ? definition.element(element.parent).id : std::string{});
  write_text(out, "attachedTo",
             element.attached_to != model::none ? definition.element(element.attached_to).id
                                                : std::string{});
  write_text(out, "stage", element.details.stage);
  write_text(out, "documentation", element.details.documentation);
  write_user_part(out, element.details.user);
  out.end_object();
}

void write_graph(JsonWriter& out, const model::Definition& definition) {
  out.name("nodes").begin_array();
  for (const model::Element& element : definition.elements) write_node(out, definition, element);
  out.end_array().name("flows").begin_array();
  for (const model::Flow& flow : definition.flows) {
    out.begin_object().name("id").text(flow.id);
    write_text(out, "name", flow.name);
    out.name("source").text(definition.element(flow.source).id);
    out.name("target").text(definition.element(flow.target).id);
    write_text(out, "condition", flow.condition.text);
    out.end_object();
  }
  out.end_array();
}

/// The description of a key's version, a process first; version 0 is the newest.
Result<const StoredDefinition*> description(const Definitions& definitions, const std::string& key,
                                            std::uint32_t version) {
  for (const Kind kind : {Kind::process, Kind::decision}) {
    if (version == 0) {
      if (const StoredDefinition* newest = definitions.newest(kind, key)) return newest;
      continue;
    }
    for (const StoredDefinition* one : definitions.versions(kind, key))
      if (one->version == version) return one;
  }
  return Error{ErrorCode::not_found,
               "there is no definition \"" + key + "\"" +
                   (version == 0 ? std::string{} : " in version " + std::to_string(version))};
}

Result<http::Response> one_definition(Reader& reader, const std::string& key,
                                      std::uint32_t version) {
  ONWARD_TRY(const StoredDefinition* stored, description(reader.definitions, key, version));
  JsonWriter out;
  open_definition(out, *stored);
  if (stored->kind == Kind::process) {
    const auto definition = reader.definitions.process(stored->key, stored->version);
    if (definition.ok()) write_graph(out, *definition.value());
  }
  out.end_object();
  http::Response response = http::json(200, out.take());
  response.headers.emplace_back("etag", "\"" + stored->digest + "\"");
  return response;
}

/// The whole row, the document included.
Result<StoredDefinition> stored_in_full(Reader& reader, const std::string& key,
                                        std::uint32_t version) {
  ONWARD_TRY(const StoredDefinition* stored, description(reader.definitions, key, version));
  const Kind kind = stored->kind;
  const std::uint32_t number = stored->version;
  ONWARD_TRY(auto whole, reader.queries.definition(kind, key, number));
  if (!whole) return Error{ErrorCode::not_found, "there is no definition \"" + key + "\""};
  return std::move(*whole);
}

http::Response document_response(const StoredDefinition& definition, std::string type,
                                 std::string body) {
  http::Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  // Never rendered by a browser as a page of ours.
  response.headers.emplace_back("content-disposition", "attachment");
  response.headers.emplace_back("etag", "\"" + definition.digest + "\"");
  return response;
}

Result<http::Response> text_of(Reader& reader, const std::string& key, std::uint32_t version) {
  ONWARD_TRY(const StoredDefinition whole, stored_in_full(reader, key, version));
  return document_response(whole, "application/xml", whole.document);
}

Result<http::Response> picture_of(Reader& reader, const std::string& key, std::uint32_t version) {
  ONWARD_TRY(const StoredDefinition whole, stored_in_full(reader, key, version));
  ONWARD_TRY(std::string picture, reader.draw(whole.document));
  return document_response(whole, "image/svg+xml", std::move(picture));
}

struct ListQuery {
  std::optional<std::string> key;
  std::optional<Kind> kind;
  bool all_versions = false;
  Page page;
};

Result<ListQuery> list_query(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {"key", "kind", "allVersions", "limit", "after"}));
  ListQuery query;
  query.key = text_parameter(call, "key");
  if (const auto kind = text_parameter(call, "kind")) {
    if (*kind != "process" && *kind != "decision")
      return Error{ErrorCode::malformed, "the parameter kind must be process or decision", "kind"};
    query.kind = *kind == "process" ? Kind::process : Kind::decision;
  }
  ONWARD_TRY(query.all_versions, is_set(call, "allVersions"));
  ONWARD_TRY(query.page, page_of(call));
  return query;
}

Result<http::Response> list_of(Reader& reader, const ListQuery& query) {
  std::vector<const StoredDefinition*> found;
  for (const StoredDefinition& definition : reader.definitions.all()) {
    if (query.key && definition.key != *query.key) continue;
    if (query.kind && definition.kind != *query.kind) continue;
    const StoredDefinition* newest = reader.definitions.newest(definition.kind, definition.key);
    if (!query.all_versions && newest != nullptr && newest->version != definition.version) continue;
    found.push_back(&definition);
  }
  ONWARD_TRY(const auto rows, slice(found, query.page));
  return list_response(rows, [](JsonWriter& out, const StoredDefinition* definition) {
    open_definition(out, *definition);
    out.end_object();
  });
}

}  // namespace

void list_definitions(Services& services, Call call) {
  auto query = list_query(call);
  if (!query.ok()) return refuse(call, query.error());
  look(services, call,
       [query = std::move(query).value()](Reader& reader) { return list_of(reader, query); });
}

void get_definition(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  look(services, call,
       [key = call.parameter("key")](Reader& reader) { return one_definition(reader, key, 0); });
}

void get_definition_version(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto version = version_number(call);
  if (!version.ok()) return refuse(call, version.error());
  look(services, call, [key = call.parameter("key"), version = version.value()](Reader& reader) {
    return one_definition(reader, key, version);
  });
}

void get_definition_diagram(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto version = version_number(call);
  if (!version.ok()) return refuse(call, version.error());
  look(services, call, [key = call.parameter("key"), version = version.value()](Reader& reader) {
    return picture_of(reader, key, version);
  });
}

void get_definition_xml(Services& services, Call call) {
  const auto checked = check_parameters(call, {});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto version = version_number(call);
  if (!version.ok()) return refuse(call, version.error());
  look(services, call, [key = call.parameter("key"), version = version.value()](Reader& reader) {
    return text_of(reader, key, version);
  });
}

}  // namespace onward::api

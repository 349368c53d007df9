#include "server/http/problem.hpp"

#include "engine/value/json.hpp"

namespace onward::http {

namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += '"';
  out += name;
  out += "\":";
  append_json_text(out, text);
}

Response document(int status, std::string_view code, std::string_view detail, const Error* error,
                  std::string_view extra_members) {
  std::string body;
  body.reserve(192 + detail.size() + extra_members.size());
  body += "{\"type\":\"urn:onward:problem:";
  body += code;
  body += "\",";
  append_member(body, "title", status_title(status));
  body += ",\"status\":" + std::to_string(status) + ",";
  append_member(body, "detail", detail);
  body += ',';
  append_member(body, "code", code);
  if (error != nullptr && !error->where.empty()) {
    body += ',';
    append_member(body, "where", error->where);
  }
  if (error != nullptr && !error->details.empty()) {
    body += ",\"errors\":[";
    for (const ErrorDetail& place : error->details) {
      if (&place != &error->details.front()) body += ',';
      body += '{';
      append_member(body, "pointer", place.pointer);
      body += ',';
      append_member(body, "code", place.code);
      body += ',';
      append_member(body, "detail", place.detail);
      body += '}';
    }
    body += ']';
  }
  if (!extra_members.empty()) {
    body += ',';
    body += extra_members;
  }
  body += '}';

  Response response{status, {}, "application/problem+json", std::move(body)};
  if (status == 401) response.headers.emplace_back("www-authenticate", "Bearer");
  if (status == 429 || status == 503) response.headers.emplace_back("retry-after", "1");
  return response;
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed:
    case ErrorCode::unknown_parameter:
    case ErrorCode::invalid_cursor: return 400;
    case ErrorCode::unauthenticated: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::not_found:
    case ErrorCode::no_catcher: return 404;
    case ErrorCode::method_not_allowed: return 405;
    case ErrorCode::wrong_state:
    case ErrorCode::already_completed:
    case ErrorCode::already_claimed:
    case ErrorCode::not_executable:
    case ErrorCode::business_key_taken:
    case ErrorCode::ambiguous:
    case ErrorCode::clock_backwards:
    case ErrorCode::open_subtasks:
    case ErrorCode::do_not_contact:
    case ErrorCode::in_progress: return 409;
    case ErrorCode::stale: return 412;
    case ErrorCode::too_large: return 413;
    case ErrorCode::unsupported_media_type: return 415;
    case ErrorCode::invalid:
    case ErrorCode::invalid_definition:
    case ErrorCode::invalid_expression:
    case ErrorCode::key_reused: return 422;
    case ErrorCode::too_many_requests: return 429;
    case ErrorCode::unavailable:
    case ErrorCode::outcome_unknown:
    case ErrorCode::overloaded: return 503;
    case ErrorCode::conflict:
    case ErrorCode::internal: return 500;
  }
  return 500;
}

Response problem(const Error& error, std::string_view extra_members) {
  const int status = status_of(error.code);
  if (status == 500)
    return document(status, to_string(ErrorCode::internal),
                    "the server failed in a way nobody foresaw; its log says more", nullptr,
                    extra_members);
  return document(status, to_string(error.code), error.message, &error, extra_members);
}

Response problem(int status, std::string_view code, std::string_view detail) {
  return document(status, code, detail, nullptr, {});
}

Response method_not_allowed(std::string allow) {
  Response response =
      problem(Error{ErrorCode::method_not_allowed, "this path is there for " + allow, {}, {}});
  response.headers.emplace_back("allow", std::move(allow));
  return response;
}

std::string_view status_title(int status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
  }
}

}  // namespace onward::http

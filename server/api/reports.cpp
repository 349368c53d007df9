// Reports: tables as JSON, CSV or a workbook, whichever Accept (or ?format=) asks for.
#include <array>
#include <cstdio>
#include <utility>

#include "engine/sales/forecast.hpp"
#include "engine/sales/mis.hpp"
#include "engine/sales/pipeline_reports.hpp"
#include "engine/sales/task_reports.hpp"
#include "server/api/helpers.hpp"
#include "server/api/sales_routes.hpp"
#include "server/http/media_type.hpp"

namespace onward::api {
namespace {

using sales::Sheet;
using sales::SheetFormat;

constexpr std::int64_t default_quiet_days = 14;
constexpr std::uint64_t most_quiet_days = 3'650;

struct FileType {
  std::string_view name, media_type;
  SheetFormat format;
};
constexpr std::array<FileType, 2> file_types{
    {{"csv", "text/csv", SheetFormat::csv},
     {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      SheetFormat::xlsx}}};

/// The first of ours in Accept; anything else is JSON (nullptr).
const FileType* accepted(const http::Request& request) {
  const std::string* header = request.header("accept");
  if (header == nullptr) return nullptr;
  std::string_view rest = *header;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const auto type = http::parse_media_type(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!type.ok()) continue;
    if (type->essence == "application/json") return nullptr;
    for (const FileType& file : file_types)
      if (file.media_type == type->essence) return &file;
  }
  return nullptr;
}

Result<const FileType*> wanted_type(const Call& call) {
  const std::string* format = call.query("format");
  if (format == nullptr) return accepted(*call.request);
  if (*format == "json") return static_cast<const FileType*>(nullptr);
  for (const FileType& file : file_types)
    if (file.name == *format) return &file;
  return Error{ErrorCode::malformed, "the parameter format must be json, csv or xlsx", "format"};
}

/// [{column: value}].
void write_rows(JsonWriter& out, const Sheet& sheet) {
  out.begin_array();
  for (const auto& row : sheet.rows) {
    out.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) out.name(sheet.columns[i]).value(row[i]);
    out.end_object();
  }
  out.end_array();
}

/// {"name", "items"}.
http::Response as_json(const Sheet& sheet) {
  JsonWriter out;
  out.begin_object().name("name").text(sheet.name).name("items");
  write_rows(out, sheet);
  return http::json(200, out.end_object().take());
}

void write_share(JsonWriter& out, const char* name, double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", share);
  out.name(name).raw(text);
}

void write_calibration(JsonWriter& out, const sales::Calibration& calibration) {
  out.begin_object().name("learned").number(static_cast<std::int64_t>(calibration.learned));
  out.name("heldBack").number(static_cast<std::int64_t>(calibration.held_back));
  write_share(out, "brier", calibration.brier);
  write_share(out, "withinP50", calibration.within_p50);
  write_share(out, "withinP80", calibration.within_p80);
  out.name("bins").begin_array();
  for (const auto& bin : calibration.bins) {
    out.begin_object().name("predictions").number(static_cast<std::int64_t>(bin.predictions));
    write_share(out, "predicted", bin.predicted);
    write_share(out, "won", bin.won);
    out.end_object();
  }
  out.end_array().end_object();
}

/// {"name", "items", "sums": {"kind", "responsible", "month"}, "calibration"}.
http::Response as_json(const sales::Forecast& forecast) {
  JsonWriter out;
  out.begin_object().name("name").text(forecast.items.name).name("items");
  write_rows(out, forecast.items);
  out.name("sums").begin_object();
  out.name("kind");
  write_rows(out, forecast.by_kind);
  out.name("responsible");
  write_rows(out, forecast.by_responsible);
  out.name("month");
  write_rows(out, forecast.by_month);
  out.end_object().name("calibration");
  if (forecast.calibration)
    write_calibration(out, *forecast.calibration);
  else
    out.null();
  return http::json(200, out.end_object().take());
}

Result<http::Response> as_file(const Reader& reader, const Sheet& sheet, const FileType& type) {
  ONWARD_TRY(std::string bytes, reader.to_file(sheet, type.format));
  std::string file_name = sheet.name;
  for (char& c : file_name)
    if (c == ' ') c = '-';
  http::Response response;
  response.content_type = std::string(type.media_type);
  if (type.format == SheetFormat::csv) response.content_type += "; charset=utf-8";
  response.headers.emplace_back("content-disposition", "attachment; filename=\"" + file_name + "." +
                                                           std::string(type.name) + "\"");
  response.body = std::move(bytes);
  return response;
}

using MakeSheet = std::function<Result<Sheet>(Reader&)>;

void report(Services& services, Call call, MakeSheet make) {
  const auto type = wanted_type(call);
  if (!type.ok()) return refuse(call, type.error());
  look(services, call,
       [type = type.value(), make = std::move(make)](Reader& reader) -> Result<http::Response> {
         ONWARD_TRY(const Sheet sheet, make(reader));
         return type == nullptr ? Result<http::Response>(as_json(sheet))
                                : as_file(reader, sheet, *type);
       });
}

}  // namespace

void get_mis_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"month", "format"}); !known.ok())
    return refuse(call, known.error());
  const std::string* text = call.query("month");
  const auto month = sales::month_from_text(text == nullptr ? "" : *text, services.zone());
  if (!month.ok()) return refuse(call, month.error());
  report(services, std::move(call), [month = month.value()](Reader& reader) {
    return sales::mis(reader.queries, month, reader.zone);
  });
}

void get_workload_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"format"}); !known.ok())
    return refuse(call, known.error());
  report(services, std::move(call),
         [](Reader& reader) { return sales::workload(reader.queries, reader.now); });
}

void get_overdue_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"format"}); !known.ok())
    return refuse(call, known.error());
  report(services, std::move(call),
         [](Reader& reader) { return sales::overdue_tasks(reader.queries, reader.now); });
}

void get_hung_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"format"}); !known.ok())
    return refuse(call, known.error());
  report(services, std::move(call),
         [](Reader& reader) { return sales::hung_tasks(reader.queries, reader.now); });
}

void get_funnel_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"format"}); !known.ok())
    return refuse(call, known.error());
  report(services, std::move(call), [](Reader& reader) { return sales::funnel(reader.queries); });
}

void get_stale_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"days", "format"}); !known.ok())
    return refuse(call, known.error());
  const auto days = number_parameter(call, "days", most_quiet_days);
  if (!days.ok()) return refuse(call, days.error());
  const auto quiet = static_cast<std::int64_t>(days.value().value_or(default_quiet_days));
  report(services, std::move(call), [quiet](Reader& reader) {
    return sales::stale(reader.queries, reader.now, quiet, reader.zone);
  });
}

void get_forecast_report(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"format"}); !known.ok())
    return refuse(call, known.error());
  const auto type = wanted_type(call);
  if (!type.ok()) return refuse(call, type.error());
  look(services, call, [type = type.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const sales::Forecast made,
               sales::forecast(reader.queries, reader.now, reader.zone));
    return type == nullptr ? Result<http::Response>(as_json(made))
                           : as_file(reader, made.items, *type);
  });
}

}  // namespace onward::api

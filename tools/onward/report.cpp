// onward report NAME: a report of the database as CSV or a workbook, to a file or to standard
// output.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "adapters/reports/sheet_file.hpp"
#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "engine/sales/mis.hpp"
#include "engine/sales/pipeline_reports.hpp"
#include "engine/sales/task_reports.hpp"
#include "server/clocks.hpp"
#include "tools/onward/commands.hpp"

namespace onward {
namespace {

struct ReportOptions {
  std::string database = "sqlite:onward.db";
  std::string zone = "UTC";
  bool allow_unsafe = false;
  std::string name, month, format, output;
  std::int64_t days = 14;
};

Result<sales::Sheet> make(const ReportOptions& options, Queries& queries) {
  const Instant now = system_now();
  if (options.name == "funnel") return sales::funnel(queries);
  if (options.name == "stale") return sales::stale(queries, now, options.days, options.zone);
  if (options.name == "overdue") return sales::overdue_tasks(queries, now);
  if (options.name == "hung") return sales::hung_tasks(queries, now);
  if (options.name == "workload") return sales::workload(queries, now);
  ONWARD_TRY(const sales::Month month, options.month.empty()
                                           ? sales::month_before(now, options.zone)
                                           : sales::month_from_text(options.month, options.zone));
  return sales::mis(queries, month, options.zone);
}

Result<std::string> bytes_of(const ReportOptions& options) {
  ONWARD_TRY(DatabaseConfig config, database_config_from_text(options.database));
  config.allow_unsafe = options.allow_unsafe;
  ONWARD_TRY(const std::uint32_t version, migrate(config));
  (void)version;
  ONWARD_TRY(const std::unique_ptr<Queries> queries, open_queries(config));
  ONWARD_TRY(const sales::Sheet sheet, make(options, *queries));
  return reports::to_file(
      sheet, options.format == "xlsx" ? sales::SheetFormat::xlsx : sales::SheetFormat::csv);
}

int report(ReportOptions options) {
  if (options.format.empty())
    options.format = std::filesystem::path(options.output).extension() == ".xlsx" ? "xlsx" : "csv";
  if (options.format == "xlsx" && options.output.empty()) {
    fail("--output", "a workbook needs a file");
    return 2;
  }
  const auto bytes = bytes_of(options);
  if (!bytes.ok()) return fail("report", bytes.error().message.c_str());
  if (options.output.empty()) {
    std::fwrite(bytes->data(), 1, bytes->size(), stdout);
    return 0;
  }
  std::ofstream file(options.output, std::ios::binary | std::ios::trunc);
  file << *bytes;
  file.flush();
  return file ? 0 : fail(options.output.c_str(), "cannot be written");
}

}  // namespace

void add_report(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "A report as CSV or a workbook");
  command->add_option("name", options->name, "Which one")
      ->required()
      ->check(CLI::IsMember({"mis", "funnel", "stale", "overdue", "hung", "workload"}));
  command->add_option("--month", options->month, "mis: YYYY-MM; default: the month before");
  command->add_option("--days", options->days, "stale: quiet from so many days on")
      ->check(CLI::Range(0, 3650))
      ->capture_default_str();
  command->add_option("--format", options->format, "csv or xlsx; default: by the file's name")
      ->check(CLI::IsMember({"csv", "xlsx"}));
  command->add_option("--output", options->output, "File; default: standard output");
  command->add_option("--zone", options->zone, "Time zone of the server")->capture_default_str();
  command->add_option("--database", options->database, "sqlite:FILE or postgresql://...")
      ->envname("ONWARD_DATABASE")
      ->capture_default_str();
  command->add_flag("--allow-unsafe-database", options->allow_unsafe,
                    "Take a PostgreSQL that may lose commits");
  command->callback([=] { chosen([options] { return report(*options); }); });
}

}  // namespace onward

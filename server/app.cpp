#include "server/app.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <thread>

#include "adapters/connectors/connectors.hpp"
#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "adapters/storage/sql_store.hpp"
#include "adapters/storage/sql_webhooks.hpp"
#include "engine/sales/hooks.hpp"
#include "server/api/user_body.hpp"
#include "server/background/connector_jobs.hpp"
#include "server/background/due_work.hpp"
#include "server/calendar_settings.hpp"
#include "server/connector_settings.hpp"
#include "server/document_reader.hpp"
#include "server/escalation_settings.hpp"
#include "server/gate.hpp"
#include "server/http/problem.hpp"
#include "server/log.hpp"
#include "server/net/server.hpp"
#include "server/notices.hpp"
#include "server/outbound.hpp"
#include "server/processes_folder.hpp"
#include "server/runtime.hpp"
#include "server/sign_in.hpp"

namespace onward {
namespace {

constexpr double tick_seconds = 0.02;  // waiting workers and unsettled replies
constexpr double timers_every_seconds = 0.1;
constexpr double recover_every_seconds = 2;
constexpr double folder_every_seconds = 1;
constexpr double jobs_every_seconds = 0.5;
constexpr double connectors_at_most_every_seconds = 0.1;
constexpr double notices_every_seconds = 30;
constexpr double hung_tasks_every_seconds = 300;     // a walk over all open tasks
constexpr std::chrono::seconds connectors_drain{8};  // beside the HTTP server's ten
constexpr std::size_t expired_at_once = 1'000;       // idempotency keys, kept messages
constexpr Duration left_behind{
    5'000};  // older outbox rows and action jobs were left by a crash or a full queue

std::size_t tracks_for(const Config& config, const DatabaseConfig& database) {
  if (config.tracks != 0) return config.tracks;
  if (database.kind != DatabaseConfig::Kind::postgres) return 1;
  // Never one alone: while its transaction is at the database, nobody computes.
  return std::max<std::size_t>(2, std::thread::hardware_concurrency() / 2);
}

void log_command(const Request& request, const Result<Reply>& reply, double ms) {
  if (!logs_debug()) return;
  std::string line = "command=" + request.name + " shard=" + std::to_string(request.shard);
  if (!request.instances.empty()) line += " instance=" + to_text(request.instances.front());
  line +=
      " outcome=" + (reply.ok() ? std::string("ok") : std::string(to_string(reply.error().code))) +
      " turn_ms=" + std::to_string(ms);
  log_debug(line);
}

Result<Instant> manual_start(const Config& config, Store& store) {
  ONWARD_TRY(const std::optional<Instant> kept, store.manual_clock());
  if (kept) return *kept;
  if (config.manual_clock_start.empty()) return system_now();
  return instant_from_text(config.manual_clock_start);
}

Result<Done> check_target(const std::string& url) {
  ONWARD_TRY_DONE(http_client::target_of(url));
  return Done{};
}

Error wrong_user(const std::string& file, const std::string& id, const Error& error) {
  std::string text = file + ": ";
  if (error.details.empty()) return {error.code, text + "users." + id + ": " + error.message};
  bool first = true;
  for (const ErrorDetail& detail : error.details) {
    std::string key = "users." + id + detail.pointer;
    std::replace(key.begin(), key.end(), '/', '.');
    text += (first ? "" : "; ") + key + ": " + detail.detail;
    first = false;
  }
  return {error.code, std::move(text)};
}

}  // namespace

struct App::Impl {
  Config config;
  DatabaseConfig database;
  RealClock real_clock;
  std::unique_ptr<ManualClock> manual_clock;
  std::unique_ptr<IdSource> ids;
  std::unique_ptr<TrackPool> tracks;
  std::unique_ptr<ReadPool> readers;
  std::unique_ptr<events::EventStreams> streams;
  std::unique_ptr<Runtime> runtime;
  std::unique_ptr<Store> due_store;
  std::unique_ptr<DueWork> due;
  std::unique_ptr<Connectors> connectors;
  std::unique_ptr<ConnectorJobs> connector_jobs;
  std::unique_ptr<Notices> notices;
  std::unique_ptr<Outbound> outbound;
  std::unique_ptr<SignIn> sign_in;
  std::unique_ptr<ProcessesFolder> folder;
  std::unique_ptr<Gate> gate;
  std::unique_ptr<net::Server> server;
  std::vector<std::string> loaded;
  std::atomic<bool> stopping{false};
  std::thread pump;

  const Clock& clock() const {
    if (manual_clock) return *manual_clock;
    return real_clock;
  }

  Result<Done> open();
  Result<Done> open_clock();
  Result<Done> open_connectors();
  Result<Done> open_feed();
  Result<Done> open_sign_in();
  void take_sign_in(const api::Call& call, api::SignInStep step) const;
  Result<Done> open_outbound();
  Result<Done> put_users();
  Result<Done> listen();
  [[nodiscard]] std::vector<std::string> connector_names() const;
  void run_pump();
  void pump_clock();
  void pump_due(double now);
  void pump_connectors();
  void pump_notices(double now);
  double notices_at = 0;
  double hung_tasks_at = 0;
};

Result<Done> App::Impl::open_clock() {
  ONWARD_TRY(due_store, open_store(database));
  if (!config.manual_clock) return Done{};
  ONWARD_TRY(const Instant start, manual_start(config, *due_store));
  manual_clock = std::make_unique<ManualClock>(start);
  return due_store->set_manual_clock(start);
}

Result<Done> App::Impl::open_connectors() {
  const auto settings = connector_settings(config.tables);
  if (!settings.ok())
    return Error{settings.error().code, config.file + ": " + settings.error().message};
  auto client = http_client::make_client(config.tables.outbound_allow);
  if (!client.ok())
    return Error{client.error().code, config.file + ": outbound.allow: " + client.error().message};
  connectors = connectors::make_connectors(settings.value(), std::move(client).value());
  return Done{};
}

Result<Done> App::Impl::open() {
  ONWARD_TRY_DONE(open_connectors());
  const auto escalation = escalation_settings(config.tables.escalation);
  if (!escalation.ok())
    return Error{escalation.error().code, config.file + ": " + escalation.error().message};
  ONWARD_TRY(database, database_config_from_text(config.database));
  database.allow_unsafe = config.allow_unsafe_database;
  ONWARD_TRY(const std::uint32_t schema, migrate(database));
  (void)schema;
  ids = std::make_unique<IdSource>(config.node);
  ONWARD_TRY(const std::unique_ptr<Queries> feed, open_queries(database));
  ONWARD_TRY(const std::uint64_t newest, feed->newest_position());
  ids->begin_after(newest);
  ONWARD_TRY_DONE(open_clock());
  auto calendars = calendars_from_tables(config.tables.calendars);
  if (!calendars.ok())
    return Error{calendars.error().code, config.file + ": " + calendars.error().message};
  const TrackPool::Options options{
      tracks_for(config, database), config.batch, limits::track_queue, config.zone, Duration{1'000},
      std::move(*calendars)};
  const auto make_parts = [this](std::size_t) -> Result<TrackParts> {
    ONWARD_TRY(std::unique_ptr<Store> store, open_store(database));
    return TrackParts{std::move(store), std::make_unique<DocumentReader>(connector_names()),
                      std::make_unique<sales::Sales>()};
  };
  ONWARD_TRY(tracks, TrackPool::start(options, clock(), *ids, make_parts, log_command));
  ONWARD_TRY(readers, ReadPool::start(
                          {config.readers, 1'024, config.zone}, clock(),
                          [this] { return open_queries(database); },
                          [this] { return tracks->definitions_generation(); }));
  notices = std::make_unique<Notices>(escalation.value(), *readers, *tracks);
  ONWARD_TRY_DONE(open_feed());
  ONWARD_TRY_DONE(open_sign_in());
  ONWARD_TRY(std::unique_ptr<Store> numbers, open_store(database));
  runtime = std::make_unique<Runtime>(Runtime::Parts{
      *tracks,
      *readers,
      *ids,
      clock(),
      manual_clock.get(),
      config.zone,
      *streams,
      check_target,
      [this](const api::Call& call) { outbound->take_twenty_webhook(call); },
      {config.dev, sign_in ? sign_in->provider_name() : std::string()},
      [this](const api::Call& call, api::SignInStep step) { take_sign_in(call, step); },
      std::move(numbers)});
  due = std::make_unique<DueWork>(*due_store, *tracks, *ids);
  ConnectorJobs::Options jobs;
  jobs.worker = "connector-" + std::to_string(config.node);
  connector_jobs = std::make_unique<ConnectorJobs>(jobs, *connectors, *tracks);
  ONWARD_TRY_DONE(open_outbound());
  return connector_jobs->take_back(*due_store, clock().now());
}

Result<Done> App::Impl::open_feed() {
  events::EventStreams::Parts parts;
  ONWARD_TRY(parts.queries, open_queries(database));
  parts.settled_until = [this] { return tracks->settled_until(); };
  parts.turns = [this] { return tracks->statistics().turns.load(); };
  streams = std::make_unique<events::EventStreams>(std::move(parts));
  return Done{};
}

Result<Done> App::Impl::open_sign_in() {
  const auto secrets = connector_settings(config.tables);
  if (!secrets.ok())
    return Error{secrets.error().code, config.file + ": " + secrets.error().message};
  auto settings = sign_in_settings(config.tables, secrets.value());
  if (!settings.ok())
    return Error{settings.error().code, config.file + ": " + settings.error().message};
  if (!settings.value() || config.dev) return Done{};
  ONWARD_TRY(auto client, http_client::make_client(config.tables.outbound_allow));
  ONWARD_TRY(auto store, open_store(database));
  ONWARD_TRY(auto queries, open_queries(database));
  sign_in = std::make_unique<SignIn>(SignIn::Parts{*std::move(settings.value()), std::move(client),
                                                   std::move(store), std::move(queries), clock()});
  return Done{};
}

void App::Impl::take_sign_in(const api::Call& call, api::SignInStep step) const {
  if (sign_in) return sign_in->take(call, step);
  call.respond(http::problem({ErrorCode::not_found, "no identity provider is configured"}));
}

Result<Done> App::Impl::open_outbound() {
  ONWARD_TRY(outbound, Outbound::start({config, *tracks, clock(), *ids,
                                        [this] { return open_webhooks(database); },
                                        [this] { return open_queries(database); },
                                        [this] { return runtime->next_opportunity_number(); }}));
  return Done{};
}

std::vector<std::string> App::Impl::connector_names() const {
  std::vector<std::string> names;
  for (const ConfiguredTable& table : config.tables.connectors) names.push_back(table.id);
  return names;
}

/// What the file says of people goes into the register; who is as it says stays untouched.
Result<Done> App::Impl::put_users() {
  TurnWrite write;
  for (const ConfiguredTable& configured : config.tables.users) {
    auto user = api::user_from_body(configured.id, configured.body);
    if (!user.ok()) return wrong_user(config.file, configured.id, user.error());
    ONWARD_TRY(const auto known, due_store->user(configured.id));
    if (!known || *known != *user) write.users.push_back(std::move(user).value());
  }
  return write.users.empty() ? Result<Done>(Done{}) : due_store->commit(write);
}

Result<Done> App::Impl::listen() {
  gate = std::make_unique<Gate>(*runtime, *readers, clock(), config.dev);
  ONWARD_TRY(const ListenAddress address, listen_address_from_text(config.listen));
  net::ServerOptions options;
  options.address = address.address;
  options.port = address.port;
  options.warn = [](std::string_view line) { log_warn(line); };
  const auto dispatch = [this](http::Request request, http::Respond respond) {
    gate->handle(std::move(request), std::move(respond));
  };
  ONWARD_TRY(server, net::Server::listen(options, dispatch, Gate::body_limit));
  return Done{};
}

void App::Impl::pump_clock() {
  Instant to;
  std::function<void(Result<Instant>)> done;
  while (runtime->take_advance(to, done)) {
    const auto reached = runtime->run_clock(*due, to);
    if (reached.ok()) notices->look_and_wait();
    done(reached);
  }
}

/// With a manual clock: at the start, and whenever it was moved.
void App::Impl::pump_notices(double now) {
  if (now < notices_at) return;
  const bool all = now >= hung_tasks_at;
  notices->look(all ? sales::Looks::all : sales::Looks::late);
  const double not_again = std::numeric_limits<double>::max();
  notices_at = manual_clock ? not_again : now + notices_every_seconds;
  if (all) hung_tasks_at = now + hung_tasks_every_seconds;
}

void App::Impl::pump_due(double) {
  const auto fired = due->fire_timers(clock().now());
  if (!fired.ok())
    log_warn("pump=timers outcome=" + std::string(to_string(fired.error().code)) + " detail=\"" +
             fired.error().message + "\"");
}

void App::Impl::pump_connectors() {
  const auto looked = connector_jobs->look(*due_store, clock().now());
  if (!looked.ok())
    log_warn("pump=connectors outcome=" + std::string(to_string(looked.error().code)));
}

void App::Impl::run_pump() {
  double timers_at = 0;
  double recover_at = 0;
  double folder_at = steady_seconds() + folder_every_seconds;
  double jobs_at = 0;
  double connectors_at = 0;
  bool jobs_came = true;
  std::uint64_t steps = 0;
  // What is found at the start was left behind by the run before, whatever its age.
  Duration age{0};
  while (!stopping) {
    const double now = steady_seconds();
    // A new job comes with a step; an expired lock or a due retry comes with time alone.
    const std::uint64_t stepped = tracks->statistics().steps;
    jobs_came = jobs_came || stepped != steps || now >= jobs_at || connector_jobs->wants_look();
    runtime->job_waiters().wake(now, stepped != steps || now >= jobs_at);
    if (now >= jobs_at) jobs_at = now + jobs_every_seconds;
    steps = stepped;
    if (jobs_came && now >= connectors_at) {
      jobs_came = false;
      pump_connectors();
      connectors_at = now + connectors_at_most_every_seconds;
    }
    tracks->expire(now);
    if (manual_clock) pump_clock();
    pump_notices(now);
    if (!manual_clock && now >= timers_at) {
      real_clock.resynchronise();
      pump_due(now);
      timers_at = now + timers_every_seconds;
    }
    if (now >= recover_at) {
      // A manual clock stands still, so age says nothing there: only the start counts.
      const auto recovered = due->recover(clock().now() - age);
      age = left_behind;
      const auto forgotten = due_store->forget_expired(clock().now(), expired_at_once);
      if (!forgotten.ok())
        log_warn("pump=expired outcome=" + std::string(to_string(forgotten.error().code)));
      if (!recovered.ok())
        log_warn("pump=recover outcome=" + std::string(to_string(recovered.error().code)));
      recover_at = manual_clock ? std::numeric_limits<double>::max() : now + recover_every_seconds;
    }
    if (folder && now >= folder_at) {
      for (const std::string& line : folder->deploy_changes()) log_info("definition " + line);
      folder_at = now + folder_every_seconds;
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(tick_seconds));
  }
}

App::App(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

App::~App() {
  impl_->stopping = true;
  if (impl_->pump.joinable()) impl_->pump.join();
  if (impl_->connector_jobs)
    impl_->connector_jobs->stop(std::chrono::steady_clock::now() + connectors_drain);
  if (impl_->outbound) impl_->outbound->stop();
  if (impl_->sign_in) impl_->sign_in->stop();
  if (impl_->streams) impl_->streams->stop();
  if (impl_->readers) impl_->readers->stop();
  if (impl_->tracks) impl_->tracks->stop();
}

Result<std::unique_ptr<App>> App::start(const Config& config) {
  ONWARD_TRY_DONE(check_config(config));
  auto impl = std::make_unique<Impl>();
  impl->config = config;
  std::unique_ptr<App> app(new App(std::move(impl)));
  Impl& at = *app->impl_;
  ONWARD_TRY_DONE(at.open());
  ONWARD_TRY_DONE(at.put_users());
  if (!config.processes.empty()) {
    if (std::filesystem::is_directory(config.processes)) {
      at.folder = std::make_unique<ProcessesFolder>(config.processes, *at.tracks);
      at.loaded = at.folder->deploy_changes();
    } else if (config.processes_given) {
      return Error{ErrorCode::invalid,
                   "--processes must be a folder; there is none at " + config.processes};
    }
  }
  ONWARD_TRY_DONE(at.listen());
  at.pump = std::thread([impl = &at] { impl->run_pump(); });
  return app;
}

std::string App::url() const {
  const std::string address = impl_->server->address();
  const bool v6 = address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + address + "]" : address) + ":" +
         std::to_string(impl_->server->port());
}

const std::vector<std::string>& App::loaded() const { return impl_->loaded; }

void App::run() { impl_->server->run(); }

void App::stop() {
  impl_->runtime->begin_stop();
  impl_->server->stop();
}

}  // namespace onward

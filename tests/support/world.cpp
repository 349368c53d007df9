#include "tests/support/world.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/service/start_timers.hpp"

namespace onward::test {
namespace {

constexpr std::size_t deliveries_at_most = 5'000;
constexpr std::size_t timers_at_most = 20'000;

Actor engine_actor() { return {"engine", {}, true}; }

/// The database was away, or others were faster again and again: asking again is all right.
bool may_go_again(ErrorCode code) {
  return code == ErrorCode::unavailable || code == ErrorCode::outcome_unknown ||
         code == ErrorCode::overloaded;
}

Request request_for(std::string name, InstanceId instance,
                    std::function<Result<Reply>(Unit&)> work) {
  Request request;
  request.name = std::move(name);
  request.shard = shard_of(instance);
  if (instance) request.instances = {instance};
  request.work = std::move(work);
  return request;
}

}  // namespace

/// Remembers which instances were made.
class World::Witness final : public ForwardingStore {
 public:
  Witness(Store& inner, std::vector<InstanceId>& made) : ForwardingStore(inner), made_(made) {}
  Result<Done> commit(const TurnWrite& write) override {
    ONWARD_TRY_DONE(ForwardingStore::commit(write));
    std::vector<std::pair<std::uint64_t, InstanceId>> fresh;
    for (const InstanceWrite& row : write.instances)
      if (row.before == nullptr) fresh.emplace_back(row.order, row.after->id);
    std::sort(fresh.begin(), fresh.end());
    for (const auto& [order, id] : fresh) made_.push_back(id);
    return Done{};
  }

 private:
  std::vector<InstanceId>& made_;
};

Result<Done> NoSales::on_effect(Unit& /*unit*/, const Effect& /*effect*/,
                                const Instance& /*instance*/) {
  return Done{};
}

Result<Value> NoSales::run_action(Unit& /*unit*/, const Instance& /*instance*/, const Job& job) {
  const Context* inputs = job.inputs.context();
  const Value* subject = inputs == nullptr ? nullptr : inputs->find("subject");
  if (job.topic == "ticket.create" && subject != nullptr && !(*subject == Value("fail")))
    return job.inputs;
  return Error{ErrorCode::invalid, "the action \"" + job.topic + "\" fails"};
}

World::World(Options options)
    : built_(options.built),
      reader_(options.reader != nullptr ? *options.reader : files_),
      definitions_(source_of(options.store), reader_),
      witness_(std::make_unique<Witness>(options.store, instances_)),
      checked_(*witness_, catalogue()),
      faulty_(checked_, std::move(options.fate)),
      zone_(std::move(options.zone)) {
  clock_.at = options.now;
  restart();
}

World::~World() = default;

void World::restart() {
  if (built_ == nullptr && !definitions_.refresh().ok()) complain("the definitions cannot be read");
  work_ = std::make_unique<UnitOfWork>(
      UnitOfWork::Parts{faulty_, catalogue(), ids_, sales_, clock_, zone_});
}

Result<Done> World::deploy(const std::vector<std::string>& paths) {
  std::vector<DeployFile> files;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::not_found, "no such file: " + path};
    std::stringstream text;
    text << file.rdbuf();
    files.push_back({{}, text.str(), text.str()});
  }
  const Checked checked = check_deployment(files, definitions_, clock_.at, "admin");
  if (checked.refused) {
    Error error{ErrorCode::invalid_definition, "the definition breaks rules"};
    for (const auto& [name, problem] : checked.problems)
      if (problem.severity == model::Severity::error)
        error.details.push_back(
            {std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column),
             problem.code, problem.message});
    return error;
  }
  const auto reply = run(request_for("deploy", {}, [&](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(write_deployment(unit, checked, reader_));
    return Reply{};
  }));
  if (!reply.ok()) return reply.error();
  return definitions_.refresh();
}

Result<Reply> World::run_alone(const Request& request) {
  const Request requests[] = {request};
  return std::move(work_->run(requests).front().reply);
}

Result<Reply> World::run(const Request& request) {
  Result<Reply> reply = run_alone(request);
  drain();
  return reply;
}

void World::drain() {
  for (std::size_t delivered = 0; delivered < deliveries_at_most;) {
    const auto rows = faulty_.outbox(100);
    if (!rows.ok()) return complain("outbox: " + rows.error().message);
    if (rows->empty()) return;
    for (const OutboxRow& row : *rows) {
      ++delivered;
      const auto delivery = delivery_of(row);
      if (!delivery.ok()) return complain("outbox row: " + delivery.error().message);
      const auto done = run_alone(*delivery);
      if (!done.ok() && !may_go_again(done.error().code))
        return complain("the delivery \"" + row.target + "\" is refused: " + done.error().message);
    }
  }
  complain("the outbox never empties");
}

Result<InstanceId> World::start(StartInstance start, const Actor& actor, bool allow_duplicate) {
  const auto definition = catalogue().process(start.definition.key, start.definition.version);
  if (!definition.ok()) return definition.error();
  start.definition = (*definition)->ref;
  const InstanceId id{ids_.next_root()};
  const Command command{id, std::move(start), actor, std::nullopt};
  const auto reply = run(request_for("start", {}, [=](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto started, unit.start(command, allow_duplicate));
    return Reply{201, {}, {}, {}, {to_text(started->id)}};
  }));
  if (!reply.ok()) return reply.error();
  return id;
}

Result<Done> World::execute(const Command& command) {
  const auto reply = run(request_for("command", command.instance, [=](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(unit.execute(command));
    return Reply{};
  }));
  if (!reply.ok()) return reply.error();
  return Done{};
}

Result<Done> World::send(const MessageQuery& query, const Context& variables, Duration keep) {
  const auto work = [=, this](Unit& unit) -> Result<Reply> {
    const auto target = correlate(unit, query);
    if (!target.ok()) {
      if (target.error().code != ErrorCode::no_catcher || keep.ms <= 0) return target.error();
      unit.write().messages_added.push_back({ids_.next_root(),
                                             query.name,
                                             query.key.value_or(""),
                                             query.key.has_value(),
                                             variables,
                                             {},
                                             unit.now() + keep});
      return Reply{};
    }
    if (target->start) {
      StartInstance start;
      start.definition = target->definition;
      start.start_element = target->element;
      start.trigger = target->trigger;
      start.business_key = query.business_key.value_or("");
      start.variables = variables;
      ONWARD_TRY_DONE(
          unit.start({{ids_.next_root()}, std::move(start), engine_actor(), std::nullopt}, false));
      return Reply{};
    }
    ONWARD_TRY_DONE(unit.execute(
        {target->instance, DeliverMessage{target->wait, variables}, engine_actor(), std::nullopt}));
    return Reply{};
  };
  const auto reply = run(request_for("message", {}, work));
  if (!reply.ok()) return reply.error();
  return Done{};
}

Result<Done> World::signal(const BroadcastSignal& signal) {
  const auto reply = run(request_for("signal", {}, [=](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(post_signal(unit, signal));
    return Reply{};
  }));
  if (!reply.ok()) return reply.error();
  return Done{};
}

Result<Done> World::start_what_holds(const ConditionsOfStarts& asked) {
  const auto reply = run(request_for("conditions", {}, [=](Unit& unit) -> Result<Reply> {
    post_starts_that_hold(unit, asked);
    return Reply{};
  }));
  if (!reply.ok()) return reply.error();
  return Done{};
}

bool World::fire_start_timer(Instant until, bool move_clock) {
  const auto starts = faulty_.due_start_timers(until, 1);
  const auto timers = faulty_.due_timers(until, 1);
  if (!starts.ok() || starts->empty()) return false;
  const StartTimer& start = starts->front();
  if (timers.ok() && !timers->empty() && timers->front().due < start.due) return false;
  if (move_clock && start.due > clock_.at) clock_.at = start.due;
  const auto done = run(start_timer_request(start, ids_.next_root()));
  if (!done.ok()) complain("a start timer does not fire: " + done.error().message);
  return done.ok();
}

void World::fire_until(Instant until, bool move_clock) {
  for (std::size_t fired = 0; fired < timers_at_most; ++fired) {
    if (fire_start_timer(until, move_clock)) continue;
    const auto due = faulty_.due_timers(until, 1);
    if (!due.ok() || due->empty()) return;
    const DueTimer& timer = due->front();
    if (move_clock && timer.due > clock_.at) clock_.at = timer.due;
    const auto done =
        execute({timer.instance, FireTimer{timer.wait}, engine_actor(), std::nullopt});
    if (done.ok() || may_go_again(done.error().code)) continue;
    return complain("a timer that is due does not fire: " + done.error().message);
  }
  complain("timers never come to an end");
}

void World::advance(Duration span) {
  const Instant until = clock_.at + span;
  fire_until(until, true);
  clock_.at = until;
}

void World::be_away(Duration span) {
  clock_.at = clock_.at + span;
  fire_until(clock_.at, false);
}

std::shared_ptr<const Instance> World::stored(InstanceId id) {
  const InstanceId ids[] = {id};
  auto loaded = faulty_.load(ids);
  if (!loaded.ok() || loaded->empty()) return nullptr;
  return std::make_shared<const Instance>(std::move(loaded->front()));
}

void World::complain(std::string sentence) { trouble_.push_back(std::move(sentence)); }

std::vector<std::string> World::take_trouble() {
  std::vector<std::string> trouble = std::exchange(trouble_, {});
  for (std::string& sentence : checked_.take_broken()) trouble.push_back(std::move(sentence));
  return trouble;
}

}  // namespace onward::test

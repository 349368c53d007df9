#include "engine/service/unit_of_work.hpp"

#include <algorithm>
#include <utility>

#include "engine/value/json.hpp"

namespace onward {
namespace {

std::string ids_to_json(const std::vector<std::string>& ids) {
  List list;
  for (const std::string& id : ids) list.emplace_back(id);
  return to_json(Value(std::move(list)));
}

std::vector<std::string> ids_from_json(const std::string& json) {
  std::vector<std::string> ids;
  const auto value = json_from_text(json);
  if (value.ok() && value->list() != nullptr)
    for (const Value& item : *value->list())
      if (item.text() != nullptr) ids.push_back(*item.text());
  return ids;
}

}  // namespace

/// The turn's layer over the track's cache over the store.
class UnitOfWork::TurnBackdrop final : public Backdrop {
 public:
  explicit TurnBackdrop(UnitOfWork& work) : work_(work) {}
  Result<std::shared_ptr<const Instance>> load(InstanceId id) override {
    return work_.instance(id);
  }
  Result<std::shared_ptr<const Opportunity>> load(OpportunityId id) override {
    return work_.opportunity(id);
  }
  const StagedInstance* staged(InstanceId id) override {
    const auto at = layer.instances.find(id);
    return at == layer.instances.end() ? nullptr : &at->second;
  }
  const StagedOpportunity* staged(OpportunityId id) override {
    const auto at = layer.opportunities.find(id);
    return at == layer.opportunities.end() ? nullptr : &at->second;
  }
  [[nodiscard]] const TurnWrite* staged_rest() const override { return &layer.rest; }
  Store& store() override { return work_.parts_.store; }
  Catalogue& catalogue() override { return work_.parts_.catalogue; }
  NewIds& ids() override { return work_.parts_.ids; }
  SalesHooks& hooks() override { return work_.parts_.hooks; }
  [[nodiscard]] Choices* choices() override { return work_.parts_.choices; }
  [[nodiscard]] const std::string& zone() const override { return work_.parts_.zone; }
  [[nodiscard]] const SharedCalendars* calendars() const override { return work_.parts_.calendars; }

  Layer layer;

 private:
  UnitOfWork& work_;
};

UnitOfWork::UnitOfWork(Parts parts) : parts_(std::move(parts)), cache_(parts_.cache_bytes) {}
UnitOfWork::~UnitOfWork() = default;

Result<std::shared_ptr<const Instance>> UnitOfWork::instance(InstanceId id) {
  if (auto cached = cache_.find(id)) return cached;
  const InstanceId wanted[] = {id};
  ONWARD_TRY(auto loaded, parts_.store.load(wanted));
  if (loaded.empty()) return Error{ErrorCode::not_found, "no such instance: " + to_text(id)};
  auto instance = std::make_shared<const Instance>(std::move(loaded.front()));
  cache_.put(instance);
  return instance;
}

Result<std::shared_ptr<const Opportunity>> UnitOfWork::opportunity(OpportunityId id) {
  if (auto cached = cache_.find(id)) return cached;
  const OpportunityId wanted[] = {id};
  ONWARD_TRY(auto loaded, parts_.store.load_opportunities(wanted));
  if (loaded.empty()) return Error{ErrorCode::not_found, "no such opportunity: " + to_text(id)};
  auto record = std::make_shared<const Opportunity>(std::move(loaded.front()));
  cache_.put(record);
  return record;
}

std::vector<TurnResult> UnitOfWork::run(std::span<const Request> requests) {
  std::vector<TurnResult> results(requests.size());
  ++statistics_.turns;
  statistics_.commands += requests.size();
  attempt(requests, results);
  render(requests, results);
  return results;
}

void UnitOfWork::preload(std::span<const Request> requests) {
  std::vector<InstanceId> wanted;
  for (const Request& request : requests)
    for (const InstanceId id : request.instances)
      if (id && !cache_.find(id)) wanted.push_back(id);
  if (wanted.size() < 2) return;
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  auto loaded = parts_.store.load(wanted);
  if (!loaded.ok()) return;  // each command meets the same trouble and says so
  for (Instance& instance : loaded.value())
    cache_.put(std::make_shared<const Instance>(std::move(instance)));
}

Result<std::optional<Reply>> UnitOfWork::replay(const Request& request) {
  const IdempotencyKey& key = *request.idempotency;
  ONWARD_TRY(const auto row, parts_.store.idempotency(request.shard, key.caller, key.key));
  if (!row) return std::optional<Reply>{};
  if (row->digest != key.digest)
    return Error{ErrorCode::key_reused, "the idempotency key was used with another request body"};
  Reply reply;
  reply.status = row->status;
  reply.ids = ids_from_json(row->ids);
  reply.replayed = true;
  return std::optional<Reply>(std::move(reply));
}

void UnitOfWork::run_one(TurnBackdrop& backdrop, const Request& request, TurnResult& result,
                         std::vector<InstanceId>& doubted) {
  result = TurnResult{};
  if (request.idempotency) {
    auto earlier = replay(request);
    if (!earlier.ok()) {
      result.reply = std::move(earlier.error());
      return;
    }
    if (*earlier) {
      result.reply = std::move(**earlier);
      return;
    }
    // The same key twice in one turn: the second finds the first in the layer.
    for (const IdempotencyRow& row : backdrop.layer.rest.idempotency) {
      if (row.caller != request.idempotency->caller || row.key != request.idempotency->key)
        continue;
      result.reply =
          Error{ErrorCode::in_progress, "a request with this idempotency key is being worked on"};
      return;
    }
  }
  Unit unit(backdrop, parts_.clock.now());
  result.reply = request.work(unit);
  if (result.reply.ok()) {
    if (auto settled = unit.settle(); !settled.ok()) result.reply = std::move(settled.error());
  }
  result.steps = unit.steps();
  if (!result.reply.ok()) {
    doubted.insert(doubted.end(), unit.touched().begin(), unit.touched().end());
    return;
  }
  if (request.dry_run) {
    if (request.render) request.render(unit, *result.reply);
    return;
  }
  result.outbox = unit.layer().rest.outbox_added;
  for (const HistoryRow& row : unit.layer().rest.history) statistics_.facts += row.facts.size();
  if (request.idempotency)
    unit.write().idempotency.push_back({request.shard, request.idempotency->caller,
                                        request.idempotency->key, request.idempotency->digest,
                                        result.reply->status, ids_to_json(result.reply->ids),
                                        unit.now()});
  backdrop.layer.merge(std::move(unit.layer()));
}

bool UnitOfWork::rejections_hold(const std::vector<InstanceId>& doubted) {
  if (doubted.empty()) return true;
  const auto versions = parts_.store.versions(doubted);
  if (!versions.ok())
    return true;  // the database is away: the commit will say so, and a rejection changes nothing
  bool hold = true;
  for (const auto& [id, version] : versions.value()) {
    const auto cached = cache_.find(id);
    if (!cached || cached->version == version) continue;
    cache_.erase(id);
    hold = false;
  }
  return hold;
}

void UnitOfWork::attempt(std::span<const Request> requests, std::vector<TurnResult>& results) {
  for (std::size_t tries = 0;; ++tries) {
    preload(requests);
    TurnBackdrop backdrop(*this);
    std::vector<InstanceId> doubted;
    for (std::size_t i = 0; i < requests.size(); ++i)
      run_one(backdrop, requests[i], results[i], doubted);
    // A rejection that was decided on a cached instance counts only when that instance is still the
    // stored one.
    if (!rejections_hold(doubted) && tries < limits::conflict_retries) continue;
    if (backdrop.layer.empty()) return;
    const TurnWrite write = backdrop.layer.take_write();
    const auto committed = parts_.store.commit(write);
    if (committed.ok()) {
      ++statistics_.commits;
      return keep(backdrop.layer);
    }
    evict(backdrop.layer);
    const ErrorCode code = committed.error().code;
    if (code == ErrorCode::conflict && tries < limits::conflict_retries) {
      ++statistics_.conflicts;
      continue;
    }
    // One bad request must not spoil the others: halves, until it stands alone.
    const bool outage = code == ErrorCode::unavailable || code == ErrorCode::outcome_unknown;
    if (!outage && requests.size() > 1) return split(requests, results);
    for (TurnResult& result : results) {
      if (!result.reply.ok()) continue;
      result.reply = code == ErrorCode::conflict
                         ? Error{ErrorCode::overloaded, "too many conflicting changes; try again"}
                         : committed.error();
      result.outbox.clear();
    }
    return;
  }
}

void UnitOfWork::split(std::span<const Request> requests, std::vector<TurnResult>& results) {
  const std::size_t half = requests.size() / 2;
  std::vector<TurnResult> first(half), second(requests.size() - half);
  attempt(requests.first(half), first);
  attempt(requests.subspan(half), second);
  std::move(first.begin(), first.end(), results.begin());
  std::move(second.begin(), second.end(), results.begin() + static_cast<std::ptrdiff_t>(half));
}

void UnitOfWork::keep(const Layer& layer) {
  for (const auto& [id, staged] : layer.instances) {
    if (is_ended(staged.after->state))
      cache_.erase(id);
    else
      cache_.put(staged.after);
  }
  for (const auto& [id, staged] : layer.opportunities) cache_.put(staged.after);
}

void UnitOfWork::evict(const Layer& layer) {
  for (const auto& [id, staged] : layer.instances) {
    cache_.erase(id);
    cache_.erase(staged.after->opportunity);  // read for it, and perhaps what moved on
  }
  for (const auto& [id, staged] : layer.opportunities) cache_.erase(id);
}

void UnitOfWork::render(std::span<const Request> requests, std::vector<TurnResult>& results) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    TurnResult& result = results[i];
    // With deliveries under way the track renders later, when they have settled.
    if (!result.reply.ok() || !requests[i].render || requests[i].dry_run || !result.outbox.empty())
      continue;
    requests[i].render(*this, *result.reply);
  }
}

}  // namespace onward

#include "tests/engine/instance/samples.hpp"

#include <array>
#include <utility>

#include "engine/instance/apply.hpp"
#include "engine/instance/codec.hpp"
#include "engine/instance/codec_fact_fields.hpp"

namespace onward::test {
namespace {

using Random = std::mt19937_64;

std::uint64_t below(Random& random, std::uint64_t bound) { return random() % bound; }

std::string random_text(Random& random) {
  std::string text;
  for (auto left = below(random, 4) == 0 ? below(random, 300) : below(random, 12); left > 0; --left)
    text.push_back(static_cast<char>(below(random, 256)));
  return text;
}

/// Few bits as often as many, so that varints of every length appear.
std::uint64_t random_bits(Random& random, unsigned most) {
  return random() >> (64 - (1 + below(random, most)));
}

Date random_date(Random& random) {
  const auto year = static_cast<std::int32_t>(below(random, 4'000)) - 1'000;
  return {year, static_cast<std::uint8_t>(1 + below(random, 12)),
          static_cast<std::uint8_t>(1 + below(random, 28))};
}

Zone random_zone(Random& random) {
  switch (below(random, 3)) {
    case 0: return {};
    case 1:
      return {Zone::Kind::offset, static_cast<std::int32_t>(below(random, 100'000)) - 50'000, {}};
    default: return {Zone::Kind::named, 0, "Europe/Berlin"};
  }
}

Time random_time(Random& random) {
  return {static_cast<std::uint8_t>(below(random, 24)),
          static_cast<std::uint8_t>(below(random, 60)),
          static_cast<std::uint8_t>(below(random, 60)),
          static_cast<std::uint32_t>(below(random, 1'000'000'000)), random_zone(random)};
}

Value random_plain(Random& random) {
  switch (below(random, 10)) {
    case 0: return {};
    case 1: return below(random, 2) == 0;
    case 2: return static_cast<std::int64_t>(random());
    case 3: return *Decimal::from_text("-12.50");
    case 4: return random_text(random);
    case 5: return random_date(random);
    case 6: return random_time(random);
    case 7: return DateTime{random_date(random), random_time(random)};
    case 8: {
      const auto seconds = static_cast<std::int64_t>(random_bits(random, 60));
      const auto nano = static_cast<std::int32_t>(below(random, 1'000'000'000));
      return below(random, 2) == 0 ? DayTimeDuration{seconds, nano}
                                   : DayTimeDuration{-seconds, -nano};
    }
    default: return YearMonthDuration{static_cast<std::int64_t>(random())};
  }
}

/// Fills the fields that the codec lists; that none is missing there is the matter of
/// codec_fields_test.cpp.
class Filler {
 public:
  explicit Filler(Random& random) : random_(random) {}
  [[nodiscard]] static constexpr std::uint32_t version() { return codec_version; }
  template <class... Fields>
  void operator()(Fields&... values) {
    (fill(values), ...);
  }
  void fill(bool& value) { value = below(random_, 2) == 0; }
  template <std::integral Number>
  void fill(Number& value) {
    value = static_cast<Number>(random_bits(random_, 64));
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void fill(Enum& value) {
    value = static_cast<Enum>(below(random_, static_cast<std::uint64_t>(codec::last_of<Enum>) + 1));
  }
  void fill(std::string& value) { value = random_text(random_); }
  template <class Kind, class Number>
  void fill(Id<Kind, Number>& id) {
    fill(id.value);
  }
  void fill(Date& value) { value = random_date(random_); }
  void fill(Value& value) { value = random_value(random_); }
  template <class T>
  void fill(std::optional<T>& value) {
    if (below(random_, 2) == 0) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& values) {
    for (auto left = below(random_, 5); left > 0; --left) fill(values.emplace_back());
    if constexpr (requires(T item) { item.id.value; })
      let_rise(values, [](T& item) { return &item.id; });
    if constexpr (std::is_same_v<T, MultiInstanceState>)
      let_rise(values, [](T& state) { return &state.scope; });
  }
  template <class T>
  void fill(RisingList<T>& values) {
    for (auto left = below(random_, 5); left > 0; --left) fill(values.emplace_back());
    let_rise(values, [](T& item) { return &item.id; });
  }
  template <class Struct>
    requires std::is_class_v<Struct>
  void fill(Struct& value) {
    codec::fields(*this, value);
  }

 private:
  void let_rise(auto& values, auto id_of) {
    std::uint32_t id = 0;
    for (auto& item : values)
      id_of(item)->value = id += 1 + static_cast<std::uint32_t>(below(random_, 900));
  }

  Random& random_;
};

template <std::size_t kind>
Fact random_of(Random& random) {
  Fact fact;
  Filler(random).fill(fact.emplace<kind>());
  return fact;
}

template <std::size_t... kinds>
Fact random_of_kind(Random& random, std::size_t kind, std::index_sequence<kinds...>) {
  const std::array<Fact (*)(Random&), sizeof...(kinds)> makers{&random_of<kinds>...};
  return makers.at(kind)(random);
}

constexpr InstanceId self{9'007'199'254'740'993};
constexpr InstanceId other{77};
constexpr Instant noon{1'795'345'200'000};
constexpr Instant before_1970{-86'400'001};

Task full_task() {
  return {.id = {20},
          .token = {3},
          .element = "call_customer",
          .name = "Call M\xC3\xBCller & S\xC3\xB6hne",
          .assignee = "anna",
          .owner = "bert",
          .candidate_groups = {"sales", "support"},
          .candidate_users = {"carl"},
          .due = noon,
          .follow_up = before_1970,
          .priority = -7,
          .created = noon,
          .revision = 300,
          .checklist = {{"budget", true, true, "asked twice", "anna", noon}},
          .comments = {{{21}, "dora", "call after lunch", noon}},
          .draft = every_value(),
          .accepted = noon,
          .redirections = {{"anna", "bert", "carl", "", "on leave", noon},
                           {"carl", "carl", "", "support", "", before_1970}},
          .subtasks = {{{{81}, {3}}, "Ask production"}},
          .notices = {{NoticeKind::hung, {{82}, {3}}}}};
}

Wait full_wait() {
  return {.id = {22},
          .token = {3},
          .scope = {1},
          .element = "reminder",
          .kind = WaitKind::conditional,
          .name = "order-confirmed",
          .key = "\"A-17\"",
          .has_key = true,
          .due = noon,
          .cycle = "P1D",
          .remaining = 4'294'967'295,
          .since = before_1970,
          .event = 2,
          .holds = true,
          .left = Duration{5'000}};
}

Compensable full_compensable() {
  return {.id = {26},
          .scope = {1},
          .within = {27},
          .run = {28},
          .element = "book",
          .variables = {{"city", Value("Oslo")}},
          .child = other};
}

Job full_job() {
  return {.id = {23},
          .token = {4},
          .element = "send_offer",
          .type = JobType::action,
          .topic = "mail",
          .inputs = every_value(),
          .retries = 2,
          .due = noon,
          .worker = "worker-1",
          .locked_until = noon,
          .created = before_1970};
}

Incident full_incident() {
  return {.id = {24},
          .token = {4},
          .element = "decide",
          .code = "invalid-expression",
          .message = "expected a boolean, found null",
          .job = {23},
          .leaving = true,
          .at = noon};
}

MultiInstanceState full_progress() {
  return {.scope = {2},
          .total = 5,
          .started = 4,
          .active = 1,
          .completed = 2,
          .terminated = 3,
          .items = {Value("a"), Value(2)},
          .outputs = {Value(), Value(true)}};
}

}  // namespace

Value every_value() {
  const Zone berlin{Zone::Kind::named, 0, "Europe/Berlin"};
  Context context;
  context.set("null", Value());
  context.set("boolean", Value(true));
  context.set("number", *Decimal::from_text("-12.50"));
  context.set("long number", *Decimal::from_text("1234567890123456789012345678901234"));
  context.set("text", Value("gr\xC3\xBC\xC3\x9F dich"));
  context.set("date", Date{2028, 2, 29});
  context.set("time", Time{23, 59, 58, 999'999'999, {Zone::Kind::offset, -19'800, {}}});
  context.set("date and time", DateTime{{-44, 3, 15}, {12, 0, 0, 0, berlin}});
  context.set("days", DayTimeDuration{-90'061, -5});
  context.set("months", YearMonthDuration{-14});
  context.set("range", Range{Value(1), Value(), true, false});
  context.set("list", List{Value(1), List{}, Context{}});
  return context;
}

Instance full_instance() {
  return {.id = self,
          .definition = {"lead_to_order", 12},
          .version = 300,
          .state = InstanceState::failed,
          .business_key = "Q-2026-0001",
          .root = other,
          .parent = {78},
          .parent_token = {9},
          .depth = 2,
          .opportunity = {4711},
          .started_by = "anna",
          .start_element = "lead_received",
          .started = noon,
          .ended = before_1970,
          .next_local = 200,
          .tokens = {{{3}, {1}, "a", "f1", TokenState::stuck, noon, true},
                     {{4}, {2}, "b", "f2", TokenState::parked, noon, false}},
          .scopes = {{{1}, {}, {}, ScopeKind::process, "", {{"all", every_value()}}},
                     {{2}, {1}, {3}, ScopeKind::activity, "a", {}}},
          .multi_instances = {full_progress()},
          .waits = {full_wait()},
          .tasks = {full_task()},
          .jobs = {full_job()},
          .calls = {{{4}, other}},
          .incidents = {full_incident()},
          .compensables = {full_compensable()},
          .link = {TaskRelation::part, {{83}, {4}}}};
}

// tidy: long-table
std::vector<Fact> every_fact() {
  return {
      InstanceStarted{self,
                      {"p", 2},
                      "K-1",
                      other,
                      {78},
                      {9},
                      1,
                      {4711},
                      "anna",
                      "start",
                      noon,
                      {TaskRelation::notice, {{84}, {4}}}},
      InstanceEnded{InstanceState::cancelled, "lost", noon},
      InstanceStateChanged{InstanceState::suspended, "holiday"},
      OpportunityLinked{{4712}},
      TokenCreated{{5}, {1}, "a", "f1", noon},
      TokenStateChanged{{5}, TokenState::parked},
      TokenConsumed{{5}, TokenEnd::died},
      ScopeOpened{{6}, {1}, {5}, ScopeKind::multi_instance, "a"},
      ScopeClosed{{6}},
      VariableSet{{1}, "x", Value(1), Value(2)},
      VariableRemoved{{1}, "x", Value(2)},
      MultiInstanceChanged{full_progress(), MultiInstanceOutput{4, Value("out")}},
      WaitOpened{full_wait()},
      WaitClosed{{22}, WaitEnd::cancelled},
      TimerRepeated{{22}, noon, 3},
      EventCaught{{22}, "reminder", "order-confirmed"},
      TaskOpened{full_task()},
      TaskAssigned{{20}, "anna", "bert", noon},
      TaskUpdated{{20}, noon, before_1970, 99, Value("draft")},
      ChecklistMarked{{20}, {"budget", true, true, "asked", "anna", noon}},
      TaskCommented{{20}, {{21}, "dora", "late", noon}},
      TaskClosed{{20}, TaskEnd::failed, "anna", "{}", Date{2026, 11, 22}, "E1", noon},
      JobOpened{full_job()},
      JobLocked{{23}, "worker-1", noon},
      JobFailed{{23}, "no answer", 2, noon},
      JobRetriesSet{{23}, 5, noon},
      JobClosed{{23}, JobEnd::failed, "worker-1", "E2"},
      CallOpened{{4}, other},
      CallClosed{{4}, other},
      IncidentRaised{full_incident()},
      IncidentResolved{{24}},
      StageReached{"a", "proposal"},
      EventThrown{"b", "signal", "price-change"},
      OperationNoted{"cancel", "asked by the customer"},
      BoundarySet{{5}},
      ConditionSeen{{22}, true},
      CompensationKept{full_compensable()},
      CompensationMoved{{26}, {1}, {27}, {28}},
      CompensationDropped{{26}},
      InstanceReopened{{9}},
      InstanceMigrated{{"order", 8}, {{"a", "b"}, {"f1", "f2"}}},
      InstanceRewound{17},
      TaskRedirected{{20}, {"anna", "bert", "carl", "", "on leave", noon}, {"sales"}, {"dora"}},
      SubtaskOpened{{20}, {{{81}, {3}}, "Ask production"}},
      SubtaskEnded{{20}, {81}},
      NoticeGiven{{20}, {NoticeKind::hung, {{82}, {3}}}},
      NoticeWithdrawn{{20}, NoticeKind::hung},
      DeputyActed{{20}, "dora", "anna"},
      TimerPaused{{22}, {3'600'000}},
      TimerResumed{{22}, noon},
  };
}

Value random_value(Random& random, unsigned depth) {
  constexpr unsigned deep = 4;
  if (depth == deep || below(random, 3) != 0) return random_plain(random);
  switch (below(random, 3)) {
    case 0: {
      List list;
      for (auto left = below(random, 5); left > 0; --left)
        list.push_back(random_value(random, depth + 1));
      return list;
    }
    case 1: {
      Context context;
      for (auto left = below(random, 5); left > 0; --left)
        context.set(random_text(random), random_value(random, depth + 1));
      return context;
    }
    default:
      return Range{random_plain(random), random_plain(random), below(random, 2) == 0,
                   below(random, 2) == 0};
  }
}

Instance random_instance(Random& random) {
  Instance instance;
  Filler(random).fill(instance);
  return instance;
}

Fact random_fact(Random& random, std::size_t kind) {
  return random_of_kind(random, kind, std::make_index_sequence<std::variant_size_v<Fact>>());
}

Instance started() {
  return fold({},
              std::vector<Fact>{InstanceStarted{.id = self, .definition = {"p", 1}, .root = self}});
}

}  // namespace onward::test

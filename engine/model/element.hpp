// What one element of a process says, as far as readers and the engine share it: kinds, events,
// expressions, mappings, forms. The same structures serve the draft (texts as written) and the
// compiled definition (Formula::compiled filled in).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/position.hpp"
#include "engine/feel/feel.hpp"
#include "engine/model/spread.hpp"
#include "engine/value/value.hpp"

namespace onward::model {

enum class ElementKind : std::uint8_t {
  start_event,
  end_event,
  intermediate_catch_event,
  intermediate_throw_event,
  boundary_event,
  task,
  user_task,
  manual_task,
  service_task,
  send_task,
  receive_task,
  script_task,
  business_rule_task,
  sub_process,
  event_sub_process,
  transaction,
  ad_hoc_sub_process,
  call_activity,
  exclusive_gateway,
  parallel_gateway,
  inclusive_gateway,
  event_based_gateway,
  complex_gateway,
};
/// BPMN's own name ("userTask", "exclusiveGateway"): what the API shows as type.
std::string_view bpmn_name(ElementKind kind);
bool is_activity(ElementKind kind);
bool is_gateway(ElementKind kind);
bool is_event(ElementKind kind);
bool is_sub_process(ElementKind kind);  ///< embedded, event, transaction, ad-hoc

enum class EventKind : std::uint8_t {
  none,
  message,
  timer,
  signal,
  error,
  escalation,
  conditional,
  link,
  terminate,
  compensation,
  cancel,
};
std::string_view to_string(EventKind kind);

/// How an expression is written (bpmn.md decision 13). `literal` is plain text that stands for
/// itself; `foreign` is a language that we do not speak: kept, and the definition is not
/// executable.
enum class Language : std::uint8_t { feel, juel, literal, foreign };

/// An expression with its place. Readers fill text, language and at; compile() fills compiled (not
/// for literals).
struct Formula {
  std::string text;
  Language language = Language::feel;
  Position at;
  feel::Expression compiled;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

struct Mapping {
  std::string name;  ///< the variable that is written
  Formula value;
  std::vector<std::string> path{};  ///< the member of it that is written, outermost first; empty:
                                    ///< all of it
  std::string copy_of{};  ///< a data association: this variable is copied, and nothing is computed
};

/// Names by which an element of BPMN has data (clause 10.4); its associations are mappings.
struct DataNames {
  std::vector<std::string> own;  ///< variables of its own scope that begin without a value: data
                                 ///< objects and properties inside it, data outputs
  std::vector<std::string> inputs, outputs;  ///< document order
  /// The data inputs that each input set requires; one set that has them all suffices. Empty:
  /// nothing is required.
  std::vector<std::vector<std::string>> input_sets;
};

/// Variables into and out of an activity. With propagate_rest (camunda:, onward:) what an activity
/// returns is also written to the scope outside when no output names it; without (zeebe:), only
/// outputs are.
struct IoMapping {
  std::vector<Mapping> inputs;
  std::vector<Mapping> outputs;
  bool propagate_rest = true;
  [[nodiscard]] bool empty() const { return inputs.empty() && outputs.empty(); }
};

enum class FieldType : std::uint8_t {
  string,
  text,
  boolean,
  number,
  date,
  date_time,
  enumeration,
  list
};
std::string_view to_string(
    FieldType type);  ///< "string", "text", "boolean", "number", "date", "dateTime", "enum", "list"

struct FieldOption {
  std::string value, label;
};

struct FormField {
  std::string id, label;
  FieldType type = FieldType::string;
  bool required = false;
  Formula required_if;  ///< required when true over the submitted fields and the variables
  Formula default_value;
  std::optional<Decimal> min, max;   ///< for numbers
  bool exclusive_min = false;        ///< min itself is not allowed ("> 0")
  std::vector<FieldOption> options;  ///< for enumerations
  std::vector<FormField> fields;     ///< columns of a list's rows
  std::string keep;  ///< field of the opportunity that takes the value, e.g. "quotation.number"
};

struct ChecklistItem {
  std::string id, text;
  bool remark_required = false;
};

struct UserTask {
  Formula assignee, candidate_users,
      candidate_groups;              ///< groups and users: a list, or text with commas
  Formula due, follow_up, priority;  ///< due: a date, date and time, or a duration from now
  std::string
      calendar;  ///< due and follow-up durations count its working time; empty: all the time
  std::string deliverable, instructions;
  bool deliverable_optional = false;  ///< shown, but results may be left out on completion
  bool contact = false;  ///< refused while the customer of its opportunity is not to be contacted
  std::vector<FormField> form;
  std::vector<ChecklistItem> checklist;
  std::vector<std::string> shows;  ///< variables that the task shows
};

enum class JobKind : std::uint8_t {
  none,       ///< nothing says who does it: not executable
  worker,     ///< an external worker asks for the topic
  connector,  ///< a connector of the server does it, outside any transaction
  action,     ///< a built-in action of the sales register, in the command's own transaction
};

struct JobTask {
  JobKind kind = JobKind::none;
  Formula topic;                ///< worker: topic; connector, action: its name (literal)
  std::vector<Mapping> inputs;  ///< arguments of a connector or action
  std::string result_variable;  ///< takes the whole result; IoMapping.outputs see it as `result`
  std::uint32_t retries = 3;
  std::string backoff;  ///< ISO duration between retries, default PT1M
};

enum class Binding : std::uint8_t { latest, deployment, version, version_tag };

struct DecisionTask {
  Formula decision;  ///< id or name, usually literal
  Binding binding = Binding::latest;
  Formula version;
  std::string result_variable;
};

struct ScriptTask {
  Formula script;
  std::string result_variable;  ///< without one, a context's entries become variables
};

struct CallActivity {
  Formula called;  ///< key of the called process
  Binding binding = Binding::latest;
  Formula version;               ///< number or tag
  std::vector<Mapping> in, out;  ///< out: evaluated over the called instance's variables
  std::vector<Mapping> local_in, local_out;  ///< in: over the activity's own variables alone; out:
                                             ///< into them
  bool all_in = true,
       all_out = true;  ///< no mapping given: everything passes (bpmn.md decision 14)
  bool all_local_in = false, all_local_out = false;
  Formula business_key;  ///< empty: the caller's goes along
};

struct StandardLoop {
  bool test_before = false;
  Formula condition, maximum;
};

enum class TimerKind : std::uint8_t { date, duration, cycle };

struct Timer {
  TimerKind kind = TimerKind::duration;
  Formula value;         ///< bare ISO 8601 text is a literal, anything else FEEL
  std::string calendar;  ///< durations and cycles count its working time; empty: all the time
  std::string
      paused_while;  ///< stands still while the instance waits on that party alone; empty: never
};

/// One event definition of an event (an event may have several: multiple, parallel multiple).
struct EventDefinition {
  EventKind kind = EventKind::none;
  Position at;
  std::string ref;  ///< id of the root element it refers to (messageRef ...), as written
  Formula name;  ///< message, signal, link name; error or escalation code; empty code = catch-all
  Formula correlation_key;      ///< catching: what a message must carry; throwing: what it carries
  bool key_of_payload = false;  ///< throwing: the key is computed over the payload alone (8.4.2)
  std::string time_to_live;  ///< throwing: ISO duration for which a message that nobody waits for
                             ///< is kept; empty: not at all
  Timer timer;
  Formula condition;
  std::string code_variable, message_variable;  ///< camunda:errorCodeVariable, errorMessageVariable
  std::string activity_ref;                     ///< compensation
  bool wait_for_completion = true;              ///< compensation
};

struct MultiInstance {
  bool sequential = false;
  Formula cardinality, collection;
  std::string element_variable;
  std::string output_collection;  ///< variable that gathers the outputs, in the order of the input
  Formula output_element;
  Formula completion_condition;
  std::string behavior;  ///< None, One, All or Complex as written; empty: All (clause 10.3.8)
  /// What is thrown when an instance completes: with None each time, with One the first time, with
  /// Complex when the condition holds.
  struct Throw {
    Formula condition;
    EventDefinition event;
  };
  std::vector<Throw> throws;
};

/// What a simulation goes by (docs/simulate.md); nothing else reads it.
struct SimulationNote {
  std::optional<Spread> duration;     ///< of the work, or until what is waited for comes
  std::optional<double> probability;  ///< that what is waited for comes at all
};

/// What an element says beyond its place in the graph. Only the parts of its kind are filled.
struct Details {
  std::vector<EventDefinition> events;
  bool parallel_multiple = false;
  bool interrupting =
      true;  ///< boundary: cancelActivity; start of an event sub-process: isInterrupting
  UserTask user;
  JobTask job;  ///< service and send tasks; message throw events
  DecisionTask decision;
  ScriptTask script;
  CallActivity call;
  EventDefinition message;      ///< send and receive tasks: the message
  bool instantiate = false;     ///< receive task, event-based gateway
  bool parallel_start = false;  ///< event-based gateway with eventGatewayType="Parallel"
  IoMapping io;
  DataNames data;
  std::vector<Mapping> payload;  ///< what a thrown message or signal carries; absent: nothing
  std::optional<MultiInstance> multi_instance;
  std::optional<StandardLoop> loop;
  Formula completion_condition;  ///< ad-hoc
  bool ad_hoc_sequential = false, cancel_remaining = true;
  Formula activation_condition;  ///< complex gateway
  bool for_compensation = false;
  std::uint32_t start_quantity = 1, completion_quantity = 1;
  std::string stage;  ///< onward:stage
  std::string
      waits_on;  ///< whose turn it is while a token waits there, e.g. "customer"; empty: ours
  enum class OpportunityUse : std::uint8_t {
    none,
    create,
    from_signal
  } opportunity = OpportunityUse::none;
  std::vector<Mapping>
      opportunity_inputs;  ///< start event with onward:opportunity="create": kind, title, customer
  std::string documentation;
  SimulationNote simulation;
};

enum class Severity : std::uint8_t { error, not_executable, warning };
std::string_view to_string(Severity severity);  ///< "error", "not-executable", "warning"

/// Several instances or passes stand behind one token: multi-instance, standard loop.
inline bool is_repeated(const Details& details) {
  return details.multi_instance.has_value() || details.loop.has_value();
}

/// Something wrong or doubtful in a definition, with its place. The code is the id of the rule,
/// kebab-case.
struct Problem {
  Severity severity = Severity::error;
  std::string code, message;
  Position at;
  std::string element_id;
  std::string clause{};  ///< where the rule stands, when it has a row in rules.hpp
};

}  // namespace onward::model

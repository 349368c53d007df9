// The lists, and the check of a process against them. What the actions do is the register's matter
// (engine/sales); here is only what may be written.
#include "engine/model/vocabulary.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace onward::model {
namespace {

constexpr FieldType field_types[] = {
    FieldType::string, FieldType::text,      FieldType::boolean,     FieldType::number,
    FieldType::date,   FieldType::date_time, FieldType::enumeration, FieldType::list,
};

constexpr std::string_view kept_fields[] = {
    "source",
    "needs",
    "requirements",
    "campaign",
    "lossReason",
    "feedback",
    "upsellIdea",
    "nextStep",
    "description",
    "referenceDate",
    "nextStepDue",
    "dealSize",
    "likelihood",
    "discount",
    "complexity",
    "responsible",
    "customer",
    "quotation.number",
    "quotation.date",
    "quotation.amount",
    "quotation.accepted",
    "order.date",
    "order.amount",
    "bant.budget",
    "bant.authority",
    "bant.need",
    "bant.timeline",
};

struct Action {
  std::string_view name;
  std::string_view arguments;  ///< blanks between; "?" behind one that may be absent
};

constexpr Action actions[] = {
    {"opportunity.set-stage", "stage reason?"},
    {"opportunity.close", "stage reason?"},
    {"opportunity.set", "field value"},
    {"opportunity.create", "kind title? customer? responsible? items? source?"},
    {"lead.create",
     "items? partner? contactPerson? jobTitle? email? phone? accessGroup? demand? interaction?"},
    {"ticket.create", "subject description?"},
    {"catalogue.find-additional-products", "products"},
};
constexpr Action connectors[] = {{"sheet", "row"}, {"http", "url method? headers? body? expect?"}};
/// Known by name only: where it leads, and so what it takes, is the configuration's matter.
constexpr std::string_view jobs_connector = "jobs";

/// Names that are kept for processes that come later: written already, not yet done by anything.
constexpr std::string_view later[] = {"customer.do-not-contact", "report.mis",
                                      "report.data-quality"};

class Checker {
 public:
  explicit Checker(std::vector<Problem>& problems) : problems_(problems) {}

  void check(const DraftElement& element) {
    for (const FormField& field : element.details.user.form) check_keep(element, field);
    const JobTask& job = element.details.job;
    if (job.topic.language != Language::literal) return;
    if (job.topic.text.empty()) return;
    if (job.kind == JobKind::action) check_action(element);
    if (job.kind == JobKind::connector) check_connector(element);
  }

 private:
  void add(const DraftElement& element, std::string_view code, std::string message,
           Severity severity = Severity::error) {
    problems_.push_back({severity, std::string(code), std::move(message), element.at, element.id});
  }

  void check_keep(const DraftElement& element, const FormField& field) {
    if (!field.keep.empty() && !is_kept_field(field.keep))
      add(element, "keep-unknown",
          "field '" + field.id + "' keeps '" + field.keep +
              "', which is no field of the opportunity that can be kept");
  }

  /// Whether it is in the list; its arguments are checked.
  bool check_listed(const DraftElement& element, std::span<const Action> known) {
    for (const Action& action : known) {
      if (action.name != element.details.job.topic.text) continue;
      check_arguments(element, action);
      return true;
    }
    return false;
  }

  void check_action(const DraftElement& element) {
    if (check_listed(element, actions)) return;
    const std::string& name = element.details.job.topic.text;
    const bool reserved = std::find(std::begin(later), std::end(later), name) != std::end(later);
    add(element, reserved ? "connector-unknown" : "action-unknown",
        "this server has no action '" + name + "'",
        reserved ? Severity::not_executable : Severity::error);
  }

  void check_connector(const DraftElement& element) {
    const std::string& name = element.details.job.topic.text;
    if (check_listed(element, connectors) || name == jobs_connector) return;
    add(element, "connector-unknown",
        "'" + name +
            "' is a connector only where the configuration of the server has it; where it has not, "
            "the step becomes an incident",
        Severity::warning);
  }

  void check_arguments(const DraftElement& element, const Action& action) {
    std::vector<std::string_view> given;
    for (const Mapping& input : element.details.job.inputs) given.push_back(input.name);
    std::string_view rest = action.arguments;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      std::string_view name = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const bool optional = name.ends_with('?');
      if (optional) name.remove_suffix(1);
      if (std::erase(given, name) == 0 && !optional)
        add(element, "argument-missing",
            std::string(action.name) + " needs the argument '" + std::string(name) + "'");
    }
    for (const std::string_view name : given)
      add(element, "argument-unknown",
          std::string(action.name) + " has no argument '" + std::string(name) + "'; it has " +
              std::string(action.arguments));
  }

  std::vector<Problem>& problems_;
};

}  // namespace

std::optional<FieldType> field_type_of(std::string_view name) {
  for (const FieldType type : field_types)
    if (to_string(type) == name) return type;
  return std::nullopt;
}

bool is_kept_field(std::string_view name) {
  return std::find(std::begin(kept_fields), std::end(kept_fields), name) != std::end(kept_fields);
}

std::vector<Problem> check_vocabulary(const DraftProcess& process) {
  std::vector<Problem> problems;
  Checker checker(problems);
  for (const DraftElement& element : process.elements) checker.check(element);
  return problems;
}

}  // namespace onward::model

// Processes for tests and for the simulation, written as one reads them:
//
//   Builder b("order");
//   b.start("s").user("check").exclusive("ok").on("approved = true").user("ship").end("e");
//   b.at("ok").otherwise().end("refused");
//   const model::DefinitionPtr order = b.build();
//
// Each new element is connected to the one before it (the cursor) by a sequence flow
// "source-target"; `at` moves the cursor, `to` connects to an element that exists. Every element
// stands on a line of its own, so positions can be asserted.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "engine/model/compile.hpp"

namespace onward::test {

/// A FEEL expression, and plain text that stands for itself.
model::Formula feel(std::string_view text);
model::Formula literal(std::string_view text);
/// An event definition with its name (message, signal, link), code (error, escalation) or nothing.
model::EventDefinition event(model::EventKind kind, std::string_view name = {});
/// A timer of ISO 8601 text or cron: "PT1H", "R3/PT1M", "2026-11-23T08:00:00Z", "0 6 * * *".
model::EventDefinition timer(std::string_view iso);

enum class Interrupting : std::uint8_t { yes, no };

class Builder {
 public:
  explicit Builder(std::string_view id);

  // Where the next element is connected.
  /// Continues after an element.
  Builder& at(std::string_view id);
  /// The next element is not connected to anything.
  Builder& apart();
  /// The next flow has this condition (FEEL).
  Builder& on(std::string_view condition);
  /// The next flow is the default flow of its source.
  Builder& otherwise();
  /// Connects the cursor to an existing element; the cursor moves there.
  Builder& to(std::string_view id);
  /// A sequence flow anywhere, without moving the cursor.
  Builder& flow(std::string_view from, std::string_view to, std::string_view condition = {});

  // Events.
  Builder& start(std::string_view id);
  Builder& start(std::string_view id, model::EventDefinition trigger,
                 Interrupting interrupting = Interrupting::yes);
  Builder& end(std::string_view id);
  Builder& end(std::string_view id, model::EventDefinition result);
  Builder& end_error(std::string_view id, std::string_view code);
  Builder& terminate(std::string_view id);
  Builder& catching(std::string_view id, model::EventDefinition trigger);
  Builder& throwing(std::string_view id);
  Builder& throwing(std::string_view id, model::EventDefinition result);
  /// `key` is a FEEL correlation key, or empty.
  Builder& catch_message(std::string_view id, std::string_view name, std::string_view key = {});
  Builder& catch_signal(std::string_view id, std::string_view name);
  Builder& catch_timer(std::string_view id, std::string_view iso);
  Builder& throw_message(std::string_view id, std::string_view name, std::string_view key = {});
  Builder& throw_signal(std::string_view id, std::string_view name);
  /// A boundary event; the cursor stands at it afterwards.
  Builder& boundary(std::string_view id, std::string_view host, model::EventDefinition trigger,
                    Interrupting interrupting = Interrupting::yes);
  Builder& boundary_timer(std::string_view id, std::string_view host, std::string_view iso,
                          Interrupting interrupting = Interrupting::yes);
  Builder& boundary_message(std::string_view id, std::string_view host, std::string_view name,
                            Interrupting interrupting = Interrupting::yes);
  Builder& boundary_signal(std::string_view id, std::string_view host, std::string_view name,
                           Interrupting interrupting = Interrupting::yes);
  /// An empty code catches every error.
  Builder& boundary_error(std::string_view id, std::string_view host, std::string_view code = {});

  // Activities.
  Builder& task(std::string_view id);
  Builder& manual(std::string_view id);
  Builder& user(std::string_view id);
  /// A service task for an external worker.
  Builder& service(std::string_view id, std::string_view topic);
  Builder& script(std::string_view id, std::string_view feel_text, std::string_view result = {});
  Builder& decision(std::string_view id, std::string_view decision_id, std::string_view result);
  Builder& send(std::string_view id, std::string_view message);
  Builder& receive(std::string_view id, std::string_view message, std::string_view key = {});
  Builder& call(std::string_view id, std::string_view process);
  /// A sub-process; `inside` builds its content with the cursor nowhere.
  using Content = std::function<void(Builder&)>;
  Builder& sub(std::string_view id, const Content& inside);
  Builder& event_sub(std::string_view id, const Content& inside);
  Builder& sub(model::ElementKind kind, std::string_view id, const Content& inside);

  // Gateways.
  Builder& exclusive(std::string_view id);
  Builder& parallel(std::string_view id);
  Builder& inclusive(std::string_view id);
  Builder& event_gateway(std::string_view id);

  // Anything else: of the element at the cursor.
  Builder& element(model::ElementKind kind, std::string_view id);
  Builder& multi_instance_parallel(std::string_view collection, std::string_view item);
  Builder& multi_instance_sequential(std::string_view collection, std::string_view item);
  /// That many instances at once (in turn); the cardinality is FEEL.
  Builder& times(std::string_view cardinality);
  Builder& times_in_turn(std::string_view cardinality);
  Builder& input(std::string_view name, std::string_view feel_text);
  Builder& output(std::string_view name, std::string_view feel_text);
  /// Changes any detail of the element at the cursor.
  Builder& with(const std::function<void(model::Details&)>& change);
  /// Changes the draft of an element, flow or process by hand: for models that are wrong on
  /// purpose.
  model::DraftElement& get(std::string_view id);
  model::DraftFlow& get_flow(std::string_view id);
  Builder& lane(std::string_view id, std::initializer_list<std::string> elements,
                std::string_view parent = {});
  Builder& opportunity_kind(std::string_view kind);
  Builder& not_executable();

  [[nodiscard]] const model::DraftProcess& draft() const { return process_; }
  model::DraftProcess& draft() { return process_; }
  /// All problems of compiling.
  [[nodiscard]] std::vector<model::Problem> problems() const;
  /// Compiles; any error or not_executable problem fails the process with its message (a mistake in
  /// the test).
  [[nodiscard]] model::DefinitionPtr build(std::uint32_t version = 1) const;

 private:
  void connect(std::string_view target);
  Builder& event_element(model::ElementKind kind, std::string_view id,
                         std::initializer_list<model::EventDefinition> events);
  Position next_line();

  model::DraftProcess process_;
  std::string cursor_;     ///< the element to connect from; empty: none
  std::string parent_;     ///< the sub-process that is being filled
  std::string condition_;  ///< for the next flow
  bool default_ = false;   ///< the next flow is a default flow
  std::uint32_t line_ = 1;
};

}  // namespace onward::test

// Every bound of the product, with its reason. Reaching a bound is an answer (a rejection or an
// incident), never a crash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace onward::limits {

// One command of an instance.
inline constexpr std::uint32_t steps_per_command =
    10'000;  // a loop without a wait is found in milliseconds
inline constexpr std::size_t tokens_per_instance =
    10'000;  // the aggregate is copied for each command
inline constexpr std::size_t compensables_per_instance = 10'000;  // completed, not yet forgotten
inline constexpr std::size_t nesting = 64;                        // scopes inside scopes
inline constexpr std::size_t call_depth = 100;  // a call activity that calls itself
inline constexpr std::size_t multi_instance =
    10'000;  // instances of one activity; as many as tokens
inline constexpr std::size_t variable_bytes = 1U << 20U;   // one variable, as JSON text
inline constexpr std::size_t variables_bytes = 4U << 20U;  // all variables of an instance
inline constexpr std::size_t follow_ups_per_chain =
    1'000;  // commands that one command causes before it is answered
inline constexpr std::uint32_t hops_per_chain =
    1'000;  // outbox rows that cause one another, a commit each: 500 throws without a wait
inline constexpr std::size_t batch_instances =
    10'000;  // of one batch: their ids stand in one row of the outbox
inline constexpr std::uint64_t commands_folded =
    100'000;  // of one instance's history, when it goes back to one of them
inline constexpr std::size_t message_candidates =
    100'000;  // waits for one message name that are held against what its sender asks for
inline constexpr std::size_t join_reach_bits =
    1U << 26U;  // who reaches an inclusive join: 8 MiB a definition
inline constexpr std::size_t concurrent_elements =
    400;  // of a scope whose parallel joins are looked at: about a million pairs of places
inline constexpr std::size_t path_steps =
    1U << 22U;  // of the search for merges: milliseconds, at each compilation
inline constexpr std::size_t decision_samples =
    500;  // values that the conditions of one gateway are tried with
inline constexpr std::int64_t suspended_message_ms =
    30LL * 24 * 3'600 * 1'000;  // a thrown message waits 30 days for a suspended instance
// A simulation (docs/simulate.md).
inline constexpr std::size_t simulated_instances = 100'000;
inline constexpr std::uint32_t simulated_commands_per_instance =
    10'000;  // a loop or a cyclic timer that never comes to its end
inline constexpr std::uint64_t simulated_commands = 5'000'000;  // minutes
inline constexpr std::size_t history_instances = 1'000;         // read for durations and shares
// Expressions and values.
inline constexpr std::size_t feel_depth = 256;
inline constexpr std::size_t feel_steps =
    1'000'000;  // a runaway iteration stops within about 100 ms
inline constexpr std::size_t feel_bytes = 16U << 20U;  // memory that one evaluation may build
inline constexpr std::size_t list_items = 100'000;
inline constexpr std::size_t text_bytes = 1U << 20U;
inline constexpr std::size_t expression_bytes = 64U << 10U;
// Documents.
inline constexpr std::size_t xml_bytes = 10U << 20U;
inline constexpr std::size_t xml_depth = 256;
inline constexpr std::size_t xml_elements = 50'000;
inline constexpr std::size_t xml_attributes = 256;  // of one element; each is looked up by a walk
inline constexpr std::size_t xml_namespaces = 256;  // declared around one element
inline constexpr std::size_t diagram_cells =
    100'000;  // elements of one scope, and the columns that its flows pass
inline constexpr std::size_t json_depth = 64;
inline constexpr std::size_t identifier_bytes = 255;  // ids, names of variables, keys
// The sales register.
inline constexpr std::size_t name_bytes = 1'000;    // titles and names: they stand in indexes
inline constexpr std::size_t demand_lines = 1'000;  // of one opportunity; commands carry them
inline constexpr std::size_t interaction_bytes = 64U << 10U;  // each text: lists show them whole
inline constexpr std::size_t participants = 100;              // of one interaction
inline constexpr std::size_t contact_changes = 100;  // of a customer: contact forbidden and allowed
inline constexpr std::size_t number_block = 16;      // numbers taken at once by a track
// A task of one's own: its whole text is a variable.
inline constexpr std::size_t own_task_rows = 100;  // checklist items, fields, options, candidates
inline constexpr std::size_t instructions_bytes = 64U << 10U;
// What people do with tasks.
inline constexpr std::size_t open_subtasks = 100;  // of one task: a refusal names them all
inline constexpr std::size_t redirections = 100;   // of one task: its trail stands in the instance
inline constexpr std::size_t redirection_bytes = 4'000;  // of one's comment
inline constexpr std::size_t deputies_in_turn = 5;       // a deputy who is absent has a deputy
inline constexpr std::size_t absentees =
    50;  // that one person stands in for: each is an index range
inline constexpr std::size_t notices_at_once = 500;  // that one look finds for the coordinators
// HTTP.
inline constexpr std::size_t http_body_bytes = 4U << 20U;
inline constexpr std::size_t http_definition_bytes = 12U << 20U;
inline constexpr std::size_t http_header_bytes = 16U << 10U;
inline constexpr std::size_t http_target_bytes = 8U << 10U;
inline constexpr std::size_t http_attachment_bytes = 25U << 20U;
inline constexpr std::size_t http_path_segments = 16;  // the longest route of ours has 8
inline constexpr std::size_t http_parts = 64;          // files of one deployment
inline constexpr std::size_t page_size = 500;
inline constexpr std::size_t page_size_default = 50;
inline constexpr std::size_t counted_rows = 1'000'000;  // exact counts walk a whole table
inline constexpr std::size_t ad_hoc_places = 32;        // that one list merges
inline constexpr std::size_t measured_tasks =
    10'000;  // of one node: their times are sorted for each request
inline constexpr std::size_t report_rows = 100'000;  // of one report; it is made in memory
inline constexpr std::size_t learned_opportunities =
    10'000;  // closed ones that a forecast learns from
inline constexpr std::size_t counted_incidents = 100'000;  // each is looked up in its instance
// Server.
inline constexpr std::int64_t idempotency_hours = 24;   // how long a key gives the same answer
inline constexpr std::size_t track_queue = 1'024;       // commands waiting for one track
inline constexpr std::size_t turn_commands = 1'024;     // commands that one transaction may carry
inline constexpr std::size_t cache_bytes = 64U << 20U;  // decoded instances of one track
inline constexpr std::size_t definition_cache = 256;
inline constexpr std::size_t conflict_retries = 3;
inline constexpr std::size_t indexed_value_bytes = 256;        // of a variable that filters see
inline constexpr std::size_t history_value_bytes = 8U << 10U;  // what the history shows of a value

}  // namespace onward::limits

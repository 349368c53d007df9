// The tables of symbols; every path is our own drawing of the standard's figures.
#include "adapters/diagram/svg_symbols.hpp"

#include <span>

namespace onward::diagram {
namespace {

constexpr Symbol events[] = {
    {"message", "M-9 -6H9V6H-9ZM-9 -6L0 1L9 -6", true},
    {"timer", "M0 -9A9 9 0 1 1 -.01 -9ZM0 -6V0L4 3", false},
    {"signal", "M0 -9L9 7H-9Z", true},
    {"error", "M-8 8L-3 -8L3 2L8 -8L3 8L-3 -2Z", true},
    {"escalation", "M0 -9L7 9L0 2L-7 9Z", true},
    {"conditional", "M-7 -9H7V9H-7ZM-4 -5H4M-4 -1.5H4M-4 2H4M-4 5.5H4", false},
    {"link", "M-9 -4H2V-8L9 0L2 8V4H-9Z", true},
    {"terminate", "M0 -9A9 9 0 1 1 -.01 -9Z", true},
    {"compensate", "M0 -7V7L-9 0ZM9 -7V7L0 0Z", true},
    {"cancel", "M-8 -5L-5 -8L0 -3L5 -8L8 -5L3 0L8 5L5 8L0 3L-5 8L-8 5L-3 0Z", true},
    {"multiple", "M0 -9L9 -2.5L5.5 8H-5.5L-9 -2.5Z", true},
    {"parallel-multiple", "M-3 -9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z", false},
};

constexpr Symbol tasks[] = {
    {"userTask", "M-8 9V4C-8 1 -4 0 0 0C4 0 8 1 8 4V9ZM0 0A4.5 4.5 0 1 1 .01 0Z", false},
    {"manualTask", "M-8 -2L-2 -7H7V-5H0L-1 -3H9V-1H1M9 -1V1H1M8 1V3H1M8 3V5H0L-5 5C-7 5 -8 3 -8 1Z",
     false},
    {"serviceTask",
     "M-2 -9H2V-6L5 -5L7 -7L9 -4L7 -2L9 0V2L6 3L6 6L3 8L1 6H-1L-3 8L-6 6L-6 3L-9 2V-1L-7 -2L-9 -4"
     "L-7 -7L-5 -5L-2 -6ZM0 -3A3 3 0 1 1 -.01 -3Z",
     false},
    {"sendTask", "M-9 -6H9V6H-9ZM-9 -6L0 1L9 -6", true},
    {"receiveTask", "M-9 -6H9V6H-9ZM-9 -6L0 1L9 -6", false},
    {"scriptTask", "M-4 -9H9C4 -5 9 1 4 9H-9C-4 3 -9 -3 -4 -9ZM-3 -5H4M-4 -1H4M-4 3H4", false},
    {"businessRuleTask", "M-9 -7H9V7H-9ZM-9 -2H9M-9 2.5H9M-3 -2V7", false},
};

constexpr Symbol gateways[] = {
    {"exclusiveGateway", "M-5 -7L5 7M5 -7L-5 7", false},
    {"parallelGateway", "M0 -9V9M-9 0H9", false},
    {"inclusiveGateway", "M0 -8A8 8 0 1 1 -.01 -8Z", false},
    {"complexGateway", "M0 -9V9M-9 0H9M-6 -6L6 6M6 -6L-6 6", false},
    {"eventBasedGateway",
     "M0 -10A10 10 0 1 1 -.01 -10ZM0 -7.5A7.5 7.5 0 1 1 -.01 -7.5ZM0 -5L5 -1.5L3 4H-3L-5 -1.5Z",
     false},
};

const Symbol* find(std::span<const Symbol> symbols, std::string_view name) {
  for (const Symbol& symbol : symbols)
    if (symbol.name == name) return &symbol;
  return nullptr;
}

}  // namespace

const Symbol* event_symbol(std::string_view trigger) { return find(events, trigger); }
const Symbol* task_symbol(std::string_view kind) { return find(tasks, kind); }
const Symbol* gateway_symbol(std::string_view kind) { return find(gateways, kind); }

}  // namespace onward::diagram

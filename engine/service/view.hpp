// The state as a piece of work or a reply sees it: what this turn made of it, else the track's
// cache, else the store.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "engine/base/result.hpp"
#include "engine/execution/environment.hpp"
#include "engine/instance/instance.hpp"
#include "engine/service/ports.hpp"
#include "engine/service/records.hpp"

namespace onward {

class View {
 public:
  virtual ~View() = default;
  /// Errors: not_found, unavailable.
  virtual Result<std::shared_ptr<const Instance>> instance(InstanceId id) = 0;
  virtual Result<std::shared_ptr<const Opportunity>> opportunity(OpportunityId id) = 0;
  virtual Catalogue& catalogue() = 0;
  virtual Store& store() = 0;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] virtual const std::string& zone() const = 0;
  /// The commands of the request, with what each did: known to a dry run only, which is shown
  /// before it is dropped.
  [[nodiscard]] virtual std::span<const HistoryRow> commands() const { return {}; }
};

}  // namespace onward

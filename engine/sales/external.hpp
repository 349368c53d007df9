// What an event of another system does here, in one commit: opportunities posted and changed,
// messages sent. Said once it is done once; what it is said of is found by the links.
#pragma once

#include <string>
#include <vector>

#include "engine/service/request.hpp"
#include "engine/service/unit.hpp"

namespace onward::sales {

struct ExternalAction {
  enum class Kind : std::uint8_t { post_opportunity, patch_opportunity, send_message };
  Kind kind = Kind::send_message;
  std::string message;
  std::string key;  ///< of a message: FEEL text; empty: it has none
  Context body;     ///< as the API takes it; of a message its variables
};

/// An event of one record there.
struct ExternalEvent {
  std::string system, theirs;  ///< "twenty:crm", the record's id
  std::string key;             ///< of the event: the same whenever it is heard of again
  std::string number;          ///< for an opportunity that it may make
  std::string actor;           ///< who is said to have done it
  std::vector<ExternalAction> actions;
};

/// A request on the track of the record: everything of it lives in one shard.
Request external_request(ExternalEvent event);

}  // namespace onward::sales

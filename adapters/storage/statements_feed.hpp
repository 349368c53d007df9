// What is read in the order of commands: history and changes of opportunities, by the indexes on
// the lower 48 bits of a command's id.
#pragma once

#include "adapters/storage/statement.hpp"

namespace onward::storage::read {

// The number is sequence_of's mask; it stands there as in the index.
#define ONWARD_FEED_PLACE "(command & 281474976710655)"

inline constexpr Statement feed_commands{
    "feed-commands", "iii",
    "select h.instance, h.seq, h.command, h.at_ms, h.actor, h.name, h.facts, i.definition,"
    " i.definition_version, i.opportunity from (select shard, instance, seq, command, at_ms, actor,"
    " name, facts from history where " ONWARD_FEED_PLACE " > $1 and " ONWARD_FEED_PLACE
    " <= $2 order by " ONWARD_FEED_PLACE
    " limit $3) as h join instance i on i.shard = h.shard and i.id = h.instance"
    " order by (h.command & 281474976710655)"};
inline constexpr Statement feed_changes{
    "feed-changes", "iii",
    "select opportunity, command, version, at_ms, actor, operation, reason, changes"
    " from opportunity_change where " ONWARD_FEED_PLACE " > $1 and " ONWARD_FEED_PLACE
    " <= $2 order by " ONWARD_FEED_PLACE " limit $3"};
inline constexpr Statement newest_command{
    "newest-command", "",
    "select " ONWARD_FEED_PLACE " from history order by " ONWARD_FEED_PLACE " desc limit 1"};
inline constexpr Statement newest_change{"newest-change", "",
                                         "select " ONWARD_FEED_PLACE
                                         " from opportunity_change order by " ONWARD_FEED_PLACE
                                         " desc limit 1"};
inline constexpr Statement feed_commands_over{
    "feed-commands-over", "iii",
    "select 1 from history where " ONWARD_FEED_PLACE " > $1 and " ONWARD_FEED_PLACE
    " <= $2 order by " ONWARD_FEED_PLACE " limit 1 offset $3"};

}  // namespace onward::storage::read

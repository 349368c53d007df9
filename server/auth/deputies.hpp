// Who stands in for whom: deputies of people who are absent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/service/queries.hpp"

namespace onward::auth {

/// Whether the person is absent on that day; both ends belong to the absence, an end that is not
/// said is open.
bool is_absent(const User& user, const Date& day);

/// People who are absent today in the zone and whose deputy this is, in their order: of their own,
/// and of whom they stand in for themselves, over at most limits::deputies_in_turn turns; at most
/// limits::absentees. Nobody stands in for themselves. Errors: unavailable, malformed (zone).
Result<std::vector<std::string>> absentees_of(Queries& queries, std::string_view deputy,
                                              Instant now, std::string_view zone);

}  // namespace onward::auth

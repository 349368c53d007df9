// How an opportunity is shown, and where its parts are found: shared by its handlers.
#pragma once

#include <vector>

#include "engine/service/queries.hpp"
#include "engine/service/request.hpp"
#include "engine/service/view.hpp"

namespace onward::api {

/// The whole record of the opportunity that the reply names first, its ETag, and its location when
/// it is new.
void render_opportunity(View& view, Reply& reply);

/// Errors: not_found, unavailable.
Result<Opportunity> find_opportunity(Queries& queries, OpportunityId id);

/// The instances that work on it: those that it was posted to first, then the others (called ones,
/// those that a signal began) in order of start; the first limits::page_size of them.
Result<std::vector<InstanceId>> instances_of(Queries& queries, const Opportunity& opportunity);

}  // namespace onward::api

// Turns blocks of steps into elements and sequence flows, with what is implied written out: start
// and end events, joins, generated ids (docs/dialects.md section 6).
#pragma once

#include "adapters/native_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::native_xml {

/// Problems: next-unknown, next-not-allowed, role-unknown, boundary-leads-nowhere, unreachable,
/// conflicting-attributes, missing-element, duplicate-id.
model::DraftProcess build_process(Source& source);

}  // namespace onward::native_xml

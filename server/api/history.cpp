// Everything that happened to an instance, oldest first: one item for each fact.
#include <utility>

#include "server/api/fact_json.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/trail.hpp"

namespace onward::api {
namespace {

/// The cursor is the number of facts that were shown already.
class HistoryPage {
 public:
  HistoryPage(std::size_t from, std::size_t limit) : from_(from), limit_(limit) {
    out_.begin_object().name("items").begin_array();
  }

  void see(const HistoryRow& row) {
    for (const Fact& fact : row.facts) {
      trail_.see(fact);
      const std::size_t at = seen_++;
      if (at < from_ || at >= from_ + limit_) continue;
      out_.begin_object().name("sequence").number(static_cast<std::int64_t>(row.seq));
      out_.name("time").text(to_text(row.at));
      write_text(out_, "actor", row.actor);
      out_.name("operation").text(row.name);
      out_.name("event").text(name_of(fact));
      write_text(out_, "node", trail_.element_of(fact));
      out_.name("data");
      write_fact_data(out_, row.instance, fact);
      out_.end_object();
    }
  }

  std::string take() {
    out_.end_array();
    if (seen_ > from_ + limit_) out_.name("next").text(std::to_string(from_ + limit_));
    out_.end_object();
    return out_.take();
  }

 private:
  std::size_t from_, limit_, seen_ = 0;
  Trail trail_;
  JsonWriter out_;
};

Result<http::Response> history_of(Reader& reader, InstanceId id, const Page& page) {
  ONWARD_TRY(const auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "there is no instance " + to_text(id)};
  ONWARD_TRY(const std::size_t from, position_of(page));
  HistoryPage shown(from, page.limit);
  ONWARD_TRY_DONE(read_history(reader.queries, id, [&](const HistoryRow& row) { shown.see(row); }));
  return http::json(200, shown.take());
}

}  // namespace

void list_history(Services& services, Call call) {
  const auto checked = check_parameters(call, {"limit", "after"});
  if (!checked.ok()) return refuse(call, checked.error());
  const auto id = instance_id(call);
  if (!id.ok()) return refuse(call, id.error());
  const auto page = page_of(call);
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [id = id.value(), page = page.value()](Reader& reader) {
    return history_of(reader, id, page);
  });
}

}  // namespace onward::api

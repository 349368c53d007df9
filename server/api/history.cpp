// Everything that happened to an instance, oldest first: one item for each fact.
#include <utility>

#include "server/api/fact_json.hpp"
#include "server/api/handlers.hpp"
#include "server/api/helpers.hpp"
#include "server/api/json_views.hpp"
#include "server/api/trail.hpp"

namespace onward::api {
namespace {

/// Facts from a place on, until the page is full.
class HistoryPage {
 public:
  HistoryPage(Queries& queries, InstanceId id, const HistoryPlace& from, std::size_t limit)
      : from_(from), limit_(limit), trail_(queries, id) {
    out_.begin_object().name("items").begin_array();
  }

  /// False: the page is full, and there is more.
  bool see(const HistoryRow& row) {
    trail_.see(row);
    const std::uint64_t told = row.seq == from_.sequence ? from_.within : 0;
    for (std::uint64_t i = told; i < row.facts.size(); ++i) {
      if (shown_ == limit_) {
        next_ = cursor_of(last_);
        return false;
      }
      show(row, row.facts[i]);
      last_ = {row.seq, i + 1};
    }
    return true;
  }

  /// Errors: unavailable.
  Result<std::string> take() {
    ONWARD_TRY_DONE(trail_.finish());
    out_.end_array();
    if (!next_.empty()) out_.name("next").text(next_);
    out_.end_object();
    return out_.take();
  }

 private:
  void show(const HistoryRow& row, const Fact& fact) {
    ++shown_;
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

  HistoryPlace from_, last_;
  std::size_t limit_, shown_ = 0;
  std::string next_;
  Trail trail_;
  JsonWriter out_;
};

/// Reads the commands of the page, and for each thing that an older command made a few rows more.
Result<http::Response> history_of(Reader& reader, InstanceId id, const Page& page) {
  ONWARD_TRY(const auto instance, reader.queries.instance(id));
  if (!instance) return Error{ErrorCode::not_found, "there is no instance " + to_text(id)};
  ONWARD_TRY(const HistoryPlace from, place_from_cursor(page.after));
  HistoryPage shown(reader.queries, id, from, page.limit);
  // Every command has facts, so this many rows fill a page.
  HistoryReader rows(reader.queries, id, from, page.limit + 1);
  for (bool more = true; more;) {
    ONWARD_TRY(const auto block, rows.next());
    more = !block.empty();
    for (const HistoryRow& row : block)
      if (!shown.see(row)) {
        more = false;
        break;
      }
  }
  ONWARD_TRY(std::string body, shown.take());
  return http::json(200, std::move(body));
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

// The catalogue: products, and which of them propose which others.
#include <utility>

#include "engine/sales/register.hpp"
#include "engine/service/projection.hpp"
#include "server/api/helpers.hpp"
#include "server/api/sales_routes.hpp"

namespace onward::api {
namespace {

void write_product(JsonWriter& out, const Product& product) {
  out.begin_object();
  out.name("sku").text(product.sku);
  out.name("name").text(product.name);
  out.name("price").value(product.price ? Value(*product.price) : Value{});
  out.name("proposes").begin_array();
  for (const ProductRelation& relation : product.proposes) {
    out.begin_object().name("sku").text(relation.sku);
    out.name("cross").boolean(relation.cross);
    out.name("up").boolean(relation.up).end_object();
  }
  out.end_array().end_object();
}

Result<onward::Request> put_request(const Call& call) {
  ONWARD_TRY_DONE(check_parameters(call, {}));
  ONWARD_TRY(const Body body, Body::of(*call.request));
  const std::string& sku = call.parameter("sku");
  onward::Request request;
  request.name = "put-product";
  request.shard = shard_of_text(sku);
  request.work = [sku, body = body.all()](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(sales::put_product(unit, sku, body));
    Reply reply;
    reply.ids = {sku};
    return reply;
  };
  request.render = [](View& view, Reply& reply) {
    const auto found = view.store().products(reply.ids);
    if (!found.ok() || found->empty()) return;
    JsonWriter out;
    write_product(out, found->front());
    reply.body = out.take();
  };
  return request;
}

}  // namespace

void list_products(Services& services, Call call) {
  if (const auto known = check_parameters(call, {"limit", "after", "sort"}); !known.ok())
    return refuse(call, known.error());
  const auto page = page_of(call, {"sku"});
  if (!page.ok()) return refuse(call, page.error());
  look(services, call, [page = page.value()](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const Rows<Product> rows, reader.queries.products(page));
    return list_response(rows, write_product);
  });
}

void get_product(Services& services, Call call) {
  if (const auto known = check_parameters(call, {}); !known.ok())
    return refuse(call, known.error());
  look(services, call, [sku = call.parameter("sku")](Reader& reader) -> Result<http::Response> {
    ONWARD_TRY(const auto found, reader.queries.product(sku));
    if (!found) return Error{ErrorCode::not_found, "the catalogue has no such product"};
    JsonWriter out;
    write_product(out, *found);
    return http::json(200, out.take());
  });
}

void put_product(Services& services, Call call) { send(services, call, put_request(call)); }

}  // namespace onward::api

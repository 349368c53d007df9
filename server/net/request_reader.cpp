#include "server/net/request_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>
#include <optional>
#include <string>

#include "engine/base/check.hpp"
#include "server/http/media_type.hpp"
#include "server/http/problem.hpp"
#include "server/http/target.hpp"

namespace onward::net {

namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

constexpr std::size_t idle_buffer_bytes =
    4U << 10U;  // most requests fit; an idle connection costs no more
constexpr std::size_t body_step_bytes =
    64U << 10U;  // a body grows as it comes, not as it was announced
constexpr std::size_t empty_line_bytes = 2;
constexpr std::size_t last_chunk_bytes = 5;    // "0" and two line ends
constexpr std::size_t request_line_rest = 32;  // method, blanks and version around the target

/// What Beast calls while it reads; builds the Request directly.
class Parser final : public beast::http::basic_parser<true> {
 public:
  http::Request request;
  int version = 11;
  bool has_host = false;
  bool expects_continue = false;
  bool expects_other = false;
  bool head_is_done = false;
  std::string_view problem;  ///< why the head is refused beyond what Beast says

 private:
  using Text = beast::string_view;
  void on_request_impl(verb method, Text, Text target, int http_version,
                       beast::error_code&) override {
    request.method = method_of(method);
    request.target.assign(target.data(), target.size());
    request.headers.reserve(12);
    version = http_version;
  }
  void on_response_impl(int, Text, int, beast::error_code&) override {}
  void on_field_impl(field name, Text name_text, Text value, beast::error_code& ec) override;
  void on_header_impl(beast::error_code&) override { head_is_done = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(Text text, beast::error_code&) override {
    request.body.append(text.data(), text.size());
    return text.size();
  }
  void on_chunk_header_impl(std::uint64_t, Text, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text text, beast::error_code&) override {
    request.body.append(text.data(), text.size());
    return text.size();
  }
  void on_finish_impl(beast::error_code&) override {}

  static http::Method method_of(verb method);
};

// Headers whose second occurrence would leave open which one counts.
bool must_be_single(std::string_view name) {
  return name == "host" || name == "content-length" || name == "transfer-encoding" ||
         name == "content-type" || name == "authorization" || name == "idempotency-key" ||
         name == "expect";
}

void Parser::on_field_impl(field name, Text name_text, Text value, beast::error_code& ec) {
  if (head_is_done) return;  // a trailer
  const std::string_view text(value.data(), value.size());
  std::string lower(name_text.data(), name_text.size());
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (must_be_single(lower) && request.header(lower) != nullptr)
    problem = "a header that may stand once stands twice";
  if (name == field::host) has_host = true;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name == field::content_length && !std::all_of(text.begin(), text.end(), is_digit))
    problem = "content-length is not a plain number";
  if (name == field::transfer_encoding &&
      (version == 10 || !http::equal_ignoring_case(text, "chunked")))
    problem = "transfer-encoding is not 'chunked' in HTTP/1.1";
  if (name == field::expect) {
    expects_continue = version == 11 && http::equal_ignoring_case(text, "100-continue");
    expects_other = version == 11 && !expects_continue;
  }
  if (!problem.empty()) ec = beast::http::error::bad_field;
  request.headers.emplace_back(std::move(lower), text);
}

http::Method Parser::method_of(verb method) {
  switch (method) {
    case verb::get: return http::Method::get;
    case verb::head: return http::Method::head;
    case verb::post: return http::Method::post;
    case verb::put: return http::Method::put;
    case verb::patch: return http::Method::patch;
    case verb::delete_: return http::Method::delete_;
    case verb::options: return http::Method::options;
    default: return http::Method::other;  // Beast knows 30 more, which no route of ours can name
  }
}

}  // namespace

struct RequestReader::Impl {
  explicit Impl(Limits given) : limits(given) { parser.emplace(); }

  Limits limits;
  std::string in;  ///< in[begin, end) is not parsed yet; the rest is room
  std::size_t begin = 0, end = 0;
  std::optional<Parser> parser;
  enum class Stage : std::uint8_t {
    head,
    counted_body,
    chunked_body,
    complete,
    refused
  } stage = Stage::head;
  std::size_t scanned = 0;     ///< bytes of the head that were looked at, from `begin`
  std::size_t line_start = 0;  ///< of the line that is looked at, from `begin`
  std::uint64_t body_left = 0;
  std::size_t body_limit = 0;
  std::size_t direct_at = 0;  ///< where in the body the space handed out begins
  bool reads_into_body = false;
  http::Response refusal;

  [[nodiscard]] std::size_t buffered() const { return end - begin; }
  void consume(std::size_t bytes) {
    begin += bytes;
    if (begin == end) begin = end = 0;
  }
  Progress refuse(int status, std::string_view code, std::string_view detail) {
    refusal = http::problem(status, code, detail);
    stage = Stage::refused;
    return Progress::refused;
  }
  Progress malformed(std::string_view detail) { return refuse(400, "malformed", detail); }

  enum class Head : std::uint8_t { incomplete, whole, refused };
  Head find_head();
  Progress advance_head();
  Progress check_head();
  Progress advance_counted_body();
  Progress advance_chunked_body();
  Progress parser_error(const beast::error_code& ec);
};

RequestReader::RequestReader(Limits limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::space() {
  Impl& my = *impl_;
  if (my.stage == Impl::Stage::counted_body && my.buffered() == 0 && my.body_left > 0) {
    // The rest of the body goes to its place without a detour, and nothing of the next request is
    // read with it.
    std::string& body = my.parser->request.body;
    my.direct_at = body.size();
    body.resize(body.size() +
                static_cast<std::size_t>(std::min<std::uint64_t>(my.body_left, body_step_bytes)));
    my.reads_into_body = true;
    return {body.data() + my.direct_at, body.size() - my.direct_at};
  }
  if (my.in.empty()) my.in.resize(idle_buffer_bytes);
  if (my.begin > 0 && my.in.size() - my.end < my.in.size() / 2) {
    std::memmove(my.in.data(), my.in.data() + my.begin, my.buffered());
    my.end -= my.begin;
    my.begin = 0;
  }
  if (my.end == my.in.size()) my.in.resize(my.in.size() * 2);
  return {my.in.data() + my.end, my.in.size() - my.end};
}

void RequestReader::filled(std::size_t bytes) {
  Impl& my = *impl_;
  if (!my.reads_into_body) {
    my.end += bytes;
    return;
  }
  my.reads_into_body = false;
  my.parser->request.body.resize(my.direct_at + bytes);
  my.body_left -= bytes;
}

RequestReader::Progress RequestReader::advance() {
  switch (impl_->stage) {
    case Impl::Stage::head: return impl_->advance_head();
    case Impl::Stage::counted_body: return impl_->advance_counted_body();
    case Impl::Stage::chunked_body: return impl_->advance_chunked_body();
    case Impl::Stage::complete: return Progress::complete;
    case Impl::Stage::refused: return Progress::refused;
  }
  return Progress::refused;
}

const http::Request& RequestReader::request() const { return impl_->parser->request; }

void RequestReader::limit_body(std::size_t bytes) {
  Impl& my = *impl_;
  my.body_limit = bytes;
  if (my.stage == Impl::Stage::counted_body && my.body_left > bytes)
    my.refuse(413, "too-large", "the body may have at most " + std::to_string(bytes) + " bytes");
  if (my.stage == Impl::Stage::chunked_body) my.parser->body_limit(bytes);
}

bool RequestReader::wants_continue() const {
  const Impl& my = *impl_;
  if (!my.parser->expects_continue || my.buffered() > 0) return false;
  return (my.stage == Impl::Stage::counted_body && my.body_left > 0) ||
         my.stage == Impl::Stage::chunked_body;
}

bool RequestReader::keep_alive() const { return impl_->parser->keep_alive(); }
bool RequestReader::is_http_1_0() const { return impl_->parser->version == 10; }
bool RequestReader::is_idle() const {
  return impl_->stage == Impl::Stage::head && impl_->buffered() == 0;
}

http::Request RequestReader::take_request() {
  Impl& my = *impl_;
  ONWARD_CHECK(my.stage == Impl::Stage::complete);
  http::Request request = std::move(my.parser->request);
  my.parser.emplace();
  my.stage = Impl::Stage::head;
  my.scanned = my.line_start = 0;
  if (my.buffered() == 0 && my.in.size() > idle_buffer_bytes)
    my.in = std::string(idle_buffer_bytes, '\0');
  return request;
}

void RequestReader::give_up(http::Response refusal) {
  impl_->refusal = std::move(refusal);
  impl_->stage = Impl::Stage::refused;
}

http::Response RequestReader::take_refusal() { return std::move(impl_->refusal); }

RequestReader::Progress RequestReader::Impl::advance_head() {
  Head head = find_head();
  if (head == Head::whole && scanned == empty_line_bytes) {
    // One empty line before a request is ignored (RFC 9112 section 2.2); Beast refuses a second.
    consume(scanned);
    scanned = line_start = 0;
    head = find_head();
  }
  switch (head) {
    case Head::incomplete: return Progress::need_more;
    case Head::refused: return Progress::refused;
    case Head::whole: break;
  }
  parser->header_limit(static_cast<std::uint32_t>(limits.head_bytes + 1));
  parser->body_limit(boost::none);
  beast::error_code ec;
  parser->put(boost::asio::const_buffer(in.data() + begin, scanned), ec);
  if (ec) return parser_error(ec);
  consume(scanned);
  return check_head();
}

// Looks line by line for the end of the head; what a lenient reader would join or split is refused:
// a lone LF and a continuation line (RFC 9112 sections 2.2 and 5.2). Sets `scanned` to the length
// of the head.
RequestReader::Impl::Head RequestReader::Impl::find_head() {
  const char* const data = in.data() + begin;
  const std::size_t size = std::min(buffered(), limits.head_bytes);
  while (scanned < size) {
    const auto* const feed =
        static_cast<const char*>(std::memchr(data + scanned, '\n', size - scanned));
    if (feed == nullptr) {
      scanned = size;
      break;
    }
    const auto at = static_cast<std::size_t>(feed - data);
    const bool continues = line_start > 0 && (data[line_start] == ' ' || data[line_start] == '\t');
    if (at == line_start || data[at - 1] != '\r' || continues) {
      malformed(continues ? "a header line begins with a blank"
                          : "a line of the head does not end with CR LF");
      return Head::refused;
    }
    const bool is_first = line_start == 0;
    const bool is_empty = at == line_start + 1;
    if (is_first && at > limits.target_bytes + request_line_rest) break;
    scanned = line_start = at + 1;
    if (is_empty) return Head::whole;
  }
  if (line_start == 0 && size > limits.target_bytes + request_line_rest) {
    refuse(414, "target-too-long",
           "the request target may have at most " + std::to_string(limits.target_bytes) + " bytes");
    return Head::refused;
  }
  if (buffered() >= limits.head_bytes) {
    refuse(431, "headers-too-large",
           "the head may have at most " + std::to_string(limits.head_bytes) + " bytes");
    return Head::refused;
  }
  return Head::incomplete;
}

RequestReader::Progress RequestReader::Impl::check_head() {
  http::Request& request = parser->request;
  if (request.target.size() > limits.target_bytes)
    return refuse(414, "target-too-long", "the request target is too long");
  // RFC 9112 section 3.2: a request of HTTP/1.1 without the host is a 400.
  if (!parser->has_host && parser->version == 11) return malformed("the header host is missing");
  if (parser->expects_other)
    return refuse(417, "expectation-failed", "only 'expect: 100-continue' is understood");
  auto target = http::parse_target(request.target);
  if (!target.ok()) return malformed(target.error().message);
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  if (parser->chunked()) {
    parser->eager(true);
    stage = Stage::chunked_body;
  } else {
    body_left = parser->content_length().value_or(0);
    stage = Stage::counted_body;
  }
  return Progress::head;
}

RequestReader::Progress RequestReader::Impl::advance_counted_body() {
  const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(body_left, buffered()));
  if (here > 0) {
    parser->request.body.append(in.data() + begin, here);
    consume(here);
    body_left -= here;
  }
  if (body_left > 0) return Progress::need_more;
  stage = Stage::complete;
  return Progress::complete;
}

RequestReader::Progress RequestReader::Impl::advance_chunked_body() {
  // Less than a last chunk is never all that is to come, and Beast, which keeps the line of the
  // last chunk until the trailers are whole, asserts that it is not asked with less.
  while (buffered() >= last_chunk_bytes && !parser->is_done()) {
    beast::error_code ec;
    const std::size_t used =
        parser->put(boost::asio::const_buffer(in.data() + begin, buffered()), ec);
    consume(used);
    if (ec == beast::http::error::need_more) {
      // What Beast leaves lying is a chunk's size line or the trailers: they are bounded like the
      // head.
      if (buffered() >= limits.head_bytes)
        return malformed("a chunk header or the trailers are too long");
      return Progress::need_more;
    }
    if (ec) return parser_error(ec);
  }
  if (!parser->is_done()) return Progress::need_more;
  stage = Stage::complete;
  return Progress::complete;
}

RequestReader::Progress RequestReader::Impl::parser_error(const beast::error_code& ec) {
  if (ec == beast::http::error::body_limit)
    return refuse(413, "too-large",
                  "the body may have at most " + std::to_string(body_limit) + " bytes");
  if (ec == beast::http::error::bad_version)
    return refuse(505, "version-not-supported", "this server speaks HTTP/1.1 and HTTP/1.0");
  if (ec == beast::http::error::header_limit)
    return refuse(431, "headers-too-large",
                  "the head may have at most " + std::to_string(limits.head_bytes) + " bytes");
  if (!parser->problem.empty()) return malformed(parser->problem);
  return malformed("the request cannot be read: " + ec.message());
}

}  // namespace onward::net

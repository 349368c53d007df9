#include "server/net/session.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "server/http/problem.hpp"
#include "server/http/stream.hpp"

namespace onward::net {

namespace {

constexpr auto token = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Code = boost::system::error_code;

constexpr std::size_t gather_bytes = 16U << 10U;  // larger bodies are not copied behind their head
constexpr std::size_t kept_out_bytes =
    32U << 10U;  // what an idle connection keeps of its output buffer
constexpr std::size_t linger_bytes = 64U << 10U;  // what a refused client may still send

}  // namespace

Session::Session(Loop& loop, Socket socket)
    : loop_(loop),
      socket_(std::move(socket)),
      answer_timer_(socket_.get_executor()),
      reader_({loop.shared().options.head_bytes, loop.shared().options.target_bytes}) {}

Session::~Session() {
  if (place_) loop_.leave(*place_);
  loop_.shared().connections.fetch_sub(1, std::memory_order_relaxed);
}

asio::awaitable<void, Executor> Session::serve(std::shared_ptr<Session> self) {
  Session& my = *self;
  my.place_ = my.loop_.enter(self.get());
  my.self_ = self;
  my.exchange_ = std::make_shared<Exchange>(self, my.loop_.mailbox());
  bool keep = true;
  while (keep) {
    const Received received = co_await my.receive();
    if (received == Received::gone) co_return;
    if (received == Received::refused) {
      const bool is_sent =
          co_await my.send(my.reader_.take_refusal(), http::Method::get, Connection::close);
      if (is_sent) co_await my.linger();
      co_return;
    }
    keep = my.reader_.keep_alive();
    const Connection kept = my.reader_.is_http_1_0() ? Connection::keep_http_1_0 : Connection::keep;
    http::Request request = my.reader_.take_request();
    const http::Method method = request.method;
    http::Response response = co_await my.answer(std::move(request));
    if (my.loop_.is_draining() || my.is_expired_) keep = false;
    if (response.stream && method != http::Method::head) {
      const bool is_chunked = kept != Connection::keep_http_1_0;
      const Connection wanted = is_chunked && !keep ? Connection::close : kept;
      keep = keep && is_chunked;
      const bool is_whole = co_await my.send_stream(std::move(response), wanted);
      if (!is_whole) co_return;
      if (my.loop_.is_draining()) keep = false;
      continue;
    }
    const bool is_sent =
        co_await my.send(std::move(response), method, keep ? kept : Connection::close);
    if (!is_sent) co_return;
  }
  co_await my.linger();
}

void Session::resume() { answer_timer_.cancel(); }

void Session::expire_if_due(Clock::time_point now) {
  if (now < deadline_) return;
  is_expired_ = true;
  Code ignored;
  socket_.cancel(ignored);
}

void Session::close_if_idle() {
  if (is_streaming_) answer_timer_.cancel();
  if (!is_idle_) return;
  Code ignored;
  socket_.cancel(ignored);
}

void Session::abort() {
  is_aborted_ = true;
  Code ignored;
  socket_.close(ignored);
  answer_timer_.cancel();
}

asio::awaitable<Session::Received, Executor> Session::receive() {
  const ServerOptions& options = loop_.shared().options;
  enum class Phase : std::uint8_t { idle, head, body } phase = Phase::idle;
  Clock::time_point body_since;
  std::size_t body_bytes = 0;
  set_deadline(options.idle_timeout);
  while (true) {
    RequestReader::Progress progress = reader_.advance();
    if (progress == RequestReader::Progress::head) {
      const http::Request& head = reader_.request();
      reader_.limit_body(loop_.shared().body_limit(head.method, head.path));
      phase = Phase::body;
      if (reader_.wants_continue()) {
        const bool is_sent = co_await send_continue();
        if (!is_sent) co_return Received::gone;
      }
      progress = reader_.advance();
      if (progress == RequestReader::Progress::need_more) {
        body_since = Clock::now();
        set_deadline_for_rate(body_since, 0);
      }
    }
    if (progress == RequestReader::Progress::complete) co_return Received::request;
    if (progress == RequestReader::Progress::refused) co_return Received::refused;

    if (phase == Phase::idle && !reader_.is_idle()) {
      phase = Phase::head;
      set_deadline(options.head_timeout);
    }
    if (phase == Phase::idle && loop_.is_draining()) co_return Received::gone;
    is_idle_ = phase == Phase::idle;
    const std::span<char> space = reader_.space();
    const auto [error, bytes] =
        co_await socket_.async_read_some(asio::buffer(space.data(), space.size()), token);
    is_idle_ = false;
    if (error) {
      if (!is_expired_ || phase == Phase::idle || is_aborted_) co_return Received::gone;
      reader_.give_up(http::problem(408, "request-timeout", "the request did not arrive in time"));
      co_return Received::refused;
    }
    reader_.filled(bytes);
    if (phase == Phase::body) {
      body_bytes += bytes;
      set_deadline_for_rate(body_since, body_bytes);
    }
  }
}

asio::awaitable<http::Response, Executor> Session::answer(http::Request request) {
  deadline_ = Clock::time_point::max();
  dispatch(std::move(request));
  if (exchange_->must_wait()) {
    answer_timer_.expires_after(
        std::chrono::milliseconds(loop_.shared().options.answer_timeout.ms));
    co_await answer_timer_.async_wait(token);
    if (!exchange_->is_answered()) {
      // The connection ends with this, so the exchange is never used again and a late answer goes
      // nowhere.
      is_expired_ = true;
      co_return http::problem(503, "outcome-unknown",
                              "the server did not finish in time; the request may yet take effect");
    }
  }
  co_return exchange_->take();
}

void Session::dispatch(http::Request request) {
  http::Respond respond = Exchange::begin(exchange_);
  try {
    loop_.shared().dispatch(std::move(request), respond);
  } catch (...) {
    respond(http::problem(Error{ErrorCode::internal, {}, {}, {}}));
  }
}

asio::awaitable<bool, Executor> Session::send(http::Response response, http::Method method,
                                              Connection connection) {
  out_.clear();
  append_head(out_, response, connection);
  const bool with_body = has_body(response, method);
  if (with_body && response.body.size() <= gather_bytes) out_ += response.body;
  const bool is_gathered = with_body && response.body.size() > gather_bytes;
  const std::size_t total = out_.size() + (is_gathered ? response.body.size() : 0);

  const Clock::time_point since = Clock::now();
  std::size_t written = 0;
  while (written < total) {
    set_deadline_for_rate(since, written);
    const std::size_t head = std::min(written, out_.size());
    const std::size_t body = written - head;
    const std::array<asio::const_buffer, 2> rest{
        asio::const_buffer(out_.data() + head, out_.size() - head),
        is_gathered ? asio::const_buffer(response.body.data() + body, response.body.size() - body)
                    : asio::const_buffer()};
    const auto [error, bytes] = co_await socket_.async_write_some(rest, token);
    if (error) co_return false;
    written += bytes;
  }
  if (out_.capacity() > kept_out_bytes) out_ = std::string();
  co_return true;
}

// A body that goes on: what is there is written, then the connection sleeps until more comes. A
// server that stops ends it as if it were whole; who listens begins again where it was.
asio::awaitable<bool, Executor> Session::send_stream(http::Response response,
                                                     Connection connection) {
  const std::shared_ptr<http::Stream> stream = response.stream;
  const bool in_chunks = connection != Connection::keep_http_1_0;
  stream->on_change([mailbox = loop_.mailbox(), self = self_] { mailbox->put(self); });
  out_.clear();
  append_head(out_, response, connection);
  std::string bytes;
  while (true) {
    bytes.clear();
    const bool is_last =
        stream->take(bytes) == http::Stream::Taken::the_rest || loop_.is_draining();
    if (in_chunks && !bytes.empty()) append_chunk(out_, bytes);
    if (!in_chunks) out_ += bytes;
    if (in_chunks && is_last) out_ += last_chunk;
    // While something is written, more may come, and its wake finds nobody asleep: look again then.
    const bool may_have_more = !out_.empty();
    const bool is_written = co_await write_out();
    if (!is_written) co_return false;
    if (is_last) co_return true;
    if (may_have_more) continue;
    deadline_ = Clock::time_point::max();
    is_streaming_ = true;
    answer_timer_.expires_at(Clock::time_point::max());
    co_await answer_timer_.async_wait(token);
    is_streaming_ = false;
    if (is_aborted_) co_return false;
  }
}

/// Writes out_ and empties it; each stretch of it has a deadline.
asio::awaitable<bool, Executor> Session::write_out() {
  std::size_t written = 0;
  while (written < out_.size()) {
    set_deadline(loop_.shared().options.body_grace);
    const auto [error, bytes] = co_await socket_.async_write_some(
        asio::buffer(out_.data() + written, out_.size() - written), token);
    if (error) co_return false;
    written += bytes;
  }
  out_.clear();
  if (out_.capacity() > kept_out_bytes) out_ = std::string();
  co_return true;
}

asio::awaitable<bool, Executor> Session::send_continue() {
  static constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
  set_deadline(loop_.shared().options.body_grace);
  const auto [error, bytes] =
      co_await asio::async_write(socket_, asio::buffer(interim.data(), interim.size()), token);
  co_return !error && bytes == interim.size();
}

// Closing with unread bytes resets the connection, and the client may lose the answer: read on for
// a moment (RFC 9112 section 9.6).
asio::awaitable<void, Executor> Session::linger() {
  Code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  set_deadline(loop_.shared().options.linger);
  std::array<char, 4096> dropped;
  for (std::size_t read = 0; read < linger_bytes;) {
    const auto [error, bytes] = co_await socket_.async_read_some(asio::buffer(dropped), token);
    if (error) co_return;
    read += bytes;
  }
}

void Session::set_deadline(Duration from_now) {
  is_expired_ = false;
  deadline_ = Clock::now() + std::chrono::milliseconds(from_now.ms);
}

// Fast bytes at the beginning (what the system's buffers take at once) buy no long stall later.
void Session::set_deadline_for_rate(Clock::time_point since, std::size_t bytes) {
  const ServerOptions& options = loop_.shared().options;
  set_deadline(options.body_grace);
  const auto allowed = std::chrono::milliseconds(bytes * 1000 / options.min_bytes_per_second);
  deadline_ =
      std::min(deadline_, since + std::chrono::milliseconds(options.body_grace.ms) + allowed);
}

}  // namespace onward::net

// Bytes of one connection -> requests, one after the other. Knows no socket and no clock, so that
// every malformed request is a unit test. Beast's parser checks the grammar (RFC 9112); what it
// lets pass and two servers could read differently (request smuggling) is refused here. Trailers of
// chunked bodies are read and dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "server/http/message.hpp"

namespace onward::net {

class RequestReader {
 public:
  struct Limits {
    std::size_t head_bytes;    ///< request line and headers together: 431
    std::size_t target_bytes;  ///< 414
  };
  enum class Progress : std::uint8_t {
    need_more,  ///< read into space(), call filled(), advance again
    head,  ///< once per request: request() has everything but the body; call limit_body(), advance
           ///< again
    complete,  ///< take_request()
    refused,   ///< answer take_refusal() and close: where the next request begins is not known
  };

  explicit RequestReader(Limits limits);
  ~RequestReader();
  RequestReader(RequestReader&&) = delete;

  /// Where the next bytes go; never empty. Call filled() with how many came.
  [[nodiscard]] std::span<char> space();
  void filled(std::size_t bytes);
  Progress advance();

  /// What is known of the request so far (from `head` on).
  [[nodiscard]] const http::Request& request() const;
  /// The largest body that this request may have; a larger one is refused with 413, if announced
  /// before a byte of it is read.
  void limit_body(std::size_t bytes);
  /// The client waits for "100 Continue" before it sends the body (RFC 9110 section 10.1.1); ask
  /// after limit_body().
  [[nodiscard]] bool wants_continue() const;
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool is_http_1_0() const;
  /// No byte of the next request is here.
  [[nodiscard]] bool is_idle() const;

  /// Hands the request out and makes ready for the next, whose bytes may be here already.
  http::Request take_request();
  /// Refuses what is being read for a reason from outside (a deadline); take_refusal() gives the
  /// answer back.
  void give_up(http::Response refusal);
  http::Response take_refusal();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace onward::net

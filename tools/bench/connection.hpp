// One keep-alive connection to the server: sends a request, collects its reply. One request at a
// time; requests are small, so sending blocks and only reading is driven by epoll.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onward::bench {

struct Address {
  std::string host;  ///< IPv4 in figures
  std::uint16_t port = 0;
};

class Connection {
 public:
  enum class Progress : std::uint8_t { pending, complete, lost };

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  /// Connects anew; false when nobody answers.
  bool open(const Address& address);
  void close();
  /// False when the connection is gone.
  bool send(std::string_view request);
  /// Reads what is there, without waiting. After `complete`, status() and body() hold until send().
  Progress receive();
  /// Waits for the whole reply.
  Progress receive_waiting();

  [[nodiscard]] int descriptor() const { return socket_; }
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] std::string_view body() const { return std::string_view(buffer_).substr(head_); }

 private:
  Progress read(int flags);
  void parse_head();

  int socket_ = -1;
  std::string buffer_;
  std::size_t head_ = 0;  ///< bytes before the body; 0: not all there yet
  std::size_t length_ = 0;
  int status_ = 0;
};

/// A POST of JSON (or another type of content) with keep-alive.
std::string post(std::string_view path, std::string_view body,
                 std::string_view content_type = "application/json", std::string_view user = {});
std::string get(std::string_view path);

}  // namespace onward::bench

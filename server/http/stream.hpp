// A body that goes on after its head was sent: bytes are put in from any thread and written as the
// client reads them. Bounded: a client that does not keep up is let go, it never holds the writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace onward::http {

class Stream {
 public:
  /// `capacity`: bytes that may be unread.
  explicit Stream(std::size_t capacity) : capacity_(capacity) {}

  // For whoever has something to say.
  /// False: it ended, or too much is unread; then nothing of `bytes` is taken.
  bool put(std::string_view bytes);
  /// What is unread is still written, then `last`, then the body ends. Later calls do nothing.
  void end(std::string_view last = {});
  [[nodiscard]] bool has_ended() const;

  // For the connection.
  /// `wake` is called, from any thread, when there is something to take.
  void on_change(std::function<void()> wake);
  enum class Taken : std::uint8_t { all_for_now, the_rest };
  /// Appends what is unread to `out`.
  Taken take(std::string& out);

 private:
  void wake();  // under the lock

  mutable std::mutex mutex_;
  const std::size_t capacity_;
  std::string unread_;
  std::function<void()> wake_;
  bool is_woken_ = false;
  bool has_ended_ = false;
};

}  // namespace onward::http

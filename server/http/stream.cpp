#include "server/http/stream.hpp"

#include <utility>

namespace onward::http {

bool Stream::put(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (has_ended_ || unread_.size() + bytes.size() > capacity_) return false;
  unread_ += bytes;
  wake();
  return true;
}

void Stream::end(std::string_view last) {
  const std::lock_guard lock(mutex_);
  if (has_ended_) return;
  has_ended_ = true;
  unread_ += last;
  wake();
}

bool Stream::has_ended() const {
  const std::lock_guard lock(mutex_);
  return has_ended_;
}

void Stream::on_change(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

Stream::Taken Stream::take(std::string& out) {
  const std::lock_guard lock(mutex_);
  is_woken_ = false;
  out += unread_;
  unread_.clear();
  return has_ended_ ? Taken::the_rest : Taken::all_for_now;
}

void Stream::wake() {
  if (is_woken_ || !wake_) return;
  is_woken_ = true;
  wake_();
}

}  // namespace onward::http

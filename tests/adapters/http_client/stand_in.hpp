// A server for one connection after another that answers each with the same bytes, or with nothing.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

namespace onward::http_client::test {

class StandIn {
 public:
  /// `answer`: whole, with its head. Empty: the connection stays open and nothing is said.
  explicit StandIn(std::string answer);
  ~StandIn();
  [[nodiscard]] std::string url(const std::string& path = "/") const;
  [[nodiscard]] unsigned short port() const { return port_; }
  /// What the last connection sent: head and body.
  [[nodiscard]] std::string request() const;
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void serve();
  void answer_one(int connection);

  std::string answer_;
  int listening_ = -1;
  int wake_[2] = {-1, -1};  ///< written to at the end
  unsigned short port_ = 0;
  mutable std::mutex mutex_;
  std::string request_;
  std::atomic<int> connections_{0};
  std::thread thread_;
};

std::string answer(const std::string& status, const std::string& headers, const std::string& body);

}  // namespace onward::http_client::test

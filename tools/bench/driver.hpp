// The closed loop: each connection sends one command, waits for its reply and sends the next. First
// all instances are started, then tasks are completed for a while; one thread, one epoll.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "tools/bench/connection.hpp"
#include "tools/bench/usage.hpp"
#include "tools/bench/workload.hpp"

namespace onward::bench {

/// Which task a connection completes next.
enum class Order : std::uint8_t {
  follow,  ///< the one that the reply names: as many instances are busy as there are connections
  spread,  ///< the one that has waited longest: all instances take turns
  listed,  ///< those of a list, in any order; what replies name is left to the next list
};

struct Settings {
  Address address;
  std::size_t connections = 64;
  std::uint64_t instances = 1000;  ///< started before tasks are completed
  double warm_up_seconds = 1, seconds = 5;
  std::size_t pool_limit = 200'000;  ///< open tasks that the driver remembers
  Watched watched;
};

/// One phase: how much was done, how long each command took, what it cost.
struct Phase {
  std::uint64_t starts = 0, completions = 0, errors = 0;
  std::vector<std::uint32_t> micros;  ///< of every command that succeeded
  Usage before, after;
};

class Driver {
 public:
  Driver(const Settings& settings, const Workload& workload);
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  ~Driver();

  /// Throws std::runtime_error when the server refuses the process.
  void deploy();
  Phase start_instances();
  /// May be called again: what is open stays open.
  Phase complete_tasks(Order order);
  /// Completes so many tasks: lists what is open, does any half of it, and lists again. Some
  /// instances get far, others wait.
  Phase complete_listed(std::uint64_t completions);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Kind : std::uint8_t { idle, start, complete };
  struct Client {
    Connection connection;
    Kind kind = Kind::idle;
    Clock::time_point sent;
  };

  void connect(std::size_t client);
  void start(std::size_t client);
  void complete(std::size_t client, const Task& task);
  void send(std::size_t client, Kind kind, const std::string& request);
  void on_reply(std::size_t client);
  void on_loss(std::size_t client);
  void next(std::size_t client, std::vector<Task> tasks);
  /// Waits for replies until `end`, or until nobody waits for one.
  void turn(Clock::time_point end);
  void drain();
  void list_tasks();
  void fail(int status, std::string_view body);

  Settings settings_;
  const Workload& workload_;
  int epoll_ = -1;
  std::vector<Client> clients_;
  std::deque<Task> pool_;
  std::uint64_t left_to_start_ = 0, number_ = 0;
  std::mt19937_64 random_{1};
  Order order_ = Order::follow;
  bool completing_ = false, stopping_ = false, recording_ = true;
  std::size_t busy_ = 0;
  int told_errors_ = 0;
  Phase phase_;
};

}  // namespace onward::bench

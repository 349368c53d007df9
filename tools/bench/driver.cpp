#include "tools/bench/driver.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <utility>

namespace onward::bench {

Driver::Driver(const Settings& settings, const Workload& workload)
    : settings_(settings), workload_(workload), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  clients_.resize(settings_.connections);
}

Driver::~Driver() { ::close(epoll_); }

void Driver::deploy() {
  Connection connection;
  if (!connection.open(settings_.address)) throw std::runtime_error("the server does not answer");
  connection.send(post("/api/v1/definitions", workload_.process(), "application/xml"));
  if (connection.receive_waiting() != Connection::Progress::complete || connection.status() >= 300)
    throw std::runtime_error("the process was refused: " + std::string(connection.body()));
}

void Driver::connect(std::size_t client) {
  Connection& connection = clients_[client].connection;
  for (int attempt = 0; !connection.open(settings_.address); ++attempt) {
    if (attempt == 100) throw std::runtime_error("the server does not take connections");
    ::usleep(10'000);
  }
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = client;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.descriptor(), &event);
}

Phase Driver::start_instances() {
  for (std::size_t i = 0; i < clients_.size(); ++i) connect(i);
  phase_ = {};
  left_to_start_ = settings_.instances;
  phase_.before = measure(settings_.watched);
  for (std::size_t i = 0; i < clients_.size() && left_to_start_ > 0; ++i) start(i);
  drain();
  phase_.after = measure(settings_.watched);
  return std::exchange(phase_, {});
}

Phase Driver::complete_tasks(Order order) {
  const auto span = [](double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  };
  order_ = order;
  completing_ = true;
  stopping_ = recording_ = false;
  for (std::size_t i = 0; i < clients_.size(); ++i) next(i, {});
  const auto warm = Clock::now() + span(settings_.warm_up_seconds);
  while (Clock::now() < warm && busy_ > 0) turn(warm);
  phase_ = {};
  recording_ = true;
  phase_.before = measure(settings_.watched);
  const auto end = phase_.before.at + span(settings_.seconds);
  while (Clock::now() < end && busy_ > 0) turn(end);
  phase_.after = measure(settings_.watched);
  recording_ = false;
  stopping_ = true;
  Phase measured = std::exchange(phase_, {});
  drain();
  return measured;
}

Phase Driver::complete_listed(std::uint64_t completions) {
  order_ = Order::listed;
  completing_ = true;
  phase_ = {};
  phase_.before = measure(settings_.watched);
  while (phase_.completions < completions) {
    list_tasks();
    if (pool_.empty()) throw std::runtime_error("no task is open any more");
    std::shuffle(pool_.begin(), pool_.end(), random_);
    const std::uint64_t left = completions - phase_.completions;
    pool_.resize(std::min<std::uint64_t>(left, (pool_.size() + 1) / 2));
    for (std::size_t i = 0; i < clients_.size(); ++i) next(i, {});
    drain();
  }
  phase_.after = measure(settings_.watched);
  return std::exchange(phase_, {});
}

void Driver::list_tasks() {
  Connection connection;
  if (!connection.open(settings_.address)) throw std::runtime_error("the server does not answer");
  pool_.clear();
  std::string after;
  do {
    connection.send(get("/api/v1/tasks?limit=500" + (after.empty() ? "" : "&after=" + after)));
    if (connection.receive_waiting() != Connection::Progress::complete ||
        connection.status() != 200)
      throw std::runtime_error("the tasks are not listed: " + std::string(connection.body()));
    Told told = workload_.read(connection.body());
    for (Task& task : told.tasks) pool_.push_back(std::move(task));
    after = std::move(told.next);
  } while (!after.empty());
}

void Driver::drain() {
  while (busy_ > 0) turn(Clock::now() + std::chrono::seconds(1));
}

void Driver::turn(Clock::time_point end) {
  std::array<epoll_event, 256> events{};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
  const int wait = static_cast<int>(std::max<std::int64_t>(left.count(), 0)) + 1;
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait);
  for (int i = 0; i < count; ++i) {
    const auto client = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
    switch (clients_[client].connection.receive()) {
      case Connection::Progress::pending: break;
      case Connection::Progress::complete: on_reply(client); break;
      case Connection::Progress::lost: on_loss(client); break;
    }
  }
}

void Driver::start(std::size_t client) {
  if (!completing_) --left_to_start_;
  send(client, Kind::start, workload_.start_request(number_++));
}

void Driver::complete(std::size_t client, const Task& task) {
  send(client, Kind::complete, Workload::complete_request(task, number_++));
}

void Driver::send(std::size_t client, Kind kind, const std::string& request) {
  Client& at = clients_[client];
  at.kind = kind;
  at.sent = Clock::now();
  ++busy_;
  if (!at.connection.send(request)) on_loss(client);
}

void Driver::on_reply(std::size_t client) {
  Client& at = clients_[client];
  if (at.kind == Kind::idle) return;
  const Kind kind = std::exchange(at.kind, Kind::idle);
  --busy_;
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - at.sent);
  Told told;
  if (at.connection.status() / 100 == 2) told = workload_.read(at.connection.body());
  // An instance that is neither over nor waits for one of our tasks has stopped: that is an error.
  const bool told_tasks = kind == Kind::complete || workload_.start_names_tasks();
  if (!told.readable || (told_tasks && told.tasks.empty() && !told.ended)) {
    fail(at.connection.status(), at.connection.body());
  } else {
    ++(kind == Kind::start ? phase_.starts : phase_.completions);
    if (recording_) phase_.micros.push_back(static_cast<std::uint32_t>(took.count()));
  }
  next(client, std::move(told.tasks));
}

void Driver::on_loss(std::size_t client) {
  Client& at = clients_[client];
  if (std::exchange(at.kind, Kind::idle) != Kind::idle) --busy_;
  fail(0, "connection lost");
  connect(client);
  next(client, {});
}

void Driver::next(std::size_t client, std::vector<Task> tasks) {
  const bool follow = completing_ && order_ == Order::follow && !stopping_;
  Task mine;
  if (follow && !tasks.empty()) {
    mine = std::move(tasks.front());
    tasks.erase(tasks.begin());
  }
  const bool ended = follow && mine.id.empty() && clients_[client].connection.status() == 200;
  if (completing_ && order_ == Order::listed) tasks.clear();
  for (Task& task : tasks)
    if (pool_.size() < settings_.pool_limit) pool_.push_back(std::move(task));
  if (stopping_) return;
  if (!completing_) {
    if (left_to_start_ > 0) start(client);
    return;
  }
  if (mine.id.empty() && !ended && !pool_.empty()) {
    mine = std::move(pool_.front());
    pool_.pop_front();
  }
  if (!mine.id.empty())
    complete(client, mine);
  else if (order_ != Order::listed)
    start(client);
}

void Driver::fail(int status, std::string_view body) {
  constexpr int shown = 3;
  ++phase_.errors;
  if (told_errors_++ < shown)
    std::fprintf(stderr, "onward-bench: %d %.*s\n", status, static_cast<int>(body.size()),
                 body.data());
  if (phase_.errors > 1000) throw std::runtime_error("more than 1000 errors: stopped");
}

}  // namespace onward::bench

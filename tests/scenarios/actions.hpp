// What people, machines and time do in a scenario (README.md lists the lines).
#pragma once

#include "tests/scenarios/scene.hpp"

namespace onward::scenarios {

class Actions {
 public:
  Actions(Scene& scene, Words& words) : scene_(scene), words_(words) {}
  /// Runs one line; what is wrong with it.
  std::string run();

 private:
  std::string deploy();
  std::string start();
  std::string use();
  std::string task(const std::string& verb);
  std::string job();
  std::string message();
  std::string signal();
  std::string conditions();
  std::string pass_time(const std::string& verb);
  std::string administer(const std::string& verb);
  std::string retry();
  std::string move();
  std::string migrate();
  std::string rewind();
  std::string timer();
  std::string retries();

  /// "A#2": the id of the second token there; "A" alone stays.
  std::string token_or_element(const std::string& word);
  /// "as U", "groups a,b": an admin when nobody is named.
  Actor actor();
  /// "#2" of several open tasks of an element, else the first.
  const Task* find_task_of(const Instance& instance, const std::string& element);
  std::string carry_out(Action action, const Actor& actor);
  template <class T>
  void keep(const Result<T>& result) {
    if (!result.ok()) scene_.rejected_ = result.error();
  }

  Scene& scene_;
  Words& words_;
};

}  // namespace onward::scenarios

// What must be true at a point of a scenario (README.md lists the lines).
#pragma once

#include "tests/scenarios/scene.hpp"

namespace onward::scenarios {

class Expectations {
 public:
  Expectations(Scene& scene, Words& words) : scene_(scene), words_(words) {}
  /// Checks one line; what is not as expected.
  std::string run();

 private:
  std::string about_instance(const std::string& what);
  std::string open_tasks(const Instance& instance);
  std::string tokens(const Instance& instance);
  std::string jobs(const Instance& instance);
  std::string state(const Instance& instance, const std::string& wanted);
  std::string variable(const Instance& instance);
  std::string no(const Instance& instance);
  std::string incident(const Instance& instance);
  std::string task(const Instance& instance);
  std::string job(const Instance& instance);
  std::string timer(const Instance& instance);
  std::string path();
  std::string facts();
  std::string commands();
  std::string instances();
  std::string rejected();
  std::string refused();

  Scene& scene_;
  Words& words_;
};

}  // namespace onward::scenarios

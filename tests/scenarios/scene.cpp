#include "tests/scenarios/scene.hpp"

#include "adapters/memory/memory_store.hpp"
#include "engine/feel/feel.hpp"
#include "tests/scenarios/actions.hpp"
#include "tests/scenarios/expectations.hpp"

namespace onward::scenarios {

Backend memory_backend() {
  auto store = std::make_shared<memory::MemoryStore>();
  return {nullptr, store, [store](InstanceId id) { return store->history(id); }};
}

Scene::Scene(std::string folder, Mode mode, Backend backend)
    : folder_(std::move(folder)), mode_(mode), backend_(std::move(backend)) {}

void Scene::open_world() {
  test::World::Options options{*backend_.store, zone_, now_};
  if (mode_ == Mode::faults) options.fate = test::every_second_succeeds();
  if (mode_ == Mode::converted_to_bpmn) options.reader = &to_bpmn_;
  if (mode_ == Mode::converted_to_compact) options.reader = &to_compact_;
  world_ = std::make_unique<test::World>(std::move(options));
}

std::string Scene::run(const Line& line) {
  Words words(line);
  if (words.take("expect")) {
    if (rejected_ && line.words.size() > 1 && line.words[1] != "rejected" &&
        line.words[1] != "refused")
      return finish();
    std::string wrong = Expectations(*this, words).run();
    return words.trouble().empty() ? wrong : words.trouble();
  }
  if (rejected_) return finish();
  std::string wrong = Actions(*this, words).run();
  if (!words.trouble().empty()) return words.trouble();
  if (!wrong.empty()) return wrong;
  if (!world_) return {};
  if (mode_ == Mode::reloads) world_->restart();
  for (const std::string& trouble : world_->take_trouble()) wrong += trouble + "\n";
  return wrong;
}

std::string Scene::finish() {
  if (!rejected_) return {};
  std::string wrong = "was rejected: " + std::string(to_string(rejected_->code)) + ": " +
                      rejected_->message + " " + rejected_->where;
  for (const ErrorDetail& detail : rejected_->details)
    wrong += "\n  " + detail.pointer + " " + detail.code + ": " + detail.detail;
  rejected_.reset();
  return wrong;
}

std::shared_ptr<const Instance> Scene::subject() { return world().stored(subject_); }

std::optional<Value> Scene::value_of(const std::string& text, Words& words) {
  const auto expression = feel::compile(text);
  if (!expression.ok()) {
    words.complain("no FEEL: " + text + ": " + expression.error().message);
    return std::nullopt;
  }
  const Context none;
  const feel::ContextVariables names(none);
  const auto outcome = feel::evaluate(*expression, names, {world().clock().at, zone_});
  if (!outcome.ok() || !outcome->problems.empty()) {
    words.complain("does not evaluate: " + text);
    return std::nullopt;
  }
  return outcome->value;
}

Context Scene::context_of(Words& words) {
  const auto value = value_of(words.rest(), words);
  if (!value) return {};
  if (value->context() != nullptr) return *value->context();
  words.complain("expected a context such as {a: 1}");
  return {};
}

}  // namespace onward::scenarios

// Who gets a message or a signal when very many wait, and when other tracks change what one track
// has in its cache. A scenario has a few instances and one track, so these stand here.
#include <gmock/gmock.h>

#include <optional>
#include <string>

#include "adapters/memory/memory_store.hpp"
#include "engine/service/messages.hpp"
#include "tests/support/world.hpp"

namespace onward {
namespace {

using test::World;

const std::string models = ONWARD_SCENARIO_MODELS;

StartInstance start_of(std::string key, Context variables) {
  StartInstance start;
  start.definition = {std::move(key), 1};
  start.variables = std::move(variables);
  return start;
}

Context one(std::string name, Value value) {
  Context context;
  context.set(std::move(name), std::move(value));
  return context;
}

MessageQuery paid(std::optional<std::string> key, Context correlation = {}) {
  MessageQuery query;
  query.name = "paid";
  query.key = std::move(key);
  query.correlation = std::move(correlation);
  return query;
}

const Actor anna{"anna", {}, true};

class Receivers : public testing::Test {
 protected:
  void SetUp() override {
    const auto deployed = world.deploy({models + "/catch_message.bpmn", models + "/listener.bpmn"});
    ASSERT_TRUE(deployed.ok()) << deployed.error().message;
  }
  bool is_open_at(InstanceId id, std::string_view element) {
    const auto instance = world.stored(id);
    return instance != nullptr && instance->tasks.size() == 1 &&
           instance->tasks.begin()->element == element;
  }

  memory::MemoryStore store;
  World world{{store}};
};

TEST_F(Receivers, OfAMessageIsFoundByItsKeyAmongThousands) {
  constexpr int many = 2'500;
  InstanceId last;
  for (int i = 1; i <= many; ++i)
    last = *world.start(start_of("catch_message", one("number", Value(i))), anna);

  const auto sent = world.send(paid(std::to_string(many)), {});

  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_TRUE(is_open_at(last, "a"));
}

TEST_F(Receivers, OfAMessageIsFoundByAVariableAmongThousands) {
  constexpr int many = 2'500;
  InstanceId last;
  for (int i = 1; i <= many; ++i) {
    Context variables = one("number", Value("same"));
    variables.set("rank", Value(i));
    last = *world.start(start_of("catch_message", std::move(variables)), anna);
  }

  const auto sent = world.send(paid("same", one("rank", Value(many))), {});

  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_TRUE(is_open_at(last, "a"));
}

TEST_F(Receivers, OfASignalAreAllWhoWaitAlsoThousands) {
  constexpr int many = 2'500;
  for (int i = 0; i < many; ++i) ASSERT_TRUE(world.start(start_of("listener", {}), anna).ok());

  ASSERT_TRUE(world.signal({"news", one("text", Value("rain")), {}}).ok());

  int heard = 0;
  for (const InstanceId id : world.instances()) heard += is_open_at(id, "read") ? 1 : 0;
  EXPECT_EQ(heard, many);
  EXPECT_THAT(world.take_trouble(), testing::IsEmpty());
}

TEST_F(Receivers, AreLookedAtAsTheyAreAndNotAsThisTrackRemembersThem) {
  // Given: another track that has seen the instance, and then its variable changes here.
  const InstanceId id = *world.start(start_of("catch_message", one("number", Value("7"))), anna);
  World other{{store}};
  std::string told;
  Request look;
  look.name = "look";
  look.work = [&told](Unit& unit) -> Result<Reply> {
    const auto target = correlate(unit, paid("7", one("state", Value("ready"))));
    told = target.ok() ? target->element : std::string(to_string(target.error().code));
    return Reply{};
  };
  ASSERT_TRUE(other.run_alone(look).ok());
  EXPECT_EQ(told, "no-catcher");
  SetVariables ready;
  ready.patch = one("state", Value("ready"));
  ASSERT_TRUE(world.execute({id, ready, anna, std::nullopt}).ok());

  ASSERT_TRUE(other.run_alone(look).ok());

  EXPECT_EQ(told, "wait");
}

/// Another track keeps a thrown message at the moment when an instance begins to wait for it: each
/// has looked before it could see the other. Then the message looks once more.
class ReceiversOfAKeptMessage : public Receivers {
 protected:
  SendMessage keep(std::string key) {
    SendMessage message;
    message.name = "paid";
    message.key = std::move(key);
    message.has_key = true;
    message.until = world.clock().now() + Duration{60'000};
    message.kept = world.ids().next_root();
    Request request;
    request.name = "keep";
    request.work = [message](Unit& unit) -> Result<Reply> {
      BufferedMessage kept;
      kept.id = message.kept;
      kept.name = message.name;
      kept.key = message.key;
      kept.has_key = true;
      kept.until = message.until;
      unit.write().messages_added.push_back(std::move(kept));
      return Reply{};
    };
    EXPECT_TRUE(world.run_alone(request).ok());
    return message;
  }
  void look_again(const SendMessage& message) {
    Request request;
    request.name = "look-again";
    request.work = [message](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(send_message(unit, message));
      return Reply{};
    };
    EXPECT_TRUE(world.run(request).ok());
  }
};

TEST_F(ReceiversOfAKeptMessage, AreLookedForOnceMoreWhenItIsKept) {
  const InstanceId id = *world.start(start_of("catch_message", one("number", Value(7))), anna);
  const SendMessage message = keep("7");

  look_again(message);

  EXPECT_TRUE(is_open_at(id, "a"));
  EXPECT_TRUE(store.buffered_messages("paid", "7", world.clock().now())->empty());
}

TEST_F(ReceiversOfAKeptMessage, GetItOnlyOnce) {
  const SendMessage message = keep("7");
  const InstanceId first = *world.start(start_of("catch_message", one("number", Value(7))), anna);
  const InstanceId second = *world.start(start_of("catch_message", one("number", Value(7))), anna);
  ASSERT_TRUE(is_open_at(first, "a"));

  look_again(message);

  EXPECT_FALSE(is_open_at(second, "a"));
}

}  // namespace
}  // namespace onward

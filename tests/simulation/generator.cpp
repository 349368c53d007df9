#include "tests/simulation/generator.hpp"

#include <string>

#include "tests/simulation/steps.hpp"

namespace onward::simulation {
namespace {

using model::EventKind;
using test::Builder;
using test::Interrupting;

constexpr unsigned depth_at_most = 4;

class Blocks : private Steps {
 public:
  Blocks(Random& random, Builder& builder, Calls calls) : Steps(random, builder), calls_(calls) {}

  /// A block behind the cursor; the cursor is at its exit afterwards.
  void block(unsigned depth) {
    if (depth >= depth_at_most || random_.percent(35)) return simple();
    switch (random_.below(17)) {
      case 15: return compensated_sub_process(depth);
      case 16: return with_data(depth);
      case 0: return sequence(depth);
      case 1: return choice(depth);
      case 2: return fork(depth);
      case 3: return inclusive(depth);
      case 4: return loop(depth);
      case 5: return sub_process(depth);
      case 6: return guarded_task(depth);
      case 7: return events();
      case 8: return multi_instance(depth);
      case 9:
        // What is called may throw as well.
        return calls_ == Calls::leaf && handlers_ == 0 ? call() : simple();
      case 10: return transaction(depth);
      case 11: return ad_hoc(depth);
      case 12: return two_of_three(depth);
      case 13: return standard_loop(depth);
      default: return sequence(depth);
    }
  }

 private:
  /// A sub-process that says itself how it is compensated.
  void compensated_sub_process(unsigned depth) {
    const std::string sub = id("sub");
    b_.sub(sub, [&](Builder&) {
      b_.start(id("start"));
      undoable();
      block(depth + 1);
      b_.end(id("end"));
      b_.apart().event_sub(id("handler"), [&](Builder&) {
        b_.start(id("start"), test::event(EventKind::compensation));
        ++handlers_;
        random_.percent(50) ? undo() : simple();
        --handlers_;
        b_.end(id("end"));
      });
    });
    b_.at(sub);
  }

  /// A sub-process with a variable of its own.
  void with_data(unsigned depth) {
    const std::string sub = id("sub");
    b_.sub(sub, [&](Builder&) {
      b_.start(id("start")).script(id("script"), "{own: x}");
      block(depth + 1);
      b_.end(id("end"));
    });
    b_.at(sub).with([](model::Details& details) { details.data.own = {"own"}; });
    guard(sub, depth);
  }

  /// One way through it cancels it.
  void transaction(unsigned depth) {
    const std::string activity = id("transaction"), merge = id("merge");
    b_.sub(model::ElementKind::transaction, activity, [&](Builder&) {
      const std::string split = id("xor");
      b_.start(id("start"));
      undoable();
      block(depth + 1);
      b_.exclusive(split).on("x >= 2").end(id("off"), test::event(EventKind::cancel));
      b_.at(split).otherwise().end(id("end"));
    });
    b_.at(activity);
    if (random_.percent(30)) random_.percent(50) ? b_.times("3") : b_.times_in_turn("3");
    b_.exclusive(merge);
    b_.boundary(id("cancelled"), activity, test::event(EventKind::cancel)).to(merge);
    b_.at(merge);
  }

  void ad_hoc(unsigned depth) {
    const std::string activity = id("adhoc");
    const bool conditional = random_.percent(50), sequential = random_.percent(30),
               cancels = random_.percent(50);
    b_.sub(model::ElementKind::ad_hoc_sub_process, activity, [&](Builder&) {
      const std::string first = id("user"), second = id("sub");
      b_.apart().user(first);
      b_.apart().sub(second, [&](Builder&) { content(depth + 1, Raises::nothing); });
    });
    b_.at(activity).with([&](model::Details& details) {
      if (conditional) details.completion_condition = test::feel("x <= 1");
      details.ad_hoc_sequential = sequential;
      details.cancel_remaining = cancels;
    });
    guard(activity, depth);
  }

  /// A complex gateway that goes on with two of three, and says so when the third comes.
  void two_of_three(unsigned depth) {
    const std::string split = id("fork"), join = id("complex"), merge = id("merge");
    b_.parallel(split);
    for (int branch = 0; branch < 3; ++branch) {
      b_.at(split);
      block(depth + 2);
      if (branch > 0) {
        b_.to(join);
        continue;
      }
      b_.element(model::ElementKind::complex_gateway, join).with([](model::Details& details) {
        details.activation_condition = test::feel("activationCount >= 2");
      });
    }
    b_.at(join).on("waitingForStart").exclusive(merge);
    if (random_.percent(50)) b_.at(join).on("not(waitingForStart)").end(id("late"));
    b_.at(merge);
  }

  void standard_loop(unsigned depth) {
    const std::string activity = id("loop");
    if (random_.percent(50))
      b_.user(activity);
    else
      b_.sub(activity, [&](Builder&) { content(depth + 1, Raises::nothing); });
    const bool before = random_.percent(50);
    b_.at(activity).with([&](model::Details& details) {
      details.loop.emplace();
      details.loop->test_before = before;
      details.loop->condition = test::feel("x >= 1");
      details.loop->maximum = test::feel("4");
    });
    guard(activity, depth);
  }

  void sequence(unsigned depth) {
    const std::size_t count = 2 + random_.below(2);
    for (std::size_t i = 0; i < count; ++i) block(depth + 1);
  }

  void choice(unsigned depth) {
    const std::string split = id("xor"), merge = id("merge");
    b_.exclusive(split);
    b_.at(split).on("x <= 1");
    block(depth + 1);
    b_.exclusive(merge);
    if (random_.percent(50)) {
      b_.at(split).on("x = 2");
      block(depth + 1);
      b_.to(merge);
    }
    b_.at(split).otherwise();
    if (random_.percent(60)) block(depth + 1);
    b_.to(merge);
  }

  void fork(unsigned depth) {
    const std::string split = id("fork"), merge = id("join");
    b_.parallel(split);
    const std::size_t branches = 2 + random_.below(2);
    for (std::size_t i = 0; i < branches; ++i) {
      b_.at(split);
      block(depth + 1);
      if (i == 0)
        b_.parallel(merge);
      else
        b_.to(merge);
    }
  }

  void inclusive(unsigned depth) {
    const std::string split = id("or"), merge = id("orjoin");
    b_.inclusive(split);
    b_.at(split).on("x >= 1");
    block(depth + 1);
    b_.inclusive(merge);
    b_.at(split).on("x >= 2");
    block(depth + 1);
    b_.to(merge);
    b_.at(split).otherwise();
    if (random_.percent(50)) block(depth + 1);
    b_.to(merge);
  }

  void loop(unsigned depth) {
    const std::string head = id("again"), tail = id("until");
    b_.exclusive(head);
    b_.user(id("user"));  // x may change here
    if (random_.percent(50)) block(depth + 1);
    b_.exclusive(tail);
    b_.on("x > 2").to(head);
    b_.at(tail).otherwise();
    b_.task(id("task"));
  }

  void sub_process(unsigned depth) {
    const std::string sub = id("sub");
    const Raises raises = random_.percent(20) ? Raises::error : Raises::nothing;
    b_.sub(sub, [&](Builder&) { content(depth, raises); });
    guard(sub, depth, raises);
  }

  /// Whether the content ends with an error, which its border must then catch.
  enum class Raises : std::uint8_t { nothing, error };

  void content(unsigned depth, Raises raises) {
    b_.start(id("start"));
    if (random_.percent(15)) {  // one branch ends everything in here
      const std::string split = id("fork");
      b_.parallel(split);
      block(depth + 1);
      b_.end(id("end"));
      b_.at(split);
      block(depth + 1);
      b_.terminate(id("terminate"));
    } else {
      block(depth + 1);
      if (raises == Raises::error)
        b_.end_error(id("error"), one_of("E", 2));
      else
        b_.end(id("end"));
    }
    if (random_.percent(25)) event_sub_process(depth);
  }

  void event_sub_process(unsigned depth) {
    b_.apart();
    b_.event_sub(id("handler"), [&](Builder&) {
      const bool error = random_.percent(30);
      const bool interrupts = error || random_.percent(50);
      b_.start(id("start"), error ? test::event(EventKind::error, one_of("E", 2)) : trigger(),
               interrupts ? Interrupting::yes : Interrupting::no);
      if (!error && random_.percent(20)) also(60);
      ++handlers_;
      block(depth + 1);
      --handlers_;
      b_.end(id("end"));
    });
  }

  void guarded_task(unsigned depth) {
    const std::string task = id("user");
    b_.user(task);
    guard(task, depth);
  }

  /// Boundary events: interrupting ones lead to behind the activity, others to an end of their own.
  void guard(const std::string& host, unsigned depth, Raises raises = Raises::nothing) {
    if (raises == Raises::nothing && random_.percent(30)) return;
    ++handlers_;
    const std::string merge = id("merge");
    b_.at(host).exclusive(merge);
    if (raises == Raises::error || random_.percent(40)) {
      const bool all = raises == Raises::error || random_.percent(50);
      b_.boundary_error(id("caught"), host, all ? std::string{} : one_of("E", 2));
      if (random_.percent(40)) block(depth + 1);
      b_.to(merge);
    }
    const bool interrupts = random_.percent(60);
    b_.boundary(id("beside"), host,
                !interrupts && random_.percent(30) ? test::timer("R2/PT1H") : trigger(),
                interrupts ? Interrupting::yes : Interrupting::no);
    if (random_.percent(15)) also(60);
    // Several tokens may come out of an event that does not interrupt: joins would mix them.
    if (random_.percent(60)) interrupts ? block(depth + 1) : simple();
    if (interrupts)
      b_.to(merge);
    else
      b_.end(id("end"));
    b_.at(merge);
    --handlers_;
  }

  void events() {
    const std::string gateway = id("events"), merge = id("merge");
    b_.event_gateway(gateway);
    b_.at(gateway).catch_timer(id("timer"), hours()).exclusive(merge);
    b_.at(gateway).catch_message(id("message"), one_of("m", 2)).to(merge);
    if (random_.percent(50)) b_.at(gateway).catch_signal(id("signal"), one_of("s", 2)).to(merge);
  }

  void multi_instance(unsigned depth) {
    const std::string activity = id("each");
    if (random_.percent(50))
      b_.user(activity);
    else
      b_.sub(activity, [&](Builder&) { content(depth + 1, Raises::nothing); });
    b_.at(activity);
    const std::string count = std::to_string(random_.below(4));
    if (random_.percent(50))
      b_.times(count);
    else
      b_.times_in_turn(count);
    if (random_.percent(30))
      b_.with([](model::Details& details) {
        details.multi_instance->completion_condition =
            test::feel("numberOfCompletedInstances >= 2");
      });
    guard(activity, depth);
  }

  void call() {
    const std::string activity = id("call");
    b_.call(activity, "leaf");
    guard(activity, depth_at_most);
  }

  Calls calls_;
};

Builder blocks(Random& random, const std::string& id, Calls calls) {
  Builder builder(id);
  builder.start("start");
  Blocks(random, builder, calls).block(0);
  builder.end("end");
  return builder;
}

}  // namespace

model::DefinitionPtr random_blocks(Random& random, const std::string& id, Calls calls) {
  return blocks(random, id, calls).build();
}

model::DefinitionPtr random_born(Random& random, const std::string& id) {
  Builder b(id);
  Blocks blocks(random, b, Calls::none);
  const auto rest = [&](const std::string& end) {
    blocks.block(depth_at_most - 1);
    b.end(end);
  };
  switch (random.below(4)) {
    case 0:
      b.receive("birth", "m3").with([](model::Details& details) { details.instantiate = true; });
      rest("end");
      return b.build();
    case 1:  // the first message begins it, the second lets it go on
      b.start("birth", test::event(EventKind::message, "m3")).with([](model::Details& details) {
        details.events.push_back(test::event(EventKind::message, "m4"));
        details.parallel_multiple = true;
      });
      rest("end");
      return b.build();
    default: break;
  }
  const bool parallel = random.percent(50);
  b.event_gateway("birth").with([&](model::Details& details) {
    details.instantiate = true;
    details.parallel_start = parallel;
  });
  for (const char* message : {"m3", "m4"}) {
    b.at("birth").catch_message(std::string("hears-") + message, message);
    rest(std::string("end-") + message);
  }
  return b.build();
}

model::DraftProcess random_blocks_draft(Random& random, const std::string& id, Calls calls) {
  return blocks(random, id, calls).draft();
}

}  // namespace onward::simulation

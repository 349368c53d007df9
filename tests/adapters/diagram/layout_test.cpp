// The layout: what must hold of every picture, over all models and random graphs.
#include "adapters/diagram/layout.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>

#include "adapters/diagram/svg.hpp"
#include "tests/adapters/model_files.hpp"
#include "tests/simulation/random.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::diagram {
namespace {

using model::Draft;
using model::DraftElement;
using model::DraftProcess;
using model::ElementKind;

constexpr double touch = 0.01;

bool overlap(const Bounds& a, const Bounds& b) {
  return a.x + a.width > b.x + touch && b.x + b.width > a.x + touch &&
         a.y + a.height > b.y + touch && b.y + b.height > a.y + touch;
}

bool is_inside(const Bounds& inner, const Bounds& outer) {
  return inner.x >= outer.x - touch && inner.y >= outer.y - touch &&
         inner.x + inner.width <= outer.x + outer.width + touch &&
         inner.y + inner.height <= outer.y + outer.height + touch;
}

/// What is wrong with the picture of a draft, in one sentence; empty: nothing.
class Inspector {
 public:
  Inspector(const Draft& draft, const Diagram& picture) : draft_(draft), picture_(picture) {
    for (const Shape& shape : picture.shapes) shapes_.emplace(shape.element, &shape);
    for (const DraftProcess& process : draft.processes)
      for (const DraftElement& element : process.elements) elements_.emplace(element.id, &element);
  }

  std::string inspect() {
    for (const DraftProcess& process : draft_.processes) {
      for (const DraftElement& element : process.elements) look_at(element);
      for (const model::DraftLane& lane : process.lanes) look_at(lane);
    }
    for (std::size_t i = 0; i < picture_.shapes.size(); ++i)
      for (std::size_t j = 0; j < picture_.shapes.size(); ++j)
        if (i != j) compare(picture_.shapes[i], picture_.shapes[j]);
    for (const Edge& edge : picture_.edges) look_at(edge);
    return wrong_;
  }

 private:
  void complain(const std::string& sentence) {
    if (wrong_.empty()) wrong_ = sentence;
  }

  const DraftElement* element(const Shape& shape) const {
    const auto found = elements_.find(shape.element);
    return found == elements_.end() ? nullptr : found->second;
  }

  /// Whether one is drawn on the other on purpose.
  bool belong_together(const DraftElement& a, const DraftElement& b) const {
    if (a.attached_to == b.id || b.attached_to == a.id) return true;
    for (const auto& [inner, outer] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      const DraftElement* up = inner;
      for (int depth = 0; up != nullptr && depth < 100; ++depth) {
        if (up->id == outer->id) return true;
        const std::string& next = up->attached_to.empty() ? up->parent : up->attached_to;
        const auto found = elements_.find(next);
        up = found == elements_.end() ? nullptr : found->second;
      }
    }
    return false;
  }

  void look_at(const DraftElement& element) {
    const auto found = shapes_.find(element.id);
    if (found == shapes_.end()) return complain(element.id + " is not drawn");
    const auto parent = shapes_.find(element.parent);
    if (parent != shapes_.end() && !is_inside(found->second->bounds, parent->second->bounds))
      complain(element.id + " is outside of " + element.parent);
  }

  void look_at(const model::DraftLane& lane) {
    const auto stripe = shapes_.find(lane.id);
    for (const std::string& id : lane.elements) {
      const auto inner = elements_.find(id);
      if (inner == elements_.end() || !inner->second->parent.empty()) continue;
      if (inner->second->kind == ElementKind::boundary_event) continue;
      if (stripe == shapes_.end()) return complain("lane " + lane.id + " is not drawn");
      if (!is_inside(shapes_.at(id)->bounds, stripe->second->bounds))
        complain(id + " is outside of lane " + lane.id);
    }
  }

  void compare(const Shape& a, const Shape& b) {
    const DraftElement* one = element(a);
    const DraftElement* other = element(b);
    if (one == nullptr || other == nullptr) {
      const bool are_lanes = a.kind == "lane" && b.kind == "lane";
      const bool is_nested = is_inside(a.bounds, b.bounds) || is_inside(b.bounds, a.bounds);
      if (are_lanes && overlap(a.bounds, b.bounds) && !is_nested)
        complain(a.element + " overlaps lane " + b.element);
      return;
    }
    const bool together = belong_together(*one, *other);
    if (!together && overlap(a.bounds, b.bounds)) complain(a.element + " overlaps " + b.element);
    const bool contains = model::is_sub_process(other->kind) && together;
    if (a.label && !contains && overlap(*a.label, b.bounds))
      complain("the label of " + a.element + " overlaps " + b.element);
  }

  void look_at(const Edge& edge) {
    if (edge.kind == "messageFlow") return;
    if (edge.waypoints.size() < 2) return complain(edge.element + " has no way");
    for (std::size_t i = 1; i < edge.waypoints.size(); ++i) {
      const Point& a = edge.waypoints[i - 1];
      const Point& b = edge.waypoints[i];
      if (a.x != b.x && a.y != b.y) complain(edge.element + " has a slope");
      const Bounds way{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x),
                       std::abs(a.y - b.y)};
      for (const Shape& shape : picture_.shapes) {
        const DraftElement* node = element(shape);
        if (node == nullptr || model::is_sub_process(node->kind)) continue;
        // A way has no breadth of its own.
        const Bounds core{shape.bounds.x + 1, shape.bounds.y + 1, shape.bounds.width - 2,
                          shape.bounds.height - 2};
        if (overlap({way.x - 0.1, way.y - 0.1, way.width + 0.2, way.height + 0.2}, core))
          complain(edge.element + " passes through " + shape.element);
      }
    }
    if (!edge.label) return;
    for (const Shape& shape : picture_.shapes) {
      const DraftElement* node = element(shape);
      if (node != nullptr && !model::is_sub_process(node->kind) &&
          overlap(*edge.label, shape.bounds))
        complain("the label of " + edge.element + " overlaps " + shape.element);
    }
  }

  const Draft& draft_;
  const Diagram& picture_;
  std::map<std::string, const Shape*> shapes_;
  std::map<std::string, const DraftElement*> elements_;
  std::string wrong_;
};

std::string wrong_with(const Draft& draft) {
  const Result<Diagram> picture = lay_out(draft);
  if (!picture.ok()) return picture.error().message;
  return Inspector(draft, *picture).inspect();
}

/// Elements of every size and any flows between them, circles and several sub-processes included.
class RandomDraft {
 public:
  explicit RandomDraft(std::uint64_t seed) : random_(seed), builder_("random") {}

  Draft make() {
    fill(builder_, 0, 3 + random_.below(20));
    Draft draft;
    draft.processes.push_back(builder_.draft());
    DraftProcess& process = draft.processes.back();
    for (model::DraftFlow& flow : process.flows)
      if (random_.percent(30)) flow.name = "label " + flow.id + " of a flow";
    for (DraftElement& element : process.elements)
      element.name = random_.percent(70) ? "The name of element " + element.id : "";
    add_lanes(process);
    return draft;
  }

 private:
  void fill(test::Builder& b, std::size_t depth, std::size_t count) {
    std::vector<std::string> targets;
    std::vector<std::string> sources;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string id = "n" + std::to_string(++made_);
      b.apart();
      const std::size_t kind = random_.below(10);
      if (kind == 0) b.start(id);
      if (kind == 1) b.end(id);
      if (kind == 2) b.exclusive(id);
      if (kind == 3) b.parallel(id);
      if (kind >= 4 && kind < 9) b.user(id);
      if (kind == 9) {
        const bool by_event = random_.percent(30);
        const auto inside = [&](test::Builder& in) {
          if (depth < 3) fill(in, depth + 1, random_.below(6));
        };
        if (by_event)
          b.event_sub(id, inside);
        else
          b.sub(id, inside);
        if (by_event) continue;
      }
      if (kind != 0) targets.push_back(id);
      sources.push_back(id);
      const std::size_t events = kind >= 4 ? random_.below(3) : 0;
      for (std::size_t n = 0; n < events; ++n) {
        const std::string event = id + "b" + std::to_string(n);
        b.boundary_timer(event, id, "PT1H");
        sources.push_back(event);
      }
    }
    if (targets.empty()) return;
    std::set<std::pair<std::string, std::string>> flows;
    for (std::size_t i = 0; i < count + count / 2; ++i) {
      const std::string from = random_.pick(sources);
      const std::string to = random_.pick(targets);
      if (flows.emplace(from, to).second) b.flow(from, to);
    }
  }

  void add_lanes(DraftProcess& process) {
    const std::size_t count = random_.below(5);
    for (std::size_t i = 0; i < count; ++i) {
      model::DraftLane lane;
      lane.id = lane.name = lane.group = "lane" + std::to_string(i);
      if (i > 1 && random_.percent(40)) lane.parent_lane = "lane" + std::to_string(i - 1);
      process.lanes.push_back(lane);
    }
    if (count == 0) return;
    for (const DraftElement& element : process.elements)
      if (element.parent.empty() && random_.percent(80))
        process.lanes[random_.below(count)].elements.push_back(element.id);
  }

  simulation::Random random_;
  test::Builder builder_;
  std::size_t made_ = 0;
};

TEST(Layout, NothingOverlapsInAnyModelThatThereIs) {
  for (const test::ModelFile& file : test::model_files())
    EXPECT_EQ(wrong_with(file.draft), "") << file.name;
}

TEST(Layout, NothingOverlapsInRandomGraphs) {
  constexpr std::uint64_t first = 1;
  std::cout << "seeds from " << first << '\n';
  for (std::uint64_t seed = first; seed < first + 600; ++seed)
    ASSERT_EQ(wrong_with(RandomDraft(seed).make()), "") << "seed " << seed;
}

TEST(Layout, GivesTheSamePictureEachTime) {
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    const auto once = lay_out(RandomDraft(seed).make());
    const auto again = lay_out(RandomDraft(seed).make());
    ASSERT_TRUE(once.ok() && again.ok());
    EXPECT_EQ(to_svg(*once), to_svg(*again));
  }
}

Draft draft_of(const test::Builder& builder) {
  Draft draft;
  draft.processes.push_back(builder.draft());
  return draft;
}

const Shape& shape_in(const Diagram& picture, const std::string& id) {
  for (const Shape& shape : picture.shapes)
    if (shape.element == id) return shape;
  static const Shape none;
  ADD_FAILURE() << id << " is not drawn";
  return none;
}

TEST(Layout, ReadsFromLeftToRightAndChainsAreStraight) {
  test::Builder b("p");
  b.start("s").user("a").exclusive("x").user("b").end("e");
  b.at("x").user("c").to("a");
  const auto picture = lay_out(draft_of(b));
  ASSERT_TRUE(picture.ok());
  double x = -1;
  double y = -1;
  for (const char* id : {"s", "a", "x", "b", "e"}) {
    const Bounds& bounds = shape_in(*picture, id).bounds;
    EXPECT_GT(bounds.x, x) << id;
    const double centre = bounds.y + bounds.height / 2;
    if (y >= 0) {
      EXPECT_EQ(centre, y) << id;
    }
    x = bounds.x;
    y = centre;
  }
}

TEST(Layout, LanesDoNotCrossWhereTheyNeedNot) {
  test::Builder b("p");
  b.start("s").parallel("f").user("a").parallel("j").end("e");
  b.at("f").user("b").to("j");
  b.lane("upper", {"s", "f", "a", "j", "e"}).lane("lower", {"b"});
  const auto picture = lay_out(draft_of(b));
  ASSERT_TRUE(picture.ok());
  const Bounds& upper = shape_in(*picture, "upper").bounds;
  const Bounds& lower = shape_in(*picture, "lower").bounds;
  EXPECT_EQ(upper.y + upper.height, lower.y);
  EXPECT_EQ(upper.width, lower.width);
  EXPECT_TRUE(is_inside(shape_in(*picture, "b").bounds, lower));
}

TEST(Layout, SaysWhenThereIsTooMuch) {
  test::Builder b("p");
  b.start("s");
  for (int i = 0; i < 600; ++i) b.user("n" + std::to_string(i));
  for (int i = 0; i < 300; ++i) b.flow("n" + std::to_string(i), "n599");
  for (int i = 0; i < 300; ++i) b.flow("n599", "n" + std::to_string(i));
  const auto picture = lay_out(draft_of(b));
  ASSERT_FALSE(picture.ok());
  EXPECT_EQ(picture.error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace onward::diagram

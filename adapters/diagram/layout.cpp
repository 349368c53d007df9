// Pools one below the other, the stripes of their lanes, and the message flows between them.
#include "adapters/diagram/layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "adapters/diagram/scope_layout.hpp"
#include "engine/base/limits.hpp"

namespace onward::diagram {
namespace {

constexpr double header = 30;  // the strip with the name of a pool or lane
constexpr double pool_gap = 60;
constexpr double closed_pool_height = 60;
constexpr double least_pool_width = 600;

/// The lanes of a process as a tree, and which of them are stripes: those that have elements of the
/// process itself, and leaves without any.
class LaneTree {
 public:
  explicit LaneTree(const model::DraftProcess& process) : process_(process) {
    for (std::size_t i = 0; i < process.lanes.size(); ++i) index_.emplace(process.lanes[i].id, i);
    for (std::size_t i = 0; i < process.lanes.size(); ++i) {
      const auto parent = index_.find(process.lanes[i].parent_lane);
      if (!process.lanes[i].parent_lane.empty() && parent != index_.end())
        children_[parent->second].push_back(i);
      else
        roots_.push_back(i);
    }
    assign();
    stripes_.of_element.clear();
    for (const std::size_t root : roots_) add_stripes(root, 0);
    stripes_.count = std::max<std::size_t>(1, stripe_lanes_.size());
    if (stripe_lanes_.empty()) return;
    std::map<std::size_t, std::size_t> stripe_of;
    for (std::size_t i = 0; i < stripe_lanes_.size(); ++i) stripe_of.emplace(stripe_lanes_[i], i);
    for (const std::size_t lane : lane_of_)
      stripes_.of_element.push_back(stripe_of.contains(lane) ? stripe_of.at(lane) : nowhere);
  }

  [[nodiscard]] const Stripes& stripes() const { return stripes_; }
  [[nodiscard]] bool empty() const { return stripe_lanes_.empty(); }
  /// Strips with names that stand left of the content.
  [[nodiscard]] std::size_t depth() const { return depth_; }

  /// Shapes from the outside in, beginning at (x, y).
  void draw(double x, double y, double width, const std::vector<double>& heights,
            std::vector<Shape>& shapes) const {
    std::size_t stripe = 0;
    for (const std::size_t root : roots_)
      y += draw_lane(root, x, y, width, heights, stripe, shapes);
  }

 private:
  /// The deepest lane that names an element has it, as in execution.
  void assign() {
    std::map<std::string_view, std::size_t> elements;
    for (std::size_t i = 0; i < process_.elements.size(); ++i)
      if (process_.elements[i].parent.empty()) elements.emplace(process_.elements[i].id, i);
    lane_of_.assign(process_.elements.size(), nowhere);
    for (std::size_t lane = 0; lane < process_.lanes.size(); ++lane)
      for (const std::string& id : process_.lanes[lane].elements) {
        const auto found = elements.find(id);
        if (found == elements.end()) continue;
        std::size_t& known = lane_of_[found->second];
        if (known == nowhere || depth_of(lane) > depth_of(known)) known = lane;
      }
    for (const std::size_t lane : lane_of_)
      if (lane != nowhere) used_.insert(lane);
  }

  [[nodiscard]] std::size_t depth_of(std::size_t lane) const {
    std::size_t depth = 0;
    for (auto up = index_.find(process_.lanes[lane].parent_lane);
         up != index_.end() && depth < limits::nesting; ++depth)
      up = index_.find(process_.lanes[up->second].parent_lane);
    return depth;
  }

  /// What stands in a circle has no root and is not drawn, so the depth is that of a tree.
  void add_stripes(std::size_t lane, std::size_t depth) {
    const auto children = children_.find(lane);
    const bool is_leaf = children == children_.end();
    if (depth >= limits::nesting) return;
    if (used_.contains(lane) || (is_leaf && process_.lanes[lane].elements.empty())) {
      stripe_lanes_.push_back(lane);
      depth_ = std::max(depth_, depth + 1);
    }
    if (!is_leaf)
      for (const std::size_t child : children->second) add_stripes(child, depth + 1);
  }

  /// Returns the height of the lane.
  double draw_lane(std::size_t lane, double x, double y, double width,
                   const std::vector<double>& heights, std::size_t& stripe,
                   std::vector<Shape>& shapes) const {
    const std::size_t place = shapes.size();
    shapes.emplace_back();
    double height = 0;
    if (stripe < stripe_lanes_.size() && stripe_lanes_[stripe] == lane) height = heights[stripe++];
    if (const auto children = children_.find(lane); children != children_.end())
      for (const std::size_t child : children->second)
        height += draw_lane(child, x + header, y + height, width - header, heights, stripe, shapes);
    if (height == 0) {
      shapes.erase(shapes.begin() + static_cast<std::ptrdiff_t>(place), shapes.end());
      return 0;
    }
    Shape& shape = shapes[place];
    shape.element = process_.lanes[lane].id;
    shape.kind = "lane";
    shape.name = process_.lanes[lane].name;
    shape.bounds = {x, y, width, height};
    return height;
  }

  const model::DraftProcess& process_;
  std::map<std::string_view, std::size_t> index_;
  std::map<std::size_t, std::vector<std::size_t>> children_;
  std::vector<std::size_t> roots_;
  std::vector<std::size_t> lane_of_;  ///< by element
  std::set<std::size_t> used_;
  std::vector<std::size_t> stripe_lanes_;
  std::size_t depth_ = 0;
  Stripes stripes_;
};

/// One band of the picture: a process with or without a pool, or a pool without a process.
struct Band {
  const model::DraftProcess* process = nullptr;
  const model::DraftParticipant* pool = nullptr;
};

std::vector<Band> bands_of(const model::Draft& draft) {
  std::vector<Band> bands;
  std::set<std::string_view> drawn;
  for (const model::DraftParticipant& pool : draft.participants) {
    Band band{nullptr, &pool};
    for (const model::DraftProcess& process : draft.processes)
      if (process.id == pool.process && drawn.insert(process.id).second) band.process = &process;
    bands.push_back(band);
  }
  for (const model::DraftProcess& process : draft.processes)
    if (drawn.insert(process.id).second) bands.push_back({&process, nullptr});
  return bands;
}

class Page {
 public:
  Result<Done> add(const Band& band) {
    if (band.process == nullptr) {
      add_pool(*band.pool, closed_pool_height);
      bottom_ += closed_pool_height + pool_gap;
      return Done{};
    }
    const LaneTree lanes(*band.process);
    ONWARD_TRY(Box box, lay_out_process(*band.process, lanes.stripes()));
    const double left = band.pool != nullptr ? header : 0;
    const double inset = left + header * static_cast<double>(lanes.depth());
    shift(box, inset, bottom_);
    if (band.pool != nullptr) add_pool(*band.pool, box.height);
    width_ = std::max(width_, inset + box.width);
    contents_.push_back({lanes, left, bottom_, box.stripe_heights, diagram_.shapes.size()});
    std::move(box.shapes.begin(), box.shapes.end(), std::back_inserter(diagram_.shapes));
    std::move(box.edges.begin(), box.edges.end(), std::back_inserter(diagram_.edges));
    bottom_ += box.height + pool_gap;
    return Done{};
  }

  Diagram take(const model::Draft& draft) {
    for (Shape& shape : diagram_.shapes)
      if (shape.kind == "participant") shape.bounds.width = width_;
    for (auto content = contents_.rbegin(); content != contents_.rend(); ++content) {
      if (content->lanes.empty()) continue;
      std::vector<Shape> shapes;
      content->lanes.draw(content->left, content->top, width_ - content->left, content->heights,
                          shapes);
      diagram_.shapes.insert(diagram_.shapes.begin() + static_cast<std::ptrdiff_t>(content->place),
                             shapes.begin(), shapes.end());
    }
    for (const model::DraftMessageFlow& flow : draft.message_flows) add_message_flow(flow);
    return std::move(diagram_);
  }

 private:
  struct Content {
    LaneTree lanes;
    double left = 0, top = 0;
    std::vector<double> heights;
    std::size_t place = 0;  ///< of its first shape
  };

  void add_pool(const model::DraftParticipant& pool, double height) {
    Shape shape;
    shape.element = pool.id;
    shape.kind = "participant";
    shape.name = pool.name;
    shape.bounds = {0, bottom_, width_, height};
    diagram_.shapes.push_back(std::move(shape));
  }

  const Shape* find(const std::string& id) const {
    for (const Shape& shape : diagram_.shapes)
      if (shape.element == id) return &shape;
    return nullptr;
  }

  /// From the side that looks at the other pool, through the gap above the lower one.
  void add_message_flow(const model::DraftMessageFlow& flow) {
    const Shape* source = find(flow.source);
    const Shape* target = find(flow.target);
    if (source == nullptr || target == nullptr || source == target) return;
    const auto middle = [](const Shape& shape) { return shape.bounds.x + shape.bounds.width / 2; };
    const bool is_down = source->bounds.y < target->bounds.y;
    const Bounds& a = source->bounds;
    const Bounds& b = target->bounds;
    // A pool from outside is met straight above or below.
    const double from = source->kind == "participant" ? middle(*target) : middle(*source);
    const double to = target->kind == "participant" ? middle(*source) : middle(*target);
    const double leave = is_down ? a.y + a.height : a.y;
    const double arrive = is_down ? b.y : b.y + b.height;
    const double turn = (gap_above(std::max(a.y, b.y)) + pool_gap / 2);
    Edge edge;
    edge.element = flow.id;
    edge.kind = "messageFlow";
    edge.waypoints = {{from, leave}, {from, turn}, {to, turn}, {to, arrive}};
    if (from == to) edge.waypoints = {{from, leave}, {to, arrive}};
    diagram_.edges.push_back(std::move(edge));
  }

  /// Where the gap begins that lies above the band in which `y` is.
  double gap_above(double y) const {
    double top = 0;
    for (const Shape& shape : diagram_.shapes)
      if (shape.kind == "participant" && shape.bounds.y <= y) top = std::max(top, shape.bounds.y);
    return top - pool_gap;
  }

  Diagram diagram_;
  std::vector<Content> contents_;
  double bottom_ = 0;
  double width_ = least_pool_width;
};

}  // namespace

bool shows_all(const Diagram& picture, const model::Draft& draft) {
  std::set<std::string_view> shown;
  for (const Shape& shape : picture.shapes) shown.insert(shape.element);
  for (const Edge& edge : picture.edges) shown.insert(edge.element);
  for (const model::DraftProcess& process : draft.processes) {
    for (const model::DraftElement& element : process.elements)
      if (!shown.contains(element.id)) return false;
    for (const model::DraftFlow& flow : process.flows)
      if (!shown.contains(flow.id)) return false;
  }
  return true;
}

Result<Diagram> lay_out(const model::Draft& draft) {
  Page page;
  for (const Band& band : bands_of(draft)) ONWARD_TRY_DONE(page.add(band));
  Diagram diagram = page.take(draft);
  for (const model::DraftProcess& process : draft.processes)
    if (diagram.title.empty()) diagram.title = process.name;
  return diagram;
}

}  // namespace onward::diagram

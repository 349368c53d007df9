#include "adapters/mermaid/parser.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "adapters/mermaid/pieces.hpp"
#include "adapters/mermaid/texts.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"

namespace onward::mermaid {
namespace {

constexpr std::array<std::string_view, 9> directions{"TB", "TD", "BT", "RL", "LR",
                                                     ">",  "<",  "^",  "v"};

class Parser {
 public:
  Parser(std::string_view document, std::size_t begin, std::size_t end, const xml::Lines& lines)
      : scanner_(document, begin, end, lines) {}

  Parsed parse() {
    parsed_.chart.at = scanner_.at();
    if (!header()) keep_fault();
    scanner_.skip_between();
    while (!scanner_.at_end() && !is_full_) {
      if (!statement()) keep_fault();
      scanner_.skip_between();
    }
    if (parsed_.problems.empty()) finish();
    return std::move(parsed_);
  }

 private:
  // --- problems ---------------------------------------------------------------------------------

  void problem(const char* code, std::string message, Position at) {
    parsed_.problems.push_back({model::Severity::error, code, std::move(message), at, {}});
    is_full_ = is_full_ || parsed_.problems.size() >= most_problems;
  }

  /// One line that is not understood hides no other.
  void keep_fault() {
    if (auto fault = scanner_.take_fault())
      problem("chart-syntax", std::move(fault->message), fault->at);
    scanner_.skip_line();
  }

  bool too_large(const std::string& what, std::size_t most) {
    problem("chart-too-large", "a chart has at most " + std::to_string(most) + " " + what,
            scanner_.at());
    is_full_ = true;
    return false;
  }

  // --- statements -------------------------------------------------------------------------------

  bool header() {
    if (!scanner_.take("flowchart-elk") && !scanner_.take("flowchart") && !scanner_.take("graph"))
      return scanner_.expected("'graph' or 'flowchart'");
    scanner_.skip_blanks();
    if (scanner_.at_statement_end()) return true;
    return direction() && statement_end();
  }

  bool direction() {
    const auto* const found =
        std::find_if(directions.begin(), directions.end(),
                     [&](std::string_view each) { return scanner_.starts_with(each); });
    if (found == directions.end())
      return scanner_.expected("a direction: " + xml::one_of({"TB", "TD", "BT", "RL", "LR"}));
    scanner_.advance(found->size());
    return true;
  }

  bool statement_end() {
    scanner_.skip_blanks();
    return scanner_.at_statement_end() || scanner_.expected("';' or the end of the line");
  }

  /// A word that stands alone at the beginning of a statement; what it opens (`end[Done]`) is a
  /// node.
  bool take_keyword(std::string_view word) {
    if (!scanner_.starts_with(word)) return false;
    const char next = scanner_.peek(word.size());
    if (next != '\0' && std::string_view(" \t\r\n;").find(next) == std::string_view::npos)
      return false;
    scanner_.advance(word.size());
    scanner_.skip_blanks();
    return true;
  }

  bool statement() {
    const std::size_t begin = scanner_.offset();
    if (take_keyword("subgraph")) return subgraph();
    if (take_keyword("end")) return end_of_subgraph(begin);
    if (take_keyword("direction")) return direction() && statement_end();
    if (take_keyword("click")) return click();
    for (const std::string_view look : {"style", "classDef", "class", "linkStyle"})
      if (take_keyword(look)) return only_looks();
    return chain() && statement_end();
  }

  /// Colours say nothing about the process.
  bool only_looks() {
    if (scanner_.at_statement_end()) return scanner_.expected("what is styled");
    const std::string_view line = scanner_.line();
    scanner_.advance(std::min(line.find(';'), line.size()));
    return true;
  }

  bool subgraph() {
    Frame frame;
    frame.at = scanner_.at();
    frame.parent = open_.empty() ? none : open_.back();
    if (open_.size() >= limits::nesting) return too_large("nested subgraphs", limits::nesting);
    if (parsed_.chart.frames.size() >= most_nodes) return too_large("subgraphs", most_nodes);
    if (!subgraph_title(frame)) return false;
    frames_.emplace(frame.id, parsed_.chart.frames.size());
    open_.push_back(parsed_.chart.frames.size());
    parsed_.chart.frames.push_back(std::move(frame));
    return statement_end();
  }

  /// `id [title]`, `"title"`, or words that are both.
  bool subgraph_title(Frame& frame) {
    if (scanner_.at_statement_end()) return scanner_.expected("the name of the subgraph");
    if (scanner_.peek() == '"') {
      std::string written;
      if (!read_quoted(scanner_, written)) return false;
      frame.title = plain_text(written);
    } else {
      Scanner ahead = scanner_;
      const std::string_view id = take_id(ahead);
      ahead.skip_blanks();
      if (!id.empty() && ahead.peek() == '[') {
        scanner_ = ahead;
        Shape shape = Shape::plain;
        if (!read_shape(scanner_, shape, frame.title)) return false;
        frame.id = id;
      } else {
        std::string_view line = scanner_.line();
        line = line.substr(0, line.find(';'));
        frame.title = plain_text(line);
        scanner_.advance(line.size());
      }
    }
    if (frame.title.empty()) frame.title = frame.id;
    if (frame.id.empty()) frame.id = frame.title;
    if (frame.title.empty()) return scanner_.expected("the name of the subgraph");
    return is_short(frame.title);
  }

  bool end_of_subgraph(std::size_t begin) {
    if (open_.empty()) return scanner_.fault("'end' without a subgraph that it could close", begin);
    open_.pop_back();
    return statement_end();
  }

  /// `click id "address"`, the address perhaps on the next line; functions are nothing to a
  /// process.
  bool click() {
    const Position at = scanner_.at();
    const std::string id(take_id(scanner_));
    if (id.empty()) return scanner_.expected("the id of a node");
    scanner_.skip_blanks();
    if (take_keyword("href")) scanner_.skip_blanks();
    const std::string_view rest = scanner_.rest();
    const std::size_t next = rest.find_first_not_of(" \t\r\n");
    std::string address;
    if (next != std::string_view::npos && rest[next] == '"') {
      scanner_.advance(next);
      if (!read_quoted(scanner_, address)) return false;
    } else if (scanner_.at_statement_end()) {
      return scanner_.expected("an address in quotes, or a function");
    }
    scanner_.skip_line();
    clicks_.push_back({id, plain_text(address), at});
    return clicks_.size() <= most_nodes || too_large("addresses", most_nodes);
  }

  // --- nodes and lines --------------------------------------------------------------------------

  bool chain() {
    std::vector<std::size_t> from;
    if (!group(from)) return false;
    while (true) {
      scanner_.skip_blanks();
      if (scanner_.at_statement_end()) return true;
      Line line;
      if (!read_line(scanner_, line)) return false;
      scanner_.skip_blanks();
      std::vector<std::size_t> to;
      if (!group(to) || !connect(from, to, line)) return false;
      from = std::move(to);
    }
  }

  bool group(std::vector<std::size_t>& nodes) {
    do {
      scanner_.skip_blanks();
      if (!node(nodes)) return false;
      scanner_.skip_blanks();
    } while (scanner_.take("&"));
    return true;
  }

  bool node(std::vector<std::size_t>& nodes) {
    const Position at = scanner_.at();
    const std::string id(take_id(scanner_));
    if (id.empty()) return scanner_.expected("a node");
    const auto [known, is_new] = nodes_.emplace(id, parsed_.chart.nodes.size());
    if (is_new && nodes_.size() > most_nodes) return too_large("nodes", most_nodes);
    if (is_new) parsed_.chart.nodes.push_back({id, id, Shape::plain, at, none});
    Node& node = parsed_.chart.nodes[known->second];
    if (node.frame == none && !open_.empty()) node.frame = open_.back();
    nodes.push_back(known->second);
    if (is_at_shape(scanner_)) {
      std::string text;
      if (!read_shape(scanner_, node.shape, text)) return false;
      node.text = text.empty() ? id : text;
      node.at = at;
    }
    if (scanner_.take(":::") && take_id(scanner_).empty())
      return scanner_.expected("the name of a class");
    return is_short(node.text);
  }

  bool is_short(const std::string& text) {
    return text.size() <= limits::name_bytes || too_large("bytes in a text", limits::name_bytes);
  }

  bool connect(const std::vector<std::size_t>& from, const std::vector<std::size_t>& to,
               const Line& line) {
    if (!line.is_visible) return true;
    if (!is_short(line.label)) return false;
    const bool has_arrow = line.to_the_right || line.to_the_left;
    for (const std::size_t left : from)
      for (const std::size_t right : to) {
        if (parsed_.chart.edges.size() + 2 > most_edges) return too_large("lines", most_edges);
        if (line.to_the_right || !has_arrow)
          parsed_.chart.edges.push_back({left, right, line.label, line.at, has_arrow});
        if (line.to_the_left)
          parsed_.chart.edges.push_back({right, left, line.label, line.at, has_arrow});
      }
    return true;
  }

  // --- at the end -------------------------------------------------------------------------------

  void finish() {
    if (!open_.empty())
      problem("chart-syntax", "expected 'end' that closes the subgraph that begins here",
              parsed_.chart.frames[open_.back()].at);
    for (const Click& each : clicks_) {
      const auto found = nodes_.find(each.id);
      if (found == nodes_.end())
        problem("unknown-node", "'" + each.id + "' is no node of the chart", each.at);
      else if (!each.address.empty())
        parsed_.chart.nodes[found->second].address = each.address;
    }
    resolve_frames();
    if (parsed_.chart.nodes.empty() && parsed_.problems.empty())
      problem("chart-empty", "the chart has no node", parsed_.chart.at);
  }

  /// A line to a subgraph leads to its first node, one from it leaves its last.
  void resolve_frames() {
    std::map<std::size_t, std::size_t> frame_of;  // node that is none -> frame
    std::vector<Node>& nodes = parsed_.chart.nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto found = frames_.find(nodes[i].id);
      if (found != frames_.end() && nodes[i].shape == Shape::plain)
        frame_of.emplace(i, found->second);
    }
    if (frame_of.empty()) return;
    enum class Side : std::uint8_t { first, last };
    const auto end_of = [&](std::size_t node, Side side, Position at) {
      const auto found = frame_of.find(node);
      if (found == frame_of.end()) return node;
      std::size_t end = none;
      for (std::size_t i = 0; i < nodes.size() && (end == none || side == Side::last); ++i)
        if (!frame_of.contains(i) && is_inside(nodes[i].frame, found->second)) end = i;
      if (end == none)
        problem("unknown-node", "the subgraph '" + nodes[node].id + "' has no node", at);
      return end;
    };
    for (Edge& edge : parsed_.chart.edges) {
      edge.source = end_of(edge.source, Side::last, edge.at);
      edge.target = end_of(edge.target, Side::first, edge.at);
      if (is_full_) return;
    }
    if (parsed_.problems.empty()) drop(frame_of);
  }

  [[nodiscard]] bool is_inside(std::size_t frame, std::size_t outer) const {
    while (frame != none && frame != outer) frame = parsed_.chart.frames[frame].parent;
    return frame == outer;
  }

  void drop(const std::map<std::size_t, std::size_t>& frame_of) {
    std::vector<std::size_t> place;
    std::vector<Node> kept;
    for (std::size_t i = 0; i < parsed_.chart.nodes.size(); ++i) {
      place.push_back(kept.size());
      if (!frame_of.contains(i)) kept.push_back(std::move(parsed_.chart.nodes[i]));
    }
    parsed_.chart.nodes = std::move(kept);
    for (Edge& edge : parsed_.chart.edges) {
      edge.source = place[edge.source];
      edge.target = place[edge.target];
    }
  }

  struct Click {
    std::string id, address;
    Position at;
  };

  Scanner scanner_;
  Parsed parsed_;
  std::map<std::string, std::size_t, std::less<>> nodes_, frames_;
  std::vector<std::size_t> open_;  ///< subgraphs that are not closed yet, outermost first
  std::vector<Click> clicks_;
  bool is_full_ = false;
};

}  // namespace

Parsed parse(std::string_view document, std::size_t begin, std::size_t end,
             const xml::Lines& lines) {
  return Parser(document, begin, end, lines).parse();
}

}  // namespace onward::mermaid

// The state of building one process: the draft so far, which ids may be led to, who is in which
// lane. graph.cpp holds the shapes, builder.cpp the small steps.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/native_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::native_xml {

class Builder {
 public:
  explicit Builder(Source& source) : source_(source) {}
  model::DraftProcess build();

 private:
  /// Where something stands: the scope's id (empty: the process) and the role that holds there.
  struct Place {
    std::string scope, role;
  };
  /// Where a block goes on after its last step; without an id an end event is implied.
  struct After {
    std::string id;
    [[nodiscard]] bool is_end() const { return id.empty(); }
  };
  struct Flow {
    std::string source, target, scope;
    pugi::xml_node node;
    std::string id, name;
    model::Formula condition;
    std::optional<double> probability{};
  };

  void build_scope(pugi::xml_node node, const std::string& scope, std::string_view role);
  void imply_start(pugi::xml_node node, const Place& place, pugi::xml_node first);
  void build_start(pugi::xml_node node, const Place& place);
  void build_on(pugi::xml_node node, const Place& place);
  void build_block(pugi::xml_node block, const Place& place, const After& after);
  void build_step(pugi::xml_node node, const Place& place, const After& after);
  void build_activity(pugi::xml_node node, std::size_t index, const Place& place,
                      const std::string& target);
  void build_boundary(pugi::xml_node node, const std::string& host, const std::string& made_id,
                      const Place& place, const std::string& target);
  void build_part(pugi::xml_node node, const std::string& from, const Place& place,
                  const After& after);
  void build_choice(pugi::xml_node node, std::size_t index, const Place& place,
                    const std::string& target);
  void build_parallel(pugi::xml_node node, std::size_t index, const Place& place,
                      const std::string& target);
  void build_first_of(pugi::xml_node node, const Place& place, const std::string& target);
  void set_default(std::size_t index, pugi::xml_node part, bool is_last, const std::string& flow);
  model::ElementKind join_kind(pugi::xml_node join);
  static bool has_conditions(pugi::xml_node parallel);
  std::string part_target(pugi::xml_node node, const Place& place, const After& after);

  void index_scope(pugi::xml_node node, const std::string& scope);
  After continuation(pugi::xml_node node, const Place& place, const After& after);
  model::DraftElement& add_element(const std::string& id, model::ElementKind kind,
                                   pugi::xml_node node, const Place& place);
  model::DraftElement& add_step(pugi::xml_node node, model::ElementKind kind, const Place& place);
  /// The id of the flow; nothing is added without a target.
  std::string add_flow(const Flow& flow);
  /// The continuation's id, after making the end event that it implies.
  std::string end_if_needed(const After& after, pugi::xml_node node, const Place& place);
  void make_id(const std::string& id, pugi::xml_node node);
  void read_roles();
  void assign_lane(pugi::xml_node node, const std::string& id, const Place& place);
  void find_unreachable();

  Source& source_;
  model::DraftProcess process_;
  std::vector<std::string> roles_;                                 ///< their ids, as process_.lanes
  std::map<std::string, std::string, std::less<>> scope_of_step_;  ///< what `next` may name
  std::map<std::string, int, std::less<>> flow_counts_;
  std::map<std::string, pugi::xml_node, std::less<>> written_;  ///< steps, for `unreachable`
};

}  // namespace onward::native_xml

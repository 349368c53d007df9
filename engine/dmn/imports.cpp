#include "engine/dmn/imports.hpp"

#include <algorithm>

#include "engine/feel/names.hpp"

namespace onward::dmn {
namespace {

constexpr std::size_t most_places = 256;

/// Whether the model, or one that imports it here, has this namespace: an import of it is a circle.
bool is_around(const ImportTree& tree, std::size_t place, std::string_view name_space) {
  for (; place != Place::none; place = tree.places[place].parent) {
    if (tree.models[place]->name_space == name_space) return true;
  }
  return false;
}

// Only names that the lexer would take apart need to be known.
void add_name(const std::string& name, std::vector<std::string>& names) {
  if (!feel::is_one_word(name)) names.push_back(name);
}

void add_item_names(const DraftItem& item, std::vector<std::string>& names) {
  add_name(item.name, names);
  for (const DraftItem& component : item.components) add_item_names(component, names);
}

void add_entry_names(const DraftExpression& logic, std::vector<std::string>& names) {
  for (const DraftVariable& name : logic.names) add_name(name.name, names);
  for (const DraftExpression& child : logic.children) add_entry_names(child, names);
  if (!logic.table) return;
  for (const DraftTable::Output& output : logic.table->outputs) add_name(output.name, names);
}

std::vector<std::string> own_names(const DraftModel& model) {
  std::vector<std::string> names;
  for (const DraftElement& element : model.elements) {
    add_name(element.variable.name.empty() ? element.name : element.variable.name, names);
    if (element.logic) add_entry_names(*element.logic, names);
  }
  for (const DraftItem& item : model.items) add_item_names(item, names);
  return names;
}

}  // namespace

bool ImportTree::is_inside(std::size_t place, std::size_t outer) const {
  while (place != Place::none && place != outer) place = places[place].parent;
  return place == outer;
}

std::size_t ImportTree::find(std::string_view name_space, std::size_t from) const {
  for (std::size_t place = from; place < places.size(); ++place) {
    if (models[place]->name_space == name_space && is_inside(place, from)) return place;
  }
  return Place::none;
}

ImportTree import_tree(const DraftModel& draft, std::span<const DraftModel* const> imported) {
  ImportTree tree{{&draft}, {Place{}}};
  for (std::size_t place = 0; place < tree.models.size(); ++place) {
    for (const DraftImport& import : tree.models[place]->imports) {
      const auto found = std::find_if(
          imported.begin(), imported.end(),
          [&](const DraftModel* model) { return model->name_space == import.name_space; });
      if (found == imported.end() || is_around(tree, place, import.name_space)) continue;
      if (tree.models.size() == most_places) return tree;
      tree.models.push_back(*found);
      tree.places.push_back({place, import.name});
    }
  }
  return tree;
}

std::vector<std::vector<std::string>> names_in_scope(const ImportTree& tree) {
  std::vector<std::vector<std::string>> names(tree.models.size());
  for (std::size_t place = tree.models.size(); place > 0; --place) {
    std::vector<std::string>& here = names[place - 1];
    for (std::string& name : own_names(*tree.models[place - 1])) here.push_back(std::move(name));
    const Place& own = tree.places[place - 1];
    if (own.parent == Place::none) continue;
    std::vector<std::string>& outer = names[own.parent];
    add_name(own.name, outer);
    outer.insert(outer.end(), here.begin(), here.end());
  }
  return names;
}

}  // namespace onward::dmn

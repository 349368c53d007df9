#include "adapters/xml/namespaces.hpp"

#include <algorithm>

namespace onward::xml {
namespace {

/// Clause 3, "reserved prefixes and namespace names", and clause 2.2 for the empty name.
std::string_view wrong_declaration(std::string_view prefix, std::string_view uri) {
  if (prefix == "xmlns") return "expected no declaration of the prefix xmlns";
  if (prefix == "xml" && uri != xml_uri) return "expected the prefix xml to keep its namespace";
  if (prefix != "xml" && (uri == xml_uri || uri == xmlns_uri))
    return "expected no other prefix for the namespaces of xml and xmlns";
  if (!prefix.empty() && uri.empty())
    return "expected a namespace for the declared prefix, found an empty one";
  return {};
}

}  // namespace

std::string_view Namespaces::open(const std::vector<Attribute>& attributes, std::size_t& culprit) {
  sizes_.push_back(bindings_.size());
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const Attribute& attribute = attributes[i];
    if (!attribute.declares_prefix() && !attribute.declares_default()) continue;
    const std::string_view prefix =
        attribute.declares_prefix() ? attribute.local : std::string_view{};
    if (const std::string_view wrong = wrong_declaration(prefix, attribute.value); !wrong.empty()) {
      culprit = i;
      return wrong;
    }
    bindings_.push_back({prefix, attribute.value});
  }
  return {};
}

void Namespaces::close() {
  bindings_.resize(sizes_.back());
  sizes_.pop_back();
}

const std::string* Namespaces::find(std::string_view prefix) const {
  const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                  [&](const Binding& binding) { return binding.prefix == prefix; });
  return found == bindings_.rend() ? nullptr : &found->uri;
}

}  // namespace onward::xml

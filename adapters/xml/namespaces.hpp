// Namespace declarations in scope while a document is checked, and the rules about them.
// Standard: Namespaces in XML 1.0 (third edition) clauses 2 to 6.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onward::xml {

inline constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xmlns_uri = "http://www.w3.org/2000/xmlns/";

/// An attribute as the check sees it; `prefix` and `local` point into the document.
struct Attribute {
  std::string_view prefix;
  std::string_view local;
  std::string value;  ///< references resolved, whitespace normalised
  std::size_t offset = 0;

  [[nodiscard]] bool declares_default() const { return prefix.empty() && local == "xmlns"; }
  [[nodiscard]] bool declares_prefix() const { return prefix == "xmlns"; }
};

class Namespaces {
 public:
  /// Takes the declarations among an element's attributes. Returns what is wrong with one, "" when
  /// all are right; `culprit` is then its index.
  std::string_view open(const std::vector<Attribute>& attributes, std::size_t& culprit);
  /// Forgets what the innermost element declared.
  void close();
  /// nullptr when the prefix is not declared; the empty prefix always is.
  [[nodiscard]] const std::string* find(std::string_view prefix) const;
  [[nodiscard]] std::size_t size() const { return bindings_.size(); }

 private:
  struct Binding {
    std::string_view prefix;
    std::string uri;
  };
  std::vector<Binding> bindings_ = {
      {"xml", std::string(xml_uri)}, {"xmlns", std::string(xmlns_uri)}, {"", {}}};
  std::vector<std::size_t> sizes_;  // of bindings_ before each open element
};

}  // namespace onward::xml

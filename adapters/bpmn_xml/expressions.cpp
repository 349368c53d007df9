// Decides the language of an expression by its marks, its declaration and its place.
#include "adapters/bpmn_xml/expressions.hpp"

#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool is_juel(std::string_view text) {
  return text.find("${") != std::string_view::npos || text.find("#{") != std::string_view::npos;
}

model::Language bare_language(std::string_view text, Bare bare) {
  switch (bare) {
    case Bare::feel: return model::Language::feel;
    case Bare::literal: return model::Language::literal;
    case Bare::time:
    case Bare::cycle:
      if (xml::is_iso_date(text) || xml::is_iso_duration(text) || xml::is_iso_repetition(text))
        return model::Language::literal;
      return bare == Bare::cycle && xml::is_cron(text) ? model::Language::literal
                                                       : model::Language::feel;
  }
  return model::Language::feel;
}

model::Formula marked(const Source& source, pugi::xml_node node, std::string_view text) {
  model::Formula formula;
  formula.at = source.at(node);
  formula.text = xml::trim(text);
  return formula;
}

/// A declared language decides before the place, but not before the marks.
model::Formula declared(Source& source, pugi::xml_node node, std::string_view text,
                        std::string_view language, Bare bare) {
  model::Formula formula = formula_of(source, node, text, bare);
  const bool has_mark = xml::trim(text).starts_with('=') || is_juel(text);
  const DeclaredLanguage stated = language_of(language);
  if (formula.empty() || stated == DeclaredLanguage::none) return formula;
  if (stated == DeclaredLanguage::feel) {
    formula = marked(source, node, text);
    if (formula.text.starts_with('=')) formula.text.erase(0, 1);
    formula.text = xml::trim(formula.text);
  } else if (stated == DeclaredLanguage::foreign && !has_mark) {
    formula.language = model::Language::foreign;
    source.not_executable(
        "the language '" + std::string(language) + "' is not spoken here: FEEL and ${...} are",
        node);
  }
  return formula;
}

}  // namespace

DeclaredLanguage language_of(std::string_view uri) {
  const std::string name = lower(xml::trim(uri));
  if (name.empty() || name.find("xpath") != std::string::npos) return DeclaredLanguage::none;
  // Some tools name DMN itself where they mean its expression language.
  if (name.find("feel") != std::string::npos || name.find("omg.org/spec/dmn") != std::string::npos)
    return DeclaredLanguage::feel;
  for (const std::string_view known : {"juel", "java.sun.com/products/jsp", "uel"})
    if (name.find(known) != std::string::npos) return DeclaredLanguage::juel;
  return DeclaredLanguage::foreign;
}

model::Formula formula_of(const Source& source, pugi::xml_node node, std::string_view text,
                          Bare bare) {
  model::Formula formula = marked(source, node, text);
  if (formula.text.starts_with('=')) {
    formula.text = xml::trim(std::string_view(formula.text).substr(1));
  } else if (is_juel(formula.text)) {
    formula.language = model::Language::juel;
  } else {
    formula.language = bare_language(formula.text, bare);
  }
  return formula;
}

model::Formula expression_in(Source& source, pugi::xml_node element, Bare bare) {
  if (!element) return {};
  const std::string text = xml::text_of(element);
  std::string_view language = plain(element, "language");
  if (language.empty() && bare != Bare::literal) language = source.foreign_language();
  // Times are the same in every language, as long as they are plain ISO 8601.
  const model::Formula plain_time = formula_of(source, element, text, bare);
  if (plain_time.language == model::Language::literal) return plain_time;
  return declared(source, element, text, language, bare);
}

model::Formula script_in(Source& source, pugi::xml_node node, std::string_view text,
                         std::string_view format) {
  if (language_of(format) != DeclaredLanguage::foreign)
    return declared(source, node, text, format, Bare::feel);
  model::Formula formula = marked(source, node, text);
  formula.language = model::Language::foreign;
  source.not_executable(
      "a script in '" + std::string(format) + "' cannot run here: only FEEL and ${...} can", node);
  return formula;
}

}  // namespace onward::bpmn_xml

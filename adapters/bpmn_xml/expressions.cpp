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

model::Formula marked(Source& source, pugi::xml_node node, std::string_view text) {
  model::Formula formula;
  formula.at = source.at(node);
  formula.text = xml::trim(text);
  return formula;
}

/// What is neither FEEL nor the JUEL that we read is another engine's: kept, not executable
/// (decision 13). A "=" in front says that FEEL is meant, and then a mistake is a mistake.
void keep_if_unreadable(Source& source, pugi::xml_node node, model::Formula& formula) {
  const bool is_juel_text = formula.language == model::Language::juel;
  if (formula.empty() || (!is_juel_text && formula.language != model::Language::feel)) return;
  const Result<feel::Expression> compiled =
      is_juel_text ? feel::compile_juel(formula.text) : feel::compile(formula.text);
  if (compiled) return;
  formula.language = model::Language::foreign;
  source.not_executable("the expression is not one that runs here: " + compiled.error().message,
                        node);
}

/// A declared language decides before the place, but not before the marks; and a time is the same
/// in every language, as long as it is plain ISO 8601.
model::Formula declared(Source& source, pugi::xml_node node, std::string_view text,
                        std::string_view language, Bare bare) {
  model::Formula formula = marked(source, node, text);
  if (formula.empty()) return formula;
  const bool is_marked = formula.text.starts_with('=');
  const DeclaredLanguage stated = language_of(language);
  if (stated == DeclaredLanguage::feel) {
    if (is_marked) formula.text = xml::trim(std::string_view(formula.text).substr(1));
    if (!is_marked) keep_if_unreadable(source, node, formula);
    return formula;
  }
  const bool is_bare = !is_marked && !is_juel(formula.text) &&
                       bare_language(formula.text, bare) != model::Language::literal;
  if (stated == DeclaredLanguage::foreign && is_bare) {
    formula.language = model::Language::foreign;
    source.not_executable(
        "the language '" + std::string(language) + "' is not spoken here: FEEL and ${...} are",
        node);
    return formula;
  }
  formula = formula_of(source, node, text, bare);
  if (is_bare) keep_if_unreadable(source, node, formula);
  return formula;
}

}  // namespace

DeclaredLanguage language_of(std::string_view uri) {
  const std::string name = lower(xml::trim(uri));
  if (name.empty() || name.find("xpath") != std::string::npos) return DeclaredLanguage::none;
  if (name.find("feel") != std::string::npos) return DeclaredLanguage::feel;
  for (const std::string_view known : {"juel", "java.sun.com/products/jsp", "uel"})
    if (name.find(known) != std::string::npos) return DeclaredLanguage::juel;
  return DeclaredLanguage::foreign;
}

model::Formula formula_of(Source& source, pugi::xml_node node, std::string_view text, Bare bare) {
  model::Formula formula = marked(source, node, text);
  if (formula.text.starts_with('=')) {
    formula.text = xml::trim(std::string_view(formula.text).substr(1));
  } else if (is_juel(formula.text)) {
    formula.language = model::Language::juel;
    keep_if_unreadable(source, node, formula);
  } else {
    formula.language = bare_language(formula.text, bare);
  }
  return formula;
}

std::string text_of(const model::Formula& formula, Bare bare) {
  if (formula.language != model::Language::feel || formula.empty()) return formula.text;
  const bool reads_as_feel = bare_language(formula.text, bare) == model::Language::feel &&
                             !is_juel(formula.text) && feel::compile(formula.text).ok();
  return reads_as_feel ? formula.text : "=" + formula.text;
}

model::Formula expression_in(Source& source, pugi::xml_node element, Bare bare) {
  if (!element) return {};
  std::string_view language = plain(element, "language");
  if (language.empty()) language = source.foreign_language();
  return declared(source, element, xml::text_of(element), language, bare);
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

// A key counts for a message when each of its properties says where the message has it, and when
// some process of the document subscribes to it: without a subscription nobody would ask for what
// the thrower computes, and the message would not be found.
#include "adapters/bpmn_xml/correlation.hpp"

#include <map>
#include <set>

#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;
using model::EventDefinition;
using model::Formula;

struct Key {
  std::string id;
  std::vector<pugi::xml_node> properties;
};

bool throws(ElementKind kind) {
  return kind == ElementKind::intermediate_throw_event || kind == ElementKind::end_event ||
         kind == ElementKind::send_task;
}

/// One property gives its own value, several give a list of them.
Formula joined(Source& source, std::vector<Formula> parts, pugi::xml_node place) {
  if (parts.size() == 1) return std::move(parts.front());
  Formula list;
  list.at = source.at(place);
  for (const Formula& part : parts) {
    if (part.language == model::Language::foreign) return part;
    if (part.language != model::Language::feel) {
      source.not_executable("the properties of a correlation key are FEEL when there are several",
                            place);
      return {};
    }
    list.text += (list.text.empty() ? "[(" : ", (") + part.text + ")";
  }
  list.text += "]";
  return list;
}

class Correlation {
 public:
  Correlation(Source& source, model::Draft& draft) : source_(source), draft_(draft) {}

  void read() {
    for (const pugi::xml_node root : source_.root().children())
      if (is_bpmn(root)) find_keys(root);
    if (keys_.empty()) return;
    for (const pugi::xml_node process : bpmn_children(source_.root(), "process"))
      for (const pugi::xml_node each : bpmn_children(process, "correlationSubscription"))
        subscribed_.insert(source_.id_of(key_node(each)));
    for (model::DraftProcess& process : draft_.processes)
      for (model::DraftElement& element : process.elements) {
        correlate(process, element, element.details.message);
        for (EventDefinition& event : element.details.events) correlate(process, element, event);
      }
  }

 private:
  /// Keys stand in collaborations and in the conversations inside; depth is bounded by
  /// limits::xml_depth.
  void find_keys(pugi::xml_node node) {
    for (const pugi::xml_node child : node.children()) {
      if (!is_bpmn(child)) continue;
      const std::string_view name = xml::local_name(child);
      if (name == "correlationKey") {
        Key& key = keys_.emplace_back();
        key.id = source_.id_of(child);
        for (const pugi::xml_node ref : bpmn_children(child, "correlationPropertyRef"))
          if (const pugi::xml_node found = source_.find_reference(ref, trimmed_text(ref)))
            key.properties.push_back(found);
      } else if (name == "conversation" || name == "subConversation") {
        find_keys(child);
      }
    }
  }

  pugi::xml_node key_node(pugi::xml_node subscription) const {
    return source_.find_reference(subscription,
                                  xml::trim(plain(subscription, "correlationKeyRef")));
  }

  pugi::xml_node retrieval_of(pugi::xml_node property, const std::string& message) const {
    for (const pugi::xml_node each :
         bpmn_children(property, "correlationPropertyRetrievalExpression"))
      if (xml::local_name(xml::trim(plain(each, "messageRef"))) == message)
        return bpmn_child(each, "messagePath");
    return {};
  }

  bool counts_for(const Key& key, const std::string& message) const {
    if (key.properties.empty() || !subscribed_.contains(key.id)) return false;
    for (const pugi::xml_node property : key.properties)
      if (!retrieval_of(property, message)) return false;
    return true;
  }

  /// Thrower and catcher take the same key: the first that counts.
  const Key* key_of(const std::string& message) const {
    for (const Key& key : keys_)
      if (counts_for(key, message)) return &key;
    return nullptr;
  }

  void correlate(const model::DraftProcess& process, const model::DraftElement& element,
                 EventDefinition& event) {
    if (event.kind != model::EventKind::message || event.ref.empty()) return;
    if (!event.correlation_key.empty()) return;
    if (throws(element.kind)) {
      event.correlation_key = key_of_message(event.ref);
      event.key_of_payload = !event.correlation_key.empty();
      return;
    }
    // What starts a process waits for no key.
    if (element.kind == ElementKind::start_event && element.parent.empty()) return;
    event.correlation_key = key_of_process(process, element, event.ref);
  }

  Formula key_of_message(const std::string& message) {
    if (const auto known = of_message_.find(message); known != of_message_.end())
      return known->second;
    Formula formula;
    if (const Key* key = key_of(message)) {
      std::vector<Formula> parts;
      for (const pugi::xml_node property : key->properties)
        parts.push_back(expression_in(source_, retrieval_of(property, message), Bare::feel));
      formula = joined(source_, std::move(parts), source_.find(key->id));
    }
    return of_message_.emplace(message, formula).first->second;
  }

  Formula key_of_process(const model::DraftProcess& process, const model::DraftElement& element,
                         const std::string& message) {
    const Key* key = key_of(message);
    if (key == nullptr) return {};
    for (const pugi::xml_node each :
         bpmn_children(source_.find(process.id), "correlationSubscription"))
      if (source_.id_of(key_node(each)) == key->id) return key_of_subscription(each, *key);
    source_.warning("no-effect",
                    "a message that is thrown with the correlation key '" + key->id +
                        "' does not reach it: its process has no subscription to the key",
                    source_.find(element.id));
    return {};
  }

  Formula key_of_subscription(pugi::xml_node subscription, const Key& key) {
    const auto known = of_subscription_.find(subscription.hash_value());
    if (known != of_subscription_.end()) return known->second;
    std::vector<Formula> parts;
    for (const pugi::xml_node property : key.properties) {
      pugi::xml_node path;
      for (const pugi::xml_node binding : bpmn_children(subscription, "correlationPropertyBinding"))
        if (source_.find_reference(binding, xml::trim(plain(binding, "correlationPropertyRef"))) ==
            property)
          path = bpmn_child(binding, "dataPath");
      if (!path)
        source_.not_executable("the subscription does not say what the property '" +
                                   source_.id_of(property) + "' is in this process",
                               subscription);
      parts.push_back(expression_in(source_, path, Bare::feel));
    }
    const Formula formula = joined(source_, std::move(parts), subscription);
    return of_subscription_.emplace(subscription.hash_value(), formula).first->second;
  }

  Source& source_;
  model::Draft& draft_;
  std::vector<Key> keys_;
  std::set<std::string, std::less<>> subscribed_;  ///< ids of keys
  std::map<std::string, Formula> of_message_;
  std::map<std::size_t, Formula> of_subscription_;
};

}  // namespace

void read_correlation(Source& source, model::Draft& draft) { Correlation(source, draft).read(); }

}  // namespace onward::bpmn_xml

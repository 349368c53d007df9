// bpmn-moddle writes some expressions under the name of their type in place of the name that the schema asks for: a document with them would be refused.
interface Registry { typeMap: Record<string, { properties?: { name: string; xml?: object }[] }> }

const byName: [type: string, property: string][] = [
  ["bpmn:CorrelationPropertyRetrievalExpression", "messagePath"],
  ["bpmn:CorrelationPropertyBinding", "dataPath"],
  ["bpmn:ComplexBehaviorDefinition", "condition"],
  ["bpmn:ComplexBehaviorDefinition", "event"],
];

/** Before the first document is read. */
export function mend(moddle: unknown): void {
  const { typeMap } = (moddle as { registry: Registry }).registry;
  for (const [type, property] of byName) {
    const found = typeMap[type]?.properties?.find((one) => one.name === property || one.name === `bpmn:${property}`);
    if (found) found.xml = { serialize: "property" };
  }
}

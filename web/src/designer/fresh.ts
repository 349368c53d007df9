// What a new definition begins as: the least that is a process, so that the rules have nothing to say.
export const fresh: Record<string, { file: string; name: string; text: string }> = {
  bpmn: {
    file: "new-process.bpmn", name: "New process",
    text: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:onward="urn:onward:bpmn:1" id="new-process-definitions" targetNamespace="urn:onward:processes">
  <bpmn:collaboration id="new-process-collaboration">
    <bpmn:participant id="new-process-pool" name="New process" processRef="new-process" />
  </bpmn:collaboration>
  <bpmn:process id="new-process" name="New process" isExecutable="true">
    <bpmn:laneSet id="new-process-lanes">
      <bpmn:lane id="sales" name="Sales" onward:group="sales" onward:assign="responsible">
        <bpmn:flowNodeRef>begun</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>first-step</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>ended</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="begun" name="Begun">
      <bpmn:outgoing>begun-to-first-step</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="first-step" name="First step">
      <bpmn:incoming>begun-to-first-step</bpmn:incoming>
      <bpmn:outgoing>first-step-to-ended</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="ended" name="Ended">
      <bpmn:incoming>first-step-to-ended</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="begun-to-first-step" sourceRef="begun" targetRef="first-step" />
    <bpmn:sequenceFlow id="first-step-to-ended" sourceRef="first-step" targetRef="ended" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="new-process-diagram">
    <bpmndi:BPMNPlane id="new-process-plane" bpmnElement="new-process-collaboration">
      <bpmndi:BPMNShape id="new-process-pool-shape" bpmnElement="new-process-pool" isHorizontal="true">
        <dc:Bounds x="160" y="80" width="680" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="sales-shape" bpmnElement="sales" isHorizontal="true">
        <dc:Bounds x="190" y="80" width="650" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="begun-shape" bpmnElement="begun">
        <dc:Bounds x="262" y="172" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="first-step-shape" bpmnElement="first-step">
        <dc:Bounds x="380" y="150" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="ended-shape" bpmnElement="ended">
        <dc:Bounds x="562" y="172" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="begun-to-first-step-edge" bpmnElement="begun-to-first-step">
        <di:waypoint x="298" y="190" />
        <di:waypoint x="380" y="190" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="first-step-to-ended-edge" bpmnElement="first-step-to-ended">
        <di:waypoint x="480" y="190" />
        <di:waypoint x="562" y="190" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`,
  },
  compact: {
    file: "new-process.xml", name: "New process",
    text: `<?xml version="1.0" encoding="UTF-8"?>
<process xmlns="urn:onward:process:1" id="new-process" name="New process">
  <role id="sales" name="Sales" assign="responsible"/>
  <start id="begun"/>
  <task id="first-step" name="First step" role="sales" due="P1D">
    <instructions>What is to be done, and how.</instructions>
  </task>
  <end id="ended"/>
</process>
`,
  },
  dmn: {
    file: "new-decision.dmn", name: "New decision",
    text: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="new-decision-model" name="New decision" namespace="urn:onward:decisions">
  <decision id="new-decision" name="New decision">
    <decisionTable id="new-decision-table" hitPolicy="FIRST">
      <input id="amount" label="Amount">
        <inputExpression id="amount-expression" typeRef="number">
          <text>amount</text>
        </inputExpression>
      </input>
      <output id="verdict" label="Verdict" name="verdict" typeRef="string" />
      <rule id="large">
        <inputEntry id="large-amount">
          <text>&gt;= 1000</text>
        </inputEntry>
        <outputEntry id="large-verdict">
          <text>"large"</text>
        </outputEntry>
      </rule>
      <rule id="others">
        <inputEntry id="others-amount">
          <text>-</text>
        </inputEntry>
        <outputEntry id="others-verdict">
          <text>"small"</text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`,
  },
};

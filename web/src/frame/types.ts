// What the API answers, as far as the pages use it; the whole of it: server/api/openapi.json.

export interface List<T> { items: T[]; next?: string }

export interface Me { id: string; name: string | null; roles: string[]; groups: string[]; permissions: string[] }

export interface User { id: string; name: string; roles: string[]; groups: string[] }

export type TaskState = "open" | "completed" | "cancelled" | "failed";

export interface Task {
  id: string; name: string; elementId: string; instanceId: string; definition: string; version: number; state: TaskState;
  assignee: string | null; candidateGroups: string[]; candidateUsers: string[]; due: string | null; followUp: string | null;
  priority: number; createdAt: string; completedAt: string | null; opportunityId: string | null; revision: number;
}

export type FieldType = "string" | "text" | "boolean" | "number" | "date" | "dateTime" | "enum" | "list";

export interface Field {
  id: string; label: string | null; type: FieldType; required: boolean; requiredIf?: string; default?: unknown;
  options?: { value: string; label: string }[]; min?: number; exclusiveMin?: boolean; max?: number; fields?: Field[]; readonly?: boolean;
}

export interface ChecklistItem {
  id: string; text: string; done: boolean; notApplicable: boolean; remark: string | null; remarkRequired: boolean; by?: string; at?: string;
}

export interface Comment { by: string; text: string; at: string }

export interface WholeTask extends Task {
  owner: string | null; deliverable: string | null; deliverableRequired: boolean; contact: boolean; instructions: string | null;
  form: { fields: Field[] }; checklist: ChecklistItem[]; variables: Record<string, unknown>; draft: Record<string, unknown> | null; comments: Comment[]; mayWork: boolean;
}

export interface Completed { instance: { id: string; state: string }; tasks: Task[] }

export interface DemandLine {
  item: string; quantity: number; product?: string; expectedPrice?: number; currency?: string; comment?: string; unsatisfiedReason?: string;
}
export interface Party { name?: string; company?: string; person?: string; legalEntity?: string; contactPerson?: string; role?: string; email?: string; phone?: string; comment?: string }
export interface Quotation { number?: string; date?: string; amount?: number; accepted?: boolean }
export interface Order { date?: string; amount?: number }

export interface Opportunity {
  id: string; number: string; kind: string; title: string; customer: { id: string; name: string } | null; responsible: string | null; stage: string;
  status: "draft" | "open" | "won" | "lost" | "disqualified"; demand: DemandLine[]; parties: Party[]; source: string | null; quotation: Quotation | null; order: Order | null;
  amount: number | null; instanceIds: string[]; createdAt: string; nextStep?: string; nextStepDue?: string; lossReason?: string; [other: string]: unknown;
}

export type StepState = "done" | "active" | "possible" | "skipped";

export interface Step {
  id: string; name: string; type: string; state: StepState; passes: number; personInCharge: string | null; group: string | null;
  deliverable: string | null; due: string | null; openTaskIds: string[]; instructions: string | null;
}
export interface Chart { steps: Step[]; flows: { from: string; to: string; label: string | null }[] }
export interface Flow extends Chart {
  id: string; instances: (Chart & { instanceId: string; definition: string; version: number; state: string })[];
}

export interface Change { before?: unknown; after?: unknown }
export interface HistoryLine {
  type: string; time: string; actor: string; operation: string; reason?: string | null; version?: number; changes?: Record<string, Change>; instanceId?: string; sequence?: number;
  events?: { event: string; node?: string; data: Record<string, unknown> }[];
}
export interface Fact { sequence: number; time: string; actor: string; operation: string; event: string; node: string | null; data: Record<string, unknown> }

export interface Interaction {
  id: string; type: string; subject: string; at: string; planned?: boolean; participants?: (string | { name: string })[]; details?: string | null; outcome?: string | null;
  nextStep?: string | null; nextStepDue?: string | null; recordedBy?: string | null; [other: string]: unknown;
}

export interface Waiting { type: string; [detail: string]: unknown }
export interface Token { id: string; node: string; state: string; since: string; waitingFor: Waiting[] }
export interface Incident { id: string; instanceId?: string; node?: string; elementId?: string; code: string; message: string; definition?: string; at?: string; time?: string }
export interface Instance {
  id: string; definition: string; version: number; state: string; businessKey: string | null; parentInstanceId: string | null; rootInstanceId: string; startedAt: string;
  endedAt: string | null; opportunityId: string | null; incidents: number;
}
export interface Command { sequence: number; time: string; actor: string | null; operation: string; reason: string | null }
export interface Timer { id: string; elementId: string; due?: string; left?: string }
export interface AwaitedEvent { id: string; elementId: string; type: string; name: string | null; correlationKey: string | null; since: string }
export interface OpenJob { id: string; elementId: string; type: string; topic: string; retries: number; due: string; worker: string | null; lockedUntil: string | null; createdAt: string }
export interface WholeInstance extends Omit<Instance, "incidents"> {
  startedBy: string; command: Command; tokens: Token[]; timers: Timer[]; events: AwaitedEvent[]; jobs: OpenJob[]; incidents: Incident[];
  children: { id: string; definition?: string; state?: string }[]; tasks: Task[];
}
export interface Activity { id: string; elementId: string; name: string | null; type: string; state: string; startedAt: string; endedAt: string | null; loopCounter: number | null }
export interface Scope { id: string; parent: string | null; kind: string; elementId: string | null; variables: Record<string, unknown> }
export interface DefinitionNode { id: string; name: string | null; type: string }
export interface WholeDefinition { key: string; version: number; name: string; nodes?: DefinitionNode[]; flows?: { id: string; name: string | null; source: string; target: string }[] }

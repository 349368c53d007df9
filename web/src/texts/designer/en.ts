// English: the texts of the designer. A part of their own, so that who works on tasks does not load them.

export const english = {
  cancel: "Cancel", close: "Close", download: "Download", remove: "Remove {what}", version: "Version {n}",

  "kind.process": "process", "kind.decision": "decision", "kind.all": "Processes and decisions", "kind.processes": "Processes", "kind.decisions": "Decisions",
  "new.bpmn": "New diagram", "new.compact": "New text", "new.dmn": "New decision table", "new.mermaid": "Import Mermaid…",
  "list.search": "Search processes and decisions", "list.nothing": "None fits.", "list.none": "Nothing is deployed yet.",
  "drafts.title": "Your drafts", "drafts.where": "Kept in this browser, not on the server.", "drafts.forget": "Forget", "drafts.forgetOne": "Forget the draft {name}",

  "definition.name": "Name", "definition.kind": "Kind", "definition.version": "Version", "definition.deployed": "Deployed", "definition.by": "By", "definition.comment": "Comment", "definition.file": "File",
  "definition.notExecutable": "cannot run here", "definition.edit": "Edit", "definition.about": "{key}, version {version}, deployed {time} by {by}", "definition.newest": "newest",
  "definition.toNewest": "The newest is version {n}", "definition.kindOf": "for opportunities of the kind {kind}", "definition.parts": "Parts of the definition",
  "tab.diagram": "Diagram", "tab.table": "Table", "tab.steps": "Steps", "tab.text": "Text", "tab.versions": "Versions",
  "step.lane": "{lane}", "step.due": "due {due}", "step.deliverable": "Deliverable: {deliverable}",
  "picture.label": "Diagram of the process", "picture.canvas": "Diagram; the tab Steps says the same in words",

  "compare.with": "Compare with", "compare.go": "Compare", "compare.title": "{name}: two versions", "compare.back": "Back to the versions", "compare.left": "Before", "compare.right": "After",
  "compare.words": "What is different", "compare.sameModel": "The same process: every element says the same.", "compare.lines": "Line by line", "compare.sameText": "The same text.", "compare.text": "Text", "compare.skipped": "{n} lines are the same",
  "difference.added": "{name} is new", "difference.removed": "{name} is gone", "difference.changed": "{name} says something else", "difference.moved": "{name} is drawn elsewhere",
  "difference.value": "{name}: {before} → {after}", "difference.nothing": "nothing", "difference.other": "something else", "difference.extensionNew": "{what}: new", "difference.extensionOther": "{what}: says something else", "difference.extensionGone": "{what}: gone",
  "extension.Deliverable": "deliverable", "extension.Instructions": "instructions", "extension.Form": "form", "extension.Checklist": "checklist", "extension.Show": "what it shows", "extension.Input": "inputs", "extension.Output": "outputs",
  "extension.Payload": "payload", "extension.Simulation": "simulation", "extension.Calendar": "calendar",
  "attribute.name": "name", "attribute.id": "id", "attribute.conditionExpression": "condition", "attribute.default": "default flow", "attribute.sourceRef": "from", "attribute.targetRef": "to", "attribute.onward:due": "due", "attribute.onward:group": "group",

  "designer.title": "Designer", "designer.editing": "{name}, from version {version}", "designer.faces": "How it is shown",
  "face.diagram": "Diagram", "face.table": "Table", "face.text": "Text", "face.tokens": "Tokens",
  "draft.kept": "A draft is kept in this browser until you deploy it.", "draft.unchanged": "Nothing is changed yet.", "draft.leave": "The last change is not kept yet. Leave?", "draft.noRoom": "The browser has no room for the draft: download it.",
  "draft.found": "There is a draft of {name} in this browser.", "draft.goOn": "Go on with it", "draft.anew": "Begin anew", "draft.gone": "This draft is not in this browser.", "draft.toList": "To the processes",

  "check.title": "What the rules say", "check.running": "Checking…", "check.good": "No problems", "check.error": "1 error", "check.errors": "{n} errors", "check.warning": "1 remark", "check.warnings": "{n} remarks", "check.nothing": "Nothing is wrong.", "check.line": "line {line}",
  "severity.error": "error", "severity.warning": "warning", "severity.not-executable": "cannot run",
  "code.label": "Text of {name}", "code.keys": "Esc and then Tab leaves the text.",

  "deploy.open": "Deploy…", "deploy.title": "Deploy", "deploy.go": "Deploy", "deploy.becomes": "{name} ({key}) becomes version {version}.", "deploy.notExecutable": "It cannot run here.", "deploy.noImpact": "No step that running instances use is different.",
  "deploy.changedOnly": "{n} steps are different; no running instance stands at one of them.", "deploy.impact": "Running instances stand at steps that are different:", "deploy.oneAt": "1 instance of {definition} at {element}", "deploy.at": "{n} instances of {definition} at {element}",
  "deploy.stay": "They go on as they began, on their own version, until somebody migrates them.", "deploy.commentHint": "What is different, and why. Everybody sees it in the list of versions.", "deploy.done": "{name} is deployed as version {version}.",

  "import.title": "Import a Mermaid flowchart", "import.text": "Flowchart, or Markdown with some", "import.hint": "Begins with graph or flowchart. Nothing is deployed: it opens as a draft.", "import.go": "Import", "import.notes": "What had to be guessed:", "import.open": "Open {name}",

  "trial.open": "Dry run", "trial.title": "Dry run", "trial.what": "The server runs imaginary instances of what stands here, with its own rules, and keeps nothing. Decisions and processes that it calls are those that are deployed.",
  "trial.variables": "Example data", "trial.variablesHint": "A JSON object with the variables that each instance begins with; may be empty.", "trial.notJson": "This is not a JSON object.", "trial.instances": "Instances", "trial.instancesHint": "A whole number from 1 to 500.", "trial.go": "Run",
  "trial.cycle": "{n} came to an end: {mean} on average, 95 % within {most}.", "trial.bound": "It was {bound}.", "trial.outcomes": "How they ended", "trial.outcome": "Outcome", "trial.number": "Number", "trial.share": "Share", "trial.time": "Mean time",
  "trial.paths": "The most frequent ways", "trial.activities": "Work", "trial.activity": "{name}: {n} times, {time} each",
  "outcome.ended": "Ended", "outcome.failed": "Failed", "outcome.cancelled": "Cancelled", "outcome.incident": "Stuck", "outcome.waits": "Waits", "outcome.refused": "Refused", "outcome.bound": "Cut off",

  "tokens.what": "Start a token with the play button at a start event and watch where it goes. Conditions and data are not looked at here; the dry run does.", "tokens.canvas": "Diagram with tokens",
  "table.canvas": "Decision table", "table.views": "Tables", "table.drd": "How they depend on each other",

  "model.undo": "Undo", "model.redo": "Redo", "model.fit": "Show all", "model.larger": "Larger", "model.smaller": "Smaller", "model.canvas": "Diagram; the list of elements and the properties beside it do the same without a mouse", "model.failed": "This cannot be shown as a diagram; look at the text.", "model.element": "Element", "model.lost": "The diagram cannot keep all of this document. Change it in the text; a change in the diagram loses:",
  "properties.title": "Properties", "id.bad": "A letter first, then letters, digits, - _ and .", "id.taken": "Another element has this id.",
  "element.name": "Name", "element.id": "Id", "element.stage": "Stage of the opportunity", "element.stageHint": "From here on, until another step says otherwise.", "element.documentation": "Documentation",
  "part.process": "Process", "part.lane": "Who", "part.task": "Task", "part.form": "Form", "part.checklist": "Checklist", "part.more": "More", "part.job": "What it does", "part.inputs": "Inputs", "part.outputs": "Outputs", "part.script": "Script", "part.call": "Called process",
  "part.loop": "How often", "loop.kind": "How often it is done", "loop.once": "once", "loop.parallel": "for each, all at the same time", "loop.sequential": "for each, one after the other", "loop.loop": "again and again",
  "loop.collection": "For each item of (FEEL)", "loop.collectionHint": "A list, such as people, or opportunity.demand.", "loop.item": "Variable for the item", "loop.number": "Or so many times (FEEL)", "loop.numberHint": "A number; not together with a list.",
  "loop.done": "Enough when (FEEL)", "loop.doneHint": "Asked after each: true cancels the rest.", "loop.collect": "Gathered in the variable", "loop.collected": "What is gathered of each (FEEL)",
  "loop.while": "As long as (FEEL)", "loop.whileHint": "True: once more.", "loop.before": "Asked before the first time, too", "loop.most": "At most so many times (FEEL)",
  "part.simulation": "For simulations", "part.event": "Event", "part.payload": "What it carries", "part.start": "Opportunity", "part.flow": "When it is taken",
  "process.name": "Name of the process", "process.key": "Key of the process", "process.keyHint": "Versions of the same key follow each other.", "process.kind": "Kind of opportunity", "process.kindHint": "Posting an opportunity of this kind starts the process.", "process.zone": "Time zone", "process.executable": "Can be started",
  "lane.group": "Group", "lane.hint": "Tasks of the lane are offered to it.", "lane.assign": "Assigned to whoever is responsible for the opportunity",
  "task.due": "Due", "task.dueHint": "P1D: a day after it opens; or a FEEL expression.", "task.deliverable": "Deliverable", "task.deliverableHint": "What it brings about. Completing it then asks where the result is.", "task.optional": "The result may be left out",
  "task.instructions": "Instructions", "task.instructionsHint": "Markdown", "task.contact": "It contacts the customer", "task.assignee": "Assigned to", "task.assigneeHint": "Instead of the lane: a user, or an expression such as =opportunity.responsible.", "task.groups": "Offered to groups",
  "task.followUp": "Follow up", "task.calendar": "Calendar of working time", "task.shows": "Variables that it shows", "task.showsHint": "Names, with blanks between them.",
  "field.id": "Name of the variable", "field.badId": "A letter first, then letters, digits and _", "field.label": "Label", "field.type": "Type", "field.required": "required", "field.requiredIf": "Required if (FEEL)", "field.default": "Default (FEEL)", "field.feel": "A text stands in quotation marks.",
  "field.min": "Least", "field.max": "Most", "field.above": "More than", "field.keep": "Kept in the opportunity as", "field.keepNot": "not kept", "field.add": "Add a field", "column.add": "Add a column",
  "fieldType.string": "one line", "fieldType.text": "text", "fieldType.boolean": "yes or no", "fieldType.number": "number", "fieldType.date": "date", "fieldType.dateTime": "date and time", "fieldType.enum": "choice", "fieldType.list": "table",
  "option.add": "Add a choice", "option.value": "Value", "option.label": "Label", "item.add": "Add an item", "item.new": "To be ticked", "item.text": "Text", "item.remark": "Ticking needs a remark",
  "mapping.add": "Add a variable", "mapping.name": "Name", "mapping.value": "Value (FEEL)",
  "job.by": "Done by", "job.nobody": "nobody yet", "job.action": "a built-in action", "job.connector": "a connector", "job.worker": "a worker", "job.name": "Its name", "job.result": "Variable for the result", "job.retries": "Tries", "job.backoff": "Wait between them", "job.decision": "Decision", "job.decisionHint": "Id of a deployed decision.",
  "script.text": "FEEL", "call.process": "Key of the process", "call.hint": "Its newest version is called.", "simulation.duration": "Duration", "simulation.probability": "Probability",
  "timer.kind": "When", "timer.timeDuration": "after a duration", "timer.timeDate": "at a date", "timer.timeCycle": "again and again", "timer.value": "How long or when", "timer.hint": "ISO 8601 (P7D, 2026-01-31, R/P1W), cron, or FEEL.",
  "event.name": "Name", "event.code": "Code", "event.condition": "Condition (FEEL)", "event.correlation": "What it must carry (FEEL)", "start.opportunity": "The instance", "start.none": "registers no opportunity", "start.create": "registers an opportunity", "start.fromSignal": "runs for the opportunity of the signal",
  "flow.condition": "Condition (FEEL)", "flow.hint": "True or false, such as amount > 1000 or answer = \"yes\".", "flow.default": "Taken when no other is (default flow)",

  "type.Process": "Process", "type.Collaboration": "Collaboration", "type.Participant": "Pool", "type.Lane": "Lane", "type.StartEvent": "Start event", "type.EndEvent": "End event", "type.IntermediateCatchEvent": "Intermediate event", "type.IntermediateThrowEvent": "Throwing event", "type.BoundaryEvent": "Boundary event",
  "type.UserTask": "User task", "type.ManualTask": "Manual task", "type.Task": "Task", "type.ServiceTask": "Service task", "type.ScriptTask": "Script", "type.BusinessRuleTask": "Decision", "type.SendTask": "Send task", "type.ReceiveTask": "Receive task", "type.CallActivity": "Call of a process", "type.SubProcess": "Sub-process",
  "type.ExclusiveGateway": "Exclusive gateway", "type.InclusiveGateway": "Inclusive gateway", "type.ParallelGateway": "Parallel gateway", "type.EventBasedGateway": "Event-based gateway", "type.SequenceFlow": "Flow", "type.MessageFlow": "Message flow", "type.TextAnnotation": "Annotation", "type.Association": "Association",
} as const;

export type DesignerKey = keyof typeof english;

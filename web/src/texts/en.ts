// English: every text of the pages. Another language is a file like this one with the same keys; what it lacks is shown in English.

export const english = {
  yes: "yes", no: "no", cancel: "Cancel", close: "Close", save: "Save", edit: "Edit", print: "Print", reason: "Reason",

  "nav.label": "Pages", "nav.skip": "Skip to the content", "nav.inbox": "Inbox", "nav.opportunities": "Opportunities", "nav.pipeline": "Pipeline",
  "nav.reports": "Reports", "nav.definitions": "Processes", "nav.instances": "Instances", "nav.incidents": "Incidents", "nav.batches": "Batches", "nav.statistics": "Heat map",

  "state.loading": "Loading…", "state.retry": "Try again", "state.offline": "The server cannot be reached. What you see may be old; it is loaded again when the server is back.",
  "state.notFound": "It is not there, or you may not see it.", "state.forbidden": "Your role does not include this.", "state.noPage": "There is no page at this address.",
  "state.home": "To the first page", "state.noRole": "Your roles include none of the pages.",

  "live.connecting": "Connecting", "live.live": "Live", "live.polling": "Refreshed every 15 s", "live.offline": "Offline",

  "signIn.title": "Sign in · Onward", "signIn.dev": "This server runs in development mode: it believes whoever you say you are.", "signIn.user": "User",
  "signIn.groups": "Groups (optional)", "signIn.groupsHint": "With commas between them; without any: the groups of the user, or all.", "signIn.go": "Sign in", "signIn.leave": "Sign out",
  "signIn.with": "Sign in with {name}", "signIn.otherwise": "Sign in with an API token instead",
  "signIn.failed.refused": "The sign-in was refused.", "signIn.failed.expired": "That took too long, or began in another window. Please try again.",
  "signIn.failed.no-role": "You are known, but you have no role here. An administrator can give you one.",
  "signIn.failed.unavailable": "The provider cannot be reached at the moment. Please try again in a while.",
  "signIn.tokenWhy": "Sign in with an API token. An administrator makes one with: onward token create", "signIn.token": "API token",
  "signIn.tokenHint": "It is kept in this tab only, and forgotten when you close it.", "signIn.wrongToken": "The token is unknown, revoked or expired.",

  "due.none": "No due date", "due.today": "Due today", "due.tomorrow": "Due tomorrow", "due.on": "Due {date}", "due.overdueToday": "Overdue since today",
  "due.overdueDay": "Overdue by a day", "due.overdueDays": "Overdue by {days} days",

  "inbox.which": "Which tasks", "inbox.tab.mine": "Mine", "inbox.tab.groups": "My groups", "inbox.tab.started": "Started by me", "inbox.tab.done": "Done", "inbox.tab.all": "All open",
  "startable.title": "Can be started", "startable.since": "since {day}",
  "inbox.search": "Search tasks", "inbox.process": "Process", "inbox.everyProcess": "Every process", "inbox.sort": "Sort by", "inbox.group": "Group by", "inbox.onlyOverdue": "Only overdue",
  "inbox.tasks": "Tasks", "inbox.more": "Show more", "inbox.notTaken": "Not taken", "inbox.high": "Priority {priority}", "inbox.completedAt": "Completed {time}",
  "inbox.offeredTo": "offered to {groups}", "inbox.select": "Select {task}", "inbox.claimOne": "Take {task}", "inbox.completeOne": "Complete {task}", "inbox.claimed": "{task} is yours now.",
  "inbox.needsPage": "This task has a form or a checklist.", "inbox.openPage": "Open it", "inbox.nothingFound": "No task fits.", "inbox.showAll": "Show all of them",
  "inbox.empty.mine": "You have no task. Well done.", "inbox.empty.groups": "Your groups have no task that nobody has taken.", "inbox.empty.done": "You have not completed a task yet.",
  "inbox.empty.started": "Nothing that you posted waits for anybody.", "inbox.empty.all": "There is no open task.", "inbox.seeGroups": "See what your groups have to do",

  "views.title": "Saved views", "views.save": "Save this view…", "views.saveTitle": "Save this view", "views.name": "Name", "views.hint": "Kept in this browser. A view of the same name is replaced.",
  "views.full": "There are {n} already: delete one first.", "views.saved": "{name} is saved.", "views.deleted": "{name} is deleted.", "views.delete": "Delete the view {name}", "views.noRoom": "The browser keeps nothing more: it was not saved.",

  "sort.due": "Due date", "sort.priority": "Priority", "sort.created": "Newest first",
  "group.byDue": "Due date", "group.byStep": "Step", "group.byDefinition": "Process", "group.byOpportunity": "Opportunity", "group.byPriority": "Priority", "group.byNothing": "Nothing",
  "group.due.overdue": "Overdue", "group.due.today": "Today", "group.due.week": "The next seven days", "group.due.later": "Later", "group.due.none": "Without a due date",
  "group.priority": "Priority {priority}", "group.noOpportunity": "Without an opportunity",

  "bulk.label": "Selected tasks", "bulk.selected": "{n} selected", "bulk.assign": "Reassign…", "bulk.claim": "Take all", "bulk.clear": "Clear", "bulk.assignTitle": "Reassign {n} tasks",
  "bulk.person": "To whom", "bulk.assignGo": "Reassign", "bulk.done": "{done} of {all} done.",

  "keys.title": "Keys", "keys.hint": "Keys: j and k move, ? shows all.", "keys.show": "Show keys",
  "keys.j.key": "j", "keys.j.does": "next task", "keys.k.key": "k", "keys.k.does": "task before", "keys.enter.key": "Enter", "keys.enter.does": "open the task",
  "keys.c.key": "c", "keys.c.does": "take it", "keys.e.key": "e", "keys.e.does": "complete it here", "keys.x.key": "x", "keys.x.does": "select it",
  "keys.search.key": "/", "keys.search.does": "search", "keys.help.key": "?", "keys.help.does": "this list",

  "task.title": "Task", "task.claim": "Take", "task.complete": "Complete", "task.results": "Results", "task.completedOn": "Completed on", "task.completed": "{task} is completed.",
  "task.deliverableIs": "Deliverable: {deliverable}",
  "task.completedNext": "{task} is completed. Your next task: {next}.", "task.instructions": "Instructions", "task.deliverable": "Deliverable", "task.given": "What is known",
  "task.work": "To fill in", "task.comments": "Comments", "task.noComments": "Nobody has said anything yet.", "task.comment": "Comment", "task.addComment": "Add the comment",
  "task.history": "History", "task.release": "Give back", "task.assignTitle": "Reassign this task", "task.with": "With {person}", "task.assignee": "Assignee", "task.due": "Due", "task.priority": "Priority",
  "files.title": "Files", "files.none": "No file is attached.", "files.add": "Attach a file", "files.remove": "Remove", "files.removeOne": "Remove {name}", "files.tooLarge": "{name} is larger than {most}.",
  "task.unsaved": "What you typed last is not kept yet. Leave all the same?", "task.notYet": "Not completed yet. To be put right: {n}", "task.others": "{person} has this task.", "task.offeredToOthers": "It is offered to others, and nobody has taken it.", "task.toInbox": "To the inbox",
  "taskState.open": "Open", "taskState.completed": "Completed", "taskState.cancelled": "Cancelled", "taskState.failed": "Failed",

  "kept.untouched": "", "kept.waiting": "Not kept yet", "kept.saving": "Keeping the draft…", "kept.kept": "Draft kept", "kept.failed": "The draft could not be kept",

  "form.required": "(required)", "form.choose": "Choose…", "form.yes": "Yes", "form.no": "No", "form.between": "From {min} to {max}", "form.atLeast": "At least {min}", "form.above": "More than {min}", "form.atMost": "At most {max}",
  "form.noRows": "No row yet.", "form.row": "Row {row}", "form.addRow": "Add a row", "form.removeRow": "Remove row {row}",

  "check.title": "Checklist", "check.count": "{done} of {all}", "check.notApplicable": "Not applicable", "check.notApplicableOne": "Not applicable: {item}", "check.isNotApplicable": "Not applicable",
  "check.reopen": "Open again", "check.by": "{by}, {time}", "check.remark": "Remark", "check.why": "Why is it not applicable?", "check.markDone": "Mark as done", "check.markNot": "Mark as not applicable",
  "check.remarkNeeded": "(with a remark)", "check.open": "Still open: tick it, or say why it does not apply.",

  "conflict.title": "This task was changed meanwhile", "conflict.who": "{actor}: {what}, {time}", "conflict.changed": "{what}: {from} → {to}", "conflict.nothing": "nobody or nothing",
  "conflict.item": "Checklist: {item}", "conflict.comment": "A new comment", "conflict.draft": "The draft: {fields}", "conflict.something": "changed", "conflict.keep": "Go on with what I typed", "conflict.take": "Take the other version",
  "conflict.gone": "This task is not open any more: {state}",

  "around.title": "Where this step stands", "around.next": "Next, and who", "around.alone": "This task stands alone.", "around.position": "step {step} of {of}",

  "steps.done": "done", "steps.active": "active", "steps.possible": "possible", "steps.skipped": "not taken", "steps.person": "in charge: {person}", "steps.due": "due {date}", "steps.overdue": "overdue since {date}",
  "steps.passes": "passed {n} times", "steps.deliverable": "Deliverable: {deliverable}",

  "event.TaskOpened": "opened", "event.TaskUpdated": "changed", "event.TaskAssigned": "given to somebody", "event.TaskClosed": "closed", "event.ChecklistMarked": "an item of the checklist marked", "event.TaskCommented": "commented",

  "stage.open": "Open", "stage.first-contact": "First contact", "stage.qualification": "Qualification", "stage.needs": "Needs", "stage.proposal": "Proposal", "stage.negotiation": "Negotiation", "stage.closing": "Closing",
  "stage.closed-won": "Won", "stage.closed-lost": "Lost", "stage.disqualified": "Disqualified",

  "opportunity.one": "Opportunity", "opportunity.new": "New opportunity", "opportunity.kind": "Kind", "opportunity.title": "Title", "opportunity.customer": "Customer", "opportunity.responsible": "Responsible",
  "opportunity.stage": "Stage", "opportunity.amount": "Amount", "opportunity.status": "Status", "opportunity.since": "Since", "opportunity.post": "Post", "opportunity.keepDraft": "Keep as a draft",
  "opportunity.posted": "Posted: its process has started.", "opportunity.change": "Change", "opportunity.changed": "Changed.", "opportunity.changeStage": "Change the stage…",
  "opportunity.stageTitle": "Change the stage", "opportunity.responsibleTitle": "Give to somebody else", "opportunity.stale": "Somebody else changed the opportunity meanwhile. Close this, look, and write it again.",
  "opportunity.atStage": "Stage: {stage}", "opportunity.amountIs": "Amount: {amount}", "opportunity.with": "Responsible: {person}", "opportunity.nobody": "Nobody is responsible", "opportunity.nextStep": "Next: {step} {date}",
  "opportunity.noProcess": "No process has started yet.", "opportunity.whichProcess": "Process", "opportunity.parts": "Parts of the opportunity", "opportunity.tab.steps": "Steps", "opportunity.tab.demand": "Demand",
  "opportunity.tab.interactions": "Interactions", "opportunity.tab.papers": "Quotation and order", "opportunity.tab.files": "Files", "opportunity.tab.history": "History",
  "opportunities.search": "Search opportunities", "opportunities.whose": "Whose opportunities", "opportunities.mine": "Mine", "opportunities.all": "Everybody's", "opportunities.any": "Any status",
  "opportunities.nothing": "No opportunity fits.", "opportunities.noneMine": "You are responsible for no open opportunity.", "opportunities.none": "There is no open opportunity.",
  "status.draft": "Draft", "status.open": "Open", "status.won": "Won", "status.lost": "Lost", "status.disqualified": "Disqualified",
  "instanceState.active": "active", "instanceState.completed": "completed", "instanceState.cancelled": "cancelled", "instanceState.suspended": "suspended", "instanceState.failed": "failed",

  "steps.title": "The steps", "diagram.label": "Flowchart; the list of steps says the same in words", "diagram.canvas": "Flowchart", "diagram.fit": "Whole picture", "diagram.larger": "Larger", "diagram.smaller": "Smaller",
  "diagram.failed": "The picture could not be drawn; the list of steps says the same.",

  "demand.title": "Demand", "demand.item": "Item", "demand.quantity": "Quantity", "demand.product": "Product (SKU)", "demand.price": "Expected price", "demand.comment": "Comment", "demand.none": "Nothing was asked for yet.", "demand.edit": "Change the demand",
  "quotation.title": "Quotation", "quotation.number": "Number", "quotation.date": "Date", "quotation.amount": "Amount", "quotation.accepted": "Accepted", "order.title": "Order", "order.date": "Date", "order.amount": "Amount",
  "paper.edit": "Edit: {paper}",

  "log.title": "Log what was said", "log.subject": "Subject", "log.outcome": "Outcome", "log.nextStep": "Next step", "log.nextStepDue": "Until", "log.details": "Details", "log.go": "Log it", "log.done": "Logged: {what}.", "log.none": "Nothing was logged yet.", "log.planned": "planned",
  "interaction.call-out": "I called", "interaction.call-in": "They called", "interaction.call": "Call", "interaction.voicemail": "Voicemail", "interaction.email-out": "E-mail sent", "interaction.email-in": "E-mail received", "interaction.email": "E-mail",
  "interaction.meeting": "Meeting", "interaction.sms": "SMS", "interaction.note": "Note",

  "history.change": "{what}: {from} → {to}",
  "operation.post": "Posted", "operation.stage": "Stage changed", "operation.responsible": "Given to somebody else", "operation.start-instance": "Process started", "operation.complete-task": "Task completed", "operation.set-stage": "Stage changed", "operation.set-responsible": "Given to somebody else", "operation.change": "Changed",
  "event.InstanceStarted": "process started", "event.InstanceEnded": "process ended", "event.StageReached": "stage reached", "event.IncidentRaised": "stuck", "event.IncidentResolved": "goes on", "event.OperationNoted": "done by an administrator",

  "pipeline.everyKind": "Every kind", "pipeline.sum": "Sum: {sum}", "pipeline.weighted": "weighed: {sum}", "pipeline.chance": "{share} likely, about {date}", "pipeline.more": "The first {n} are shown.", "pipeline.byMonth": "Expected by month: amount, and weighed by its probability",
  "reports.which": "Which report", "reports.mis": "Month (MIS)", "reports.funnel": "Funnel", "reports.overdue": "Overdue", "reports.hung": "Hung", "reports.stale": "Stale", "reports.workload": "Workload", "reports.forecast": "Forecast",
  "reports.about.funnel": "Open opportunities by kind and stage.", "reports.about.overdue": "Open tasks past their due date.", "reports.about.hung": "Open tasks that nobody can do.",
  "reports.about.stale": "Open opportunities on which nothing happens, or that have no next step.", "reports.about.workload": "Open tasks by person, and by group where nobody has taken them.", "reports.about.forecast": "Open opportunities with the probability to be won.",
  "reports.month": "Month", "reports.csv": "Download CSV", "reports.xlsx": "Download workbook", "reports.nothing": "Nothing to report.", "reports.ofThemOverdue": "{n} overdue",
  "column.resources": "Resources", "column.referenceDate": "Reference date", "column.customer": "Customer", "column.requirements": "Requirements", "column.quotationDate": "Quotation date", "column.quotationAmount": "Quotation amount",
  "column.orderDate": "Order date", "column.orderAmount": "Order amount", "column.status": "Status", "column.kind": "Kind", "column.stage": "Stage", "column.opportunities": "Opportunities", "column.amount": "Amount", "column.withoutAmount": "Without amount",
  "column.name": "Task", "column.definition": "Process", "column.assignee": "Assignee", "column.candidateGroups": "Groups", "column.due": "Due", "column.daysLate": "Days late", "column.createdAt": "Since", "column.reason": "Why",
  "column.title": "Opportunity", "column.responsible": "Responsible", "column.daysQuiet": "Days quiet", "column.nextStep": "Next step", "column.nextStepDue": "Until", "column.reasons": "Why", "column.person": "Person", "column.group": "Group",
  "column.open": "Open", "column.overdue": "Overdue", "column.dueSoon": "Due soon", "column.oldest": "Oldest", "column.winProbability": "Probability", "column.closeP50": "Half by", "column.closeP80": "Four fifths by", "column.weightedAmount": "Weighed",
  "why.no-next-step": "no next step", "why.group-without-members": "nobody is in the group",

  "instance.one": "Instance", "instance.titled": "Instance {id}", "instance.version": "version {version}", "instance.state": "State", "instance.anyState": "any state", "instance.key": "Business key", "instance.keyIs": "Key: {key}", "instance.started": "Started",
  "instance.startedBy": "Started by {person}, {time}", "instance.endedAt": "Ended {time}", "instance.since": "since {time}", "instance.onlyIncidents": "Only with incidents", "instance.none": "No instance fits.", "instance.noTokens": "Nothing is active.",
  "instance.caller": "called by", "instance.called": "calls {id}", "instance.parts": "Parts of the instance", "instance.tab.tokens": "Tokens", "instance.tab.passes": "Passes", "instance.tab.variables": "Variables", "instance.tab.history": "History",
  "instance.element": "Element", "instance.began": "Began", "instance.ended": "Ended", "instance.command": "Command", "instance.event": "What", "instance.who": "Who", "instance.when": "When", "instance.data": "Details",
  "instance.suspend": "Suspend…", "instance.resume": "Resume…", "instance.cancel": "Cancel it…", "instance.move": "Move tokens…", "instance.title.suspend": "Suspend this instance", "instance.title.resume": "Resume this instance",
  "instance.title.cancel": "Cancel this instance, and what it called", "instance.title.move": "Move tokens", "instance.go.suspend": "Suspend", "instance.go.resume": "Resume", "instance.go.cancel": "Cancel the instance",
  "instance.rewind": "Rewind…", "instance.rewindHere": "Rewind to command {sequence}…", "instance.migrate": "Migrate…", "instance.title.rewind": "Back to an earlier state", "instance.title.migrate": "To another version of the process",
  "instance.go.move": "Move", "instance.go.rewind": "Rewind", "instance.go.migrate": "Migrate", "instance.did.rewind": "Rewound.", "instance.did.migrate": "Migrated.", "instance.picture": "The process with its tokens; the lists of tokens and passes say the same in words", "instance.tokens": "{n} tokens", "instance.passedTwice": "passed twice",
  "instance.tab.due": "Timers and jobs", "instance.tab.events": "Messages", "instance.did.suspend": "Suspended.", "instance.did.resume": "Resumed.", "instance.did.cancel": "Cancelled.", "instance.did.move": "Moved.",
  "move.take": "Take away", "move.token": "{node}, {state}", "move.start": "Start before", "move.nowhere": "nothing", "repair.try": "Try it", "repair.cancelled": "This would end", "repair.opened": "This would begin", "repair.nothing": "Nothing", "repair.stays": "stays", "repair.ends": "would end", "repair.begins": "would begin", "repair.unfit": "does not fit",
  "repair.picture": "What would change, in the picture of the process; the lists say the same in words",
  "rewind.to": "Back to the state after this command", "rewind.hint": "What came since is cancelled, what is over is made anew; both stay in the history. What left the instance stays.",
  "migrate.to": "To version", "migrate.none": "There is no other version.", "migrate.mapping": "What active steps are called there", "migrate.same": "the same", "migrate.missing": "{id} is not there: choose", "migrate.flow": "flow {id}",
  "slider.title": "Through the history", "slider.before": "One command back", "slider.after": "One command on", "slider.now": "Now", "slider.command": "Command {n} of {last}: {what}, {who}, {when}", "slider.number": "Command {n} of {last}", "slider.reason": "Reason: {reason}", "slider.engine": "the engine",
  "slider.past": "You see the instance as this command left it; nothing of it can be changed.",
  "thing.token": "Token", "thing.task": "Task", "thing.incident": "Incident", "thing.job": "Job", "thing.timer": "Timer", "thing.scope": "Scope", "thing.event": "Event", "thing.instance": "Called instance", "tokenState.waiting": "waiting", "tokenState.stuck": "stuck", "tokenState.active": "active", "tokenState.parked": "at a join", "tokenState.spent": "spent", "waitingState.waiting": "Waits for what is in it.", "waitingState.parked": "Waits for the others at the join.", "waitingState.spent": "Waits for the reset of the gateway.", "waitingState.stuck": "Waits for somebody to put it right.",
  "waiting.task": "a task", "waiting.timer": "a time", "waiting.message": "a message", "waiting.signal": "a signal", "waiting.job": "a job", "waiting.instance": "a called instance", "waiting.conditional": "a condition", "waiting.adHoc": "what is started in it", "waiting.for": "Waits for", "waiting.until": "until {time}", "waiting.paused": "stands still, {left} to go", "waiting.jobOf": "a job of the topic {topic}", "waiting.key": "key {key}", "waiting.at": "at {element}", "waiting.openTask": "open it", "adHoc.start": "Start: {name}", "adHoc.started": "{name} has begun.",
  "waitingShort.task": "task", "waitingShort.timer": "timer", "waitingShort.message": "message", "waitingShort.signal": "signal", "waitingShort.job": "job", "waitingShort.instance": "call", "waitingShort.conditional": "condition", "waitingShort.adHoc": "ad hoc", "waitingShort.waiting": "inside", "waitingShort.parked": "join", "waitingShort.spent": "spent",
  "variables.none": "There are no variables.", "variables.add": "Add a variable", "variables.edit": "Edit {name}", "variables.name": "Name", "variables.value": "Value of {name}", "variables.hint": "As JSON: a text stands in quotation marks; null takes the variable away.",
  "variables.notJson": "This is not JSON.", "variables.stale": "The instance was changed meanwhile. Close this, look, and change it again.", "variables.changed": "{name} is changed.", "variables.history": "History", "variables.historyOf": "History of {name}", "variables.noChanges": "It was not changed by a command that is known.", "variables.byCommand": "command {n}", "variables.removed": "taken away", "variables.inScope": "In {element}",
  "valueKind.string": "text", "valueKind.number": "number", "valueKind.boolean": "yes or no", "valueKind.object": "object", "valueKind.list": "list", "valueKind.null": "nothing",
  "facts.first": "The first {n} facts are looked at; there are more.", "facts.showThen": "{n}: show the instance then",
  "due.timers": "Timers", "due.noTimers": "No timer is set.", "due.jobs": "Jobs", "due.noJobs": "There is no open job.", "due.fire": "Fire now…", "due.fireOf": "Fire {name} now", "due.fireGo": "Fire", "due.fired": "Fired.", "due.changeTime": "Change the time…", "due.timeOf": "Change the time of {name}", "due.newTime": "New time", "due.change": "Change", "due.changed": "The timer has another time.",
  "due.giveAttempts": "Run now…", "due.attemptsOf": "Run {name} now", "due.runNow": "Run now", "due.jobChanged": "The job is due now.", "due.attempts": "Attempts from now on", "due.attemptsHint": "It is due at once, and its incident is over.", "due.left": "{n} attempts left", "due.from": "from {time} on", "due.heldBy": "held by {worker} until {time}", "due.free": "nobody has taken it",
  "jobType.worker": "of a worker", "jobType.connector": "of a connector", "jobType.action": "built in",
  "events.none": "It waits for no message, signal or condition.", "events.sendDots": "Send it…", "events.sendOf": "Send {name}", "events.send": "Send", "events.sent": "{name} is sent.", "events.messageHere": "The message goes to this instance.", "events.signalToAll": "A signal reaches everybody who waits for it, not only this instance.", "events.variables": "Variables", "events.variablesHint": "As JSON, or nothing: {\"amount\": 5}",
  "incident.none": "Nothing is stuck.", "incident.count": "{n} times", "incident.once": "once", "incident.retry": "Retry", "incident.retryAll": "Retry all", "incident.retryOf": "{button}: {what}", "incident.retried": "{done} of {all} retried.", "incident.where": "Where", "incident.andMore": "and {n} more",
  "incident.first": "There are more; these are the first 5,000.", "incident.retryTitle": "Retry", "incident.retryGo": "Retry it", "incident.byMessage": "By what went wrong",
  "batch.one": "Batch", "batch.titled": "Batch {id}", "batch.new": "New batch", "batch.newDots": "New batch…", "batch.none": "There was no batch yet.", "batch.ofThese": "Do something to many…", "batch.version": "Version", "batch.anyVersion": "any version", "batch.anyOpen": "active or suspended", "batch.operation": "What", "batch.how": "How far", "batch.begin": "Begin", "batch.begun": "Begun.",
  "batch.matches": "{n} instances fit now.", "batch.matchesOver": "More than {n} instances fit now.", "batch.chooseFirst": "Choose which instances first.", "batch.progress": "{over} of {total}", "batch.refused": "{n} refused", "batch.by": "By {person}, {time}", "batch.refusals": "What was refused", "batch.noRefusals": "Nothing.", "batch.moreRefusals": "The first {n} are shown.",
  "batchState.running": "running", "batchState.completed": "completed", "batchOperation.retry": "Retry incidents", "batchOperation.suspend": "Suspend", "batchOperation.resume": "Resume", "batchOperation.cancel": "Cancel", "batchOperation.migrate": "Migrate", "batchOperation.move": "Move tokens", "batchOperation.set-variables": "Set variables",
  "heat.what": "What the map shows", "heat.measure": "Measure", "heat.completed": "Completed", "heat.active": "Open now", "heat.mean": "Mean time", "heat.p95": "95 % within", "heat.overdueShare": "Completed late", "heat.incidents": "Stuck now", "heat.period": "Period", "heat.period.all": "all the time", "heat.period.7": "the last 7 days", "heat.period.30": "the last 30 days", "heat.period.90": "the last 90 days", "heat.period.365": "the last 365 days", "heat.period.own": "from … to …",
  "heat.from": "From", "heat.to": "To, and that day", "heat.turned": "The last day is before the first.", "heat.step": "Step", "heat.table": "The same as a table", "heat.picture": "The process, coloured by what happens at each step; the table says the same in numbers", "heat.scale": "least to most", "heat.asOfNow": "As it stands now; the period says nothing about it.", "heat.inPeriod": "Over the tasks completed in the period.", "heat.nothing": "Nothing to show for this measure and period.", "heat.noSteps": "The process has no step for people, and nothing is stuck in it.", "heat.noProcess": "No process is deployed.", "heat.instances": "Its instances",
  "span.ms": "{n} ms", "span.s": "{n} s", "span.min": "{n} min", "span.h": "{n} h", "span.d": "{n} d",

  "definition.standard-sale": "Standard sale", "definition.upsale-c1": "Up-sale C1", "definition.b2b-cross-sale": "B2B cross-sale", "definition.lead-creation": "Lead creation",
  "definition.client-outreach": "Client outreach", "definition.monthly-mis": "Monthly MIS", "definition.weekly-review": "Weekly review", "definition.onward:task": "Own task",
} as const;

export type Key = keyof typeof english;

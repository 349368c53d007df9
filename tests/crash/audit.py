"""The audit of a crash test: is everything that was acknowledged there exactly once, and does everything still move?

Looks through the API, and with SQL beside the server. Each check adds a line to `violations` for each thing that is wrong."""

import collections
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "http"))
from driver import DEFINITION, ask_until_answered, body_for  # noqa: E402
from onward_client import Refused  # noqa: E402

TASKS_OF_A_DEAL = {"record", "price", "plan", "close"}
COMPLETED = "2"  # instance.state in the database


class Audit:
    def __init__(self, client, database):
        self.client, self.database = client, database
        self.violations = []

    def wrong(self, text):
        self.violations.append(text)

    # --- what was acknowledged ------------------------------------------------------------------------------------------

    def replays(self, acknowledged):
        """An acknowledged request, sent again with its key, gives the same status and id, and says that it is a replay."""
        for entry in acknowledged:
            reply = ask_until_answered(self.client, entry.path, entry.body, entry.key)
            same_id = not hasattr(entry, "id") or (reply.ok and reply.body.get("id") == entry.id)
            if reply.status != entry.status or not same_id or not reply.replayed:
                self.wrong(f"replay of {entry.key}: {reply.status} {reply.body}, was {entry.status}")

    def starts(self, starts):
        for start in starts:
            reply = self.client.request("GET", f"/instances/{start.instance}")
            if not reply.ok:
                self.wrong(f"lost start {start.key}: instance {start.instance} gives {reply.status}")

    def completions(self, completions):
        """The history of the instance closes each acknowledged task exactly once, by completion."""
        by_instance = collections.defaultdict(list)
        for completion in completions:
            by_instance[completion.instance].append(completion.task)
        for instance, tasks in by_instance.items():
            closed = self.closed_tasks(instance)
            for task in tasks:
                if closed[task] != 1:
                    self.wrong(f"task {task} was acknowledged, and is closed {closed[task]} times in the history")

    def closed_tasks(self, instance):
        """How often each task is completed in an instance's history."""
        try:
            events = self.client.pages(f"/instances/{instance}/history?limit=500")
        except Refused as refused:
            self.wrong(f"no history: {refused}")
            return collections.Counter()
        sequences = [event["sequence"] for event in events]  # one for each command, on all of its events
        if sequences != sorted(sequences):
            self.wrong(f"instance {instance}: its history is out of order")
        return collections.Counter(event["data"]["task"] for event in events if event["event"] == "TaskClosed")

    def not_open(self, completions, sample):
        for completion in sample:
            items = self.client.pages(f"/tasks?instance={completion.instance}&state=open&limit=500")
            if completion.task in {item["id"] for item in items}:
                self.wrong(f"lost completion: task {completion.task} is open again")
        return completions

    # --- what must hold anyway ------------------------------------------------------------------------------------------

    def nothing_twice(self):
        """One start for one key, and no task open twice."""
        for column, table in (("business_key", "instance"), ("title", "opportunity")):
            for mark, count in self.database.sql(f"select {column}, count(*) from {table} where {column} like 'k%-%' "
                                                 f"group by {column} having count(*) > 1"):
                self.wrong(f"duplicate start: {count} rows of {table} for {mark}")
        for opportunity, count in self.database.sql("select opportunity, count(*) from instance where opportunity <> 0 "
                                                    "group by opportunity having count(*) > 1"):
            self.wrong(f"duplicate start: {count} instances for opportunity {opportunity}")
        for instance, element, count in self.database.sql("select instance, element, count(*) from task "
                                                          "group by instance, element having count(*) > 1"):
            self.wrong(f"task {element} of instance {instance} is open {count} times")
        for instance, local in self.database.sql("select d.instance, d.local from task_done d join task t on t.shard = d.shard "
                                                 "and t.instance = d.instance and t.local = d.local"):
            self.wrong(f"task {local} of instance {instance} is open and done")

    def drain(self):
        """Completes whatever is open until nothing is; how many tasks that took."""
        done = 0
        while True:
            tasks = self.client.pages(f"/tasks?state=open&definition={DEFINITION}&limit=500")
            if not tasks:
                return done
            for task in tasks:
                reply = ask_until_answered(self.client, f"/tasks/{task['id']}/complete", body_for(task["elementId"]),
                                           f"drain-{task['id']}")
                if reply.status != 200:
                    self.wrong(f"zombie: open task {task['id']} cannot be completed: {reply.status} {reply.body}")
                    return done
                done += 1

    def everything_ended(self):
        """After drain(): no instance is left, and each has had its four tasks once."""
        for state in ("active", "suspended", "failed"):
            for instance in self.client.pages(f"/instances?definition={DEFINITION}&state={state}&limit=500"):
                self.wrong(f"zombie: instance {instance['id']} is {state}")
        for key, state in self.database.sql(f"select business_key, state from instance where state <> {COMPLETED}"):
            self.wrong(f"zombie: instance with key {key!r} has state {state} in the database")
        for table in ("task", "task_candidate", "timer", "incident", "outbox"):
            (count,) = self.database.sql(f"select count(*) from {table}")[0]
            if count != "0":
                self.wrong(f"{count} rows are left in {table} although every instance has ended")
        wanted = len(TASKS_OF_A_DEAL)
        for instance, count, kinds in self.database.sql(
                "select i.id, count(d.local), count(distinct d.element) from instance i left join task_done d on d.shard = i.shard "
                f"and d.instance = i.id group by i.id having count(d.local) <> {wanted} or count(distinct d.element) <> {wanted}"):
            self.wrong(f"instance {instance} had {count} tasks of {kinds} kinds, not {wanted}")

    def acknowledged(self, journal):
        self.starts(journal.starts)
        self.completions(journal.completions)


#!/usr/bin/env python3
"""Asks a running server for lists, searches and flows, one request at a time, and prints how long each kind takes; see tools/bench/run --scale.

    tools/bench/reads.py ADDRESS [--rounds N] [--customers N] [--users N] [--label name=value]...

What is asked for changes with each request (another user, another opportunity, another word), always in the same order.
"""

import argparse
import http.client
import json
import random
import time


class Server:
    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address, timeout=120)

    def get(self, path, user="admin", groups=None):
        headers = {"X-User": user}
        if groups is not None:
            headers["X-Groups"] = groups
        began = time.perf_counter()
        self.connection.request("GET", "/api/v1" + path, headers=headers)
        reply = self.connection.getresponse()
        body = reply.read()
        took = time.perf_counter() - began
        if reply.status != 200:
            raise SystemExit(f"GET {path}: {reply.status} {body[:300]!r}")
        return body, took


def word(number):
    """The word that the driver makes of a number (workload.cpp)."""
    text = ""
    for _ in range(3):
        text += "bdfgklmnprstvz"[number % 70 // 5] + "aeiou"[number % 5]
        number //= 70
    return text.capitalize()


def customer_of(number, customers):
    return f"{word(number % customers)}%20{word(number % 97)}%20Ltd"


def cases(arguments, opportunities, pick):
    """Name, and what makes the path, the user and the groups of one request."""
    seller = lambda: f"seller-{pick.randrange(arguments.users)}"
    group = lambda: pick.choice(["presales", "credit", "onboarding"])
    opportunity = lambda: pick.choice(opportunities)
    customer = lambda: customer_of(pick.randrange(arguments.customers), arguments.customers)
    return {
        "inbox: mine": lambda: ("/tasks?limit=50", seller(), ""),
        "inbox: mine by due date": lambda: ("/tasks?limit=50&sort=due", seller(), ""),
        "inbox: a group": lambda: ("/tasks?limit=50", "nobody-in-particular", group()),
        "inbox: a group by due date": lambda: ("/tasks?limit=50&sort=due", "nobody-in-particular", group()),
        "inbox: three groups by due date": lambda: ("/tasks?limit=50&sort=due", "nobody-in-particular", "presales,credit,onboarding"),
        "inbox: search a customer": lambda: (f"/tasks?limit=50&text={customer()}", "nobody-in-particular", group()),
        "inbox: search a step": lambda: ("/tasks?limit=50&text=credit", "nobody-in-particular", group()),
        "inbox: search what is not there": lambda: (f"/tasks?limit=50&text=zeppelin%20{pick.randrange(1000)}", "nobody-in-particular", group()),
        "tasks done by one": lambda: ("/tasks?limit=50&state=completed&assignee=" + seller(), "admin", None),
        "inbox: started by one": lambda: (lambda one: (f"/tasks?limit=50&postedBy={one}", one, ""))(seller()),
        "opportunities: newest": lambda: ("/opportunities?limit=50&sort=-createdAt", "admin", None),
        "opportunities: of one responsible": lambda: (f"/opportunities?limit=50&responsible={seller()}", "admin", None),
        "opportunities: in a stage": lambda: ("/opportunities?limit=50&stage=" + pick.choice(["proposal", "closed-won", "negotiation"]), "admin", None),
        "opportunities: of a customer": lambda: (f"/opportunities?limit=50&customer={customer()}", "admin", None),
        "opportunities: search a customer": lambda: (f"/opportunities?limit=50&text={customer()}", "admin", None),
        "opportunities: search a frequent word": lambda: ("/opportunities?limit=50&text=depot", "admin", None),
        "opportunities: search what is not there": lambda: (f"/opportunities?limit=50&text=zeppelin%20{pick.randrange(1000)}", "admin", None),
        "opportunity": lambda: (f"/opportunities/{opportunity()}", "admin", None),
        "flow": lambda: (f"/opportunities/{opportunity()}/flow", "admin", None),
        "flow as SVG": lambda: (f"/opportunities/{opportunity()}/flow.svg", "admin", None),
        "opportunity's history": lambda: (f"/opportunities/{opportunity()}/history", "admin", None),
        "tasks of an opportunity": lambda: (f"/tasks?opportunity={opportunity()}", "admin", None),
        "tasks done for an opportunity": lambda: (f"/tasks?state=completed&opportunity={opportunity()}", "admin", None),
        "report: forecast": lambda: ("/reports/forecast", "admin", None),
        "report: funnel": lambda: ("/reports/funnel", "admin", None),
        "report: workload": lambda: ("/reports/workload", "admin", None),
        "report: overdue": lambda: ("/reports/overdue", "admin", None),
    }


def sample(server, pick, count):
    """Ids of opportunities from all over the register."""
    found = []
    for status in ("open", "won", "lost", "disqualified"):
        for order in ("createdAt", "-createdAt"):
            body, _ = server.get(f"/opportunities?limit={count}&status={status}&sort={order}")
            found += [item["id"] for item in json.loads(body)["items"]]
    for _ in range(20):
        seller = pick.randrange(500)
        body, _ = server.get(f"/opportunities?limit={count}&responsible=seller-{seller}")
        found += [item["id"] for item in json.loads(body)["items"]]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--customers", type=int, default=100000)
    parser.add_argument("--users", type=int, default=500)
    parser.add_argument("--label", action="append", default=[])
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    labels = dict(label.split("=", 1) for label in arguments.label)
    server = Server(arguments.address)
    pick = random.Random(1)
    opportunities = sample(server, pick, 100)
    for name, make in cases(arguments, opportunities, pick).items():
        if arguments.only not in name:
            continue
        times, sizes = [], []
        for number in range(arguments.rounds + 10):
            body, took = server.get(*make())
            if number >= 10:  # connections and plans of the database are warm
                times.append(took * 1000)
                sizes.append(len(body))
            if sum(times) > 30000:
                break
        times.sort()
        print(json.dumps({**labels, "case": "read", "read": name, "requests": len(times), "p50Ms": round(times[len(times) // 2], 2),
                          "p95Ms": round(times[min(int(len(times) * 0.95), len(times) - 1)], 2), "maxMs": round(times[-1], 2),
                          "meanBytes": round(sum(sizes) / len(sizes))}), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Prints the lines of JSON of tools/bench/run as a Markdown table, with each case's ratio to its baseline (--batch 1)."""

import json
import sys

COLUMNS = ["case", "database", "conns", "batch", "starts/s", "completions/s", "ratio", "p50 ms", "p99 ms", "errors", "server us", "PG us",
           "driver us", "WAL B", "RSS MiB"]


def cases(lines):
    """The phases of one case, joined: how fast instances start, and how fast tasks are completed."""
    joined = {}
    for line in lines:
        if "phase" in line:
            key = (line["case"], line["database"], line["connections"], line["batch"])
            joined.setdefault(key, {})[line["phase"]] = line
    return joined


def row(key, phases, name, all_cases):
    case, database, connections, batch = key
    shown = phases[name]
    baseline = all_cases.get((case, database, connections, "1"), {}).get(name)
    rate = shown["completionsPerSecond"]
    ratio = f"{rate / baseline['completionsPerSecond']:.2f}" if baseline and baseline["completionsPerSecond"] else "-"
    return [case + (", all in turns" if name == "complete in turns" else ""), database, connections, batch,
            f"{phases['start']['startsPerSecond']:.0f}", f"{rate:.0f}", ratio,
            f"{shown['p50Ms']:.2f}", f"{shown['p99Ms']:.2f}", phases["start"]["errors"] + shown["errors"],
            f"{shown['serverMicrosPerCommand']:.0f}", f"{shown['postgresMicrosPerCommand']:.0f}",
            f"{shown['driverMicrosPerCommand']:.0f}", f"{shown['walBytesPerCommand']:.0f}", f"{shown['residentKib'] / 1024:.0f}"]


def reads(lines):
    """How long each kind of request took, one at a time."""
    found = [line for line in lines if line["case"] == "read"]
    if found:
        print("| database | asked for | p50 ms | p95 ms | longest ms | requests | bytes |\n|" + " --- |" * 7)
    for line in found:
        print(f"| {line['database']} | {line['read']} | {line['p50Ms']} | {line['p95Ms']} | {line['maxMs']} | {line['requests']} | {line['meanBytes']} |")
    print()


def paints(lines):
    """How soon a page is seen in a browser."""
    found = [line for line in lines if line["case"] == "paint"]
    names = ["firstPaint", "firstContentfulPaint", "firstTask"]
    if found:
        print("| database | inbox | cache | " + " | ".join(f"{name} {share} ms" for name in names for share in ("p50", "p95")) + " | visits |\n|" + " --- |" * 10)
    for line in found:
        times = " | ".join(str(line[f"{name}{share}Ms"]) for name in names for share in ("P50", "P95"))
        print(f"| {line['database']} | {line['inbox']} | {line['cache']} | {times} | {line['visits']} |")
    print()


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if line.strip()]
    reads(lines)
    paints(lines)
    joined = cases(lines)
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + " --- |" * len(COLUMNS))
    for key, phases in joined.items():
        for name in [name for name in phases if name != "start"] or ["start"]:
            print("| " + " | ".join(str(cell) for cell in row(key, phases, name, joined)) + " |")
    for line in lines:
        if line["case"] == "machine":
            print(f"\n{line['date']}, commit {line['commit']}, {line['cores']} cores, kernel {line['kernel']}, load before {line['load']}")
        if line["case"] == "ready":
            print(f"\n{line['database']}: ready in {line['readyMs']} ms with {line['openInstances']} open instances "
                  f"(empty: {line['emptyReadyMs']} ms), {line['residentKib'] / 1024:.0f} MiB resident")


if __name__ == "__main__":
    main(sys.argv[1])

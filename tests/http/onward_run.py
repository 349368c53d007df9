"""The command line of the tests over HTTP: `name_test.py --binary build/ci/onward --processes processes [--database postgres] [--killed] [TEST...]`.

Ends with 77 when there is no PostgreSQL to test with."""

import argparse
import sys
import unittest

import onward_database
from onward_steps import Settings


def run(modules):
    """Runs the tests of these modules (or those named on the command line) and ends the program."""
    parser = argparse.ArgumentParser(description="Tests over HTTP")
    parser.add_argument("--binary", required=True, help="the executable onward")
    parser.add_argument("--processes", required=True, help="the folder of definitions that is shipped")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--killed", action="store_true", help="kill and restart the server between every two steps")
    parser.add_argument("tests", nargs="*", help="parts of the names of tests; none: all")
    arguments = parser.parse_args()
    if arguments.database == "postgres" and not onward_database.postgres_server():
        print("skipped: ONWARD_TEST_POSTGRES names no server")
        sys.exit(onward_database.SKIPPED)
    Settings.binary, Settings.processes = arguments.binary, arguments.processes
    Settings.database, Settings.killed = arguments.database, arguments.killed
    loader = unittest.TestLoader()
    if arguments.tests:
        loader.testNamePatterns = [f"*{name}*" for name in arguments.tests]
    suite = unittest.TestSuite(loader.loadTestsFromModule(module) for module in modules)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)

"""The operations that the server describes at /openapi.json."""

import re

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")


def operations(client):
    """(method, path) of every operation: paths as they are sent, parameters as {name}."""
    document = client.get("/openapi.json")
    return sorted((method.upper(), path) for path, item in document["paths"].items() for method in item if method in METHODS)


def short(path):
    """Without the base path, parameters without their names: as the tables of the tests write it."""
    return re.sub(r"\{[^}]*\}", "{}", path.removeprefix("/api/v1"))

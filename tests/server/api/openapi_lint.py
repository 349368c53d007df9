#!/usr/bin/env python3
"""Holds openapi.json to the rules that readers and generators of it rely on. Standard library only.

Checked: one value for each JSON name; every $ref resolves; operationIds are there and differ; path
parameters are declared, and only those of the path; every operation names its permission and its
responses, errors as problem documents; examples fit their schemas; a POST that changes something
takes an Idempotency-Key; every schema is used. Usage: openapi_lint.py openapi.json | --self-test
"""
import json
import re
import sys

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
KEYWORDS = {
    "$ref", "type", "description", "properties", "required", "additionalProperties", "items",
    "enum", "format", "minimum", "maximum", "minLength", "maxLength", "maxItems", "default", "oneOf",
}
TYPES = {
    "null": lambda v: v is None,
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "string": lambda v: isinstance(v, str),
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
}
FORMATS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
}


def no_name_twice(pairs):
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f'the name "{name}" stands twice in one object')
    return dict(pairs)


class Lint:
    def __init__(self, document):
        self.document = document
        self.problems = []
        self.used = set()

    def wrong(self, where, what):
        self.problems.append(f"{where}: {what}")

    def resolve(self, node, where):
        while isinstance(node, dict) and "$ref" in node:
            pointer = node["$ref"]
            self.used.add(pointer)
            target = self.document
            for step in pointer.removeprefix("#/").split("/"):
                step = step.replace("~1", "/").replace("~0", "~")
                if not isinstance(target, dict) or step not in target:
                    self.wrong(where, f"{pointer} leads nowhere")
                    return {}
                target = target[step]
            node = target
        return node

    def references(self, node, where):
        if isinstance(node, dict):
            if "$ref" in node:
                self.resolve(node, where)
            for name, inner in node.items():
                if name != "example":
                    self.references(inner, f"{where}/{name}")
        elif isinstance(node, list):
            for i, inner in enumerate(node):
                self.references(inner, f"{where}/{i}")

    # Schemas: the subset of JSON Schema that the document uses, and nothing else.
    def schema(self, schema, where):
        for keyword in schema:
            if keyword not in KEYWORDS:
                self.wrong(where, f'the keyword "{keyword}" is not known to this linter')
        for name in schema.get("required", []):
            if name not in schema.get("properties", {}):
                self.wrong(where, f'"{name}" is required and not described')
        for kind in self.types(schema):
            if kind not in TYPES:
                self.wrong(where, f'there is no type "{kind}"')
        for name, inner in schema.get("properties", {}).items():
            self.schema(inner, f"{where}/{name}")
        for part in ("items", "additionalProperties"):
            if isinstance(schema.get(part), dict):
                self.schema(schema[part], f"{where}/{part}")
        for i, inner in enumerate(schema.get("oneOf", [])):
            self.schema(inner, f"{where}/oneOf/{i}")

    @staticmethod
    def types(schema):
        kinds = schema.get("type", [])
        return kinds if isinstance(kinds, list) else [kinds]

    def misfits(self, value, schema, where):
        """What keeps a value from being one of the schema."""
        schema = self.resolve(schema, where)
        kinds = self.types(schema)
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            return [f"{where}: expected {' or '.join(kinds)}, found {json.dumps(value)}"]
        found = []
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{where}: {json.dumps(value)} is none of {schema['enum']}")
        if "oneOf" in schema:
            fitting = [s for s in schema["oneOf"] if not self.misfits(value, s, where)]
            if len(fitting) != 1:
                found.append(f"{where}: fits {len(fitting)} of the choices, not one")
        if isinstance(value, str) and schema.get("format") in FORMATS:
            if not FORMATS[schema["format"]].fullmatch(value):
                found.append(f"{where}: {value} is no {schema['format']}")
        if TYPES["number"](value):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                found.append(f"{where}: {value} is out of range")
        if isinstance(value, list):
            for i, item in enumerate(value):
                found += self.misfits(item, schema.get("items", {}), f"{where}/{i}")
        if isinstance(value, dict):
            found += self.misfits_of_object(value, schema, where)
        return found

    def misfits_of_object(self, value, schema, where):
        found = [f"{where}: {name} is missing" for name in schema.get("required", [])
                 if name not in value]
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", True)
        for name, inner in value.items():
            if name in known:
                found += self.misfits(inner, known[name], f"{where}/{name}")
            elif rest is False:
                found.append(f"{where}: there is no member {name}")
            elif isinstance(rest, dict):
                found += self.misfits(inner, rest, f"{where}/{name}")
        return found

    def content(self, holder, where):
        for media, body in holder.get("content", {}).items():
            if "schema" not in body:
                self.wrong(where, f"{media} has no schema")
                continue
            self.schema(body["schema"], f"{where}/{media}")
            if "example" in body:
                self.problems += self.misfits(body["example"], body["schema"],
                                              f"{where}/{media}/example")

    def operation(self, path, method, operation, where):
        if not re.search(r"Permission: [a-z.]+\.$", operation.get("description", "")):
            self.wrong(where, 'the description does not end with "Permission: name."')
        self.parameters(path, method, operation, where)
        if "requestBody" in operation:
            self.content(self.resolve(operation["requestBody"], where), f"{where}/requestBody")
        responses = operation.get("responses", {})
        if not any(status.startswith("2") or status == "303" for status in responses):
            self.wrong(where, "no response says that it worked")
        for status, response in responses.items():
            response = self.resolve(response, where)
            if not response.get("description"):
                self.wrong(f"{where}/{status}", "a response has a description")
            self.content(response, f"{where}/{status}")
            if status[0] in "45" and "application/problem+json" not in response.get("content", {}):
                self.wrong(f"{where}/{status}", "an error is no problem document")
        if not any(status[0] in "45" for status in responses):
            self.wrong(where, "no response says that it failed")

    def parameters(self, path, method, operation, where):
        named = set()
        for parameter in operation.get("parameters", []):
            parameter = self.resolve(parameter, where)
            name = (parameter.get("in"), parameter.get("name"))
            if name in named:
                self.wrong(where, f"the parameter {name[1]} stands twice")
            named.add(name)
            self.schema(parameter.get("schema", {}), f"{where}/{name[1]}")
            if name[0] == "path" and parameter.get("required") is not True:
                self.wrong(where, f"the path parameter {name[1]} is always required")
        in_path = set(re.findall(r"\{(\w+)\}", path))
        declared = {name for place, name in named if place == "path"}
        for name in in_path ^ declared:
            self.wrong(where, f"the path parameter {name} is not both in the path and declared")
        if method == "post" and ("header", "Idempotency-Key") not in named:
            self.wrong(where, "a POST takes an Idempotency-Key")

    def run(self):
        if not str(self.document.get("openapi", "")).startswith("3.1."):
            self.wrong("openapi", "expected 3.1")
        self.references(self.document, "#")
        seen = {}
        for path, item in self.document.get("paths", {}).items():
            for method, operation in item.items():
                where = f"{method.upper()} {path}"
                if method not in METHODS:
                    self.wrong(where, "no such method")
                    continue
                name = operation.get("operationId")
                if not name:
                    self.wrong(where, "no operationId")
                elif name in seen:
                    self.wrong(where, f"{name} is the operationId of {seen[name]}, too")
                seen[name] = where
                self.operation(path, method, operation, where)
        for name, schema in self.document.get("components", {}).get("schemas", {}).items():
            self.schema(schema, f"schemas/{name}")
            if f"#/components/schemas/{name}" not in self.used:
                self.wrong(f"schemas/{name}", "nothing uses it")
        return self.problems


def read(text):
    return json.loads(text, object_pairs_hook=no_name_twice)


GOOD = """{"openapi": "3.1.0", "paths": {"/a/{id}": {"get": {
  "operationId": "getA", "description": "Permission: open.",
  "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
  "responses": {
    "200": {"description": "Done.", "content": {"application/json":
      {"schema": {"$ref": "#/components/schemas/A"}, "example": {"id": "x"}}}},
    "404": {"description": "No.", "content": {"application/problem+json": {"schema": {}}}}}}}},
  "components": {"schemas": {"A": {"type": "object", "properties": {"id": {"type": "string"}},
    "required": ["id"], "additionalProperties": false}}}}"""
BROKEN = [  # each breaks one rule of GOOD
    ("schemas/A\"", "schemas/B\"", "leads nowhere"),
    ('"operationId": "getA", ', "", "no operationId"),
    ('{"id": "x"}', '{"id": 1}', "expected string"),
    ('{"id": "x"}', "{}", "is missing"),
    ('{"id": "x"}', '{"id": "x", "b": 1}', "no member b"),
    ('"name": "id"', '"name": "key"', "path parameter"),
    ("Permission: open.", "", "Permission"),
    ("problem+json", "json", "problem document"),
    ('"openapi": "3.1.0"', '"openapi": "3.1.0", "openapi": "3.1.0"', "stands twice"),
    ('"required": ["id"]', '"required": ["name"]', "not described"),
    ('"get": {', '"post": {', "Idempotency-Key"),
]


def self_test():
    failures = Lint(read(GOOD)).run()
    for old, new, expected in BROKEN:
        assert old in GOOD, old
        try:
            found = Lint(read(GOOD.replace(old, new))).run()
        except ValueError as error:
            found = [str(error)]
        if not any(expected in problem for problem in found):
            failures.append(f'"{new}" for "{old}" was not found: {found}')
    return failures


def main(argv):
    if len(argv) != 2:
        print(__doc__)
        return 2
    if argv[1] == "--self-test":
        problems = self_test()
    else:
        with open(argv[1], encoding="utf-8") as file:
            try:
                problems = Lint(read(file.read())).run()
            except ValueError as error:
                problems = [str(error)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

#!/usr/bin/env python3
"""The seeds of the fuzz targets, gathered from what the repository has anyway: models, case files, and the texts in tests.

  seeds.py TARGET --feed PROGRAM    runs the program on the seeds, in a folder that is gone afterwards
  seeds.py TARGET --into FOLDER     writes the seeds there, and the words in them as FOLDER/../words.dict for libFuzzer
"""

import argparse
import codecs
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(rb"[A-Za-z][A-Za-z0-9:_.-]{2,39}")
MOST_WORDS = 2_000
LITERAL = re.compile(rb'"((?:[^"\\\n]|\\[^\n])*)"')
RAW_LITERAL = re.compile(rb'R"(\w*)\((.*?)\)\1"', re.DOTALL)
REQUEST_HEAD = b"POST /a HTTP/1.1\r\nHost: x\r\n"
CHUNKED_HEAD = REQUEST_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
FORM_TYPE = b"multipart/form-data; boundary=XX\n"


def files(*patterns):
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def whole(*patterns):
    return [path.read_bytes() for path in files(*patterns)]


def literals(*patterns):
    """The string literals of C++ sources; neighbours are joined as the compiler joins them."""
    found = []
    for source in whole(*patterns):
        found += [text for _, text in RAW_LITERAL.findall(source)]
        source = re.sub(rb'"\s*\n\s*"', b"", RAW_LITERAL.sub(b"0", source))
        found += [codecs.escape_decode(text)[0] for text in LITERAL.findall(source)]
    return found


def feel_cases():
    lines = b"\n".join(whole("tests/engine/feel/cases/*.feel")).splitlines()
    return [line.rsplit(b" => ", 1)[0] for line in lines if line and not line.startswith(b"#")]


def expressions_of_models():
    found = []
    for model in whole("processes/*.bpmn", "processes/*.xml", "tests/scenarios/models/*"):
        found += re.findall(rb">=?([^<>]+)</(?:\w+:)?(?:conditionExpression|script|text)", model)
    return found


def requests():
    heads = [text for text in literals("tests/server/net/request_reader_test.cpp") if b"\r\n" in text or b" /" in text]
    fields = [REQUEST_HEAD + text + b"\r\nhello" for text in heads if b": " in text]
    chunks = [CHUNKED_HEAD + text for text in heads if re.match(rb"[0-9a-fA-F]+[;\r]", text)]
    return heads + fields + chunks + [b"GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n" * 2]


def json_texts():
    scenarios = b"\n".join(whole("tests/scenarios/*/*.scenario"))
    return (literals("tests/engine/value/json*_test.cpp") + re.findall(rb"\{.*\}", scenarios)
            + whole("server/api/openapi.json"))


SEEDS = {
    "bpmn_xml": lambda: whole("processes/*.bpmn", "tests/scenarios/models/*.bpmn")
    + literals("tests/adapters/bpmn_xml/*"),
    "compact_xml": lambda: whole("processes/*.xml", "tests/scenarios/models/*.xml", "tests/crash/*.xml")
    + literals("tests/adapters/native_xml/*"),
    "dmn_xml": lambda: whole("processes/*.dmn", "tests/scenarios/models/*.dmn") + literals("tests/adapters/dmn_xml/*.cpp"),
    "mermaid": lambda: whole("tests/adapters/mermaid/charts/*") + literals("tests/adapters/mermaid/*.cpp"),
    "json": json_texts,
    "feel": lambda: feel_cases() + expressions_of_models() + literals("tests/engine/feel/feel_test.cpp"),
    "juel": lambda: literals("tests/engine/feel/juel_test.cpp"),
    "http_request": requests,
    "http_texts": lambda: literals("tests/server/http/[emrt]*.cpp"),
    "multipart": lambda: [FORM_TYPE + text for text in literals("tests/server/http/multipart_test.cpp")],
    "iso8601": lambda: literals("tests/engine/base/*_test.cpp", "tests/adapters/xml/texts_test.cpp"),
    "codec": lambda: whole("tests/golden/*.bin"),
}


def words_of(texts):
    """libFuzzer mutates with what the language is made of."""
    counted = {}
    for text in texts:
        for word in WORD.findall(text):
            counted[word] = counted.get(word, 0) + 1
    return sorted(sorted(counted, key=counted.get, reverse=True)[:MOST_WORDS])


def write(folder, texts):
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        (folder / hashlib.sha256(text).hexdigest()[:16]).write_bytes(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(SEEDS))
    parser.add_argument("--feed", metavar="PROGRAM")
    parser.add_argument("--into", metavar="FOLDER", type=pathlib.Path)
    chosen = parser.parse_args()
    texts = SEEDS[chosen.target]()
    if chosen.into:
        write(chosen.into, texts)
        lines = [b'"' + word + b'"' for word in words_of(texts)]
        (chosen.into.parent / "words.dict").write_bytes(b"\n".join(lines) + b"\n")
    if chosen.feed:
        with tempfile.TemporaryDirectory() as folder:
            write(pathlib.Path(folder) / "seeds", texts)
            return subprocess.run([chosen.feed, str(pathlib.Path(folder) / "seeds")]).returncode != 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

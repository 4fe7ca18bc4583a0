#!/usr/bin/env python3
"""usage: YULU=PROGRAM [YULU_DATA=DIR] run_schema.py

Every JSON record that the program prints of the samples (and of outside data) is held against its
schema in share/schema, and offsets are held against the text.  The schemas use a small part of
JSON Schema; a keyword that is not known here is a failure, not a pass."""
import json
import os
import re
import subprocess
import sys

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
         "null": type(None)}


def has_type(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def check_type(v, want, schema):
    return any(has_type(v, t) for t in (want if isinstance(want, list) else [want]))


def same(a, b):
    return type(a) is type(b) and a == b


KEYWORDS = {
    "$schema": lambda v, w, s: True,
    "title": lambda v, w, s: True,
    "description": lambda v, w, s: True,
    "type": check_type,
    "const": lambda v, w, s: same(v, w),
    "enum": lambda v, w, s: any(same(v, x) for x in w),
    "pattern": lambda v, w, s: not isinstance(v, str) or re.search(w, v) is not None,
    "minLength": lambda v, w, s: not isinstance(v, str) or len(v) >= w,
    "minProperties": lambda v, w, s: not isinstance(v, dict) or len(v) >= w,
    "minimum": lambda v, w, s: not isinstance(v, int) or v >= w,
    "minItems": lambda v, w, s: not isinstance(v, list) or len(v) >= w,
    "required": lambda v, w, s: not isinstance(v, dict) or all(k in v for k in w),
    "additionalProperties": lambda v, w, s: not isinstance(v, dict)
    or all(k in s["properties"] for k in v),
    "properties": lambda v, w, s: True,
    "items": lambda v, w, s: True,
}


def faults(value, schema, path="record"):
    for key, want in schema.items():
        if not KEYWORDS[key](value, want, schema):
            yield f"{path}: {key} {want!r}: {value!r}"
    if isinstance(value, dict):
        for k, v in value.items():
            yield from faults(v, schema.get("properties", {}).get(k, {}), f"{path}.{k}")
    if isinstance(value, list):
        for i, v in enumerate(value):
            yield from faults(v, schema.get("items", {}), f"{path}[{i}]")


def run(*args):
    out = subprocess.run([os.environ["YULU"], *args], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, timeout=600, check=False)
    return out.stdout.decode("utf-8")


# Command, name of its list in JSON, other words.
COMMANDS = [
    ("quotes", "quotes", ["--all", "--indirect", "--context", "1"]),
    ("speakers", "speakers", ["--all"]),
    ("list", "articles", []),
    ("list", "articles", ["--fields", "id,date,date_inferred,han,words,title,source,author,url,path,quotes,speakers,"
                          "named,tags,facets,said,body,faulty", "--group", "tag"]),
    ("facets", "facets", ["speaker"]), ("facets", "facets", ["source"]), ("facets", "facets", ["month"]),
    ("search", "hits", ["人"]), ("search", "hits", ["。"]),
    ("stats", None, []),
    ("export", "articles", []),
]


def records(command, name, form, folder, *more):
    text = run(command, "-d", folder, "-f", form, *more)
    if form == "jsonl":
        return [json.loads(line) for line in text.split("\n") if line]
    whole = json.loads(text)
    assert whole["schema"] == 1
    return whole[name] if name else [whole]


def offsets(found, folder):
    """Hits are where they are said to be."""
    bodies = {r["id"]: r for r in records("list", "articles", "json", folder, "--fields", "id,title,body")}
    for hit in found:
        text = bodies[hit["id"]]["title" if hit["where"] == "title" else "body"]
        if text[hit["start"]:hit["end"]] != hit["text"]:
            yield f"not there: {hit}"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    share = os.path.join(here, "..", "..", "share", "schema")
    folders = [os.path.join(here, "..", "..", "content", "articles"), os.path.join(here, "cli", "data")]
    if os.environ.get("YULU_DATA"):
        folders.append(os.environ["YULU_DATA"])
    passed = failed = 0
    for command, name, more in COMMANDS:
        with open(os.path.join(share, command + ".schema.json"), encoding="utf-8") as f:
            schema = json.load(f)
        # A schema that takes anything would let every record pass.
        if not list(faults({"id": 1}, schema)):
            print(f"{command}: the schema refuses nothing")
            failed += 1
        for folder in folders:
            for form in ("json", "jsonl") if name else ("json",):
                found = records(command, name, form, folder, *more)
                bad = [x for r in found for x in faults(r, schema)]
                if command == "quotes":
                    bad += [f"not a range: {r['id']}" for r in found if r["start"] >= r["end"]]
                    ids = [r["id"] for r in found]
                    bad += [f"twice: {i}" for i in set(ids) if ids.count(i) > 1]
                if command == "search":
                    bad += list(offsets(found, folder))
                print("\n".join(bad[:20]))
                passed += len(found) - len(bad) if len(bad) <= len(found) else 0
                failed += len(bad) or not found
    print(f"schema: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())

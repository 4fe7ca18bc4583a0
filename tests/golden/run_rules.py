#!/usr/bin/env python3
"""usage: YULU=PROGRAM run_rules.py [PAGE...]

The examples of man/yulu-quotes.7, and the texts of tests/golden/traps.txt and tests/golden/rules in the
same form: a text of one or more lines, then a line "-> kind [rule confidence speaker [titles]]" for each outermost pair, or
"~> ..." for each indirect statement.  Two speakers of one quotation are 甲+乙, with the titles of the first; * stands for
any rule or confidence."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PAGES = [os.path.join(ROOT, "man", "yulu-quotes.7"),
         os.path.join(ROOT, "tests", "golden", "traps.txt"),
         *sorted(glob.glob(os.path.join(ROOT, "tests", "golden", "rules", "*.txt")))]
ESCAPES = {r"\(lq": "“", r"\(rq": "”", r"\(oq": "‘", r"\(cq": "’"}


def examples(path):
    """(line number, text, [wanted])"""
    literal = not path.endswith(".7")
    text, wanted, at = [], [], 0
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if re.match(r"\.Bd -literal$", line):
                literal = True
                continue
            arrow = line.startswith(("-> ", "~> "))
            if wanted and not arrow:
                yield at, "\n".join(text), wanted
                text, wanted = [], []
            if line == ".Ed" or not literal or line.startswith("#"):
                literal = literal and line != ".Ed"
                continue
            if arrow:
                wanted.append(line)
            elif line:
                at = at if text else number
                text.append(line)
    if wanted:
        yield at, "\n".join(text), wanted


def found(text, indirect):
    for k, v in ESCAPES.items():
        text = text.replace(k, v)
    body = {"标题": "例", "正文": text}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
        json.dump(body, f, ensure_ascii=False)
        f.flush()
        args = [os.environ["YULU"], "quotes", f.name, "--all", "-f", "jsonl"]
        out = subprocess.run(args + (["--indirect"] if indirect else []), stdout=subprocess.PIPE,
                             timeout=60, check=False).stdout.decode("utf-8")
    lines = []
    for record in map(json.loads, out.splitlines()):
        words = ["~>" if record["kind"] == "indirect" else "->", record["kind"]]
        if record["kind"] != "other":
            words += [record["rule"] or "-", record["confidence"],
                      "+".join(s["name"] for s in record["speakers"]) or "-"]
            if record["titles"]:
                words.append("、".join(record["titles"]))
        lines.append(" ".join(words))
    return lines


def fits(wanted, got):
    a, b = wanted.split(" ", 5), got.split(" ", 5)
    return len(a) == len(b) and all(x in (y, "*") for x, y in zip(a, b))


def main():
    passed = failed = 0
    for path in sys.argv[1:] or PAGES:
        for number, text, wanted in examples(path):
            got = found(text, any(w.startswith("~>") for w in wanted))
            if len(got) == len(wanted) and all(map(fits, wanted, got)):
                passed += 1
                continue
            failed += 1
            print(f"{os.path.relpath(path, ROOT)}:{number}: {text}")
            print("".join(f"  want {w}\n" for w in wanted) + "".join(f"  got  {g}\n" for g in got))
    print(f"rules: {passed} passed, {failed} failed")
    return failed > 0 or passed == 0


sys.exit(main())

#!/usr/bin/env python3
"""usage: YULU=PROGRAM [YULU_DATA=DIR] run_queries.py

What the manual says of queries, and what holds for every command that takes one:
- the examples of man/yulu-query.7, and truth.txt in the same form: a query, blanks, articles found;
- the counts of `yulu facets` are those of `yulu list F:=V` and `yulu quotes F:=V`;
- the groups of `yulu list` hold the articles of `yulu list F:=V`, in its order;
- `yulu quotes` prints the same from the facts of an archive as from articles analysed again (--all)."""
import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SAMPLES = os.path.join(ROOT, "content", "articles")
FIXTURES = os.path.join(ROOT, "tests", "golden", "cli", "data")
DATA = os.environ.get("YULU_DATA")


def yulu(*args):
    """(standard output as bytes, exit status)"""
    run = subprocess.run([os.environ["YULU"], *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, timeout=600, check=False)
    return run.stdout, run.returncode


def records(*args):
    return [json.loads(line) for line in yulu("-f", "jsonl", *args)[0].decode("utf-8").split("\n") if line]


class Score:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def equal(self, what, got, want):
        if got == want:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"{what}: got {str(got)[:300]}, want {str(want)[:300]}")


# ---- Examples


def manual_examples():
    inside = False
    with open(os.path.join(ROOT, "man", "yulu-query.7"), encoding="utf-8") as f:
        for line in f:
            inside = line.startswith(".Sh EXAMPLES") or (inside and not line.startswith(".Sh"))
            m = re.match(r"([^.].*?)  +(\d+)$", line)
            if inside and m:
                yield os.path.join(SAMPLES, "roundtable.yaml"), m[1], int(m[2])


def truth_table():
    with open(os.path.join(ROOT, "tests", "golden", "truth.txt"), encoding="utf-8") as f:
        for line in f:
            m = re.match(r"(seed )?(.*?)  +(\d+)$", line)
            if m and not line.startswith("#"):
                folder = DATA and os.path.join(DATA, "seed.yaml") if m[1] else os.path.join(SAMPLES, "twin.yaml")
                yield folder, m[2], int(m[3])


def check_examples(score):
    for path, query, n in [*manual_examples(), *truth_table()]:
        if not path:
            score.skipped += 1
            continue
        # As one operand, as a question piped through words, and as one that must not be taken for an option.
        for words in ([query], query.split(" "), ["--", query]):
            out, status = yulu("list", "-d", path, "--count", *words)
            score.equal(query, (out, status), (b"%d\n" % n, 0 if n else 1))


# ---- Counts


def term(field, value):
    quoted = value.replace('"', '""')
    return f'{field}:="{quoted}"'


def count(command, folder, *words):
    return int(yulu(command, "-d", folder, "--count", "--", *words)[0])


def check_facets(score, folder, fields, *query):
    for field in fields:
        rows = records("facets", field, "-d", folder, *query)
        groups = records("list", "-d", folder, "--group", field, "--fields", "id", *query)
        score.equal(f"{field}: groups", {r["group"] for r in groups} - {None}, {r["value"] for r in rows})
        for row in rows:
            asked = (term(field, row["value"]), *(f"({q})" for q in query))
            what = f"{folder} {asked}"
            score.equal(f"{what}: articles", row["articles"], count("list", folder, *asked))
            if not query:
                score.equal(f"{what}: quotations", row["quotes"], count("quotes", folder, *asked))
            ids = [r["id"] for r in records("list", "-d", folder, "--fields", "id", "--", *asked)]
            score.equal(f"{what}: group", [r["id"] for r in groups if r["group"] == row["value"]], ids)


def check_months(score, folder):
    rows = records("facets", "month", "-d", folder)
    score.equal("months", sum(r["articles"] for r in rows), count("list", folder, "has:date"))
    for row in rows:
        if not records("list", "-d", folder, "--fields", "date", "--", f"date:{row['value'][:4]}"):
            score.failed += 1


# ---- The two ways of yulu quotes


def lines_of(args, keep):
    return [line for line in yulu(*args)[0].decode("utf-8").split("\n") if keep(line)]


def check_two_ways(score, folder):
    for more in ([], ["--indirect"], ["--min-confidence", "middle"], ["人"], ["speaker:*"], ["--indirect", "role:*"]):
        args = ["quotes", "-d", folder, *more]
        for form, other in (("jsonl", '"kind": "other"'), ("tsv", "\tother\t"), ("csv", ",other,")):
            got = lines_of([*args, "-f", form], lambda line: True)
            want = lines_of([*args, "-f", form, "--all"], lambda line, other=other: other not in line)
            score.equal(f"{folder} {more} {form}", got, want)
    # The forms for people: without what is around, the sentences are the same.
    for form in ("text", "md"):
        got, status = yulu("quotes", "-d", folder, "-f", form, "--explain")
        score.equal(f"{folder} {form}", status in (0, 1, 3), True)
        ids = re.findall(r"[0-9a-f]{8}[0-9a-f-]*#\d+", got.decode("utf-8"))
        score.equal(f"{folder} {form}: ids", ids, [r["id"] for r in records("quotes", "-d", folder)])


def main():
    score = Score()
    check_examples(score)
    fields = ["speaker", "role", "org", "tag", "source", "行业", "tech"]
    for folder in [SAMPLES, os.path.join(FIXTURES, "said.yaml"), os.path.join(FIXTURES, "given.yaml")]:
        check_facets(score, folder, fields)
        check_months(score, folder)
        check_two_ways(score, folder)
    check_facets(score, SAMPLES, ["speaker", "行业"], "机器 | 医")
    check_facets(score, SAMPLES, ["tag"], "role:政协")
    for folder in [os.path.join(FIXTURES, "hostile"), os.path.join(FIXTURES, "good")] + ([DATA] if DATA else []):
        check_two_ways(score, folder)
    print(f"queries: {score.passed} passed, {score.failed} failed, {score.skipped} skipped")
    return score.failed > 0 or score.passed == 0


sys.exit(main())

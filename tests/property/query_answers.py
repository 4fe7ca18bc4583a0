#!/usr/bin/env python3
"""usage: query_answers.py QUERY_ANSWERS DUMP RUNS SEED FILE...

What the program finds among the articles of FILES is what query_oracle.py finds: for questions put
together from the words of these articles.  DUMP is written.
"""
import datetime
import json
import random
import subprocess
import sys

import query_oracle as oracle
from query_agree import WORLD


def read_dump(path):
    """The articles as the oracle takes them; a name has all other forms that any article has."""
    with open(path, encoding="utf-8") as f:
        articles = [json.loads(line) for line in f]
    forms = {}
    for art in articles:
        facets = {}
        for key, value in art.pop("own"):
            facets.setdefault(key, []).append(value)
        art["facets"] = facets
        for who in everybody(art):
            forms.setdefault((who["speaker"], who["kind"]), set()).update(who["aliases"])
    for art in articles:
        for who in everybody(art):
            who["aliases"] = sorted(forms[who["speaker"], who["kind"]])
    return articles


def everybody(art):
    return [who for q in art["quotations"] for who in oracle.speakers_of(q)]


def initials(rng, name):
    """A way to type NAME: first letters, syllables, some characters as they are."""
    out = ""
    for c in name:
        reading = min(oracle.READINGS.get(c, {c}))
        out += rng.choice([reading[0], reading[0], reading, c])
    return out[:rng.randrange(1, len(out) + 1)]


def piece(rng, text, longest):
    """A few characters of TEXT without marks of the language."""
    at = rng.randrange(max(1, len(text) - 1))
    cut = text[at:at + rng.randrange(1, longest)]
    return "".join(c for c in cut if c.isalnum()) or "的"


def value(rng, text, longest=4):
    word = rng.choice([text, piece(rng, text, longest), initials(rng, text[:6])])
    word = "".join(c for c in word if c.isalnum() or c == "·") or "的"
    return rng.choice(["", "", "", "^", "="]) + word + rng.choice(["", "", "", ";np", ";py"])


def term(rng, art):
    """A term that has something to do with ART."""
    who = everybody(art) or [{"speaker": "无名", "titles": ["校长"], "org": ["学校"]}]
    who = rng.choice(who)
    quotes = [q["text"] for q in art["quotations"]] or ["没有"]
    facets = [(k, v) for k, values in art["facets"].items() for v in values] or [("行业", "医疗")]
    key, own = rng.choice(facets)
    date = art["date"] or "2024-03"
    ways = [
        lambda: piece(rng, art["body"], 4), lambda: piece(rng, art["title"], 4),
        lambda: value(rng, who["speaker"]), lambda: "speaker:" + value(rng, who["speaker"]),
        lambda: "发言人:" + value(rng, who["speaker"]) + "," + value(rng, "张若谷"),
        lambda: "quote:" + piece(rng, rng.choice(quotes), 6),
        lambda: "role:" + rng.choice(["政协", "代表", "未注明", piece(rng, rng.choice(who["titles"] or ["校长"]), 4)]),
        lambda: "org:" + piece(rng, rng.choice(who["org"] or ["大学"]), 5),
        lambda: "tag:" + value(rng, rng.choice(art["tags"] or ["科技"])),
        lambda: f"{key}:" + value(rng, own), lambda: "行业:" + value(rng, own), lambda: "tech:*",
        lambda: "source:" + value(rng, rng.choice(art["source"] or ["新闻"])),
        lambda: "title:" + value(rng, art["title"]), lambda: "body:" + value(rng, art["body"][:200]),
        lambda: "date:" + rng.choice([date, date[:7], date[:4], date + "..", ".." + date, ">" + date, "*"]),
        lambda: rng.choice(["after:", "before:"]) + rng.choice([date, date[:7], "1y", "去年", "3月"]),
        lambda: rng.choice(["len:>=", "len:<", "len:.."]) + str(art["len"]),
        lambda: "quotes:" + rng.choice([">=1", "0", "2..4", "<3", "*"]),
        lambda: "is:" + rng.choice(["undated", "未读", "quote,undated"]), lambda: "has:" + rng.choice(["link", "date"]),
        lambda: "id:" + art["id"][:rng.randrange(1, 9)],
    ]
    return rng.choice(["", "", "", "-"]) + rng.choice(ways)()


# Where a quotation and an article without any meet.
FIXED = [
    "", "*", "speaker:* | is:undated", "-speaker:*", "-(-speaker:*)", "(speaker:无名 | -speaker:无名) *",
    "* (quote:没有的话 | len:>=0)", "(quote:* | tag:*) (speaker:无名 | title:*) -quote:没有的话",
    "(speaker:*) (quote:*) role:未注明", "speaker:* speaker:*", "quotes:0 | quote:*",
]


def make_query(rng, articles, depth=0):
    art = rng.choice(articles)
    parts = []
    for _ in range(rng.randrange(1, 4)):
        nested = depth < 2 and rng.random() < 0.25
        sign = rng.choice(["", "", "-"])
        parts.append(f"{sign}({make_query(rng, articles, depth + 1)})" if nested else term(rng, art))
    return rng.choice([" ", " ", " | "]).join(parts)


def main(argv):
    rng = random.Random(int(argv[4]))
    program, dump, files = argv[1], argv[2], argv[5:]
    subprocess.run([program, dump] + files, input="", text=True, check=True)
    articles = read_dump(dump)
    world = dict(WORLD, today=datetime.date(2024, 6, 15))
    world["facets"] = sorted({key for art in articles for key in art["facets"]})
    queries = FIXED + [make_query(rng, articles) for _ in range(int(argv[3]))]
    run = subprocess.run([program, dump] + files, input="\n".join(queries) + "\n", capture_output=True,
                         text=True, check=True)
    passed = failed = telling = 0
    for text, line in zip(queries, run.stdout.splitlines(), strict=True):
        try:
            want = " ".join(sorted(oracle.answer(text, articles, world)))
        except oracle.Wrong:
            want = "!"
        telling += want not in ("", "!")
        if line == want:
            passed += 1
            continue
        failed += 1
        if failed <= 10:
            more = sorted(set(line.split()) - set(want.split()))
            less = sorted(set(want.split()) - set(line.split()))
            print(f"{text}\n  program only: {' '.join(more)}\n  oracle only: {' '.join(less)}")
    if telling < passed // 10:
        failed += 1
        print(f"only {telling} questions find something")
    print(f"query_answers: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

#!/usr/bin/env python3
"""usage: query_agree.py QUERY_TREE RUNS SEED

The parser of the program and that of query_oracle.py read the same questions, put together at random;
both trees are asked of the same invented articles.  They must find the same, or both refuse.
"""
import datetime
import json
import random
import subprocess
import sys

import query_oracle as oracle

# As in tests/unit/query_world.h.
WORLD = {
    "today": datetime.date(2024, 6, 15),
    "facets": ["地区", "Key one", "C++"],
    "saved": {"上海AI": "地区:上海 tag:人工智能", "环": "@环", "甲": "@乙", "乙": "a @甲", "或": "a|b",
              "空": "", "坏": "speker:x", "丁": "speaker:丁 quote:水"},
}

NAMES = ["丁见微", "张若谷", "钱既明", "单允谦", "Sora", "甲", "乙"]
WORDS = ["水", "共生", "算力", "a", "b", "c", "d", "sora", "人工智能", "OR", "上海", "(x)", "2023-2025"]
TITLES = ["江畔大学教授", "校长"]

# Marks and words that mostly make no sense together, and terms that do.
MARKS = [" "] * 12 + [
    "　", "|", "｜", "(", ")", "（", "）", "-", "－", "!", ":", "：", ",", "，", "、", '"', "“", "”", "「",
    "」", "^", "=", "*", "＝", ";py", ";np", ";", "@", "..", ">=", "<", "OR", "或", "NOT", "非", "且", "AND",
    "a", "DGH", "djw", "丁见微", "錢既明", "ding见", "2024", "-03", "7d", "近7天", "10", "未读", "unread",
    "tag:", "标签：", "speaker", "语录数:", "quote:", "地区:上海", "date:", "is:", "len:", "after:", "@上海AI",
    "@环", "@或", "@空", "@坏", "@丁", "C++:", "人工智能", "tag:人工智能,a", "-is:未读", '"Key one":', "speaker:",
    "quote:水", "role:人大", "org:江畔", "上海, (浦东)", "(speaker:甲)", "(speaker:单 quote:a)", "quote:(",
    "before:3m", "quotes:1..2", "id:", "sora", "水", "/", "\\", "12", "近两周", "去年", "3月5日", "十二月",
]
TERMS = [
    "a ", "b ", "speaker:丁见微 ", "quote:水 ", "quote:共生 ", "speaker:djw ", "speaker:*,a ", "role:政协 ",
    "(", ") ", "(", "| ", "或 ", "-", "非 ", "@丁 ", "@或 ", "tag:a,b ", "tag:人工智能、水 ", "地区:上海 ",
    "date:2024-03.. ", "before:7d ", "date:去年 ", "is:未读,收藏 ", "has:quote ", "quotes:>=1 ",
    "len:<=10,1万..3万 ", "title:^水 ", 'body:"a b" ', "=水 ", "^水 ", "sora ", "SORA ", "djw ", "行业:金融 ",
    "-speaker:张若谷 ", "speaker:shanyq ", "source:* ", "“算力” ", "且 ", ") ",
]


def some(rng, words, below):
    return [rng.choice(words) for _ in range(rng.randrange(below))]


def make_quotation(rng):
    return {"speaker": rng.choice(NAMES + [None]), "aliases": some(rng, NAMES, 2), "titles": some(rng, TITLES, 3), "org": some(rng, ["江畔大学"], 2),
            "delegate": rng.choice([None, "人大代表", "政协委员"]), "text": " ".join(some(rng, WORDS, 4))}


def make_article(rng):
    return {
        "id": f"{rng.getrandbits(32):08x}",
        "title": " ".join(some(rng, WORDS + NAMES, 4)),
        "date": rng.choice([None, "2024", "2024-03", "2024-03-05", "2023-12-31", "2024-06-15", "2024-06-10"]),
        "tags": some(rng, WORDS, 3),
        "facets": {"地区": some(rng, ["上海", "北京", "djw"], 3), "Key one": some(rng, ["x", "y"], 2),
                   "C++": some(rng, ["x", "上海, (浦东)"], 2), "行业": some(rng, ["金融", "医疗"], 2)},
        "source": rng.choice([None, "甲社", "x.example"]),
        "len": rng.choice([0, 5, 10, 100, 20000]),
        "body": " ".join(some(rng, WORDS, 4)),
        "flags": some(rng, ["read", "starred", "dup", "error", "note", "link", "mark"], 3),
        "quotations": [make_quotation(rng) for _ in range(rng.randrange(4))],
    }


def make_query(rng):
    pieces = MARKS if rng.random() < 0.4 else TERMS
    return "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 13)))


def day(key):
    return oracle.FIRST if key == 0 else datetime.date(key // 10000, key // 100 % 100, key % 100)


def value_of(v):
    if v[0] == "number":
        return v[1], v[2]
    if v[0] == "dates":
        return day(v[1]), day(v[2])
    return v[1] if v[0] == "flag" else tuple(v)


def node_of(tree, above=""):
    """A tree of the program as one of the oracle: an AND directly inside an AND has its own scope."""
    if tree[0] == "term":
        return "term", tree[1], tree[2], [value_of(v) for v in tree[3]]
    kids = [node_of(kid, tree[0]) for kid in tree[1]]
    node = ("not", kids[0]) if tree[0] == "not" else (tree[0], kids)
    return ("scope", node) if tree[0] == above == "and" else node


def asked(node, articles):
    return [art["id"] for art in articles if oracle.found(node, art)]


def by_oracle(text, articles):
    try:
        return asked(oracle.Reader(text, WORLD).read(), articles)
    except oracle.Wrong:
        return None


def main(argv):
    rng = random.Random(int(argv[3]))
    articles = [make_article(rng) for _ in range(40)]
    queries = [make_query(rng) for _ in range(int(argv[2]))]
    run = subprocess.run([argv[1]], input="\n".join(queries) + "\n", capture_output=True, text=True, check=True)
    passed = failed = telling = 0
    for text, line in zip(queries, run.stdout.splitlines(), strict=True):
        tree = json.loads(line)
        theirs = asked(node_of(tree), articles) if tree else None
        ours = by_oracle(text, articles)
        telling += ours is not None and 0 < len(ours) < len(articles)
        if ours == theirs:
            passed += 1
            continue
        failed += 1
        if failed <= 10:
            print(f"{text!r}: oracle {ours}, program {theirs}")
    if telling < passed // 10:
        failed += 1
        print(f"only {telling} questions tell the articles apart")
    print(f"query_agree: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

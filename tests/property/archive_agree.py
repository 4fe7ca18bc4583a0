#!/usr/bin/env python3
"""usage: YULU=PROGRAM archive_agree.py ARCHIVE_ASK QUERIES SEED

Questions put together from the words of an archive are answered by the program and by
query_oracle.py, which reads the articles as `yulu list -f jsonl` gives them.  They must find the same, and
so must the program once more from a cache with a text index.
Asked are the samples with the fixtures of the command line, and an archive of invented articles that is
made here from the same seed each time."""
import datetime
import functools
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import query_oracle as oracle

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FIXTURES = os.path.join(ROOT, "tests", "golden", "cli", "data")
SAMPLES = [os.path.join(ROOT, "content", "articles"), os.path.join(FIXTURES, "good"),
           os.path.join(FIXTURES, "hostile"), os.path.join(FIXTURES, "said.yaml"),
           os.path.join(FIXTURES, "given.yaml")]
TODAY = datetime.date(2024, 6, 15)
FIELDS = "id,title,date,han,quotes,url,source,tags,facets,named,said,body,faulty"

# ---- The oracle made quick: what it asks again and again is remembered, what no quotation changes is
# asked of the article once

oracle.matches = functools.lru_cache(maxsize=None)(oracle.matches)
plain_value_holds, plain_found = oracle.value_holds, oracle.found
REMEMBERED = {}


def value_holds(art, q, field, key, value):
    of = q["number"] if q and field in oracle.OF_QUOTATION else q is None
    asked = (art["id"], of, field, key, value)
    if asked not in REMEMBERED:
        REMEMBERED[asked] = plain_value_holds(art, q, field, key, value)
    return REMEMBERED[asked]


def of_quotations(node):
    """Does any term in the scope of NODE ask of quotations?"""
    if node[0] == "or":
        return any(of_quotations(kid[1] if kid[0] == "scope" else kid) for kid in node[1])
    if node[0] == "and":
        return any(of_quotations(kid) for kid in node[1])
    return node[0] == "term" and node[1] in oracle.OF_QUOTATION


def found(node, art):
    return plain_found(node, art) if of_quotations(node) else oracle.holds(node, art, None)


oracle.value_holds, oracle.found = value_holds, found

# ---- Articles as the oracle wants them


def speaker(s):
    return {"speaker": s["name"], "kind": s["type"], "aliases": s["aliases"], "titles": s["titles"],
            "delegate": s["delegate"], "org": s["orgs"] + ([s["name"]] if s["type"] == "org" else [])}


def quotation(q):
    first = speaker(q["speakers"][0]) if q["speakers"] else {"speaker": None}
    second = speaker(q["speakers"][1]) if len(q["speakers"]) > 1 else None
    return {**first, "second": second, "text": q["text"], "indirect": q["kind"] == "indirect"}


def host(url):
    m = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "")
    return m[1] if m else None


def article(record):
    flags = [f for f, on in (("error", record["faulty"]), ("link", record["url"])) if on]
    said = [{**quotation(q), "number": f"#{i}"} for i, q in enumerate(record["said"])]
    # In a title a line end is a blank.
    return {**record, "title": (record["title"] or "").replace("\n", " "), "len": record["han"], "source": record["source"] or host(record["url"]),
            "flags": flags, "quotations": said}


def dump(paths):
    args = [os.environ["YULU"], "list", "-f", "jsonl", "--fields", FIELDS]
    for p in paths:
        args += ["-d", p]
    out = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=600, check=False)
    return [article(json.loads(line)) for line in out.stdout.decode("utf-8").splitlines()]


# ---- An archive of invented articles

NAMES = ["丁见微", "张若谷", "钱既明", "单允谦", "欧阳知远", "查尔斯·利伯", "曾一苇", "翟青禾", "仇问渠", "解语"]
TITLES = ["全国人大代表、江畔大学教授", "全国政协委员、沅川市第一医院院长", "省政协委员", "澜川理工学院校长",
          "江畔机器人公司总经理", "村民", "主任医师", "市人大代表、石桥街道党委书记"]
VERBS = ["表示", "说", "认为", "指出", "告诉记者", "坦言"]
TAGS = ["人工智能", "智慧养老", "Sora", "算力", "两会", "夜门诊", "C++", "AI 报站", "二〇二四"]
INDUSTRIES = ["医疗", "电力", "制造业", "文旅", "金融"]
PLACES = ["上海", "北京", "江畔", "澜川"]
DATES = [None, "2024", "2024-03", "2024-03-05", "2023-12-31", "2024-06-15", "2024-06-10", "2022-01"]
SOURCES = [None, "江畔新闻", "沅川日报", "江畔社"]
OPEN = {"“": "”", "「": "」"}


def make_body(rng, sentences):
    parts = []
    for _ in range(rng.randrange(3, 9)):
        words = rng.choice(sentences)
        mark = rng.choice(list(OPEN))
        by = rng.choice(TITLES) + rng.choice(NAMES) if rng.random() < 0.7 else rng.choice(NAMES)
        parts.append(rng.choice([
            words, f"{mark}{words}{OPEN[mark]}{by}{rng.choice(VERBS)}。",
            f"{by}{rng.choice(VERBS)}，{mark}{words}{OPEN[mark]}", f"{by}{rng.choice(VERBS)}，{words}"]))
    return "\n".join(parts)


def make_archive(rng, path, sentences, n):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(n):
            art = {"标题": rng.choice(TAGS) + rng.choice(sentences)[:18], "正文": make_body(rng, sentences),
                   "关键词": ", ".join(rng.sample(TAGS, rng.randrange(4))),
                   "行业": "、".join(rng.sample(INDUSTRIES, rng.randrange(3)))}
            for key, pool in (("地区", PLACES), ("日期", DATES), ("来源", SOURCES), ("AI技术", TAGS)):
                value = rng.choice(pool)
                if value and rng.random() < 0.8:
                    art[key] = value
            if rng.random() < 0.6:
                art["链接"] = f"https://www.{rng.choice(['jiang', 'yuan'])}.example/{i}"
            f.write(json.dumps(art, ensure_ascii=False) + "\n")


# ---- Questions

UNFOLD = {}
for odd, plain in oracle.FOLD.items():
    if chr(plain) >= "㐀":
        UNFOLD.setdefault(chr(plain), []).append(chr(odd))


def other_form(rng, word):
    """The word in traditional or full-width characters."""
    out = ""
    for c in word:
        if c in UNFOLD and rng.random() < 0.7:
            c = rng.choice(UNFOLD[c])
        elif "!" < c <= "~" and c.isalnum() and rng.random() < 0.7:
            c = chr(ord(c) + 0xFEE0)
        out += c
    return out


def pinyin(rng, name):
    out = ""
    for c in name:
        ways = sorted(w for r in oracle.READINGS.get(c, ()) for w in oracle.spellings(r))
        out += rng.choice(ways) if ways and rng.random() < 0.9 else c.lower()
    return out


class Words:
    """What is worth asking of an archive."""

    def __init__(self, articles):
        self.texts, self.short = [], {}
        for art in articles:
            said = art["quotations"]
            self.texts += [art["title"] or "", art["body"]] + [q["text"] for q in said]
            self.put("tag", art["tags"])
            self.put("title", [art["title"] or ""])
            self.put("source", [art["source"] or ""])
            self.put("id", [art["id"]])
            for key, values in art["facets"].items():
                self.put(key, values)
                self.put("tech" if key.endswith("技术") else "industry", values)
            for q in said:
                self.put("quote", [q["text"]])
                for who in oracle.speakers_of(q):
                    self.put("speaker", oracle.names_of(who))
                    self.put("role", who["titles"] + [who["delegate"] or "未注明"])
                    self.put("org", who["org"])
        self.texts = [t for t in self.texts if t]
        self.keys = sorted({k for art in articles for k in art["facets"]})

    def put(self, field, values):
        self.short.setdefault(field, []).extend(v for v in values if v)

    def part(self, rng, text):
        n = rng.choice([1, 2, 2, 2, 3, 4, 8])
        at = rng.randrange(len(text))
        return text[at:at + n].strip() or "的"

    def word(self, rng, field):
        """(word, is it a name)"""
        pool = self.short.get(field)
        if field in ("any", "body") or not pool:
            if field == "any" and rng.random() < 0.3:
                return self.word(rng, rng.choice(["speaker", "tag", "title"]))
            return self.part(rng, rng.choice(self.texts)), False
        text = rng.choice(pool)
        name = field not in ("quote", "title", "id")
        if name and rng.random() < 0.7:
            return text, True
        return (text[:rng.randrange(1, 9)], False) if field == "id" else (self.part(rng, text), name)


FIELD_NAMES = {
    "speaker": ["speaker", "发言人", "fyr"], "role": ["role", "身份"], "org": ["org", "机构"],
    "quote": ["quote", "语录", "引语"], "tag": ["tag", "标签", "关键词"], "tech": ["tech", "技术"],
    "industry": ["industry", "行业"], "source": ["source", "来源"], "title": ["title", "标题"],
    "body": ["body", "正文"], "id": ["id", "编号"],
}
FLAGS = ["undated", "无日期", "error", "有误", "quote", "语录", "link", "链接", "date", "日期", "unread", "未读", "read",
         "starred", "note", "mark"]
NUMBERS = ["0", "1", ">=2", "<3", "2..6", ">10", "<=500", "500..", "..900", "1千", "400..1千"]


def some_date(rng):
    day = TODAY - datetime.timedelta(rng.randrange(200))
    one = rng.choice(["2024", "2024-03", "2024年3月", "2023", "7d", "近3个月", "今年", "去年", "3月5日", "本月", "2022-01",
                      day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}"])
    return rng.choice([one] * 4 + [">=" + one, "<" + one, "2024-02.." + "2024-04", one + "..", "..2023-12-31"])


def marked(rng, word):
    """WORD so that no sign in it means anything."""
    plain = all(c.isalnum() for c in word) and word not in ("OR", "AND", "NOT", "或", "且", "非")
    if plain and rng.random() < 0.8:
        return word
    if "”" in word or '"' in word or "“" in word or "」" in word:
        return '"' + word.replace('"', '""') + '"'
    return rng.choice(['"%s"', "“%s”", "「%s」"]) % word


def one_value(rng, words, field):
    word, name = words.word(rng, field)
    chance = rng.random()
    if chance < 0.05:
        return "*" if field != "any" else "的"
    if chance < 0.25:
        word = other_form(rng, word)
    elif name and chance < 0.6:
        short = word if len(word) < 8 else word[:4]
        letters = pinyin(rng, short)
        letters = letters[:-1] if len(letters) > 2 and rng.random() < 0.3 else letters
        return rng.choice(["", "", "", "^", "="]) + marked(rng, letters) + rng.choice(["", "", "", ";py", ";np"])
    elif chance < 0.65:
        word = word.upper()
    return rng.choice(["", "", "", "", "^", "="]) + marked(rng, word)


def term(rng, words):
    chance = rng.random()
    if chance < 0.3:
        return one_value(rng, words, "any")
    if chance < 0.4:
        return rng.choice(["date", "日期", "after", "之后", "before", "之前"]) + ":" + some_date(rng)
    if chance < 0.46:
        return rng.choice(["quotes", "语录数", "len", "字数"]) + ":" + rng.choice(NUMBERS)
    if chance < 0.52:
        return rng.choice(["is", "是", "has", "有"]) + rng.choice(":：") + rng.choice(FLAGS)
    field = rng.choice(sorted(FIELD_NAMES) + ["speaker", "speaker", "quote", "tag"] + words.keys)
    name = rng.choice(FIELD_NAMES.get(field, [field]))
    if not name.isalnum():
        name = f'"{name}"'
    values = [one_value(rng, words, field) for _ in range(rng.choice([1, 1, 1, 1, 2, 3]))]
    return name + rng.choice("::：") + rng.choice(",,，").join(values)


def either(rng, words, depth):
    sides = [every(rng, words, depth) for _ in range(rng.choice([1, 1, 1, 2]))]
    return rng.choice([" | ", "|", " 或 ", " OR ", "｜"]).join(sides)


def every(rng, words, depth):
    kids = []
    for _ in range(rng.choice([1, 1, 2, 2, 3])):
        kid = term(rng, words)
        if depth and rng.random() < 0.25:
            kid = rng.choice(["(%s)", "（%s）"]) % either(rng, words, depth - 1)
        if rng.random() < 0.2:
            kid = rng.choice(["-", "!", "非 ", "NOT ", "－"]) + kid
        kids.append(kid)
    return rng.choice([" ", " ", "　", " 且 ", " AND "]).join(kids)


# ---- Comparing


def by_oracle(text, articles, world):
    try:
        return oracle.answer(text, articles, world)
    except oracle.Wrong:
        return None


def answers(program, paths, queries, options):
    run = subprocess.run([program, *options, TODAY.isoformat(), *paths],
                         input=("\n".join(queries) + "\n").encode("utf-8"),
                         stdout=subprocess.PIPE, timeout=600, check=True)
    return run.stdout.decode("utf-8").split("\n")[:-1]


def compare(rng, program, paths, n):
    REMEMBERED.clear()
    articles = dump(paths)
    words = Words(articles)
    world = {"today": TODAY, "saved": {}, "facets": words.keys}
    queries = [either(rng, words, 2).replace("\n", " ").replace("\r", " ") for _ in range(n)]
    scanned = answers(program, paths, queries, [])
    with tempfile.TemporaryDirectory() as cache:
        indexed = answers(program, paths, queries, ["--cache", cache])
    passed = failed = telling = 0
    for text, line, by_index in zip(queries, scanned, indexed, strict=True):
        ours = by_oracle(text, articles, world)
        if line != by_index:
            failed += 1
            print(f"{text!r}: scan {line}, index {by_index}")
            continue
        theirs = None if line == "!" else line.split()
        telling += bool(ours) and len(ours) < len(articles)
        if ours == theirs:
            passed += 1
            continue
        failed += 1
        if failed <= int(os.environ.get("SHOW", "10")):
            print(f"{text!r}: oracle {ours}, program {theirs}")
    # Questions that all or no articles answer show little.
    if telling < n // 4 or len(articles) < 20:
        failed += 1
        print(f"only {telling} questions tell {len(articles)} articles apart")
    return passed, failed


def main(argv):
    rng = random.Random(int(argv[3]))
    n = int(argv[2])
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "made.jsonl")
        samples = dump(SAMPLES)
        sentences = [s.strip() + "。" for art in samples for s in re.split("[。\n”]", art["body"])
                     if 6 < len(s) < 90 and not re.search("[“”「」『』]", s)]
        make_archive(rng, made, sentences, 60)
        sums = [compare(rng, argv[1], SAMPLES, n // 2), compare(rng, argv[1], [made], n - n // 2)]
    passed, failed = (sum(column) for column in zip(*sums, strict=True))
    print(f"archive_agree: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))

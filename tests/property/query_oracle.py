#!/usr/bin/env python3
"""usage: query_oracle.py [--today YYYY-MM-DD] [--saved NAME=QUERY]... ARTICLES.jsonl [QUERY...]

A second reader of the language of yulu-query(7), written from the manual: what the program finds is
compared with what this finds.  Slow and plain on purpose.

Each line of ARTICLES.jsonl is an article: id, title, date ("2024-03-05", "2024-03", "2024" or null),
tags [text], facets {key: [text]}, source (text or list), len, body, flags [text], quotations
[{speaker, aliases [text], titles [text], org [text], delegate (人大代表, 政协委员 or null), text, second:
who spoke with the speaker, or null: the same keys but text; indirect: true for a statement without
marks; kind: person, role or org}].  Prints the ids of the articles found, a line
each, in the order of the file; without QUERY, reads queries from stdin and prints a line of ids for
each, blanks between, or "! kind" for one that is wrong.  Exit: 0 found, 1 nothing, 2 wrong query.
"""
import calendar
import datetime
import functools
import json
import os
import re
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/text/data")


# ---- Characters


def read_rows(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


FOLD = {int(row[0], 16): int(row[1], 16) for row in read_rows("fold.tsv")}


@functools.lru_cache(maxsize=None)
def fold(text):
    return text.translate(FOLD)


READINGS = {}
for sounds, chars in read_rows("pinyin.tsv"):
    for c in chars if sounds != "common" else "":
        READINGS[c] = {re.sub(r"\d", "", s) for s in sounds.split()}
SURNAMES = [(row[0], [re.sub(r"\d", "", s) for s in row[1].split()]) for row in read_rows("surname.tsv")]


def surname_readings(name):
    """Readings that the first characters have besides their usual ones."""
    best = max((s for s in SURNAMES if name.startswith(s[0])), key=lambda s: len(s[0]), default=None)
    return [] if best is None or "·" in name else best[1]


@functools.lru_cache(maxsize=None)
def spellings(reading):
    """What may be typed for one reading: all of it, or its initial."""
    out = {reading, reading.replace("v", "u"), reading.replace("v", "ü"), reading[0]}
    if reading[:2] in ("zh", "ch", "sh"):
        out.add(reading[:2])
    return out


def narrow(c):
    return chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c


def matches_from(word, name, start, extra, whole):
    """Does WORD match NAME from START on?  By sets of places in WORD, a character of NAME at a time.
    Its last syllable need not be finished, unless it is the WHOLE name."""
    folded, own = fold(word), fold(name)
    small = [narrow(c).isascii() and narrow(c).islower() for c in word]
    places = {0}
    for at in range(start, len(name)):
        c = name[at]
        ways = set()
        for reading in READINGS.get(c, set()) | ({extra[at]} if at < len(extra) else set()):
            ways |= spellings(reading)
        after = set()
        for i in places:
            if i < len(word) and folded[i] == own[at]:
                after.add(i + 1)
            for way in ways:
                end = min(i + len(way), len(word))
                if i == end or (whole and end < i + len(way)):
                    continue
                if way.startswith(folded[i:end]) and (end - i == len(way) or end == len(word)) and all(
                        x or word[i + k] in "üÜ" for k, x in enumerate(small[i:end])):
                    after.add(end)
        places = after
        if len(word) in places and (not whole or at == len(name) - 1):
            return True
        if not places:
            return False
    return not word and not (whole and name[start:])


@functools.lru_cache(maxsize=100000)
def matches(value, name, pinyin_field):
    """Does VALUE (how, text, pinyin) match the short text NAME?"""
    how, word, pinyin = value
    name = name or ""
    if how == "present":
        return bool(name)
    if not (pinyin and pinyin_field):
        a, b = fold(word), fold(name)
        return {"in": a in b, "prefix": b.startswith(a), "exact": a == b}[how]
    if len(word) > 63:
        return False
    extra = surname_readings(name)
    starts = range(len(name)) if how == "in" else [0]
    return any(matches_from(word, name, i, extra, how == "exact") for i in starts)


# ---- Dates


class Wrong(Exception):
    pass


HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
FIRST, LAST = datetime.date(1, 1, 1), datetime.date(9999, 12, 31)


def number_of(text):
    """An Arabic or a Chinese number below 100, or the digits of a year."""
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(HAN_DIGITS[c]) for c in text))


def month_days(year, month):
    return (datetime.date(year, month, 1),
            datetime.date(year, month, calendar.monthrange(year, month)[1]))


def span_of(year, month=None, day=None):
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if day is None:
        return month_days(year, month)
    return (datetime.date(year, month, day),) * 2


def back_months(day, months):
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


N = "[0-9]+|[〇零○一二三四五六七八九十两]+"
DATE_FORMS = [
    r"(\d{4})", r"(\d{4})-(\d{1,2})", r"(\d{4})/(\d{1,2})", r"(\d{4})\.(\d{1,2})",
    r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
    r"(\d{4})(\d\d)(\d\d)", rf"({N})年", rf"({N})年({N})月", rf"({N})年({N})月({N})[日号]",
]
DAYS_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
YEARS_AGO = {"今年": 0, "去年": 1, "前年": 2}
MONTHS_AGO = {"本月": 0, "这个月": 0, "上月": 1, "上个月": 1}
WEEKS_AGO = {"本周": 0, "这周": 0, "上周": 1}


def absolute(text):
    for form in DATE_FORMS:
        m = re.fullmatch(form, text)
        if m:
            parts = [number_of(g) for g in m.groups()]
            if parts[0] < 1000:
                continue
            return span_of(*parts)
    return None


def relative(text, today):
    """First day, last day, and whether it is a span that ends today."""
    day = datetime.timedelta(1)
    if text in DAYS_AGO:
        return (today - DAYS_AGO[text] * day,) * 2 + (False,)
    if text in YEARS_AGO:
        return span_of(today.year - YEARS_AGO[text]) + (False,)
    if text in MONTHS_AGO:
        first = back_months(today.replace(day=1), MONTHS_AGO[text])
        return month_days(first.year, first.month) + (False,)
    if text in WEEKS_AGO:
        monday = today - (today.weekday() + 7 * WEEKS_AGO[text]) * day
        return monday, monday + 6 * day, False
    text = re.sub("^(最近|近)半年$", r"近6个月", text)
    m = re.fullmatch(r"(\d{1,4})([dwmy])", text) or re.fullmatch(
        rf"(?:最近|近)({N})(天|日|周|星期|个星期|个月|月|年)", text)
    if m:
        n, unit = number_of(m[1]), m[2]
        if n == 0:
            return None
        if unit in ("d", "天", "日"):
            return today - (n - 1) * day, today, True
        if unit in ("w", "周", "星期", "个星期"):
            return today - (7 * n - 1) * day, today, True
        return back_months(today, n * (12 if unit in ("y", "年") else 1)) + day, today, True
    if re.fullmatch(rf"({N})月(({N})[日号])?", text):
        for year in (today.year, today.year - 1):
            span = absolute(f"{year}年{text}")
            if span and span[0] <= today:
                return span + (False,)
    return None


def one_date(text, today):
    try:
        span = absolute(text)
        span = span + (False,) if span else relative(text, today)
    except (ValueError, KeyError, OverflowError):
        span = None
    if not span:
        raise Wrong("date")
    return span


def date_range(text, field, today):
    text = fold(text)
    day = datetime.timedelta(1)
    ago = False
    if ".." in text:
        left, right = text.split("..", 1)
        if not left and not right:
            raise Wrong("date")
        lo = one_date(left, today)[0] if left else FIRST
        hi = one_date(right, today)[1] if right else LAST
        if lo > hi:
            raise Wrong("date")
    else:
        m = re.match("(>=|<=|≥|≤|>|<|=)?(.*)$", text, re.S)
        lo, hi, ago = one_date(m[2], today)
        sign = {"≥": ">=", "≤": "<="}.get(m[1], m[1])
        if sign in (">=", ">"):
            lo, hi, ago = (lo if sign == ">=" else hi + day), LAST, False
        elif sign in ("<=", "<"):
            lo, hi, ago = FIRST, (hi if sign == "<=" else lo - day), False
    if field == "after":
        return lo, LAST
    if field == "before":
        return FIRST, (lo - day if ago else hi)
    return lo, hi


def number_range(text):
    def one(t):
        m = re.fullmatch(r"(\d{1,15})([千万]?)", t, re.A)
        if not m:
            raise Wrong("number")
        return int(m[1]) * {"": 1, "千": 1000, "万": 10000}[m[2]]

    text = fold(text)
    lo, hi = 0, float("inf")
    if ".." in text:
        left, right = text.split("..", 1)
        if not left and not right:
            raise Wrong("number")
        lo, hi = one(left) if left else lo, one(right) if right else hi
    else:
        m = re.match("(>=|<=|≥|≤|>|<|=)?(.*)$", text, re.S)
        n, sign = one(m[2]), m[1]
        if sign in (">=", "≥", ">", None, "="):
            lo = n + (sign == ">")
        if sign in ("<=", "≤", "<", None, "="):
            hi = n - (sign == "<")
    if lo > hi:
        raise Wrong("number")
    return lo, hi


# ---- The language

FIELDS = {}
for names in """speaker 发言人 fyr|role 身份 sf|org 机构 jg|quote 语录 引语 yl|quotes 语录数 yls
tag 标签 关键词 bq|tech 技术 ai技术 js|industry 行业 hy|source 来源 ly|title 标题 bt|body 正文 zw
date 日期 时间 rq|after 之后 zh|before 之前 zq|is 是|has 有 含|len 字数 zs|id 编号""".replace("\n", "|").split("|"):
    for known in names.split():
        FIELDS[known] = names.split()[0]
FLAGS = dict(zip(
    "未读 已读 收藏 无日期 重复 有误 语录 笔记 链接 日期 标记".split(),
    "unread read starred undated dup error quote note link date mark".split()))
FLAGS |= {name: name for name in FLAGS.values()} | {"star": "starred"}
OF_QUOTATION = {"speaker", "role", "org", "quote"}
SENTENCES = {"any", "quote", "title", "body"}
CLOSERS = {'"': '"', "“": "”“", "”": "”“", "「": "」", "『": "』"}
BLANK = re.compile("[\x00-\x20\x7f\xa0\u3000]")


class Reader:
    """Reads one query: characters are looked at in half width, words are taken as written."""

    def __init__(self, text, world, names=()):
        self.raw = text
        self.text = "".join(" " if BLANK.match(c) else narrow(c) for c in text)
        self.at = 0
        self.world = world
        self.names = names
        self.open = 0

    def peek(self, n=0):
        return self.text[self.at + n:self.at + n + 1]

    def blanks(self):
        while self.peek() == " ":
            self.at += 1

    def keyword(self, *words):
        for w in words:
            if self.text.startswith(w, self.at):
                behind = self.peek(len(w))
                if behind in ("", " ", "|", ")", "("):
                    return len(w)
        return 0

    def read(self):
        node = self.either()
        return node if node else ("and", [])

    def either(self):
        sides = [self.all()]
        while True:
            n = 1 if self.peek() == "|" else self.keyword("或", "OR")
            if not n:
                break
            self.at += n
            sides.append(self.all())
        if len(sides) > 1 and any(s is None for s in sides):
            raise Wrong("operand")
        return sides[0] if len(sides) == 1 else ("or", sides)

    def all(self):
        kids, seen = [], False
        while True:
            self.blanks()
            if not self.peek() or self.peek() == "|" or self.keyword("或", "OR"):
                break
            if self.peek() == ")":
                if self.open:
                    break
                self.at += 1
                continue
            n = self.keyword("且", "AND")
            if n:
                self.at += n
                continue
            kid = self.negated()
            if kid:
                kids.append(kid)
        if not kids:
            return None
        return kids[0] if len(kids) == 1 else ("and", kids)

    def negated(self):
        times = 0
        while True:
            if self.peek() and self.peek() in "-!":
                self.at += 1
            else:
                n = self.keyword("非", "NOT")
                if not n:
                    break
                self.at += n
                self.blanks()
            times += 1
        if times and self.peek() in ("", " ", "|", ")"):
            if self.peek() == " ":
                return None
            raise Wrong("operand")
        node = self.atom()
        return ("not", node) if times % 2 else node

    def atom(self):
        if self.peek() == "(":
            return self.group()
        if self.peek() == "@":
            return self.saved()
        return self.term()

    def group(self):
        self.at += 1
        if self.open >= 64:
            raise Wrong("deep")
        self.open += 1
        node = self.either()
        self.open -= 1
        self.blanks()
        if self.peek() == ")":
            self.at += 1
        if node is None:
            raise Wrong("group")
        return node if node[0] == "or" else ("scope", node)

    def saved(self):
        self.at += 1
        name, _ = self.phrase() if self.peek() in CLOSERS else (self.word("any"), 0)
        if not name:
            raise Wrong("value")
        if name in self.names or name not in self.world["saved"]:
            raise Wrong("saved")
        inner = Reader(self.world["saved"][name], self.world, self.names + (name,))
        return ("scope", inner.read())

    def phrase(self):
        opener = self.peek()
        close, at, out = CLOSERS[opener], self.at + 1, ""
        while at < len(self.text):
            if self.text[at] in close:
                if opener == '"' and self.text[at + 1:at + 2] == '"':
                    at += 1
                else:
                    break
            out += self.raw[at]
            at += 1
        closed = at < len(self.text)
        self.at = at + closed
        return out, closed

    def word(self, field):
        start, inside = self.at, 0
        while self.at < len(self.text):
            c = self.peek()
            if c in " |" or (c == ")" and not inside) or (field != "any" and self.comma(field)):
                break
            if c == ";" and self.suffix_here(field):
                break
            inside += (c == "(") - (c == ")")
            self.at += 1
        return self.raw[start:self.at]

    def comma(self, field):
        return self.peek() == "," or (self.peek() == "、" and field not in SENTENCES)

    def suffix_here(self, field):
        if self.text[self.at:self.at + 3] not in (";py", ";np"):
            return ""
        behind = self.peek(3)
        ends = behind in ("", " ", "|", ")") or (field != "any" and behind == ",") or (
            field not in SENTENCES and behind == "、")
        return self.text[self.at + 1] if ends else ""

    def field_name(self):
        """The field before a colon, or None; nothing is taken then."""
        start = self.at
        if self.peek() in CLOSERS:
            name, closed = self.phrase()
            known = self.known(name) if closed and self.peek() == ":" else None
        else:
            m = re.compile(r'[^ |():"“”「『]+').match(self.text, self.at)
            known = None
            if m and self.text[m.end():m.end() + 1] == ":" and len(m[0].encode()) < 96:
                self.at = m.end()
                known = self.known(m[0])
                behind = self.text[m.end() + 1:m.end() + 2]
                letters = any(c.isascii() and c.isalpha() or "㐀" <= c <= "鿿" for c in m[0])
                if known is None and letters and behind not in ("/", "\\"):
                    raise Wrong("field")
        if known is None:
            self.at = start
            return None
        self.at += 1
        return known

    def known(self, name):
        key = fold(name)
        if key in FIELDS:
            return FIELDS[key], None
        for facet in self.world["facets"]:
            if fold(facet) == key:
                return "facet", facet
        return None

    def term(self):
        named = self.field_name()
        field, key = named or ("any", None)
        values = [self.value(field, bool(named))]
        while named and self.comma(field):
            self.at += 1
            here = self.at
            self.blanks()
            if self.peek() in ("", "|", ")", "("):
                self.at = here
            values.append(self.value(field, True))
        return ("term", field, key, values)

    def value(self, field, named):
        kind = {"date": "date", "after": "date", "before": "date", "quotes": "number", "len": "number",
                "is": "flag", "has": "flag"}.get(field, "text")
        if named and self.peek() == "(":
            raise Wrong("value")
        behind = self.peek(1)
        if self.peek() == "*" and kind != "flag" and (
                behind in ("", " ", "|", ")") or (named and behind == ",") or
                (field not in SENTENCES and behind == "、")):
            self.at += 1
            return ("present", "", False)
        how = "in"
        if kind == "text" and self.peek() and self.peek() in "^=":
            how = "prefix" if self.peek() == "^" else "exact"
            self.at += 1
        quoted = self.peek() in CLOSERS
        if quoted:
            word, closed = self.phrase()
            suffix = self.suffix_here("id") if closed else ""
        else:
            word = self.word(field)
            suffix = self.suffix_here(field)
        if suffix:
            self.at += 3
        if not word:
            raise Wrong("value")
        if kind == "date":
            return date_range(word, field, self.world["today"])
        if kind == "number":
            return number_range(word)
        if kind == "flag":
            if fold(word) not in FLAGS:
                raise Wrong("flag")
            return FLAGS[fold(word)]
        plain = [narrow(c) for c in word]
        letters = any("a" <= c <= "z" for c in plain) and all(
            "a" <= c <= "z" or "㐀" <= c <= "鿿" or c == "〇" or "豈" <= c <= "\ufaff" or
            "\U00020000" <= c <= "\U0003fffd" for c in plain)
        return how, word, suffix == "p" or (not suffix and not quoted and letters)


# ---- What is found


def listed(x):
    return [x] if isinstance(x, str) else list(x or [])


def article_days(art):
    if not art.get("date"):
        return None
    return span_of(*(int(p) for p in art["date"].split("-")))


def n_quotes(art):
    return sum(not q.get("indirect") for q in art.get("quotations") or [])


def has_flag(art, flag):
    flags = art.get("flags") or []
    if flag == "undated":
        return not art.get("date")
    if flag == "date":
        return bool(art.get("date"))
    if flag == "quote":
        return n_quotes(art) > 0
    if flag == "unread":
        return "read" not in flags
    return flag in flags


def facet_values(art, wanted):
    out = []
    for key, values in (art.get("facets") or {}).items():
        if wanted(fold(key)):
            out += listed(values)
    return out


def texts_of(art, field, key):
    """The short texts of a field, and whether letters may be their pinyin."""
    if field == "tag":
        return listed(art.get("tags")), True
    if field in ("tech", "industry"):
        end = "技术" if field == "tech" else "行业"
        return facet_values(art, lambda k: k.endswith(end) or k == field), True
    if field == "facet":
        return facet_values(art, lambda k: k == fold(key)), True
    if field == "body":
        return [art.get("body")], False
    return listed(art.get(field)), True


def speakers_of(q):
    return [who for who in (q, q.get("second")) if who and who.get("speaker")]


def names_of(who):
    return [who["speaker"]] + listed(who.get("aliases"))


def any_matches(art, value):
    """A bare word; with ^ or = it is not looked for in the text."""
    short = [art.get("title")] + listed(art.get("tags")) + facet_values(art, lambda k: True)
    for q in art.get("quotations") or []:
        for who in speakers_of(q):
            short += names_of(who) + listed(who.get("org"))
    return any(matches(value, t, True) for t in short) or (
        value[0] == "in" and matches(value, art.get("body"), False))


def role_matches(who, value):
    """A kind of delegate when the words are part of the name of one, else a title."""
    if who.get("kind", "person") != "person":
        return any(matches(value, t, True) for t in listed(who.get("titles")))
    kinds = [k for k in ("人大代表", "政协委员", "未注明") if matches(value, k, True)]
    if kinds:
        return (who.get("delegate") or "未注明") in kinds
    return any(matches(value, t, True) for t in listed(who.get("titles")))


def quotation_matches(q, field, value):
    if q is None:
        return False
    if field == "quote":
        return matches(value, q.get("text"), False)
    if field == "role":
        return any(role_matches(who, value) for who in speakers_of(q))
    return any(matches(value, t, True) for who in speakers_of(q)
               for t in (names_of(who) if field == "speaker" else listed(who.get("org"))))


def value_holds(art, q, field, key, value):
    if field in OF_QUOTATION:
        return quotation_matches(q, field, value)
    if field in ("is", "has"):
        return has_flag(art, value)
    if field in ("date", "after", "before"):
        days = article_days(art)
        return bool(days) and (value[0] == "present" or (days[0] <= value[1] and days[1] >= value[0]))
    if field in ("quotes", "len"):
        n = n_quotes(art) if field == "quotes" else art.get("len", 0)
        return n > 0 if value[0] == "present" else value[0] <= n <= value[1]
    if field == "id":
        how, word, _ = value
        return how == "present" or (art["id"] == fold(word) if how == "exact" else
                                    art["id"].startswith(fold(word)))
    if field == "any":
        return value[0] == "present" or any_matches(art, value)
    texts, pinyin = texts_of(art, field, key)
    return any(matches(value, t, pinyin) for t in texts)


def holds(node, art, q):
    if node[0] == "and":
        return all(holds(kid, art, q) for kid in node[1])
    if node[0] == "or":
        return any(holds(kid[1] if kid[0] == "scope" else kid, art, q) for kid in node[1])
    if node[0] == "scope":
        return found(node[1], art)
    if node[0] == "not":
        return not found(node[1], art)
    return any(value_holds(art, q, node[1], node[2], v) for v in node[3])


def found(node, art):
    """Is there a quotation, or none at all, of which NODE holds?"""
    return any(holds(node, art, q) for q in [None] + (art.get("quotations") or []))


def answer(text, articles, world):
    node = Reader(text, world).read()
    return [art["id"] for art in articles if found(node, art)]


def main(argv):
    world = {"today": datetime.date.today(), "saved": {}, "facets": []}
    args = []
    it = iter(argv)
    for arg in it:
        if arg == "--today":
            world["today"] = datetime.date.fromisoformat(next(it))
        elif arg == "--saved":
            name, _, text = next(it).partition("=")
            world["saved"][name] = text
        else:
            args.append(arg)
    if not args:
        sys.exit(__doc__)
    with open(args[0], encoding="utf-8") as f:
        articles = [json.loads(line) for line in f if line.strip()]
    for art in articles:
        for key in art.get("facets") or {}:
            if key not in world["facets"]:
                world["facets"].append(key)
    if args[1:]:
        try:
            ids = answer(" ".join(args[1:]), articles, world)
        except Wrong as e:
            print(f"query_oracle: {e}", file=sys.stderr)
            return 2
        for i in ids:
            print(i)
        return 0 if ids else 1
    for line in sys.stdin:
        try:
            print(" ".join(answer(line.rstrip("\n"), articles, world)))
        except Wrong as e:
            print(f"! {e}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

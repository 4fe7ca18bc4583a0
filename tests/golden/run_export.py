#!/usr/bin/env python3
"""usage: YULU=PROGRAM [YULU_DATA=DIR] run_export.py

What `yulu export` writes is read back by others: HTML by a parser that wants every tag closed, JSON,
and YAML by yulu itself; nothing of a text is lost on the way.  Then files: never overwritten
unasked, never half written, never left behind."""
import html.parser
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(HERE, "..", "..", "content", "articles")
FOLDERS = [SAMPLES, os.path.join(HERE, "cli", "data", "good"), os.path.join(HERE, "cli", "data", "hostile")]
VOID = {"meta"}
PLACED = {"source", "author", "date", "来源", "來源", "作者", "日期"}
SMALL = {"credit", "dateline", "boilerplate", "caption"}
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(what)


def run(*args, status=(0, 3), cwd=None):
    done = subprocess.run([os.environ["YULU"], "export", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=600, check=False, cwd=cwd)
    check(done.returncode in status, f"{args}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


class Page(html.parser.HTMLParser):
    """The text of the paragraphs of a page, and whether its tags fit."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.bad, self.texts, self.keep = [], [], [], None
        self.feed(text)
        self.close()
        self.bad += self.open

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        self.open.append(tag)
        if tag in ("p", "h2"):
            self.keep = []
        href = dict(attrs).get("href", "#")
        if not re.match(r"#|https?://", href):
            self.bad.append(href)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append("/" + tag)
        if tag in ("p", "h2"):
            self.texts.append("".join(self.keep))
            self.keep = None

    def handle_data(self, data):
        if self.keep is not None and "sup" not in self.open:
            self.keep.append(data)


def visible(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text)


def check_html(folder, articles):
    page = Page(run("-d", folder, "-f", "html"))
    want = [visible(p["text"]) for a in articles for p in a["parts"]]
    check(not page.bad, f"{folder}: tags {page.bad[:5]}")
    check(page.texts == want, f"{folder}: HTML has other texts")


def check_md(folder, articles):
    text = run("-d", folder, "-f", "md")
    plain = re.sub(r"\[\^\d+\]", "", text)
    plain = re.sub(r"\\([\\`*_\[\]<>#|~!&.)=+-])", r"\1", plain)
    for a in articles:
        missing = [p["text"] for p in a["parts"] if re.sub("[\r\n\t]", " ", visible(p["text"])) not in plain]
        check(not missing, f"{folder}: not in Markdown: {missing[:1]}")
    check(text.count("\n[^1]: ") == sum(1 for a in articles if a["quotes"]), f"{folder}: footnotes")


def shape(article):
    """What must survive: small print becomes captions, white space at line ends goes."""
    known = [f for f in article["fields"] if f["key"] not in PLACED]
    parts = [("caption" if p["kind"] in SMALL else p["kind"], p["text"]) for p in article["parts"]]
    return (article["title"], article["url"], article["source"], article["author"], None if article["date_inferred"] else article["date"],
            sorted((f["key"], f["values"]) for f in known), parts)


def check_yaml(folder, articles, tmp):
    text = run("-d", folder, "-f", "yaml")
    path = os.path.join(tmp, "again.yaml")
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    again = json.loads(run("-d", path, "-f", "json"))["articles"]
    want, got = sorted(map(shape, articles), key=str), sorted(map(shape, again), key=str)
    check(len(want) == len(got), f"{folder}: {len(got)} of {len(want)} articles come back")
    for a, b in zip(want, got):
        check(a == b, f"{folder}: YAML changes\n{a}\n{b}")
    check(sorted(run("-d", path, "-f", "yaml").split("\n")) == sorted(text.split("\n")), f"{folder}: not tidy at once")


def check_references(folder, articles):
    csl = json.loads(run("-d", folder, "-f", "csl", "--accessed", "2024-05-01"))
    check([c["id"] for c in csl] == ["yulu-" + a["id"] for a in articles], f"{folder}: CSL")
    check(all(c["accessed"] == {"date-parts": [[2024, 5, 1]]} for c in csl), f"{folder}: accessed")
    bib = run("-d", folder, "-f", "bib")
    check(bib.count("@online{") == len(articles), f"{folder}: BibTeX")
    bare = re.sub(r"\\.", "", bib)
    check(bare.count("{") == bare.count("}"), f"{folder}: braces of BibTeX")
    check(run("-d", folder, "-f", "gbt").count("\n") == len(articles), f"{folder}: a line each")


def texts(folder, tmp):
    articles = json.loads(run("-d", folder, "-f", "json"))["articles"]
    lines = [json.loads(s) for s in run("-d", folder, "-f", "jsonl").splitlines()]
    check([dict(a, schema=1) for a in articles] == lines, f"{folder}: JSON and its lines differ")
    check_html(folder, articles)
    check_md(folder, articles)
    check_yaml(folder, articles, tmp)
    check_references(folder, articles)


def names(folder):
    return sorted(os.listdir(folder))


def files(tmp):
    one = os.path.join(tmp, "one.html")
    run("-d", SAMPLES, "-o", one)
    with open(one, encoding="utf-8") as f:
        check(f.read() == run("-d", SAMPLES, "-f", "html"), "the ending names the format")
    mask = os.umask(0)
    os.umask(mask)
    check(stat.S_IMODE(os.stat(one).st_mode) == 0o666 & ~mask, "a file like others")
    before = os.stat(one)
    run("-d", SAMPLES, "-o", one, status=[4])
    check(os.stat(one) == before, "not touched")
    run("-d", SAMPLES, "-f", "md", "--force", "-o", one)
    with open(one, encoding="utf-8") as f:
        check(f.read().startswith("# "), "replaced")
    many = os.path.join(tmp, "many") + "/"
    run("-d", SAMPLES, "-f", "jsonl", "-o", many)
    count = len(run("-d", SAMPLES, "-f", "jsonl").splitlines())
    check(len(names(many)) == count, f"a file each: {len(names(many))} of {count}")
    check(all(re.fullmatch(r"[0-9a-f]{8}-[^/\\:*?\"<>| ]*\.jsonl", n) for n in names(many)), "tame names")
    run("-d", SAMPLES, "-f", "jsonl", "-o", many, status=[4])
    run("-d", SAMPLES, "-f", "jsonl", "--force", "-o", many)
    run("-d", SAMPLES, "-o", os.path.join(tmp, "no", "such", "folder.md"), status=[4])
    run("-d", SAMPLES, "没有这样的词", "-o", os.path.join(tmp, "none.md"), status=[1])
    check(names(tmp) == ["again.yaml", "many", "one.html"], f"left behind: {names(tmp)}")
    run("-d", SAMPLES, "-o", "/dev/full", status=[4])
    run("-d", SAMPLES, "-o", "/dev/null", "--force")
    check(not os.path.isfile("/dev/null"), "a device stays one")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([os.environ["YULU"], "export", "-d", SAMPLES], stdout=full, stderr=subprocess.PIPE,
                              check=False)
    check(done.returncode == 4, f"full disk: {done.returncode}")


def main():
    folders = FOLDERS + ([os.environ["YULU_DATA"]] if os.environ.get("YULU_DATA") else [])
    with tempfile.TemporaryDirectory() as tmp:
        for folder in folders:
            texts(folder, tmp)
        files(tmp)
    print(f"export: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())

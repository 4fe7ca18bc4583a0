#!/usr/bin/env python3
"""The figures of speed and memory, as ratios of what one run measured side by side.

    make bench                    everything that can be compared here
    YULU_DATA=DIR make bench      on DIR/seed.yaml instead of our own sample
    BENCH_N=2000 make bench       a smaller archive than 10,000 files
    BENCH_LARGE=100000 make bench a larger one than 20,000 with a cache; goals are judged from
                                  100,000 on
    BENCH_CHARS=150               of so many 汉字 an article, not 1,500
    BENCH_DIR=FOLDER              the archives are made there, and kept for the next time
    BENCH_ONLY=archive            nothing but the archive with a cache
    FIGURES=1                     write tests/bench/FIGURES.md
A program to compare with that is not installed is reported as skipped."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
import archive
import corpus
import table
from table import report
from archive import interleaved, newsboat, open_archive, startup
from ttycost import Program

YULU = os.environ.get("YULU", "./yulu")
BUILD = os.environ.get("B", "build")
DATA = os.environ.get("YULU_DATA")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))


def reading(cmd, into):
    """(bytes a line, bytes a page, writes a line, writes a page, ms a line) in an article."""
    p = Program(cmd)
    p.settle()
    if into:
        p.keys(into)
    lines = [p.keys("j") for _ in range(30)]
    p.keys("g")
    pages = [p.keys(" ") for _ in range(2)]
    p.quit("Q" if cmd[0] == YULU else "q")

    def mean(rows, i):
        return sum(r[i] for r in rows) / len(rows)
    return (mean(lines, 0), mean(pages, 0), mean(lines, 1), mean(pages, 1),
            statistics.median(r[2] for r in lines) * 1000)


def one_article(tmp):
    article = os.path.join(DATA, "seed.yaml") if DATA else "content/articles/twin.yaml"
    text = os.path.join(tmp, "article.txt")
    shown = subprocess.run([YULU, "show", "--plain", "--width", "76", article],
                           stdout=subprocess.PIPE, check=True).stdout
    with open(text, "wb") as f:
        f.write(shown)
    if not shutil.which("less"):
        table.skipped("less")
        return
    (ours,), (less,) = interleaved(lambda: startup([YULU, article]), lambda: startup(["less", text]))
    report("start to first screen", ours, less, "ms", 1.5, "less")
    y, l = interleaved(lambda: reading([YULU, article], ""), lambda: reading(["less", text], ""))
    report("article, one line: bytes", y[0], l[0], "B", 1.10, "less")
    report("article, one page: bytes", y[1], l[1], "B", 1.05, "less")
    report("article, one line: key to screen", y[4], l[4], "ms", 2.0, "less")
    report("write(2) calls a line", y[2], 1, "", 1.0, "one a frame")
    report("write(2) calls a page", y[3], 1, "", 1.0, "one a frame")


def many_articles(tmp):
    n = int(os.environ.get("BENCH_N", "10000"))
    folder = os.path.join(tmp, "archive")
    corpus.write(n, folder)
    ours = [open_archive([YULU, "--no-cache", folder], "") for _ in range(ROUNDS)]
    report(f"{n} files: private memory", max(o[1] for o in ours) / 1024, 20 + n * 2 / 1024,
           "MiB", 1.0, "20 MiB+2 KiB")
    if not shutil.which("newsboat"):
        table.skipped("newsboat")
        return
    cmd = newsboat(tmp, folder + ".rss")
    y, b = interleaved(lambda: open_archive([YULU, "--no-cache", folder], ""),
                       lambda: open_archive(cmd, "\r"))
    report(f"{n} articles: open to whole list", y[0], b[0], "ms", 1 / 3, "newsboat")


def programs():
    """bench_NAME programs print their own table and say by their status whether goals are met."""
    folder, ok = os.path.join(BUILD, "tests", "bench"), True
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if not os.access(path, os.X_OK) or not name.startswith("bench_") or "." in name or \
                name in ("bench_archive", "bench_facets"):
            continue
        print(f"-- {name}", flush=True)
        ok = table.program([path]) and ok
    return ok


def main():
    print(f"{'figure':<44} {'yulu':>11} {'other':>20} {'':<4} {'ratio':>8} {'goal':>12}")
    with tempfile.TemporaryDirectory() as tmp:
        only = os.environ.get("BENCH_ONLY", "")
        if only != "archive":
            one_article(tmp)
            many_articles(tmp)
        archive.large(os.environ.get("BENCH_DIR") or tmp)
    ok = only == "archive" or programs()
    passed, failed = table.counts()
    if os.environ.get("FIGURES"):
        table.keep("tests/bench/FIGURES.md", table.commit())
    print(f"bench: {passed} passed, {failed} failed")
    return 1 if failed or not ok else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The figures of speed and memory, as ratios of what one run measured side by side.

    make bench                    everything that can be compared here
    YULU_DATA=DIR make bench      on DIR/seed.yaml instead of our own sample
    BENCH_N=2000 make bench       a smaller archive than 10,000 files
A program to compare with that is not installed is reported as skipped."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import corpus
from ttycost import Program

YULU = os.environ.get("YULU", "./yulu")
BUILD = os.environ.get("B", "build")
DATA = os.environ.get("YULU_DATA")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
results = []


def report(name, ours, theirs, unit, limit, against):
    ratio = ours / theirs if theirs else float("inf")
    ok = ratio <= limit
    results.append(ok)
    print(f"{name:<34} {ours:>10.2f} {theirs:>10.2f} {unit:<5} {ratio:>7.3f}  <= {limit:<6} "
          f"{against:<12} {'ok' if ok else 'MISSED'}", flush=True)


def interleaved(*runs):
    """Medians of each run's figures, the runs taken in turn."""
    got = [[] for _ in runs]
    for _ in range(ROUNDS):
        for i, run in enumerate(runs):
            got[i].append(run())
    return [[statistics.median(x) for x in zip(*g)] for g in got]


def startup(cmd):
    p = Program(cmd)
    seconds = p.settle()
    p.quit("Q" if cmd[0] == YULU else "q")
    return (seconds * 1000,)


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
        print("less: skipped, not installed")
        return
    (ours,), (less,) = interleaved(lambda: startup([YULU, article]), lambda: startup(["less", text]))
    report("start to first screen", ours, less, "ms", 1.5, "less")
    y, l = interleaved(lambda: reading([YULU, article], ""), lambda: reading(["less", text], ""))
    report("article, one line: bytes", y[0], l[0], "B", 1.10, "less")
    report("article, one page: bytes", y[1], l[1], "B", 1.05, "less")
    report("article, one line: key to screen", y[4], l[4], "ms", 2.0, "less")
    report("write(2) calls a line", y[2], 1, "", 1.0, "one a frame")
    report("write(2) calls a page", y[3], 1, "", 1.0, "one a frame")


def newsboat(tmp, rss):
    """A cache with the same articles; the command that opens it at the item list."""
    home = os.path.join(tmp, "newsboat")
    os.makedirs(home)
    paths = {k: os.path.join(home, k) for k in ("urls", "config", "cache.db")}
    with open(paths["urls"], "w") as f:
        f.write(f"file://{os.path.abspath(rss)}\n")
    with open(paths["config"], "w") as f:
        f.write("max-items 0\nauto-reload no\n")
    cmd = ["newsboat", "-u", paths["urls"], "-C", paths["config"], "-c", paths["cache.db"]]
    subprocess.run(cmd + ["-x", "reload"], check=True, stdout=subprocess.DEVNULL)
    return cmd


def open_archive(cmd, into):
    peak = [0]

    def watch(p):
        peak[0] = max(peak[0], p.private_kib())
    p = Program(cmd)
    seconds = p.settle(watch)
    if into:
        seconds += p.keys(into)[2]
    p.quit("Q" if cmd[0] == YULU else "q")
    return seconds * 1000, peak[0]


def many_articles(tmp):
    n = int(os.environ.get("BENCH_N", "10000"))
    folder = os.path.join(tmp, "archive")
    corpus.write(n, folder)
    ours = [open_archive([YULU, folder], "") for _ in range(ROUNDS)]
    report(f"{n} files: private memory", max(o[1] for o in ours) / 1024, 20 + n * 2 / 1024,
           "MiB", 1.0, "20 MiB+2 KiB")
    if not shutil.which("newsboat"):
        print("newsboat: skipped, not installed")
        return
    cmd = newsboat(tmp, folder + ".rss")
    y, b = interleaved(lambda: open_archive([YULU, folder], ""),
                       lambda: open_archive(cmd, "\r"))
    report(f"{n} articles: open to whole list", y[0], b[0], "ms", 1 / 3, "newsboat")


def programs():
    """bench_NAME programs print their own table and say by their status whether goals are met."""
    folder = os.path.join(BUILD, "tests", "bench")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK) and name.startswith("bench_") and "." not in name:
            print(f"-- {name}", flush=True)
            results.append(subprocess.run([path]).returncode == 0)


def main():
    print(f"{'figure':<34} {'yulu':>10} {'other':>10} {'':<5} {'ratio':>7}  goal")
    with tempfile.TemporaryDirectory() as tmp:
        one_article(tmp)
        many_articles(tmp)
    programs()
    print(f"bench: {results.count(True)} passed, {results.count(False)} failed")
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())

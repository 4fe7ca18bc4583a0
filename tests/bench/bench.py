#!/usr/bin/env python3
"""The figures of speed and memory, as ratios of what one run measured side by side.

    make bench                    everything that can be compared here
    YULU_DATA=DIR make bench      on DIR/seed.yaml instead of our own sample
    BENCH_N=2000 make bench       a smaller archive than 10,000 files
    BENCH_LARGE=100000 make bench a larger one than 20,000 with a cache
A program to compare with that is not installed is reported as skipped."""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

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
    ours = [open_archive([YULU, "--no-cache", folder], "") for _ in range(ROUNDS)]
    report(f"{n} files: private memory", max(o[1] for o in ours) / 1024, 20 + n * 2 / 1024,
           "MiB", 1.0, "20 MiB+2 KiB")
    if not shutil.which("newsboat"):
        print("newsboat: skipped, not installed")
        return
    cmd = newsboat(tmp, folder + ".rss")
    y, b = interleaved(lambda: open_archive([YULU, "--no-cache", folder], ""),
                       lambda: open_archive(cmd, "\r"))
    report(f"{n} articles: open to whole list", y[0], b[0], "ms", 1 / 3, "newsboat")


# ---- An archive with a cache


def build_cache(folder, cache):
    """Seconds until everything is read, analysed and indexed."""
    begin = time.perf_counter()
    subprocess.run([YULU, "index", "build", "-d", folder, "--cache-dir", cache], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def titles_of(folder, cache, out):
    with open(out, "wb") as f:
        subprocess.run([YULU, "list", "-d", folder, "--cache-dir", cache, "--fields", "title"], check=True,
                       stdout=f)
    return out


def moving(cmd):
    """Milliseconds a key down a list."""
    p = Program(cmd)
    p.settle()
    times = [p.keys("j")[2] for _ in range(60)]
    p.quit("Q")
    return (statistics.median(times) * 1000,)


def filtering(cmd, text, quit_key):
    """Milliseconds from the last key of a filter to its last byte, and private memory then."""
    p = Program(cmd)
    p.settle()
    p.keys(text[:-1])
    ms = p.keys(text[-1])[2] * 1000
    memory = p.private_kib()
    p.quit(quit_key)
    return ms, memory


def changed_file(cmd, folder):
    """Milliseconds from the end of writing a file to its new title on the screen."""
    path = sorted(os.path.join(folder, name) for name in os.listdir(folder))[0]
    with open(path, encoding="utf-8") as f:
        text = f.read()
    p = Program(cmd)
    p.settle()
    time.sleep(3)  # the folders are watched by then
    ours = re.sub("(?m)^日期: .*", "日期: 2099-01-01", text)
    with open(path, "w", encoding="utf-8") as f:
        f.write(ours)
    seconds = p.settle()
    p.quit("Q")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return seconds * 1000


def body_search(folder):
    begin = time.perf_counter()
    subprocess.run(["rg", "-l", "-F", "医疗", folder], stdout=subprocess.DEVNULL, check=False)
    return ((time.perf_counter() - begin) * 1000,)


def large_archive(tmp):
    n = int(os.environ.get("BENCH_LARGE", "20000"))
    folder, cache = os.path.join(tmp, "large"), os.path.join(tmp, "cache")
    small, small_cache = os.path.join(tmp, "small"), os.path.join(tmp, "small-cache")
    corpus.write(n, folder)
    corpus.write(1000, small)
    print(f"{n} articles: first build of everything {build_cache(folder, cache):.1f} s (goal for 100,000: 120)")
    build_cache(small, small_cache)
    ours = [YULU, "--cache-dir", cache, "--no-state", folder]
    titles = titles_of(folder, cache, os.path.join(tmp, "titles"))
    (y,), (l,) = interleaved(lambda: startup(ours), lambda: startup(["less", "-S", titles]))
    report(f"{n}: start to the list", y, l, "ms", 5, "less -S")
    (y,), (s,) = interleaved(lambda: moving(ours), lambda: moving(
        [YULU, "--cache-dir", small_cache, "--no-state", small]))
    report(f"{n}: a key in the list", y, s, "ms", 1.2, "1,000")
    y = [filtering(ours, "/speaker:chang", "Q") for _ in range(3)]
    if shutil.which("fzf"):
        fzf = ["sh", "-c", f"exec fzf -e <{titles}"]
        (a,), (b,) = interleaved(lambda: startup(ours), lambda: startup(fzf))
        report(f"{n}: start to the list", a, b, "ms", .12, "fzf")
        z = [filtering(fzf, "养老", "\x03") for _ in range(3)]
        report(f"{n}: filter by speaker, a key", statistics.median(r[0] for r in y),
               statistics.median(r[0] for r in z), "ms", .15, "fzf")
        report(f"{n}: private memory", y[0][1] / 1024, z[0][1] / 1024, "MiB", .5, "fzf")
    else:
        print("fzf: skipped, not installed")
    report(f"{n}: memory of a reader more", second_reader(ours) / 1024, 4, "MiB", 1, "4 MiB")
    report(f"{n}: a changed file on the screen", changed_file(ours, folder), 100, "ms", 1, "100 ms")
    if shutil.which("rg"):
        (t,), (r,) = interleaved(lambda: filtering(ours, "/医疗", "Q")[:1], lambda: body_search(folder))
        report(f"{n}: word in the bodies, a key", t, r, "ms", .1, "rg -l")
    else:
        print("rg: skipped, not installed")
    results.append(subprocess.run([os.path.join(BUILD, "tests", "bench", "bench_archive"), folder, cache],
                                  check=False).returncode == 0)


def second_reader(cmd):
    first, second = Program(cmd), None
    try:
        first.settle()
        second = Program(cmd)
        second.settle()
        return second.private_kib()
    finally:
        for p in (first, second):
            if p:
                p.quit("Q")


def programs():
    """bench_NAME programs print their own table and say by their status whether goals are met."""
    folder = os.path.join(BUILD, "tests", "bench")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK) and name.startswith("bench_") and "." not in name and name != "bench_archive":
            print(f"-- {name}", flush=True)
            results.append(subprocess.run([path]).returncode == 0)


def main():
    print(f"{'figure':<34} {'yulu':>10} {'other':>10} {'':<5} {'ratio':>7}  goal")
    with tempfile.TemporaryDirectory() as tmp:
        one_article(tmp)
        many_articles(tmp)
        large_archive(tmp)
    programs()
    print(f"bench: {results.count(True)} passed, {results.count(False)} failed")
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())

"""Figures of an archive with a cache, against newsboat, fzf, less, rg, find and cat."""
import os
import re
import resource
import shutil
import statistics
import subprocess
import time

import corpus
import table
from table import report
from ttycost import Program

YULU = os.environ.get("YULU", "./yulu")
BUILD = os.environ.get("B", "build")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
ROW = 15  # of the first screen of less and fzf
LAST = "打开"  # in the last row of ours
NEWSBOAT_MAX = 200000


def interleaved(*runs, rounds=None):
    """Medians of each run's figures, the runs taken in turn."""
    got = [[] for _ in runs]
    for _ in range(rounds or ROUNDS):
        for i, run in enumerate(runs):
            got[i].append(run())
    return [[statistics.median(x) for x in zip(*g)] for g in got]


def startup(cmd):
    p = Program(cmd)
    seconds = p.settle()
    p.quit("Q" if cmd[0] == YULU else "q")
    return (seconds * 1000,)


def painted(cmd, text, quit_key):
    """Milliseconds until TEXT, a late part of the first screen, has come."""
    p = Program(cmd)
    seconds = p.until(text)
    p.quit(quit_key)
    return ((seconds if seconds is not None else float("nan")) * 1000,)


def newsboat(tmp, rss):
    """A cache with the same articles; the command that opens it at the item list."""
    home = os.path.join(tmp, "newsboat")
    paths = {k: os.path.join(home, k) for k in ("urls", "config", "cache.db")}
    cmd = ["newsboat", "-u", paths["urls"], "-C", paths["config"], "-c", paths["cache.db"]]
    if os.path.isdir(home):
        return cmd
    os.makedirs(home)
    with open(paths["urls"], "w") as f:
        f.write(f"file://{os.path.abspath(rss)}\n")
    with open(paths["config"], "w") as f:
        f.write("max-items 0\nauto-reload no\n")
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
        watch(p)
    p.quit("Q" if cmd[0] == YULU else "q")
    return seconds * 1000, peak[0]


def resting(cmd):
    """Private memory once the list is there and everything is checked, in KiB."""
    p = Program(cmd)
    p.settle()
    kib = p.private_kib()
    p.quit("Q")
    return kib


# ---- Making


def build_cache(folder, cache):
    """(wall, processor) seconds until everything is read, analysed and indexed."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([YULU, "index", "build", "-d", folder, "--cache-dir", cache], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.perf_counter() - begin,
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def listed(folder, cache, out):
    """The titles in the order of the list, in the file OUT."""
    with open(out, "wb") as f:
        subprocess.run([YULU, "list", "-d", folder, "--cache-dir", cache, "--fields", "title"],
                       check=True, stdout=f)
    return out


def size_of(cache, suffix):
    total = 0
    for top, _, names in os.walk(cache):
        total += sum(os.path.getsize(os.path.join(top, n)) for n in names
                     if re.match(suffix, n))
    return total


# ---- Measuring


def moving(cmd):
    """Milliseconds a key down a list."""
    p = Program(cmd)
    p.settle()
    times = [p.keys("j")[2] for _ in range(60)]
    p.quit("Q")
    return (statistics.median(times) * 1000,)


def filtering(cmd, text, quit_key):
    """Milliseconds from a filter, sent at once, to its last byte, and private memory then."""
    p = Program(cmd)
    p.settle()
    ms = p.keys(text)[2] * 1000
    memory = p.private_kib()
    p.quit(quit_key)
    return ms, memory


def changed_file(cmd, folder):
    """Milliseconds from the end of writing a file to its new place on the screen."""
    below = os.path.join(folder, "000")
    path = sorted(os.path.join(below, name) for name in os.listdir(below))[0]
    with open(path, encoding="utf-8") as f:
        text = f.read()
    p = Program(cmd)
    p.settle()
    time.sleep(3)  # the folders are watched by then
    ours = re.sub("(?m)^日期: .*", "日期: 2099-01-01", text)
    with open(path, "w", encoding="utf-8") as f:
        f.write(ours)
    p.start = time.perf_counter()
    seconds = p.until("2099")
    p.quit("Q")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return (seconds or 60) * 1000


def timed(cmd, out=subprocess.DEVNULL):
    """Milliseconds of a whole run."""
    begin = time.perf_counter()
    subprocess.run(cmd, stdout=out, stderr=subprocess.DEVNULL, check=False)
    return ((time.perf_counter() - begin) * 1000,)


def through_pipe(cmd):
    """Milliseconds until CMD's output has gone through a pipe, and until its first byte."""
    begin = time.perf_counter()
    p = subprocess.Popen(cmd, stdout=subprocess.PIPE)
    fd, first = p.stdout.fileno(), 0.0
    while os.read(fd, 1 << 20):
        first = first or time.perf_counter() - begin
    p.wait()
    return (time.perf_counter() - begin) * 1000, first * 1000


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


def forget(paths):
    """Out of the page cache, as far as posix_fadvise can; what is dirty is written first."""
    for path in paths:
        fd = os.open(path, os.O_RDONLY)
        os.fsync(fd)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def files_below(folder):
    return [os.path.join(top, n) for top, _, names in os.walk(folder) for n in names]


# ---- The rows


def starts(n, ours, first, titles, cache):
    less, fzf = ["less", "-S", titles], ["sh", "-c", f"exec fzf -e <{titles}"]
    (y,), (l,) = interleaved(lambda: painted(ours, LAST, "Q"), lambda: painted(less, first, "q"))
    report(f"{n}: start to the painted list", y, l, "ms", 5, "less -S")
    if shutil.which("fzf"):
        (y,), (z,) = interleaved(lambda: painted(ours, LAST, "Q"),
                                 lambda: painted(fzf, first, "\x03"))
        report(f"{n}: start to the painted list", y, z, "ms", .12, "fzf")
    else:
        table.skipped("fzf")

    def cold(cmd, paths, text, key):
        forget(paths)
        return painted(cmd, text, key)
    (y,), (l,) = interleaved(lambda: cold(ours, files_below(cache), LAST, "Q"),
                             lambda: cold(less, [titles], first, "q"))
    report(f"{n}: the same, cold (posix_fadvise)", y, l, "ms", 8, "less -S")


def keys(n, ours, small, titles, folder):
    (y,), (s,) = interleaved(lambda: moving(ours), lambda: moving(small))
    report(f"{n}: a key in the list", y, s, "ms", 1.2, "1,000")
    if shutil.which("fzf"):
        fzf = ["sh", "-c", f"exec fzf -e <{titles}"]
        y, t, z = interleaved(lambda: filtering(ours, "/speaker:chang", "Q"),
                              lambda: filtering(ours, "/tag:yanglao", "Q"),
                              lambda: filtering(fzf, "养老", "\x03"), rounds=5)
        report(f"{n}: filter by speaker to painted", y[0], z[0], "ms", .15, "fzf")
        report(f"{n}: filter by tag to painted", t[0], z[0], "ms", .15, "fzf")
        memory(n, ours, z[1])
    if shutil.which("rg"):
        (t,), (r,) = interleaved(lambda: filtering(ours, "/医疗", "Q")[:1],
                                 lambda: timed(["rg", "-l", "-F", "医疗", folder]), rounds=5)
        report(f"{n}: a word in the bodies to painted", t, r, "ms", .1, "rg -l")
    else:
        table.skipped("rg")


def memory(n, ours, fzf):
    mine = max(resting(ours) for _ in range(3))
    report(f"{n}: private memory, list open", mine / 1024, fzf / 1024, "MiB", .5, "fzf")
    table.limit(f"{n}: private memory of a reader more", second_reader(ours) / 1024, "MiB", 4)


def against_newsboat(n, ours, tmp, rss):
    if not shutil.which("newsboat") or n > NEWSBOAT_MAX or not os.path.exists(rss):
        table.skipped("newsboat")
        return
    cmd = newsboat(tmp, rss)
    theirs = [open_archive(cmd, "\r") for _ in range(3)]
    mine = [painted(ours, LAST, "Q")[0] for _ in range(ROUNDS)]
    report(f"{n}: start to the painted list", statistics.median(mine),
           statistics.median(t[0] for t in theirs), "ms", .005, "newsboat")
    report(f"{n}: private memory, list open", resting(ours) / 1024,
           max(t[1] for t in theirs) / 1024, "MiB", .05, "newsboat")


def whole(n, ours, options, folder):
    """What goes over the whole archive."""
    (y,), (f,) = interleaved(lambda: timed([YULU, "list", "--count"] + options),
                             lambda: timed(["find", folder, "-newermt", "2200-01-01"]))
    report(f"{n}: re-check, nothing changed", y, f, "ms", 1.5, "stat walk")
    table.limit(f"{n}: a changed file on the screen", changed_file(ours, folder), "ms", 100)
    for command in ("list", "quotes"):
        cmd = [YULU, command] + options
        path = os.path.join(os.path.dirname(folder), "printed")
        with open(path, "wb") as f:
            subprocess.run(cmd, stdout=f, check=False)
        (y, first), (c, _) = interleaved(lambda c=cmd: through_pipe(c),
                                         lambda p=path: through_pipe(["cat", p]), rounds=5)
        report(f"{n}: {command} into a pipe", y, c, "ms", 10, "cat")
        table.limit(f"{n}: {command}, first byte", first, "ms", 10)
        os.unlink(path)


def classes(folder, cache):
    for name in ("bench_archive", "bench_facets"):
        print(f"-- {name}", flush=True)
        table.program([os.path.join(BUILD, "tests", "bench", name), folder, cache])


def large(tmp):
    n, chars = int(os.environ.get("BENCH_LARGE", "20000")), int(os.environ.get("BENCH_CHARS", "1500"))
    folder, cache, small, small_cache = (os.path.join(tmp, x) for x in (
        f"a{n}x{chars}", f"a{n}x{chars}.cache", "small", "small.cache"))
    for k, where in ((n, folder), (1000, small)):
        if not os.path.isdir(where):
            corpus.write(k, where, chars)
    table.judging[0] = n >= 100000  # what the goals are for
    wall, cpu = build_cache(folder, cache)
    table.limit(f"{n}: first build, all of it", wall, "s", max(120 * n / 100000, 12))
    table.note(f"{n}: first build, processor time / 2", cpu / 2, "s")
    report(f"{n}: text index", size_of(cache, r"index\.db$") / 1e6, size_of(cache, "text-") / 1e6,
           "MB", .6, "text")
    build_cache(small, small_cache)
    options = ["-d", folder, "--cache-dir", cache]
    ours = [YULU, "--cache-dir", cache, "--no-state", folder]
    titles = listed(folder, cache, os.path.join(tmp, "titles"))
    with open(titles, encoding="utf-8") as f:
        first = f.read(1 << 16).split("\n")[ROW][:6]
    starts(n, ours, first, titles, cache)
    keys(n, ours, [YULU, "--cache-dir", small_cache, "--no-state", small], titles, folder)
    whole(n, ours, options, folder)
    classes(folder, cache)
    against_newsboat(n, ours, tmp, folder + ".rss")
    table.judging[0] = True

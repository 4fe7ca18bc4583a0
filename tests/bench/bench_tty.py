#!/usr/bin/env python3
"""What keys cost on the line to the terminal: bytes against less, newsboat and the least that the
same change of the screen can be written in; writes a frame; idle output; and how far a slow line lags
behind a key that is held.

    make bench                    with the other figures
    YULU=./yulu tests/bench/bench_tty.py     these alone
A program to compare with that is not installed is reported as skipped."""
import codecs
import fcntl
import os
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata

sys.path.insert(0, os.path.dirname(__file__))
import corpus
from ttycost import Program, QUIET

YULU = os.environ.get("YULU", "./yulu")
DATA = os.environ.get("YULU_DATA")
LINKS = ((0.2, 256), (0.6, 64))  # seconds there and back, kbit/s
HOLD_KEYS, HOLD_HZ = 60, 30
results = []


def report(name, ours, theirs, unit, limit, against):
    ok = ours <= theirs * limit
    results.append(ok)
    ratio = ours / theirs if theirs else (0.0 if ok else float("inf"))
    print(f"{name:<34} {ours:>10.2f} {theirs:>10.2f} {unit:<5} {ratio:>7.3f}  <= {limit:<6} "
          f"{against:<12} {'ok' if ok else 'MISSED'}", flush=True)


# ---- A screen, for the least number of bytes

BLANK = (" ", "")
TOKEN = re.compile(r"\x1b\[([<-?]?)([0-9;]*)([ -/]*)([@-~])|\x1b[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*([0-~])|([^\x1b])", re.S)


def width(ch):
    if unicodedata.category(ch) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


class Screen:
    """As much of a terminal as the three programs use."""

    def __init__(self, rows=24, cols=80):
        self.decode = codecs.getincrementaldecoder("utf-8")("replace")
        self.left = ""
        self.resize(rows, cols)

    def resize(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.cells = [[BLANK] * cols for _ in range(rows)]
        self.y = self.x = 0
        self.kept = (0, 0)
        self.style, self.top, self.bottom = "", 0, rows - 1

    def scroll(self, n, top=None):
        top = self.top if top is None else top
        part = self.cells[top:self.bottom + 1]
        fresh = [[BLANK] * self.cols for _ in range(min(abs(n), len(part)))]
        part = part[n:] + fresh if n > 0 else fresh + part[:n]
        self.cells[top:self.bottom + 1] = part[:self.bottom + 1 - top]

    def put(self, ch):
        w = width(ch)
        if not w:
            return
        if self.x + w > self.cols:
            self.x = 0
            self.feed_line()
        self.cells[self.y][self.x] = (ch, self.style)
        if w == 2:
            self.cells[self.y][self.x + 1] = ("", self.style)
        self.x += w

    def feed_line(self):
        if self.y == self.bottom:
            self.scroll(1)
        elif self.y < self.rows - 1:
            self.y += 1

    def take(self, data):
        text = self.left + self.decode.decode(data)
        end = 0
        for m in TOKEN.finditer(text):
            if m.start() != end:
                break
            end = m.end()
            if m.group(6):
                self.plain(m.group(6))
            elif m.group(4) and not m.group(1) and not m.group(3):
                self.csi(m.group(2), m.group(4))
            elif m.group(5) == "M" and self.y == self.top:
                self.scroll(-1)
            elif m.group(5) == "M":
                self.y = max(0, self.y - 1)
            elif m.group(5) == "7":
                self.kept = (self.y, self.x)
            elif m.group(5) == "8":
                (self.y, self.x), self.style = self.kept, ""
        self.left = text[end:]

    def plain(self, ch):
        if ch == "\r":
            self.x = 0
        elif ch == "\n":
            self.feed_line()
        elif ch == "\b":
            self.x = max(0, self.x - 1)
        elif ch >= " ":
            self.put(ch)

    def csi(self, params, final):
        p = [int(n or 0) for n in params.split(";")] if params else [0]
        n = max(1, p[0])
        if final in "Hf":
            self.y = min(self.rows, n) - 1
            self.x = min(self.cols, max(1, p[1] if len(p) > 1 else 1)) - 1
        elif final in "ABCDGd":
            self.y = {"A": self.y - n, "B": self.y + n, "d": n - 1}.get(final, self.y)
            self.x = {"C": self.x + n, "D": self.x - n, "G": n - 1}.get(final, self.x)
            self.y, self.x = min(max(self.y, 0), self.rows - 1), min(max(self.x, 0), self.cols - 1)
        elif final == "K":
            self.cells[self.y][self.x:] = [BLANK] * (self.cols - self.x)
        elif final == "J":
            self.cells[self.y][self.x:] = [BLANK] * (self.cols - self.x)
            for y in range(self.y + 1, self.rows):
                self.cells[y] = [BLANK] * self.cols
        elif final == "X":
            self.cells[self.y][self.x:self.x + n] = [BLANK] * min(n, self.cols - self.x)
        elif final in "ST":
            self.scroll(n if final == "S" else -n)
        elif final in "LM":
            self.scroll(-n if final == "L" else n, self.y)
        elif final == "r":
            self.top = n - 1
            self.bottom = (p[1] if len(p) > 1 and p[1] else self.rows) - 1
            self.y = self.x = 0
        elif final == "m":
            self.style = "" if not params or params == "0" else (self.style + ";" + params).split(";0;")[-1]

    def picture(self):
        return [tuple(row) for row in self.cells]


def row_cost(old, new, row):
    """Runs of changed cells: the first move is free, as if the cursor stood there."""
    end = len(new)
    while end and new[end - 1] == BLANK:
        end -= 1
    cost, style, x, last = 0, "", 0, None
    while x < end:
        if old[x] == new[x]:
            x += 1
            continue
        cost += 0 if last == x else 2 if last is None else min(len(f"\x1b[{x - last}C"), len(f"\x1b[{row + 1};{x + 1}H"))
        while x < end and (old[x] != new[x] or new[x][0] == ""):
            ch, s = new[x]
            if ch and s != style:
                cost += len(s.lstrip(";")) + 3
                style = s
            cost += len(ch.encode())
            x += 1
        last = x
    tail = any(c != BLANK for c in old[end:])
    return cost + (3 if style else 0) + (3 if tail else 0)


def least(old, new):
    """Bytes for the change: with rows moved by as many as fits best, or without."""
    blank = (BLANK,) * len(new[0])
    rows = len(new)
    best = sum(row_cost(old[y], new[y], y) for y in range(rows))
    for by in (k for k in range(1 - rows, rows) if k):
        same = [y for y in range(rows) if 0 <= y + by < rows and new[y] == old[y + by] and new[y] != blank]
        if not same:
            continue
        first, last = min(same), max(same)
        cost = min(abs(by), 4)
        for y in range(rows):
            inside = first <= y <= last
            fresh = last < y <= last + by or first + by <= y < first
            moved = old[y + by] if inside else blank if fresh else old[y]
            cost += row_cost(moved, new[y], y)
        best = min(best, cost)
    return best


class Watched(Program):
    """A program whose screen is known, behind a line of RTT seconds and KBIT kbit/s (None: none)."""

    def __init__(self, cmd, rows=24, cols=80, link=None):
        self.screen = Screen(rows, cols)
        self.link = link
        super().__init__(cmd, rows, cols)

    def answer(self, data):
        if self.link and b"\x1b[c" in data:
            time.sleep(self.link[0])
        super().answer(data)
        self.screen.take(data)

    def costs(self, keys):
        """(bytes, writes, least bytes)."""
        before = self.screen.picture()
        n, writes, _ = self.keys(keys)
        return n, writes, least(before, self.screen.picture())

    def resize(self, rows, cols):
        had, calls = self.bytes, self.io()
        self.screen.resize(rows, cols)
        before = self.screen.picture()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.settle()
        return self.bytes - had, self.io() - calls, least(before, self.screen.picture())

    def hold(self, key):
        """Seconds from the last of many keys until what it moved has arrived at the other end of the
        line, and until everything has: pauses of QUIET end the first, longer ones the second."""
        rtt, kbit = self.link
        per_second = kbit * 1000 / 8
        begin = time.perf_counter()
        sent, free, moved = 0, begin, None
        while True:
            now = time.perf_counter()
            if sent < HOLD_KEYS and now >= begin + rtt / 2 + sent / HOLD_HZ:
                os.write(self.fd, key.encode())
                sent += 1
                pressed = now
                continue
            if sent == HOLD_KEYS and moved is None and now - free > QUIET and free > pressed:
                moved = free
            if sent == HOLD_KEYS and now - max(free, pressed) > 6 * QUIET:
                break
            if now < free or not select.select([self.fd], [], [], 0.002)[0]:
                time.sleep(0.001)
                continue
            data = os.read(self.fd, max(64, int(per_second / 100)))
            free = max(now, free) + len(data) / per_second
            self.answer(data)
        last_key = begin + (HOLD_KEYS - 1) / HOLD_HZ
        return (moved or free) + rtt / 2 - last_key, free + rtt / 2 - last_key


def mean(rows, i):
    return sum(r[i] for r in rows) / len(rows)


def article_bytes(ours, theirs):
    y, l = Watched(ours), Watched(theirs)
    y.settle()
    l.settle()
    lines = [y.costs("j") for _ in range(30)]
    other = [l.costs("j") for _ in range(30)]
    report("article, a line: bytes", mean(lines, 0), mean(other, 0), "B", 1.10, "less")
    report("article, a line: bytes", mean(lines, 0), mean(lines, 2), "B", 1.20, "the least")
    y.keys("g"), l.keys("g")
    pages, other = [y.costs(" ") for _ in range(2)], [l.costs(" ") for _ in range(2)]
    report("article, a page: bytes", mean(pages, 0), mean(other, 0), "B", 1.05, "less")
    report("article, writes a frame", max(r[1] for r in lines + pages), 1, "", 1, "one")
    y.keys("g"), l.keys("g")
    half, other = [y.costs("d") for _ in range(2)], [l.costs("d") for _ in range(2)]
    report("article, half a page: bytes", mean(half, 0), mean(other, 0), "B", 1.05, "less")
    y.keys("g")
    y.keys("/的")
    hits = y.costs("\r")
    report("hits in the article: bytes", hits[0], hits[2], "B", 1.10, "the least")
    for rows, cols in ((50, 200), (24, 80)):
        cost = y.resize(rows, cols)
        report(f"to {cols}x{rows}: bytes", cost[0], cost[2], "B", 1.05, "the least")
        report(f"to {cols}x{rows}: writes", cost[1], 2, "", 1, "one + signal")
    had = y.bytes
    time.sleep(2)
    y.settle()
    report("bytes while nothing happens", y.bytes - had, 0, "B", 1, "none")
    y.quit("Q"), l.quit("q")


def list_bytes(ours, titles, tmp, folder):
    y = Watched(ours)
    y.settle()
    y.keys(":layout 1\r")
    time.sleep(2)  # until what was read is analysed
    y.settle()
    moves = [y.costs("j") for _ in range(15)]
    for _ in range(10):
        y.keys("j")
    scrolls = [y.costs("j") for _ in range(30)]
    report("list, writes a frame", max(r[1] for r in moves + scrolls), 1, "", 1, "one")
    if shutil.which("newsboat"):
        from bench import newsboat
        b = Watched(newsboat(tmp, folder + ".rss"))
        b.settle()
        b.keys("\r")
        other = [b.costs("\x1bOB") for _ in range(15)]
        b.quit("q")
        report("list, a move in view: bytes", mean(moves, 0), mean(other, 0), "B", 0.25, "newsboat")
    else:
        print("newsboat: skipped, not installed")
    l = Watched(["less", "-S", titles])
    l.settle()
    other = [l.costs("j") for _ in range(30)]
    l.quit("q")
    report("list, a line scrolled: bytes", mean(scrolls, 0), mean(other, 0), "B", 1.5, "less -S")
    y.quit("Q")


def slow_lines(article, text, listing, single):
    views = (("article", [article], "", 24, 80), ("list alone", listing, ":layout 1\r", 24, 80),
             ("list above text", listing, ":layout 2\r", 24, 80), ("side by side", listing, ":layout 3\r", 24, 120),
             ("side by side, the text", ["--no-cache", single], ":layout 3\r\t", 24, 120))
    for link in LINKS:
        l = Watched(["less", text])
        l.settle()
        l.link = link
        other = l.hold("j")[0]
        l.quit("q")
        for name, args, keys, rows, cols in views:
            y = Watched([YULU, "--no-state"] + args, rows, cols, link)
            y.settle()
            if keys:
                y.keys(keys)
            moved, whole = y.hold("j")
            report(f"{name}, held, {link[1]} kbit/s: lag", moved * 1000, other * 1000, "ms", 1.05, "less")
            if whole > moved:
                print(f"    with the text beside it {whole * 1000:.0f} ms")
            y.quit("Q")


def main():
    if not shutil.which("less"):
        print("less: skipped, not installed")
        return 0
    article = os.path.join(DATA, "seed.yaml") if DATA else "content/articles/twin.yaml"
    with tempfile.TemporaryDirectory() as tmp:
        text, titles, folder = (os.path.join(tmp, n) for n in ("article.txt", "titles.txt", "archive"))
        with open(text, "wb") as f:
            f.write(subprocess.run([YULU, "show", "--plain", "--width", "76", article], stdout=subprocess.PIPE,
                                   check=True).stdout)
        corpus.write(300, folder)
        with open(titles, "wb") as f:
            f.write(subprocess.run([YULU, "list", "-d", folder, "--fields", "date,title,speakers"],
                                   stdout=subprocess.PIPE, check=True).stdout)
        article_bytes([YULU, "--no-state", article], ["less", text])
        list_bytes([YULU, "--no-state", "--no-cache", folder], titles, tmp, folder)
        single = os.path.join(tmp, "single")
        os.mkdir(single)
        for n in range(2):
            shutil.copy(article, os.path.join(single, f"{n}.yaml"))
        slow_lines(article, text, ["--no-cache", folder], single)
    print(f"bench_tty: {results.count(True)} passed, {results.count(False)} failed")
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""usage: YULU=PROGRAM run_guests.py
Guests without sshd: random keys start no process, open no socket and write no file; many at once
cost little memory each."""
import os
import random
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl

GUEST_ID = 64124
FULL = os.environ.get("KIOSK_FULL")
KEYS = 100000 if FULL else 3000
GUESTS = 50 if FULL else 8
PRIVATE_MAX = 15 << 20  # bytes
SEED = 20240315
passed, failed = 0, 0


def check(name, good, seen=""):
    global passed, failed
    passed += good
    failed += not good
    if not good:
        print(f"guests: {name}: {seen}", flush=True)


class Guest:
    def __init__(self, box):
        self.pid, self.fd = os.forkpty()
        if self.pid == 0:
            os.setgroups([])
            os.setgid(GUEST_ID)
            os.setuid(GUEST_ID)
            os.execve(box + "/yulu", ["yulu", "--kiosk", box + "/articles"], {"TERM": "xterm"})
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            self.seen = (self.seen + os.read(self.fd, 65536))[-65536:]
            return True
        except OSError:
            return False

    def start(self):
        end = time.time() + 60
        while "语录 yulu".encode() not in self.seen and time.time() < end:
            self.read(0.2)
        return "语录 yulu".encode() in self.seen

    def is_alive(self):
        return os.waitpid(self.pid, os.WNOHANG)[0] == 0

    def private(self):
        text = open(f"/proc/{self.pid}/smaps_rollup").read()
        return sum(int(x) for x in re.findall(r"^Private_\w+: +(\d+) kB", text, re.M)) << 10

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def look(guest, name):
    """What the process has now."""
    children = ""
    for task in os.listdir(f"/proc/{guest.pid}/task"):
        children += open(f"/proc/{guest.pid}/task/{task}/children").read()
    check(f"{name}: no child", not children.strip(), children)
    for fd in os.listdir(f"/proc/{guest.pid}/fd"):
        try:
            to = os.readlink(f"/proc/{guest.pid}/fd/{fd}")
            flags = int(re.search(r"flags:\s+(\d+)",
                                  open(f"/proc/{guest.pid}/fdinfo/{fd}").read())[1], 8)
        except OSError:
            continue
        writes = flags & os.O_ACCMODE != os.O_RDONLY
        good = re.match("(/dev/pts/|/dev/null$|pipe:|anon_inode:.?inotify)", to) or not writes
        check(f"{name}: descriptor {to}", good and not to.startswith("socket:"), to)


def random_keys(rng, n):
    """Keys as people and cats press them; Q and Ctrl-C, Ctrl-\\ would only end it."""
    out = []
    for _ in range(n):
        kind = rng.random()
        if kind < 0.70:
            out.append(chr(rng.choice([c for c in range(32, 127) if c != ord("Q")])))
        elif kind < 0.82:
            out.append(chr(rng.choice([c for c in range(1, 32) if c not in (3, 28)])))
        elif kind < 0.92:
            out.append(rng.choice(["\033[A", "\033[B", "\033[C", "\033[D", "\033[5~", "\033[6~", "\033OP"]))
        else:
            out.append(rng.choice("养老丁光宏／：？ｑ、。“”"))
    return "".join(out).encode()


def type_keys(guest, data):
    for at in range(0, len(data), 512):
        os.write(guest.fd, data[at:at + 512])
        while guest.read(0.02):
            pass


def owned():
    found = []
    for top in ("/tmp", "/var/tmp", "/dev/shm", "/run"):
        for folder, folders, names in os.walk(top):
            for name in folders + names:
                try:
                    if os.lstat(os.path.join(folder, name)).st_uid == GUEST_ID:
                        found.append(os.path.join(folder, name))
                except OSError:
                    pass
    return found


def monkey(box):
    rng, left, starts = random.Random(SEED), KEYS, 0
    guest = None
    while left > 0 and starts < 5000:
        if guest is None:
            guest, starts = Guest(box), starts + 1
            if not guest.start():
                check("starts", False, guest.seen[-300:])
                break
        n = min(left, 1000)
        type_keys(guest, random_keys(rng, n))
        left -= n
        done, status = os.waitpid(guest.pid, os.WNOHANG)
        if done:
            # q in the list ends it, and :q.
            check("ended by itself", status == 0, status)
            os.close(guest.fd)
            guest = None
        else:
            look(guest, "after keys")
    if guest:
        guest.end()
    check("all keys typed", left == 0, left)
    check("no file", not owned(), owned())


def crowd(box):
    guests = [Guest(box) for _ in range(GUESTS)]
    check("all start", all(g.start() for g in guests))
    for g in guests:
        os.write(g.fd, b"\r  j/x\r\033v")
    end = time.time() + 2
    while time.time() < end:
        for g in guests:
            g.read(0.001)
    sizes = [g.private() for g in guests]
    check(f"private memory at most {PRIVATE_MAX >> 20} MB each", max(sizes) <= PRIVATE_MAX, sizes)
    if FULL:
        print(f"guests: {GUESTS} at once: {min(sizes) >> 10} to {max(sizes) >> 10} kB private each")
    for g in guests:
        g.end()


def main():
    if os.geteuid() != 0 or re.search("asan|tsan|cov", os.environ.get("B", "")):
        print("guests: only root can look into them, and without sanitizers\n"
              "guests: 0 passed, 0 failed, 1 skipped")
        return 0
    box = tempfile.mkdtemp(prefix="yulu-guests.", dir="/tmp")
    try:
        os.chmod(box, 0o755)
        shutil.copy(os.environ["YULU"], box + "/yulu")
        shutil.copytree("content/articles", box + "/articles")
        monkey(box)
        crowd(box)
    finally:
        shutil.rmtree(box, ignore_errors=True)
    print(f"guests: {passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())

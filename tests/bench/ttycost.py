"""Run a program in a pty and count what it costs: time to the first screen, bytes and write
calls a key, memory.  Standard library only, Linux.

A screen counts as settled when no byte came for QUIET seconds and no thread of the program used
the processor meanwhile; the quiet time itself is never part of a figure."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

QUIET = 0.05
GIVE_UP = 60.0  # seconds: a guard against hanging, never a measure


class Program:
    def __init__(self, cmd, rows=24, cols=80, env=None):
        self.bytes = 0
        self.last = None
        self.tail = b""
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            full = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", **(env or {}))
            os.execvpe(cmd[0], cmd, full)

    def cpu(self):
        """Clock ticks of all threads and children so far."""
        try:
            with open(f"/proc/{self.pid}/stat") as f:
                fields = f.read().rsplit(")", 1)[1].split()
            return sum(int(x) for x in fields[11:15])
        except OSError:
            return 0

    def io(self):
        """write(2) calls so far; reads of /proc need no help of the program."""
        with open(f"/proc/{self.pid}/io") as f:
            return int(re.search(r"syscw: (\d+)", f.read()).group(1))

    def private_kib(self):
        try:
            with open(f"/proc/{self.pid}/smaps_rollup") as f:
                text = f.read()
        except OSError:
            return 0
        return sum(int(x) for x in re.findall(r"Private_\w+:\s+(\d+) kB", text))

    def answer(self, data):
        """Reports that a terminal gives: device attributes, the cursor's place."""
        self.tail = (self.tail + data)[-4096:]
        for query, reply in ((b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[6n", b"\x1b[2;2R")):
            n = self.tail.count(query)
            if n:
                os.write(self.fd, reply * n)
                self.tail = self.tail.replace(query, b"")

    def until(self, text):
        """Read until TEXT has come; seconds since the start of the program, None when it never
        does."""
        want, seen = text.encode(), b""
        while time.perf_counter() - self.start < GIVE_UP:
            ready, _, _ = select.select([self.fd], [], [], 1)
            try:
                data = os.read(self.fd, 65536) if ready else None
            except OSError:
                return None
            if data:
                self.bytes += len(data)
                self.answer(data)
                seen += data
                if want in seen:
                    return time.perf_counter() - self.start
        return None

    def settle(self, watch=None):
        """Read until the screen is settled; seconds from the call to its last byte."""
        begin = time.perf_counter()
        last, ticks = begin, self.cpu()
        quiet_since = begin
        while time.perf_counter() - begin < GIVE_UP:
            ready, _, _ = select.select([self.fd], [], [], QUIET / 5)
            if ready:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    break
                if not data:
                    break
                last = quiet_since = time.perf_counter()
                self.bytes += len(data)
                self.answer(data)
            if watch:
                watch(self)
            now_ticks = self.cpu()
            if now_ticks != ticks:
                ticks, quiet_since = now_ticks, time.perf_counter()
            if time.perf_counter() - quiet_since > QUIET:
                break
        return last - begin

    def keys(self, text):
        """Send keys, settle; (bytes, write calls, seconds)."""
        had, calls = self.bytes, self.io()
        os.write(self.fd, text.encode())
        seconds = self.settle()
        return self.bytes - had, self.io() - calls, seconds

    def quit(self, text="q"):
        try:
            os.write(self.fd, text.encode())
            time.sleep(0.05)
        except OSError:
            pass
        for sig in (0, signal.SIGTERM, signal.SIGKILL):
            if sig:
                try:
                    os.kill(self.pid, sig)
                except ProcessLookupError:
                    pass
            for _ in range(20):
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
                time.sleep(0.01)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

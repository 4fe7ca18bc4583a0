"""Rows of figures: printed as they come, kept as tests/bench/FIGURES.md when that is asked for."""
import os
import platform
import re
import subprocess
import time

rows = []
begun = os.getloadavg()[0]
judging = [True]


def add(name, ours, theirs, unit, ratio, limit, ok):
    ok = ok if judging[0] else None
    rows.append((name, ours, theirs, unit, ratio, limit, ok))
    print(f"{name:<44} {ours:>11} {theirs:>20} {unit:<4} {ratio:>8} {limit:>12}  "
          f"{'' if ok is None else 'ok' if ok else 'MISSED'}", flush=True)


def report(name, ours, theirs, unit, limit, against):
    """OURS is to be at most LIMIT times THEIRS."""
    ratio = ours / theirs if theirs else float("inf")
    add(name, f"{ours:.2f}", f"{against} {theirs:.2f}", unit, f"{ratio:.4f}", f"<= {limit:g}",
        ratio <= limit)


def limit(name, value, unit, most):
    """VALUE is to be at most MOST."""
    add(name, f"{value:.2f}", "", unit, "", f"<= {most:g} {unit}", value <= most)


def note(name, value, unit):
    """A figure without a goal at this size."""
    rows.append((name, f"{value:.2f}", "", unit, "", "", None))
    print(f"{name:<44} {value:>11.2f} {'':>20} {unit}", flush=True)


def skipped(what):
    print(f"{what}: skipped, not installed", flush=True)


def from_program(line):
    """Goals that a program prints: what, ratio, "<=" limit, "ok"; and bench_archive's classes."""
    m = re.match(r"(\S.*?)\s+([\d.]+)\s+<= ([\d.]+)\s+(ok|MISSED)$", line)
    if m:
        rows.append((m[1], "", "", "", m[2], f"<= {m[3]}",
                     m[4] == "ok" if judging[0] else None))


def program(cmd):
    """Run CMD, which prints goals; false when it says that one is missed."""
    p = subprocess.Popen(cmd, stdout=subprocess.PIPE, text=True)
    for line in p.stdout:
        print(line, end="", flush=True)
        from_program(line.rstrip())
    return p.wait() == 0


def counts():
    judged = [r[6] for r in rows if r[6] is not None]
    return judged.count(True), judged.count(False)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        found = re.search(r"model name\s*: (.*)", f.read())
    return found[1] if found else platform.machine()


def keep(path, commit):
    """The rows as a page; made by this program alone."""
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Figures\n\nWritten by `make bench FIGURES=1`; not edited by hand.\n\n"
                f"- commit {commit}, {time.strftime('%Y-%m-%d')}\n"
                f"- {os.cpu_count()} processors, {processor()}, {platform.system()} "
                f"{platform.release()}\n"
                f"- load while measuring: {begun:.1f} at the start, {os.getloadavg()[0]:.1f} at "
                "the end\n\n"
                "| figure | yulu | other | unit | ratio | goal | |\n|---|---|---|---|---|---|---|\n")
        for name, ours, theirs, unit, ratio, most, ok in rows:
            verdict = "" if ok is None else "ok" if ok else "**MISSED**"
            f.write(f"| {name} | {ours} | {theirs} | {unit} | {ratio} | {most} | {verdict} |\n")


def commit():
    try:
        return subprocess.run(["git", "rev-parse", "--short", "HEAD"], check=True,
                              stdout=subprocess.PIPE).stdout.decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"

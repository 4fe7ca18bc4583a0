#!/usr/bin/env python3
"""usage: words.py --words PROGRAM [-v] TEXT...

Rows of content/lexicon that never fired on the texts, by table; what firing is, words.c says.  Our own
texts are the samples, the examples of the manual and of tests/golden, and the made articles.
-v lists the rows.  A table none of whose rows fired is a failure: it is of no text at all."""
import argparse
import glob
import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def fired(program, texts):
    """word -> how often"""
    counts = {}
    for at in range(0, len(texts), 500):
        out = subprocess.run([program, *texts[at:at + 500]], stdout=subprocess.PIPE, check=True).stdout
        for line in out.decode("utf-8").splitlines():
            n, word = line.split("\t")
            counts[word] = counts.get(word, 0) + int(n)
    return counts


def rows(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")[:2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", required=True)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("texts", nargs="+")
    args = parser.parse_args()
    counts = fired(args.words, args.texts)
    passed = failed = 0
    for path in sorted(glob.glob(os.path.join(ROOT, "content", "lexicon", "*.tsv"))):
        name = os.path.basename(path)[:-4]
        table = list(rows(path))
        idle = [(word, classes) for word, classes in table if word not in counts]
        print(f"{name:14} {len(table):5} rows, {len(idle):5} never fired "
              f"({100 * len(idle) // max(1, len(table))}%)")
        if args.v:
            for word, classes in idle:
                print(f"    {word} {classes}")
        if len(idle) < len(table):
            passed += 1
        else:
            failed += 1
    print(f"words: {passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())

#!/usr/bin/env python3
"""Fit the weights of src/article/paragraph_model.c, and show how well they hold elsewhere.

  fit.py [--parts PROGRAM] [--l2 X] [--bias X] [--folds N] [-v] [--table]

The model is a semi-Markov conditional random field: a cut of an article is as likely as the
exponential of its summed weights, compared with all other cuts of the same article.  It is
fitted to the articles that recovery.py knows, with an L2 penalty.  The figures printed are
from cross-validation: every article is cut with weights fitted without it.  --table prints
the rows of the table, --bias makes breaks more (positive) or less likely than they are.
"""
import argparse
import math
import os
import random
import subprocess
import tempfile

import recovery

MOST = 14       # sentences of a paragraph
CAP = 40        # an article counts no more than this many sentences: none may set the rules
NONE = -1e9


# ---- Data

class Block:
    """Sentences: where they start, how long they are, may a break be here, is one here."""

    def __init__(self, rows, good, names):
        self.start = [int(r[0]) for r in rows]
        self.cps = [int(r[1]) for r in rows]
        self.hard = [r[3] == '1' for r in rows]
        self.on = [[names[x] for x in r[4].split()] for r in rows]
        self.gold = [i == 0 or x in good and not self.hard[i] for i, x in enumerate(self.start)]
        self.sum = [0]
        for c in self.cps:
            self.sum.append(self.sum[-1] + c)


def read(program, articles, names):
    """The blocks of every article: text between headings, credits and the like."""
    out = []
    for g in articles:
        good = {x for group in g.starts for x in group} | g.neutral
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'x')
            with open(path, 'w', encoding='utf-8', newline='') as f:
                f.write(g.text)
            rows = subprocess.run([program, '--features', path], check=True, capture_output=True)
        rows = [r.split('\t') for r in rows.stdout.decode().strip('\n').split('\n')]
        firsts = [i for i, r in enumerate(rows) if r[2] == '1'] + [len(rows)]
        out.append([Block(rows[i:k], good, names) for i, k in zip(firsts, firsts[1:])])
    return out


class Model:
    def __init__(self, program):
        rows = subprocess.run([program, '--weights'], check=True, capture_output=True)
        rows = [r.split('\t') for r in rows.stdout.decode().strip().split('\n')]
        self.names = [r[0] for r in rows]
        self.index = {n: i for i, n in enumerate(self.names)}
        self.limits = [int(n[6:]) for n in self.names if n.startswith('chars_') and n[6:].isdigit()]
        self.chars = self.index['chars_%d' % self.limits[0]]
        self.count = self.index['sentences_1']
        self.counts = len(self.names) - self.count

    def span(self, cps, n):
        k = sum(1 for x in self.limits if cps >= x)
        return self.chars + k, self.count + min(n, self.counts) - 1


# ---- Sums over all cuts

def add(a, b):
    if a < b:
        a, b = b, a
    return a if b < NONE / 2 else a + math.log1p(math.exp(b - a))


def spans(m, b, w, gold):
    """Every span that a cut may have, in the order of its end; only those of the gold cut."""
    n = len(b.start)
    here = [sum(w[i] for i in on) if k else 0.0 for k, on in enumerate(b.on)]
    for e in range(1, n + 1):
        if e < n and (b.hard[e] or gold and not b.gold[e]):
            continue
        for s in range(e - 1, (-1 if gold else max(-1, e - 1 - MOST)), -1):
            if not b.hard[s] or s == 0:
                if not gold or b.gold[s]:
                    c, k = m.span(b.sum[e] - b.sum[s], e - s)
                    yield s, e, c, k, w[c] + w[k] + here[s]
            if gold and b.gold[s]:
                break


def gradient(m, b, w, gold, sign, out):
    """Log of the sum over cuts; its derivatives, times SIGN, go to OUT."""
    n = len(b.start)
    ahead, back = [NONE] * (n + 1), [NONE] * (n + 1)
    ahead[0] = back[n] = 0.0
    all_spans = list(spans(m, b, w, gold))
    for s, e, _, _, x in all_spans:
        if ahead[s] > NONE:
            ahead[e] = add(ahead[e], ahead[s] + x)
    for s, e, _, _, x in reversed(all_spans):
        if back[e] > NONE:
            back[s] = add(back[s], back[e] + x)
    for s, e, c, k, x in all_spans:
        p = ahead[s] + x + back[e] - ahead[n]
        if p > -14:
            p = sign * math.exp(p)
            out[c] += p
            out[k] += p
            if s:
                for i in b.on[s]:
                    out[i] += p
    return ahead[n]


def fit(m, articles, l2, rounds):
    """Adam on the whole set: it is small."""
    n = len(m.names)
    w, mean, square, rate = [0.0] * n, [0.0] * n, [0.0] * n, .15
    for r in range(1, rounds + 1):
        grad = [-l2 * x for x in w]
        for blocks in articles:
            weight = min(1.0, CAP / max(1, sum(len(b.start) for b in blocks)))
            for b in blocks:
                gradient(m, b, w, True, weight, grad)
                gradient(m, b, w, False, -weight, grad)
        for i, g in enumerate(grad):
            mean[i] = .9 * mean[i] + .1 * g
            square[i] = .99 * square[i] + .01 * g * g
            w[i] += rate * (mean[i] / (1 - .9 ** r)) / (math.sqrt(square[i] / (1 - .99 ** r)) + 1e-8)
        rate *= .985
    return w


def cut(m, b, w, bias):
    """The starts of the best cut."""
    n = len(b.start)
    best, back = [NONE] * (n + 1), [0] * (n + 1)
    best[0] = 0.0
    for s, e, _, _, x in spans(m, b, w, False):
        if best[s] + x + (bias if s else 0) > best[e]:
            best[e], back[e] = best[s] + x + (bias if s else 0), s
    out, e = [], n
    while e:
        e = back[e]
        out.append(b.start[e])
    return out


def count(m, g, blocks, w, bias):
    found = {x for b in blocks for x in cut(m, b, w, bias)}
    good = {x for group in g.starts for x in group}
    return sum(1 for group in g.starts if group & found), len(found - good - g.neutral), len(g.starts)


def report(what, articles, results):
    totals = {}
    for g, r in zip(articles, results):
        t = totals.setdefault(g.name.split('/')[0], [0, 0, 0])
        for k, v in enumerate(r):
            t[k] += v
    print('%-8s' % what, '  '.join('%s recall %.3f extra %.3f' % (k, t[0] / t[2], t[1] / t[2])
                                   for k, t in totals.items()))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--parts', default=os.path.join(recovery.ROOT, 'build/tests/quality/parts'))
    p.add_argument('--l2', type=float, default=1.0)
    p.add_argument('--bias', type=float, action='append')
    p.add_argument('--folds', type=int, default=6)
    p.add_argument('--rounds', type=int, default=60)
    p.add_argument('--table', action='store_true')
    p.add_argument('-v', action='store_true')
    o = p.parse_args()
    biases = o.bias or [0.0]
    articles = list(recovery.own_articles())
    data = os.environ.get('YULU_DATA')
    if data:
        articles += [recovery.seed_article(data)] + list(recovery.dev_articles(data))
    m = Model(o.parts)
    blocks = read(o.parts, articles, m.index)
    if o.folds > 1:
        order = list(range(len(articles)))
        random.Random(3).shuffle(order)
        fold = {a: i % o.folds for i, a in enumerate(order)}
        w = [fit(m, [b for i, b in enumerate(blocks) if fold[i] != f], o.l2, o.rounds) for f in range(o.folds)]
        for bias in biases:
            results = [count(m, g, blocks[i], w[fold[i]], bias) for i, g in enumerate(articles)]
            report('left out', articles, results)
            for g, r in zip(articles, results):
                if o.v:
                    print('  %-20s %3d/%3d extra %3d' % (g.name, r[0], r[2], r[1]))
    w = fit(m, blocks, o.l2, o.rounds)
    for bias in biases:
        report('fitted', articles, [count(m, g, b, w, bias) for g, b in zip(articles, blocks)])
    seen = [[0, 0] for _ in m.names]
    for b in (b for bs in blocks for b in bs):
        for k in range(1, len(b.start)):
            for i in b.on[k]:
                seen[i][b.gold[k]] += not b.hard[k]
    for i, n in enumerate(m.names):
        x = w[i] + (biases[-1] if n == 'always' else 0)
        if not o.table:
            print('%-14s %6.2f  breaks %3d  none %3d' % (n, x, seen[i][1], seen[i][0]))
        elif i >= m.count:
            print('    [SPAN_SENTENCES + %d] = {"%s", %d},' % (i - m.count, n, round(100 * x)))
        elif i >= m.chars:
            print('    [SPAN_CHARS + %d] = {"%s", %d},' % (i - m.chars, n, round(100 * x)))
        else:
            print('    [BREAK_%s] = {"%s", %d},' % (n.upper(), n, round(100 * x)))


if __name__ == '__main__':
    main()

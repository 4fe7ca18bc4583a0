#!/usr/bin/env python3
"""Score the recovery of paragraphs, headings and credits from bodies in one line.

  recovery.py [-v] [--parts PROGRAM] [--only NAME]

Articles that have paragraphs are glued the way scrapers do it: lines joined without anything
between, headings of SHORT and more characters twice, picture credits put in after some
paragraphs.  The parts that yulu finds are held against what was glued.  Samples of our own are
always scored, articles below $YULU_DATA when it is set.  -v lists every miss.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHORT = 6           # a shorter heading is left out: doubled, it cannot be told from speech
EVERY = 4           # a credit behind every so many paragraphs
CREDITS = ['苏芷 设计', '江畔视觉 资料图', '新华社记者 林晚 摄', '受访者供图', '沈既明 摄', '图片来源：视觉中国',
           '（图源：受访者）', '视觉中国 资料图', '陆行舟摄']
END = '。！？…!?'
CLOSE = '”’」』）)"'
LIMITS = {'recall': .80, 'extra': .15, 'headings': .95, 'credits': .95}


# ---- What a line of an article is, told from the text alone and by other rules than yulu's

def is_boilerplate(line):
    return bool(re.match(r'^([【\[(（]?(责任)?编辑[:：].{0,20}|-{3,}|\{\{\}\}|来源[:：].{1,20}|\[查看原文\].*|請加入.*|月費訂戶.*'
                         r'|举报/反馈|[（(]本文来自.*|免责声明.*)$', line))


def is_dateline(line):
    if re.match(r'^.{0,12}(社|网|報|报)(特派)?记者\s?[\u4e00-\u9fff 、]{2,12}$', line):
        return True
    if re.match(r'^.{0,20}日电题[:：]', line) and line[-1] not in END:
        return True
    return bool(re.match(r'^.{2,10}記者.{2,4}／.{2,4}報導$', line))


def is_caption(line):
    return bool(re.match(r'^[▲△▼]', line)
                or re.search(r'[。！？][^。！？，]{0,40}(攝|摄|圖片|图片|供图|資料圖|美聯社|路透社)$', line)
                or (re.search(r'(圖片|图片|供图|摄|攝)$', line) and len(line) < 60 and not re.search(r'[。！？]', line)))


def is_heading(line, first):
    if line.startswith('#'):
        return True
    bare = line.rstrip(CLOSE)
    if '。' in line:
        return False
    ends = bare[-1:] in END + '，：；、,:' or (bare != line and bare[-1:] in '，')
    return not ends and len(line) <= (45 if first else 30) and bool(re.search(r'[\u4e00-\u9fff]|^\d$', line))


def kind_of(line, first):
    for kind, test in (('boilerplate', is_boilerplate), ('dateline', is_dateline), ('caption', is_caption)):
        if test(line):
            return kind
    return 'heading' if is_heading(line, first) else 'paragraph'


INLINE = re.compile(r'^([^，。！？“]{2,30}?(日电|日電|消息)(\s?[（(][^（()）]{2,25}[)）])?[:：]?|[（(][^（()）]{4,25}(报道|報導|報道)[)）])')


# ---- Gluing

class Gold:
    """The glued text and what is in it; offsets in code points."""

    def __init__(self, name):
        self.name, self.text = name, ''
        self.starts = []        # sets: any member is right
        self.neutral = set()    # starts that are neither right nor wrong
        self.headings, self.credits, self.boilerplate = [], [], []

    def add(self, piece):
        s = len(self.text)
        self.text += piece
        return s, len(self.text)


def glue(name, lines):
    g = Gold(name)
    paragraphs = 0
    credit_due = False
    for n, line in enumerate(lines):
        kind = line[0] if isinstance(line, tuple) else kind_of(line, n == 0)
        line = line[1] if isinstance(line, tuple) else line
        if kind == 'heading':
            if len(line) >= SHORT:
                first = g.add(line)
                g.headings.append((first, g.add(line)))
                g.neutral.add(first[0])
            continue
        s, e = g.add(line)
        if kind != 'paragraph' or not re.search(r'[\u4e00-\u9fff]', line):
            g.neutral.add(s)
            if kind == 'credit':
                g.credits.append((s, e))
            if kind == 'boilerplate':
                g.boilerplate.append((s, e))
            if kind == 'caption':
                stop = re.search(r'.*[。！？]', line)
                g.neutral.add(s + (stop.end() if stop else 0))
            continue
        dateline = INLINE.match(line)
        g.starts.append({s, s + dateline.end()} if dateline else {s})
        paragraphs += 1
        if paragraphs % EVERY == 0 and line.rstrip(CLOSE)[-1:] in END:
            g.credits.append(g.add(CREDITS[paragraphs // EVERY % len(CREDITS)]))
    return g


# ---- Articles

def dev_articles(data):
    for path in sorted(glob.glob(os.path.join(data, 'dev', '*.txt'))):
        with open(path, encoding='utf-8') as f:
            lines = [x.strip() for x in f.read().split('\n')]
        yield glue('dev/' + os.path.basename(path)[:-4], [x for x in lines if x])


def from_gold(name, text, gold):
    g = Gold(name)
    g.text = text
    g.starts = [{x} for x in gold['paragraph_starts']]
    g.headings = [(tuple(h['first']), tuple(h['second'])) for h in gold['headings']]
    g.credits = [(c['s'], c['e']) for c in gold['credits']]
    g.boilerplate = [(c['s'], c['e']) for c in gold['boilerplate']]
    return g


BODY = re.compile(r'^( *)(?:- )?(?:正文|总结|内容|內容|body): *(.*)$')
LABELS = {'段落': 'paragraph', '小标题': 'heading', '图注': 'caption'}


def one_line_value(path, field):
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.startswith(field + ': '):
                return line[len(field) + 2:].strip()
    return None


def unfold(style, rows):
    """The lines of a block scalar: > joins what is not set apart by an empty line."""
    if style.startswith('>'):
        rows = [' '.join(x.split('\n')) for x in '\n'.join(rows).split('\n\n')]
    return [x.strip() for x in rows]


def block_list(rows):
    """Items of a block list; a quotation gets the marks that print would give it."""
    indent = min((len(r) - len(r.lstrip()) for r in rows if r.strip()), default=0)
    for row in rows:
        item = re.match(r'^ {%d}- +(?:(\S+?): +)?(.*)$' % indent, row)
        if item and item.group(1) == '引语':
            yield 'paragraph', '“%s”' % item.group(2)
        elif item and (item.group(1) is None or item.group(1) in LABELS):
            yield LABELS.get(item.group(1), 'paragraph'), item.group(2).strip('"')


def bodies(path):
    """The bodies in PATH that have lines; the samples use a small part of YAML."""
    with open(path, encoding='utf-8') as f:
        rows = f.read().split('\n')
    if path.endswith('.jsonl'):
        for row in rows:
            if row:
                yield json.loads(row)['正文'].split('\n')
        return
    for n, row in enumerate(rows):
        key = BODY.match(row)
        if not key or key.group(2)[:1] not in ('', '|', '>'):
            continue
        end = n + 1
        while end < len(rows) and (not rows[end].strip() or rows[end].startswith(key.group(1) + '  ')):
            end += 1
        if key.group(2):
            yield unfold(key.group(2), rows[n + 1:end])
        else:
            yield list(block_list(rows[n + 1:end]))


def gold_kinds():
    kinds = {}
    with open(os.path.join(HERE, 'gold', 'blocks.tsv'), encoding='utf-8') as f:
        for row in f:
            if not row.startswith('#'):
                name, line, kind = row.rstrip('\n').split('\t')
                kinds[name, int(line)] = kind
    return kinds


def own_articles():
    kinds = gold_kinds()
    for path in sorted(glob.glob(os.path.join(ROOT, 'content', 'articles', '*.*'))):
        name = os.path.basename(path)
        gold = os.path.join(HERE, 'gold', name.split('.')[0] + '.json')
        if os.path.exists(gold):
            with open(gold, encoding='utf-8') as f:
                gold = json.load(f)
            yield from_gold('own/' + name, one_line_value(path, gold['field']), gold)
            continue
        found = list(bodies(path))
        for n, lines in enumerate(found):
            part = name if len(found) == 1 else '%s#%d' % (name, n + 1)
            lines = [(kinds[part, k + 1], x) if (part, k + 1) in kinds else x for k, x in enumerate(lines) if x]
            yield glue('own/' + part, lines)


def seed_article(data):
    with open(os.path.join(data, 'gold-seed.json'), encoding='utf-8') as f:
        gold = json.load(f)
    return from_gold('seed', one_line_value(os.path.join(data, 'seed.yaml'), gold['field']), gold)


# ---- Scoring

def parts_of(program, articles):
    """The parts of every article, as lists of (kind, start, end, repeat start, repeat end)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for n, g in enumerate(articles):
            paths.append(os.path.join(folder, '%d.txt' % n))
            with open(paths[-1], 'w', encoding='utf-8', newline='') as f:
                f.write(g.text)
        out = subprocess.run([program] + paths, check=True, capture_output=True).stdout.decode('utf-8')
    for block in out.split('\n\n')[:len(articles)]:
        rows = [x.split('\t') for x in block.split('\n') if x]
        yield [(r[0],) + tuple(int(x) for x in r[1:5]) for r in rows]


def quotations(text):
    """Ranges between “ and ”, 「 and 」 that a break must not cut: outer pairs without a gap of 600."""
    out, stack = [], []
    for i, c in enumerate(text):
        if c in '“「':
            stack.append((i, c))
        elif c in '”」' and stack and stack[-1][1] == '“「'['”」'.index(c)]:
            s, _ = stack.pop()
            if i - s < 600:
                out.append((s, i))
    return out


def uncovered(text, parts):
    """Characters that are neither in a part nor white space, and parts out of order."""
    at, bad = 0, 0
    for _, s, e, rs, re_ in parts:
        for a, b in ((s, e), (rs, re_)):
            if b > a:
                bad += (a < at) + len(text[at:a].strip())
                at = b
    return bad + len(text[at:].strip())


class Score:
    def __init__(self, name):
        self.name = name
        self.gold = self.hit = self.extra = self.headings = self.headings_hit = 0
        self.credits = self.credits_hit = self.boilerplate = self.boilerplate_hit = self.inside = 0
        self.headings_extra = self.credits_extra = self.uncovered = 0

    def __iadd__(self, other):
        for k, v in vars(other).items():
            if k != 'name':
                setattr(self, k, getattr(self, k) + v)
        return self

    def line(self):
        return ('%-22s starts %3d/%3d extra %3d  recall %.3f extra %.3f  headings %d/%d (+%d)  credits %d/%d (+%d)  '
                'boilerplate %d/%d  inside quotations %d' %
                (self.name, self.hit, self.gold, self.extra, self.hit / max(1, self.gold),
                 self.extra / max(1, self.gold), self.headings_hit, self.headings, self.headings_extra,
                 self.credits_hit, self.credits, self.credits_extra, self.boilerplate_hit, self.boilerplate,
                 self.inside))


def show(g, what, at):
    print('  %s %s %d: %s | %s' % (g.name, what, at, g.text[max(0, at - 18):at], g.text[at:at + 24]))


def score(g, parts, verbose):
    r = Score(g.name)
    found = [p[1] for p in parts if p[0] == 'paragraph']
    good = {x for group in g.starts for x in group}
    have = set(found)
    r.gold = len(g.starts)
    for group in g.starts:
        if group & have:
            r.hit += 1
        elif verbose:
            show(g, 'missed start', min(group))
    for x in found:
        if x not in good and x not in g.neutral:
            r.extra += 1
            if verbose:
                show(g, 'extra start', x)
    doubled = {(p[1], p[2], p[3], p[4]) for p in parts if p[0] == 'heading' and p[4] > p[3]}
    for first, second in g.headings:
        r.headings += 1
        ok = first + second in doubled
        r.headings_hit += ok
        if verbose and not ok:
            show(g, 'missed heading', first[0])
    r.headings_extra = len(doubled - {f + s for f, s in g.headings})
    for kind, attr in (('credit', 'credits'), ('boilerplate', 'boilerplate')):
        spans = {(p[1], p[2]) for p in parts if p[0] == kind}
        for s, e in getattr(g, attr):
            setattr(r, attr, getattr(r, attr) + 1)
            # Neighbouring pieces of boilerplate may be one part.
            if (s, e) in spans or kind == 'boilerplate' and any(a <= s and e <= b for a, b in spans):
                setattr(r, attr + '_hit', getattr(r, attr + '_hit') + 1)
            elif verbose:
                show(g, 'missed ' + kind, s)
        if kind == 'credit':
            extra = [x for x in spans - set(g.credits) if x[0] not in g.neutral]
            r.credits_extra = len(extra)
            for x in extra:
                if verbose:
                    show(g, 'extra credit', x[0])
    r.uncovered = uncovered(g.text, parts)
    for s, e in quotations(g.text):
        cut = [p[1] for p in parts if s < p[1] <= e]
        r.inside += len(cut)
        for x in cut:
            if verbose:
                show(g, 'inside a quotation', x)
    return r


def judge(total, checks):
    checks.append(('%s: recall of paragraph starts' % total.name, total.hit >= LIMITS['recall'] * total.gold))
    checks.append(('%s: extra starts' % total.name, total.extra <= LIMITS['extra'] * total.gold))
    checks.append(('%s: headings' % total.name, total.headings_hit >= LIMITS['headings'] * total.headings))
    checks.append(('%s: credits' % total.name, total.credits_hit >= LIMITS['credits'] * total.credits))
    checks.append(('%s: no break inside a quotation' % total.name, total.inside == 0))
    checks.append(('%s: every character in one part' % total.name, total.uncovered == 0))


def run(name, articles, options, checks):
    articles = [g for g in articles if not options.only or options.only in g.name]
    total = Score(name)
    for g, parts in zip(articles, parts_of(options.parts, articles) if articles else []):
        r = score(g, parts, options.verbose)
        if options.verbose:
            print(r.line())
        total += r
    print(total.line())
    if articles and not options.only:
        judge(total, checks)
    return total


def main():
    p = argparse.ArgumentParser(description='score the recovery of one-line bodies')
    p.add_argument('-v', '--verbose', action='store_true', help='list every miss')
    p.add_argument('--parts', default=os.path.join(ROOT, os.environ.get('B', 'build'), 'tests/quality/parts'))
    p.add_argument('--only', help='articles whose name contains this')
    options = p.parse_args()
    checks, skipped = [], 0
    run('own samples', list(own_articles()), options, checks)
    data = os.environ.get('YULU_DATA')
    if data:
        seed = run('seed', [seed_article(data)], options, checks)
        if not options.only:
            checks.append(('seed: all headings, credits, boilerplate',
                           (seed.headings_hit, seed.credits_hit, seed.boilerplate_hit) ==
                           (seed.headings, seed.credits, seed.boilerplate)))
        run('development', list(dev_articles(data)), options, checks)
    else:
        print('skipped: seed and development articles (YULU_DATA is not set)')
        skipped = 2
    failed = [name for name, ok in checks if not ok]
    for name in failed:
        print('failed: ' + name)
    line = 'recovery: %d passed, %d failed' % (len(checks) - len(failed), len(failed))
    print(line + (', %d skipped' % skipped if skipped else ''))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""A big archive made of the project's own samples: corpus.py N DIR, and DIR.rss with the same
articles for a feed reader.  The same N gives the same files."""
import html
import os
import random
import re
import sys


def sentences(folder):
    """Sentences of the flat samples, each with its closing marks."""
    found = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            text = f.read()
        for line in text.splitlines():
            key, _, value = line.partition(": ")
            if key in ("总结", "正文") and len(value) > 400:
                found += re.findall(r"[^。！？]+[。！？]”?", value)
    return [s for s in found if 8 <= len(s) <= 200 and s.count("“") == s.count("”")]


def article(rng, pool, i):
    want = int(min(4000, max(500, rng.lognormvariate(7.4, 0.45))))
    body = ""
    while len(body) < want:
        body += rng.choice(pool)
    title = rng.choice(pool)[:rng.randint(8, 26)].strip("“”")
    day = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    tags = rng.sample(["人工智能", "医疗", "教育", "乡村", "养老", "能源", "文旅", "制造业"], 3)
    return i, title.replace(": ", "："), day, body, tags


def write(n, out, folder="content/articles"):
    pool = sentences(folder)
    if not pool:
        raise SystemExit(f"{folder}: no flat sample to take sentences from")
    os.makedirs(out, exist_ok=True)
    rng = random.Random(1)
    with open(out + ".rss", "w", encoding="utf-8") as rss:
        rss.write("<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>"
                  "<title>bench</title><link>http://localhost/</link>")
        for i in range(n):
            i, title, day, body, tags = article(rng, pool, i)
            with open(f"{out}/{i:06d}.txt", "w", encoding="utf-8") as f:
                f.write(f"标题: {title}\n链接: http://localhost/{i}\n日期: {day}\n总结: {body}\n"
                        f"关键词: {',  '.join(tags)}\n行业: {'、'.join(tags[:2])}\n")
            rss.write(f"<item><title>{html.escape(title)}</title><guid>{i}</guid>"
                      f"<link>http://localhost/{i}</link><description>{html.escape(body)}"
                      "</description></item>")
        rss.write("</channel></rss>")


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])

#!/usr/bin/env python3
"""A big archive made of the project's own samples and of made-up people:

    corpus.py N DIR [CHARS]

N articles of about CHARS (1500) 汉字 in folders of 1,000; DIR.rss has the same articles for a feed
reader.  5,000 people speak, as often as words of a language are used (the r-th about 1/r); 2,000
keywords, 200 sources, the days of six years.  The same numbers give the same files."""
import html
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "quality"))
import generate as words

PEOPLE, KEYWORDS, SOURCES, YEARS = 5000, 2000, 200, range(2019, 2025)
THINGS = """茶园 渡口 水库 夜校 养老 医疗 乡村 文旅 能源 仓储 港口 学堂 稻田 渔业 林场 公交 管网 绿道 工坊 灯塔 书局 戏台
盐场 气象 潮汐 桥梁 隧道 磨坊 果园 牧场 染坊 瓷窑 票号 船坞 驿站 园林 钟楼 食堂 球场 车站""".split()
DEEDS = """改造 试点 监测 培训 保护 普查 规划 普惠 共享 直播 数据 标准 节能 巡查 互助 修缮 联营 招商 研学 竞赛 质检 减排 预警 补贴
入户 登记 回收 托管 认养 轮作 增产 通航 夜航 结对 展演 考级 评比 公示 代办 帮扶 调解 宣讲 勘测 复垦 育种 加工 物流 保险 法规 统计""".split()
PAPERS = "日报 晚报 新闻网 广播 商报 周刊 时报 青年报 文艺报 画报 电视台 导报 观察".split()


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


class Maker:
    def __init__(self, folder, chars):
        self.pool = sentences(folder)
        if not self.pool:
            raise SystemExit(f"{folder}: no flat sample to take sentences from")
        self.rng = rng = random.Random(1)
        self.chars = chars
        self.people = [self.person() for _ in range(PEOPLE)]
        self.keywords = [a + b for a in THINGS for b in DEEDS][:KEYWORDS]
        rng.shuffle(self.keywords)
        self.sources = [a.rstrip("市县区乡省村") + b for a in words.PLACES for b in PAPERS][:SOURCES]

    def person(self):
        rng = self.rng
        given = rng.choice(words.GIVEN1) if rng.random() < .4 else rng.choice(words.GIVEN2)
        return (rng.choice(words.PLACES) + rng.choice(words.ORGS) + rng.choice(words.TITLES)
                + rng.choice(words.SURNAMES) + given)

    def often(self, items):
        """The first ones most often."""
        return items[int(len(items) ** self.rng.random()) - 1]

    def statement(self):
        return f"{self.often(self.people)}{self.rng.choice(words.BEFORE)}：“{self.rng.choice(words.SAID)}。”"

    def body(self):
        rng, out, n = self.rng, [], 0
        want = self.chars * min(2.2, max(.3, rng.lognormvariate(0, .45)))
        while n < want:
            out.append(self.statement() if rng.random() < .15 else rng.choice(self.pool))
            n += len(out[-1])
        return "".join(out)

    def article(self):
        rng = self.rng
        title = (self.often(self.keywords) + rng.choice(self.pool)[:rng.randint(6, 22)]).strip("“”")
        day = f"{rng.choice(YEARS)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        tags = {self.often(self.keywords) for _ in range(5)}
        return (title.replace(": ", "："), day, self.body(), sorted(tags), self.often(self.sources))


def write(n, out, chars=1500, folder="content/articles"):
    maker = Maker(folder, chars)
    os.makedirs(out, exist_ok=True)
    with open(out + ".rss", "w", encoding="utf-8") as rss:
        rss.write("<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>"
                  "<title>bench</title><link>http://localhost/</link>")
        for i in range(n):
            title, day, body, tags, source = maker.article()
            if i % 1000 == 0:
                os.makedirs(f"{out}/{i // 1000:03d}", exist_ok=True)
            with open(f"{out}/{i // 1000:03d}/{i:06d}.txt", "w", encoding="utf-8") as f:
                f.write(f"标题: {title}\n链接: http://localhost/{i}\n日期: {day}\n来源: {source}\n"
                        f"总结: {body}\n关键词: {',  '.join(tags)}\n行业: {'、'.join(tags[:2])}\n")
            rss.write(f"<item><title>{html.escape(title)}</title><guid>{i}</guid>"
                      f"<link>http://localhost/{i}</link><description>{html.escape(body)}"
                      "</description></item>")
        rss.write("</channel></rss>")


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2], *(int(x) for x in sys.argv[3:4]))

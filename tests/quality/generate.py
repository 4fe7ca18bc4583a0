#!/usr/bin/env python3
"""usage: generate.py FOLDER [--articles N] [--seed N]

Write articles with known answers: FOLDER/NNN.txt and FOLDER/gold.json for quotes.py.  Names, titles,
organisations, verbs and positions are permuted; the words are listed here, and the engine reads no
list of this file.  Everybody and everything said is invented.  The same seed gives the same files.
"""
import argparse
import json
import os
import random

SURNAMES = """王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓
许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白
崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 庞 樊 兰 殷 施 陶 洪 翟 安 颜 倪 严 牛
温 芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛 焦 向 柳 邢 路 岳 齐 沿 梅 莫 庄 辛 管 祝 左 涂 谷 祁 时 舒 耿 牟 卜 路 詹 关
苗 凌 费 纪 靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 鲍 位 覃 霍 翁 隋 植 甘 景 薄 单 包 司 柏 宁 柯 阮 桂 闵 解 强
柴 华 车 冉 房 边 辜 吉 饶 刁 瞿 戚 丘 古 米 池 滕 晋 苑 邬 臧 畅 宫 来 嵺 苟 全 褚 廉 简 娄 盖 符 奚 木 穆 党 燕 郎 邸
冀 谈 姬 屠 连 郜 晏 栾 郁 商 蒙 计 喻 揭 窦 迟 宇 敖 糜 鄢 冷 卓 花 仇 艾 蓝 都 巩 稽 井 练 仲 乐 虞 卞 封 竺 冼 原
官 衣 楚 佟 栗 匡 宗 应 台 巫 鞠 僧 桑 荆 谌 银 扬 明 沙 薄 伏 岑 习 胥 保 和 蔺 逄 亓 昝 佘 缑 欧阳 上官 司徒 诸葛 慕容
夏侯 端木 皇甫 尉迟 公孙 令狐 东方 南宫 宇文 长孙""".split()
SURNAMES = [s for s in SURNAMES if s not in ("沿", "嵺", "稽", "位", "植", "扬", "僧", "银", "习")]
GIVEN1 = list("伟芳娜敏静强磊军洋艳勇杰娟涛超霞平刚辉玲桂兰翔彬宁蕾薇婷雪梅琳萍鹏飞凯斌岚岩峥嵘桐楠珂颖澜汐")
GIVEN2 = """建国 志强 秀英 晓燕 海涛 文博 子涵 雨桐 思源 明远 国庆 春梅 红霞 立新 永昌 德胜 佳慧 俊杰 婉清 云飞 振华 淑芬
玉兰 长河 一鸣 书瑶 若曦 景行 怀瑾 承志 凤鸣 培根 学勤 守信 乐山 望舒 知微 沐阳 青禾 其琛 寿山 维桢 彦霖 树人 乃文 启铭
向东 爱华 卫民 和平 高峰 天佑 小满 大勇 金枝 银花 石头 铁柱 东升 南燕 冬生 秋实""".split()
FOREIGN = """安德烈·科瓦连科 玛丽亚·冈萨雷斯 托马斯·海因里希 阿卜杜勒·萨利赫 艾玛·拉尔森 让-皮埃尔·杜蒙 古丽娜尔·买买提
哈桑·奥马尔 伊莎贝拉·罗西 迈克尔·奥康纳 索菲亚·安德松 帕维尔·诺瓦克 丹尼尔·弗格森 卡洛斯·门德斯 尼古拉·佩特罗夫
阿米娜·迪亚洛 拉杰什·库马尔 维克托·奥尔班斯基 克里斯蒂娜·延森 罗伯特·麦克唐纳""".split()
PLACES = """临江市 青原县 白鹭镇 望海区 云岭乡 南浦省 海陵市 沅川县 雁门区 桃溪村 石桥街道 东岭省 汉西区 清平市 盐湖县 松州市""".split()
ORGS = """第二人民医院 农业科学研究所 理工大学 水务集团 城市规划局 教育局 卫生健康委员会 远航机器人公司 图书馆 环境监测中心 师范学院
船舶重工公司 气象台 消费者协会 博物馆 文化馆 市场监管局 地铁集团 职业技术学院 星禾种业公司 残疾人联合会 自然资源局 养老服务中心
律师协会 交通运输局 广播电视台 第三中学 数据管理局 应急管理局 生态环境局""".split()
TITLES = """主任 副主任 院长 副院长 教授 副教授 研究员 副研究员 总经理 董事长 工程师 总工程师 局长 副局长 处长 书记 党委书记 校长
馆长 站长 技术总监 首席科学家 秘书长 会长 副会长 负责人 博士生导师 主任医师 护士长 科长 高级工程师 联合创始人 发言人 讲师""".split()
JOBS = """店主 出租车司机 养蜂人 退休教师 快递员 茶农 渔民 裁缝 木匠 舞蹈演员 作家 导演 律师 主教练 护林员 村民 居民 厨师 画家 歌手""".split()
DELEGATES = "全国人大代表 全国政协委员 全国政协常委 省人大代表 市政协委员 市人大代表 省政协委员".split()
ROLES = """一位不愿具名的店主 该公司负责人 一名参会者 业内人士 有关负责人 多名受访者 一位老船长 附近居民 相关专家 项目负责人""".split()

BEFORE = """表示 说 指出 认为 强调 介绍 坦言 建议 称 透露 解释 补充道 呼吁 直言 回忆 感慨 告诉记者 接受采访时表示 笑着说 提醒
在会上说 对本报记者表示 进一步解释 反复强调 这样说 如此评价 介绍说 谈到 担忧地说 向记者介绍 表示赞同 预测 回应称""".split()
BEFORE.remove("表示赞同")
AFTER = "表示 说 指出 认为 强调 介绍 坦言 建议 告诉记者 解释 补充说 感慨 直言 回忆道 笑着说 说道 称 透露 呼吁".split()

SAID = """这项工作刚刚起步，还有很多细节要一点一点抠出来
数据摆在那里，骗不了别人，更骗不了自己
我们不怕慢，就怕走到一半又折回来
老百姓要的不是口号，是家门口看得见的变化
技术再先进，最后也要落到人身上
今年的雨水比往年少了三成，水库的底都露出来了
孩子们愿意学，我们就愿意教，道理很简单
从图纸到样机，我们整整花了四年时间
如果没有乡亲们帮忙，这条路根本修不通
规则要先立起来，然后才谈得上公平
第一批设备下个月就能装好，年底之前全部投入使用
不能因为一次失败就把整条路都否定掉
他们缺的不是钱，是有人肯坐下来听一听
我每天五点起床，先去看一眼苗，再回来做饭
这个价格已经贴着成本了，再低就没法做了
老城区的管网太旧，补一处漏一处，必须整体更换
年轻人肯留下来，镇子才算真正活过来
我们统计过，高峰时段平均每小时有两千人经过这里
合作不是谁帮谁，是大家一起把饼做大
医生的时间有限，能交给机器的就应当交给机器
我当时手一直在抖，后来才慢慢平静下来
标准不统一，企业就只能各干各的
今天的成绩，是上一代人用肩膀扛出来的
希望有关方面尽快拿出办法，不要让商户再等下去
一棵树长成要三十年，砍掉只要三分钟
要让每一笔捐款都查得到去处
语言是一座桥，桥修好了，人自然会走过来
我们欢迎监督，有问题就改，改完再请大家来看
这片海养活了我们祖祖辈辈，轮到我们养它了
比赛输了可以再来，身体垮了就什么都没有了""".split("\n")
QUESTIONS = """难道要等到问题堆成山才动手吗
谁来为这些老人算一笔时间账
我们到底想给孩子们留下什么
不试一试，怎么知道行不行""".split("\n")
TELLING = """会议在下午四点结束，走廊里仍有人在讨论
据统计，全市共有八十七个社区参加了这次试点
项目总投资三亿二千万元，预计后年完工
近年来，当地的游客数量逐年增加
雨下了一整夜，到清晨才慢慢停住
这条老街全长六百米，两边都是百年以上的房子
按照计划，第二批学员将在九月入学
去年一年，这里共培训了一千四百多人
截至目前，已有十二家单位签订了协议
车间里灯火通明，机器一刻不停
活动吸引了来自二十个省份的代表队
相关方案正在公开征求意见""".split("\n")
TERMS = """当地推行的“一码通办”改革已满一年
这里被人们称为“水上粮仓”
入选“百佳乡村”名单后，来参观的人多了起来
他们把这种做法叫作“以旧养新”
名为“春泥行动”的计划同时启动
墙上贴着“严禁烟火”四个大字
根据《水资源保护条例》，“取水单位应当安装计量设施”
所谓“零距离”，就是办事不出村
他获得了“金牌工匠”称号""".split("\n")
INDIRECT_TAIL = "，下一步还将扩大范围 ，有关工作正在推进 ，效果要等一年以后再看 ，经费已经落实".split()


class Article:
    def __init__(self, rng, style):
        self.rng = rng
        self.style = style
        self.text = ""
        self.quotes = []
        self.used = set()

    def pick(self, words):
        return self.rng.choice(words)

    def fresh(self, words):
        """A word that this article has not used yet."""
        left = [w for w in words if w not in self.used] or words
        word = self.rng.choice(left)
        self.used.add(word)
        return word

    def name(self):
        while True:
            kind = self.rng.random()
            if kind < .12:
                name = self.pick(FOREIGN)
            else:
                name = self.pick(SURNAMES) + self.pick(GIVEN1 if kind < .45 else GIVEN2)
            # Two people of one article share neither surname nor name.
            if name[0] not in self.used and name not in self.used:
                self.used.update((name, name[0]))
                return name

    def title(self, name):
        r = self.rng.random()
        if r < .15:
            return self.pick(JOBS)
        post = self.pick(["", self.pick(PLACES)]) + self.pick(ORGS) + self.pick(TITLES)
        if r < .45:
            return self.pick(DELEGATES) + "、" + post
        if r < .55:
            return self.pick(DELEGATES)
        return post

    def put(self, text):
        self.text += text

    def tell(self):
        self.put(self.fresh(TELLING if self.rng.random() < .7 else TERMS) + "。")

    def words(self, end="。"):
        if self.rng.random() < .12:
            return self.fresh(QUESTIONS) + "？"
        s = self.fresh(SAID)
        if self.rng.random() < .3:
            s += "。" + self.fresh(SAID)
        return s + end

    def quote(self, words, who, stype, also=()):
        start = len(self.text)
        left, right = "「」" if self.style == "tw" else "“”"
        self.put(left + words + right)
        extra = {"also": list(also)} if also else {}
        self.quotes.append([start, len(self.text), "direct", who, stype, extra])

    # ---- Where the speaker stands

    def before(self, who, stype, label, also=()):
        cue = self.pick(BEFORE)
        self.put(label + cue + self.pick(["，", "："]))
        self.quote(self.words(), who, stype, also)

    def after(self, who, stype, label, also=()):
        self.quote(self.words(), who, stype, also)
        self.put(label + self.pick(AFTER) + self.pick(["。", self.pick(INDIRECT_TAIL) + "。"]))

    def split(self, who, stype, label, also=()):
        self.quote(self.fresh(SAID) + self.pick("，。"), who, stype, also)
        self.put(label + self.pick(AFTER) + "，")
        self.quote(self.fresh(SAID) + "。", who, stype, also)

    def inside(self, who, stype, label, also=()):
        """The mark closes before the full stop."""
        self.put(label + self.pick(BEFORE) + "，")
        self.quote(self.fresh(SAID), who, stype, also)
        self.put("。")

    def speech(self, who, stype, label, also=()):
        way = self.rng.choice([self.before, self.after, self.before, self.after, self.split,
                               self.inside])
        way(who, stype, label, also)

    # ---- Paragraphs

    def person(self):
        name = self.name()
        title = self.title(name)
        self.speech(name, "person", title + name)
        r = self.rng.random()
        if r < .25:
            self.speech(name, "person", name)
        elif r < .45:
            self.put(self.pick("他她") + self.pick(BEFORE) + "，")
            self.quote(self.words(), name, "person")
        elif r < .55 and "·" in name:
            short = name.split("·")[-1]
            self.speech(name, "person", short, [short])
        elif r < .65:
            self.tell()

    def introduced(self):
        """First a sentence about the person, then a pronoun speaks."""
        name = self.name()
        self.put(f"{self.pick(PLACES)}{self.title(name)}{name}"
                 + self.pick(["从事这一行已有二十年", "参加了当天的讨论", "一早就来到了现场"]) + "。")
        pronoun = self.pick("他她")
        self.put(pronoun + self.pick(BEFORE) + "，")
        self.quote(self.words(), name, "person")

    def listened(self):
        """Somebody else is named, but only spoken to."""
        name, other = self.name(), self.name()
        self.put(self.title(name) + name
                 + self.pick([f"对{other}说", f"向{other}解释", f"告诉{other}", f"在给{other}的信中写道"])
                 + "：")
        self.quote(self.words(), name, "person")

    def both(self):
        """Two speak together."""
        first, second = self.name(), self.name()
        label = self.title(first) + first + self.pick(["和", "、", "及"]) + self.title(second) + second
        self.put(label + self.pick(["均表示", "都说", "一致认为", "共同呼吁", "均指出"]) + "，")
        self.quote(self.words(), first, "person")
        self.quotes[-1][5]["second"] = second

    def both_of_them(self):
        """Two are named, then 两人."""
        first, second = self.name(), self.name()
        self.put(f"{self.title(first)}{first}和{self.title(second)}{second}"
                 + self.pick(["一早就来到了现场", "参加了当天的讨论", "都在会上发了言"]) + "。")
        self.put(self.pick(["两人均表示", "二人都认为", "两人一致表示"]) + "，")
        self.quote(self.words(), first, "person")
        self.quotes[-1][5]["second"] = second

    def role(self):
        label = self.fresh(ROLES)
        self.speech(label, "role", label)

    def org(self):
        label = self.pick(PLACES) + self.fresh(ORGS)
        self.put(label + self.pick(["发布通报称", "回应称", "表示", "在声明中说", "提出"]) + "，")
        self.quote(self.words(), label, "org")

    def paragraph(self):
        r = self.rng.random()
        if r < .3:
            self.tell()
        way = self.rng.choices([self.person, self.introduced, self.listened, self.role, self.org,
                                self.both, self.both_of_them, self.tell],
                               [60, 10, 8, 8, 8, 4, 4, 6])[0]
        way()
        if self.rng.random() < .4:
            self.tell()


def make(rng, number):
    style = "tw" if number % 5 == 4 else "cn"
    a = Article(rng, style)
    for i in range(rng.randint(3, 7)):
        if i:
            a.put("\n")
        a.paragraph()
    return a


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.makedirs(args.folder, exist_ok=True)
    rng = random.Random(args.seed)
    gold = []
    for i in range(args.articles):
        a = make(rng, i)
        with open(os.path.join(args.folder, f"{i:03}.txt"), "w", encoding="utf-8") as f:
            f.write(a.text)
        gold.append({"id": f"{i:03}", "quotes": a.quotes})
    with open(os.path.join(args.folder, "gold.json"), "w", encoding="utf-8") as f:
        json.dump({"articles": gold}, f, ensure_ascii=False)


if __name__ == "__main__":
    main()

/* Words and characters that tell where a news text begins a new paragraph.  Closed lists,
 * simplified and traditional side by side: at this layer nothing is folded yet. */
#include "body_work.h"

#define WORDS(name)                                                                      \
    const struct words words_##name = {name##_items,                                     \
                                       sizeof name##_items / sizeof *name##_items}
#define W(lit) STR_INIT(lit)

static const struct str cue_items[] = {
    W("说"),       W("說"),       W("说道"), W("表示"), W("称"),   W("稱"),
    W("指出"),     W("认为"),     W("認為"), W("介绍"), W("介紹"), W("介绍说"),
    W("介绍道"),   W("强调"),     W("強調"), W("透露"), W("坦言"), W("解释"),
    W("解釋"),     W("解释说"),   W("回忆"), W("憶述"), W("分析"), W("分析说"),
    W("告诉记者"), W("告訴記者"), W("提到"), W("谈到"), W("談到"), W("补充"),
    W("補充"),     W("补充说"),   W("感慨"), W("感叹"), W("慨嘆"), W("感慨道"),
    W("建议"),     W("建議"),     W("呼吁"), W("呼籲"), W("写道"), W("寫道"),
    W("直言"),     W("笑言"),     W("笑称"), W("笑說"), W("回答"), W("回应"),
    W("回應"),     W("反问"),     W("反問"), W("质疑"), W("質疑"), W("证实"),
    W("證實"),     W("提出"),     W("谈及"), W("宣布"), W("披露"), W("高呼"),
    W("问道"),     W("答道"),     W("道"),   W("又指"), W("续指"), W("續指"),
    W("觉得"),     W("覺得"),     W("希望"), W("相信"), W("看来"), W("看來"),
    W("主张"),     W("主張"),     W("期待"), W("担心"), W("擔心"), W("预计"),
    W("估计"),     W("批评"),     W("批評"), W("反驳"), W("留言"), W("发文称"),
    W("发文"),     W("表态"),     W("致辞"), W("致詞"), W("告诉"), W("感到"),
    W("报道称"),   W("报道"),     W("報道"), W("報導"), W("要求"), W("提醒"),
    W("承诺"),     W("总结"),
};
WORDS(cue);

static const struct str title_items[] = {
    W("代表"),   W("委员"),   W("委員"),   W("常委"),   W("书记"),   W("書記"),
    W("主席"),   W("主任"),   W("部长"),   W("部長"),   W("局长"),   W("局長"),
    W("厅长"),   W("廳長"),   W("处长"),   W("處長"),   W("司长"),   W("司長"),
    W("科长"),   W("省长"),   W("市长"),   W("市長"),   W("县长"),   W("縣長"),
    W("区长"),   W("區長"),   W("镇长"),   W("鎮長"),   W("乡长"),   W("村长"),
    W("行长"),   W("院长"),   W("院長"),   W("所长"),   W("所長"),   W("校长"),
    W("校長"),   W("会长"),   W("會長"),   W("理事长"), W("理事長"), W("秘书长"),
    W("秘書長"), W("社长"),   W("社長"),   W("台长"),   W("馆长"),   W("館長"),
    W("站长"),   W("站長"),   W("队长"),   W("隊長"),   W("组长"),   W("班长"),
    W("团长"),   W("总干事"), W("总理"),   W("總理"),   W("总统"),   W("總統"),
    W("首相"),   W("议长"),   W("議長"),   W("议员"),   W("議員"),   W("大使"),
    W("领事"),   W("发言人"), W("發言人"), W("董事长"), W("董事長"), W("总经理"),
    W("總經理"), W("总裁"),   W("總裁"),   W("总监"),   W("總監"),   W("CEO"),
    W("首席"),   W("经理"),   W("經理"),   W("负责人"), W("負責人"), W("创始人"),
    W("創辦人"), W("合伙人"), W("主管"),   W("教授"),   W("研究员"), W("研究員"),
    W("院士"),   W("博士"),   W("导师"),   W("讲师"),   W("工程师"), W("工程師"),
    W("医师"),   W("醫師"),   W("医生"),   W("醫生"),   W("护士"),   W("護士"),
    W("护士长"), W("律师"),   W("律師"),   W("法官"),   W("检察官"), W("将军"),
    W("编辑"),   W("导演"),   W("導演"),   W("主编"),   W("作者"),   W("学者"),
    W("學者"),   W("专家"),   W("專家"),   W("分析师"), W("分析師"), W("教练"),
    W("主持人"), W("村民"),   W("居民"),   W("市民"),   W("志愿者"), W("员工"),
    W("工人"),   W("老板"),   W("店主"),   W("患者"),   W("家长"),   W("先生"),
    W("女士"),   W("小姐"),   W("老师"),   W("老師"),   W("人士"),   W("书记员"),
    W("站长"),   W("厂长"),   W("传承人"), W("科学家"), W("科學家"), W("秘书"),
    W("大臣"),   W("外长"),   W("外長"),   W("防长"),   W("司令"),   W("警司"),
    W("店长"),   W("同学"),   W("同學"),   W("学生"),   W("學生"),   W("农户"),
    W("养殖户"), W("种植户"), W("网友"),   W("網友"),   W("消费者"), W("游客"),
    W("遊客"),   W("司机"),   W("球员"),   W("候選人"),
};
WORDS(title);

static const struct str topic_items[] = {
    W("此外"),   W("另外"),         W("另一方面"),     W("与此同时"),     W("與此同時"),
    W("除了"),   W("除此之外"),     W("据了解"),       W("據了解"),       W("据悉"),
    W("據悉"),   W("据介绍"),       W("据统计"),       W("据报道"),       W("據報道"),
    W("据记者"), W("值得注意的是"), W("值得一提的是"), W("值得关注的是"), W("记者"),
    W("記者"),   W("不仅仅是"),     W("不仅如此"),     W("不止"),         W("不只是"),
    W("对此"),   W("對此"),         W("对于"),         W("對於"),         W("针对"),
    W("針對"),   W("关于"),         W("關於"),         W("谈及"),         W("谈到"),
    W("談到"),   W("说起"),         W("提起"),         W("说到"),         W("面对"),
    W("面對"),   W("随着"),         W("隨着"),         W("隨著"),         W("作为"),
    W("作為"),   W("围绕"),         W("为了"),         W("為了"),         W("根据"),
    W("根據"),   W("按照"),         W("数据显示"),     W("有分析"),       W("有专家"),
    W("业内"),   W("不少"),         W("一些"),         W("首先"),         W("第一"),
    W("一方面"), W("翻查"),         W("截至"),         W("走进"),         W("如何"),
    W("为何"),   W("未来"),         W("未來"),         W("下一步"),       W("接下来"),
    W("至于"),   W("至於"),         W("总之"),         W("总的来看"),     W("最后"),
    W("最後"),   W("自从"),         W("自從"),
};
WORDS(topic);

static const struct str contrast_items[] = {
    W("然而"),   W("不过"),   W("不過"),   W("但是"),     W("但"),       W("可是"),
    W("可"),     W("尽管"),   W("儘管"),   W("尽管如此"), W("相比之下"), W("反观"),
    W("实际上"), W("事实上"), W("事實上"), W("而实际上"),
};
WORDS(contrast);

static const struct str continue_items[] = {
    W("因此"), W("所以"), W("因为"),   W("因為"),     W("其中"),   W("同时"),
    W("同時"), W("而且"), W("并且"),   W("並且"),     W("而"),     W("也"),
    W("还"),   W("還"),   W("又"),     W("再"),       W("更"),     W("甚至"),
    W("例如"), W("比如"), W("譬如"),   W("也就是说"), W("换言之"), W("由此"),
    W("于是"), W("於是"), W("从而"),   W("如果"),     W("若"),     W("只要"),
    W("只有"), W("无论"), W("無論"),   W("不管"),     W("一旦"),   W("否则"),
    W("包括"), W("尤其"), W("特别是"), W("特別是"),   W("以及"),   W("虽然"),
    W("雖然"), W("即使"), W("由于"),   W("由於"),     W("如今"),   W("随后"),
    W("隨後"), W("之后"), W("之後"),   W("之前"),     W("然后"),   W("通过"),
    W("透過"), W("经过"), W("眼下"),   W("果然"),     W("可以说"), W("并"),
    W("並"),   W("则"),   W("就"),     W("都"),       W("已"),     W("将"),
    W("將"),   W("有的"), W("有人"),   W("没有"),     W("沒有"),
};
WORDS(continue);

static const struct str time_items[] = {
    W("今年"),   W("去年"),     W("前年"),   W("明年"), W("近年来"), W("近年來"),
    W("近年"),   W("近日"),     W("日前"),   W("昨日"), W("昨天"),   W("今天"),
    W("今日"),   W("当天"),     W("當天"),   W("当日"), W("當日"),   W("目前"),
    W("当前"),   W("當前"),     W("眼下"),   W("此前"), W("早前"),   W("最近"),
    W("近期"),   W("本月"),     W("上月"),   W("上周"), W("上週"),   W("本周"),
    W("本週"),   W("周一"),     W("周二"),   W("周三"), W("周四"),   W("周五"),
    W("周六"),   W("周日"),     W("春节"),   W("早上"), W("上午"),   W("下午"),
    W("晚上"),   W("中午"),     W("第二天"), W("次日"), W("翌日"),   W("多年来"),
    W("多年來"), W("长期以来"), W("過去"),   W("过去"), W("当时"),   W("當時"),
    W("这一天"), W("清晨"),     W("傍晚"),   W("每天"), W("新年"),   W("年初"),
    W("年底"),
};
WORDS(time);

static const struct str pronoun_items[] = {
    W("他"),   W("她"),   W("它"),   W("其"),   W("这"),   W("這"),
    W("那"),   W("该"),   W("該"),   W("此"),   W("我"),   W("我们"),
    W("我們"), W("他们"), W("他們"), W("大家"), W("双方"), W("雙方"),
    W("两人"), W("兩人"), W("自己"), W("前者"), W("后者"), W("後者"),
};
WORDS(pronoun);

static const struct str says_items[] = {W("说"),   W("說"),       W("说道"),
                                        W("坦言"), W("告诉记者"), W("告訴記者")};
WORDS(says);

static const struct str copula_items[] = {W("位于"), W("位於"), W("成为"), W("成為"),
                                          W("地处")};
WORDS(copula);

static const struct str onward_items[] = {
    W("而"), W("也"), W("同时"), W("同時"), W("因此"), W("所以"), W("此"),
};
WORDS(onward);

static const struct str list_items[] = {
    W("一是"),   W("二是"),   W("三是"), W("四是"), W("五是"),   W("其次"),
    W("再次"),   W("再者"),   W("其一"), W("其二"), W("其三"),   W("第二，"),
    W("第三，"), W("第四，"), W("一来"), W("二来"), W("另一个"),
};
WORDS(list);

static const struct str surname_items[] = {
    W("赵"),   W("趙"),   W("钱"),   W("錢"),   W("孙"),   W("孫"),   W("李"),
    W("周"),   W("吴"),   W("吳"),   W("郑"),   W("鄭"),   W("王"),   W("冯"),
    W("馮"),   W("陈"),   W("陳"),   W("褚"),   W("卫"),   W("蒋"),   W("蔣"),
    W("沈"),   W("韩"),   W("韓"),   W("杨"),   W("楊"),   W("朱"),   W("秦"),
    W("尤"),   W("许"),   W("許"),   W("何"),   W("吕"),   W("呂"),   W("施"),
    W("张"),   W("張"),   W("孔"),   W("曹"),   W("严"),   W("嚴"),   W("华"),
    W("金"),   W("魏"),   W("陶"),   W("姜"),   W("戚"),   W("谢"),   W("謝"),
    W("邹"),   W("鄒"),   W("喻"),   W("柏"),   W("窦"),   W("章"),   W("苏"),
    W("蘇"),   W("潘"),   W("葛"),   W("范"),   W("彭"),   W("郎"),   W("鲁"),
    W("魯"),   W("韦"),   W("韋"),   W("马"),   W("馬"),   W("苗"),   W("方"),
    W("俞"),   W("任"),   W("袁"),   W("柳"),   W("鲍"),   W("史"),   W("唐"),
    W("费"),   W("廉"),   W("薛"),   W("雷"),   W("贺"),   W("賀"),   W("倪"),
    W("汤"),   W("湯"),   W("罗"),   W("羅"),   W("毕"),   W("郝"),   W("安"),
    W("常"),   W("乐"),   W("于"),   W("傅"),   W("齐"),   W("康"),   W("伍"),
    W("余"),   W("顾"),   W("顧"),   W("孟"),   W("黄"),   W("黃"),   W("萧"),
    W("蕭"),   W("肖"),   W("尹"),   W("姚"),   W("邵"),   W("汪"),   W("祁"),
    W("毛"),   W("狄"),   W("戴"),   W("宋"),   W("庞"),   W("龐"),   W("熊"),
    W("纪"),   W("紀"),   W("舒"),   W("屈"),   W("项"),   W("祝"),   W("董"),
    W("梁"),   W("杜"),   W("阮"),   W("蓝"),   W("席"),   W("季"),   W("贾"),
    W("賈"),   W("路"),   W("江"),   W("童"),   W("颜"),   W("顏"),   W("郭"),
    W("梅"),   W("林"),   W("刁"),   W("钟"),   W("鍾"),   W("徐"),   W("邱"),
    W("骆"),   W("高"),   W("夏"),   W("蔡"),   W("田"),   W("樊"),   W("胡"),
    W("凌"),   W("霍"),   W("虞"),   W("万"),   W("萬"),   W("柯"),   W("卢"),
    W("盧"),   W("莫"),   W("房"),   W("裘"),   W("解"),   W("应"),   W("丁"),
    W("宣"),   W("邓"),   W("鄧"),   W("郁"),   W("单"),   W("洪"),   W("包"),
    W("左"),   W("石"),   W("崔"),   W("吉"),   W("龚"),   W("龔"),   W("程"),
    W("邢"),   W("裴"),   W("陆"),   W("陸"),   W("荣"),   W("翁"),   W("荀"),
    W("甄"),   W("曲"),   W("封"),   W("储"),   W("靳"),   W("段"),   W("巫"),
    W("焦"),   W("谷"),   W("车"),   W("侯"),   W("全"),   W("秋"),   W("仲"),
    W("宫"),   W("宁"),   W("甘"),   W("武"),   W("刘"),   W("劉"),   W("景"),
    W("詹"),   W("龙"),   W("叶"),   W("葉"),   W("黎"),   W("白"),   W("蒲"),
    W("卓"),   W("池"),   W("乔"),   W("翟"),   W("谭"),   W("譚"),   W("申"),
    W("冉"),   W("桑"),   W("牛"),   W("尚"),   W("温"),   W("庄"),   W("柴"),
    W("阎"),   W("艾"),   W("易"),   W("廖"),   W("耿"),   W("寇"),   W("沙"),
    W("关"),   W("關"),   W("游"),   W("付"),   W("涂"),   W("岳"),   W("欧阳"),
    W("歐陽"), W("司马"), W("司馬"), W("上官"), W("尉迟"), W("诸葛"), W("皇甫"),
    W("慕容"), W("司徒"), W("夏侯"), W("公孙"), W("令狐"), W("阚"),   W("牟"),
    W("井"),   W("茹"),   W("栗"),   W("仝"),   W("麻"),   W("郏"),   W("庾"),
    W("闵"),   W("简"),   W("佟"),   W("苟"),   W("覃"),   W("屠"),   W("蔺"),
};
WORDS(surname);

size_t words_at(const struct words *w, struct str t, size_t off)
{
    size_t room = t.len - off, best = 0;

    for (size_t i = 0; i < w->n; i++) {
        struct str k = w->items[i];

        if (k.len > best && k.len <= room && t.p[off] == k.p[0] &&
            !memcmp(t.p + off, k.p, k.len))
            best = k.len;
    }
    return best;
}

size_t words_before(const struct words *w, struct str t, size_t end)
{
    size_t best = 0;

    for (size_t i = 0; i < w->n; i++) {
        struct str k = w->items[i];

        if (k.len > best && k.len <= end && t.p[end - 1] == k.p[k.len - 1] &&
            !memcmp(t.p + end - k.len, k.p, k.len))
            best = k.len;
    }
    return best;
}

uint32_t body_cp(struct str t, size_t off, size_t *len)
{
    if (off >= t.len) {
        *len = 0;
        return 0;
    }
    return utf8_decode(t.p + off, len);
}

uint32_t body_cp_before(struct str t, size_t end)
{
    size_t len, off = end;

    if (!end)
        return 0;
    do
        off--;
    while (off && ((unsigned char)t.p[off] & 0xC0) == 0x80);
    return utf8_decode(t.p + off, &len);
}

bool body_in(uint32_t cp, const char *set)
{
    size_t len;

    for (; cp && *set; set += len)
        if (utf8_decode(set, &len) == cp)
            return true;
    return false;
}

size_t body_skip(struct str t, size_t off, size_t n)
{
    while (n-- && off < t.len)
        off += utf8_len((unsigned char)t.p[off]);
    return off;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == 0x3000 ||
           cp == 0xA0;
}

size_t body_skip_blanks(struct str t, size_t off, size_t end)
{
    size_t len;

    while (off < end && is_blank(body_cp(t, off, &len)))
        off += len;
    return off;
}

struct span body_trim(struct str t, struct span s)
{
    size_t off = body_skip_blanks(t, s.off, s.off + s.len), end = s.off + s.len;

    while (end > off) {
        uint32_t cp = body_cp_before(t, end);

        if (!is_blank(cp))
            break;
        end -= cp < 0x80 ? 1 : cp < 0x800 ? 2 : 3;
    }
    return (struct span){off, end - off};
}

size_t body_length(struct str t, struct span s, size_t max)
{
    size_t n = 0, off = s.off;

    while (off < s.off + s.len && n < max) {
        off += utf8_len((unsigned char)t.p[off]);
        n++;
    }
    return n;
}

bool body_is_end(uint32_t cp)
{
    return body_in(cp, "。！？…!?｡");
}

bool body_is_closer(uint32_t cp)
{
    return body_in(cp, "”’」』﹂﹄）)》】〉〕");
}

bool body_is_opener(uint32_t cp)
{
    return body_in(cp, "“「『﹁‘\"＂");
}

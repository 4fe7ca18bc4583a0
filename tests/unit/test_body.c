/* Parts of a body: what is certain (boilerplate, datelines, credits, headings, quotations kept
 * whole).  Where soft paragraphs begin is scored in tests/quality, so the picture drawn here
 * joins them: one letter a part, D dateline, P text, H heading, C credit, K caption,
 * B boilerplate, each followed by its text; = marks a heading that was there twice. */
#include "unit/check.h"

#include "article/body.h"

static const char letters[] = {
    [BLOCK_PARAGRAPH] = 'P',   [BLOCK_HEADING] = 'H', [BLOCK_QUOTE] = 'Q',
    [BLOCK_CAPTION] = 'K',     [BLOCK_CREDIT] = 'C',  [BLOCK_DATELINE] = 'D',
    [BLOCK_BOILERPLATE] = 'B',
};

/* Every byte lies in one part or is white space between parts; the order is the text's. */
static void check_cover(const char *row, const struct body *b)
{
    size_t at = 0;

    for (size_t i = 0; i < b->n_parts; i++) {
        struct span spans[] = {b->parts[i].span, b->parts[i].repeat};

        for (size_t k = 0; k < 2 && spans[k].len; k++) {
            CHECK(row, spans[k].off >= at && spans[k].off + spans[k].len <= b->text.len);
            for (; at < spans[k].off; at++)
                CHECK(row,
                      strchr(" \t\r\n\xc2\xa0\xe3\x80", b->text.p[at]) && b->text.p[at]);
            at = spans[k].off + spans[k].len;
        }
    }
    for (; at < b->text.len; at++)
        CHECK(row, strchr(" \t\r\n\xc2\xa0\xe3\x80", b->text.p[at]) && b->text.p[at]);
}

static char *draw(struct arena *a, const struct body *b)
{
    struct buf out = {0};
    char *z;

    for (size_t i = 0; i < b->n_parts; i++) {
        const struct part *p = &b->parts[i];

        if (!(p->soft && i && b->parts[i - 1].kind == p->kind))
            buf_printf(&out, "%s%c%s ", i ? "|" : "", letters[p->kind],
                       p->repeat.len ? "=" : "");
        buf_str(&out, str_slice(b->text, p->span.off, p->span.len));
    }
    z = arena_strz(a, buf_view(&out));
    buf_free(&out);
    return z;
}

struct row {
    const char *name, *text, *want;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct arena a = {0};

    for (size_t i = 0; i < n; i++) {
        struct body b = body_of_text(&a, str_of(rows[i].text));

        check_cover(rows[i].name, &b);
        CHECK_STR(rows[i].name, draw(&a, &b), rows[i].want);
        arena_reset(&a);
    }
    arena_free(&a);
}

static const struct row heading_rows[] = {
    {"doubled after a sentence",
     "渡口今天恢复通航。老船长的新航线老船长的新航线清晨六点，第一班船离岸。",
     "P 渡口今天恢复通航。|H= 老船长的新航线|P 清晨六点，第一班船离岸。"},
    {"doubled with a comma and a quotation",
     "渡口今天恢复通航。让电机唱主角，“慢一点”让电机唱主角，“慢一点”清晨六点，船离岸。",
     "P 渡口今天恢复通航。|H= 让电机唱主角，“慢一点”|P 清晨六点，船离岸。"},
    {"at the very start", "古镇夜市迎来第一批客人古镇夜市迎来第一批客人灯亮了。",
     "H= 古镇夜市迎来第一批客人|P 灯亮了。"},
    {"two in a row",
     "天晴了。今年的水位偏高今年的水位偏高下游怎么办的问题下游怎么办的问题村里开了会。",
     "P 天晴了。|H= 今年的水位偏高|H= 下游怎么办的问题|P 村里开了会。"},
    {"long one behind text without a mark",
     "名单如下澜川市北仓老街改造进入第三年澜川市北仓老街改造进入第三年雨停了。",
     "P 名单如下|H= 澜川市北仓老街改造进入第三年|P 雨停了。"},
    {"behind a single ellipsis",
     "船还没有来…老船长的新航线老船长的新航线清晨六点，第一班船离岸。",
     "P 船还没有来…|H= 老船长的新航线|P 清晨六点，第一班船离岸。"},
    {"a question as heading",
     "船到了。渡口的电动船为什么不靠岸？渡口的电动船为什么不靠岸？船长笑了。",
     "P 船到了。|H= 渡口的电动船为什么不靠岸？|P 船长笑了。"},
    {"five characters are too few", "天晴了。东岭铁路段东岭铁路段工务车间今天开工。",
     "P 天晴了。东岭铁路段东岭铁路段工务车间今天开工。"},
    {"repeated calls", "孩子们喊着。叔叔再见！叔叔再见！车开远了。",
     "P 孩子们喊着。叔叔再见！叔叔再见！车开远了。"},
    {"laughter", "他笑了。哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈，大家也笑了。",
     "P 他笑了。哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈，大家也笑了。"},
    {"inside a quotation", "他喊道：“快把闸门关上快把闸门关上！”人都跑了起来。",
     "P 他喊道：“快把闸门关上快把闸门关上！”人都跑了起来。"},
};

static const struct row credit_rows[] = {
    {"design", "问题由此而来。苏芷 设计走进车间，机器在转。",
     "P 问题由此而来。|C 苏芷 设计|P 走进车间，机器在转。"},
    {"agency behind a quotation", "他说：“慢慢来。”江畔视觉 资料图2月下旬，工程开工。",
     "P 他说：“慢慢来。”|C 江畔视觉 资料图|P 2月下旬，工程开工。"},
    {"photographer", "船靠岸了。栗可摄老人提着篮子下船。",
     "P 船靠岸了。|C 栗可摄|P 老人提着篮子下船。"},
    {"traditional", "會場外排起長龍。黎述平攝選舉在下午舉行。",
     "P 會場外排起長龍。|C 黎述平攝|P 選舉在下午舉行。"},
    {"reporter with blanks", "试点从四月开始。新华社记者 林晚 摄地里的水慢慢退了。",
     "P 试点从四月开始。|C 新华社记者 林晚 摄|P 地里的水慢慢退了。"},
    {"given by the person", "老屋保住了。受访者供图五月，工匠回来了。",
     "P 老屋保住了。|C 受访者供图|P 五月，工匠回来了。"},
    {"source", "老屋保住了。图片来源：视觉中国五月，工匠回来了。",
     "P 老屋保住了。|C 图片来源：视觉中国|P 五月，工匠回来了。"},
    {"bracket", "老屋保住了。（图源：受访者）五月，工匠回来了。",
     "P 老屋保住了。|C （图源：受访者）|P 五月，工匠回来了。"},
    {"bracket with who gave them", "结果五月才知道。（图片均由受访者提供）晚上，灯亮了。",
     "P 结果五月才知道。|C （图片均由受访者提供）|P 晚上，灯亮了。"},
    {"foreign page", "校友到場投票。Harbour View Facebook圖片晚上點票。",
     "P 校友到場投票。|C Harbour View Facebook圖片|P 晚上點票。"},
    {"credit, then heading",
     "路修好了。江畔视觉 资料图山里的第一所中学山里的第一所中学九月开学。",
     "P 路修好了。|C 江畔视觉 资料图|H= 山里的第一所中学|P 九月开学。"},
    {"no credit: to take pictures", "天亮了。记者在山顶拍摄了日出。",
     "P 天亮了。记者在山顶拍摄了日出。"},
    {"no credit: to take in", "专家提醒。老人每天盐摄入量不宜超过五克。",
     "P 专家提醒。老人每天盐摄入量不宜超过五克。"},
    {"no credit: to offer", "天亮了。合作社提供了三台机器。",
     "P 天亮了。合作社提供了三台机器。"},
    {"no credit: a product offers", "天亮了。Harbour AI 提供新的办法。",
     "P 天亮了。Harbour AI 提供新的办法。"},
    {"no credit: a designer", "天亮了。两名船舶设计师来到渡口。",
     "P 天亮了。两名船舶设计师来到渡口。"},
    {"no credit: a screenshot is spread", "天亮了。有人把聊天截图发到群里。",
     "P 天亮了。有人把聊天截图发到群里。"},
};

static const struct row lead_rows[] = {
    {"wire with reporter", "江畔社澜川3月5日电（记者柯望舒）渡口恢复通航。",
     "D 江畔社澜川3月5日电（记者柯望舒）|P 渡口恢复通航。"},
    {"wire in brackets of a column", "（两会观察）江畔社澜川3月5日电 渡口恢复通航。",
     "D （两会观察）|D 江畔社澜川3月5日电|P 渡口恢复通航。"},
    {"paper", "本报澜川3月10日电（记者方既白、茹一舟）春天到了。",
     "D 本报澜川3月10日电（记者方既白、茹一舟）|P 春天到了。"},
    {"television", "江畔网消息（晚间播报）：老街的灯亮了。",
     "D 江畔网消息（晚间播报）：|P 老街的灯亮了。"},
    {"own report", "本报讯（记者 茹一舟）老街的灯亮了。",
     "D 本报讯（记者 茹一舟）|P 老街的灯亮了。"},
    {"byline", "本报记者 柯望舒 林晚 老街的灯亮了。",
     "D 本报记者 柯望舒 林晚|P 老街的灯亮了。"},
    {"central agency", "（中央社澜川20日綜合外電報導）老街的燈亮了。",
     "D （中央社澜川20日綜合外電報導）|P 老街的燈亮了。"},
    {"headline glued before the wire",
     "老街的灯又亮了新华社澜川3月5日电（记者柯望舒）灯亮了。",
     "H 老街的灯又亮了|D 新华社澜川3月5日电（记者柯望舒）|P 灯亮了。"},
    {"a reporter who acts is text", "记者在现场看到，灯亮了。",
     "P 记者在现场看到，灯亮了。"},
    {"news that comes in is text", "消息传来，全村都醒了。", "P 消息传来，全村都醒了。"},
};

static const struct row tail_rows[] = {
    {"app and feedback",
     "灯亮了。(本文来自江畔新闻，更多资讯请下载“江畔新闻”APP)举报/反馈",
     "P 灯亮了。|B (本文来自江畔新闻，更多资讯请下载“江畔新闻”APP)|B 举报/反馈"},
    {"end and editor", "灯亮了。(完)【编辑:方既白】",
     "P 灯亮了。|B (完)|B 【编辑:方既白】"},
    {"editor in charge", "灯亮了。责任编辑：方既白", "P 灯亮了。|B 责任编辑：方既白"},
    {"page of the paper", "灯亮了。（本版责编：苏芷）",
     "P 灯亮了。|B （本版责编：苏芷）"},
    {"reporters", "灯亮了。（本报记者方既白、茹一舟）",
     "P 灯亮了。|B （本报记者方既白、茹一舟）"},
    {"more hands", "灯亮了。（柯望舒、林晚参与采写）",
     "P 灯亮了。|B （柯望舒、林晚参与采写）"},
    {"disclaimer", "灯亮了。免责声明：以上内容不构成建议。如有疑问请联系我们。",
     "P 灯亮了。|B 免责声明：以上内容不构成建议。如有疑问请联系我们。"},
    {"portal", "灯亮了。返回搜狐，查看更多责任编辑：",
     "P 灯亮了。|B 返回搜狐，查看更多|B 责任编辑："},
    {"link", "灯亮了。[查看原文](https://tv.jiangpan.example/a?b=1)",
     "P 灯亮了。|B [查看原文](https://tv.jiangpan.example/a?b=1)"},
    {"old headline in front", "（原标题：老街的灯）灯亮了。",
     "B （原标题：老街的灯）|P 灯亮了。"},
    {"player in front", "您的浏览器暂时无法播放此视频灯亮了。",
     "B 您的浏览器暂时无法播放此视频|P 灯亮了。"},
    {"the same words inside are text",
     "她在责任编辑：一栏写下名字。后来灯亮了，人也来了，一直坐到天亮才走。",
     "P 她在责任编辑：一栏写下名字。后来灯亮了，人也来了，一直坐到天亮才走。"},
    {"nothing but boilerplate", "举报/反馈", "B 举报/反馈"},
};

static const struct row line_rows[] = {
    {"lines are parts", "灯亮了。\n船来了。\n", "P 灯亮了。|P 船来了。"},
    {"blank lines and CR", "灯亮了。\r\n\r\n　　船来了。\r\n", "P 灯亮了。|P 船来了。"},
    {"heading", "灯亮了。\n老街的夜\n船来了。", "P 灯亮了。|H 老街的夜|P 船来了。"},
    {"markdown heading", "灯亮了。\n### 老街的夜，比从前长\n船来了。",
     "P 灯亮了。|H ### 老街的夜，比从前长|P 船来了。"},
    {"heading in two lines", "灯亮了。\n老街的夜\n老街的夜\n船来了。",
     "P 灯亮了。|H= 老街的夜|P 船来了。"},
    {"heading twice in a line", "灯亮了。\n老街夜里的灯火 老街夜里的灯火\n船来了。",
     "P 灯亮了。|H= 老街夜里的灯火|P 船来了。"},
    {"a question is text", "灯亮了。\n谁来付电费？\n“我来。”",
     "P 灯亮了。|P 谁来付电费？|P “我来。”"},
    {"what introduces is text", "他接着说：\n“我来。”", "P 他接着说：|P “我来。”"},
    {"caption", "▲老街的灯在傍晚亮起。\n灯亮了。", "K ▲老街的灯在傍晚亮起。|P 灯亮了。"},
    {"caption with photographer", "灯亮了。\n老街在夜里醒来。黎述平攝\n船来了。",
     "P 灯亮了。|K 老街在夜里醒来。黎述平攝|P 船来了。"},
    {"credit", "灯亮了。\n江畔视觉 资料图\n船来了。",
     "P 灯亮了。|C 江畔视觉 资料图|P 船来了。"},
    {"dateline before text", "江畔社澜川3月5日电（记者柯望舒）灯亮了。\n船来了。",
     "D 江畔社澜川3月5日电（记者柯望舒）|P 灯亮了。|P 船来了。"},
    {"dateline as a line", "江畔社澜川3月5日电题：老街的灯\n江畔社记者柯望舒\n灯亮了。",
     "D 江畔社澜川3月5日电题：老街的灯|D 江畔社记者柯望舒|P 灯亮了。"},
    {"end beside text", "灯亮了。\n船来了。(完)\n【编辑:方既白】",
     "P 灯亮了。|P 船来了。|B (完)|B 【编辑:方既白】"},
    {"television", "播音员：\n「灯亮了。」\n（江畔新聞綜合報導）",
     "P 播音员：|P 「灯亮了。」|B （江畔新聞綜合報導）"},
};

static const struct row edge_rows[] = {
    {"empty", "", ""},
    {"blanks", " \n　\n", ""},
    {"one character", "灯", "P 灯"},
    {"only marks", "。。。！？……", "P 。。。！？……"},
    {"only opening marks", "“““““「「（（", "P “““““「「（（"},
    {"no end", "灯亮了，船来了", "P 灯亮了，船来了"},
};

static void headings(void **state)
{
    (void)state;
    check_rows(heading_rows, sizeof heading_rows / sizeof *heading_rows);
}

static void credits(void **state)
{
    (void)state;
    check_rows(credit_rows, sizeof credit_rows / sizeof *credit_rows);
}

static void leads(void **state)
{
    (void)state;
    check_rows(lead_rows, sizeof lead_rows / sizeof *lead_rows);
}

static void tails(void **state)
{
    (void)state;
    check_rows(tail_rows, sizeof tail_rows / sizeof *tail_rows);
}

static void lines(void **state)
{
    (void)state;
    check_rows(line_rows, sizeof line_rows / sizeof *line_rows);
}

static void edges(void **state)
{
    (void)state;
    check_rows(edge_rows, sizeof edge_rows / sizeof *edge_rows);
}

/* No part but the first may begin with one of these. */
static const struct {
    const char *name, *text, *never;
} whole_rows[] = {
    {"his words, his verb",
     "渡口停了三天。“船没有坏，是人不敢坐。”老船长霍长庚说，电动船太安静，老人反而害怕。",
     "老船长"},
    {"pronoun after words", "渡口停了三天。“船没有坏，是人不敢坐。”他说，大家要习惯。",
     "他说"},
    {"verb ends the sentence",
     "渡口停了三天。“船没有坏。”县政协委员霍长庚说。第二天船开了。", "县政协"},
    {"split words", "渡口停了三天。“船没有坏。”霍长庚说，“人不敢坐。”第二天船开了。",
     "霍长庚"},
    {"questions inside",
     "他问了很多：“为什么停？谁来修？什么时候开？修好了谁先坐？”没有人答。", "谁来"},
    {"nested", "她说：“他喊‘开船！’，我没听见。船就走了。”后来她等下一班。", "我没"},
    {"corner marks", "她說：「先等等。等水退了。再開船。」後來水退了。", "等水退"},
    {"straight marks", "她说：\"先等等。等水退了。再开船。\"后来水退了。", "等水退"},
    {"brackets", "船停了（原因不明。有人说是电。有人说是水。）大家散了。", "有人说是水"},
};

static void quotations(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof whole_rows / sizeof *whole_rows; i++) {
        struct body b = body_of_text(&a, str_of(whole_rows[i].text));

        check_cover(whole_rows[i].name, &b);
        for (size_t k = 1; k < b.n_parts; k++)
            CHECK(whole_rows[i].name, !str_starts(str_from(b.text, b.parts[k].span.off),
                                                  str_of(whole_rows[i].never)));
    }
    arena_free(&a);
}

/* One forgotten mark costs no later break: with and without it the starts behind are equal. */
static void forgotten_mark(void **state)
{
    static const char rest[] =
        "县政协委员霍长庚表示，电动船开了三个月，乘客从每天四百人涨到九百人，码头上的小店"
        "也多了两家。"
        "与此同时，下游的两个渡口也提出了申请，希望年内用上同样的船，船厂已经排出了日程。"
        "3月20日，第二条电动船下水，岸上站满了人，有人放了鞭炮，也有人带来了从前的船票。";
    struct arena a = {0};
    struct buf texts[2] = {{0}, {0}};
    size_t n[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        buf_z(&texts[i], i ? "他说“船来了。" : "他说船来了。");
        for (int k = 0; k < 12; k++)
            buf_z(&texts[i], rest);
        n[i] = body_of_text(&a, buf_view(&texts[i])).n_parts;
    }
    CHECK_INT("paragraphs are found at all", n[0] > 12, true);
    CHECK_INT("with a mark that never closes", n[1], n[0]);
    for (int i = 0; i < 2; i++)
        buf_free(&texts[i]);
    arena_free(&a);
}

/* Soft and certain: what follows a heading or a credit is certain, the rest is not. */
static void certainty(void **state)
{
    struct arena a = {0};
    struct body b = body_of_text(
        &a, STR("灯亮了。江畔视觉 资料图老街夜里的灯火老街夜里的灯火船来了。"));

    (void)state;
    CHECK_INT("parts", b.n_parts, 4);
    CHECK_INT("first is the file's", b.parts[0].derived, false);
    for (size_t i = 1; i < b.n_parts; i++) {
        CHECK_INT("derived", b.parts[i].derived, true);
        CHECK_INT("certain", b.parts[i].soft, false);
    }
    CHECK_INT("folded", b.n_folded, 1);
    CHECK_INT("one line", b.one_line, true);
    b = body_of_text(&a, STR("灯亮了。\n船来了。"));
    CHECK_INT("lines are the file's", b.parts[1].derived, false);
    CHECK_INT("lines", b.one_line, false);
    arena_free(&a);
}

static void given(void **state)
{
    struct arena a = {0};
    struct given_block blocks[] = {
        {BLOCK_HEADING, {0, 12}, {"", 0}, {"", 0}},
        {BLOCK_QUOTE, {13, 12}, STR_INIT("仝守田"), STR_INIT("店主")},
    };
    struct article art = {
        .body = STR("老街的灯\n灯亮了。\n船来了。"), .given = blocks, .n_given = 2};
    struct body b = body_parts(&a, &art);

    (void)state;
    check_cover("given", &b);
    CHECK_STR("given", draw(&a, &b), "H 老街的灯|Q 灯亮了。|P 船来了。");
    CHECK_STR("speaker", arena_strz(&a, part_speaker(&b.parts[1])), "仝守田");
    CHECK_INT("not derived", b.parts[1].derived, false);
    CHECK_INT("text between blocks", b.parts[2].derived, true);
    arena_free(&a);
}

/* Bodies made to be slow: each is large, and done in the time of a test. */
static void floods(void **state)
{
    static const char *const units[] = {"“",  "字", "。",   "甲乙丙丁戊己", "‘”（」",
                                        "——", "(",  "“。”", "编辑：",       "a?"};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf text = {0};
        struct body b;

        while (text.len < 300000)
            buf_z(&text, units[i]);
        b = body_of_text(&a, buf_view(&text));
        check_cover(units[i], &b);
        buf_free(&text);
        arena_reset(&a);
    }
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(headings),       cmocka_unit_test(credits),
    cmocka_unit_test(leads),          cmocka_unit_test(tails),
    cmocka_unit_test(lines),          cmocka_unit_test(edges),
    cmocka_unit_test(quotations),     cmocka_unit_test(given),
    cmocka_unit_test(forgotten_mark), cmocka_unit_test(certainty),
    cmocka_unit_test(floods),
};
const struct check_suite suite_body = {"body", tests, sizeof tests / sizeof *tests};

#include "unit/check.h"
#include "unit/load_dump.h"

struct row {
    const char *name, *path, *raw, *want;
};

static void check_rows(const struct row *rows, size_t n, bool reset_each)
{
    struct dump d = {.reset_each = reset_each};

    for (size_t i = 0; i < n; i++)
        CHECK_STR(rows[i].name, dump_load(&d, rows[i].path, str_of(rows[i].raw), false),
                  rows[i].want);
    dump_free(&d);
}
#define CHECK_ROWS(rows, reset) check_rows((rows), sizeof(rows) / sizeof *(rows), (reset))

static const struct row one[] = {
    {"flat", "a.yaml",
     "标题: 夜里的灯\n链接: https://a.example/1\n总结: 灯亮着。\n关键词: 灯,  "
     "夜\nAI技术: 甲、乙\n行业: 电力\n",
     "= 夜里的灯\nurl https://a.example/1\nbody 灯亮着。\n关键词: 灯 | 夜\nAI技术: 甲 | "
     "乙\n行业: 电力\n"},
    {"all kinds of fields", "a.yaml",
     "title: t\nbody: b\nsource: s\nauthor: [甲, 乙]\nkeywords: [a、b, c]\n说明: n, m\n",
     "= t\nsource s\nauthor 甲、乙\nbody b\nkeywords: a、b | c\n说明 (note): n, m\n"},
    {"no newline at the end", "a.txt", "标题: a\n总结: b", "= a\nbody b\n"},
    {"CR LF", "a.yml", "标题: a\r\n总结: b\r\n行业: c\r\n", "= a\nbody b\n行业: c\n"},
    {"CR", "a.yml", "标题: a\r总结: b\r", "= a\nbody b\n"},
    {"mark", "a.yml", "\xEF\xBB\xBF标题: a\n总结: b\n", "= a\nbody b\n"},
    {"blank lines", "a.yml", "标题: a\n\n\n总结: b  \n", "= a\nbody b\n"},
    {"comments", "a.yml", "# x\n标题: a\n# 总结: x\n总结: b\n", "= a\nbody b\n"},
    {"literal", "a.yml", "标题: a\n总结: |\n  一\n\n  二\n", "= a\nbody 一\\n\\n二\\n\n"},
    {"folded", "a.yml", "标题: a\n总结: >-\n  一\n  二\n", "= a\nbody 一 二\n"},
    {"plain over lines", "a.yml", "标题: a\n总结: 一\n  二\n", "= a\nbody 一 二\n"},
    {"quotes", "a.yml", "标题: \"a: b # c\"\n总结: 'it''s'\n", "= a: b # c\nbody it's\n"},
    {"number and truth are text", "a.yml", "标题: 2024\n总结: yes\n",
     "= 2024\nbody yes\n"},
    {"alias", "a.yml", "标题: &t 灯\n总结: *t\n", "= 灯\nbody 灯\n"},
    {"alias of a list", "a.yml", "标题: t\n总结: b\n行业: &l [x, y]\n地区: *l\n",
     "= t\nbody b\n行业: x | y\n地区: x | y\n"},
    {"core tag", "a.yml", "标题: !!str 12\n总结: b\n", "= 12\nbody b\n"},
    {"markers", "a.yml", "%YAML 1.1\n---\n标题: a\n总结: b\n...\n", "= a\nbody b\n"},
    {"unknown extension", "notes", "标题: a\n总结: b\n", "= a\nbody b\n"},
    {"url of another kind", "a.yml", "标题: a\n链接: ftp://x\n总结: b\n",
     "= a\nurl ftp://x\nbody b\n! 2:5 W210\n"},
    {"live controls", "a.yml", "标题: \"\\e]52;c\\x9b\"\n总结: b\n",
     "= \\x1b]52;c\xC2\x9B\nbody b\n! 1:5 N303\n"},
};

static void one_article(void **state)
{
    (void)state;
    CHECK_ROWS(one, false);
}

static const struct row faults[] = {
    {"empty", "a.yml", "", "! 0:0 E103\n"},
    {"only comments", "a.yml", "# a\n\n---\n", "! 0:0 E103\n"},
    {"no body", "a.yml", "标题: a\n链接: https://a.example\n", "! 3:1 E102\n"},
    {"no title", "a.yml", "总结: b\n", "= \nbody b\n! 2:1 E101\n"},
    {"null", "a.yml", "标题: ~\n总结:\n",
     "! 1:5 W213\n! 2:4 W213\n! 3:1 E101\n! 3:1 E102\n"},
    {"blank body", "a.yml", "标题: a\n总结: '  '\n", "! 3:1 E102\n"},
    {"only a line end of YAML", "a.yml", "\xC2\x85", "! 0:0 E103\n"},
    {"prose", "a.txt", "只是一段文字\n", "! 1:1 E104\n"},
    {"keys of something else", "a.yml", "甲: 乙\n丙: 丁\n", "! 1:1 E104\n"},
    {"number", "a.txt", "12\n", "! 1:1 E104\n"},
    {"map as title", "a.yml", "标题:\n  a: b\n总结: c\n", "= a: b\nbody c\n! 2:3 E105\n"},
    {"list as title", "a.yml", "标题:\n- a\n- b\n总结: c\n",
     "= a b\nbody c\n! 2:1 W214\n"},
    {"map as facet", "a.yml", "标题: a\n总结: b\n行业:\n  x: y\n",
     "= a\nbody b\n行业: x: y\n! 4:3 E105\n"},
    {"map as body", "a.yml", "标题: a\n总结: {x: y}\n",
     "= a\nbody {x: y}\nby lines\n! 2:5 W203\n"},
    {"list as key", "a.yml", "标题: a\n总结: b\n? [x]\n: y\n",
     "= a\nbody b\n! 3:3 E117\n"},
    {"repeated keys", "a.yml", "标题: a\n标题: b\n总结: c\n总结: d\n行业: e\n行业: f\n",
     "= a\nbody c\n标题 (note): b\n总结 (note): d\n行业: e\n行业: f\n! 2:1 W208\n! 4:1 "
     "W208\n! 6:1 W208\n"},
    {"two names", "a.yml", "标题: a\ntitle: b\n正文: c\n",
     "= a\nbody c\ntitle (note): b\n! 2:1 W215\n"},
    {"null, then a value", "a.yml", "标题:\ntitle: b\n正文: c\n",
     "= b\nbody c\n! 1:4 W213\n"},
    {"empty key", "a.yml", "标题: a\n正文: c\n'': x\n",
     "= a\nbody c\n (note): x\n! 3:1 W218\n"},
    {"not UTF-8", "a.yml", "标题: a\n正文: c\xFF\n",
     "= a\nbody c\xEF\xBF\xBD\n! 2:6 N302\n"},
    {"undefined alias", "a.yml", "标题: *a\n正文: c\n",
     "= *a\nbody c\nby lines\n! 1:5 W212\n"},
    {"unused anchor", "a.yml", "标题: &a 灯\n正文: !b 火\n",
     "= &a 灯\nbody !b 火\nby lines\n! 1:5 W207\n! 2:5 W207\n"},
    {"comment tail", "a.yml", "标题: a # b\n正文: #话题# c\n",
     "= a # b\nbody #话题# c\nby lines\n! 1:7 W201\n! 2:5 W201\n"},
    {"bad date", "a.yml", "标题: a\n日期: 昨天\n正文: c\n", "= a\nbody c\n! 2:5 W211\n"},
};

static void faulty(void **state)
{
    (void)state;
    CHECK_ROWS(faults, false);
}

static const struct row blocks[] = {
    {"all kinds", "a.yml",
     "标题: t\n正文:\n- 一\n- 段落: 二\n- 小标题: 三\n- 引语: 四\n  发言人: 甲\n  身份: "
     "[馆长, 委员]\n"
     "- 图注: 五\n- quote: 六\n  speaker: 乙\n  titles: 馆长\n",
     "= t\nbody 一\\n二\\n三\\n四\\n五\\n六\n> paragraph: 一\n> paragraph: 二\n> "
     "heading: 三\n"
     "> quote 甲 (馆长、委员): 四\n> caption: 五\n> quote 乙 (馆长): 六\n"},
    {"a colon in a paragraph", "a.yml", "标题: t\n正文:\n- 他说: 走\n- 二 # 三\n",
     "= t\nbody 他说: 走\\n二 # 三\n> paragraph: 他说: 走\n> paragraph: 二 # 三\n! 3:3 "
     "W216\n! 4:5 W201\n"},
    {"a speaker alone", "a.yml", "标题: t\n正文:\n- 发言人: 甲\n  段落: 一\n",
     "= t\nbody 发言人: 甲\\n一\n> paragraph: 发言人: 甲\n> paragraph: 一\n! 3:3 W216\n"},
    {"a list in the list", "a.yml", "标题: t\n正文:\n- [一, 二]\n- ~\n- ''\n",
     "= t\nbody 一\\n二\n> paragraph: 一\n> paragraph: 二\n! 3:3 W214\n"},
    {"empty", "a.yml", "标题: t\n正文: []\n", "! 3:1 E102\n"},
    {"json", "a.json", "{\"title\":\"t\",\"body\":[\"p\",{\"heading\":\"h\"}]}",
     "= t\nbody p\\nh\n> paragraph: p\n> heading: h\n"},
};

static void block_lists(void **state)
{
    (void)state;
    CHECK_ROWS(blocks, false);
}

static const struct row many[] = {
    {"documents", "a.yml",
     "---\n标题: a\n总结: b\n---\n标题: c\n总结: d\n...\n# x\n---\n标题: e\n总结: f\n",
     "= a\nbody b\n= c\nbody d\n= e\nbody f\n"},
    {"a bad one between", "a.yml", "标题: a\n总结: b\n---\n- [\n---\n标题: c\n总结: d\n",
     "= a\nbody b\n= c\nbody d\n! 5:1 E106\n"},
    {"list", "a.yml", "- 标题: a\n  总结: b\n-\n  标题: c\n  总结: d\n",
     "= a\nbody b\n= c\nbody d\n"},
    {"a bad item", "a.yml",
     "- 标题: a\n  总结: b\n- 标题: \"c\" x\n  总结: d: e\n- 坏\n- 标题: f\n  总结: g\n",
     "= a\nbody b\n= \"c\" x\nbody d: e\nby lines\n= f\nbody g\n! 3:7 W203\n! 4:8 "
     "W202\n! 5:3 E104\n"},
    {"item after item with anchors", "a.yml",
     "- {标题: &a x, 总结: *a}\n- {标题: *a, 总结: y}\n",
     "= x\nbody x\n= *a\nbody y\nby lines\n! 2:8 W212\n"},
    {"tagged list", "a.yml", "!!seq\n- 标题: a\n  总结: b\n- 标题: c\n  总结: d\n",
     "= a\nbody b\n= c\nbody d\n"},
    {"json lines", "a.jsonl",
     "{\"title\":\"a\",\"body\":\"b\"}\n\nno\n{\"title\":\"c\",\"body\":\"d\"}\r\n[]\n",
     "= a\nbody b\n= c\nbody d\n! 3:1 E109\n"},
    {"json lines on stdin", "-",
     "{\"title\":\"a\",\"body\":\"b\"}\nno\n{\"title\":\"c\",\"body\":\"d\"}\n",
     "= a\nbody b\n= c\nbody d\n! 2:1 E109\n"},
    {"json array", "a.json",
     "[{\"title\":\"a\",\"body\":\"b\"},\n 1,\n {\"title\":\"c\",\"body\":\"d\"}]",
     "= a\nbody b\n= c\nbody d\n! 2:2 E104\n"},
    {"json array, broken", "a.json", "[{\"title\":\"a\",\"body\":\"b\"},\n {\"title\"}]",
     "= a\nbody b\n! 2:10 E109\n"},
    {"json in yaml", "a.yaml", "{\"title\":\"\\ud83d\\ude00\\/\",\"body\":\"b\"}",
     "= 😀/\nbody b\n"},
    {"flow in yaml", "a.yaml", "{标题: a, 总结: b}", "= a\nbody b\n"},
    {"flow list in yaml", "a.yaml", "[{标题: a, 总结: b},\n {标题: c, 总结: d}]",
     "= a\nbody b\n= c\nbody d\n"},
};

static void many_articles(void **state)
{
    (void)state;
    CHECK_ROWS(many, false);
    CHECK_ROWS(many, true);
}

static const struct row json[] = {
    {"escapes", "a.json",
     "{\"title\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u6807\",\"body\":\"b\"}",
     "= \"\\/\\x08\\x0c\\n\\x0d\\x09标\nbody b\n! 1:10 N303\n"},
    {"lone surrogate", "a.json", "{\"title\":\"\\ud83dx\",\"body\":\"b\"}",
     "= \xEF\xBF\xBDx\nbody b\n! 1:10 N302\n"},
    {"lone surrogates", "a.json", "{\"title\":\"\\ud83dx\\ud83d\",\"body\":\"b\"}",
     "= \xEF\xBF\xBDx\xEF\xBF\xBD\nbody b\n! 1:10 N302\n"},
    {"values", "a.json", "{\"title\":1.5e3,\"body\":true,\"x\":null,\"y\":[-1,\"z\"]}",
     "= 1.5e3\nbody true\nx:\ny: -1 | z\n"},
    {"bad number", "a.json", "{\"title\":01,\"body\":\"b\"}", "! 1:10 E109\n"},
    {"bad escape", "a.json", "{\"title\":\"\\x\"}", "! 1:11 E109\n"},
    {"raw newline", "a.json", "{\"title\":\"a\nb\"}", "! 1:12 E109\n"},
    {"trailing comma", "a.json", "{\"title\":\"a\",}", "! 1:14 E109\n"},
    {"two values", "a.json",
     "{\"title\":\"a\",\"body\":\"b\"} {\"title\":\"c\",\"body\":\"d\"}",
     "= a\nbody b\n= c\nbody d\n"},
    {"text behind", "a.json", "{\"title\":\"a\",\"body\":\"b\"} x",
     "= a\nbody b\n! 1:26 E109\n"},
    {"unfinished", "a.json", "{\"title\":\"标题", "! 1:13 E109\n"},
    {"not an object", "a.json", "\"x\"", "! 1:1 E104\n"},
};

static void json_files(void **state)
{
    (void)state;
    CHECK_ROWS(json, false);
}

#define DATED(body) "标题: a\n总结: " body "\n"
static const struct {
    const char *name, *raw, *want;
} dates[] = {
    {"field", "日期: 2024年3月5日\n" DATED("x"), "2024-03-05"},
    {"field wins", "日期: 2023-01-02\n链接: https://a.example/2024/03/05/\n" DATED("x"),
     "2023-01-02"},
    {"words around", "日期: 发布于2024-03-05 10:20\n" DATED("x"), "2024-03-05"},
    {"day without a year", "日期: 3月5日\n链接: https://a.example/2024/01/\n" DATED("x"),
     "2024-03-05?"},
    {"address", "链接: https://a.example/2024/03/05/\n" DATED("2020年1月1日"),
     "2024-03-05?"},
    {"text", DATED("会议2024年3月5日开幕。"), "2024-03-05?"},
    {"month", DATED("2024年3月，会议开幕。"), "2024-03?"},
    {"day with the year before it", DATED("2024年会议正在举行。3月5日，馆长说。"),
     "2024-03?"},
    {"the year nearest before it", DATED("2019年开馆，2024年扩建。3月5日，馆长说。"),
     "2024-03?"},
    {"dateline", DATED("某某社某地3月5日电 2024年的春天到了。"), "2024-03-05?"},
    {"year alone", DATED("2024年的春天到了。"), ""},
    {"day alone", DATED("3月5日，馆长说。"), ""},
    {"impossible", DATED("2024年2月30日"), ""},
};

static void inferred_dates(void **state)
{
    struct dump d = {0};
    char want[64];

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        for (int summary = 0; summary < 2; summary++) {
            const char *got;
            d.summary = summary;
            got = dump_load(&d, "a.yml", str_of(dates[i].raw), false);
            snprintf(want, sizeof want, "\ndate %s\n", dates[i].want);
            CHECK(dates[i].name,
                  dates[i].want[0] ? strstr(got, want) != NULL : !strstr(got, "\ndate "));
        }
    dump_free(&d);
}

/* Only the opening counts: 600 characters. */
static void dates_far_down(void **state)
{
    struct dump d = {0};

    (void)state;
    for (int far = 0; far < 2; far++) {
        struct buf b = {0};
        buf_z(&b, "标题: a\n总结: ");
        for (int i = 0; i < (far ? 600 : 580); i++)
            buf_z(&b, "字");
        buf_z(&b, "2024年3月5日\n");
        CHECK_INT("far", strstr(dump_load(&d, "a", buf_view(&b), false), "date") == NULL,
                  far);
        buf_free(&b);
    }
    dump_free(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_article),    cmocka_unit_test(faulty),
    cmocka_unit_test(block_lists),    cmocka_unit_test(many_articles),
    cmocka_unit_test(json_files),     cmocka_unit_test(inferred_dates),
    cmocka_unit_test(dates_far_down),
};
const struct check_suite suite_load = {"load", tests, sizeof tests / sizeof *tests};

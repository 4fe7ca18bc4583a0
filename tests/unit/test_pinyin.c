#include "text/pinyin.h"
#include "text/utf8.h"
#include "unit/check.h"

static uint32_t first_cp(const char *z)
{
    size_t len;
    return utf8_decode(z, &len);
}

static void readings(void **state)
{
    static const struct {
        const char *han, *want;
    } rows[] = {
        {"丁", "ding1 zheng1"},
        {"单", "dan1 chan2 shan4"},
        {"翟", "di2 zhai2"},
        {"律", "lv4"},
        {"〇", "ling2"},
        {"乾", "qian2 gan1"},
        {"a", ""},
        {"。", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(rows[i].han, pinyin_readings(first_cp(rows[i].han)), rows[i].want);
    CHECK_STR("beyond", pinyin_readings(UINT32_MAX), "");
}

static void names(void **state)
{
    static const struct {
        const char *name, *want;
    } rows[] = {
        {"丁光宏", "dīng guāng hóng"},
        {"单霁翔", "shàn jì xiáng"},
        {"尉迟敬", "yù chí jìng"},
        {"单于明", "chán yú míng"},
        {"吕律", "lǚ lǜ"},
        {"欧阳修", "ōu yáng xiū"},
        {"任伟", "rén wěi"},
        {"周杰", "zhōu jié"},
        {"Tim", "Tim"},
        {"查尔斯·利伯", "chá ěr sī · lì bó"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        pinyin_add_name(&b, str_of(rows[i].name));
        CHECK_STR(rows[i].name, b.len ? b.p : "", rows[i].want);
        buf_free(&b);
    }
}

/* As readers of 现代汉语词典 look names up. */
static void order(void **state)
{
    static const char *const sorted[] = {
        "Anna",   "丁光宏", "黄勇平", "金力", "利伯", "Mary", "钱锋", "任伟",
        "单霁翔", "汪小帆", "尉迟敬", "曾毅", "张英", "张鹰", "张颖", "Zoe",
    };
    struct buf last = {0};

    (void)state;
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        struct buf key = {0};
        pinyin_add_key(&key, str_of(sorted[i]));
        CHECK(sorted[i], i == 0 || str_cmp(buf_view(&last), buf_view(&key)) < 0);
        buf_free(&last);
        last = key;
    }
    buf_free(&last);
}

static void rare(void **state)
{
    static const struct {
        const char *han;
        bool want;
    } rows[] = {{"丁", false}, {"翟", true},  {"霁", true},  {"單", false},
                {"a", false},  {"〇", false}, {"錢", false}, {"𠮷", true}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_INT(rows[i].han, pinyin_is_rare(first_cp(rows[i].han)), rows[i].want);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(readings), cmocka_unit_test(names), cmocka_unit_test(order),
    cmocka_unit_test(rare)};
const struct check_suite suite_pinyin = {"pinyin", tests, sizeof tests / sizeof *tests};

#include "base/arena.h"
#include "text/date.h"
#include "unit/check.h"

static const char *shown(struct buf *b, struct date d)
{
    buf_reset(b);
    buf_z(b, "");
    date_add(b, d);
    return b->p;
}

static const struct {
    const char *in, *whole, *anywhere; /* "" = no date */
} texts[] = {
    {"2024-03-05", "2024-03-05", "2024-03-05"},
    {"2024/3/5", "2024-03-05", "2024-03-05"},
    {"2024.03.05", "2024-03-05", "2024-03-05"},
    {"20240305", "2024-03-05", "2024-03-05"},
    {"2024-03", "2024-03", ""},
    {"2024", "2024", ""},
    {"2024年", "2024", "2024"},
    {"2024年3月", "2024-03", "2024-03"},
    {"2024年3月5日", "2024-03-05", "2024-03-05"},
    {"2024年3月5号", "2024-03-05", "2024-03-05"},
    {"2024 年 3 月 5 日", "2024-03-05", "2024-03-05"},
    {"二〇二四年三月五日", "2024-03-05", "2024-03-05"},
    {"二零二四年十二月二十五日", "2024-12-25", "2024-12-25"},
    {"二〇二四年十月三十一日", "2024-10-31", "2024-10-31"},
    {"２０２４年３月５日", "2024-03-05", "2024-03-05"},
    {"  2024-03-05  ", "2024-03-05", "2024-03-05"},
    {"2024-03-05 10:20", "2024-03-05", "2024-03-05"},
    {"2024-03-05T10:20:00+08:00", "2024-03-05", "2024-03-05"},
    {"2024年3月5日 10时20分 星期二", "2024-03-05", "2024-03-05"},
    {"2024-02-29", "2024-02-29", "2024-02-29"},
    {"2023-02-29", "", ""},
    {"1900-02-29", "", ""},
    {"2024-02-30", "", ""},
    {"2024年2月30日", "", ""},
    {"2024-13-01", "", ""},
    {"2024年13月", "", ""},
    {"2024-04-31", "", ""},
    {"20240231", "", ""},
    {"202403051", "", ""},
    {"120240305", "", ""},
    {"发布于2024年3月5日。", "", "2024-03-05"},
    {"编号3021年检，2024年3月开会", "", "2024-03"},
    {"2024-03-05和2024-03-06", "", "2024-03-05"},
    {"没有", "", ""},
    {"", "", ""},
    {"3月5日", "", ""},
    {"1024-2048-4096", "", ""},
    {"99999999999999999999", "", ""},
};

static void finds_dates(void **state)
{
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str s = str_of(texts[i].in);
        CHECK_STR(texts[i].in, shown(&b, date_find(s, false, NULL)), texts[i].whole);
        CHECK_STR(texts[i].in, shown(&b, date_find(s, true, NULL)), texts[i].anywhere);
    }
    buf_free(&b);
}

static void says_where(void **state)
{
    size_t off = 99, pos = 0;
    struct str s = STR("在2023年1月和2024年3月5日之间");

    (void)state;
    date_find(s, true, &off);
    CHECK_INT("first", off, 3);
    date_next(s, &pos, &off);
    CHECK_INT("behind the first", pos, 3 + 4 + 3 + 1 + 3);
    CHECK_INT("second", date_key(date_next(s, &pos, &off)), 20240305);
    CHECK_INT("where", off, 17);
    CHECK_INT("no third", date_next(s, &pos, &off).precision, DATE_NONE);
    date_find(STR(" 2024-03-05"), false, &off);
    CHECK_INT("whole", off, 1);
}

static const struct {
    const char *in;
    int month, day;
} days[] = {
    {"3月5日", 3, 5},   {"在12月31号这天", 12, 31},
    {"三月五日", 3, 5}, {"十一月二十日", 11, 20},
    {"2月29日", 2, 29}, {"2月30日", 0, 0},
    {"3月", 0, 0},      {"13月1日，6月1日", 6, 1},
    {"五日", 0, 0},
};

static void finds_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct date d = date_find_month_day(str_of(days[i].in), NULL);
        CHECK_INT(days[i].in, d.month, days[i].month);
        CHECK_INT(days[i].in, d.day, days[i].day);
        CHECK_INT(days[i].in, d.year, 0);
    }
}

/* Each digit and numeral is seen where a date begins. */
static void finds_every_numeral(void **state)
{
    static const char *const ones[][9] = {
        {"1", "2", "3", "4", "5", "6", "7", "8", "9"},
        {"１", "２", "３", "４", "５", "６", "７", "８", "９"},
        {"一", "二", "三", "四", "五", "六", "七", "八", "九"},
    };
    static const char *const zeros[] = {"0", "０", "〇", "零", "○"};
    char text[64];
    size_t off = 0;

    (void)state;
    for (size_t k = 0; k < 3; k++)
        for (int i = 0; i < 9; i++) {
            snprintf(text, sizeof text, "定于%s月8日", ones[k][i]);
            CHECK_INT(text, date_find_month_day(str_of(text), &off).month, i + 1);
            CHECK_INT(text, off, 6);
        }
    for (size_t k = 0; k < 5; k++) {
        snprintf(text, sizeof text, "定于%s%s月8日", zeros[k], k < 2 ? ones[k][5] : "六");
        CHECK_INT(text, date_find_month_day(str_of(text), &off).month, 6);
        CHECK_INT(text, off, 6);
    }
    CHECK_INT("ten", date_find_month_day(STR("定于十月8日"), &off).month, 10);
}

static const struct {
    const char *in, *want;
} urls[] = {
    {"https://a.example/2024/03/05/x.html", "2024-03-05?"},
    {"https://a.example/2024-03/05/content_1.htm", "2024-03-05?"},
    {"https://a.example/20240305/1.html", "2024-03-05?"},
    {"https://a.example/t20240305_12.html", "2024-03-05?"},
    {"https://a.example/n1/2024/0305/c1-4.html", "2024-03-05?"},
    {"https://a.example/2024/3/5/", "2024-03-05?"},
    {"https://a.example/202403/05/1.html", "2024-03-05?"},
    {"https://a.example/202403/a.html", "2024-03?"},
    {"https://a.example/2024/03/a.html", "2024-03?"},
    {"https://a.example/?date=2024-03-05", "2024-03-05?"},
    {"https://a.example/s?id=1792728667498144240", ""},
    {"https://a.example/s?id=20240307118642", ""},
    {"https://a.example/2024/99/05/", ""},
    {"https://a.example/1234/5678", ""},
    {"https://a.example/2024/02/30/x", "2024-02?"},
    {"", ""},
};

static void reads_addresses(void **state)
{
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        CHECK_STR(urls[i].in, shown(&b, date_in_url(str_of(urls[i].in))), urls[i].want);
    buf_free(&b);
}

static void orders(void **state)
{
    static const struct date none, year = {2024, 0, 0, DATE_YEAR, false},
                                   month = {2024, 3, 0, DATE_MONTH, true},
                                   day = {2024, 3, 5, DATE_DAY, false};
    const struct date *const row[] = {&none, &year, &month, &day};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++)
            CHECK_INT("order", date_cmp(*row[i], *row[k]), (i > k) - (i < k));
    CHECK_INT("key", date_key(day), 20240305);
    CHECK_INT("key", date_key(month), 20240300);
    CHECK_INT("key", date_key(none), 0);
}

/* Every day of some years, written in each form, comes back; every other number does not. */
static void reads_all_days(void **state)
{
    (void)state;
    for (int m = 0; m <= 13; m++)
        for (int d = 0; d <= 32; d++) {
            static const int days_of[] = {0,  31, 29, 31, 30, 31, 30,
                                          31, 31, 30, 31, 30, 31, 0};
            int want = d >= 1 && d <= days_of[m] ? 20240000 + m * 100 + d : 0;
            struct arena a = {0};
            const char *const forms[] = {arena_printf(&a, "2024-%02d-%02d", m, d),
                                         arena_printf(&a, "2024/%d/%d", m, d),
                                         arena_printf(&a, "2024年%d月%d日", m, d),
                                         arena_printf(&a, "2024%02d%02d", m, d)};
            for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
                CHECK_INT(forms[f], date_key(date_find(str_of(forms[f]), false, NULL)),
                          want);
            arena_free(&a);
        }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(finds_dates),     cmocka_unit_test(says_where),
    cmocka_unit_test(finds_days),      cmocka_unit_test(finds_every_numeral),
    cmocka_unit_test(reads_addresses), cmocka_unit_test(orders),
    cmocka_unit_test(reads_all_days),
};
const struct check_suite suite_date = {"date", tests, sizeof tests / sizeof *tests};

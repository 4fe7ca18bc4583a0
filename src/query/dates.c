/* Dates of a query: whole and partial ones, spans before today, ranges of them.  Days are counted
 * from 1970 for arithmetic (the Gregorian calendar, extended backwards). */
#include "internal.h"

#include <limits.h>

/* Days, inclusive. */
struct period {
    long from, to;
    bool ago; /* counted back from today: before: means what came before all of it */
};

/* Howard Hinnant's days_from_civil and civil_from_days: years that begin in March. */
static long days_of(long y, long m, long d)
{
    long era, yoe, doy;

    y -= m <= 2;
    era = y / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct day {
    long y, m, d;
};

static struct day civil(long days)
{
    long z = days + 719468, era = z / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    struct day c = {yoe + era * 400, mp < 10 ? mp + 3 : mp - 9,
                    doy - (153 * mp + 2) / 5 + 1};

    c.y += c.m <= 2;
    return c;
}

static int key_of(long days)
{
    struct day c = civil(days);

    return (int)(c.y * 10000 + c.m * 100 + c.d);
}

static long month_start(long months) /* counted from year 0 */
{
    return days_of(months / 12, months % 12 + 1, 1);
}

/* The day N months before DAYS, or the last of that month. */
static long months_before(long days, long n)
{
    struct day c = civil(days);
    long month = c.y * 12 + c.m - 1 - n, last = month_start(month + 1) - 1;
    long same = month_start(month) + c.d - 1;

    return same < last ? same : last;
}

static struct period month_period(long months)
{
    return (struct period){month_start(months), month_start(months + 1) - 1, false};
}

static struct period year_period(long y)
{
    return (struct period){days_of(y, 1, 1), days_of(y, 12, 31), false};
}

/* ---- Words */

enum word {
    DAYS_AGO,  /* N days ago, one day */
    WEEKS_AGO, /* the week of Monday that was N weeks ago */
    MONTHS_AGO,
    YEARS_AGO
};

static const struct {
    const char *word;
    enum word kind;
    long n;
} words[] = {
    {"今天", DAYS_AGO, 0},   {"今日", DAYS_AGO, 0},     {"today", DAYS_AGO, 0},
    {"昨天", DAYS_AGO, 1},   {"昨日", DAYS_AGO, 1},     {"yesterday", DAYS_AGO, 1},
    {"前天", DAYS_AGO, 2},   {"本周", WEEKS_AGO, 0},    {"这周", WEEKS_AGO, 0},
    {"上周", WEEKS_AGO, 1},  {"本月", MONTHS_AGO, 0},   {"这个月", MONTHS_AGO, 0},
    {"上月", MONTHS_AGO, 1}, {"上个月", MONTHS_AGO, 1}, {"今年", YEARS_AGO, 0},
    {"去年", YEARS_AGO, 1},  {"前年", YEARS_AGO, 2},
};

static struct period word_period(enum word kind, long n, long today)
{
    struct day c = civil(today);
    long monday = today - (today + 3) % 7 - 7 * n; /* 1970-01-01 was a Thursday */

    if (kind == DAYS_AGO)
        return (struct period){today - n, today - n, false};
    if (kind == WEEKS_AGO)
        return (struct period){monday, monday + 6, false};
    return kind == MONTHS_AGO ? month_period(c.y * 12 + c.m - 1 - n)
                              : year_period(c.y - n);
}

static bool read_word(struct str s, long today, struct period *out)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(str_of(words[i].word), s)) {
            *out = word_period(words[i].kind, words[i].n, today);
            return true;
        }
    return false;
}

/* ---- Spans: 7d, 近7天, 近三个月, 近半年 */

static const struct {
    const char *name;
    char unit; /* d m */
    long factor;
    bool latin; /* behind digits alone; the others behind 近 alone */
} units[] = {
    {"d", 'd', 1, true},     {"w", 'd', 7, true},     {"m", 'm', 1, true},
    {"y", 'm', 12, true},    {"天", 'd', 1, false},   {"日", 'd', 1, false},
    {"周", 'd', 7, false},   {"星期", 'd', 7, false}, {"个星期", 'd', 7, false},
    {"个月", 'm', 1, false}, {"月", 'm', 1, false},   {"年", 'm', 12, false},
};

/* A number of at most four digits, or 一 to 九十九; *S goes behind it.  0: there is none. */
static long read_count(struct str *s)
{
    static const char numerals[] = "〇一二三四五六七八九十两";
    long n = 0, tens = 0;
    size_t i = 0, value;

    while (i < s->len && i < 4 && s->p[i] >= '0' && s->p[i] <= '9')
        n = n * 10 + (s->p[i++] - '0');
    for (bool latin = i > 0; !latin && s->len - i >= 3 && i < 9; i += 3) {
        value = str_find(str_of(numerals), str_slice(*s, i, 3), 0) / 3;
        if (value > 11 || (value == 10 && tens))
            break;
        tens = value != 10 ? tens : n ? n * 10 : 10;
        n = value == 10 ? 0 : value == 11 ? 2 : (long)value;
    }
    *s = str_from(*s, i);
    return n + tens;
}

static bool read_span(struct str s, long today, struct period *out)
{
    bool near = str_starts(s, STR("近")) || str_starts(s, STR("最近"));
    long n;

    if (near)
        s = str_from(s, str_starts(s, STR("近")) ? 3 : 6);
    if (near && str_eq(s, STR("半年")))
        s = STR("6个月");
    n = read_count(&s);
    for (size_t i = 0; n > 0 && i < sizeof units / sizeof *units; i++) {
        if (units[i].latin == near || !str_eq(str_of(units[i].name), s))
            continue;
        n *= units[i].factor;
        *out = (struct period){units[i].unit == 'd' ? today - n + 1
                                                    : months_before(today, n) + 1,
                               today, true};
        return out->from > days_of(1, 1, 1);
    }
    return false;
}

/* ---- Dates */

static struct period period_of(struct date d)
{
    if (d.precision == DATE_YEAR)
        return year_period(d.year);
    if (d.precision == DATE_MONTH)
        return month_period(d.year * 12L + d.month - 1);
    return (struct period){days_of(d.year, d.month, d.day),
                           days_of(d.year, d.month, d.day), false};
}

/* 3月5日 and 3月: the last ones that have begun. */
static bool read_yearless(struct str s, struct date today, struct period *out)
{
    struct arena a = {0};
    struct date d = {0};

    for (short back = 0; s.len < 32 && back < 2; back++) {
        int year = today.year - back;
        d = date_find(str_of(arena_printf(&a, "%d年%.*s", year, STR_ARG(s))), false,
                      NULL);
        if (d.precision < DATE_MONTH ||
            period_of(d).from <= days_of(today.year, today.month, today.day))
            break;
        d.precision = DATE_NONE;
    }
    arena_free(&a);
    if (d.precision < DATE_MONTH || str_find(s, STR("月"), 0) == s.len)
        return false;
    *out = period_of(d);
    return true;
}

static bool read_relative(struct str s, struct date today, struct period *out)
{
    long now;

    if (today.year == 0 || today.precision != DATE_DAY)
        return false;
    now = days_of(today.year, today.month, today.day);
    return read_word(s, now, out) || read_span(s, now, out) ||
           read_yearless(s, today, out);
}

/* S is folded; its canonical form is added to TEXT. */
static bool read_date(struct str s, struct date today, struct period *out,
                      struct buf *text)
{
    struct date d = date_find(s, false, NULL);

    if (d.precision != DATE_NONE) {
        *out = period_of(d);
        date_add(text, d);
        return true;
    }
    buf_str(text, s);
    return read_relative(s, today, out);
}

/* ---- Ranges */

/* >= > <= < ≥ ≤ = before a value; *S goes behind it. */
enum compare { CMP_NONE, CMP_GE, CMP_GT, CMP_LE, CMP_LT, CMP_EQ };

static enum compare read_compare(struct str *s)
{
    static const struct {
        const char *mark;
        enum compare cmp;
    } marks[] = {
        {">=", CMP_GE}, {"≥", CMP_GE}, {"<=", CMP_LE}, {"≤", CMP_LE},
        {">", CMP_GT},  {"<", CMP_LT}, {"=", CMP_EQ},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(*s, str_of(marks[i].mark))) {
            *s = str_from(*s, strlen(marks[i].mark));
            return marks[i].cmp;
        }
    return CMP_NONE;
}

static const struct period everything = {LONG_MIN, LONG_MAX, false};

/* a..b, a.., ..b, or one date with a comparison before it. */
static bool read_range(struct str s, struct date today, struct period *out,
                       struct buf *text)
{
    size_t dots = str_find(s, STR(".."), 0);
    struct period a = everything, b = everything;
    enum compare cmp;

    if (dots < s.len) {
        struct str left = str_slice(s, 0, dots), right = str_from(s, dots + 2);
        if ((!left.len && !right.len) || (left.len && !read_date(left, today, &a, text)))
            return false;
        buf_z(text, "..");
        if (right.len && !read_date(right, today, &b, text))
            return false;
        *out = (struct period){a.from, b.to, false};
        return a.from <= b.to;
    }
    cmp = read_compare(&s);
    buf_z(text, cmp == CMP_LE ? ".." : cmp == CMP_GT ? ">" : cmp == CMP_LT ? "<" : "");
    if (!read_date(s, today, &a, text))
        return false;
    *out = a;
    if (cmp == CMP_GE || cmp == CMP_GT)
        *out = (struct period){cmp == CMP_GT ? a.to + 1 : a.from, LONG_MAX, false};
    if (cmp == CMP_LE || cmp == CMP_LT)
        *out = (struct period){LONG_MIN, cmp == CMP_LT ? a.from - 1 : a.to, false};
    buf_z(text, cmp == CMP_GE ? ".." : "");
    return true;
}

bool dates_parse(struct arena *a, struct str word, enum query_field f, struct date today,
                 struct query_value *v)
{
    struct buf text = {0};
    struct period p = everything;
    bool ok = word.len <= 64 && read_range(lex_folded(a, word), today, &p, &text);

    if (ok) {
        /* The end of what is open stays open. */
        if (f == QUERY_AFTER)
            p.to = LONG_MAX;
        if (f == QUERY_BEFORE)
            p = (struct period){LONG_MIN, p.ago ? p.from - 1 : p.to, false};
        v->match = QUERY_DATES;
        v->text = arena_str(a, buf_view(&text));
        v->folded = v->text;
        v->from = p.from == LONG_MIN ? QUERY_NO_FROM : key_of(p.from);
        v->to = p.to == LONG_MAX ? QUERY_NO_TO : key_of(p.to);
    }
    buf_free(&text);
    return ok;
}

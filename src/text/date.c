/* A date is read part by part: a number, what stands after it (年 月 日 or a separator), the
 * next number.  The calendar is the Gregorian one; a day that it does not have makes the whole no
 * date. */
#include "text/date.h"

#include "text/utf8.h"

struct number {
    unsigned value;
    unsigned digits; /* Chinese 十 counts as none */
    bool chinese;
    size_t len; /* bytes */
};

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Value of the digit at OFF (ASCII or full-width) and its bytes; -1 when it is none. */
static int digit_at(struct str s, size_t off, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s.p + off;
    size_t room = s.len - off;

    *len = 1;
    if (room && is_ascii_digit((char)p[0]))
        return p[0] - '0';
    *len = 3;
    if (room >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99)
        return p[2] - 0x90;
    return -1;
}

/* Value of the Chinese numeral at OFF, 10 for 十; -1 when it is none.  All have 3 bytes. */
static int numeral_at(struct str s, size_t off)
{
    static const struct {
        uint32_t cp;
        int value;
    } numerals[] = {{0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3}, {0x56DB, 4}, {0x4E94, 5},
                    {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x5341, 10},
                    {0x3007, 0}, {0x96F6, 0}, {0x25CB, 0}}; /* 一 … 十, 〇 零 ○ */
    size_t len;
    uint32_t cp;

    if (s.len - off < 3 || (unsigned char)s.p[off] < 0xE2 ||
        (unsigned char)s.p[off] > 0xE9)
        return -1;
    cp = utf8_decode(s.p + off, &len);
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (numerals[i].cp == cp)
            return numerals[i].value;
    return -1;
}

static struct number read_digits(struct str s, size_t off)
{
    struct number n = {0};
    size_t len;
    int d;

    while ((d = digit_at(s, off + n.len, &len)) >= 0) {
        if (n.digits < 9)
            n.value = n.value * 10 + (unsigned)d;
        n.digits++;
        n.len += len;
    }
    return n;
}

/* 二〇二四 is digits; 十二, 二十, 二十三 are tens. */
static struct number read_numerals(struct str s, size_t off)
{
    struct number n = {.chinese = true};
    bool tens = false;
    int d;

    while (n.digits < 9 && (d = numeral_at(s, off + n.len)) >= 0) {
        if (d == 10 && tens)
            break;
        if (d == 10)
            n.value = n.digits ? n.value * 10 : 10;
        else
            n.value = tens ? n.value + (unsigned)d : n.value * 10 + (unsigned)d;
        tens = tens || d == 10;
        n.digits++;
        n.len += 3;
    }
    return n;
}

static struct number read_number(struct str s, size_t off)
{
    struct number n = {0};

    if (off >= s.len)
        return n;
    n = read_digits(s, off);
    return n.digits ? n : read_numerals(s, off);
}

static size_t skip_blanks(struct str s, size_t off)
{
    while (off < s.len && s.p[off] == ' ')
        off++;
    return off;
}

/* Is W (a character of 3 bytes) at OFF, blanks before it allowed?  *AFTER = behind it. */
static bool unit_at(struct str s, size_t off, const char *w, size_t *after)
{
    off = skip_blanks(s, off);
    if (s.len - off < 3 || memcmp(s.p + off, w, 3) != 0)
        return false;
    *after = off + 3;
    return true;
}

static bool day_exists(unsigned y, unsigned m, unsigned d)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 || y == 0;

    return m >= 1 && m <= 12 && d >= 1 &&
           (d <= days[m - 1] || (m == 2 && d == 29 && leap));
}

static struct date make(unsigned y, unsigned m, unsigned d, enum date_precision p)
{
    return (struct date){.year = (short)y,
                         .month = (signed char)m,
                         .day = (signed char)d,
                         .precision = (unsigned char)p};
}

static const struct date none;

/* M月D日 (or M月 alone when YEAR is known) from OFF on. */
static struct date month_part(struct str s, size_t off, unsigned year, size_t *end)
{
    struct number m = read_number(s, skip_blanks(s, off));
    size_t after;
    struct number d;

    if (!m.digits || m.digits > 3 || m.value > 12 || m.value < 1 ||
        !unit_at(s, skip_blanks(s, off) + m.len, "月", &after))
        return none;
    *end = after;
    d = read_number(s, skip_blanks(s, after));
    after = skip_blanks(s, after) + d.len;
    if (!d.digits || d.digits > 3 ||
        (!unit_at(s, after, "日", &after) && !unit_at(s, after, "号", &after) &&
         !unit_at(s, after, "號", &after)))
        return year ? make(year, m.value, 0, DATE_MONTH) : none;
    *end = after;
    return day_exists(year, m.value, d.value) ? make(year, m.value, d.value, DATE_DAY)
                                              : none;
}

/* Y年, Y年M月, Y年M月D日. */
static struct date chinese_date(struct str s, struct number y, size_t off, size_t *end)
{
    size_t after, month = 0;
    struct number m;

    if (y.digits != 4 || !unit_at(s, off + y.len, "年", &after))
        return none;
    m = read_number(s, skip_blanks(s, after));
    month = skip_blanks(s, after) + m.len;
    *end = after;
    if (!m.digits || !unit_at(s, month, "月", &month))
        return make(y.value, 0, 0, DATE_YEAR);
    return month_part(s, after, y.value, end);
}

/* Y-M-D, Y/M/D, Y.M.D; Y-M when SHORT. */
static struct date separated_date(struct str s, struct number y, size_t off, size_t *end,
                                  bool shorter)
{
    size_t at = off + y.len;
    char sep = at < s.len ? s.p[at] : '\0';
    struct number m, d;

    if (y.digits != 4 || y.chinese || (sep != '-' && sep != '/' && sep != '.'))
        return none;
    m = read_digits(s, at + 1);
    if (!m.digits || m.digits > 2 || m.value < 1 || m.value > 12)
        return none;
    at += 1 + m.len;
    if (at >= s.len || s.p[at] != sep) {
        *end = at;
        return shorter ? make(y.value, m.value, 0, DATE_MONTH) : none;
    }
    d = read_digits(s, at + 1);
    *end = at + 1 + d.len;
    if (!d.digits || d.digits > 2 || !day_exists(y.value, m.value, d.value))
        return none;
    return make(y.value, m.value, d.value, DATE_DAY);
}

static struct date packed_date(struct number y, size_t off, size_t *end)
{
    unsigned m = y.value / 100 % 100, d = y.value % 100;

    *end = off + y.len;
    if (y.digits != 8 || y.chinese || !day_exists(y.value / 10000, m, d))
        return none;
    return make(y.value / 10000, m, d, DATE_DAY);
}

/* The date that begins with the number Y at OFF. */
static struct date date_at(struct str s, struct number y, size_t off, size_t *end,
                           bool whole)
{
    struct date d = chinese_date(s, y, off, end);

    if (d.precision == DATE_NONE)
        d = separated_date(s, y, off, end, whole);
    if (d.precision == DATE_NONE)
        d = packed_date(y, off, end);
    if (d.precision == DATE_NONE && whole && y.digits == 4) {
        d = make(y.value, 0, 0, DATE_YEAR);
        *end = off + y.len;
    }
    return d;
}

/* In running text a number is a year only when it can be one of the news. */
static bool news_year(struct date d)
{
    return d.year >= 1900 && d.year <= 2099;
}

/* The second and third bytes that a digit or a numeral of three bytes may have, a bit for each, by
 * the last four bits of its first byte. */
#define BIT(byte) (UINT64_C(1) << ((byte)&0x3F))
static const struct {
    uint64_t second, third;
} number_bytes[16] = {
    [0x2] = {BIT(0x97), BIT(0x8B)}, /* ○ */
    [0x3] = {BIT(0x80), BIT(0x87)}, /* 〇 */
    /* 一三七 九 二五 */
    [0x4] = {BIT(0xB8) | BIT(0xB9) | BIT(0xBA),
             BIT(0x80) | BIT(0x89) | BIT(0x83) | BIT(0x9D) | BIT(0x8C) | BIT(0x94)},
    /* 六八 十 四 */
    [0x5] = {BIT(0x85) | BIT(0x8D) | BIT(0x9B),
             BIT(0xAD) | BIT(0xAB) | BIT(0x81) | BIT(0x9B)},
    [0x9] = {BIT(0x9B), BIT(0xB6)},               /* 零 */
    [0xF] = {BIT(0xBC), UINT64_C(0x3FF) << 0x10}, /* ０ to ９ */
};
#undef BIT

/* May a number begin at OFF?  Nearly every character of an opening is asked. */
static bool number_at(struct str s, size_t off)
{
    const unsigned char *p = (const unsigned char *)s.p + off;
    size_t len;

    if (p[0] < 0x80)
        return is_ascii_digit((char)p[0]);
    if ((p[0] & 0xF0) != 0xE0 || s.len - off < 3 ||
        !(number_bytes[p[0] & 0xF].second >> (p[1] & 0x3F) &
          number_bytes[p[0] & 0xF].third >> (p[2] & 0x3F) & 1))
        return false;
    return numeral_at(s, off) >= 0 || digit_at(s, off, &len) >= 0;
}

/* Offset of the next character from OFF on that may begin a number. */
static size_t next_number(struct str s, size_t off)
{
    while (off < s.len && !number_at(s, off))
        off += utf8_len((unsigned char)s.p[off]);
    return off < s.len ? off : s.len;
}

struct date date_next(struct str s, size_t *pos, size_t *off)
{
    for (size_t i = next_number(s, *pos), end = 0; i < s.len;) {
        struct number y = read_number(s, i);
        struct date d = date_at(s, y, i, &end, false);

        if (d.precision != DATE_NONE && news_year(d)) {
            *off = i;
            *pos = end;
            return d;
        }
        i = next_number(s, i + (y.len ? y.len : 1));
    }
    *pos = s.len;
    return none;
}

/* What may stand after a date in a field of its own: a time, a zone, a day of the week. */
static bool is_time(struct str s)
{
    static const char set[] =
        "0123456789:.+-TZ ()时分秒点上下午晚间凌晨早星期周礼拜一二三四五六"
        "日天時點間週秒：（）";

    for (size_t i = 0, n; i < s.len; i += n) {
        char c[5] = {0};
        utf8_decode(s.p + i, &n);
        memcpy(c, s.p + i, n);
        if (!strstr(set, c))
            return false;
    }
    return s.len == 0 || !is_ascii_digit(s.p[0]);
}

static struct date whole_date(struct str s, size_t *off)
{
    struct str t = str_trim(s);
    size_t end = 0;
    struct number y = read_number(t, 0);
    struct date d = y.digits ? date_at(t, y, 0, &end, true) : none;

    if (d.precision == DATE_NONE || d.year < 1000 ||
        (d.precision == DATE_DAY ? !is_time(str_from(t, end)) : end < t.len))
        return none;
    if (off)
        *off = (size_t)(t.p - s.p);
    return d;
}

struct date date_find(struct str s, bool anywhere, size_t *off)
{
    size_t pos = 0, at = 0;
    struct date d;

    if (!anywhere)
        return whole_date(s, off);
    d = date_next(s, &pos, &at);
    if (off && d.precision != DATE_NONE)
        *off = at;
    return d;
}

struct date date_find_month_day(struct str s, size_t *off)
{
    size_t end;

    for (size_t i = next_number(s, 0); i < s.len;) {
        struct number m = read_number(s, i);
        struct date d = month_part(s, i, 0, &end);

        if (d.precision == DATE_DAY) {
            if (off)
                *off = i;
            return d;
        }
        i = next_number(s, i + (m.len ? m.len : 1));
    }
    return none;
}

/* Digits at OFF that are not part of a longer number; 0 when their count is not N. */
static bool exactly(struct str s, size_t off, unsigned n, unsigned *value)
{
    struct number y = read_digits(s, off);

    if (y.digits != n || y.len != n || (off > 0 && is_ascii_digit(s.p[off - 1])))
        return false;
    *value = y.value;
    return true;
}

static bool web_year(unsigned y)
{
    return y >= 1990 && y <= 2099;
}

/* 20240305, 202403/05, 202403 between slashes. */
static struct date url_packed(struct str s, size_t i)
{
    unsigned v, d;
    bool slash = i > 0 && s.p[i - 1] == '/';

    if (exactly(s, i, 8, &v) && web_year(v / 10000) &&
        day_exists(v / 10000, v / 100 % 100, v % 100))
        return make(v / 10000, v / 100 % 100, v % 100, DATE_DAY);
    if (!slash || !exactly(s, i, 6, &v) || !web_year(v / 100) ||
        !day_exists(v / 100, v % 100, 1) || i + 6 >= s.len || s.p[i + 6] != '/')
        return none;
    if (exactly(s, i + 7, 2, &d) && day_exists(v / 100, v % 100, d))
        return make(v / 100, v % 100, d, DATE_DAY);
    return make(v / 100, v % 100, 0, DATE_MONTH);
}

/* 2024/03/05, 2024-03-05, 2024-03/05, 2024/0305, 2024/03. */
static struct date url_parts(struct str s, size_t i)
{
    struct number m, d;
    unsigned y, md;
    size_t at;

    if (!exactly(s, i, 4, &y) || !web_year(y) || i + 4 >= s.len ||
        !strchr("/-_", s.p[i + 4]))
        return none;
    if (exactly(s, i + 5, 4, &md) && day_exists(y, md / 100, md % 100))
        return make(y, md / 100, md % 100, DATE_DAY);
    m = read_digits(s, i + 5);
    at = i + 5 + m.len;
    if (!m.digits || m.len != m.digits || m.digits > 2 || m.value < 1 || m.value > 12 ||
        at >= s.len || !strchr("/-_", s.p[at]))
        return none;
    d = read_digits(s, at + 1);
    if (d.digits && d.digits <= 2 && day_exists(y, m.value, d.value))
        return make(y, m.value, d.value, DATE_DAY);
    return s.p[at] == '/' ? make(y, m.value, 0, DATE_MONTH) : none;
}

struct date date_in_url(struct str url)
{
    struct date best = none;

    for (size_t i = 0; i < url.len; i++) {
        struct date d;
        if (!is_ascii_digit(url.p[i]) || (i > 0 && is_ascii_digit(url.p[i - 1])))
            continue;
        d = url_parts(url, i);
        if (d.precision == DATE_NONE)
            d = url_packed(url, i);
        if (d.precision > best.precision)
            best = d;
    }
    best.inferred = best.precision != DATE_NONE;
    return best;
}

void date_add(struct buf *out, struct date d)
{
    if (d.precision == DATE_NONE)
        return;
    if (d.year)
        buf_printf(out, "%04d", d.year);
    if (d.precision >= DATE_MONTH)
        buf_printf(out, d.year ? "-%02d" : "%02d", d.month);
    if (d.precision >= DATE_DAY)
        buf_printf(out, "-%02d", d.day);
    if (d.inferred)
        buf_c(out, '?');
}

int date_key(struct date d)
{
    return d.precision == DATE_NONE ? 0 : d.year * 10000 + d.month * 100 + d.day;
}

int date_cmp(struct date a, struct date b)
{
    int ka = date_key(a), kb = date_key(b);

    if (ka == kb)
        return (a.precision > b.precision) - (a.precision < b.precision);
    return (ka > kb) - (ka < kb);
}

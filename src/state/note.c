/* A line taken apart, and put together. */
#include "internal.h"

#include <stddef.h>

/* ---- Stamps */

/* Days from 1970-01-01 to a day of the Gregorian calendar: Howard Hinnant's days_from_civil. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
    int64_t era, of_era, of_year;

    year -= month <= 2;
    era = (year >= 0 ? year : year - 399) / 400;
    of_era = year - era * 400;
    of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    int64_t era, of_era, of_year, from_march;

    days += 719468;
    era = (days >= 0 ? days : days - 146096) / 146097;
    days -= era * 146097;
    of_era = (days - days / 1460 + days / 36524 - days / 146096) / 365;
    of_year = days - (365 * of_era + of_era / 4 - of_era / 100);
    from_march = (5 * of_year + 2) / 153;
    *day = of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march + (from_march < 10 ? 3 : -9);
    *year = of_era + era * 400 + (*month <= 2);
}

/* "dddd-dd-ddTdd:dd:dd" as numbers. */
static bool read_fields(const char *p, int64_t *fields)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t n = 0;

    fields[0] = 0;
    for (size_t i = 0; i + 1 < sizeof form; i++) {
        if (form[i] != '0') {
            if (p[i] != form[i])
                return false;
            fields[++n] = 0;
        } else if (p[i] >= '0' && p[i] <= '9') {
            fields[n] = fields[n] * 10 + (p[i] - '0');
        } else {
            return false;
        }
    }
    return true;
}

/* What follows the seconds: "Z", ".5Z". */
static bool read_fraction(struct str s, int64_t *us)
{
    int64_t unit = 100000;
    size_t i = 0;

    *us = 0;
    if (s.len && s.p[0] == '.')
        for (i = 1; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++, unit /= 10)
            *us += (s.p[i] - '0') * unit;
    return i != 1 && i + 1 == s.len && s.p[i] == 'Z';
}

bool stamp_read(struct str s, int64_t *at)
{
    static const struct {
        int64_t low, high;
    } limits[] = {{1970, 9999}, {1, 12}, {1, 31}, {0, 23}, {0, 59}, {0, 60}};
    int64_t f[6], us;

    if (s.len < 20 || !read_fields(s.p, f) || !read_fraction(str_from(s, 19), &us))
        return false;
    for (size_t i = 0; i < 6; i++)
        if (f[i] < limits[i].low || f[i] > limits[i].high)
            return false;
    *at = (((days_from_civil(f[0], f[1], f[2]) * 24 + f[3]) * 60 + f[4]) * 60 + f[5]) *
              1000000 +
          us;
    if (*at > STAMP_MAX)
        *at = STAMP_MAX;
    return true;
}

void note_begin(struct buf *out, int64_t at)
{
    int64_t us = at % 1000000, s = at / 1000000, day = s / 86400, of_day = s % 86400;
    int64_t year, month, date;
    struct buf stamp = {0};

    civil_from_days(day, &year, &month, &date);
    buf_printf(&stamp, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", (int)year, (int)month,
               (int)date, (int)(of_day / 3600), (int)(of_day / 60 % 60),
               (int)(of_day % 60), (int)us);
    flow_begin(out);
    flow_text(out, "at", buf_view(&stamp));
    buf_free(&stamp);
}

void note_article(struct buf *out, const struct state_article *art, struct str path)
{
    const struct {
        const char *key;
        struct str value;
    } members[] = {{"id", art->id}, {"url", art->url}, {"path", path}};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (members[i].value.len)
            flow_text(out, members[i].key, members[i].value);
}

/* ---- Lines */

struct member {
    struct str key;
    enum flow_kind kind;
    size_t at; /* of the value in struct note */
    unsigned has;
};

#define MEMBER(name, kind, bit)                                                          \
    {                                                                                    \
        STR_INIT(#name), kind, offsetof(struct note, name), bit                          \
    }
/* Those of most lines first. */
static const struct member members[] = {
    MEMBER(id, FLOW_TEXT, HAS_OTHER),        MEMBER(url, FLOW_TEXT, HAS_OTHER),
    MEMBER(path, FLOW_TEXT, HAS_OTHER),      MEMBER(read, FLOW_BOOL, HAS_READ),
    MEMBER(star, FLOW_BOOL, HAS_STAR),       MEMBER(position, FLOW_NUMBER, HAS_POSITION),
    MEMBER(end, FLOW_BOOL, HAS_OTHER),       MEMBER(mark, FLOW_TEXT, HAS_MARK),
    MEMBER(prompt, FLOW_TEXT, HAS_PROMPT),   MEMBER(text, FLOW_TEXT, HAS_TEXT),
    MEMBER(name, FLOW_TEXT, HAS_NAME),       MEMBER(query, FLOW_TEXT, HAS_QUERY),
    MEMBER(revoked, FLOW_BOOL, HAS_REVOKED), MEMBER(layout, FLOW_NUMBER, HAS_LAYOUT),
    MEMBER(share, FLOW_NUMBER, HAS_OTHER),   MEMBER(archive, FLOW_TEXT, HAS_ARCHIVE),
};

static void keep(struct note *n, const struct member *m, const struct flow_value *v)
{
    char *to = (char *)n + m->at;

    n->has |= m->has;
    if (m->kind == FLOW_TEXT)
        memcpy(to, &v->text, sizeof v->text);
    else if (m->kind == FLOW_NUMBER)
        memcpy(to, &v->number, sizeof v->number);
    else
        memcpy(to, &v->truth, sizeof v->truth);
}

static bool take_member(struct note *n, struct str key, const struct flow_value *v)
{
    if (str_eq(key, STR("at"))) {
        n->has |= HAS_AT;
        return v->kind == FLOW_TEXT && stamp_read(v->text, &n->at);
    }
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        /* Not str_eq(): this is done for every member of many lines. */
        if (key.len != members[i].key.len ||
            memcmp(key.p, members[i].key.p, key.len) != 0)
            continue;
        if (v->kind != members[i].kind)
            return false;
        keep(n, &members[i], v);
        return true;
    }
    n->has |= HAS_UNKNOWN;
    return true;
}

bool note_read(struct flow *f, struct note *n)
{
    struct flow_value v;
    struct str key;

    *n = (struct note){0};
    while (flow_next(f, &key, &v))
        if (!take_member(n, key, &v))
            return false;
    return flow_whole(f) && (n->has & HAS_AT);
}

/* When an article says nothing of its date, its address often does, and its opening nearly always
 * names it.  Times of files are not used: they say when a copy was made. */
#include "article/load.h"

#include "text/utf8.h"

enum { OPENING = 600 }; /* code points */

/* The beginning of BODY, cut between characters; bytes are looked at first for speed. */
static struct str opening(struct str body)
{
    struct str s = str_slice(body, 0, (size_t)OPENING * 4);

    if (s.len < body.len)
        while (s.len && ((unsigned char)body.p[s.len] & 0xC0) == 0x80)
            s.len--;
    return str_slice(s, 0, utf8_offset(s, OPENING));
}

/* What the opening says, in the order of trust. */
struct finds {
    struct date full;    /* the first 2024年3月5日 */
    struct date month;   /* the first 2024年3月 */
    struct date partial; /* the first 3月5日 */
    struct date year;    /* the last year before that, else the first behind it */
    bool dateline;       /* …3月5日电: that day the report was sent */
};

static bool is_dateline(struct str s, size_t off)
{
    struct str day = STR("日"), tail;
    size_t at = str_find(str_slice(s, 0, off + 32), day, off);

    tail = str_from(s, at + day.len);
    return str_starts(tail, STR("电")) || str_starts(tail, STR("電")) ||
           str_starts(tail, STR("讯")) || str_starts(tail, STR("訊")) ||
           str_starts(tail, STR("消息"));
}

static void take(struct finds *f, struct date d, size_t off, size_t partial_off)
{
    if (d.precision == DATE_DAY && !f->full.precision)
        f->full = d;
    if (d.precision == DATE_MONTH && !f->month.precision)
        f->month = d;
    if (!f->year.precision || off < partial_off)
        f->year = d;
}

static struct finds look(struct str s)
{
    struct finds f = {0};
    size_t partial_off = s.len;

    f.partial = date_find_month_day(s, &partial_off);
    f.dateline = f.partial.precision && is_dateline(s, partial_off);
    for (size_t pos = 0, off = 0;;) {
        struct date d = date_next(s, &pos, &off);
        if (d.precision == DATE_NONE)
            return f;
        take(&f, d, off, partial_off);
    }
}

static struct date from_text(struct str body)
{
    struct finds f = look(opening(body));
    struct date d = f.full;

    if (f.dateline && f.year.precision) {
        d = f.partial;
        d.year = f.year.year;
    } else if (!d.precision && f.month.precision) {
        d = f.month;
    } else if (!d.precision && f.partial.precision && f.year.precision) {
        /* The day is of something told, the report is of that day or later: the month is sound. */
        d = f.partial;
        d.year = f.year.year;
        d.day = 0;
        d.precision = DATE_MONTH;
    }
    d.inferred = d.precision != DATE_NONE;
    return d;
}

static struct date from_field(struct str s)
{
    struct date d = date_find(s, false, NULL);
    if (d.precision == DATE_NONE)
        d = date_find(s, true, NULL);
    return d.precision == DATE_NONE ? date_find_month_day(s, NULL) : d;
}

void load_date(struct load *l, struct article *art, const struct node *given)
{
    struct date url = date_in_url(art->url), d = {0};

    if (given)
        d = from_field(node_flatten(l->r->a, given, " "));
    if (given && d.precision == DATE_NONE)
        load_say(l, given, "W211", "");
    if (d.precision != DATE_NONE && d.year) {
        art->date = d;
        return;
    }
    art->date = url.precision >= DATE_MONTH ? url : from_text(art->body);
    if (d.precision != DATE_NONE) {
        d.year = art->date.year;
        d.inferred = d.year != 0;
        art->date = d;
    }
}

/* The speaker card: who it is, when, where, and everything the person said. */
#include "said.h"

#include "text/pinyin.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { LABEL_X = 12, BAR_MAX = 20 };

static void add_field(struct said_page *p, const char *label, struct str text)
{
    if (text.len)
        said_add_text(p, str_of(arena_printf(p->row_a, " %s", label)), text, STR(""),
                      LABEL_X, STYLE_NORMAL, NO_ITEM);
}

static void add_built(struct said_page *p, const char *label, struct buf *b)
{
    add_field(p, label, arena_str(p->row_a, buf_view(b)));
    buf_reset(b);
}

/* 翟 zhái: the characters that many readers would have to look up. */
static void add_rare(struct said_page *p, const struct person *who, struct buf *b)
{
    struct buf marked = {0};
    size_t len;
    unsigned surname;

    pinyin_surname(who->name, &surname);
    for (size_t i = 0, k = 0; i < who->name.len; i += len, k++) {
        uint32_t cp = utf8_decode(who->name.p + i, &len);
        if (!pinyin_is_rare(cp) && k >= surname)
            continue;
        buf_reset(&marked);
        pinyin_add_name(&marked, k < surname ? str_slice(who->name, 0, (k + 1) * 3)
                                             : str_slice(who->name, i, len));
        buf_printf(b, "%s%.*s", b->len ? "  " : "", (int)len, who->name.p + i);
        buf_printf(b, " %s",
                   strrchr(marked.p, ' ') ? strrchr(marked.p, ' ') + 1 : marked.p);
    }
    add_built(p, "读音", b);
    buf_free(&marked);
}

static void add_titles(struct said_page *p, const struct person *who, struct buf *b)
{
    if (!person_is_doubtful(who)) {
        person_add_titles(b, who);
        add_built(p, "头衔", b);
        return;
    }
    add_field(p, "可能同一人", STR("头衔互不相干，也可能是同名的几个人："));
    for (size_t i = 0; i < who->n_groups; i++) {
        const struct title_group *g = &who->groups[i];
        buf_printf(b, "%zu. ", i + 1);
        buf_join(b, g->titles, g->n, "、");
        buf_printf(b, "（%zu篇）", g->n_articles);
        add_built(p, "", b);
    }
}

static void add_aliases(struct said_page *p, const struct person *who, struct buf *b)
{
    buf_join(b, who->aliases, who->n_aliases, "、");
    add_built(p, "又作", b);
}

static void add_counts(struct said_page *p, const struct person *who, struct buf *b)
{
    buf_printf(b, "语录%u条  转述%u条  文章%zu篇", who->n_quotes, who->n_indirect,
               who->n_articles);
    if (who->first.precision != DATE_NONE) {
        buf_z(b, "  ");
        date_add(b, who->first);
        if (date_cmp(who->first, who->last) != 0) {
            buf_z(b, " 至 ");
            date_add(b, who->last);
        }
    }
    add_built(p, "共", b);
}

static int month_of(const struct said *s, uint32_t saying)
{
    return date_key(s->articles[s->sayings[saying].article].date) / 100;
}

static int compare_ints(const void *x, const void *y)
{
    return *(const int *)x - *(const int *)y;
}

/* A row for each month: 2024-03 #### 4 */
static void add_months(struct said_page *p, const struct person *who, struct buf *b)
{
    int *months = arena_array(p->row_a, int, who->n_sayings + 1);
    size_t most = 1;

    for (size_t i = 0; i < who->n_sayings; i++)
        months[i] = month_of(p->said, who->sayings[i]);
    if (who->n_sayings)
        qsort(months, who->n_sayings, sizeof *months, compare_ints);
    for (size_t i = 0, n = 1; i + 1 < who->n_sayings; i++) {
        n = months[i] == months[i + 1] ? n + 1 : 1;
        most = n > most ? n : most;
    }
    for (size_t i = 0, n; i < who->n_sayings; i += n) {
        for (n = 1; i + n < who->n_sayings && months[i + n] == months[i]; n++)
            ;
        if (months[i] < 10000)
            buf_z(b, "无日期  ");
        else if (months[i] % 100)
            buf_printf(b, "%04d-%02d ", months[i] / 100, months[i] % 100);
        else
            buf_printf(b, "%04d    ", months[i] / 100);
        buf_fill(b, '#', (n * BAR_MAX + most - 1) / most);
        buf_printf(b, " %zu", n);
        add_built(p, i ? "" : "各月", b);
    }
}

static void add_head(struct said_page *p, const struct person *who)
{
    struct buf b = {0};

    said_add_name(&b, who);
    said_add_text(p, STR(""), arena_str(p->row_a, buf_view(&b)), STR(""), 1, STYLE_TITLE,
                  NO_ITEM);
    buf_reset(&b);
    add_titles(p, who, &b);
    add_aliases(p, who, &b);
    add_rare(p, who, &b);
    add_counts(p, who, &b);
    add_months(p, who, &b);
    said_add_text(p, STR(""), STR(""), STR(""), 1, STYLE_NORMAL, NO_ITEM);
    buf_free(&b);
}

static void write(struct said_page *p, size_t item)
{
    if (item == 0)
        add_head(p, p->who);
    if (item < p->n_items)
        said_write_saying(p, item);
}

void card_make(struct said_page *p)
{
    const struct person *who = p->who;
    size_t number = 0;

    p->write = write;
    for (size_t i = 0; i < who->n_sayings; i++) {
        const struct saying *x = &p->said->sayings[who->sayings[i]];
        if (x->kind != QUOTE_INDIRECT || p->app->indirect || !who->n_quotes)
            said_add_item(p, who->sayings[i], 0, ++number);
    }
}

/* yulu stats: what an archive, or what was found of it, holds in all. */
#include "tally.h"
#include "told.h"

#include "said/said.h"

struct totals {
    size_t articles, dated, inferred, undated, han, words;
    size_t quotes, indirect, speechless; /* speechless: quotations without a speaker */
    size_t kinds[QUOTE_INDIRECT + 1];
    size_t confidence[CONFIDENCE_HIGH + 1];
    size_t speakers[SPEAKER_ORG + 1];
    size_t delegates[DELEGATE_CPPCC + 1]; /* people */
    struct date first, last;
};

struct run {
    struct asked asked;
    struct cli_opts *o;
    struct said said;
    struct tally months;
    struct totals t;
};

static void add_quotes(struct totals *t, const struct told *told)
{
    for (size_t i = 0; i < told->q.n; i++) {
        const struct quotation *x = &told->q.list[i];
        if (x->kind == QUOTE_INDIRECT) {
            t->indirect++;
            continue;
        }
        t->quotes++;
        t->kinds[x->kind]++;
        if (x->speaker == NO_SPEAKER)
            t->speechless++;
        else
            t->confidence[x->confidence]++;
    }
}

static void add_date(struct totals *t, struct date d)
{
    bool dated = d.precision != DATE_NONE;

    t->dated += dated;
    t->inferred += dated && d.inferred;
    t->undated += !dated;
    if (!dated)
        return;
    d.inferred = false;
    if (t->dated == 1 || date_cmp(d, t->first) < 0)
        t->first = d;
    if (t->dated == 1 || date_cmp(d, t->last) > 0)
        t->last = d;
}

static void add_people(struct run *r)
{
    for (size_t i = 0; i < r->said.n_people; i++) {
        const struct person *p = &r->said.people[i];
        r->t.speakers[p->kind]++;
        if (p->kind == SPEAKER_PERSON)
            r->t.delegates[person_delegate(p)]++;
    }
}

static void take(struct run *r)
{
    struct arena a = {0};
    size_t n = finding_count(r->asked.finding, NULL);

    said_init(&r->said, r->asked.words->map);
    for (size_t i = 0; i < n; i++) {
        struct item item;
        struct told told;
        finding_item(r->asked.finding, i, &item);
        r->t.articles++;
        r->t.han += item.n_han;
        r->t.words += item.n_words;
        add_date(&r->t, item.date);
        if (cli_tell(&r->asked, &item, &a, &told)) {
            add_quotes(&r->t, &told);
            said_add(&r->said, told.art, &told.q);
        }
        arena_reset(&a);
    }
    add_people(r);
    arena_free(&a);
    r->months.a = &r->asked.a;
    tally_take(&r->months, &r->asked, &(struct tally_field){.month = true});
    tally_sort(&r->months, TALLY_BY_NAME);
}

/* ---- Output */

static void text_date(struct buf *b, const char *before, struct date d)
{
    buf_z(b, before);
    date_add(b, d);
}

static void put_text(struct buf *b, const struct run *r)
{
    const struct totals *t = &r->t;

    buf_printf(b, "文章    %zu 篇，%zu 字，%zu 个西文词\n", t->articles, t->han,
               t->words);
    buf_printf(b, "日期    有 %zu（其中推断 %zu），无 %zu", t->dated, t->inferred,
               t->undated);
    if (t->dated) {
        text_date(b, "；", t->first);
        text_date(b, " 至 ", t->last);
    }
    buf_printf(b, "\n语录    %zu 条：直接 %zu，部分 %zu；另有转述 %zu\n", t->quotes,
               t->kinds[QUOTE_DIRECT], t->kinds[QUOTE_PARTIAL], t->indirect);
    buf_printf(b, "把握    高 %zu，中 %zu，低 %zu；未说明说话人 %zu\n",
               t->confidence[CONFIDENCE_HIGH], t->confidence[CONFIDENCE_MIDDLE],
               t->confidence[CONFIDENCE_LOW], t->speechless);
    buf_printf(b, "说话人  %zu 人，机构 %zu，未具名 %zu\n", t->speakers[SPEAKER_PERSON],
               t->speakers[SPEAKER_ORG], t->speakers[SPEAKER_ROLE]);
    buf_printf(b, "身份    人大代表 %zu，政协委员 %zu，未注明 %zu\n",
               t->delegates[DELEGATE_NPC], t->delegates[DELEGATE_CPPCC],
               t->delegates[DELEGATE_NONE]);
    for (size_t i = 0; i < r->months.n; i++) {
        const struct tally_row *row = &r->months.rows[i];
        struct str name = row->name.len ? row->name : STR("无日期");
        buf_z(b, i ? "        " : "月份    ");
        buf_str(b, name);
        buf_fill(b, ' ', name.len < 8 ? 8 - name.len : 2);
        buf_printf(b, "%zu 篇，%zu 条\n", row->n, row->quotes);
    }
}

static void json_date(struct buf *b, const char *name, const struct totals *t,
                      struct date d)
{
    buf_printf(b, ", \"%s\": ", name);
    if (!t->dated) {
        buf_z(b, "null");
        return;
    }
    buf_c(b, '"');
    date_add(b, d);
    buf_c(b, '"');
}

static void json_months(struct buf *b, const struct tally *m)
{
    buf_z(b, ", \"months\": [");
    for (size_t i = 0; i < m->n; i++) {
        buf_z(b, i ? ", {\"month\": " : "{\"month\": ");
        if (m->rows[i].name.len)
            json_add_str(b, m->rows[i].name);
        else
            buf_z(b, "null");
        buf_printf(b, ", \"articles\": %zu, \"quotes\": %zu}", m->rows[i].n,
                   m->rows[i].quotes);
    }
    buf_z(b, "]}\n");
}

static void put_json(struct buf *b, const struct run *r)
{
    const struct totals *t = &r->t;

    buf_printf(b,
               "{\"schema\": 1, \"articles\": %zu, \"han\": %zu, \"words\": %zu, "
               "\"dated\": %zu, \"inferred\": %zu, \"undated\": %zu",
               t->articles, t->han, t->words, t->dated, t->inferred, t->undated);
    json_date(b, "first", t, t->first);
    json_date(b, "last", t, t->last);
    buf_printf(b,
               ", \"quotes\": %zu, \"direct\": %zu, \"partial\": %zu, "
               "\"indirect\": %zu, \"unattributed\": %zu",
               t->quotes, t->kinds[QUOTE_DIRECT], t->kinds[QUOTE_PARTIAL], t->indirect,
               t->speechless);
    buf_printf(b, ", \"confidence\": {\"high\": %zu, \"middle\": %zu, \"low\": %zu}",
               t->confidence[CONFIDENCE_HIGH], t->confidence[CONFIDENCE_MIDDLE],
               t->confidence[CONFIDENCE_LOW]);
    buf_printf(b, ", \"speakers\": {\"person\": %zu, \"role\": %zu, \"org\": %zu}",
               t->speakers[SPEAKER_PERSON], t->speakers[SPEAKER_ROLE],
               t->speakers[SPEAKER_ORG]);
    buf_printf(b, ", \"delegates\": {\"npc\": %zu, \"cppcc\": %zu, \"none\": %zu}",
               t->delegates[DELEGATE_NPC], t->delegates[DELEGATE_CPPCC],
               t->delegates[DELEGATE_NONE]);
    json_months(b, &r->months);
}

static int stats(struct run *r, bool json)
{
    const struct diags *d;
    struct out out = {0};
    int status = cli_ask(&r->asked, true);

    if (status != EXIT_OK)
        return status;
    take(r);
    if (json)
        put_json(&out.b, r);
    else
        put_text(&out.b, r);
    d = source_diags(r->asked.source);
    cli_report(d, DIAG_ERROR);
    return cli_status(d, out_finish(&out, r->t.articles ? EXIT_OK : EXIT_NONE));
}

int cli_stats(struct cli_opts *o)
{
    struct run r = {.asked = {.o = o}, .o = o};
    bool json = o->format && strcmp(o->format, "json") == 0;
    int status;

    if (o->format && !json && strcmp(o->format, "text") != 0)
        return cli_say(EXIT_USAGE, "stats 没有格式“%s”；可用 text、json", o->format);
    status = stats(&r, json);
    said_free(&r.said);
    cli_asked_free(&r.asked);
    return status;
}

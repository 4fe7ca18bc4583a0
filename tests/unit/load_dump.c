#include "unit/load_dump.h"

static void add_text(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\n')
            buf_z(b, "\\n");
        else if (c < 0x20)
            buf_printf(b, "\\x%02x", c);
        else
            buf_c(b, (char)c);
    }
}

static void add_line(struct buf *b, const char *name, struct str s)
{
    if (!s.len)
        return;
    buf_z(b, name);
    buf_c(b, ' ');
    add_text(b, s);
    buf_c(b, '\n');
}

static void add_field(struct dump *d, const struct field *f)
{
    bool shown = f->id == FIELD_KEYWORDS || f->id >= FIELD_SPEAKERS;

    if (!shown && !d->all)
        return;
    if (d->all)
        buf_printf(&d->out, "%u:%u %d%s ", f->line, f->col, (int)f->id,
                   f->list ? " list" : "");
    add_text(&d->out, f->key);
    buf_z(&d->out, f->id == FIELD_NOTE && !d->all ? " (note):" : ":");
    for (size_t i = 0; i < f->n_values; i++) {
        buf_z(&d->out, i ? " | " : " ");
        add_text(&d->out, f->values[i]);
    }
    if (d->all && f->raw.len) {
        buf_z(&d->out, " raw ");
        add_text(&d->out, f->raw);
    }
    buf_c(&d->out, '\n');
}

static void add_block(struct dump *d, const struct article *art,
                      const struct given_block *g)
{
    static const char *const kinds[] = {"paragraph", "heading", "quote", "caption"};

    buf_printf(&d->out, "> %s", kinds[g->kind]);
    if (g->speaker.len)
        buf_printf(&d->out, " %.*s", STR_ARG(g->speaker));
    if (g->titles.len)
        buf_printf(&d->out, " (%.*s)", STR_ARG(g->titles));
    buf_z(&d->out, ": ");
    add_text(&d->out, str_slice(art->body, g->span.off, g->span.len));
    buf_c(&d->out, '\n');
}

static bool take(void *ctx, struct article *art)
{
    struct dump *d = ctx;
    struct buf date = {0};

    buf_z(&d->out, "= ");
    add_text(&d->out, art->title);
    buf_c(&d->out, '\n');
    if (d->all)
        buf_printf(&d->out, "%s %s %u %u %u\n", art->id, art->path, art->doc, art->line,
                   art->body_line);
    add_line(&d->out, "url", art->url);
    date_add(&date, art->date);
    add_line(&d->out, "date", buf_view(&date));
    buf_free(&date);
    add_line(&d->out, "source", art->source);
    add_line(&d->out, "author", art->author);
    add_line(&d->out, "body", art->body);
    if (art->by_lines)
        buf_z(&d->out, "by lines\n");
    for (size_t i = 0; i < art->n_fields; i++)
        add_field(d, &art->fields[i]);
    for (size_t i = 0; i < art->n_given; i++)
        add_block(d, art, &art->given[i]);
    if (d->reset_each)
        arena_reset(&d->a);
    return true;
}

const char *dump_load(struct dump *d, const char *path, struct str raw, bool no_flat)
{
    struct reader r = {
        .a = &d->a, .limits = d->limits, .diags = &d->diags, .summary = d->summary};

    arena_reset(&d->a);
    arena_reset(&d->diag_arena);
    d->diags = (struct diags){.a = &d->diag_arena};
    buf_reset(&d->out);
    buf_z(&d->out, "");
    r.sink = (struct article_sink){d, take};
    d->load = load_begin(&r, path);
    d->load.no_flat = no_flat;
    load_bytes(&d->load, arena_str(&d->a, raw));
    for (size_t i = 0; i < d->diags.n; i++)
        buf_printf(&d->out, "! %u:%u %s%s%s\n", d->diags.items[i].line,
                   d->diags.items[i].col, d->diags.items[i].code, d->all ? " " : "",
                   d->all ? d->diags.items[i].text : "");
    d->load.r = NULL;
    return d->out.p;
}

void dump_free(struct dump *d)
{
    arena_free(&d->a);
    arena_free(&d->diag_arena);
    buf_free(&d->out);
}

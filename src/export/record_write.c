/* Quotations for people: plain text and Markdown. */
#include "internal.h"

#include "export/record.h"

#include "text/show.h"
#include "text/utf8.h"

/* B as one line of what a terminal may get; B is empty afterwards. */
static void end_line(struct buf *out, struct buf *b, int amb)
{
    show_add(out, buf_view(b), amb);
    buf_c(out, '\n');
    buf_reset(b);
}

/* 张三（院长）、李四 */
static void add_who(struct buf *b, const struct record *r)
{
    const struct speaker *s;

    buf_z(b, r->who ? "" : "（未说明）");
    for (size_t i = 0; (s = record_speaker(r, i)); i++) {
        buf_z(b, i ? "、" : "");
        buf_str(b, s->name);
        if (!s->n_titles)
            continue;
        buf_z(b, "（");
        buf_join(b, s->titles, s->n_titles, "、");
        buf_z(b, "）");
    }
}

/* The sentences around, with the quotation as it is in the text. */
static void add_around(struct buf *b, const struct record *r)
{
    buf_line(b, str_slice(r->art->body, r->around.off, r->around.len));
}

/* 「……」 then who, which article, and the number to ask for it. */
void record_write_text(struct buf *out, const struct record *r, bool explain, int amb)
{
    bool indirect = r->x->kind == QUOTE_INDIRECT;
    struct buf b = {0};

    buf_z(&b, indirect ? "（转述）" : "「");
    record_text(&b, r);
    buf_z(&b, indirect ? "" : "」");
    end_line(out, &b, amb);
    buf_z(&b, "    ");
    add_who(&b, r);
    if (explain) {
        buf_z(&b, "  ");
        record_reason(&b, r);
    }
    end_line(out, &b, amb);
    if (r->around.len) {
        buf_z(&b, "    …… ");
        add_around(&b, r);
        end_line(out, &b, amb);
    }
    buf_z(&b, "    《");
    record_title(&b, r);
    buf_z(&b, "》");
    if (r->art->date.precision != DATE_NONE) {
        buf_c(&b, ' ');
        record_date(&b, r);
    }
    buf_c(&b, ' ');
    record_id(&b, r);
    end_line(out, &b, amb);
    buf_c(out, '\n');
    buf_free(&b);
}

/* ---- Markdown */

typedef void put_fn(struct buf *out, const struct record *r);

static void md_put(struct buf *b, put_fn *put, const struct record *r)
{
    struct buf plain = {0};

    put(&plain, r);
    md_add(b, buf_view(&plain));
    buf_free(&plain);
}

static void md_source(struct buf *b, const struct record *r)
{
    buf_z(b, "《");
    md_put(b, record_title, r);
    buf_z(b, "》");
    if (r->art->date.precision != DATE_NONE) {
        buf_z(b, "，");
        record_date(b, r);
    }
    if (r->art->url.len) {
        buf_z(b, "，");
        md_add(b, r->art->url);
    }
    buf_z(b, "，`");
    record_id(b, r);
    buf_c(b, '`');
}

static void md_who(struct buf *b, const struct record *r)
{
    const struct speaker *s;
    struct buf titles = {0};

    buf_z(b, r->who ? "" : "**（未说明）**");
    for (size_t i = 0; (s = record_speaker(r, i)); i++) {
        buf_z(b, i ? "、**" : "**");
        md_add(b, s->name);
        buf_z(b, s->n_titles ? "**（" : "**");
        buf_reset(&titles);
        buf_join(&titles, s->titles, s->n_titles, "、");
        md_add(b, buf_view(&titles));
        buf_z(b, s->n_titles ? "）" : "");
    }
    buf_free(&titles);
}

void record_write_md(struct buf *out, const struct record *r, bool explain, int amb)
{
    struct buf b = {0};

    buf_z(&b, "> ");
    if (r->x->kind == QUOTE_INDIRECT)
        buf_z(&b, "（转述）");
    md_put(&b, record_text, r);
    end_line(out, &b, amb);
    buf_z(out, ">\n");
    buf_z(&b, "> —— ");
    md_who(&b, r);
    buf_z(&b, "，");
    md_source(&b, r);
    if (explain) {
        buf_z(&b, "，");
        record_reason(&b, r);
    }
    end_line(out, &b, amb);
    if (r->around.len) {
        struct buf around = {0};
        add_around(&around, r);
        buf_c(out, '\n');
        md_add(&b, buf_view(&around));
        end_line(out, &b, amb);
        buf_free(&around);
    }
    buf_c(out, '\n');
    buf_free(&b);
}

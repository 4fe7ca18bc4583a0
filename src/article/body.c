/* Parts of a body: see article/body.h. */
#include "body_work.h"

enum {
    ENDS =
        4, /* lines at either end that may hold a dateline or boilerplate beside text */
    GLUED = 800, /* characters: a line as long as that was several paragraphs */
};

struct part *work_add(struct body_work *w, enum block_kind kind, struct span s)
{
    w->parts = arena_regrow(&w->own, w->parts, w->n, &w->cap, sizeof *w->parts);
    w->parts[w->n] = (struct part){.kind = kind, .span = s};
    return &w->parts[w->n++];
}

bool body_folds(enum block_kind kind)
{
    return kind == BLOCK_CREDIT || kind == BLOCK_CAPTION || kind == BLOCK_DATELINE ||
           kind == BLOCK_BOILERPLATE;
}

static struct span line_at(struct str t, size_t off)
{
    const char *nl = memchr(t.p + off, '\n', t.len - off);

    return (struct span){off, nl ? (size_t)(nl - t.p) - off : t.len - off};
}

/* Offset of the first line after OFF that is not blank, or the end of T. */
static size_t skip_lines(struct str t, size_t off)
{
    return body_skip_blanks(t, off, t.len);
}

static bool same_text(struct str t, struct span a, struct span b)
{
    return a.len == b.len && !memcmp(t.p + a.off, t.p + b.off, a.len);
}

/* A heading that stands twice, in its line or in the next one. */
static size_t add_heading(struct body_work *w, struct span s)
{
    size_t end = s.off + s.len, next = skip_lines(w->text, end);
    struct doubled d = doubled_at(w->text, s.off, end);
    struct part *p = work_add(w, BLOCK_HEADING, s);

    if (d.second.len && d.second.off + d.second.len == end) {
        p->span = d.first;
        p->repeat = d.second;
    } else if (next < w->text.len) {
        struct span line = body_trim(w->text, line_at(w->text, next));

        if (same_text(w->text, s, line)) {
            p->repeat = line;
            return line.off + line.len;
        }
    }
    return end;
}

/* A line of text; near the ends of the body a dateline or boilerplate may share it. */
static void add_text(struct body_work *w, struct span s, bool first, bool last)
{
    struct span piece, back[4];
    size_t n = 0, lead = first ? dateline_at(w->text, s.off, s.off + s.len) : 0;
    bool cut = lead > 0;

    if (lead) {
        work_add(w, BLOCK_DATELINE, (struct span){s.off, lead});
        s = body_trim(w->text, (struct span){s.off + lead, s.len - lead});
    }
    while (last && n < sizeof back / sizeof *back &&
           (piece = boilerplate_last(w->text, s)).len) {
        back[n++] = piece;
        s = body_trim(w->text, (struct span){s.off, piece.off - s.off});
    }
    if (body_length(w->text, s, GLUED + 1) > GLUED) {
        work_one_line(w, s);
    } else if (s.len) {
        work_add(w, BLOCK_PARAGRAPH, s)->derived = cut;
    }
    while (n--)
        work_add(w, BLOCK_BOILERPLATE, back[n])->derived = true;
}

/* Offset of the line that is ENDS lines before the end. */
static size_t tail_of(struct str t)
{
    size_t at = t.len;

    for (int n = 0; n < ENDS && at; n++) {
        while (at && body_in(body_cp_before(t, at), "\n \r"))
            at--;
        while (at && t.p[at - 1] != '\n')
            at--;
    }
    return at;
}

static void by_lines(struct body_work *w)
{
    size_t off = 0, tail = tail_of(w->text);

    for (int n = 0; (off = skip_lines(w->text, off)) < w->text.len; n++) {
        struct span s = body_trim(w->text, line_at(w->text, off));
        enum block_kind kind = line_kind(w->text, s);

        off = s.off + s.len;
        if (kind == BLOCK_HEADING)
            off = add_heading(w, s);
        else if (kind == BLOCK_PARAGRAPH)
            add_text(w, s, n < ENDS, s.off >= tail);
        else
            work_add(w, kind, s);
    }
}

static struct body finish(struct body_work *w, bool one_line)
{
    struct body b = {.text = w->text,
                     .parts = arena_give(w->a, &w->own, w->n * sizeof *b.parts),
                     .n_parts = w->n,
                     .one_line = one_line};

    for (size_t i = 0; i < w->n; i++)
        b.n_folded += body_folds(b.parts[i].kind);
    return b;
}

struct body body_of_text(struct arena *a, struct str text)
{
    struct body_work w = {.a = a, .own.tally = a->tally, .text = text};
    struct span all = body_trim(text, (struct span){0, text.len});
    bool one_line = !all.len || !memchr(text.p + all.off, '\n', all.len);

    if (one_line)
        work_one_line(&w, all);
    else
        by_lines(&w);
    return finish(&w, one_line);
}

/* What lies between given blocks and is no white space is text as well. */
static void add_gap(struct body_work *w, size_t off, size_t end)
{
    struct span s = body_trim(w->text, (struct span){off, end - off});

    if (s.len)
        work_add(w, BLOCK_PARAGRAPH, s)->derived = true;
}

static struct body body_as_given(struct arena *a, const struct article *art)
{
    struct body_work w = {.a = a, .own.tally = a->tally, .text = art->body};
    size_t off = 0;

    for (size_t i = 0; i < art->n_given; i++) {
        const struct given_block *g = &art->given[i];
        struct span s = body_trim(art->body, g->span);

        if (!s.len || s.off < off)
            continue;
        add_gap(&w, off, s.off);
        work_add(&w, g->kind, s)->given = g;
        off = s.off + s.len;
    }
    add_gap(&w, off, art->body.len);
    return finish(&w, false);
}

struct body body_parts(struct arena *a, const struct article *art)
{
    return art->n_given ? body_as_given(a, art) : body_of_text(a, art->body);
}

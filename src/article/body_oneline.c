/* A body that a scraper glued into one line, taken apart again.
 *
 *     [boilerplate] [dateline] text [credit] [heading heading] text ... [boilerplate]
 *
 * First what is certain: boilerplate at both ends, the dateline, credits and doubled headings.
 * The stretches of text between them are cut into likely paragraphs (paragraph.c). */
#include "body_sentence.h"

enum { TITLE_MOST = 60, LEADS = 3 /* sentences before which a dateline may stand */ };

struct scan {
    struct body_work *w;
    struct sentence_walk walk;
    size_t block; /* where the stretch of text under way begins */
    bool derived; /* its beginning is ours, not the file's */
};

static struct part *add(struct scan *s, enum block_kind kind, size_t off, size_t end)
{
    struct span span = body_trim(s->w->text, (struct span){off, end - off});
    struct part *p;

    if (!span.len)
        return NULL;
    p = work_add(s->w, kind, span);
    p->derived = s->derived;
    s->derived = true;
    return p;
}

/* The text from s->block to END is a stretch of paragraphs: one part for the time being. */
static void flush(struct scan *s, size_t end)
{
    add(s, BLOCK_PARAGRAPH, s->block, end);
}

static size_t take(struct scan *s, enum block_kind kind, size_t off, size_t len)
{
    flush(s, off);
    add(s, kind, off, off + len);
    s->block = off + len;
    return s->block;
}

static size_t take_heading(struct scan *s, struct doubled d)
{
    struct part *p;

    flush(s, d.first.off);
    p = add(s, BLOCK_HEADING, d.first.off, d.first.off + d.first.len);
    if (p)
        p->repeat = body_trim(s->w->text, d.second);
    s->block = d.second.off + d.second.len;
    return s->block;
}

/* At a place where a sentence may begin: what stands there instead of one.  Returns the offset
 * behind it, or OFF. */
static size_t take_mark(struct scan *s, size_t off, size_t end)
{
    struct str t = s->w->text;
    struct doubled d = doubled_at(t, off, end);
    size_t n;

    if (d.second.len)
        return take_heading(s, d);
    n = credit_at(t, off, end);
    return n ? take(s, BLOCK_CREDIT, off, n) : off;
}

static size_t take_datelines(struct scan *s, size_t off, size_t end)
{
    size_t n;

    while ((n = dateline_at(s->w->text, off, end)))
        off = body_skip_blanks(s->w->text, take(s, BLOCK_DATELINE, off, n), end);
    return off;
}

/* The report's own headline may stand in front of 某某社…电, without a mark between. */
static size_t take_lead(struct scan *s, size_t off, size_t end)
{
    struct str t = s->w->text;
    size_t n, at = off;

    for (int k = 0; at < end && k < TITLE_MOST; k++, at = body_skip(t, at, 1)) {
        if (body_in(body_cp(t, at, &n), "。，；"))
            break;
        if (k < 4 || !words_at(&words_wire_agency, t, at) || !dateline_at(t, at, end) ||
            body_is_closer(body_cp_before(t, at)))
            continue;
        take(s, BLOCK_HEADING, off, at - off);
        return take_datelines(s, at, end);
    }
    return take_datelines(s, off, end);
}

/* A heading may also stand behind a single … or behind words in marks. */
static struct doubled doubled_inside(struct str t, size_t off, size_t end)
{
    struct doubled d = {{0, 0}, {0, 0}};
    size_t len;

    for (size_t at = off; (at = body_skip_han(t, at, end)) < end && !d.second.len;
         at += len)
        if (body_in(body_cp(t, at, &len), "…”」）)"))
            d = doubled_at(t, at + len, end);
    return d.second.len ? d : doubled_within(t, (struct span){off, end - off});
}

static void scan_text(struct scan *s, size_t off, size_t end)
{
    struct str t = s->w->text;
    int lead = 0;

    s->block = off;
    while ((off = body_skip_blanks(t, off, end)) < end) {
        size_t next = take_mark(s, off, end), stop;
        struct doubled d;

        if (next == off && lead < LEADS)
            next = lead ? take_datelines(s, off, end) : take_lead(s, off, end);
        if (next > off) {
            off = next;
            continue;
        }
        lead++;
        stop = body_sentence_end(&s->walk, off, end);
        d = doubled_inside(t, off, stop);
        off = d.second.len ? take_heading(s, d) : stop;
    }
    flush(s, end);
}

/* The sentences from I on that make up one paragraph. */
static struct span paragraph_at(const struct sentences *list, size_t *i)
{
    struct span s = list->items[*i].span;

    for (++*i; *i < list->n && !list->items[*i].starts; ++*i)
        s.len = list->items[*i].span.off + list->items[*i].span.len - s.off;
    return s;
}

/* Every stretch of text among the parts from BEGIN on becomes paragraphs. */
static void divide(struct body_work *w, size_t begin)
{
    size_t n_parts = w->n - begin, n = 0, at = 0;
    struct arena tmp = {.tally = w->a->tally};
    struct part *parts = arena_array(&tmp, struct part, n_parts);
    struct span *stretches = arena_array(&tmp, struct span, n_parts);
    struct sentences list;

    memcpy(parts, w->parts + begin, n_parts * sizeof *parts);
    w->n = begin;
    for (size_t i = 0; i < n_parts; i++)
        if (parts[i].kind == BLOCK_PARAGRAPH)
            stretches[n++] = parts[i].span;
    list = paragraph_sentences(&tmp, w->text, stretches, n);
    paragraph_cut(&tmp, &list);
    for (size_t i = 0; i < n_parts; i++) {
        size_t stop = parts[i].span.off + parts[i].span.len;

        if (parts[i].kind != BLOCK_PARAGRAPH) {
            *work_add(w, parts[i].kind, parts[i].span) = parts[i];
            continue;
        }
        for (size_t k = 0; at < list.n && list.items[at].span.off < stop; k++) {
            struct part *p = work_add(w, BLOCK_PARAGRAPH, paragraph_at(&list, &at));

            p->soft = k > 0;
            p->derived = k > 0 || parts[i].derived;
        }
    }
    arena_free(&tmp);
}

void work_one_line(struct body_work *w, struct span s)
{
    struct arena tmp = {.tally = w->a->tally};
    struct scan scan = {.w = w};
    struct span piece, back[16];
    size_t n = 0, begin = w->n;

    s = body_trim(w->text, s);
    while (s.len && (piece = boilerplate_first(w->text, s)).len) {
        add(&scan, BLOCK_BOILERPLATE, piece.off, piece.off + piece.len);
        s = body_trim(w->text, (struct span){piece.off + piece.len,
                                             s.off + s.len - piece.off - piece.len});
    }
    while (n < sizeof back / sizeof *back && s.len &&
           (piece = boilerplate_last(w->text, s)).len) {
        back[n++] = piece;
        s = body_trim(w->text, (struct span){s.off, piece.off - s.off});
    }
    scan.walk = (struct sentence_walk){w->text, {0}, 0};
    scan.walk.pairs = body_pairs(&tmp, w->text, s);
    scan_text(&scan, s.off, s.off + s.len);
    arena_free(&tmp);
    while (n--)
        add(&scan, BLOCK_BOILERPLATE, back[n].off, back[n].off + back[n].len);
    if (w->n > begin)
        divide(w, begin);
}

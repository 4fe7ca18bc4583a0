/* Candidates: the articles that the text index names for a text, as bits over the rows of a
 * shelf. */
#include "cache_work.h"

#include "text/grams.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { SLOTS = 4, TERMS_MAX = 24, WORDS_MAX = 500 };

/* The answer for one text. */
struct slot {
    struct arena a;
    struct str needle;
    uint64_t generation;
    bool answered, exact; /* exact: as far as rows are indexed */
    uint64_t *bits[SHELF_SEGMENTS];
    bool whole[SHELF_SEGMENTS]; /* is each row of the part indexed? */
};

/* The numbers of a segment's rows by text.  Where they have no gaps the first one says it all; else
 * they are kept packed: going from row to row would cost a miss of the processor's cache each. */
struct numbering {
    struct shared_segment *seg; /* NULL: a free place */
    uint32_t *art;
};

struct candidates {
    struct slot slots[SLOTS];
    size_t next;
    struct buf match;
    struct numbering numberings[SHELF_SEGMENTS];
};

static void drop_numbering(struct numbering *n)
{
    segment_unref(n->seg);
    free(n->art);
    *n = (struct numbering){0};
}

void candidates_free(struct candidates *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        arena_free(&f->slots[i].a);
    for (size_t i = 0; i < SHELF_SEGMENTS; i++)
        drop_numbering(&f->numberings[i]);
    buf_free(&f->match);
    free(f);
}

/* ---- The question to FTS5 */

static void put_term(struct buf *out, struct str term)
{
    buf_c(out, '"');
    buf_str(out, term);
    buf_c(out, '"');
}

/* Is GRAM, a word, the same word in every text that has NEEDLE?  It is when something else stands
 * before and behind it. */
static bool is_whole_word(struct str needle, struct str gram)
{
    const char *end = gram.p + gram.len;
    size_t len;

    return gram.p > needle.p && end < needle.p + needle.len &&
           gram_kind(utf8_decode(end, &len)) != GRAM_WORD_PART;
}

enum answer { ANSWER_TERM, ANSWER_NOTHING, ANSWER_ANY, ANSWER_FAILED };

/* All words with PART in them, with OR between; too many of them say nothing. */
static enum answer put_words(struct db *d, struct str part, struct buf *out)
{
    sqlite3_stmt *st = db_query(d, DB_WORDS);
    size_t n = 0, from = out->len;
    int code;

    if (!st)
        return ANSWER_FAILED;
    sqlite3_bind_text(st, 1, part.p, (int)part.len, SQLITE_STATIC);
    buf_c(out, '(');
    while ((code = sqlite3_step(st)) == SQLITE_ROW) {
        buf_z(out, n++ ? " OR " : "");
        put_term(out, db_bytes(st, 0));
    }
    buf_c(out, ')');
    sqlite3_reset(st);
    if (n == 0 || n > WORDS_MAX || code != SQLITE_DONE)
        out->len = from;
    return code != SQLITE_DONE ? ANSWER_FAILED
           : n == 0            ? ANSWER_NOTHING
           : n > WORDS_MAX     ? ANSWER_ANY
                               : ANSWER_TERM;
}

static enum answer put_gram(struct db *d, struct str needle, const struct gram *g,
                            struct buf *out)
{
    size_t from = out->len;
    enum answer answer = ANSWER_TERM;

    buf_z(out, out->len ? " AND " : "");
    if (g->kind == GRAM_HAN || is_whole_word(needle, g->text))
        put_term(out, g->text);
    else
        answer = put_words(d, g->text, out);
    if (answer != ANSWER_TERM)
        out->len = from;
    return answer;
}

static bool met_before(const struct gram *grams, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (grams[k].kind == grams[i].kind && str_eq(grams[k].text, grams[i].text))
            return true;
    return false;
}

/* What every text with NEEDLE has, in OUT; *EXACT: what has that has NEEDLE. */
static enum answer put_question(struct db *d, struct str needle, struct buf *out,
                                bool *exact)
{
    struct arena a = {0};
    struct gram *grams;
    size_t n = grams_of_query(&a, needle, &grams);
    enum answer answer = ANSWER_ANY;

    buf_reset(out);
    *exact = n == 1 && grams[0].kind == GRAM_HAN && grams[0].text.len == needle.len;
    for (size_t i = 0; i < n && i < TERMS_MAX; i++) {
        enum answer one =
            met_before(grams, i) ? ANSWER_ANY : put_gram(d, needle, &grams[i], out);
        if (one == ANSWER_NOTHING || one == ANSWER_FAILED) {
            answer = one;
            break;
        }
        if (one == ANSWER_TERM)
            answer = ANSWER_TERM;
    }
    arena_free(&a);
    return answer;
}

/* ---- From numbers of articles to rows */

/* Where in each part the last article was found; they come in rising order. */
struct finder {
    const struct shelf *shelf;
    uint64_t first[SHELF_SEGMENTS],
        end[SHELF_SEGMENTS];             /* numbers of each part's articles */
    const uint32_t *art[SHELF_SEGMENTS]; /* NULL: no gaps */
    size_t at[SHELF_SEGMENTS];           /* in by_text */
};

static uint64_t art_at(const struct segment *s, size_t i)
{
    uint32_t row = s->by_text[i];

    return row < s->n ? s->rows[row].art : 0;
}

static const uint32_t *numbering_of(struct candidates *f, struct shared_segment *seg)
{
    struct numbering *place = &f->numberings[0];
    const struct segment *s = &seg->s;

    for (size_t i = 0; i < SHELF_SEGMENTS; i++) {
        struct numbering *n = &f->numberings[i];
        if (n->seg == seg)
            return n->art;
        if (!n->seg)
            place = n;
    }
    if (place->seg)
        drop_numbering(place);
    place->seg = segment_ref(seg);
    place->art = mem_grow(NULL, s->n * sizeof *place->art);
    for (size_t i = 0; i < s->n; i++)
        place->art[i] = (uint32_t)art_at(s, i);
    return place->art;
}

/* Segments that the shelf does not have any more. */
static void drop_old_numberings(struct candidates *f, const struct shelf *shelf)
{
    for (size_t i = 0; i < SHELF_SEGMENTS; i++) {
        bool there = !f->numberings[i].seg;
        for (size_t k = 0; k < shelf->n_parts && !there; k++)
            there = f->numberings[i].seg == shelf->parts[k].seg;
        if (!there)
            drop_numbering(&f->numberings[i]);
    }
}

static void begin_finding(struct candidates *c, struct finder *f,
                          const struct shelf *shelf)
{
    *f = (struct finder){.shelf = shelf};
    drop_old_numberings(c, shelf);
    for (size_t i = 0; i < shelf->n_parts; i++) {
        const struct segment *s = &shelf->parts[i].seg->s;
        if (!s->n)
            continue;
        f->first[i] = art_at(s, 0);
        f->end[i] = art_at(s, s->n - 1) + 1;
        if (f->end[i] != f->first[i] + s->n)
            f->art[i] = numbering_of(c, shelf->parts[i].seg);
    }
}

/* The first place at or after AT of N numbers that is not before ART: near AT when there are
 * many. */
static size_t gallop(const uint32_t *arts, size_t n, size_t at, uint64_t art)
{
    size_t step = 1, lo = at, hi;

    while (n - lo > step && arts[lo + step] < art) {
        lo += step;
        step *= 2;
    }
    hi = n - lo > step ? lo + step : n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (arts[mid] < art)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void set_bit(struct slot *slot, size_t part, size_t row)
{
    slot->bits[part][row / 64] |= (uint64_t)1 << row % 64;
}

/* In all parts: one may have a dead row of it and another the living one. */
static void mark(struct finder *f, struct slot *slot, uint64_t art)
{
    for (size_t i = 0; i < f->shelf->n_parts; i++) {
        const struct segment *s = &f->shelf->parts[i].seg->s;
        size_t at;
        if (art < f->first[i] || art >= f->end[i])
            continue;
        at = f->art[i] ? gallop(f->art[i], s->n, f->at[i], art) : art - f->first[i];
        f->at[i] = at;
        if (at < s->n && (!f->art[i] || f->art[i][at] == art) && s->by_text[at] < s->n)
            set_bit(slot, i, s->by_text[at]);
    }
}

/* Rows that are not in the index may hold anything. */
static void mark_unindexed(struct slot *slot, const struct shelf *shelf, uint64_t indexed)
{
    for (size_t i = 0; i < shelf->n_parts; i++) {
        const struct segment *s = &shelf->parts[i].seg->s;
        slot->whole[i] = true;
        for (size_t k = s->n; k-- > 0 && art_at(s, k) >= indexed;) {
            slot->whole[i] = false;
            if (s->by_text[k] < s->n)
                set_bit(slot, i, s->by_text[k]);
        }
    }
}

/* ---- Asking */

static bool run_match(struct db *d, struct str question, struct finder *f,
                      struct slot *slot)
{
    sqlite3_stmt *st = db_query(d, DB_MATCH);
    int code;

    if (!st)
        return false;
    sqlite3_bind_text(st, 1, question.p, (int)question.len, SQLITE_STATIC);
    while ((code = sqlite3_step(st)) == SQLITE_ROW)
        mark(f, slot, (uint64_t)sqlite3_column_int64(st, 0));
    sqlite3_reset(st);
    return code == SQLITE_DONE;
}

/* Rows of S with numbers below ART. */
static size_t n_before(const struct segment *s, uint64_t art)
{
    size_t lo = 0, hi = s->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (art_at(s, mid) < art)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Does the index know enough of the articles to be worth asking? */
static bool knows_most(const struct shelf *shelf, uint64_t indexed)
{
    size_t n = 0, known = 0;

    for (size_t i = 0; i < shelf->n_parts; i++) {
        const struct segment *s = &shelf->parts[i].seg->s;
        n += s->n;
        known += n_before(s, indexed);
    }
    return known * 2 > n;
}

static bool fits(const struct marks *m, const struct shelf *shelf)
{
    return m->born <= shelf->generation && shelf->generation <= m->generation &&
           m->purged <= shelf->generation;
}

static void make_bits(struct slot *slot, const struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->n_parts; i++)
        slot->bits[i] =
            arena_array(&slot->a, uint64_t, (shelf->parts[i].seg->s.n + 63) / 64 + 1);
}

/* In one transaction, so that marks and index are of one moment. */
static bool ask(struct cache *c, struct db *d, const struct shelf *shelf,
                struct slot *slot)
{
    struct buf *question = &c->found->match;
    struct finder f;
    struct marks m;
    enum answer answer;

    if (!db_marks(d, &m) || !fits(&m, shelf) || !knows_most(shelf, m.indexed))
        return false;
    answer = put_question(d, slot->needle, question, &slot->exact);
    if (answer == ANSWER_ANY || answer == ANSWER_FAILED)
        return false;
    make_bits(slot, shelf);
    begin_finding(c->found, &f, shelf);
    if (answer == ANSWER_TERM && !run_match(d, buf_view(question), &f, slot))
        return false;
    mark_unindexed(slot, shelf, m.indexed);
    return true;
}

/* A data base that is older than the shelf is one that was replaced. */
static struct db *fresh_db(struct cache *c, const struct shelf *shelf)
{
    struct db *d = cache_db(c);
    struct marks m;

    if (!d || c->lock >= 0 || (db_marks(d, &m) && shelf->generation <= m.generation))
        return d;
    db_close(d);
    return cache_db(c);
}

static void answer(struct cache *c, const struct shelf *shelf, struct slot *slot)
{
    struct db *d = fresh_db(c, shelf);
    bool open = c->in_txn || c->index_txn;

    if (!d || (!open && !db_do(d, DB_BEGIN_READ, NULL)))
        return;
    slot->answered = ask(c, d, shelf, slot) && !cache_torn(c);
    if (!open)
        db_do(d, DB_COMMIT, NULL);
}

/* ---- What was asked before */

static struct slot *slot_for(struct candidates *f, const struct shelf *shelf,
                             struct str needle, bool *old)
{
    struct slot *slot;

    *old = true;
    for (size_t i = 0; i < SLOTS; i++) {
        slot = &f->slots[i];
        if (slot->generation == shelf->generation && str_eq(slot->needle, needle))
            return slot;
    }
    *old = false;
    slot = &f->slots[f->next++ % SLOTS];
    arena_reset(&slot->a);
    *slot = (struct slot){.a = slot->a, .generation = shelf->generation};
    slot->needle = arena_str(&slot->a, needle);
    return slot;
}

const uint64_t *cache_candidates(struct cache *c, const struct shelf *shelf, size_t part,
                                 struct str folded, bool *exact)
{
    struct slot *slot;
    bool old;

    *exact = false;
    if (!shelf->generation || part >= shelf->n_parts || !folded.len)
        return NULL;
    if (!c->found) {
        c->found = mem_grow(NULL, sizeof *c->found);
        memset(c->found, 0, sizeof *c->found);
    }
    slot = slot_for(c->found, shelf, folded, &old);
    if (!old)
        answer(c, shelf, slot);
    if (!slot->answered)
        return NULL;
    *exact = slot->exact && slot->whole[part];
    return slot->bits[part];
}

#include "quote/lexicon.h"

#include "tables.h"

/* ---- Looking up */

static unsigned report(const struct lex_tables *t, uint32_t row, uint32_t *found)
{
    const struct row *r = &t->rows[row - 1];

    if (found)
        *found = r->classes;
    return r->len;
}

/* The first two (last two) of its units are known to be there. */
static bool has_rest(const struct lex_tables *t, const struct row *r,
                     const uint16_t *from, enum lex_side side)
{
    const uint16_t *unit = t->units + r->first;
    uint32_t i = side == AT ? 2 : 0, end = side == AT ? r->len : r->len - 2;

    while (i < end && unit[i] == from[i])
        i++;
    return i == end;
}

unsigned table_find(const struct lex_tables *t, const uint16_t *cp, size_t n,
                    uint32_t classes, enum lex_side side, uint32_t *found)
{
    uint16_t outer = cp[side == AT ? 0 : n - 1];
    const struct letter *l = letter(t, outer);
    uint32_t i = n > 1 ? chain(t, side, outer, cp[side == AT ? 1 : n - 2], classes) : 0;

    for (; i; i = t->rows[i - 1].next[side]) {
        const struct row *r = &t->rows[i - 1];

        if ((r->classes & classes) && r->len <= n &&
            has_rest(t, r, side == AT ? cp : cp + n - r->len, side))
            return report(t, i, found);
    }
    return l->alone & classes ? report(t, l->row, found) : 0;
}

unsigned lex_at(const struct lexicon *lx, const uint16_t *cp, size_t n, uint32_t classes,
                uint32_t *found)
{
    return n ? table_at(&lx->t, cp, n, classes, found) : 0;
}

unsigned lex_before(const struct lexicon *lx, const uint16_t *cp, size_t n,
                    uint32_t classes, uint32_t *found)
{
    return n ? table_before(&lx->t, cp, n, classes, found) : 0;
}

void lexicon_fold(const struct lexicon *lx, struct arena *a, struct str text,
                  struct folded *out)
{
    fold_text(a, text, lx->t.far, lx->t.n_far, out);
}

/* ---- Making one */

struct lexicon *lexicon_new(struct arena *a)
{
    struct lexicon *lx = arena_new(a, struct lexicon);

    lx->a = a;
    lx->t = lexicon_built_in;
    return lx;
}

struct file {
    struct diags *diags;
    const char *path;
};

static void complain(void *ctx, unsigned line, unsigned col, const char *code,
                     struct str what)
{
    const struct file *f = ctx;

    diag_add(f->diags, f->path, line, col, code, "%.*s", STR_ARG(what));
}

void lexicon_add(struct lexicon *lx, const char *path, struct str text,
                 struct diags *diags)
{
    struct file f = {diags, path};

    if (!lx->b)
        lx->b = builder_new(lx->a, &lx->t);
    builder_read(lx->b, text, complain, &f);
    lx->t = builder_tables(lx->b);
}

uint64_t lexicon_hash(const struct lexicon *lx)
{
    return lx->t.hash ? lx->t.hash : tables_hash(&lx->t);
}

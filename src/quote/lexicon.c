#include "quote/lexicon.h"

#include "tables.h"

/* ---- Looking up */

bool lex_is(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(&lx->t, c)->alone & classes;
}

bool lex_begins(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(&lx->t, c)->begins & classes;
}

bool lex_ends(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(&lx->t, c)->ends & classes;
}

static unsigned report(const struct lex_tables *t, uint32_t row, uint32_t *found)
{
    const struct row *r = &t->rows[row - 1];

    if (found)
        *found = r->classes;
    return r->len;
}

static unsigned find(const struct lex_tables *t, const uint32_t *cp, size_t n,
                     uint32_t classes, enum lex_side side, uint32_t *found)
{
    size_t outer = side == AT ? 0 : n - 1, inner = side == AT ? 1 : n - 2;
    const struct letter *l = letter(t, cp[outer]);
    uint32_t i = n > 1 ? chain(t, side, cp[outer], cp[inner]) : 0;

    for (; i; i = t->rows[i - 1].next[side]) {
        const struct row *r = &t->rows[i - 1];
        const uint32_t *from = side == AT ? cp : cp + n - r->len;

        if ((r->classes & classes) && r->len <= n &&
            memcmp(from, t->cps + r->first, r->len * sizeof *cp) == 0)
            return report(t, i, found);
    }
    return l->alone & classes ? report(t, l->row, found) : 0;
}

unsigned lex_at(const struct lexicon *lx, const uint32_t *cp, size_t n, uint32_t classes,
                uint32_t *found)
{
    if (!n || !lex_begins(lx, cp[0], classes))
        return 0;
    return find(&lx->t, cp, n, classes, AT, found);
}

unsigned lex_before(const struct lexicon *lx, const uint32_t *cp, size_t n,
                    uint32_t classes, uint32_t *found)
{
    if (!n || !lex_ends(lx, cp[n - 1], classes))
        return 0;
    return find(&lx->t, cp, n, classes, BEFORE, found);
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

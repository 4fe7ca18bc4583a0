/* Words in the folded texts of articles: what was found before, what the text index says may be,
 * and at last the text itself. */
#include "asking.h"

void word_init_text(struct search *s, struct word *w)
{
    struct str folded = w->value->folded;

    if (!folded.len || folded.len > FIND_MAX)
        return;
    find_compile(&w->text, folded, FIND_AUTO);
    w->memo = memo_for(s->memo, s->shelf, folded);
    w->wider = memo_wider(s->memo, s->shelf, folded);
}

static bool find(const struct word *w, struct str hay)
{
    struct str folded = w->value->folded;

    if (folded.len > FIND_MAX)
        return str_find(hay, folded, 0) < hay.len;
    return hay.len >= folded.len && find_next(&w->text, hay.p, hay.len, 0) < hay.len;
}

bool word_fits(const struct word *w, struct str hay)
{
    struct str folded = w->value->folded;

    switch (w->value->match) {
    case QUERY_PRESENT:
        return hay.len > 0;
    case QUERY_PREFIX:
        return str_starts(hay, folded);
    case QUERY_EXACT:
        return str_eq(hay, folded);
    case QUERY_CONTAINS:
        return find(w, hay);
    case QUERY_NUMBER:
    case QUERY_DATES:
    case QUERY_FLAG:
        break;
    }
    return false;
}

/* What the text index says. */
static const uint64_t *candidates(struct search *s, struct word *w, size_t part)
{
    if (!w->asked[part] && s->world->candidates) {
        const uint64_t *bits =
            s->world->candidates(s->world->ctx, part, w->value->folded, &w->exact[part]);
        size_t n = s->shelf->parts[part].seg->s.n, bytes = (n / 64 + 1) * sizeof *bits;
        s->work += n * WORK_INDEXED;
        if (bits) {
            uint64_t *copy = arena_alloc(&s->a, bytes);
            memcpy(copy, bits, bytes);
            w->candidates[part] = copy;
        }
    }
    w->asked[part] = true;
    return w->candidates[part];
}

static bool look(struct search *s, struct word *w, const struct spot *at)
{
    const uint64_t *bits;
    struct str text;

    if (w->wider && !has_bit(w->wider->found[at->part], at->row))
        return false;
    bits = candidates(s, w, at->part);
    if (bits && (!has_bit(bits, at->row) || w->exact[at->part]))
        return has_bit(bits, at->row);
    text = seg_text(at->seg, at->row);
    s->work += text.len;
    return find(w, text);
}

bool word_in_text(struct search *s, struct word *w, const struct spot *at)
{
    struct text_memo *m = w->memo;
    bool found;

    if (!m)
        return find(w, seg_text(at->seg, at->row));
    if (has_bit(m->known[at->part], at->row))
        return has_bit(m->found[at->part], at->row);
    found = look(s, w, at);
    set_bit(m->known[at->part], at->row);
    m->n_known[at->part]++;
    if (found)
        set_bit(m->found[at->part], at->row);
    return found;
}

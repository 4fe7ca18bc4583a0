/* What an article itself says of its quotations: blocks of the kind 引语 with a speaker, lines
 * 姓名：原话 of the field quotes, 姓名（头衔、头衔） of the field speakers.  It is taken as it is. */
#include "given.h"

#include "base/hash.h"
#include "text/utf8.h"

static struct str trimmed(struct str s)
{
    static const struct str marks[] = {STR_INIT("“"),  STR_INIT("”"),  STR_INIT("「"),
                                       STR_INIT("」"), STR_INIT("\""), STR_INIT("　")};
    bool more = true;

    for (s = str_trim(s); more; s = str_trim(s)) {
        more = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (str_starts(s, marks[i])) {
                s = str_from(s, marks[i].len);
                more = true;
            } else if (str_ends(s, marks[i])) {
                s.len -= marks[i].len;
                more = true;
            }
        }
    }
    return s;
}

/* The pieces of TITLES, parted by 、 or ,. */
static void set_titles(struct arena *a, struct speaker *s, struct str titles)
{
    size_t cap = 0, n = 0;
    struct str *list = NULL;

    for (size_t at = 0, end; at < titles.len; at = end) {
        size_t wide = str_find(titles, STR("、"), at),
               half = str_find(titles, STR(","), at);
        struct str piece;
        end = wide < half ? wide : half;
        piece = str_trim(str_slice(titles, at, end - at));
        if (piece.len) {
            list = arena_grow(a, list, n, &cap, sizeof *list);
            list[n++] = arena_str(a, piece);
        }
        end += end == wide ? 3 : 1;
    }
    if (!n)
        return;
    s->titles = list;
    s->n_titles = n;
    for (size_t i = 0; i < n; i++) {
        if (str_find(list[i], STR("人大代表"), 0) < list[i].len)
            s->delegate = DELEGATE_NPC;
        else if (str_find(list[i], STR("政协"), 0) < list[i].len)
            s->delegate = DELEGATE_CPPCC;
    }
}

struct given {
    struct arena *a;
    const struct body *body;
    struct quotes *q;
    struct arena tmp;
    struct map names; /* -> number of the speaker */
    size_t cap_speakers;
    struct quotation *blocks; /* to be put into the list */
    size_t n_blocks, cap_blocks;
    size_t at, cps; /* a byte of the body, and its number in code points */
};

static void learn_names(struct given *g)
{
    struct speaker *own = arena_array(g->a, struct speaker, g->q->n_speakers + 8);

    for (size_t i = 0; i < g->q->n_speakers; i++) {
        own[i] = g->q->speakers[i];
        map_put(&g->tmp, &g->names, own[i].name, i, NULL);
    }
    g->q->speakers = own;
    g->cap_speakers = g->q->n_speakers + 8;
}

static unsigned speaker_named(struct given *g, struct str name)
{
    struct quotes *q = g->q;
    struct str own = arena_str(g->a, name);
    bool added;
    size_t i = map_put(&g->tmp, &g->names, own, q->n_speakers, &added);

    if (added) {
        q->speakers = arena_grow(g->a, q->speakers, q->n_speakers, &g->cap_speakers,
                                 sizeof *q->speakers);
        q->speakers[q->n_speakers++] =
            (struct speaker){.kind = SPEAKER_PERSON, .name = own};
    }
    return (unsigned)g->names.values[i];
}

/* Whatever the engine took it for. */
static void attribute(struct quotes *q, struct quotation *x, unsigned who)
{
    if (!quote_is_speech(x->kind))
        x->kind = QUOTE_DIRECT;
    quotes_give(q, x, who);
}

/* ---- Blocks */

static bool is_inside(struct span x, struct span block)
{
    return x.off >= block.off && x.off + x.len <= block.off + block.len;
}

/* OFF, which never goes back, in code points. */
static size_t code_points_to(struct given *g, size_t off)
{
    g->cps += utf8_count(str_slice(g->body->text, g->at, off - g->at));
    g->at = off;
    return g->cps;
}

/* Quotations from *AT on that belong to the block; *AT moves behind them. */
static void give_block(struct given *g, const struct part *p, size_t *at)
{
    struct quotes *q = g->q;
    unsigned who = speaker_named(g, str_trim(part_speaker(p)));
    struct str all = trimmed(str_slice(g->body->text, p->span.off, p->span.len));
    bool any = false;
    struct quotation *x;

    set_titles(g->a, &q->speakers[who], part_titles(p));
    while (*at < q->n && q->list[*at].span.off < p->span.off)
        ++*at;
    for (; *at < q->n && is_inside(q->list[*at].span, p->span); ++*at) {
        struct str text;
        x = &q->list[*at];
        text = str_slice(g->body->text, x->text.off, x->text.len);
        if (x->kind != QUOTE_INDIRECT && !any && str_eq(all, str_trim(text))) {
            attribute(q, x, who);
            any = true;
        }
    }
    if (any)
        return;
    g->blocks =
        arena_grow(&g->tmp, g->blocks, g->n_blocks, &g->cap_blocks, sizeof *g->blocks);
    x = &g->blocks[g->n_blocks++];
    *x = (struct quotation){.span = p->span,
                            .text = p->span,
                            .kind = QUOTE_DIRECT,
                            .speaker = NO_SPEAKER,
                            .second = NO_SPEAKER};
    x->start = code_points_to(g, p->span.off);
    x->end = code_points_to(g, p->span.off + p->span.len);
    quotes_give(q, x, who);
}

/* Blocks that are quotations as a whole, in their places; statements found in them go. */
static void merge_blocks(struct given *g)
{
    struct quotes *q = g->q;
    struct quotation *list = arena_array(g->a, struct quotation, q->n + g->n_blocks + 1);
    size_t n = 0, k = 0;

    for (size_t i = 0; i < q->n; i++) {
        const struct quotation *x = &q->list[i];
        while (k < g->n_blocks && g->blocks[k].span.off <= x->span.off)
            list[n++] = g->blocks[k++];
        if (k > 0 && x->kind == QUOTE_INDIRECT &&
            is_inside(x->span, g->blocks[k - 1].span)) {
            if (x->speaker != NO_SPEAKER)
                q->speakers[x->speaker].n_indirect--;
            if (x->second != NO_SPEAKER)
                q->speakers[x->second].n_indirect--;
            continue;
        }
        list[n++] = *x;
    }
    while (k < g->n_blocks)
        list[n++] = g->blocks[k++];
    q->list = list;
    q->n = n;
}

/* ---- Fields */

/* The text of each quotation -> its number; of equal ones the first. */
static struct map texts_of(struct given *g)
{
    struct map texts = {0};

    for (size_t i = 0; i < g->q->n; i++) {
        const struct quotation *x = &g->q->list[i];
        if (x->kind != QUOTE_INDIRECT)
            map_put(&g->tmp, &texts,
                    trimmed(str_slice(g->body->text, x->text.off, x->text.len)), i, NULL);
    }
    return texts;
}

/* 姓名：原话 */
static void give_line(struct given *g, const struct map *texts, struct str line)
{
    size_t wide = str_find(line, STR("："), 0), half = str_find(line, STR(":"), 0);
    size_t end = wide < half ? wide : half, at;
    struct str name = str_trim(str_slice(line, 0, end));
    struct str words = trimmed(str_from(line, end + (wide < half ? 3 : 1)));

    if (!name.len || !words.len || end == line.len)
        return;
    at = map_find(texts, words);
    if (at < texts->n)
        attribute(g->q, &g->q->list[texts->values[at]], speaker_named(g, name));
}

/* 姓名（头衔、头衔） */
static void give_speaker(struct given *g, struct str line)
{
    size_t wide = str_find(line, STR("（"), 0), half = str_find(line, STR("("), 0);
    size_t open = wide < half ? wide : half, mark = wide < half ? 3 : 1, at;
    struct str name = str_trim(str_slice(line, 0, open));
    struct str titles = str_from(line, open + mark);

    if (str_ends(titles, STR("）")))
        titles.len -= 3;
    else if (str_ends(titles, STR(")")))
        titles.len--;
    at = map_find(&g->names, name);
    if (at < g->names.n)
        set_titles(g->a, &g->q->speakers[g->names.values[at]], titles);
}

static const struct field *given_field(const struct article *art, enum field_id id)
{
    for (size_t i = 0; i < art->n_fields; i++)
        if (art->fields[i].id == id && art->fields[i].n_values)
            return &art->fields[i];
    return NULL;
}

static bool has_blocks(const struct body *body)
{
    for (size_t i = 0; i < body->n_parts; i++)
        if (body->parts[i].kind == BLOCK_QUOTE &&
            str_trim(part_speaker(&body->parts[i])).len)
            return true;
    return false;
}

void given_apply(struct arena *a, const struct article *art, const struct body *body,
                 struct quotes *q)
{
    struct given g = {.a = a, .body = body, .q = q, .tmp.tally = a->tally};
    const struct field *quotes = given_field(art, FIELD_QUOTES);
    const struct field *speakers = given_field(art, FIELD_SPEAKERS);
    struct map texts;
    size_t at = 0;

    if (!quotes && !speakers && !has_blocks(body))
        return;
    learn_names(&g);
    for (size_t i = 0; i < body->n_parts; i++)
        if (body->parts[i].kind == BLOCK_QUOTE &&
            str_trim(part_speaker(&body->parts[i])).len)
            give_block(&g, &body->parts[i], &at);
    merge_blocks(&g);
    texts = quotes ? texts_of(&g) : (struct map){0};
    for (size_t k = 0; quotes && k < quotes->n_values; k++)
        give_line(&g, &texts, quotes->values[k]);
    for (size_t k = 0; speakers && k < speakers->n_values; k++)
        give_speaker(&g, speakers->values[k]);
    arena_free(&g.tmp);
}

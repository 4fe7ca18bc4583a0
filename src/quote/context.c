/* The surroundings of a quotation, collected once for the rules of kind and of speaker. */
#include "context.h"

static void look_inside(const struct work *w, struct context *c)
{
    const struct pair *p = c->p;

    for (uint32_t i = p->is; i < p->ie; i++) {
        unsigned class = cls(w, i);
        c->len += !is_blank(w->t.cp[i]);
        c->end_inside = c->end_inside || (class & C_END);
        c->comma_inside = c->comma_inside || (class & (C_COMMA | C_SEMI));
        c->person_inside = c->person_inside || char_in(w, i, "我你咱您俺佢");
    }
    if (p->ie > p->is) {
        c->end_last = cls(w, p->ie - 1) & C_END;
        c->comma_last = cls(w, p->ie - 1) & C_COMMA;
    }
}

/* A verb whose end is followed by nothing but ， ： or blanks until the quotation. */
static size_t cue_before(const struct work *w, uint32_t lo, uint32_t i)
{
    size_t k;

    if (i > lo && (cls(w, i - 1) & (C_COMMA | C_COLON)))
        i--;
    while (i > lo && (is_blank(w->t.cp[i - 1]) || char_in(w, i - 1, "了着过这样道")))
        i--;
    k = cue_from(w, i);
    if (k > 0 && w->cues[k - 1].e >= i && w->cues[k - 1].s >= lo)
        return k - 1;
    while (i < w->n && char_in(w, i, "了着过这样道"))
        i++;
    return k > 0 && w->cues[k - 1].e >= i && w->cues[k - 1].s >= lo ? k - 1 : w->n_cues;
}

/* 她呼吁市民，“…”: the verb has an object before the comma. */
static size_t cue_with_object(const struct work *w, uint32_t lo, uint32_t i)
{
    static const char16_t *const words[] = {u"呼吁", u"提醒", u"告诉", u"告诫", u"警告",
                                            u"叮嘱", u"嘱咐", u"鼓励", u"勉励", u"寄语",
                                            u"回复", u"反问", u"追问"};
    size_t k = cue_from(w, i);
    const struct cue *c = k > 0 ? &w->cues[k - 1] : NULL;

    if (!c || i <= lo || !(cls(w, i - 1) & (C_COMMA | C_COLON)) || c->s < lo ||
        i - 1 - c->e > 8 || clause_start(w, i - 1) > c->s)
        return w->n_cues;
    return LIST_AT(w, c->e - 2, words) || char_in(w, c->e - 1, "劝") ? k - 1 : w->n_cues;
}

static size_t last_cue(const struct work *w, uint32_t from, uint32_t to)
{
    size_t k = cue_from(w, to);

    return k > 0 && w->cues[k - 1].s >= from ? k - 1 : w->n_cues;
}

/* 某局长：（5月3日网志）“…”: a bracket at I behind the colon of a label is passed over. */
static uint32_t behind_label(const struct work *w, uint32_t lo, uint32_t i)
{
    uint32_t k = i;

    if (i <= lo + 2 || w->t.cp[i - 1] != ')')
        return i;
    while (k > lo + 1 && i - k < 60 && w->t.cp[k - 1] != '(')
        k--;
    for (k--; k > lo && is_blank(w->t.cp[k - 1]); k--)
        ;
    return k > lo && (cls(w, k - 1) & C_COLON) ? k : i;
}

static void look_left(const struct work *w, struct context *c)
{
    uint32_t lo = c->para.s;

    c->left = c->p->s;
    while (c->left > lo && is_blank(w->t.cp[c->left - 1]))
        c->left--;
    c->left = behind_label(w, lo, c->left);
    c->sentence = sentence_begin(w, c->left > lo ? c->left : c->p->s);
    c->colon = c->left > lo && (cls(w, c->left - 1) & C_COLON);
    c->cue_left = cue_before(w, c->sentence, c->left);
    if (c->cue_left == w->n_cues)
        c->cue_left = cue_with_object(w, c->sentence, c->left);
    c->cue_clause =
        last_cue(w, clause_start(w, c->left > lo ? c->left : c->p->s), c->p->s);
    c->cue_sentence = last_cue(w, c->sentence, c->p->s);
}

static void look_right(const struct work *w, struct context *c)
{
    uint32_t e = c->p->e, hi = c->para.e;
    size_t k;

    while (e < hi && is_blank(w->t.cp[e]))
        e++;
    c->right = c->after = e;
    if (e < hi && (cls(w, e) & C_COMMA))
        c->after = e + 1;
    k = cue_from(w, c->after);
    c->cue_right =
        k < w->n_cues && w->cues[k].s < sentence_stop(w, c->after) ? k : w->n_cues;
    if (e < hi && (cls(w, e) & C_END))
        c->cue_right = w->n_cues;
}

static bool is_border(const struct work *w, uint32_t i)
{
    return (cls(w, i) & (C_CLAUSE | C_QUOTED)) != 0;
}

/* 他说：and the words themselves in a new paragraph: both count as one. */
static uint32_t announced_from(const struct work *w, const struct pair *p)
{
    size_t k = p->para;
    uint32_t e;

    for (uint32_t i = w->paras[k].s; i < p->s; i++)
        if (!is_blank(w->t.cp[i]))
            return w->paras[k].s;
    while (k > 0 && body_folds(w->paras[k - 1].kind))
        k--;
    if (k == 0)
        return w->paras[p->para].s;
    for (e = w->paras[k - 1].e; e > w->paras[k - 1].s && is_blank(w->t.cp[e - 1]); e--)
        ;
    return e > w->paras[k - 1].s && (cls(w, e - 1) & C_COLON) &&
                   !(cls(w, e - 1) & C_QUOTED)
               ? w->paras[k - 1].s
               : w->paras[p->para].s;
}

void context_of(const struct work *w, size_t pair, struct context *c)
{
    const struct pair *p = &w->pairs[pair];
    const struct para *q = &w->paras[p->para];

    *c = (struct context){.p = p, .para = {announced_from(w, p), q->e}};
    look_inside(w, c);
    look_left(w, c);
    look_right(w, c);
    c->set_off = (c->left == c->para.s || is_border(w, c->left - 1)) &&
                 (c->right == c->para.e || is_border(w, c->right));
}

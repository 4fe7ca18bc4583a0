/* What a pair of marks holds: speech, a part of a statement, a term, a name, a document.  The
 * first rule of the table that answers decides. */
#include "context.h"

enum { ASKS_NEXT = -1 };

/* Pieces of the page that nobody speaks in. */
static int in_furniture(const struct work *w, const struct context *c)
{
    const struct para *p = &w->paras[c->p->para];

    if (body_folds(p->kind))
        return QUOTE_TITLE;
    return p->kind == BLOCK_HEADING ? QUOTE_TERM : ASKS_NEXT;
}

/* 其中一个关键词是“…”, 主题之一：“…”: a noun for a name, and what leads from it to the name. */
static bool is_name_of(const struct work *w, const struct context *c)
{
    static const char16_t *const copulas[] = {u"是", u"为", u"叫", u"即", u":"};
    uint32_t i = c->left, found = 0;

    if (c->end_inside || i < c->para.s + 3 || !LIST_AT(w, i - 1, copulas))
        return false;
    for (i--; i > c->para.s && char_in(w, i - 1, "就便正也则都只还"); i--)
        ;
    if (i >= c->para.s + 2 && text_is(w, i - 2, "之一"))
        i -= 2;
    return i > c->para.s &&
           lex_before(w->lx, w->t.cp + c->para.s, i - c->para.s, LEX_NAMING, &found) &&
           (found & LEX_NAMED);
}

/* 题为“…”, 被称为“…”, “…”奖, “…”活动 */
static int is_named(const struct work *w, const struct context *c)
{
    bool speech = c->end_last && c->len >= 7;

    if ((word_before(w, c->para.s, c->left, LEX_NAMING) && !c->colon) || is_name_of(w, c))
        return QUOTE_TERM;
    /* 招牌菜叫“一口鲜” */
    if (!speech && !c->colon && !c->end_inside && c->left > c->para.s &&
        char_in(w, c->left - 1, "叫"))
        return QUOTE_TERM;
    if (!speech && c->right == c->p->e && word_at(w, c->right, c->para.e, LEX_NAMED))
        return QUOTE_TITLE;
    if (!c->colon && !c->end_inside && !c->comma_inside && !c->person_inside &&
        !(c->cue_left < w->n_cues && (cls(w, c->left - 1) & C_COMMA)) &&
        word_before(w, c->p->is, c->p->ie, LEX_NAMED | LEX_ORG) > 1)
        return QUOTE_TITLE;
    return ASKS_NEXT;
}

/* 第十二条：“…” */
static bool is_article_of_law(const struct work *w, uint32_t i)
{
    if (!(cls(w, i - 1) & C_COLON) || i < 3 || !char_in(w, i - 2, "条款"))
        return false;
    for (i -= 2; i > 0 && char_in(w, i - 1, "一二三四五六七八九十百千0123456789"); i--)
        ;
    return i > 0 && char_in(w, i - 1, "第");
}

/* 足球联合会在官网|写道, 网警|提示: somebody without a name does what verb C says. */
static bool somebody_writes(const struct work *w, const struct cue *c)
{
    uint32_t s = clause_start(w, c->s), e = skip_adverbs_back(w, s, c->s);

    for (uint32_t i = s + 2; i <= c->s; i++)
        if (word_before(w, s, i, LEX_ORG | LEX_MEDIUM | LEX_ROLE | LEX_TITLE | LEX_KIN) >
                1 &&
            (i == e || word_at(w, i, c->s, LEX_PREPOSITION | LEX_ADVERB | LEX_TIME)))
            return true;
    return false;
}

/* 规定，“…”; 写着“…” */
static int is_written(const struct work *w, const struct context *c)
{
    uint32_t i = c->left;

    if ((i > c->para.s && is_article_of_law(w, i)) || is_saying(w, c))
        return QUOTE_DOC;
    /* Somebody writes: his own words. */
    if (c->cue_left < w->n_cues && (w->cues[c->cue_left].class & LEX_WRITE) &&
        (mention_from(w, c->sentence) < mention_from(w, c->p->s) ||
         somebody_writes(w, &w->cues[c->cue_left])))
        return ASKS_NEXT;
    if (i > c->para.s && (cls(w, i - 1) & (C_COMMA | C_COLON)))
        i--;
    while (i > c->para.s && char_in(w, i - 1, "着了有"))
        i--;
    for (; i <= c->left; i++)
        if (word_before(w, c->sentence, i, LEX_INSCRIPTION))
            return QUOTE_DOC;
    return ASKS_NEXT;
}

/* A sentence of its own, or what a colon announces. */
static int is_sentence(const struct work *w, const struct context *c)
{
    (void)w;
    if (c->end_inside && c->len >= 7)
        return QUOTE_DIRECT;
    if (c->colon && (c->len >= 7 || c->cue_left < w->n_cues))
        return QUOTE_DIRECT;
    if (c->end_last && c->len >= 3 && c->set_off)
        return QUOTE_DIRECT;
    /* “好久不见！”他一进门就打招呼: but “吱呀！”一声 */
    if (c->end_last && c->len >= 4 && c->left == c->para.s && c->right == c->p->e &&
        !char_in(w, c->right, "一声的"))
        return QUOTE_DIRECT;
    /* “机器不怕累，”他说: a comma before the closing mark is that of words that go on. */
    if (c->comma_last && c->len >= 5 &&
        (c->left == c->para.s || c->cue_left < w->n_cues ||
         (cls(w, c->left - 1) & (C_CLAUSE | C_QUOTED))))
        return QUOTE_DIRECT;
    return ASKS_NEXT;
}

/* 他表示，“…”; 他认为“…”。 */
static int is_complement(const struct work *w, const struct context *c)
{
    bool comma = c->left > c->para.s && (cls(w, c->left - 1) & C_COMMA);
    bool ends = c->right == c->para.e || (cls(w, c->right) & (C_END | C_COMMA | C_SEMI));

    if (c->cue_left == w->n_cues)
        return ASKS_NEXT;
    if (comma && ends && c->len >= 4)
        return QUOTE_DIRECT;
    if (ends && (c->end_inside || c->comma_inside || c->len >= 8))
        return QUOTE_DIRECT;
    if (ends && c->len >= 5 && (cls(w, c->right) & C_END) &&
        (w->cues[c->cue_left].class & (LEX_SAY | LEX_WRITE)))
        return QUOTE_DIRECT;
    return ASKS_NEXT;
}

/* “…，”附近居民|介绍: nobody by name, right before the verb at I. */
static bool ends_with_role(const struct work *w, uint32_t s, uint32_t i)
{
    i = skip_adverbs_back(w, s, i);
    return word_before(w, s, i, LEX_ROLE | LEX_ORG | LEX_TITLE | LEX_KIN | LEX_REPORTER) >
               1 ||
           (i >= s + 2 && text_is(w, i - 2, "有人")) || word_before(w, s, i, LEX_PRONOUN);
}

/* “…，”某某说; “…”，某某说 */
static int is_before_cue(const struct work *w, const struct context *c)
{
    size_t m;

    if (c->cue_right == w->n_cues || c->len < (c->end_last ? 2 : 4) ||
        !(c->comma_last || c->end_last || c->after > c->right || c->left == c->para.s))
        return ASKS_NEXT;
    if (w->cues[c->cue_right].s > clause_end(w, c->after))
        return ASKS_NEXT;
    if ((c->comma_last || (c->end_last && c->right == c->after) ||
         (c->after > c->right && c->len >= 8 &&
          (w->cues[c->cue_right].class & LEX_SAY))) &&
        ends_with_role(w, c->after, w->cues[c->cue_right].s))
        return QUOTE_DIRECT;
    m = mention_from(w, c->after);
    if (m < w->n_mentions &&
        (w->mentions[m].lead <= c->after + 2 || c->comma_last ||
         (c->end_last && char_in(w, w->mentions[m].lead - 1, "的"))) &&
        w->mentions[m].s < w->cues[c->cue_right].s)
        return c->left == c->para.s || is_blank(w->t.cp[c->left - 1]) ||
                       (cls(w, c->left - 1) & (C_CLAUSE | C_QUOTED))
                   ? QUOTE_DIRECT
                   : ASKS_NEXT;
    return ASKS_NEXT;
}

/* Set off by marks on both sides: …狠下心来，“我还特意…去还”。 */
static int is_set_off(const struct work *w, const struct context *c)
{
    bool said = c->cue_sentence < w->n_cues || c->cue_right < w->n_cues;
    bool border = c->left == c->para.s || !(cls(w, c->left - 1) & C_PAUSE);

    if (!c->set_off || !border)
        return ASKS_NEXT;
    if (c->person_inside && c->len >= 6)
        return QUOTE_DIRECT;
    if (c->len >= 12 && (c->comma_inside || said))
        return QUOTE_DIRECT;
    if (c->len >= 6 && c->cue_sentence < w->n_cues && (cls(w, c->right) & C_END) &&
        (cls(w, c->left - 1) & C_COMMA))
        return QUOTE_DIRECT; /* 他解释，…，“对市民出行影响有限”。 */
    /* The writer has let somebody speak before, and nothing follows. */
    if (c->len >= 12 && cue_from(w, c->para.s) < cue_from(w, c->p->s) &&
        (c->right == c->para.e || (cls(w, c->right) & C_END)))
        return QUOTE_DIRECT;
    return ASKS_NEXT;
}

/* 人工智|能, 重|要: a character that says nothing of anything in a word that has it. */
static bool is_hidden(const struct work *w, uint32_t i)
{
    static const char16_t *const words[] = {
        u"智能", u"功能", u"性能", u"动能", u"潜能", u"技能", u"职能", u"效能", u"产能",
        u"节能", u"热能", u"电能", u"核能", u"储能", u"赋能", u"体能", u"太阳", u"能力",
        u"能源", u"能量", u"能级", u"能耗", u"社会", u"协会", u"大会", u"晚会", u"盛会",
        u"会议", u"会展", u"会员", u"会客", u"议会", u"机会", u"重要", u"主要", u"要素",
        u"要道", u"要点", u"需要", u"就业", u"积极", u"正式", u"真正", u"公正", u"修正",
        u"纠正", u"存在", u"在线", u"内在", u"支持", u"坚持", u"持续", u"主持", u"可持",
        u"应用", u"适应", u"供应", u"响应", u"效应", u"反应", u"应急", u"需求", u"内需",
        u"获得", u"超级", u"将军", u"更新", u"首都", u"都市", u"远程", u"长远", u"过程"};

    return LIST_AT(w, i, words) || (i > 0 && LIST_AT(w, i - 1, words));
}

/* Does it say something of something, as no name of a thing does: 不, 已, 就, 非常, 了? */
static bool is_predicate(const struct work *w, const struct context *c)
{
    for (uint32_t i = c->p->is; i < c->p->ie; i++)
        if (char_in(w, i,
                    "了就很极最不没可会能要更太正已将把被得都还是在到持远超未曾够须需应愿"
                    "敢唔冇咗嘅") &&
            !is_hidden(w, i))
            return true;
    return text_has(w, c->p->is, c->p->ie, "非常");
}

/* 批评政府“后知后觉”: verbs that say what somebody calls something. */
static bool judging(const struct work *w, const struct cue *c)
{
    static const char16_t *const words[] = {
        u"批评", u"形容", u"直指", u"怒斥", u"痛批", u"指责", u"讽刺",
        u"斥责", u"抨击", u"炮轰", u"质疑", u"狠批", u"大赞", u"盛赞",
        u"呼吁", u"敦促", u"承诺", u"扬言", u"誓言", u"警告", u"称赞"};

    return LIST_AT(w, c->e - 2, words);
}

enum { NAME_LONGEST = 8, NAME_REACH = 8 }; /* characters; pairs to either side */

/* 支持“合众·维新”: what stands in marks again and again is the name of a thing. */
static bool comes_again(const struct work *w, const struct context *c)
{
    size_t k = (size_t)(c->p - w->pairs), lo = k > NAME_REACH ? k - NAME_REACH : 0;

    if (c->len > NAME_LONGEST || c->end_inside || c->comma_inside || c->person_inside)
        return false;
    for (size_t i = lo; i < w->n_pairs && i <= k + NAME_REACH; i++)
        if (i != k && w->paras[w->pairs[i].para].kind != BLOCK_HEADING &&
            range_eq(w, (struct range){w->pairs[i].is, w->pairs[i].ie},
                     (struct range){c->p->is, c->p->ie}))
            return true;
    return false;
}

/* A verb of speaking in the clause: words built into the statement; or in a clause before it: a
 * predicate that ends the clause. */
static int is_partial(const struct work *w, const struct context *c)
{
    bool ends = c->right == c->para.e || (cls(w, c->right) & C_CLAUSE);
    bool judges = c->cue_clause < w->n_cues && judging(w, &w->cues[c->cue_clause]);
    bool list = c->left > c->para.s && (cls(w, c->left - 1) & (C_PAUSE | C_QUOTED));

    if (comes_again(w, c))
        return ASKS_NEXT;
    if (c->cue_clause < w->n_cues &&
        (c->len >= 5 || c->cue_left < w->n_cues ||
         (c->len >= 3 && ends && !list &&
          (judges || char_in(w, c->p->is, "是不没很最太无") ||
           (c->len >= 4 && char_in(w, c->left - 1, "己其他她们"))))))
        return QUOTE_PARTIAL;
    return c->cue_sentence < w->n_cues && c->len >= 4 && ends && !list &&
                   is_predicate(w, c)
               ? QUOTE_PARTIAL
               : ASKS_NEXT;
}

enum quote_kind context_kind(const struct work *w, const struct context *c)
{
    static int (*const rules[])(const struct work *, const struct context *) = {
        in_furniture,  is_named,      is_written, is_sentence,
        is_complement, is_before_cue, is_set_off, is_partial,
    };

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int kind = rules[i](w, c);
        if (kind != ASKS_NEXT)
            return (enum quote_kind)kind;
    }
    return QUOTE_TERM;
}

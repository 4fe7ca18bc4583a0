/* Words that nobody in the article speaks: proverbs, verses, classical books. */
#include "context.h"

/* 《论语》有言, 《史记》载: a book and how one cites it; a newspaper or a plan speaks for itself. */
static bool cites_book(const struct work *w, uint32_t s, uint32_t i)
{
    enum { N_OLD = 10 }; /* that only books of old have */
    static const char16_t *const words[] = {
        u"有言", u"有云", u"所言", u"所云", u"有载", u"言道", u"云",   u"曰", u"言",
        u"载",   u"记载", u"中说", u"里说", u"中写", u"里写", u"写道", u"讲", u"说"};
    uint32_t e = i;

    if (e > s && (cls(w, e - 1) & (C_COMMA | C_COLON)))
        e--;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        uint32_t len = words[k][1] ? 2 : 1, at = e - len;
        if (e < s + len + 3 || !text_starts(w, at, words[k]))
            continue;
        while (at > s && char_in(w, at - 1, "中里有所就早"))
            at--;
        if (at < s + 3 || !char_in(w, at - 1, "》〉"))
            return false;
        return !word_before(w, s, at - 1,
                            k < N_OLD ? LEX_MEDIUM : LEX_MEDIUM | LEX_DOC) &&
               mention_from(w, s) == mention_from(w, i);
    }
    return false;
}

/* “…”这句古语, “…”出自《…》 */
static bool is_called_one(const struct work *w, uint32_t i, uint32_t e)
{
    static const char16_t *const words[] = {
        u"古语", u"谚语", u"俗语", u"老话", u"古训", u"名言", u"俗话", u"诗句",
        u"民谚", u"农谚", u"格言", u"歌词", u"古话", u"名句", u"谚",   u"诗"};
    uint32_t stop = i + 30 < e ? i + 30 : e;

    if (text_is(w, i, "出自《") || text_is(w, i, "语出"))
        return true;
    for (; i + 3 < stop && !(cls(w, i) & (C_QUOTED | C_END)); i++)
        if (text_is(w, i, "这句") || text_is(w, i, "这是一句"))
            return LIST_AT(w, i + (text_is(w, i, "这句") ? 2 : 4), words) > 0;
    return false;
}

/* 民亦劳止，汔可小康: clauses of one length, words of the old language, none of today's. */
static bool is_verse(const struct work *w, const struct pair *p)
{
    uint32_t first = 0, len = 0, n = 0;
    bool old = false;

    for (uint32_t i = p->is; i <= p->ie; i++) {
        bool mark = i == p->ie || (cls(w, i) & (C_CLAUSE | C_END));
        if (!mark) {
            if (!(cls(w, i) & C_HAN) ||
                char_in(w, i, "的了是我你他她它们这那吗呢吧啊个没把很都还要在会"))
                return false;
            old = old ||
                  char_in(w, i, "之其亦必汝吾焉乎者矣兮而于则乃岂莫若曰哉惟弗毋勿夫胜以");
            len++;
            continue;
        }
        if (!len)
            continue;
        if ((first && len != first) || len < 3 || len > 8)
            return false;
        first = len;
        len = 0;
        n++;
    }
    return old && n >= 2;
}

bool is_saying(const struct work *w, const struct context *c)
{
    struct range after = {c->right, c->para.e};

    /* A guessed break of paragraphs may be none. */
    if (after.s == after.e && c->p->para + 1 < w->n_paras &&
        w->paras[c->p->para + 1].soft)
        after = (struct range){w->paras[c->p->para + 1].s, w->paras[c->p->para + 1].e};
    if (cites_book(w, c->sentence, c->left) || is_called_one(w, after.s, after.e))
        return true;
    return c->cue_left == w->n_cues && c->cue_right == w->n_cues && !c->colon &&
           mention_from(w, c->sentence) == mention_from(w, c->p->s) && is_verse(w, c->p);
}

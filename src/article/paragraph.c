/* Features of a paragraph's start: see article/paragraph.h. */
#include "article/paragraph.h"

#include "body_sentence.h"

enum {
    CLAUSE = 45,    /* characters looked at for a subject and its verb */
    NAME_MOST = 5,  /* 某某表示: a name before its verb, dots apart */
    HEAD = 3,       /* pairs of characters looked at from the start of a sentence */
    TERM_MOST = 12, /* a quoted term rather than words somebody said */
    BITS = 1024     /* of a sentence's signature */
};

/* What a sentence looks like, apart from its neighbours. */
struct look {
    uint32_t clause,
        stop;       /* the first clause, without a quotation before it: [clause, stop) */
    uint32_t after; /* the mark behind that clause */
    bool opens : 1, bare : 1, closes : 1, asks : 1, trails : 1;
    bool colon : 1; /* 某某说：“ somewhere in it */
    bool tail_cue : 1; /* begins with a quotation whose speaker follows: “…”，某某说 */
    bool term : 1; /* begins with a quoted term */
    bool cue : 1, title : 1, name : 1, pronoun : 1;
    bool
        says : 1; /* the cue is a plain 说: it seldom speaks for more than its own sentence */
};

static struct span clause_of(const struct look *k)
{
    return (struct span){k->clause, k->stop - k->clause};
}

/* Two characters in a row, hashed: what a sentence shares with others. */
struct signature {
    uint64_t bits[BITS / 64];
};

enum { SIGNED = 4 /* sentences whose signatures are needed at a time */ };

struct builder {
    struct arena a, items_a, looks_a;
    struct str t;
    struct sentence_walk walk;
    struct sentence *items;
    struct look *looks;
    size_t n, cap, looks_cap;
    struct signature signs[SIGNED];
    size_t n_signed;       /* sentences that have had one */
    unsigned char *counts; /* how often a pair of characters occurs in T, OFTEN at most */
    unsigned char *seen;   /* bits: it occurs in a sentence that was looked at */
    size_t mask;
    unsigned pronouns, dashes; /* sentences that begin so */
};

/* ---- Signatures */

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u ^ b * 0x85EBCA77u;

    return h ^ h >> 15;
}

enum { OFTEN = 3, IN_BYTE = 4 /* counts */ };

static unsigned count_of(const struct builder *b, uint32_t hash)
{
    size_t i = hash & b->mask;

    return b->counts[i / IN_BYTE] >> i % IN_BYTE * 2 & OFTEN;
}

static void count_pairs(struct builder *b, struct span s)
{
    size_t len, size = 1024;
    uint32_t last = 0;

    while (size < s.len && size < 1u << 20)
        size *= 2;
    b->mask = size - 1;
    b->counts = arena_array(&b->a, unsigned char, size / IN_BYTE);
    b->seen = arena_array(&b->a, unsigned char, size / 8);
    for (size_t i = s.off; i < s.off + s.len; i += len) {
        uint32_t cp = utf8_decode(b->t.p + i, &len), h = mix(last, cp);
        size_t at = h & b->mask;

        if (utf8_is_han(cp) && utf8_is_han(last) && count_of(b, h) < OFTEN)
            b->counts[at / IN_BYTE] =
                (unsigned char)(b->counts[at / IN_BYTE] + (1u << at % IN_BYTE * 2));
        last = cp;
    }
}

static struct signature sign(struct str t, struct span s)
{
    struct signature k = {{0}};
    size_t len;
    uint32_t last = 0;

    for (size_t i = s.off; i < s.off + s.len; i += len) {
        uint32_t cp = body_cp(t, i, &len), h = mix(last, cp) % BITS;

        if (utf8_is_han(cp) && utf8_is_han(last))
            k.bits[h / 64] |= (uint64_t)1 << h % 64;
        last = cp;
    }
    return k;
}

/* Have the signatures of the sentences up to I. */
static void sign_until(struct builder *b, size_t i)
{
    for (; b->n_signed <= i && b->n_signed < b->n; b->n_signed++)
        b->signs[b->n_signed % SIGNED] = sign(b->t, b->items[b->n_signed].span);
}

static const struct signature *signature_of(const struct builder *b, size_t i)
{
    return &b->signs[i % SIGNED];
}

static unsigned count_bits(uint64_t x)
{
    unsigned n = 0;

    for (; x; x &= x - 1)
        n++;
    return n;
}

/* Likeness of two signatures in thousandths: the cosine, squared. */
static unsigned likeness(const uint64_t *x, const uint64_t *y)
{
    unsigned nx = 0, ny = 0, both = 0;

    for (size_t i = 0; i < BITS / 64; i++) {
        nx += count_bits(x[i]);
        ny += count_bits(y[i]);
        both += count_bits(x[i] & y[i]);
    }
    return nx && ny ? (unsigned)(1000ull * both * both / ((uint64_t)nx * ny)) : 0;
}

/* ---- The first clause */

static void find_clause(struct str t, size_t off, size_t end, struct look *k)
{
    size_t len, at = off;

    k->after = 0;
    for (int n = 0; at < end && n < CLAUSE; n++, at += len) {
        uint32_t cp = body_cp(t, at, &len);

        if (body_in(cp, "，：；。！？…,:;“「『") || cp == '"') {
            /* 全国人大代表，某大学校长某某表示: the title goes on */
            if (body_in(cp, "，,") && words_before(&words_title, t, at) && at + len < end)
                continue;
            k->after = cp;
            break;
        }
    }
    k->clause = (uint32_t)off;
    k->stop = (uint32_t)at;
}

static bool has_title(struct str t, struct span s)
{
    for (size_t at = s.off; at < s.off + s.len; at = body_skip(t, at, 1)) {
        size_t n = words_at(&words_title, t, at);

        if (n && at + n <= s.off + s.len)
            return true;
    }
    return false;
}

/* 某某认为…: a verb of speaking within a name's length of the clause's start. */
static size_t early_cue(struct str t, struct span s)
{
    size_t at = body_skip(t, s.off, 2), end = s.off + s.len;

    for (int n = 2; at < end && n <= NAME_MOST; n++, at = body_skip(t, at, 1)) {
        size_t w = words_at(&words_cue, t, at);

        if (w > 3 && at + w <= end)
            return at;
    }
    return 0;
}

static void look_clause(struct str t, struct look *k)
{
    struct span s = clause_of(k);
    size_t end = s.off + s.len, early = early_cue(t, s);
    size_t cps = body_length(t, s, CLAUSE);

    if (!s.len)
        return;
    k->pronoun = words_at(&words_pronoun, t, s.off) > 0;
    k->cue = (words_before(&words_cue, t, end) && body_in(k->after, "，：。“「,:！？")) ||
             early;
    k->says =
        (early && words_at(&words_says, t, early)) || words_before(&words_says, t, end);
    k->title = has_title(t, s);
    k->name = !k->pronoun && k->cue && !words_at(&words_topic, t, s.off) &&
              (early ? words_at(&words_surname, t, s.off) > 0 || !k->title
                     : cps <= NAME_MOST + 2);
}

/* ---- One sentence */

static void look_quote(struct builder *b, struct span s, const struct pair *p,
                       struct look *k)
{
    size_t end = s.off + s.len;
    size_t at = body_skip_blanks(b->t, p->end, end), len;
    size_t cps =
        body_length(b->t, (struct span){p->open, p->end - p->open}, TERM_MOST + 1);

    k->opens = true;
    if (p->end >= end || at >= end) {
        k->bare = true;
        return;
    }
    if (body_in(body_cp(b->t, at, &len), "，,"))
        at += len;
    find_clause(b->t, at, end, k);
    look_clause(b->t, k);
    k->tail_cue = k->cue;
    k->term = !k->cue && cps <= TERM_MOST;
}

static uint32_t last_but_closers(struct str t, size_t end, bool *closes)
{
    uint32_t cp = body_cp_before(t, end);

    while (body_is_closer(cp) || cp == '"') {
        *closes |= body_in(cp, "”’」』\"");
        end -= cp < 0x80 ? 1 : 3;
        cp = body_cp_before(t, end);
    }
    return cp;
}

static bool has_colon_quote(struct str t, struct span s)
{
    struct str text = str_slice(t, s.off, s.len);

    return str_find(text, STR("：“"), 0) < s.len ||
           str_find(text, STR("：「"), 0) < s.len;
}

static void add(struct builder *b, struct span s, const struct pair *first)
{
    struct look *k;
    uint32_t last;
    bool closes = false;

    b->items = arena_regrow(&b->items_a, b->items, b->n, &b->cap, sizeof *b->items);
    b->looks = arena_regrow(&b->looks_a, b->looks, b->n, &b->looks_cap, sizeof *b->looks);
    b->items[b->n] = (struct sentence){.span = s};
    b->items[b->n].cps = (unsigned)body_length(b->t, s, UINT16_MAX);
    k = &b->looks[b->n++];
    *k = (struct look){0};
    last = last_but_closers(b->t, s.off + s.len, &closes);
    k->closes = closes;
    k->asks = body_in(last, "？?");
    k->trails = body_in(last, "….");
    k->colon = has_colon_quote(b->t, s);
    if (first && first->quote && first->open == s.off) {
        look_quote(b, s, first, k);
        return;
    }
    find_clause(b->t, s.off, s.off + s.len, k);
    look_clause(b->t, k);
}

static void split(struct builder *b, struct span stretch)
{
    size_t at = stretch.off, end = stretch.off + stretch.len, begin = b->n;
    struct pairs p = b->walk.pairs;

    while ((at = body_skip_blanks(b->t, at, end)) < end) {
        const struct pair *first;
        size_t stop;

        while (b->walk.next < p.n && p.items[b->walk.next].open < at)
            b->walk.next++;
        first = b->walk.next < p.n ? &p.items[b->walk.next] : NULL;
        stop = body_sentence_end(&b->walk, at, end);
        add(b, body_trim(b->t, (struct span){at, stop - at}), first);
        at = stop;
    }
    if (begin < b->n)
        b->items[begin].first = true;
}

/* ---- Features of a break before sentence I */

static bool is_date(struct str t, struct span s)
{
    size_t len, at = s.off, n;

    for (n = 0; n < 4 && at < s.off + s.len; n++, at += len)
        if (!body_in(body_cp(t, at, &len), "0123456789 "))
            break;
    return n && body_in(body_cp(t, at, &len), "年月日");
}

static bool known_head(const struct builder *b, struct span s)
{
    size_t len, two;
    uint32_t x, y;

    if (!words_at(&words_surname, b->t, s.off))
        return false;
    x = body_cp(b->t, s.off, &len);
    y = body_cp(b->t, s.off + len, &two);
    return utf8_is_han(y) && count_of(b, mix(x, y)) >= OFTEN;
}

static bool same_head(const struct builder *b, size_t i)
{
    struct span s = b->items[i].span, prev = b->items[i - 1].span;
    size_t n = body_skip(b->t, s.off, 2) - s.off;

    return n <= prev.len && !memcmp(b->t.p + s.off, b->t.p + prev.off, n);
}

/* Where the first characters of sentence I were met before: 0 nowhere, 1 further up, 2 in the
 * sentence before. */
static int met_before(const struct builder *b, size_t i)
{
    const struct signature *prev = signature_of(b, i - 1);
    size_t len, at = b->items[i].span.off;
    uint32_t x = body_cp(b->t, at, &len), y;
    int met = 0;

    for (int n = 0; n < HEAD && at < b->items[i].span.off + b->items[i].span.len;
         n++, x = y) {
        uint32_t h;

        at += len;
        y = body_cp(b->t, at, &len);
        h = mix(x, y);
        if (!utf8_is_han(x) || !utf8_is_han(y))
            continue;
        if (prev->bits[h % BITS / 64] >> h % 64 & 1)
            return 2;
        met |= b->seen[(h & b->mask) / 8] >> h % 8 & 1;
    }
    return met;
}

/* 某某是…: the verb that introduces somebody or something. */
static bool is_copula(struct str t, struct span s)
{
    size_t len, at = s.off;

    for (int n = 0; n < 7 && at < s.off + s.len; n++, at += len) {
        uint32_t cp = body_cp(t, at, &len);

        if (body_in(cp, "，。"))
            return false;
        if (body_in(cp, "是为為") || words_at(&words_copula, t, at))
            return true;
    }
    return false;
}

static bool is_label(const struct look *k, struct str t)
{
    return body_in(k->after, "：:") && !k->opens && body_length(t, clause_of(k), 8) < 8;
}

/* 摊主叫某某，  那人是某某。: a name of two to four characters and a mark behind the verb */
static bool names_person(struct str t, struct span s)
{
    size_t len, at = s.off, end = s.off + s.len;

    for (int n = 0; n < 25 && at < end; n++, at += len) {
        size_t to, cps = 0, step;

        if (!body_in(body_cp(t, at, &len), "叫是"))
            continue;
        for (to = at + len; to < end && utf8_is_han(body_cp(t, to, &step)) && cps < 5;
             to += step)
            cps++;
        if (cps >= 2 && cps <= 4 && body_in(body_cp(t, to, &step), "，。"))
            return true;
    }
    return false;
}

static bool goes_on(struct str t, struct span s)
{
    return words_at(&words_contrast, t, s.off) || words_at(&words_onward, t, s.off);
}

/* How sentence I begins: the first kind that fits. */
static enum break_feature start_of(const struct builder *b, size_t i)
{
    const struct look *k = &b->looks[i];
    const struct span s = b->items[i].span;
    const struct words *lists[] = {&words_list, &words_topic, &words_contrast};
    const enum break_feature kinds[] = {BREAK_LIST, BREAK_TOPIC, BREAK_CONTRAST};
    size_t len;
    uint32_t cp = body_cp(b->t, s.off, &len);

    if (k->opens && (k->tail_cue || k->term))
        return k->tail_cue ? BREAK_QUOTE_CUE : BREAK_QUOTE_TERM;
    if (k->opens)
        return i && b->looks[i - 1].cue ? BREAK_QUOTE_AFTER : BREAK_QUOTE_ALONE;
    if (k->pronoun)
        return k->cue ? BREAK_PRONOUN_CUE : BREAK_PRONOUN;
    if (k->cue && (k->title || k->name))
        return k->title ? BREAK_TITLE_CUE : BREAK_NAME_CUE;
    for (size_t n = 0; n < sizeof lists / sizeof *lists; n++)
        if (words_at(lists[n], b->t, s.off))
            return kinds[n];
    if (is_date(b->t, s) || words_at(&words_time, b->t, s.off))
        return BREAK_TIME;
    if (k->cue)
        return BREAK_OTHER_CUE;
    if (words_at(&words_continue, b->t, s.off))
        return BREAK_CONTINUE;
    if (k->title)
        return BREAK_TITLE;
    return body_in(cp, "—") ? BREAK_DASH : BREAK_ALWAYS;
}

/* “…。”某某说: the verb after the mark belongs to the quotation before it, unless it opens a
 * quotation of its own (某某说：“) or the one before already had a speaker. */
static bool owns_quote(const struct builder *b, size_t i)
{
    const struct look *k = &b->looks[i], *prev = &b->looks[i - 1];
    size_t len, after = k->stop;

    if (!prev->bare || !k->cue || k->opens || body_in(k->after, "：:"))
        return false;
    if (k->pronoun || body_is_end(k->after) || k->says)
        return true;
    body_cp(b->t, after, &len);
    if (body_is_opener(body_cp(b->t, after + len, &len)))
        return true;
    return i < 2 || !(b->looks[i - 2].cue || b->looks[i - 2].opens);
}

static void set_likeness(const struct builder *b, size_t i, uint64_t *on)
{
    uint64_t back[BITS / 64], ahead[BITS / 64];
    size_t two_back = i > 1 ? i - 2 : 0, next = i + 1 < b->n ? i + 1 : i;
    unsigned near;

    for (size_t k = 0; k < BITS / 64; k++) {
        back[k] = signature_of(b, i - 1)->bits[k] | signature_of(b, two_back)->bits[k];
        ahead[k] = signature_of(b, i)->bits[k] | signature_of(b, next)->bits[k];
    }
    near = likeness(back, ahead);
    break_set(on, BREAK_APART, near == 0);
    break_set(on, BREAK_NEAR, near >= 3 && near < 12);
    break_set(on, BREAK_CLOSE, near >= 12);
}

static void set_text(const struct builder *b, uint64_t *on)
{
    break_set(on, BREAK_NAMES, b->pronouns * 100 < 6 * b->n);
    break_set(on, BREAK_PRONOUNS, b->pronouns * 100 > 14 * b->n);
    break_set(on, BREAK_DASHES, b->dashes >= 3);
}

static void set_features(struct builder *b, size_t i)
{
    const struct look *k = &b->looks[i], *prev = &b->looks[i - 1];
    struct sentence *s = &b->items[i];
    uint64_t *on = &s->on;
    int met = met_before(b, i);

    s->hard = owns_quote(b, i);
    break_set(on, start_of(b, i), 1);
    break_set(on, BREAK_ALWAYS, 1);
    break_set(on, BREAK_LABEL, is_label(k, b->t));
    break_set(on, BREAK_COPULA, is_copula(b->t, s->span));
    break_set(on, BREAK_KNOWN_HEAD, known_head(b, s->span));
    break_set(on, BREAK_SAME_HEAD, same_head(b, i));
    break_set(on, BREAK_GIVEN, met == 2);
    break_set(on, BREAK_EARLIER, met == 1);
    break_set(on, BREAK_TINY, s->cps < 15);
    break_set(on, BREAK_SHORT, s->cps >= 15 && s->cps < 25);
    break_set(on, BREAK_LONG, s->cps > 80);
    set_likeness(b, i, on);
    break_set(on, BREAK_PREV_CLOSES, prev->closes && !prev->bare);
    break_set(on, BREAK_PREV_BARE, prev->bare);
    break_set(on, BREAK_PREV_OPENS, prev->tail_cue);
    break_set(on, BREAK_PREV_ASKS, prev->asks);
    break_set(on, BREAK_PREV_TRAILS, prev->trails);
    break_set(on, BREAK_PREV_CUE, prev->cue && !prev->opens);
    break_set(on, BREAK_PREV_COPULA, is_copula(b->t, s[-1].span));
    break_set(on, BREAK_PREV_COLON, prev->colon);
    break_set(on, BREAK_PREV_SAYS, (s - 1)->hard);
    break_set(on, BREAK_PERSON, names_person(b->t, s->span));
    break_set(on, BREAK_ASKS, k->asks);
    if (i + 1 < b->n && !b->items[i + 1].first) {
        const struct look *next = &b->looks[i + 1];

        break_set(on, BREAK_THEN_QUOTE, next->opens);
        break_set(on, BREAK_THEN_TINY, s[1].cps < 15);
        break_set(on, BREAK_THEN_ON,
                  !next->opens && (next->pronoun || goes_on(b->t, s[1].span)));
    }
    set_text(b, on);
}

/* What has to be known of the whole text first. */
static void survey(struct builder *b)
{
    size_t len;

    for (size_t i = 0; i < b->n; i++) {
        struct span s = b->items[i].span;

        b->pronouns += b->looks[i].pronoun && !b->looks[i].opens;
        b->dashes +=
            body_in(body_cp(b->t, s.off, &len), "—") && !sentence_is_signature(b->t, s);
    }
}

/* What occurs in sentence I was met. */
static void see(struct builder *b, size_t i)
{
    struct span s = b->items[i].span;
    uint32_t last = 0;
    size_t len;

    if (i >= UINT16_MAX)
        return; /* a text that long has everything */
    for (size_t at = s.off; at < s.off + s.len; at += len) {
        uint32_t cp = body_cp(b->t, at, &len);
        size_t h = mix(last, cp) & b->mask;

        b->seen[h / 8] = (unsigned char)(b->seen[h / 8] | 1u << h % 8);
        last = cp;
    }
}

static void look_at_breaks(struct builder *b)
{
    for (size_t i = 1; i < b->n; i++) {
        uint64_t *before = &b->items[i - 1].on;

        sign_until(b, i + 1);
        if (i > 1)
            see(b, i - 2);
        if (b->items[i].first)
            continue;
        b->items[i].first = sentence_is_signature(b->t, b->items[i - 1].span);
        set_features(b, i);
        b->items[i].hard |= sentence_is_signature(b->t, b->items[i].span);
        if (b->items[i].hard && !b->items[i - 1].first &&
            !break_is(*before, BREAK_QUOTE_CUE)) {
            break_set(before, BREAK_QUOTE_AFTER, false);
            break_set(before, BREAK_QUOTE_ALONE, false);
            break_set(before, BREAK_QUOTE_CUE, true);
        }
    }
}

struct sentences paragraph_sentences(struct arena *a, struct str text,
                                     const struct span *stretches, size_t n)
{
    struct arena own = {.tally = a->tally};
    struct builder b = {.a = own, .items_a = own, .looks_a = own, .t = text};
    struct sentences list;
    struct span all = {0, 0};

    if (n) {
        all.off = stretches[0].off;
        all.len = stretches[n - 1].off + stretches[n - 1].len - all.off;
    }
    b.walk = (struct sentence_walk){text, body_pairs(&b.a, text, all), 0};
    for (size_t i = 0; i < n; i++)
        split(&b, stretches[i]);
    arena_free(&b.a); /* the pairs */
    count_pairs(&b, all);
    survey(&b);
    look_at_breaks(&b);
    arena_free(&b.a);
    arena_free(&b.looks_a);
    list.n = b.n;
    list.items = arena_give(a, &b.items_a, b.n * sizeof *b.items);
    return list;
}

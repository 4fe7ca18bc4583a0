/* The weights of article/paragraph.h, and the best cut by them. */
#include "article/paragraph.h"

#include <limits.h>

enum { MOST = 14 /* sentences of a paragraph */ };

struct weight {
    const char *name;
    int points; /* hundredths of log odds */
};

static const struct weight weights[PARAGRAPH_FEATURES] = {
    [BREAK_QUOTE_CUE] = {"quote_cue", 81},
    [BREAK_QUOTE_AFTER] = {"quote_after", -65},
    [BREAK_QUOTE_ALONE] = {"quote_alone", 90},
    [BREAK_QUOTE_TERM] = {"quote_term", -69},
    [BREAK_TITLE_CUE] = {"title_cue", 70},
    [BREAK_TITLE] = {"title", 49},
    [BREAK_NAME_CUE] = {"name_cue", -42},
    [BREAK_OTHER_CUE] = {"other_cue", 4},
    [BREAK_PRONOUN_CUE] = {"pronoun_cue", -75},
    [BREAK_PRONOUN] = {"pronoun", -63},
    [BREAK_TOPIC] = {"topic", 47},
    [BREAK_CONTRAST] = {"contrast", -107},
    [BREAK_CONTINUE] = {"continue", -72},
    [BREAK_LIST] = {"list", 0},
    [BREAK_TIME] = {"time", 18},
    [BREAK_DASH] = {"dash", -2},
    [BREAK_ALWAYS] = {"always", -28},
    [BREAK_LABEL] = {"label", 276},
    [BREAK_COPULA] = {"copula", 85},
    [BREAK_PERSON] = {"person", 48},
    [BREAK_ASKS] = {"asks", 53},
    [BREAK_KNOWN_HEAD] = {"known_head", 14},
    [BREAK_SAME_HEAD] = {"same_head", 123},
    [BREAK_GIVEN] = {"given", 21},
    [BREAK_EARLIER] = {"earlier", 17},
    [BREAK_TINY] = {"tiny", 144},
    [BREAK_SHORT] = {"short", 76},
    [BREAK_LONG] = {"long", 31},
    [BREAK_APART] = {"apart", 13},
    [BREAK_NEAR] = {"near", -7},
    [BREAK_CLOSE] = {"close", -55},
    [BREAK_THEN_QUOTE] = {"then_quote", -64},
    [BREAK_THEN_TINY] = {"then_tiny", -67},
    [BREAK_THEN_ON] = {"then_on", 29},
    [BREAK_PREV_CLOSES] = {"prev_closes", 77},
    [BREAK_PREV_BARE] = {"prev_bare", 30},
    [BREAK_PREV_OPENS] = {"prev_opens", -13},
    [BREAK_PREV_COLON] = {"prev_colon", 140},
    [BREAK_PREV_SAYS] = {"prev_says", 80},
    [BREAK_PREV_COPULA] = {"prev_copula", -63},
    [BREAK_PREV_ASKS] = {"prev_asks", 72},
    [BREAK_PREV_TRAILS] = {"prev_trails", -92},
    [BREAK_PREV_CUE] = {"prev_cue", 9},
    [BREAK_NAMES] = {"names", 107},
    [BREAK_PRONOUNS] = {"pronouns", -54},
    [BREAK_DASHES] = {"dashes", 369},
    [SPAN_CHARS + 0] = {"chars_25", -147},
    [SPAN_CHARS + 1] = {"chars_45", -118},
    [SPAN_CHARS + 2] = {"chars_65", -5},
    [SPAN_CHARS + 3] = {"chars_85", 71},
    [SPAN_CHARS + 4] = {"chars_110", 129},
    [SPAN_CHARS + 5] = {"chars_140", 121},
    [SPAN_CHARS + 6] = {"chars_180", 78},
    [SPAN_CHARS + 7] = {"chars_230", -21},
    [SPAN_CHARS + 8] = {"chars_more", -80},
    [SPAN_SENTENCES + 0] = {"sentences_1", -25},
    [SPAN_SENTENCES + 1] = {"sentences_2", -5},
    [SPAN_SENTENCES + 2] = {"sentences_3", 32},
    [SPAN_SENTENCES + 3] = {"sentences_4", 2},
    [SPAN_SENTENCES + 4] = {"sentences_5", 12},
};

/* The characters that a paragraph of the Nth kind of length has at most, less one. */
static const unsigned lengths[SPAN_CHARS_N - 1] = {25, 45, 65, 85, 110, 140, 180, 230};

static int span_score(unsigned cps, size_t n)
{
    size_t k = 0;

    while (k < SPAN_CHARS_N - 1 && cps >= lengths[k])
        k++;
    n = n < SPAN_SENTENCES_N ? n : SPAN_SENTENCES_N;
    return weights[SPAN_CHARS + k].points + weights[SPAN_SENTENCES + n - 1].points;
}

static int break_score(const struct sentence *s)
{
    int score = 0;

    for (size_t i = 0; i < BREAK_FEATURES; i++)
        score += break_is(s->on, (enum break_feature)i) ? weights[i].points : 0;
    return score;
}

struct cut {
    long long *best;
    unsigned char *lens;
    short *score; /* of a break before each */
};

/* best[i]: the highest sum for the sentences of the stretch before I, when a paragraph ends
 * there; lens[i]: how many of them that paragraph has. */
static void cut_stretch(struct sentence *items, size_t n, struct cut *c)
{
    long long *best = c->best;
    unsigned char *lens = c->lens;

    for (size_t i = 0; i < n; i++)
        c->score[i] = (short)break_score(&items[i]);
    best[0] = 0;
    for (size_t end = 1; end <= n; end++) {
        unsigned cps = 0;

        best[end] = LLONG_MIN;
        if (end < n && items[end].hard)
            continue;
        for (size_t len = 1; len <= MOST && len <= end; len++) {
            long long score;

            cps += items[end - len].cps;
            if (best[end - len] == LLONG_MIN)
                continue;
            score = best[end - len] + span_score(cps, len) +
                    (len < end ? c->score[end - len] : 0);
            if (score > best[end]) {
                best[end] = score;
                lens[end] = (unsigned char)len;
            }
        }
    }
    for (size_t end = n; end > 0;) {
        end -= lens[end];
        items[end].starts = true;
    }
}

void paragraph_cut(struct arena *a, struct sentences *list)
{
    struct cut c = {arena_array(a, long long, list->n + 1),
                    arena_array(a, unsigned char, list->n + 1),
                    arena_array(a, short, list->n + 1)};
    size_t end;

    for (size_t i = 0; i < list->n; i = end) {
        for (end = i + 1; end < list->n && !list->items[end].first; end++)
            ;
        cut_stretch(list->items + i, end - i, &c);
    }
}

const char *paragraph_feature(size_t i, int *weight)
{
    if (i >= PARAGRAPH_FEATURES)
        return NULL;
    if (weight)
        *weight = weights[i].points;
    return weights[i].name;
}

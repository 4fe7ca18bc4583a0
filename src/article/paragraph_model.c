/* The weights of article/paragraph.h, and the best cut by them. */
#include "article/paragraph.h"

#include <limits.h>

enum { MOST = 14 /* sentences of a paragraph */ };

struct weight {
    const char *name;
    int points; /* hundredths of log odds */
};

static const struct weight weights[PARAGRAPH_FEATURES] = {
    [BREAK_QUOTE_CUE] = {"quote_cue", 54},
    [BREAK_QUOTE_AFTER] = {"quote_after", -48},
    [BREAK_QUOTE_ALONE] = {"quote_alone", 64},
    [BREAK_QUOTE_TERM] = {"quote_term", -50},
    [BREAK_TITLE_CUE] = {"title_cue", 68},
    [BREAK_TITLE] = {"title", 44},
    [BREAK_NAME_CUE] = {"name_cue", -44},
    [BREAK_OTHER_CUE] = {"other_cue", 12},
    [BREAK_PRONOUN_CUE] = {"pronoun_cue", -85},
    [BREAK_PRONOUN] = {"pronoun", -51},
    [BREAK_TOPIC] = {"topic", 67},
    [BREAK_CONTRAST] = {"contrast", -95},
    [BREAK_CONTINUE] = {"continue", -70},
    [BREAK_LIST] = {"list", 0},
    [BREAK_DATE] = {"date", 5},
    [BREAK_TIME] = {"time", 23},
    [BREAK_IN_PLACE] = {"in_place", 15},
    [BREAK_DASH] = {"dash", 39},
    [BREAK_BRACKET] = {"bracket", -21},
    [BREAK_ALWAYS] = {"always", 7},
    [BREAK_LABEL] = {"label", 258},
    [BREAK_COPULA] = {"copula", 92},
    [BREAK_KNOWN_HEAD] = {"known_head", 19},
    [BREAK_SAME_HEAD] = {"same_head", 91},
    [BREAK_GIVEN] = {"given", 32},
    [BREAK_EARLIER] = {"earlier", 19},
    [BREAK_TINY] = {"tiny", 146},
    [BREAK_SHORT] = {"short", 86},
    [BREAK_LONG] = {"long", 8},
    [BREAK_APART] = {"apart", 16},
    [BREAK_NEAR] = {"near", -6},
    [BREAK_CLOSE] = {"close", -48},
    [BREAK_LEANS_NEXT] = {"leans_next", -23},
    [BREAK_LEANS_PREV] = {"leans_prev", -25},
    [BREAK_PREV_CLOSES] = {"prev_closes", 102},
    [BREAK_PREV_BARE] = {"prev_bare", 13},
    [BREAK_PREV_OPENS] = {"prev_opens", -59},
    [BREAK_PREV_ASKS] = {"prev_asks", 59},
    [BREAK_PREV_TRAILS] = {"prev_trails", -86},
    [BREAK_PREV_CUE] = {"prev_cue", 22},
    [BREAK_PREV_TINY] = {"prev_tiny", 9},
    [BREAK_PREV_SHORT] = {"prev_short", 11},
    [BREAK_PREV_LONG] = {"prev_long", 39},
    [BREAK_QUOTE_RUN] = {"quote_run", 13},
    [BREAK_BRISK] = {"brisk", -76},
    [BREAK_SLOW] = {"slow", 73},
    [BREAK_NAMES] = {"names", 103},
    [BREAK_PRONOUNS] = {"pronouns", -75},
    [BREAK_DASHES] = {"dashes", 220},
    [SPAN_CHARS + 0] = {"chars_25", -113},
    [SPAN_CHARS + 1] = {"chars_45", -93},
    [SPAN_CHARS + 2] = {"chars_65", -7},
    [SPAN_CHARS + 3] = {"chars_85", 61},
    [SPAN_CHARS + 4] = {"chars_110", 106},
    [SPAN_CHARS + 5] = {"chars_140", 103},
    [SPAN_CHARS + 6] = {"chars_180", 52},
    [SPAN_CHARS + 7] = {"chars_230", -45},
    [SPAN_CHARS + 8] = {"chars_more", -61},
    [SPAN_SENTENCES + 0] = {"sentences_1", -42},
    [SPAN_SENTENCES + 1] = {"sentences_2", 5},
    [SPAN_SENTENCES + 2] = {"sentences_3", 47},
    [SPAN_SENTENCES + 3] = {"sentences_4", 19},
    [SPAN_SENTENCES + 4] = {"sentences_5", 14},
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
        score += s->on[i] ? weights[i].points : 0;
    return score;
}

/* best[i]: the highest sum for the sentences of the stretch before I, when a paragraph ends
 * there; from[i]: where that paragraph began. */
static void cut_stretch(struct sentence *items, size_t n, long long *best, size_t *from)
{
    best[0] = 0;
    for (size_t end = 1; end <= n; end++) {
        unsigned cps = 0;

        best[end] = LLONG_MIN;
        if (end < n && items[end].hard)
            continue;
        for (size_t len = 1; len <= MOST && len <= end; len++) {
            const struct sentence *first = &items[end - len];
            long long score;

            cps += first->cps;
            if (best[end - len] == LLONG_MIN)
                continue;
            score = best[end - len] + span_score(cps, len) +
                    (len < end ? break_score(first) : 0);
            if (score > best[end]) {
                best[end] = score;
                from[end] = end - len;
            }
        }
    }
    for (size_t end = n; end > 0; end = from[end])
        items[from[end]].starts = true;
}

void paragraph_cut(struct arena *a, struct sentences *list)
{
    size_t *from = arena_array(a, size_t, list->n + 1), end;
    long long *best = arena_array(a, long long, list->n + 1);

    for (size_t i = 0; i < list->n; i = end) {
        for (end = i + 1; end < list->n && !list->items[end].first; end++)
            ;
        cut_stretch(list->items + i, end - i, best, from);
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

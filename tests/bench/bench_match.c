/* text/match.h over 100,000 titles of 20 characters, cut from the sample articles: for each word
 * the time of one look at all titles, with the rank, as a list asks for it at each key.  Measured
 * against fold_utf8() over the same bytes; best of the rounds.  Exit 1 when a word of three letters
 * takes more than LIMIT times as long. */
#include "samples.h"
#include "text/fold.h"
#include "text/match.h"
#include "text/utf8.h"

#include <stdio.h>

enum { ROUNDS = 15, TITLES = 100000, CPS = 20 };
#define LIMIT 1.5

struct titles {
    struct buf text;
    struct span at[TITLES];
};

/* From a random character on, so that all places of a sentence begin a title. */
static bool make_titles(struct titles *t)
{
    struct buf all = {0};
    uint32_t x = 7;
    bool ok = sample_articles(&all);

    for (size_t i = 0; ok && i < TITLES; i++) {
        struct str rest;
        size_t from;
        x = x * 1664525 + 1013904223;
        from = utf8_prev(buf_view(&all), 1 + x % (all.len - 1));
        rest = str_from(buf_view(&all), from);
        rest.len = utf8_offset(rest, CPS);
        t->at[i] = (struct span){t->text.len, rest.len};
        buf_str(&t->text, rest);
    }
    buf_free(&all);
    return ok;
}

static double run_fold(const struct titles *t, struct buf *out)
{
    double start = sample_ms();

    for (size_t i = 0; i < TITLES; i++) {
        buf_reset(out);
        fold_utf8(str_slice(buf_view(&t->text), t->at[i].off, t->at[i].len), out);
    }
    return sample_ms() - start;
}

static double run_match(const struct titles *t, struct str word, size_t *count)
{
    double start = sample_ms();
    struct matcher m;
    enum match_rank rank;

    *count = 0;
    match_compile(&m, word, MATCH_PINYIN);
    for (size_t i = 0; i < TITLES; i++)
        *count += match_in(&m, str_slice(buf_view(&t->text), t->at[i].off, t->at[i].len),
                           NULL, 0, NULL, &rank);
    return sample_ms() - start;
}

static double best_match(const struct titles *t, const char *word, double fold)
{
    double best = 1e9;
    size_t count = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double ms = run_match(t, str_of(word), &count);
        best = ms < best ? ms : best;
    }
    printf("%-16s %8zu %8.2f %6.2f\n", word, count, best, best / fold);
    return best;
}

int main(void)
{
    static const char *const words[] = {"dgh",      "z",    "zh",    "zhongguo",
                                        "rgzn",     "人工", "智能",  "人gz",
                                        "aaaaaaaa", "AI",   "老码头"};
    static struct titles t;
    struct buf out = {0};
    double fold = 1e9, usual;

    if (!make_titles(&t))
        return 1;
    for (int i = 0; i < ROUNDS; i++) {
        double ms = run_fold(&t, &out);
        fold = ms < fold ? ms : fold;
    }
    printf("%d titles, %zu bytes    ms  /fold\n%-25s %8.2f %6.2f\n", TITLES, t.text.len,
           "fold", fold, 1.0);
    usual = best_match(&t, "szr", fold);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        best_match(&t, words[i], fold);
    buf_free(&out);
    buf_free(&t.text);
    return sample_goal("three letters against fold", usual, fold, LIMIT) ? 0 : 1;
}

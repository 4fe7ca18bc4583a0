/* text/grams.h over a folded text of sentences of the sample articles, an article a line, against
 * fold_utf8() over the same bytes; best of the rounds.  Exit 1 when it takes more than LIMIT times
 * as long. */
#include "samples.h"
#include "text/fold.h"
#include "text/grams.h"

#include <stdio.h>

enum { ROUNDS = 5, TEXT_BYTES = 16 << 20, LINE_BYTES = 4500 };
#define LIMIT 6.0

struct totals {
    size_t texts, bytes, grams;
};

static struct totals run_grams(struct grams *g, struct str all, struct buf *out)
{
    struct totals t = {0};

    for (size_t at = 0, end; at < all.len; at = end + 1) {
        end = str_find(all, STR("\n"), at);
        buf_reset(out);
        grams_begin(g);
        grams_add(g, str_slice(all, at, end - at), out);
        t.texts++;
        t.bytes += out->len;
        t.grams += g->n;
    }
    return t;
}

static void run_fold(struct str all, struct buf *out)
{
    for (size_t at = 0, end; at < all.len; at = end + 1) {
        end = str_find(all, STR("\n"), at);
        buf_reset(out);
        fold_utf8(str_slice(all, at, end - at), out);
    }
}

int main(void)
{
    struct buf text = {0}, out = {0};
    struct grams g = {0};
    struct totals t = {0};
    double fold = 1e9, ours = 1e9;
    bool ok;

    if (!sample_folded(&text, TEXT_BYTES, LINE_BYTES))
        return 1;
    for (int i = 0; i < ROUNDS; i++) {
        double start = sample_ms(), ms;
        run_fold(buf_view(&text), &out);
        ms = sample_ms() - start;
        fold = ms < fold ? ms : fold;
        start = sample_ms();
        t = run_grams(&g, buf_view(&text), &out);
        ms = sample_ms() - start;
        ours = ms < ours ? ms : ours;
    }
    printf("%zu texts, %zu bytes: %zu grams, %.2f of the bytes\n", t.texts, text.len,
           t.grams, (double)t.bytes / (double)text.len);
    printf("fold %.0f MB/s, grams %.0f MB/s\n", (double)text.len / fold / 1e3,
           (double)text.len / ours / 1e3);
    ok = sample_goal("grams against fold", ours, fold, LIMIT);
    grams_free(&g);
    buf_free(&text);
    buf_free(&out);
    return ok ? 0 : 1;
}

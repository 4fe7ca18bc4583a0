#include "cache_maker.h"
#include "unit/check.h"

static void candidates(void **state)
{
    enum { N = 200 };
    struct place p;
    struct cache *w, *r;
    struct shelf *s;
    struct cache_status st;
    bool exact;
    size_t answers;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
    put_range(w, 0, N / 2);
    put_range(w, N / 2, N);
    r = cache_open(p.folder, &cache_indexing);
    s = shelf_of_cache(r);
    CHECK("no index yet", !cache_candidates(r, s, 0, STR("江城"), &exact));
    index_all(w, 1000);
    CHECK("status", cache_status(w, &st));
    CHECK_INT("indexed", st.n_indexed, N);
    CHECK_INT("to index", st.n_to_index, 0);
    shelf_unref(s);
    s = shelf_of_cache(r);
    answers = check_candidates(r, s);
    CHECK("most are answered", answers > CACHE_NEEDLES);
    CHECK("exact", cache_candidates(r, s, 1, STR("算力"), &exact) && exact);
    CHECK("not exact", cache_candidates(r, s, 0, STR("算力真好"), &exact) && !exact);
    CHECK("no grams", !cache_candidates(r, s, 0, STR("。"), &exact));
    CHECK("no part", !cache_candidates(r, s, 9, STR("算力"), &exact));
    CHECK_INT("the one that writes", check_candidates(w, s), answers);
    check_verified(w);
    shelf_unref(s);
    cache_close(r);
    cache_close(w);
    place_teardown(&p);
}

/* New articles, changed ones, merged segments: an index that is behind leaves nothing out. */
static void candidates_of_what_changes(void **state)
{
    enum { N = 120 };
    struct place p;
    struct cache *w, *r;
    struct shelf *s, *old;
    struct err e = {0};
    bool more, exact;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
    r = cache_open(p.folder, &cache_indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    old = shelf_of_cache(r);
    for (unsigned round = 0; round < 12; round++) {
        unsigned i = N + 10 * round;
        put_range(w, i, i + 10);
        begin_put(w);
        put_words(w, 3 * round, 500 + round);
        put_words(w, 3 * round + 1, 600 + round);
        put_words(w, 3 * round + 2, 3 * round + 2);
        commit_put(w);
        s = shelf_of_cache(r);
        check_candidates(r, s);
        CHECK("old ones", round > 0 || check_candidates(r, old) > 0);
        CHECK("step", cache_index_step(w, 700, &more, &e));
        check_candidates(r, s);
        check_candidates(w, s);
        if (round % 5 == 4)
            CHECK("merge", cache_merge(w, 6, &e));
        shelf_unref(s);
        s = shelf_of_cache(w);
        check_candidates(w, s);
        shelf_unref(s);
    }
    CHECK("articles of then are gone from the index",
          !cache_candidates(r, old, 0, STR("稻"), &exact));
    shelf_unref(old);
    index_all(w, 1 << 20);
    check_verified(w);
    cache_close(r);
    cache_close(w);
    place_teardown(&p);
}

/* What is known of an article changes and its text does not: number, text and index stay. */
static void same_texts(void **state)
{
    enum { N = 60 };
    struct place p;
    struct cache *w;
    struct shelf *s;
    struct cache_status before, after;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    CHECK("status", cache_status(w, &before));
    for (unsigned round = 0; round < 3; round++) {
        put_range(w, 10 * round, N);
        begin_put(w);
        put_article(w, 30);
        put_article(w, 30);
        put_words(w, 31, 31 + round % 2);
        put_article(w, 31);
        commit_put(w);
        s = shelf_of_cache(w);
        CHECK_INT("articles", s->n, N);
        check_articles(s);
        check_candidates(w, s);
        shelf_unref(s);
        check_verified(w);
        index_all(w, 1 << 20);
    }
    CHECK("status", cache_status(w, &after));
    CHECK("a few texts more", after.text < before.text + before.text / 5);
    CHECK_INT("index done", after.n_to_index, 0);
    CHECK("merge", cache_merge(w, SHELF_SEGMENTS, NULL));
    check_verified(w);
    s = shelf_of_cache(w);
    check_articles(s);
    CHECK("answers", check_candidates(w, s) > CACHE_NEEDLES / 2);
    shelf_unref(s);
    cache_close(w);
    place_teardown(&p);
}

/* Texts of articles that are gone go in the end, and the index stays. */
static void compacting(void **state)
{
    enum { N = 80 };
    struct place p;
    struct cache *w, *r;
    struct shelf *s, *old;
    struct cache_status st;
    struct err e = {0};
    size_t answers;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    for (unsigned i = 0; i < N / 2; i++) {
        begin_put(w);
        put_words(w, i, 300 + i);
        commit_put(w);
        begin_put(w);
        put_article(w, i);
        commit_put(w);
        CHECK("merge", cache_merge(w, cache_merge_due(w), &e));
        if (i == N / 3)
            index_all(w, 1 << 20);
    }
    r = cache_open(p.folder, &cache_indexing);
    old = shelf_of_cache(r);
    answers = check_candidates(r, old);
    CHECK("status", cache_status(w, &st));
    CHECK("much is dead", st.text_dead > st.text / 3);
    CHECK("little text", !cache_compact_due(w));
    bool ok = cache_compact(w, &e);
    CHECK(e.msg, ok);
    CHECK("status", cache_status(w, &st));
    CHECK_INT("nothing is dead", st.text_dead + st.n_dead, 0);
    CHECK_INT("one", st.n_segments, 1);
    CHECK_INT("no more files", count_segment_files(&p), 1);
    check_verified(w);
    check_articles(old);
    s = shelf_of_cache(r);
    CHECK_INT("articles", s->n, N);
    check_articles(s);
    CHECK("answers", check_candidates(r, s) > 0 && answers > 0);
    put_range(w, N, N + 5);
    index_all(w, 1 << 20);
    check_verified(w);
    shelf_unref(s);
    s = shelf_of_cache(r);
    check_articles(s);
    check_candidates(r, s);
    shelf_unref(s);
    shelf_unref(old);
    cache_close(r);
    cache_close(w);
    place_teardown(&p);
}

/* A little text needs no index. */
static void no_index_below_the_limit(void **state)
{
    struct place p;
    struct cache *w;
    struct err e;
    bool more = true;
    struct cache_status st;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, 50);
    CHECK("step", cache_index_step(w, 1 << 20, &more, &e) && !more);
    CHECK("status", cache_status(w, &st));
    CHECK_INT("wanted", st.index_wanted, false);
    CHECK_INT("indexed", st.n_indexed, 0);
    cache_close(w);
    place_teardown(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(candidates),
    cmocka_unit_test(candidates_of_what_changes),
    cmocka_unit_test(same_texts),
    cmocka_unit_test(compacting),
    cmocka_unit_test(no_index_below_the_limit),
};
const struct check_suite suite_cache_index = {"cache_index", tests,
                                              sizeof tests / sizeof *tests};

#include "cache_maker.h"
#include "unit/check.h"

#include <sys/stat.h>
#include <unistd.h>

static void nothing_there(void **state)
{
    struct place p;
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    struct cache *c;
    struct cache_file f;
    struct cache_status st;
    struct err e;

    (void)state;
    p = place_setup();
    c = cache_open(p.folder, &cache_plain);
    CHECK("why", *cache_why(c));
    CHECK_INT("parts", cache_parts(c, parts, &generation), 0);
    CHECK_INT("generation", generation, 0);
    CHECK_INT("file", cache_file(c, STR("a"), &f), false);
    CHECK_INT("status", cache_status(c, &st), false);
    CHECK_INT("verify", cache_verify(c, &e), false);
    CHECK_INT("begin", cache_begin(c, &e), false);
    CHECK("nothing made", access(p.folder, F_OK) < 0);
    CHECK("removing nothing", cache_remove(p.folder, &e));
    cache_close(c);
    place_teardown(&p);
}

static void round_trip(void **state)
{
    enum { N = 120 };
    struct place p;
    struct cache *w, *r;
    struct shelf *s;
    struct cache_file f;
    struct cache_status st;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    r = cache_open(p.folder, &cache_plain);
    CHECK_STR("why", cache_why(r), "");
    put_range(w, 0, N / 2);
    CHECK("changed", cache_changed(r));
    s = shelf_of_cache(r);
    CHECK_INT("first half", s->n, N / 2);
    put_range(w, N / 2, N);
    check_articles(s);
    shelf_unref(s);
    CHECK("changed", cache_changed(r));
    s = shelf_of_cache(r);
    CHECK("not changed", !cache_changed(r));
    CHECK_INT("articles", s->n, N);
    check_articles(s);
    shelf_unref(s);
    CHECK("file", cache_file(r, STR("/江城/00007.yaml"), &f));
    CHECK_INT("size", f.print.size, 107);
    CHECK_INT("ctime", f.print.ctime_ns, -7);
    CHECK_INT("articles", f.n_articles, 1);
    CHECK("no file", !cache_file(r, STR("/江城/7.yaml"), &f));
    CHECK("status", cache_status(r, &st));
    CHECK_INT("files", st.n_files, N);
    CHECK_INT("articles", st.n_articles, N);
    CHECK_INT("segments", st.n_segments, 2);
    check_verified(w);
    check_verified(r);
    cache_close(w);
    cache_close(r);
    place_teardown(&p);
}

/* What is read anew replaces what was; what is the same keeps its rows. */
static void changes(void **state)
{
    struct place p;
    struct cache *w;
    struct shelf *s;
    struct arena a = {0};
    struct facts two[2];
    struct cache_file f;
    struct err e;
    uint64_t before;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, 20);
    s = shelf_of_cache(w);
    before = s->generation;
    shelf_unref(s);

    make_facts(&a, 3, &two[0]);
    make_facts(&a, 3, &two[1]);
    two[1].doc = 1;
    f = file_of_facts(&a, 3, &two[0]);
    f.n_articles = 2;
    begin_put(w);
    CHECK("put", cache_put(w, &f, two, &e));
    CHECK("put again", cache_put(w, &f, two, &e));
    CHECK_INT("pending", cache_pending(w), 4);
    CHECK("gone", cache_gone(w, STR("/江城/00004.yaml"), &e));
    CHECK("never there", cache_gone(w, STR("/x"), &e));
    s = shelf_of_cache(w);
    CHECK_INT("not yet", s->n, 20);
    shelf_unref(s);
    commit_put(w);
    s = shelf_of_cache(w);
    CHECK_INT("articles", s->n, 20);
    CHECK_INT("generation", s->generation, before + 1);
    check_articles(s);
    shelf_unref(s);

    f.racy = true;
    f.print.size = 5;
    begin_put(w);
    CHECK("touch", cache_touch(w, &f, &e));
    commit_put(w);
    CHECK("known", cache_file(w, f.path, &f) && f.racy && f.print.size == 5);
    CHECK_INT("its articles", f.n_articles, 2);
    s = shelf_of_cache(w);
    CHECK_INT("nothing to see", s->generation, before + 1);
    shelf_unref(s);

    begin_put(w);
    put_article(w, 100);
    CHECK("gone", cache_gone(w, STR("/江城/00005.yaml"), &e));
    cache_rollback(w);
    s = shelf_of_cache(w);
    CHECK_INT("as before", s->n, 20);
    shelf_unref(s);
    CHECK("not put", !cache_file(w, STR("/江城/00100.yaml"), &f));
    check_verified(w);
    arena_free(&a);
    cache_close(w);
    place_teardown(&p);
}

static void racy_prints(void **state)
{
    const struct cache_print p = {.mtime_ns = 10000000000, .ctime_ns = 9000000000};

    (void)state;
    CHECK("just now", cache_print_racy(&p, 10000000000));
    CHECK("two seconds", cache_print_racy(&p, 12000000000));
    CHECK("long ago", !cache_print_racy(&p, 12000000001));
}

/* In the order in which a walk meets them, however they came. */
static void files_in_order(void **state)
{
    static const char *const paths[] = {"b",     "z",       "a/z",    "a/b/c",
                                        "a/b-/", "a/b-/x",  "a-/a",   "a0",
                                        "a/b/a", "a/b.txt", "/abs/x", "/y"};
    static const char *const want[] = {"a0",     "b",       "z",   "/y",
                                       "/abs/x", "a/b.txt", "a/z", "a/b/a",
                                       "a/b/c",  "a/b-/x",  "a-/a"};
    struct place p;
    struct cache *w;
    struct cache_files *it;
    struct cache_file f;
    struct err e;
    size_t n = 0;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    begin_put(w);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        f = (struct cache_file){.path = str_of(paths[i])};
        CHECK("put", cache_put(w, &f, NULL, &e));
    }
    commit_put(w);
    it = cache_files_new(w);
    for (; cache_files_next(it, &f); n++)
        CHECK_MEM("path", f.path.p, f.path.len, want[n], strlen(want[n]));
    CHECK_INT("all", n, sizeof want / sizeof *want);
    cache_files_free(it);
    cache_close(w);
    place_teardown(&p);
}

static void many_files_in_order(void **state)
{
    enum { N = 1000 };
    struct place p;
    struct cache *w;
    struct cache_files *it;
    struct cache_file f;
    unsigned n = 0;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, N);
    it = cache_files_new(w);
    for (; cache_files_next(it, &f); n++)
        CHECK_INT("size", f.print.size, 100 + n);
    CHECK_INT("all", n, N);
    cache_files_free(it);
    cache_close(w);
    place_teardown(&p);
}

/* However many commits: few segments, all articles, and a reader of before keeps its own. */
static void merging(void **state)
{
    enum { N = 150 };
    struct place p;
    struct cache *w, *r;
    struct shelf *old, *s;
    struct err e = {0};

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, 3);
    r = cache_open(p.folder, &cache_plain);
    old = shelf_of_cache(r);
    for (unsigned i = 3; i < N; i++) {
        put_range(w, i, i + 1);
        if (i % 10 == 5) {
            begin_put(w);
            CHECK("gone", cache_gone(w, STR("/江城/00005.yaml"), &e));
            commit_put(w);
            put_range(w, 5, 6);
        }
        bool ok = cache_merge(w, cache_merge_due(w), &e);
        CHECK(e.msg, ok);
    }
    s = shelf_of_cache(w);
    CHECK_INT("articles", s->n, N);
    CHECK("few", s->n_parts < 16);
    CHECK_INT("no more files", count_segment_files(&p), s->n_parts);
    check_articles(s);
    check_articles(old);
    check_verified(w);
    shelf_unref(s);
    shelf_unref(old);
    s = shelf_of_cache(r);
    CHECK_INT("articles", s->n, N);
    shelf_unref(s);
    CHECK("all of it", cache_merge(w, count_segment_files(&p), &e));
    CHECK_INT("one", count_segment_files(&p), 1);
    check_verified(w);
    cache_close(r);
    cache_close(w);
    place_teardown(&p);
}

/* Without merging the room ends; then it is made. */
static void too_many_segments(void **state)
{
    struct place p;
    struct cache *w;
    struct shelf *s;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    for (unsigned i = 0; i < SHELF_SEGMENTS + 3; i++)
        put_range(w, i, i + 1);
    s = shelf_of_cache(w);
    CHECK_INT("articles", s->n, SHELF_SEGMENTS + 3);
    CHECK("segments", s->n_parts < SHELF_SEGMENTS);
    shelf_unref(s);
    cache_close(w);
    place_teardown(&p);
}

static void other_identity(void **state)
{
    const struct cache_options other = {.identity = 2};
    struct place p;
    struct cache *w, *r;
    struct shelf *s;
    uint64_t before;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, 10);
    s = shelf_of_cache(w);
    before = s->generation;
    cache_close(w);
    r = cache_open(p.folder, &other);
    CHECK("none", *cache_why(r));
    cache_close(r);
    w = open_writer(&p, &other);
    CHECK_STR("made anew", cache_why(w), "");
    put_range(w, 10, 15);
    check_articles(s);
    shelf_unref(s);
    s = shelf_of_cache(w);
    CHECK_INT("articles", s->n, 5);
    CHECK("later", s->generation > before);
    shelf_unref(s);
    cache_close(w);
    place_teardown(&p);
}

static void identities(void **state)
{
    const struct str a[] = {STR_INIT("ab"), STR_INIT("c")},
                     b[] = {STR_INIT("a"), STR_INIT("bc")};

    (void)state;
    CHECK("parts count", cache_identity(a, 2) != cache_identity(b, 2));
    CHECK("number counts", cache_identity(a, 2) != cache_identity(a, 1));
    CHECK("the same", cache_identity(a, 2) == cache_identity(a, 2));
}

static void one_writer(void **state)
{
    struct place p;
    struct cache *w, *other;
    struct err e;

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    other = cache_open(p.folder, &cache_plain);
    CHECK("held", !cache_lock(other, &e));
    CHECK_STR("no error", e.msg, "");
    CHECK("not removed", !cache_remove(p.folder, &e));
    put_range(w, 0, 5);
    cache_unlock(w);
    CHECK("free", cache_lock(other, &e));
    put_range(other, 5, 10);
    check_verified(other);
    cache_close(other);
    CHECK("removed", cache_remove(p.folder, &e));
    CHECK("nothing left", access(p.folder, F_OK) < 0);
    cache_close(w);
    place_teardown(&p);
}

/* Others may write there: not a place for a cache. */
static void folder_of_others(void **state)
{
    struct place p;
    struct cache *c;
    struct err e = {0};
    char path[128];

    (void)state;
    p = place_setup();
    c = open_writer(&p, &cache_plain);
    put_range(c, 0, 5);
    cache_close(c);
    CHECK("chmod", chmod(p.folder, 0777) == 0);
    c = cache_open(p.folder, &cache_plain);
    CHECK("refused", !cache_lock(c, &e) && *e.msg);
    cache_close(c);
    CHECK("chmod", chmod(p.folder, 0700) == 0);
    snprintf(path, sizeof path, "%s/state.bin", p.folder);
    CHECK("chmod", chmod(path, 0666) == 0);
    c = cache_open(p.folder, &cache_plain);
    CHECK("not believed", *cache_why(c));
    cache_close(c);
    place_teardown(&p);
}

static void make_generation(struct place *p, unsigned n)
{
    struct arena a = {0};
    struct err e = {0};
    char *folder;
    struct place q = {{0}, {0}};
    struct cache *w;

    CHECK("folder", cache_publish_folder(&a, p->folder, &folder, &e));
    snprintf(q.folder, sizeof q.folder, "%s", folder);
    w = open_writer(&q, &cache_indexing);
    put_range(w, 0, n);
    index_all(w, 1 << 20);
    cache_close(w);
    bool ok = cache_publish(p->folder, folder, &e);
    CHECK(e.msg, ok);
    arena_free(&a);
}

static void published(void **state)
{
    const struct cache_options shared = {.identity = 1, .shared = true};
    struct place p;
    struct cache *r;
    struct shelf *s;
    struct err e;

    (void)state;
    p = place_setup();
    snprintf(p.folder, sizeof p.folder, "%s/pub", p.top);
    r = cache_open(p.folder, &shared);
    CHECK("none", *cache_why(r));
    make_generation(&p, 30);
    for (unsigned n = 40; n < 70; n += 10) {
        CHECK("changed", cache_changed(r));
        s = shelf_of_cache(r);
        CHECK_INT("articles", s->n, n - 10);
        CHECK("not changed", !cache_changed(r));
        check_articles(s);
        CHECK("index", check_candidates(r, s) > 10);
        make_generation(&p, n);
        check_articles(s);
        CHECK("index of then", check_candidates(r, s) > 10);
        shelf_unref(s);
    }
    CHECK("never written", !cache_lock(r, &e) && *e.msg);
    check_verified(r);
    cache_close(r);
    place_teardown(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_there),  cmocka_unit_test(round_trip),
    cmocka_unit_test(changes),        cmocka_unit_test(racy_prints),
    cmocka_unit_test(files_in_order), cmocka_unit_test(many_files_in_order),
    cmocka_unit_test(merging),        cmocka_unit_test(too_many_segments),
    cmocka_unit_test(other_identity), cmocka_unit_test(identities),
    cmocka_unit_test(one_writer),     cmocka_unit_test(folder_of_others),
    cmocka_unit_test(published),
};
const struct check_suite suite_cache = {"cache", tests, sizeof tests / sizeof *tests};

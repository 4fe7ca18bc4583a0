#include "shelf_maker.h"
#include "store/cache.h"
#include "unit/check.h"

#include "base/file.h"
#include "base/hash.h"
#include "text/fold.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct cache_options plain = {.identity = 1};
static const struct cache_options indexing = {.identity = 1, .index_above = 1};

/* A folder that is not there yet, below one of the test's own. */
struct place {
    char top[64], folder[96];
};

static void setup(struct place *p)
{
    /* In memory where that is possible: thousands of syncs would be most of the time. */
    snprintf(p->top, sizeof p->top, "%s/yulu-cache-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    CHECK("folder", mkdtemp(p->top) != NULL);
    snprintf(p->folder, sizeof p->folder, "%s/a/b", p->top);
}

static void remove_tree(const char *path)
{
    DIR *d = opendir(path);
    const struct dirent *entry;
    char below[512];

    while (d && (entry = readdir(d))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (unlink(below) < 0)
            remove_tree(below);
    }
    if (d)
        closedir(d);
    rmdir(path);
}

static void teardown(struct place *p)
{
    remove_tree(p->top);
}

static struct cache_file file_of(struct arena *a, unsigned i, const struct facts *f)
{
    return (struct cache_file){
        .path = arena_str(a, f->path),
        .print = {.size = 100 + i, .ino = i, .mtime_ns = 5, .ctime_ns = -7},
        .hash = f->hash,
        .n_articles = 1};
}

/* File I with the words of article WORDS. */
static void put_words(struct cache *c, unsigned i, unsigned words)
{
    struct arena a = {0};
    struct facts f, named;
    struct cache_file file;
    struct err e = {0};

    make_facts(&a, words, &f);
    make_facts(&a, i, &named);
    f.path = named.path;
    file = file_of(&a, i, &f);
    bool ok = cache_put(c, &file, &f, &e);
    CHECK(e.msg, ok);
    arena_free(&a);
}

static void put(struct cache *c, unsigned i)
{
    put_words(c, i, i);
}

static void begin(struct cache *c)
{
    struct err e = {0};

    CHECK(e.msg, cache_begin(c, &e));
}

static void commit(struct cache *c)
{
    struct err e = {0};
    bool ok = cache_commit(c, &e);

    CHECK(e.msg, ok);
}

static void put_range(struct cache *c, unsigned from, unsigned to)
{
    begin(c);
    for (unsigned i = from; i < to; i++)
        put(c, i);
    commit(c);
}

static struct cache *open_writer(const struct place *p, const struct cache_options *o)
{
    struct cache *c = cache_open(p->folder, o);
    struct err e = {0};
    bool ok = cache_lock(c, &e);

    CHECK(e.msg, ok);
    return c;
}

static struct shelf *shelf_of(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_parts(c, parts, &generation);

    return shelf_new(parts, n, generation);
}

static void check_verified(struct cache *c)
{
    struct err e = {0};
    bool ok = cache_verify(c, &e);

    CHECK(e.msg, ok);
}

/* The article of every place is the one that its path says. */
static void check_articles(const struct shelf *s)
{
    struct arena a = {0};

    for (size_t i = 0; i < s->n; i++) {
        place_t p = shelf_at(s, i);
        struct facts want, got;
        segment_facts(shelf_segment(s, p), &a, place_row(p), &got);
        make_facts(&a, (unsigned)strtoul(strrchr(got.path.p, '/') + 1, NULL, 10), &want);
        CHECK_MEM("path", got.path.p, got.path.len, want.path.p, want.path.len);
        CHECK_MEM("title", got.title.p, got.title.len, want.title.p, want.title.len);
        CHECK_MEM("text", got.folded.p, got.folded.len, want.folded.p, want.folded.len);
        CHECK_INT("quotes", got.n_quotes, want.n_quotes);
        arena_reset(&a);
    }
    arena_free(&a);
}

/* ---- */

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
    setup(&p);
    c = cache_open(p.folder, &plain);
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
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    r = cache_open(p.folder, &plain);
    CHECK_STR("why", cache_why(r), "");
    put_range(w, 0, N / 2);
    CHECK("changed", cache_changed(r));
    s = shelf_of(r);
    CHECK_INT("first half", s->n, N / 2);
    put_range(w, N / 2, N);
    check_articles(s);
    shelf_unref(s);
    CHECK("changed", cache_changed(r));
    s = shelf_of(r);
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
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, 20);
    s = shelf_of(w);
    before = s->generation;
    shelf_unref(s);

    make_facts(&a, 3, &two[0]);
    make_facts(&a, 3, &two[1]);
    two[1].doc = 1;
    f = file_of(&a, 3, &two[0]);
    f.n_articles = 2;
    begin(w);
    CHECK("put", cache_put(w, &f, two, &e));
    CHECK("put again", cache_put(w, &f, two, &e));
    CHECK_INT("pending", cache_pending(w), 4);
    CHECK("gone", cache_gone(w, STR("/江城/00004.yaml"), &e));
    CHECK("never there", cache_gone(w, STR("/x"), &e));
    s = shelf_of(w);
    CHECK_INT("not yet", s->n, 20);
    shelf_unref(s);
    commit(w);
    s = shelf_of(w);
    CHECK_INT("articles", s->n, 20);
    CHECK_INT("generation", s->generation, before + 1);
    check_articles(s);
    shelf_unref(s);

    f.racy = true;
    f.print.size = 5;
    begin(w);
    CHECK("touch", cache_touch(w, &f, &e));
    commit(w);
    CHECK("known", cache_file(w, f.path, &f) && f.racy && f.print.size == 5);
    CHECK_INT("its articles", f.n_articles, 2);
    s = shelf_of(w);
    CHECK_INT("nothing to see", s->generation, before + 1);
    shelf_unref(s);

    begin(w);
    put(w, 100);
    CHECK("gone", cache_gone(w, STR("/江城/00005.yaml"), &e));
    cache_rollback(w);
    s = shelf_of(w);
    CHECK_INT("as before", s->n, 20);
    shelf_unref(s);
    CHECK("not put", !cache_file(w, STR("/江城/00100.yaml"), &f));
    check_verified(w);
    arena_free(&a);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    begin(w);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        f = (struct cache_file){.path = str_of(paths[i])};
        CHECK("put", cache_put(w, &f, NULL, &e));
    }
    commit(w);
    it = cache_files_new(w);
    for (; cache_files_next(it, &f); n++)
        CHECK_MEM("path", f.path.p, f.path.len, want[n], strlen(want[n]));
    CHECK_INT("all", n, sizeof want / sizeof *want);
    cache_files_free(it);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, N);
    it = cache_files_new(w);
    for (; cache_files_next(it, &f); n++)
        CHECK_INT("size", f.print.size, 100 + n);
    CHECK_INT("all", n, N);
    cache_files_free(it);
    cache_close(w);
    teardown(&p);
}

static size_t count_segment_files(const struct place *p)
{
    DIR *d = opendir(p->folder);
    const struct dirent *entry;
    size_t n = 0;

    while (d && (entry = readdir(d)))
        n += strncmp(entry->d_name, "seg-", 4) == 0;
    if (d)
        closedir(d);
    return n;
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
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, 3);
    r = cache_open(p.folder, &plain);
    old = shelf_of(r);
    for (unsigned i = 3; i < N; i++) {
        put_range(w, i, i + 1);
        if (i % 10 == 5) {
            begin(w);
            CHECK("gone", cache_gone(w, STR("/江城/00005.yaml"), &e));
            commit(w);
            put_range(w, 5, 6);
        }
        bool ok = cache_merge(w, cache_merge_due(w), &e);
        CHECK(e.msg, ok);
    }
    s = shelf_of(w);
    CHECK_INT("articles", s->n, N);
    CHECK("few", s->n_parts < 16);
    CHECK_INT("no more files", count_segment_files(&p), s->n_parts);
    check_articles(s);
    check_articles(old);
    check_verified(w);
    shelf_unref(s);
    shelf_unref(old);
    s = shelf_of(r);
    CHECK_INT("articles", s->n, N);
    shelf_unref(s);
    CHECK("all of it", cache_merge(w, count_segment_files(&p), &e));
    CHECK_INT("one", count_segment_files(&p), 1);
    check_verified(w);
    cache_close(r);
    cache_close(w);
    teardown(&p);
}

/* Without merging the room ends; then it is made. */
static void too_many_segments(void **state)
{
    struct place p;
    struct cache *w;
    struct shelf *s;

    (void)state;
    setup(&p);
    w = open_writer(&p, &plain);
    for (unsigned i = 0; i < SHELF_SEGMENTS + 3; i++)
        put_range(w, i, i + 1);
    s = shelf_of(w);
    CHECK_INT("articles", s->n, SHELF_SEGMENTS + 3);
    CHECK("segments", s->n_parts < SHELF_SEGMENTS);
    shelf_unref(s);
    cache_close(w);
    teardown(&p);
}

/* ---- The text index */

static const char *const needles[] = {
    "江",         "城",       "丁甲",     "算力", "稻田真好", "真好",      "医疗",
    "sora",       "ora",      "s",        "第1",  "第12篇",   "说：“一号", "钱锦",
    "没有这词",   "田渡",     "渡口不好", "。",   "“",        "1",         "zzz",
    "篇。单乙说", "sora，之", "㐀",       "𠀀",
};

static bool text_has(const struct segment *s, size_t row, struct str needle)
{
    struct str text = seg_text(s, row);

    return str_find(text, needle, 0) < text.len;
}

enum { N_NEEDLES = sizeof needles / sizeof *needles };

/* No row that has one of the first N is missing, and exact is exact.  Returns how many answers there
 * were. */
static size_t check_needles(struct cache *c, const struct shelf *s, size_t n)
{
    size_t answers = 0;

    for (size_t k = 0; k < n; k++) {
        struct str needle = str_of(needles[k]);
        for (size_t part = 0; part < s->n_parts; part++) {
            const struct segment *seg = &s->parts[part].seg->s;
            bool exact;
            const uint64_t *bits = cache_candidates(c, s, part, needle, &exact);
            answers += bits != NULL;
            for (size_t row = 0; bits && row < seg->n; row++) {
                bool has = text_has(seg, row, needle),
                     set = bits[row / 64] >> row % 64 & 1;
                if (!shelf_has(s, (place_t)(part << PLACE_ROW_BITS | row)))
                    continue;
                CHECK(needles[k], !has || set);
                CHECK(needles[k], !exact || has == set);
            }
        }
    }
    return answers;
}

static size_t check_candidates(struct cache *c, const struct shelf *s)
{
    return check_needles(c, s, N_NEEDLES);
}

static void index_all(struct cache *c, size_t work)
{
    struct err e = {0};
    bool more = true;

    for (size_t i = 0; more; i++) {
        bool ok = cache_index_step(c, work, &more, &e);
        CHECK(e.msg, ok);
        CHECK("comes to an end", i < 100000);
    }
}

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
    setup(&p);
    w = open_writer(&p, &indexing);
    put_range(w, 0, N / 2);
    put_range(w, N / 2, N);
    r = cache_open(p.folder, &indexing);
    s = shelf_of(r);
    CHECK("no index yet", !cache_candidates(r, s, 0, STR("江城"), &exact));
    index_all(w, 1000);
    CHECK("status", cache_status(w, &st));
    CHECK_INT("indexed", st.n_indexed, N);
    CHECK_INT("to index", st.n_to_index, 0);
    shelf_unref(s);
    s = shelf_of(r);
    answers = check_candidates(r, s);
    CHECK("most are answered", answers > N_NEEDLES);
    CHECK("exact", cache_candidates(r, s, 1, STR("算力"), &exact) && exact);
    CHECK("not exact", cache_candidates(r, s, 0, STR("算力真好"), &exact) && !exact);
    CHECK("no grams", !cache_candidates(r, s, 0, STR("。"), &exact));
    CHECK("no part", !cache_candidates(r, s, 9, STR("算力"), &exact));
    CHECK_INT("the one that writes", check_candidates(w, s), answers);
    check_verified(w);
    shelf_unref(s);
    cache_close(r);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &indexing);
    r = cache_open(p.folder, &indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    old = shelf_of(r);
    for (unsigned round = 0; round < 12; round++) {
        unsigned i = N + 10 * round;
        put_range(w, i, i + 10);
        begin(w);
        put_words(w, 3 * round, 500 + round);
        put_words(w, 3 * round + 1, 600 + round);
        put_words(w, 3 * round + 2, 3 * round + 2);
        commit(w);
        s = shelf_of(r);
        check_candidates(r, s);
        CHECK("old ones", round > 0 || check_candidates(r, old) > 0);
        CHECK("step", cache_index_step(w, 700, &more, &e));
        check_candidates(r, s);
        check_candidates(w, s);
        if (round % 5 == 4)
            CHECK("merge", cache_merge(w, 6, &e));
        shelf_unref(s);
        s = shelf_of(w);
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
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    CHECK("status", cache_status(w, &before));
    for (unsigned round = 0; round < 3; round++) {
        put_range(w, 10 * round, N);
        begin(w);
        put(w, 30);
        put(w, 30);
        put_words(w, 31, 31 + round % 2);
        put(w, 31);
        commit(w);
        s = shelf_of(w);
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
    s = shelf_of(w);
    check_articles(s);
    CHECK("answers", check_candidates(w, s) > N_NEEDLES / 2);
    shelf_unref(s);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &indexing);
    put_range(w, 0, N);
    index_all(w, 1 << 20);
    for (unsigned i = 0; i < N / 2; i++) {
        begin(w);
        put_words(w, i, 300 + i);
        commit(w);
        begin(w);
        put(w, i);
        commit(w);
        CHECK("merge", cache_merge(w, cache_merge_due(w), &e));
    }
    index_all(w, 1 << 20);
    r = cache_open(p.folder, &indexing);
    old = shelf_of(r);
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
    s = shelf_of(r);
    CHECK_INT("articles", s->n, N);
    check_articles(s);
    CHECK("answers", check_candidates(r, s) > 0 && answers > 0);
    put_range(w, N, N + 5);
    index_all(w, 1 << 20);
    check_verified(w);
    shelf_unref(s);
    s = shelf_of(r);
    check_articles(s);
    check_candidates(r, s);
    shelf_unref(s);
    shelf_unref(old);
    cache_close(r);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, 50);
    CHECK("step", cache_index_step(w, 1 << 20, &more, &e) && !more);
    CHECK("status", cache_status(w, &st));
    CHECK_INT("wanted", st.index_wanted, false);
    CHECK_INT("indexed", st.n_indexed, 0);
    cache_close(w);
    teardown(&p);
}

/* ---- What counts as none */

static void other_identity(void **state)
{
    const struct cache_options other = {.identity = 2};
    struct place p;
    struct cache *w, *r;
    struct shelf *s;
    uint64_t before;

    (void)state;
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, 10);
    s = shelf_of(w);
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
    s = shelf_of(w);
    CHECK_INT("articles", s->n, 5);
    CHECK("later", s->generation > before);
    shelf_unref(s);
    cache_close(w);
    teardown(&p);
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
    setup(&p);
    w = open_writer(&p, &plain);
    other = cache_open(p.folder, &plain);
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
    teardown(&p);
}

/* Others may write there: not a place for a cache. */
static void folder_of_others(void **state)
{
    struct place p;
    struct cache *c;
    struct err e = {0};
    char path[128];

    (void)state;
    setup(&p);
    c = open_writer(&p, &plain);
    put_range(c, 0, 5);
    cache_close(c);
    CHECK("chmod", chmod(p.folder, 0777) == 0);
    c = cache_open(p.folder, &plain);
    CHECK("refused", !cache_lock(c, &e) && *e.msg);
    cache_close(c);
    CHECK("chmod", chmod(p.folder, 0700) == 0);
    snprintf(path, sizeof path, "%s/state.bin", p.folder);
    CHECK("chmod", chmod(path, 0666) == 0);
    c = cache_open(p.folder, &plain);
    CHECK("not believed", *cache_why(c));
    cache_close(c);
    teardown(&p);
}

/* ---- Damage */

static const char *const names[] = {"state.bin", "text-1.bin", "seg-1.bin", "index.db"};

static void read_name(struct arena *a, const struct place *p, const char *name,
                      struct str *out)
{
    char path[128];
    struct err e = {0};

    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    CHECK(name, file_read(a, path, 0, out, &e));
}

static void write_name(const struct place *p, const char *name, struct str data)
{
    char path[128];
    int fd;

    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT, 0600);
    CHECK(name, fd >= 0 && file_write_fd(fd, data, NULL));
    close(fd);
}

/* Look at everything; any answer will do. */
static void walk_all(struct cache *c)
{
    struct shelf *s = shelf_of(c);
    struct cache_files *it = cache_files_new(c);
    struct cache_file f;
    struct cache_status st;
    struct arena a = {0};

    for (size_t i = 0; i < s->n; i++) {
        struct facts facts;
        place_t place = shelf_at(s, i);
        segment_facts(shelf_segment(s, place), &a, place_row(place), &facts);
    }
    while (cache_files_next(it, &f))
        ;
    cache_file(c, STR("/江城/00003.yaml"), &f);
    cache_status(c, &st);
    for (size_t k = 0; k < N_NEEDLES; k++)
        for (size_t part = 0; part < s->n_parts; part++) {
            bool exact;
            cache_candidates(c, s, part, str_of(needles[k]), &exact);
        }
    cache_files_free(it);
    shelf_unref(s);
    arena_free(&a);
}

/* A writer finds it whole, or makes it anew; then it can be written to. */
static void write_to_it(const struct place *p)
{
    struct cache *w = open_writer(p, &indexing);
    struct err e = {0};
    bool more;

    if (!cache_verify(w, &e))
        CHECK("made anew", cache_lock(w, &e));
    put_range(w, 50, 52);
    CHECK("step", cache_index_step(w, 10000, &more, &e));
    check_verified(w);
    cache_close(w);
}

static void damage(const struct place *p, struct str whole, const char *name, size_t at)
{
    struct buf copy = {0};
    struct cache *c;

    buf_str(&copy, at % 3 ? whole : str_slice(whole, 0, at));
    if (at < copy.len)
        copy.p[at] = (char)(copy.p[at] ^ (1 << at % 8));
    write_name(p, name, buf_view(&copy));
    buf_free(&copy);
    c = cache_open(p->folder, &indexing);
    walk_all(c);
    cache_close(c);
}

static void damaged(void **state)
{
    struct place p;
    struct cache *w;
    struct arena a = {0};
    struct str whole[4];

    (void)state;
    setup(&p);
    w = open_writer(&p, &indexing);
    put_range(w, 0, 30);
    index_all(w, 1 << 20);
    cache_close(w);
    for (size_t k = 0; k < 4; k++)
        read_name(&a, &p, names[k], &whole[k]);
    for (size_t k = 0; k < 4; k++) {
        size_t step = whole[k].len / 23 + 1;
        for (size_t at = 0; at < whole[k].len; at += step) {
            damage(&p, whole[k], names[k], at);
            if (at / step % 6 == 1)
                write_to_it(&p);
            cache_remove(p.folder, NULL);
            CHECK("folder", mkdir(p.folder, 0700) == 0);
            for (size_t i = 0; i < 4; i++)
                write_name(&p, names[i], whole[i]);
        }
    }
    arena_free(&a);
    teardown(&p);
}

/* After a power cut the data base may lack its last commits although state.bin has them. */
static void data_base_falls_back(void **state)
{
    struct place p;
    struct cache *w;
    struct arena a = {0};
    struct str before;
    struct shelf *s;
    struct cache_file f;
    uint64_t seen;

    (void)state;
    setup(&p);
    w = open_writer(&p, &plain);
    put_range(w, 0, 10);
    cache_unlock(w);
    read_name(&a, &p, "index.db", &before);
    CHECK("lock", cache_lock(w, NULL));
    put_range(w, 10, 15);
    put_range(w, 15, 17);
    s = shelf_of(w);
    seen = s->generation;
    shelf_unref(s);
    cache_close(w);
    write_name(&p, "index.db", before);
    w = open_writer(&p, &plain);
    s = shelf_of(w);
    CHECK_INT("articles", s->n, 10);
    CHECK("later than what was seen", s->generation > seen);
    check_articles(s);
    shelf_unref(s);
    CHECK("to be read again", !cache_file(w, STR("/江城/00012.yaml"), &f));
    CHECK_INT("no more files", count_segment_files(&p), 1);
    put_range(w, 10, 17);
    check_verified(w);
    cache_close(w);
    arena_free(&a);
    teardown(&p);
}

/* ---- Processes */

struct shared {
    atomic_uint committed, ready, stop, bad, waited;
};

static struct shared *new_shared(void)
{
    void *m = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    CHECK("shared", m != MAP_FAILED);
    return m;
}

/* Commits, changes, merges and indexes until it is killed. */
static void write_for_ever(const struct place *p, struct shared *m)
{
    struct cache *w = open_writer(p, &indexing);
    struct err e;
    bool more;

    for (;;) {
        unsigned i = atomic_load(&m->committed);
        put_range(w, i, i + 3);
        atomic_store(&m->committed, i + 3);
        put_range(w, i / 2, i / 2 + 1);
        begin(w);
        put_words(w, i / 3, 700);
        put_words(w, i / 3, i / 3);
        commit(w);
        if ((i % 27 == 0 && !cache_compact(w, &e)) ||
            !cache_merge(w, cache_merge_due(w), &e) ||
            !cache_index_step(w, 600, &more, &e))
            _exit(1);
    }
}

static void check_nothing_lost(const struct place *p, unsigned committed)
{
    struct cache *r = cache_open(p->folder, &indexing), *w;
    struct shelf *s = shelf_of(r);
    struct cache_status st;

    CHECK("as of some commit", s->n >= (committed ? committed - 3 : 0));
    check_articles(s);
    shelf_unref(s);
    cache_close(r);
    w = open_writer(p, &indexing);
    CHECK("status", cache_status(w, &st));
    CHECK("files", st.n_files >= committed && st.n_files <= committed + 3);
    CHECK_INT("articles", st.n_articles, st.n_files);
    check_verified(w);
    s = shelf_of(w);
    check_articles(s);
    shelf_unref(s);
    cache_close(w);
}

static void killed_at_any_moment(void **state)
{
    enum { ROUNDS = 110 };
    struct place p;
    struct shared *m = new_shared();
    unsigned seed = 12345;

    (void)state;
    setup(&p);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct timespec t = {0};
        pid_t child = fork();
        if (child == 0)
            write_for_ever(&p, m);
        seed = seed * 1103515245 + 12345;
        t.tv_nsec = (long)(seed >> 8) % 25000000;
        nanosleep(&t, NULL);
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        CHECK("killed, not failed", WIFSIGNALED(status));
        check_nothing_lost(&p, atomic_load(&m->committed));
        if (atomic_load(&m->committed) > 90) {
            CHECK("removed", cache_remove(p.folder, NULL));
            atomic_store(&m->committed, 0);
        }
    }
    munmap(m, sizeof *m);
    teardown(&p);
}

static void read_on(const struct place *p, struct shared *m)
{
    struct cache *r = cache_open(p->folder, &indexing);
    size_t last = 0;
    uint64_t generation = 0;

    atomic_fetch_add(&m->ready, 1);
    while (!atomic_load(&m->stop)) {
        unsigned committed = atomic_load(&m->committed);
        struct shelf *s = shelf_of(r);
        struct cache_file f;
        atomic_fetch_add(&m->bad,
                         s->n < last || s->n < committed || s->generation < generation);
        atomic_fetch_add(&m->waited, !cache_file(r, STR("/江城/00000.yaml"), &f));
        check_needles(r, s, 3);
        last = s->n;
        generation = s->generation;
        shelf_unref(s);
        usleep(5000); /* so that the writer gets its turn */
    }
    cache_close(r);
    _exit(0);
}

/* Readers always get an answer, and never an older one than before. */
static void fifty_readers(void **state)
{
    enum { READERS = 50, COMMITS = 25 };
    struct place p;
    struct shared *m = new_shared();
    struct cache *w;
    struct err e;
    bool more;
    int status;

    (void)state;
    setup(&p);
    w = open_writer(&p, &indexing);
    put_range(w, 0, 2);
    cache_unlock(w);
    for (unsigned i = 0; i < READERS; i++)
        if (fork() == 0)
            read_on(&p, m);
    CHECK("lock", cache_lock(w, &e));
    for (unsigned i = 1; i <= COMMITS; i++) {
        put_range(w, 2 * i, 2 * i + 2);
        atomic_store(&m->committed, 2 * i + 2);
        CHECK("index", cache_index_step(w, 500, &more, &e));
        CHECK("merge", cache_merge(w, cache_merge_due(w), &e));
    }
    while (atomic_load(&m->ready) < READERS)
        usleep(1000);
    atomic_store(&m->stop, 1);
    for (unsigned i = 0; i < READERS; i++) {
        wait(&status);
        CHECK("reader", WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    CHECK_INT("older", atomic_load(&m->bad), 0);
    CHECK_INT("no answer", atomic_load(&m->waited), 0);
    check_verified(w);
    cache_close(w);
    munmap(m, sizeof *m);
    teardown(&p);
}

/* ---- Published generations */

static void make_generation(struct place *p, unsigned n)
{
    struct arena a = {0};
    struct err e = {0};
    char *folder;
    struct place q = {{0}, {0}};
    struct cache *w;

    CHECK("folder", cache_publish_folder(&a, p->folder, &folder, &e));
    snprintf(q.folder, sizeof q.folder, "%s", folder);
    w = open_writer(&q, &indexing);
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
    setup(&p);
    snprintf(p.folder, sizeof p.folder, "%s/pub", p.top);
    r = cache_open(p.folder, &shared);
    CHECK("none", *cache_why(r));
    make_generation(&p, 30);
    for (unsigned n = 40; n < 70; n += 10) {
        CHECK("changed", cache_changed(r));
        s = shelf_of(r);
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
    teardown(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_there),
    cmocka_unit_test(round_trip),
    cmocka_unit_test(changes),
    cmocka_unit_test(racy_prints),
    cmocka_unit_test(files_in_order),
    cmocka_unit_test(many_files_in_order),
    cmocka_unit_test(merging),
    cmocka_unit_test(too_many_segments),
    cmocka_unit_test(candidates),
    cmocka_unit_test(candidates_of_what_changes),
    cmocka_unit_test(same_texts),
    cmocka_unit_test(compacting),
    cmocka_unit_test(no_index_below_the_limit),
    cmocka_unit_test(other_identity),
    cmocka_unit_test(identities),
    cmocka_unit_test(one_writer),
    cmocka_unit_test(folder_of_others),
    cmocka_unit_test(damaged),
    cmocka_unit_test(data_base_falls_back),
    cmocka_unit_test(killed_at_any_moment),
    cmocka_unit_test(fifty_readers),
    cmocka_unit_test(published),
};
const struct check_suite suite_cache = {"cache", tests, sizeof tests / sizeof *tests};

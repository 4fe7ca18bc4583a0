#include "cache_maker.h"
#include "cache_walk.h"
#include "unit/check.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A writer finds it whole, or makes it anew; then it can be written to. */
static void write_to_it(const struct place *p)
{
    struct cache *w = open_writer(p, &cache_indexing);
    struct err e = {0};
    bool more;

    if (!cache_verify(w, &e))
        CHECK("made anew", cache_lock(w, &e));
    put_range(w, 50, 52);
    CHECK("step", cache_index_step(w, 10000, &more, &e));
    check_verified(w);
    cache_close(w);
}

static const char *const names[] = {"state.bin", "text-1.bin", "seg-1.bin", "index.db"};

static void damage(const struct place *p, struct str whole, const char *name, size_t at)
{
    struct buf copy = {0};
    struct cache *c;

    buf_str(&copy, at % 3 ? whole : str_slice(whole, 0, at));
    if (at < copy.len)
        copy.p[at] = (char)(copy.p[at] ^ (1 << at % 8));
    write_name(p, name, buf_view(&copy));
    buf_free(&copy);
    c = cache_open(p->folder, &cache_indexing);
    walk_everything(c);
    cache_close(c);
}

static void damaged(void **state)
{
    struct place p;
    struct cache *w;
    struct arena a = {0};
    struct str whole[4];

    (void)state;
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
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
    place_teardown(&p);
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
    p = place_setup();
    w = open_writer(&p, &cache_plain);
    put_range(w, 0, 10);
    cache_unlock(w);
    read_name(&a, &p, "index.db", &before);
    CHECK("lock", cache_lock(w, NULL));
    put_range(w, 10, 15);
    put_range(w, 15, 17);
    s = shelf_of_cache(w);
    seen = s->generation;
    shelf_unref(s);
    cache_close(w);
    write_name(&p, "index.db", before);
    w = open_writer(&p, &cache_plain);
    s = shelf_of_cache(w);
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
    place_teardown(&p);
}

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
    struct cache *w = open_writer(p, &cache_indexing);
    struct err e;
    bool more;

    for (;;) {
        unsigned i = atomic_load(&m->committed);
        put_range(w, i, i + 3);
        atomic_store(&m->committed, i + 3);
        put_range(w, i / 2, i / 2 + 1);
        begin_put(w);
        put_words(w, i / 3, 700);
        put_words(w, i / 3, i / 3);
        commit_put(w);
        if ((i % 27 == 0 && !cache_compact(w, &e)) ||
            !cache_merge(w, cache_merge_due(w), &e) ||
            !cache_index_step(w, 600, &more, &e))
            _exit(1);
    }
}

static void check_nothing_lost(const struct place *p, unsigned committed)
{
    struct cache *r = cache_open(p->folder, &cache_indexing), *w;
    struct shelf *s = shelf_of_cache(r);
    struct cache_status st;

    CHECK("as of some commit", s->n >= (committed ? committed - 3 : 0));
    check_articles(s);
    shelf_unref(s);
    cache_close(r);
    w = open_writer(p, &cache_indexing);
    CHECK("status", cache_status(w, &st));
    CHECK("files", st.n_files >= committed && st.n_files <= committed + 3);
    CHECK_INT("articles", st.n_articles, st.n_files);
    check_verified(w);
    s = shelf_of_cache(w);
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
    p = place_setup();
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
    place_teardown(&p);
}

static void read_on(const struct place *p, struct shared *m)
{
    struct cache *r = cache_open(p->folder, &cache_indexing);
    size_t last = 0;
    uint64_t generation = 0;

    atomic_fetch_add(&m->ready, 1);
    while (!atomic_load(&m->stop)) {
        unsigned committed = atomic_load(&m->committed);
        struct shelf *s = shelf_of_cache(r);
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
    p = place_setup();
    w = open_writer(&p, &cache_indexing);
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
        CHECK("merge", cache_merge(w, 3, &e));
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
    place_teardown(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(damaged),
    cmocka_unit_test(data_base_falls_back),
    cmocka_unit_test(killed_at_any_moment),
    cmocka_unit_test(fifty_readers),
};
const struct check_suite suite_cache_crash = {"cache_crash", tests,
                                              sizeof tests / sizeof *tests};

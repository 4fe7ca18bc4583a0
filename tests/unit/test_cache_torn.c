/* Files of a cache that are cut while somebody reads them: nothing crashes, nothing of it is
 * believed, the next one that writes makes it anew. */
#include "archive/archive.h"
#include "base/file.h"
#include "base/mapping.h"
#include "cache_maker.h"
#include "cache_walk.h"
#include "unit/check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARTICLES = 80, CUTS = 9 };

static const char *const names[] = {"state.bin", "text-1.bin",   "seg-1.bin",
                                    "index.db",  "index.db-wal", "index.db-shm"};
enum { N_NAMES = sizeof names / sizeof *names };

static void path_of(const struct place *p, const char *name, char room[128])
{
    snprintf(room, 128, "%s/%s", p->folder, name);
}

static void make_cache(const struct place *p)
{
    struct cache *w = open_writer(p, &cache_indexing);

    put_range(w, 0, ARTICLES);
    index_all(w, 1 << 20);
    cache_close(w);
}

/* One that reads has everything open, the log of the data base too. */
static struct shelf *open_reader(const struct place *p, struct cache **c)
{
    struct shelf *s;

    *c = cache_open(p->folder, &cache_indexing);
    s = shelf_of_cache(*c);
    walk_shelf(s);
    walk_cache(*c, s);
    return s;
}

static void check_made_anew(const struct place *p)
{
    struct cache *w = cache_open(p->folder, &cache_indexing);
    struct shelf *s;
    struct err e = {0};

    CHECK("lock", cache_lock(w, &e));
    if (!cache_verify(w, &e))
        CHECK("lock again", cache_lock(w, &e));
    put_range(w, 0, 3);
    check_verified(w);
    s = shelf_of_cache(w);
    CHECK_INT("articles", s->n == 3 || s->n == ARTICLES, 1);
    check_articles(s);
    shelf_unref(s);
    cache_close(w);
}

/* False when NAME is not there. */
static bool cut(const struct place *p, const char *name, size_t share)
{
    char path[128];
    struct stat st;

    path_of(p, name, path);
    return stat(path, &st) == 0 &&
           truncate(path, st.st_size * (off_t)share / (CUTS - 1)) == 0;
}

static void cut_while_read(void **state)
{
    unsigned torn[N_NAMES] = {0};

    (void)state;
    mapping_guard();
    for (size_t k = 0; k < N_NAMES; k++) {
        for (size_t share = 0; share < CUTS - 1; share++) {
            struct place p = place_setup();
            struct shelf *s;
            struct cache *c;
            bool there;
            make_cache(&p);
            s = open_reader(&p, &c);
            CHECK_INT("all", s->n, ARTICLES);
            there = cut(&p, names[k], share);
            walk_shelf(s);
            walk_cache(c, s);
            torn[k] += there && cache_torn(c);
            shelf_unref(s);
            walk_everything(c);
            CHECK("given up", !cache_torn(c));
            cache_close(c);
            check_made_anew(&p);
            place_teardown(&p);
        }
    }
    CHECK("texts were torn", torn[1] >= CUTS / 2);
    CHECK("segments were torn", torn[2] >= CUTS / 2);
}

/* The writer sees it as well, before it would write down what it read. */
static void cut_while_written(void **state)
{
    (void)state;
    mapping_guard();
    for (size_t k = 1; k < 3; k++) {
        struct place p = place_setup();
        struct cache *w;
        struct err e = {0};
        make_cache(&p);
        w = open_writer(&p, &cache_indexing);
        CHECK("merge", cache_merge(w, 1, &e));
        CHECK("cut", cut(&p, k == 1 ? "text-1.bin" : "seg-2.bin", 1));
        CHECK("no merging", !cache_merge(w, 1, &e));
        CHECK("a reason", e.msg[0] != '\0');
        CHECK("not the one that writes any more", !cache_begin(w, &e));
        cache_close(w);
        check_made_anew(&p);
        place_teardown(&p);
    }
}

/* The other process: until it is killed. */
static _Noreturn void cut_for_ever(char paths[2][128], const struct stat st[2])
{
    for (unsigned seed = 1;; seed = seed * 1103515245 + 12345) {
        int i = seed >> 9 & 1;
        off_t at = (off_t)(seed >> 10) % st[i].st_size;
        if (truncate(paths[i], at) != 0 || truncate(paths[i], st[i].st_size) != 0)
            _exit(1);
        usleep(seed >> 20 & 63);
    }
}

/* Somebody else cuts again and again, at any moment. */
static void cut_at_any_moment(void **state)
{
    enum { ROUNDS = 60 };
    struct place p = place_setup();
    char paths[2][128];
    struct stat st[2];
    pid_t child;

    (void)state;
    mapping_guard();
    make_cache(&p);
    for (int i = 0; i < 2; i++) {
        path_of(&p, names[1 + i], paths[i]);
        CHECK(names[1 + i], stat(paths[i], &st[i]) == 0);
    }
    child = fork();
    if (child == 0)
        cut_for_ever(paths, st);
    for (int round = 0; round < ROUNDS; round++) {
        struct cache *c;
        shelf_unref(open_reader(&p, &c));
        walk_everything(c);
        cache_close(c);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    check_made_anew(&p);
    place_teardown(&p);
}

/* ---- A program that is running */

static struct source *open_source(const struct place *p, const char *root)
{
    const struct archive_opts o = {.stdin_fd = -1,
                                   .threaded = true,
                                   .analyse = true,
                                   .watch = true,
                                   .cache = p->folder,
                                   .cache_files_min = 1,
                                   .index_above = 1};

    return archive_open(&root, 1, &o);
}

/* Until all N are there, from the cache, and nothing is left to do. */
static void wait_for(struct source *ar, size_t n)
{
    for (int i = 0; i < 600; i++) {
        struct pollfd p = {source_fd(ar), POLLIN, 0};
        struct item it;
        for (size_t k = 0; k < source_count(ar); k++)
            source_item(ar, k, &it);
        if (source_count(ar) == n && source_progress(ar).phase == SOURCE_READY &&
            source_generation(ar) >> 63 == 0)
            return;
        poll(&p, 1, 100);
        source_pump(ar);
    }
    CHECK("all there again", false);
}

static void write_files(struct arena *a, const char *root, size_t n)
{
    struct err e;

    CHECK("folder", mkdir(root, 0700) == 0);
    for (size_t i = 0; i < n; i++) {
        const char *text =
            arena_printf(a, "标题: 第%zu篇\n正文: 丁甲说：“第%zu盏灯亮了。”\n", i, i);
        CHECK("file",
              file_replace(arena_printf(a, "%s/%03zu.yaml", root, i), str_of(text), &e));
    }
}

static void cut_while_shown(void **state)
{
    enum { FILES = 60 };
    struct place p = place_setup();
    struct arena a = {0};
    const char *root = arena_printf(&a, "%s/files", p.top);
    struct source *ar;
    unsigned before;

    (void)state;
    mapping_guard();
    write_files(&a, root, FILES);
    ar = open_source(&p, root);
    wait_for(ar, FILES);
    before = mapping_tears();
    /* What was read just after it was written is read again, into another segment. */
    bool first = cut(&p, "seg-1.bin", 0), second = cut(&p, "seg-2.bin", 0);
    CHECK("cut", first || second);
    for (size_t i = 0; i < FILES; i++) {
        struct item it;
        source_item(ar, i, &it);
    }
    CHECK("torn", mapping_tears() > before);
    for (int i = 0; i < 600 && source_generation(ar) >> 63 == 0; i++) {
        struct pollfd poll_in = {source_fd(ar), POLLIN, 0};
        poll(&poll_in, 1, 100);
        source_pump(ar);
    }
    wait_for(ar, FILES);
    for (size_t i = 0; i < FILES; i++) {
        struct item it;
        source_item(ar, i, &it);
        CHECK("its title", str_starts(it.title, STR("第")));
        CHECK_INT("its quotation", it.n_quotes, 1);
    }
    source_close(ar);
    arena_free(&a);
    place_teardown(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(cut_while_read),
    cmocka_unit_test(cut_while_written),
    cmocka_unit_test(cut_at_any_moment),
    cmocka_unit_test(cut_while_shown),
};
const struct check_suite suite_cache_torn = {"cache_torn", tests,
                                             sizeof tests / sizeof *tests};

/* Many articles: order, ids, errors, reading again; with and without the worker. */
#include "archive/archive.h"
#include "base/file.h"
#include "store/cache.h"
#include "unit/check.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name, *content;
} files[] = {
    {"a.yaml", "标题: 甲\n日期: 2024-03-05\n正文: 江边的灯亮了。\n关键词: 灯, 江\n行业: "
               "电力、文旅\n"},
    {"b.yaml", "标题: 乙\n日期: 2024-03-07\n正文: 山里通了路。\n"},
    {"c.yaml", "标题: 丙\n正文: 没有日期的一篇。\n"},
    {"d.yaml",
     "标题: 丁\n日期: 2024-03-05\n正文: 江边的灯亮了。\n"}, /* the body of a.yaml */
    {"e.yaml", "标题: 戊\n日期: 2024-03-06\n"},             /* no body */
    {"f.yaml", "- {标题: 己一, 日期: 2023-01-02, 正文: 第一篇。}\n"
               "- {标题: 己二, 日期: 2023-01-01, 正文: 第二篇 with two words。}\n"},
    {"notes.doc", "标题: 不读\n正文: 扩展名不对。\n"},
};
enum { N_FILES = sizeof files / sizeof *files };

struct fixture {
    char root[64];
    struct arena a;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    snprintf(f->root, sizeof f->root, "/tmp/yulu-test.XXXXXX");
    if (!mkdtemp(f->root)) {
        free(f);
        return -1;
    }
    for (size_t i = 0; i < N_FILES; i++)
        file_replace(arena_printf(&f->a, "%s/%s", f->root, files[i].name),
                     str_of(files[i].content), NULL);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    for (size_t i = 0; i < N_FILES; i++)
        unlink(arena_printf(&f->a, "%s/%s", f->root, files[i].name));
    rmdir(f->root);
    arena_free(&f->a);
    free(f);
    return 0;
}

static struct item at(struct source *ar, size_t i)
{
    struct item it;

    source_item(ar, i, &it);
    return it;
}

static struct source *open_root(struct fixture *f, bool threaded)
{
    struct archive_opts o = {.stdin_fd = -1, .threaded = threaded, .analyse = true};
    const char *paths[] = {f->root};
    struct source *ar = archive_open(paths, 1, &o);

    while (source_progress(ar).phase != SOURCE_READY) {
        struct pollfd p = {source_fd(ar), POLLIN, 0};
        CHECK("the worker reports", poll(&p, 1, 60000) == 1);
        source_pump(ar);
    }
    return ar;
}

static void expect_order(struct source *ar)
{
    static const char *const titles[] = {"乙", "丁", "甲", "己一", "己二", "丙"};

    CHECK_INT("articles", source_count(ar), 6);
    for (size_t i = 0; i < 6; i++) {
        struct item it = at(ar, i), *en = &it;
        CHECK_MEM(titles[i], en->title.p, en->title.len, titles[i], strlen(titles[i]));
    }
    CHECK_INT("files without an article", source_n_skipped(ar), 1);
    CHECK("its error", source_diags(ar)->n_errors >= 1);
}

static void newest_first(void **state)
{
    for (int threaded = 0; threaded < 2; threaded++) {
        struct source *ar = open_root(*state, threaded);
        expect_order(ar);
        source_close(ar);
    }
}

static void ids_are_unique_and_found(void **state)
{
    struct fixture *f = *state;
    struct source *ar = open_root(f, false);

    for (size_t i = 0; i < source_count(ar); i++) {
        struct item it = at(ar, i), *en = &it;
        CHECK_INT("whole id", source_find(ar, str_of(en->id)), i);
        for (size_t k = 0; k < i; k++)
            CHECK("unique", strcmp(en->id, at(ar, k).id) != 0);
    }
    CHECK_INT("unknown", source_find(ar, STR("zzzzzzzz")), source_count(ar));
    CHECK_INT("too short", source_find(ar, str_slice(str_of(at(ar, 0).id), 0, 3)),
              source_count(ar));
    CHECK_INT("prefix", source_find(ar, str_slice(str_of(at(ar, 0).id), 0, 6)), 0);
    /* 甲 is in the file that comes first and keeps the plain id; 丁 has the same body. */
    CHECK_INT("same body", strlen(at(ar, 2).id), 8);
    CHECK_MEM("second copy", at(ar, 1).id, 9, arena_printf(&f->a, "%s-", at(ar, 2).id),
              9);
    CHECK_INT("its digits", strlen(at(ar, 1).id), 13);
    source_close(ar);
}

/* The same files in another order give the same ids. */
static void ids_do_not_depend_on_order(void **state)
{
    struct fixture *f = *state;
    const char *forth[] = {arena_printf(&f->a, "%s/a.yaml", f->root),
                           arena_printf(&f->a, "%s/d.yaml", f->root)};
    const char *back[] = {forth[1], forth[0]};
    struct archive_opts o = {.stdin_fd = -1};
    struct source *x = archive_open(forth, 2, &o), *y = archive_open(back, 2, &o);

    CHECK_INT("both", source_count(x) + source_count(y), 4);
    for (size_t i = 0; i < 2; i++)
        CHECK_STR("same id", at(x, i).id, at(y, i).id);
    CHECK("different", strcmp(at(x, 0).id, at(x, 1).id) != 0);
    CHECK_INT("found", source_find(y, str_of(at(x, 1).id)), 1);
    source_close(x);
    source_close(y);
}

static void summaries(void **state)
{
    static const char *const values[] = {"灯", "江", "电力", "文旅"};
    struct source *ar = open_root(*state, false);
    struct item it = at(ar, 2), *en = &it;
    struct facts facts;
    struct arena a = {0};

    CHECK("facts", source_facts(ar, en, &a, &facts));
    CHECK_INT("values", facts.n_values, 4);
    for (size_t i = 0; i < 4; i++)
        CHECK_MEM("value", facts.values[i].value.p, facts.values[i].value.len, values[i],
                  strlen(values[i]));
    arena_free(&a);
    CHECK_INT("汉字", en->n_han, 6);
    CHECK_INT("words", at(ar, 4).n_words, 3);
    CHECK_INT("date", date_key(en->date), 20240305);
    CHECK_INT("no date", at(ar, 5).date.precision, DATE_NONE);
    source_close(ar);
}

static void reads_again(void **state)
{
    struct fixture *f = *state;
    struct source *ar = open_root(f, false);
    const char *path = arena_printf(&f->a, "%s/b.yaml", f->root);
    struct article *art;
    struct str raw;
    struct err e;

    for (size_t i = 0; i < source_count(ar); i++) {
        CHECK("article", source_get(ar, &(struct item[]){at(ar, i)}[0], &f->a, &art, &e));
        CHECK("the same", str_eq(art->title, at(ar, i).title));
    }
    CHECK("raw", source_raw(ar, &(struct item[]){at(ar, 0)}[0], &f->a, &raw, &e));
    CHECK_MEM("raw text", raw.p, raw.len, files[1].content, strlen(files[1].content));
    file_replace(path, STR("标题: 乙\n正文: 别的话。\n"), &e);
    CHECK("changed",
          !source_get(ar, &(struct item[]){at(ar, 0)}[0], &f->a, &art, &e) && e.msg[0]);
    unlink(path);
    CHECK("vanished",
          !source_get(ar, &(struct item[]){at(ar, 0)}[0], &f->a, &art, &e) && e.msg[0]);
    file_replace(path, str_of(files[1].content), &e);
    source_close(ar);
}

static void several_paths_and_stdin(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {arena_printf(&f->a, "%s/notes.doc", f->root), "-",
                           "/nonexistent/x.yaml"};
    struct archive_opts o = {.stdin_fd = -1};
    struct source *ar;
    struct article *art;
    struct err e;
    int p[2];

    CHECK("pipe", pipe(p) == 0);
    CHECK("write",
          file_write_fd(p[1], STR("标题: 管道\n日期: 2024-01-01\n正文: 来自标准输入。\n"),
                        &e));
    close(p[1]);
    o.stdin_fd = p[0];
    ar = archive_open(paths, 3, &o);
    close(p[0]);
    CHECK_INT("a file named is read whatever its extension", source_count(ar), 2);
    CHECK("stdin again", source_get(ar, &(struct item[]){at(ar, 0)}[0], &f->a, &art, &e));
    CHECK_MEM("its body", art->body.p, art->body.len, "来自标准输入。", 21);
    CHECK_INT("the missing one", source_diags(ar)->n_errors, 1);
    source_close(ar);
    o.stdin_fd = -1;
    ar = archive_open(paths + 1, 1, &o);
    CHECK("no stdin", source_count(ar) == 0 && source_diags(ar)->n_errors == 1);
    source_close(ar);
}

static void stops_at_the_limit(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {f->root};
    struct archive_opts o = {.stdin_fd = -1};
    struct source *ar;

    o.limits.articles = 3;
    ar = archive_open(paths, 1, &o);
    CHECK_INT("three", source_count(ar), 3);
    CHECK("said so", source_diags(ar)->n_errors + source_diags(ar)->n_warnings >= 1);
    source_close(ar);
}

static void closes_while_reading(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {f->root};
    struct archive_opts o = {.stdin_fd = -1, .threaded = true, .analyse = true};

    for (int i = 0; i < 50; i++)
        source_close(archive_open(paths, 1, &o));
    source_close(NULL);
}

/* ---- Watching */

/* Pump until TITLE is listed (or is not), and everything is quiet. */
static void wait_until(struct source *ar, const char *title, bool listed)
{
    for (int i = 0; i < 400; i++) {
        struct pollfd p = {source_fd(ar), POLLIN, 0};
        bool found = false;
        for (size_t k = 0; k < source_count(ar); k++)
            found = found || str_eq(at(ar, k).title, str_of(title));
        if (found == listed && source_progress(ar).phase == SOURCE_READY)
            return;
        poll(&p, 1, 100);
        source_pump(ar);
    }
    CHECK(title, false);
}

static void changes_appear(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {f->root};
    struct archive_opts o = {
        .stdin_fd = -1, .threaded = true, .analyse = true, .watch = true};
    struct source *ar = archive_open(paths, 1, &o);
    const char *fresh = arena_printf(&f->a, "%s/g.yaml", f->root);
    const char *moved = arena_printf(&f->a, "%s/h.yaml", f->root);
    const char *dir = arena_printf(&f->a, "%s/sub", f->root);
    const char *below = arena_printf(&f->a, "%s/i.yaml", dir);
    size_t n_errors;

    wait_until(ar, "丙", true);
    CHECK_INT("all", source_count(ar), 6);
    n_errors = source_diags(ar)->n_errors;
    file_replace(fresh, STR("标题: 新来的\n正文: 刚写好。\n"), NULL);
    wait_until(ar, "新来的", true);
    CHECK_INT("one more", source_count(ar), 7);
    file_replace(fresh, STR("标题: 改过的\n正文: 又写了。\n"), NULL);
    wait_until(ar, "改过的", true);
    CHECK_INT("as many", source_count(ar), 7);
    rename(fresh, moved);
    wait_until(ar, "改过的", true);
    file_replace(moved, STR("标题: 坏了\n"), NULL);
    wait_until(ar, "改过的", false);
    CHECK_INT("an error more", source_diags(ar)->n_errors, n_errors + 1);
    unlink(moved);
    mkdir(dir, 0700);
    file_replace(below, STR("标题: 下面的\n正文: 在子目录里。\n"), NULL);
    wait_until(ar, "下面的", true);
    CHECK_INT("its error went with it", source_diags(ar)->n_errors, n_errors);
    unlink(below);
    rmdir(dir);
    wait_until(ar, "下面的", false);
    CHECK_INT("as before", source_count(ar), 6);
    source_close(ar);
}

/* Looking again when asked, without a thread. */
static void looks_when_asked(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {f->root};
    struct archive_opts o = {.stdin_fd = -1, .analyse = true, .watch = true};
    struct source *ar = archive_open(paths, 1, &o);
    const char *fresh = arena_printf(&f->a, "%s/g.yaml", f->root);
    uint64_t generation;

    CHECK_INT("all", source_count(ar), 6);
    file_replace(fresh, STR("标题: 新来的\n正文: 刚写好。\n"), NULL);
    source_look(ar);
    source_pump(ar);
    CHECK_INT("one more", source_count(ar), 7);
    generation = source_generation(ar);
    unlink(fresh);
    source_look(ar);
    source_pump(ar);
    CHECK_INT("gone", source_count(ar), 6);
    CHECK("another generation", source_generation(ar) != generation);
    source_close(ar);
}

/* ---- With a cache */

static struct source *open_cached(struct fixture *f, const char *cache)
{
    const char *paths[] = {f->root};
    struct archive_opts o = {.stdin_fd = -1,
                             .analyse = true,
                             .watch = true,
                             .cache = cache,
                             .cache_files_min = 1,
                             .index_above = 1};

    return archive_open(paths, 1, &o);
}

static void same_list(struct source *x, struct source *y)
{
    CHECK_INT("articles", source_count(x), source_count(y));
    for (size_t i = 0; i < source_count(y); i++) {
        struct item a = at(x, i), b = at(y, i);
        CHECK_STR("id", a.id, b.id);
        CHECK_MEM("title", a.title.p, a.title.len, b.title.p, b.title.len);
        CHECK_MEM("path", a.path.p, a.path.len, b.path.p, b.path.len);
        CHECK_INT("quotations", a.n_quotes, b.n_quotes);
    }
}

/* Built, read, changed, damaged: always what reading the files gives. */
static void with_a_cache(void **state)
{
    struct fixture *f = *state;
    const char *cache = arena_printf(&f->a, "%s.cache", f->root);
    const char *fresh = arena_printf(&f->a, "%s/g.yaml", f->root);
    const char *record = arena_printf(&f->a, "%s/state.bin", cache);
    struct source *plain = open_root(f, false), *x;
    struct err e;

    x = open_cached(f, cache);
    same_list(x, plain);
    CHECK("it is the cache's", source_generation(x) >> 63 == 0);
    source_close(x);
    x = open_cached(f, cache);
    same_list(x, plain);
    CHECK_INT("the error is said again", source_diags(x)->n_errors,
              source_diags(plain)->n_errors);
    source_close(x);
    source_close(plain);
    file_replace(fresh, STR("标题: 新来的\n正文: 某甲说：“刚写好，还没有干。”\n"), NULL);
    plain = open_root(f, true);
    x = open_cached(f, cache);
    same_list(x, plain);
    source_close(x);
    file_replace(record, STR("nonsense"), NULL);
    x = open_cached(f, cache);
    same_list(x, plain);
    source_close(x);
    source_close(plain);
    unlink(fresh);
    plain = open_root(f, false);
    x = open_cached(f, cache);
    same_list(x, plain);
    source_close(x);
    source_close(plain);
    CHECK("removed", cache_remove(cache, &e));
}

/* Until what is listed is what the cache holds. */
static void wait_for_cache(struct source *ar)
{
    for (int i = 0; i < 300 && source_generation(ar) >> 63; i++) {
        struct pollfd p = {source_fd(ar), POLLIN, 0};
        poll(&p, 1, 100);
        source_pump(ar);
    }
    CHECK("the cache's", source_generation(ar) >> 63 == 0);
}

/* Two programs on one archive: one writes, the other takes over when that one ends. */
static void one_writes(void **state)
{
    struct fixture *f = *state;
    const char *paths[] = {f->root};
    const char *cache = arena_printf(&f->a, "%s.cache", f->root);
    const char *fresh = arena_printf(&f->a, "%s/g.yaml", f->root);
    struct archive_opts o = {.stdin_fd = -1,
                             .threaded = true,
                             .analyse = true,
                             .watch = true,
                             .cache = cache,
                             .cache_files_min = 1};
    struct source *first = archive_open(paths, 1, &o), *second;
    struct err e;

    wait_until(first, "丙", true);
    wait_for_cache(first);
    second = archive_open(paths, 1, &o);
    wait_until(second, "丙", true);
    file_replace(fresh, STR("标题: 新来的\n正文: 刚写好。\n"), NULL);
    wait_until(first, "新来的", true);
    wait_until(second, "新来的", true);
    source_close(first);
    wait_for_cache(second);
    wait_until(second, "新来的", true);
    file_replace(fresh, STR("标题: 改过的\n正文: 又写了。\n"), NULL);
    wait_until(second, "改过的", true);
    wait_for_cache(second);
    CHECK_INT("all", source_count(second), 7);
    source_close(second);
    unlink(fresh);
    CHECK("removed", cache_remove(cache, &e));
}

#define WITH_FILES(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
static const struct CMUnitTest tests[] = {
    WITH_FILES(newest_first),
    WITH_FILES(ids_are_unique_and_found),
    WITH_FILES(ids_do_not_depend_on_order),
    WITH_FILES(summaries),
    WITH_FILES(reads_again),
    WITH_FILES(several_paths_and_stdin),
    WITH_FILES(stops_at_the_limit),
    WITH_FILES(closes_while_reading),
    WITH_FILES(changes_appear),
    WITH_FILES(looks_when_asked),
    WITH_FILES(with_a_cache),
    WITH_FILES(one_writes),
};
const struct check_suite suite_archive = {"archive", tests, sizeof tests / sizeof *tests};

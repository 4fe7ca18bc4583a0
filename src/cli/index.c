/* yulu index: the cache of an archive, made, looked at, checked, removed by hand. */
#include "internal.h"

#include "archive/place.h"
#include "store/cache.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct work {
    struct cli_opts *o;
    struct arena a;
    struct archive_opts ao;
    struct out out;
};

static bool find_cache(struct work *w)
{
    w->ao = (struct archive_opts){.limits = w->o->limits,
                                  .stdin_fd = -1,
                                  .threaded = true,
                                  .analyse = true,
                                  .watch = true,
                                  .people = w->o->config.people};
    place_cache(&w->a, w->o->paths, w->o->n_paths, w->o->cache_dir, &w->ao);
    w->ao.cache_files_min = 0;
    return w->ao.cache != NULL;
}

static struct cache *open_cache(const struct work *w)
{
    struct cache_options co = {.identity = w->ao.identity, .shared = w->ao.shared};

    return cache_open(w->ao.cache, &co);
}

/* ---- build */

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct meter {
    enum source_phase phase;
    long began, shown;
    size_t first; /* done when the phase began */
    bool wide;    /* a line is on the screen */
};

static void add_count(struct buf *out, size_t n)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%zu", n);

    for (int i = 0; i < len; i++) {
        buf_c(out, digits[i]);
        if (i + 1 < len && (len - i - 1) % 3 == 0)
            buf_c(out, ',');
    }
}

/* "索引 12,345/100,000  2,100/秒  余42秒" */
static void add_progress(struct buf *out, const struct meter *m,
                         const struct source_progress *p, long now)
{
    static const char *const names[] = {[SOURCE_READY] = "完成",
                                        [SOURCE_READING] = "读取",
                                        [SOURCE_ANALYSING] = "找语录",
                                        [SOURCE_CHECKING] = "核对",
                                        [SOURCE_INDEXING] = "索引"};
    size_t rate =
        now > m->began ? (p->done - m->first) * 1000 / (size_t)(now - m->began) : 0;

    buf_printf(out, "%s ", names[p->phase]);
    add_count(out, p->done);
    if (p->total) {
        buf_c(out, '/');
        add_count(out, p->total);
    }
    if (rate) {
        buf_z(out, "  ");
        add_count(out, rate);
        buf_z(out, "/秒");
    }
    if (rate && p->total > p->done)
        buf_printf(out, "  余%zu秒", (p->total - p->done) / rate + 1);
}

/* On a terminal only, twice a second. */
static void show_progress(struct meter *m, const struct source *ar)
{
    struct source_progress p = source_progress(ar);
    long now = now_ms();
    struct buf line = {0};

    if (p.phase != m->phase) {
        m->phase = p.phase;
        m->began = now;
        m->first = p.done;
    }
    if (!isatty(STDERR_FILENO) || now - m->shown < 500)
        return;
    m->shown = now;
    m->wide = true;
    buf_c(&line, '\r');
    add_progress(&line, m, &p, now);
    buf_z(&line, "\033[K");
    if (write(STDERR_FILENO, line.p, line.len) < 0)
        m->shown = now + 1000;
    buf_free(&line);
}

static void wait_for(struct source *ar)
{
    struct meter m = {.began = now_ms()};
    struct pollfd p = {.fd = source_fd(ar), .events = POLLIN};

    while (source_progress(ar).phase != SOURCE_READY) {
        show_progress(&m, ar);
        poll(&p, 1, 200);
        source_pump(ar);
    }
    if (m.wide && write(STDERR_FILENO, "\r\033[K", 4) < 0)
        return;
}

static int print_status(struct work *w)
{
    struct cache *c = open_cache(w);
    struct cache_status st;
    bool ok = !cache_why(c)[0] && cache_status(c, &st);
    int status = EXIT_OK;

    if (ok) {
        buf_printf(&w->out.b, "文件夹 %s\n文章 %ju\n文件 %ju\n世代 %ju\n", w->ao.cache,
                   (uintmax_t)st.n_articles, (uintmax_t)st.n_files,
                   (uintmax_t)st.generation);
        buf_printf(&w->out.b, "段 %ju（%ju 字节）\n文本 %ju 字节，其中作废 %ju\n",
                   (uintmax_t)st.n_segments, (uintmax_t)st.segments, (uintmax_t)st.text,
                   (uintmax_t)st.text_dead);
        buf_printf(&w->out.b, "索引 %s，%ju/%ju 篇，%ju 字节\n",
                   st.index_wanted ? "有" : "不需要", (uintmax_t)st.n_indexed,
                   (uintmax_t)st.n_to_index, (uintmax_t)st.index);
    } else {
        status = cli_say(EXIT_NONE, "没有缓存：%s", cache_why(c));
    }
    cache_close(c);
    return status;
}

static int build(struct work *w)
{
    struct source *ar;
    char *folder = NULL;
    struct err e = {""};
    int status;

    if (w->o->into && !cache_publish_folder(&w->a, w->o->into, &folder, &e))
        return cli_say(EXIT_IO, "%s", e.msg);
    if (folder) {
        w->ao.cache = folder;
        w->ao.shared = false;
    }
    ar = archive_open(w->o->paths, w->o->n_paths, &w->ao);
    wait_for(ar);
    cli_report(source_diags(ar), DIAG_ERROR);
    status = cli_status(source_diags(ar), EXIT_OK);
    source_close(ar);
    if (folder && !cache_publish(w->o->into, folder, &e))
        return cli_say(EXIT_IO, "%s", e.msg);
    if (print_status(w) != EXIT_OK)
        return EXIT_IO;
    return status;
}

/* ---- The others */

static int verify(struct work *w)
{
    struct cache *c = open_cache(w);
    struct err e = {""};
    int status = EXIT_OK;

    if (cache_why(c)[0])
        status = cli_say(EXIT_NONE, "没有缓存：%s", cache_why(c));
    else if (cache_verify(c, &e))
        buf_z(&w->out.b, "缓存完好\n");
    else
        status = cli_say(EXIT_INVALID, "缓存有误：%s；yulu index build 会重建", e.msg);
    cache_close(c);
    return status;
}

static int clean(struct work *w)
{
    struct err e = {""};

    if (w->ao.shared)
        return cli_say(EXIT_USAGE, "%s 是发布的缓存，只读", w->ao.cache);
    if (!cache_remove(w->ao.cache, &e))
        return cli_say(EXIT_IO, "%s：%s", w->ao.cache, e.msg);
    return EXIT_OK;
}

static const struct {
    const char *name;
    int (*run)(struct work *w);
} verbs[] = {
    {"build", build}, {"status", print_status}, {"verify", verify}, {"clean", clean}};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

static const char *verb_name(size_t i)
{
    return i < N_VERBS ? verbs[i].name : NULL;
}

static int run(struct work *w, const char *verb)
{
    const char *near;
    int status;

    for (size_t i = 0; i < N_VERBS; i++) {
        if (strcmp(verbs[i].name, verb) != 0)
            continue;
        status = cli_find_paths(w->o, false);
        if (status != EXIT_OK)
            return status;
        if (!find_cache(w))
            return cli_say(EXIT_IO, "没有可放缓存的地方：没有 HOME，也没有 --cache-dir");
        return verbs[i].run(w);
    }
    near = nearest_word(verb, verb_name);
    return near ? cli_say(EXIT_USAGE, "index 没有“%s”；是否 %s？", verb, near)
                : cli_say(EXIT_USAGE, "index 没有“%s”；可用 build、status、verify、clean",
                          verb);
}

int cli_index(struct cli_opts *o)
{
    struct work w = {.o = o};
    int status;

    if (o->n_args != 1)
        return cli_say(EXIT_USAGE, "index 要一个词：build、status、verify 或 clean");
    status = run(&w, o->args[0]);
    status = out_finish(&w.out, status);
    arena_free(&w.a);
    return status;
}

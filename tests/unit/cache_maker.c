#include "cache_maker.h"
#include "unit/check.h"

#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

const struct cache_options cache_plain = {.identity = 1};
const struct cache_options cache_indexing = {.identity = 1, .index_above = 1};
const char *const cache_needles[CACHE_NEEDLES] = {
    "江",         "城",       "丁甲",     "算力", "稻田真好", "真好",      "医疗",
    "sora",       "ora",      "s",        "第1",  "第12篇",   "说：“一号", "钱锦",
    "没有这词",   "田渡",     "渡口不好", "。",   "“",        "1",         "zzz",
    "篇。单乙说", "sora，之", "㐀",       "𠀀",
};

struct place place_setup(void)
{
    struct place p;

    /* In memory where that is possible: thousands of syncs would be most of the time. */
    snprintf(p.top, sizeof p.top, "%s/yulu-cache-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    CHECK("folder", mkdtemp(p.top) != NULL);
    snprintf(p.folder, sizeof p.folder, "%s/a/b", p.top);
    return p;
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

void place_teardown(struct place *p)
{
    remove_tree(p->top);
}

struct cache_file file_of_facts(struct arena *a, unsigned i, const struct facts *f)
{
    return (struct cache_file){
        .path = arena_str(a, f->path),
        .print = {.size = 100 + i, .ino = i, .mtime_ns = 5, .ctime_ns = -7},
        .hash = f->hash,
        .n_articles = 1};
}

void put_words(struct cache *c, unsigned i, unsigned words)
{
    struct arena a = {0};
    struct facts f, named;
    struct cache_file file;
    struct err e = {0};

    make_facts(&a, words, &f);
    make_facts(&a, i, &named);
    f.path = named.path;
    file = file_of_facts(&a, i, &f);
    bool ok = cache_put(c, &file, &f, &e);
    CHECK(e.msg, ok);
    arena_free(&a);
}

void put_article(struct cache *c, unsigned i)
{
    put_words(c, i, i);
}

void begin_put(struct cache *c)
{
    struct err e = {0};

    CHECK(e.msg, cache_begin(c, &e));
}

void commit_put(struct cache *c)
{
    struct err e = {0};
    bool ok = cache_commit(c, &e);

    CHECK(e.msg, ok);
}

void put_range(struct cache *c, unsigned from, unsigned to)
{
    begin_put(c);
    for (unsigned i = from; i < to; i++)
        put_article(c, i);
    commit_put(c);
}

struct cache *open_writer(const struct place *p, const struct cache_options *o)
{
    struct cache *c = cache_open(p->folder, o);
    struct err e = {0};
    bool ok = cache_lock(c, &e);

    CHECK(e.msg, ok);
    return c;
}

struct shelf *shelf_of_cache(struct cache *c)
{
    struct shelf_part parts[SHELF_SEGMENTS];
    uint64_t generation;
    size_t n = cache_parts(c, parts, &generation);

    return shelf_new(parts, n, generation);
}

void check_verified(struct cache *c)
{
    struct err e = {0};
    bool ok = cache_verify(c, &e);

    CHECK(e.msg, ok);
}

void check_articles(const struct shelf *s)
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

size_t count_segment_files(const struct place *p)
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

static bool text_has(const struct segment *s, size_t row, struct str needle)
{
    struct str text = seg_text(s, row);

    return str_find(text, needle, 0) < text.len;
}

size_t check_needles(struct cache *c, const struct shelf *s, size_t n)
{
    size_t answers = 0;

    for (size_t k = 0; k < n; k++) {
        struct str needle = str_of(cache_needles[k]);
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
                CHECK(cache_needles[k], !has || set);
                CHECK(cache_needles[k], !exact || has == set);
            }
        }
    }
    return answers;
}

size_t check_candidates(struct cache *c, const struct shelf *s)
{
    return check_needles(c, s, CACHE_NEEDLES);
}

void index_all(struct cache *c, size_t work)
{
    struct err e = {0};
    bool more = true;

    for (size_t i = 0; more; i++) {
        bool ok = cache_index_step(c, work, &more, &e);
        CHECK(e.msg, ok);
        CHECK("comes to an end", i < 100000);
    }
}

void read_name(struct arena *a, const struct place *p, const char *name, struct str *out)
{
    char path[128];
    struct err e = {0};

    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    CHECK(name, file_read(a, path, 0, out, &e));
}

void write_name(const struct place *p, const char *name, struct str data)
{
    char path[128];
    int fd;

    snprintf(path, sizeof path, "%s/%s", p->folder, name);
    unlink(path);
    fd = open(path, O_WRONLY | O_CREAT, 0600);
    CHECK(name, fd >= 0 && file_write_fd(fd, data, NULL));
    close(fd);
}

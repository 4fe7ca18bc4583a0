/* A folder with a damaged cache: reading it gives any answer, writing to it finds it whole or makes
 * it anew.  The first byte says what the input is: the whole of one file, or edits of a good cache
 * {which file and whether hashes are made right again, three bytes of offset, the byte}. */
#include "../../src/store/cache_work.h"
#include "../../src/store/image.h"

#include "base/file.h"
#include "base/hash.h"
#include "unit/cache_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { N_FILES = 5, EDIT = 5, FIX_HASHES = 8 };
static const char *const names[N_FILES] = {"state.bin", "text-1.bin", "seg-1.bin",
                                           "index.db", "seg-2.bin"};
static const struct cache_options options = {.identity = 1, .index_above = 1};
static char folder[64];
static struct arena good_arena;
static struct str good[N_FILES];

static void must(bool ok)
{
    if (!ok)
        __builtin_trap();
}

/* ---- A good cache, made once */

static void make_article(struct arena *a, unsigned i, struct facts *f)
{
    *f = (struct facts){.hash = i * 0x9E3779B97F4A7C15u,
                        .path = str_of(arena_printf(a, "a/%u/%02u.yaml", i % 3, i)),
                        .title = STR("渡口"),
                        .folded = str_of(arena_printf(a, "渡口\n第%u篇说gpt%u好", i, i)),
                        .folded_title = 6};
}

static void put_articles(struct cache *c, unsigned from, unsigned to)
{
    struct arena a = {0};
    struct err e;

    must(cache_begin(c, &e));
    for (unsigned i = from; i < to; i++) {
        struct facts f;
        make_article(&a, i, &f);
        const struct cache_file file = {.path = f.path, .n_articles = 1};
        must(cache_put(c, &file, &f, &e));
    }
    must(cache_commit(c, &e));
    arena_free(&a);
}

static void remove_folder(void)
{
    cache_remove(folder, NULL);
}

static char *path_of(struct arena *a, size_t k)
{
    return arena_printf(a, "%s/%s", folder, names[k]);
}

static void make_good(void)
{
    struct cache *c;
    struct err e;
    bool more = true;

    snprintf(folder, sizeof folder, "%s/yulu-fuzz-%ld",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    c = cache_open(folder, &options);
    must(cache_lock(c, &e));
    put_articles(c, 0, 12);
    while (more)
        must(cache_index_step(c, 1000, &more, &e));
    put_articles(c, 3, 4);
    cache_close(c);
    atexit(remove_folder);
}

static void read_good(void)
{
    struct err e;

    for (size_t k = 0; k < N_FILES; k++)
        must(file_read(&good_arena, path_of(&good_arena, k), 0, &good[k], &e));
}

/* ---- Edits */

static void fix_hashes(struct buf *files)
{
    struct image_header h;
    size_t at = sizeof(struct record_head) + offsetof(struct record_segment, header_hash);
    uint64_t hash;

    if (files[2].len < sizeof h || files[0].len < at + 2 * sizeof hash)
        return;
    memcpy(&h, files[2].p, sizeof h);
    h.body_hash = hash64(files[2].p + sizeof h, files[2].len - sizeof h, 0);
    h.header_hash = image_header_hash(&h);
    memcpy(files[2].p, &h, sizeof h);
    memcpy(files[0].p + at, &h.header_hash, sizeof hash);
    hash = hash64(files[0].p, files[0].len - sizeof hash, 0);
    memcpy(files[0].p + files[0].len - sizeof hash, &hash, sizeof hash);
}

static void edit(struct buf *files, const uint8_t *data, size_t size)
{
    bool fix = false;

    for (; size >= EDIT; data += EDIT, size -= EDIT) {
        struct buf *b = &files[(data[0] & 7) % N_FILES];
        size_t at = (size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3];
        fix |= (data[0] & FIX_HASHES) != 0;
        if (b->len)
            b->p[at % b->len] = (char)data[4];
    }
    if (fix)
        fix_hashes(files);
}

static void make_files(const uint8_t *data, size_t size)
{
    struct buf files[N_FILES] = {{0}};
    struct arena a = {0};
    size_t whole = size ? data[0] : N_FILES;

    for (size_t k = 0; k < N_FILES; k++)
        if (k == whole)
            buf_add(&files[k], data + 1, size - 1);
        else
            buf_str(&files[k], good[k]);
    if (whole >= N_FILES && size)
        edit(files, data + 1, size - 1);
    remove_folder();
    must(mkdir(folder, 0700) == 0);
    for (size_t k = 0; k < N_FILES; k++) {
        FILE *f = fopen(path_of(&a, k), "wb");
        must(f &&
             fwrite(files[k].len ? files[k].p : "", 1, files[k].len, f) == files[k].len);
        fclose(f);
        buf_free(&files[k]);
    }
    arena_free(&a);
}

static void write_some(struct cache *c)
{
    struct err e;
    bool more, ok = cache_lock(c, &e) && cache_verify(c, &e);

    must(ok || cache_lock(c, &e));
    put_articles(c, 3, 5);
    must(cache_index_step(c, 1000, &more, &e));
    must(cache_merge(c, 2, &e));
    must(cache_verify(c, &e));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cache *c;

    if (!*folder) {
        make_good();
        read_good();
    }
    make_files(data, size);
    c = cache_open(folder, &options);
    walk_everything(c);
    write_some(c);
    walk_everything(c);
    cache_close(c);
    return 0;
}

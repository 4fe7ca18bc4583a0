/* Blocks are chained newest first; each new block is at least twice the last one, and a quarter of
 * all once they are large, up to 1 MiB: an arena of N bytes costs O(log N) calls of malloc while it
 * is small, and little of it stays empty when it is large. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifndef ARENA_BLOCK
#define ARENA_BLOCK                                                                      \
    4096 /* bytes of the first block; tests set it small to cross every edge */
#endif
enum {
    ARENA_BLOCK_MAX = 1 << 20,
    ARENA_LARGE = 1 << 18,
    ARENA_ALIGN = _Alignof(max_align_t)
};

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes in data */
    size_t used;
    max_align_t data[];
};

static _Noreturn void out_of_memory(const struct arena *a)
{
    static const char msg[] = "yulu: error: 内存不足\n";
    if (a && a->low)
        a->low();
    fputs(msg, stderr);
    exit(4);
}

void mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void *mem_grow(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        out_of_memory(NULL);
    return q;
}

static void count(struct arena *a, size_t size)
{
    struct arena_tally *t = a->tally;

    if (!t)
        return;
    t->now += size;
    t->most = t->now > t->most ? t->now : t->most;
}

static void block_free(struct arena *a, struct arena_block *b)
{
    if (a->tally)
        a->tally->now -= sizeof *b + b->size;
    free(b);
}

/* The newest block, unless it is filled at once and the one before has more room. */
static void put_block(struct arena *a, struct arena_block *b, size_t least)
{
    struct arena_block *head = a->head;

    if (head && b->size - least < head->size - head->used) {
        b->next = head->next;
        head->next = b;
        return;
    }
    b->next = head;
    a->head = b;
}

static struct arena_block *block_new(struct arena *a, size_t least)
{
    size_t size = a->used > ARENA_LARGE ? a->used / 4
                  : a->head             ? a->head->size * 2
                                        : ARENA_BLOCK;
    struct arena_block *b;

    if (size > ARENA_BLOCK_MAX)
        size = ARENA_BLOCK_MAX;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof *b)
        out_of_memory(a);
    b = malloc(sizeof *b + size);
    if (!b)
        out_of_memory(a);
    b->size = size;
    b->used = 0;
    put_block(a, b, least);
    count(a, sizeof *b + size);
    return b;
}

void *arena_bytes(struct arena *a, size_t size)
{
    struct arena_block *b = a->head;
    size_t room;
    void *p;

    if (size > SIZE_MAX / 2)
        out_of_memory(a);
    room = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (!b || b->size - b->used < room)
        b = block_new(a, room);
    p = (char *)b->data + b->used;
    b->used += room;
    a->used += room;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_bytes(a, size), 0, size);
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        out_of_memory(a);
    return arena_alloc(a, n * size);
}

/* ITEMS of N bytes made MORE bytes long where they are: they are the last that was handed out, and
 * there is room. */
static bool stretch(struct arena *a, void *items, size_t n, size_t more)
{
    struct arena_block *b = a->head;
    size_t old = (n + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    size_t room = (more + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;

    if (!b || !n || b->used < old || (char *)items != (char *)b->data + (b->used - old) ||
        room - old > b->size - b->used)
        return false;
    b->used += room - old;
    a->used += room - old;
    memset((char *)items + n, 0, more - n);
    return true;
}

/* Large blocks are moved by the system without a copy, so one that is alone is made larger in
 * place of a second one. */
void *arena_regrow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
    size_t more = *cap + *cap / 4 + 64, room;
    struct arena_block *b = a->head;

    if (n < *cap)
        return items;
    if (!b) {
        *cap = more;
        return arena_bytes(a, more * size);
    }
    if (more > SIZE_MAX / 2 / size)
        out_of_memory(a);
    room = (more * size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (room > b->size) {
        size_t added = room - b->size;
        b = mem_grow(b, sizeof *b + room);
        b->size = room;
        a->head = b;
        count(a, added);
    }
    a->used += room - b->used;
    b->used = room;
    *cap = more;
    return b->data;
}

void *arena_give(struct arena *to, struct arena *from, size_t size)
{
    struct arena_block *b = from->head;

    if (!b)
        return arena_bytes(to, 0);
    if (from->tally)
        from->tally->now -= sizeof *b + b->size;
    b = mem_grow(b, sizeof *b + size);
    b->size = b->used = size;
    b->next = to->head ? to->head->next : NULL;
    if (to->head)
        to->head->next = b;
    else
        to->head = b;
    count(to, sizeof *b + size);
    to->used += size;
    *from = (struct arena){.tally = from->tally};
    return b->data;
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
    size_t more;
    void *p;

    if (n < *cap)
        return items;
    more = *cap ? *cap * 2 : 8;
    if (*cap && more <= SIZE_MAX / 2 / size &&
        stretch(a, items, *cap * size, more * size)) {
        *cap = more;
        return items;
    }
    p = arena_calloc(a, more, size);
    if (n)
        memcpy(p, items, n * size);
    *cap = more;
    return p;
}

char *arena_strz(struct arena *a, struct str s)
{
    char *z = arena_alloc(a, s.len + 1);
    if (s.len)
        memcpy(z, s.p, s.len);
    return z;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){arena_strz(a, s), s.len};
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    int len;
    char *z;

    va_copy(again, ap);
    len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        return arena_alloc(a, 1);
    z = arena_alloc(a, (size_t)len + 1);
    vsnprintf(z, (size_t)len + 1, fmt, ap);
    return z;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    char *z;

    va_start(ap, fmt);
    z = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return z;
}

void arena_reset(struct arena *a)
{
    struct arena_block *b = a->head;

    if (!b)
        return;
    while (b->next) {
        struct arena_block *next = b->next->next;
        block_free(a, b->next);
        b->next = next;
    }
    b->used = 0;
    a->used = 0;
}

void arena_free(struct arena *a)
{
    while (a->head) {
        struct arena_block *next = a->head->next;
        block_free(a, a->head);
        a->head = next;
    }
    a->used = 0;
}

void arena_add_once(struct arena *a, struct str **list, size_t *n, size_t *cap,
                    struct str s)
{
    for (size_t i = 0; i < *n; i++)
        if (str_eq((*list)[i], s))
            return;
    *list = arena_grow(a, *list, *n, cap, sizeof **list);
    (*list)[(*n)++] = arena_str(a, s);
}

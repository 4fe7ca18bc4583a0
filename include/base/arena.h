/* Regions of memory that are freed all at once.
 *
 * Three lifetimes are used in this program: the archive, the current view, one keypress.
 * Whoever calls chooses the arena.  Nothing in an arena is freed alone.  Running out of
 * memory ends the program in one place (exit 4, one line on stderr). */
#ifndef YULU_BASE_ARENA_H
#define YULU_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

struct arena_block;

/* Bytes that all arenas with the same tally hold, and held at most. */
struct arena_tally {
    size_t now, most;
};

/* Zero-initialised is an empty arena. */
struct arena {
    struct arena_block *head; /* newest block */
    size_t used;              /* bytes handed out, for limits and statistics */
    void (*low)(
        void); /* called before the program ends for lack of memory; may be NULL */
    struct arena_tally *tally; /* may be NULL; set before the first use */
};

/* SIZE zeroed bytes, aligned for any type; never NULL.  SIZE 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
/* The same, not zeroed: for bytes that are written at once. */
void *arena_bytes(struct arena *a, size_t size);
/* N elements of SIZE zeroed bytes; the product is checked. */
void *arena_calloc(struct arena *a, size_t n, size_t size);
#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_calloc((a), (n), sizeof(T)))

/* Room for one more element in a growable array: returns ITEMS, or a larger copy with *CAP
 * raised, so that ITEMS[N] may be written.  The old copy stays in the arena (amortised O(1)). */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);
/* The same where ITEMS is all that is in A: the old copy is freed.  Not zeroed. */
void *arena_regrow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);

/* The one list that FROM holds, cut to SIZE bytes, becomes TO's without a copy; where it is now.
 * FROM is empty then. */
void *arena_give(struct arena *to, struct arena *from, size_t size);

/* Add a copy of S to a growable list unless it is there.  O(n). */
void arena_add_once(struct arena *a, struct str **list, size_t *n, size_t *cap,
                    struct str s);

/* A copy of S that ends in NUL. */
char *arena_strz(struct arena *a, struct str s);
/* A copy of S (also ends in NUL, not counted). */
struct str arena_str(struct arena *a, struct str s);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Forget everything but keep one block for reuse.  All pointers into A are dead. */
void arena_reset(struct arena *a);
/* Free everything; A is an empty arena again. */
void arena_free(struct arena *a);

/* malloc and realloc that never return NULL (for the growable buffers of this layer). */
void *mem_grow(void *p, size_t size);
/* Give memory that was freed back to the system, where that can be done: after much work, before a
 * long rest.  O(free pieces). */
void mem_trim(void);

#endif

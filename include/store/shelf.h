/* What a reader sees of an archive at one moment: segments, which rows are still there, and their
 * order.  Immutable; whoever reads the files makes a new one and hands it over.  Shelves share
 * their segments, which go with the last shelf that holds them. */
#ifndef YULU_STORE_SHELF_H
#define YULU_STORE_SHELF_H

#include "store/segment.h"

#include <stdatomic.h>

enum { SHELF_SEGMENTS = 64, ID_SIZE = 32, ITEM_SPEAKERS = 2 };

/* A segment that several shelves hold. */
struct shared_segment {
    struct segment s;
    atomic_uint refs;
};
/* Take S over; one reference is the caller's. */
struct shared_segment *segment_share(struct segment *s);
struct shared_segment *segment_ref(struct shared_segment *s);
void segment_unref(struct shared_segment *s);

/* Where an article is: number of the segment, row. */
typedef uint32_t place_t;
enum { PLACE_ROW_BITS = 26, PLACE_ROWS = 1 << PLACE_ROW_BITS };
#define NO_PLACE (~(place_t)0)
static inline size_t place_segment(place_t p)
{
    return p >> PLACE_ROW_BITS;
}
static inline size_t place_row(place_t p)
{
    return p & (PLACE_ROWS - 1);
}

struct shelf_part {
    struct shared_segment *seg;
    const uint64_t *dead; /* a bit for each row that is gone; NULL = all are there */
    size_t n_dead;
};

/* Ids of the rows that share their first 8 digits with another one; by place. */
struct odd_id {
    place_t place;
    char id[ID_SIZE];
};

/* FROM leads near copies in its part, and TO leads those of several parts. */
struct near_link {
    place_t from, to;
};

struct shelf {
    atomic_uint refs;
    struct arena a;
    struct shelf_part parts[SHELF_SEGMENTS];
    size_t n_parts;
    const place_t *order; /* NULL: the rows of the only part, as they are */
    size_t n;             /* articles */
    struct odd_id *odd;
    size_t n_odd;
    struct near_link *links; /* leaders with copies in other parts, by place */
    size_t n_links;
    uint64_t generation; /* grows with every change */
};

/* A shelf of PARTS with one reference; takes over their references, copies the bits.  O(n) when
 * there are several parts or dead rows. */
struct shelf *shelf_new(const struct shelf_part *parts, size_t n, uint64_t generation);
struct shelf *shelf_ref(struct shelf *s);
/* Free S with its last reference.  NULL is allowed. */
void shelf_unref(struct shelf *s);

static inline const struct segment *shelf_segment(const struct shelf *s, place_t p)
{
    return &s->parts[place_segment(p)].seg->s;
}
static inline const struct seg_row *shelf_row(const struct shelf *s, place_t p)
{
    return &shelf_segment(s, p)->rows[place_row(p)];
}
/* The place of the I-th article. */
static inline place_t shelf_at(const struct shelf *s, size_t i)
{
    return s->order ? s->order[i] : (place_t)i;
}

/* What a list shows of an article; strings are views of the shelf. */
struct item {
    char id[ID_SIZE]; /* unique in the archive */
    place_t place;
    uint64_t hash;
    struct str path; /* bytes */
    unsigned doc;
    struct date date;
    struct str title; /* may be empty: show the file's name */
    struct str url, source, author;
    unsigned n_han, n_words, n_quotes, n_indirect;
    /* People, or else organisations, who are quoted: how many, and the two quoted most. */
    unsigned n_speakers;
    struct str speakers[ITEM_SPEAKERS];
    unsigned
        n_copies; /* of a finding that folds: near copies found that this one stands for */
    unsigned shared_people, shared_tags; /* of a finding of related articles: in common */
    bool faulty, analysed;
};
void shelf_item(const struct shelf *s, place_t p, struct item *out);
/* The id of an article: 8 digits, more when others have the same. */
void shelf_id(const struct shelf *s, place_t p, char id[ID_SIZE]);
/* The article with this id or, of 4 digits and more, the only one that begins so; NO_PLACE when
 * there is none or several.  O(log n). */
place_t shelf_find(const struct shelf *s, struct str id);
/* Its number in the list.  O(log n). */
size_t shelf_index(const struct shelf *s, place_t p);
bool shelf_has(const struct shelf *s, place_t p);
/* The one that stands for P and all that are nearly the same, itself when nothing is.  O(log copies
 * in other parts). */
place_t shelf_leader(const struct shelf *s, place_t p);
/* Is something in the archive nearly the same as P? */
bool shelf_has_copies(const struct shelf *s, place_t p);
/* Articles that are nearly the same as another one before them.  O(n), one pass over numbers. */
size_t shelf_n_copies(const struct shelf *s);

#endif

/* Facts of many articles in columns, in one block of bytes that never changes.
 *
 * The block is the same in memory and in a file, so that a cache is mapped and not read.  Rows are
 * in the order of lists: newest date first, undated last, then by title in the order of pinyin,
 * then by id and place.  Numbers are those of the machine; the header tells another machine's.
 *
 * Nothing in a block is believed: every accessor checks what it hands out against the block's end,
 * and a damaged block gives wrong or empty answers, never a fault.  Strings handed out are valid
 * UTF-8 and live as long as the segment. */
#ifndef YULU_STORE_SEGMENT_H
#define YULU_STORE_SEGMENT_H

#include "base/err.h"
#include "store/facts.h"

enum { SEGMENT_VERSION = 5 };

/* Bytes that somebody gave away: on the heap, or mapped from a file. */
struct block {
    const char *p;
    size_t len;
    void (*release)(struct block *b); /* NULL: nobody's */
};
void block_release(struct block *b);
/* BUF's bytes, which it gives up. */
struct block block_of_buf(struct buf *b);

/* One article; a row of the block. */
struct seg_row {
    uint64_t hash, near;
    uint64_t title_key[2]; /* the beginning of the title in the order of pinyin */
    uint64_t text;         /* offset of its folded text in the text block */
    uint32_t text_len;     /* bytes; the title and a newline come first */
    uint32_t title_len;
    uint32_t path, title, url, source, author; /* strings; the titles stand together */
    uint32_t doc;
    uint32_t art;  /* number of the article in the text index */
    uint32_t date; /* yyyymmdd << 3 | inferred << 2 | precision */
    uint32_t n_han, n_words;
    uint32_t n_quotes, n_indirect;
    uint32_t flags; /* ROW_... */
    uint32_t
        folded_title; /* string, so that titles are looked through without the texts */
};
enum {
    ROW_FAULTY = 1,
    ROW_LEADS = 2,   /* others are nearly the same */
    ROW_ANALYSED = 4 /* quotations were looked for */
};

struct seg_value {
    uint32_t name, aliases; /* strings */
    uint32_t n_articles, n_quotes;
    uint32_t key;   /* FACET_OWN: number of the key */
    uint16_t facet; /* enum facet */
    uint16_t kind;  /* enum speaker_kind */
};

struct seg_speaker {
    uint32_t value;              /* SPEAKER, ORG or PHRASE: always a number of values */
    uint32_t titles;             /* TITLES, NO_VALUE */
    uint32_t orgs[SPEAKER_ORGS]; /* values, NO_VALUE */
    uint16_t n_quotes, n_indirect;
    uint8_t delegate, spare[3];
};

struct seg_quote {
    uint32_t text;     /* seg_said() */
    uint32_t cue;      /* string */
    uint32_t off, len; /* of the body, marks included */
    uint32_t start, end;
    uint32_t folded, folded_len; /* in the article's folded text */
    uint16_t speaker, second;    /* among the article's speakers, NO_SEG_SPEAKER */
    uint32_t number;
    uint8_t kind, position, confidence, rule;
    uint8_t fixed, verdict, spare[2];
};

#define NO_VALUE (~0u)
enum { NO_SEG_SPEAKER = 0xFFFF };

struct segment {
    struct block image, text;
    size_t n; /* rows */
    const struct seg_row *rows;
    const uint32_t *dates;     /* of the rows, again: packed for scans */
    const uint32_t *values_at; /* n + 1: where a row's values begin in value_list */
    const uint32_t *value_list;
    const uint32_t *speakers_at, *quotes_at; /* n + 1 */
    const struct seg_speaker *speakers;
    const struct seg_quote *quotes;
    const struct seg_value
        *values;             /* by facet, then key, then name in the order of pinyin */
    const uint32_t *keys;    /* strings: the keys of FACET_OWN */
    const uint32_t *by_hash; /* rows, by hash, then place */
    const uint32_t *by_text; /* rows, by offset of their text */
    const uint32_t *twins;   /* rows that share the first 8 digits, by hash */
    const uint32_t
        *leader; /* of each row: the first one that is nearly the same, or itself */
    size_t n_value_list, n_speakers, n_quotes, n_values, n_keys, n_twins;
    const char *heap, *said; /* strings; the texts of quotations, apart from them */
    size_t heap_len, said_len;
};

/* ---- Making */

struct seg_builder;
struct seg_builder *seg_builder_new(void);
/* Add F with the number ART; its folded text is copied into the builder's text.  What F points to
 * may go afterwards. */
void seg_add(struct seg_builder *b, const struct facts *f, uint32_t art);
/* The same for an article whose folded text already lies at TEXT_OFF of a text that others keep. */
void seg_add_at(struct seg_builder *b, const struct facts *f, uint32_t art,
                uint64_t text_off);
size_t seg_builder_n(const struct seg_builder *b);
/* Is there no room for more articles? */
bool seg_builder_full(const struct seg_builder *b);
/* Make the block and, when there are texts of its own, the block of texts; frees B.
 * O(n log n). */
void seg_finish(struct seg_builder *b, struct block *image, struct block *text);
void seg_builder_free(struct seg_builder *b);

/* ---- Reading */

/* Take IMAGE and TEXT (they are S's now, also when false is returned and they are released): false
 * with a reason when the header is not one of this version or the parts do not fit.  O(1). */
bool segment_open(struct segment *s, struct block image, struct block text,
                  struct err *e);
void segment_close(struct segment *s);
/* Is the whole image as it was written?  O(image). */
bool segment_verify(const struct segment *s);
/* Was a file that it is mapped from cut (base/mapping.h)? */
bool segment_torn(const struct segment *s);

/* The string REF, or an empty one; as bytes that may be no UTF-8 (paths), and as text. */
struct str seg_bytes(const struct segment *s, uint32_t ref);
struct str seg_str(const struct segment *s, uint32_t ref);
struct date seg_date(uint32_t packed);
uint32_t seg_pack_date(struct date d);
/* The text of Q. */
struct str seg_said(const struct segment *s, const struct seg_quote *q);
/* The values, speakers, quotations of ROW; *N = how many. */
const uint32_t *seg_values(const struct segment *s, size_t row, size_t *n);
const struct seg_speaker *seg_speakers(const struct segment *s, size_t row, size_t *n);
const struct seg_quote *seg_quotes(const struct segment *s, size_t row, size_t *n);
/* The name of value V; empty for NO_VALUE. */
struct str seg_value_name(const struct segment *s, uint32_t v);
/* The first row that is nearly the same as ROW, or ROW. */
size_t seg_leader(const struct segment *s, size_t row);
/* The folded text of ROW; its first row.title_len bytes are the title. */
struct str seg_text(const struct segment *s, size_t row);
struct str seg_folded_title(const struct segment *s, size_t row);
struct str seg_folded_body(const struct segment *s, size_t row);
/* The facts of ROW again, in A; strings are views of S. */
void segment_facts(const struct segment *s, struct arena *a, size_t row,
                   struct facts *out);
/* Order of two rows of two segments, as in lists. */
int segment_order(const struct segment *a, size_t i, const struct segment *b, size_t j);

#endif

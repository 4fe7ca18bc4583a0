/* What the files of body recovery share; nobody else includes this. */
#ifndef YULU_ARTICLE_BODY_WORK_H
#define YULU_ARTICLE_BODY_WORK_H

#include "article/body.h"
#include "article/paragraph.h"
#include "text/charset.h"
#include "text/utf8.h"

/* ---- Characters and words (body_words.c) */

/* The words of a list by one end, their first or last character. */
struct words_end {
    /* All of them, by key, then the longest first: one pointer, so that the start has little to
     * relocate; and where in it each begins, and the last ends. */
    const char *text;
    const uint16_t *from;
    const uint32_t *keys;   /* the character at that end of each */
    const uint32_t *filter; /* 1,024 bits: keys, modulo */
};

/* A closed list of words, made from data/words.tsv; the longest that fits wins. */
struct words {
    struct words_end at, before;
    size_t n;
};

extern const struct words words_agency;
extern const struct words words_caption;
extern const struct words words_continue;
extern const struct words words_contrast;
extern const struct words words_copula;
extern const struct words words_credit_mark;
extern const struct words words_credit_stop;
extern const struct words words_cue;
extern const struct words words_foreign_credit;
extern const struct words words_label_30;
extern const struct words words_label_40;
extern const struct words words_label_60;
extern const struct words words_label_80;
extern const struct words words_label_100;
extern const struct words words_label_120;
extern const struct words words_label_200;
extern const struct words words_label_300;
extern const struct words words_list;
extern const struct words words_notice;
extern const struct words words_onward;
extern const struct words words_phrase;
extern const struct words words_picture;
extern const struct words words_picture_agency;
extern const struct words words_picture_from;
extern const struct words words_picture_of;
extern const struct words words_pronoun;
extern const struct words words_report;
extern const struct words words_reporter;
extern const struct words words_says;
extern const struct words words_surname;
extern const struct words words_time;
extern const struct words words_title;
extern const struct words words_title_mark;
extern const struct words words_topic;
extern const struct words words_wire;
extern const struct words words_wire_agency;

/* A filter for all lists of labels. */
extern const uint32_t words_label_filter[32];

/* May one of the keys be CP?  Never false when one is. */
static inline bool words_may(const uint32_t *filter, uint32_t cp)
{
    return filter[cp % 1024 / 32] >> cp % 32 & 1;
}

/* The character at OFF, 0 at the end of T; *LEN its bytes.  The one before END, 0 at the start. */
static inline uint32_t body_cp(struct str t, size_t off, size_t *len)
{
    if (off < t.len)
        return utf8_decode(t.p + off, len);
    *len = 0;
    return 0;
}
static inline uint32_t body_cp_before(struct str t, size_t end)
{
    size_t len;

    return end ? utf8_decode(t.p + utf8_prev(t, end), &len) : 0;
}
/* Is CP one of the characters of a literal, of SET (UTF-8)? */
#define body_in(cp, literal) char_is_in(cp, literal)
bool body_in_set(uint32_t cp, const char *set);
/* The longest of the words whose key is CP at OFF / that ends at END: its bytes, or 0. */
size_t words_find_at(const struct words *w, struct str t, size_t off, uint32_t cp);
size_t words_find_before(const struct words *w, struct str t, size_t end, uint32_t cp);
/* The same for the character at OFF when it is known to be CP. */
static inline size_t words_from(const struct words *w, struct str t, size_t off,
                                uint32_t cp)
{
    return words_may(w->at.filter, cp) ? words_find_at(w, t, off, cp) : 0;
}
/* Bytes of the longest word of W that begins at OFF / ends at END, 0 when none does. */
static inline size_t words_at(const struct words *w, struct str t, size_t off)
{
    size_t len;

    return words_from(w, t, off, body_cp(t, off, &len));
}
static inline size_t words_before(const struct words *w, struct str t, size_t end)
{
    uint32_t cp = body_cp_before(t, end);

    return words_may(w->before.filter, cp) ? words_find_before(w, t, end, cp) : 0;
}
/* The offset, from OFF on, of the next character before END that may be a key by FILTER; END when
 * there is none.  Hardly any is; of three bytes the filter needs no more than the last two. */
static inline size_t words_skip(const uint32_t *filter, struct str t, size_t off,
                                size_t end)
{
    const unsigned char *p = (const unsigned char *)t.p;
    size_t len;

    for (; off < end; off += len) {
        bool three = (p[off] & 0xF0) == 0xE0;
        uint32_t cp = three ? (p[off + 1] & 0x0Fu) << 6 | (p[off + 2] & 0x3Fu)
                            : utf8_decode(t.p + off, &len);

        len = three ? 3 : len;
        if (words_may(filter, cp))
            break;
    }
    return off;
}
/* Offset N characters after OFF, at most the end of T. */
static inline size_t body_skip(struct str t, size_t off, size_t n)
{
    while (n-- && off < t.len)
        off += utf8_len((unsigned char)t.p[off]);
    return off;
}
/* Offset behind the 汉字 from OFF on, which are told by their first byte; no mark is among them. */
static inline size_t body_skip_han(struct str t, size_t off, size_t end)
{
    while (off < end && (unsigned char)t.p[off] >= 0xE4 &&
           (unsigned char)t.p[off] <= 0xE9)
        off += 3;
    return off;
}
/* Offset behind blanks (also U+3000 and U+00A0) from OFF on, before END. */
size_t body_skip_blanks(struct str t, size_t off, size_t end);
struct span body_trim(struct str t, struct span s);
/* Characters in S, counted until MAX. */
size_t body_length(struct str t, struct span s, size_t max);
static inline bool body_is_end(uint32_t cp)
{
    return body_in(cp, "。！？…!?｡");
}
static inline bool body_is_closer(uint32_t cp)
{
    return body_in(cp, "”’」』﹂﹄）)》】〉〕");
}
/* Of quotations. */
static inline bool body_is_opener(uint32_t cp)
{
    return body_in(cp, "“「『﹁‘\"＂");
}

/* ---- Quotations and brackets (body_pair.c) */

struct pair {
    size_t open; /* first byte of the opening mark */
    size_t end;  /* behind the closing mark */
    bool quote;  /* a quotation, not a bracket */
};

struct pairs {
    const struct pair *items; /* outermost pairs in the order of the text */
    size_t n;
};

/* Those in the stretch S of T; nothing else may be in A. */
struct pairs body_pairs(struct arena *a, struct str t, struct span s);

/* ---- What is no text of the article */

/* The piece of boilerplate that ends S / begins S; len 0 when there is none. */
struct span boilerplate_last(struct str t, struct span s);
struct span boilerplate_first(struct str t, struct span s);

/* Bytes of a dateline that begins at OFF, 0 when none does. */
size_t dateline_at(struct str t, size_t off, size_t end);
/* Bytes of a credit (白浪 设计, 图片来源：…) that begins at OFF, 0 when none does. */
size_t credit_at(struct str t, size_t off, size_t end);
/* Is all of [OFF, END) one? */
bool credit_is_all(struct str t, size_t off, size_t end);
/* The kind of a whole line. */
enum block_kind line_kind(struct str t, struct span line);

/* ---- Headings that were glued in twice (body_heading.c) */

struct doubled {
    struct span first, second; /* len 0 = none */
};

/* At OFF, or, for a text long enough to be sure, anywhere in S. */
struct doubled doubled_at(struct str t, size_t off, size_t end);
struct doubled doubled_within(struct str t, struct span s);

/* ---- Parts under construction (body.c) */

struct body_work {
    struct arena *a;
    struct arena own; /* of the parts until they are all there */
    struct str text;
    struct part *parts;
    size_t n, cap;
};

struct part *work_add(struct body_work *w, enum block_kind kind, struct span s);

/* Rebuild S, a stretch without line breaks (body_oneline.c). */
void work_one_line(struct body_work *w, struct span s);

#endif

/* All ways to read the characters are followed at once: bit j of a set says that the first j
 * characters of the word are matched by the name up to here.  A 汉字 moves a bit on by one (itself,
 * an initial), by two (zh, ch, sh) or by a whole reading. */
#include "text/match.h"

#include "text/fold.h"
#include "text/utf8.h"

#define NOWHERE SIZE_MAX

/* ---- Compiling */

/* The letter that CP of the word is when it is read as pinyin. */
static char pinyin_letter(uint32_t cp)
{
    if (cp >= 0xFF41 && cp <= 0xFF5A) /* full-width */
        cp = fold_char(cp);
    if (cp == 0xFC)
        return 'v';
    return cp >= 'a' && cp <= 'z' ? (char)cp : '\0';
}

bool match_compile(struct matcher *m, struct str word, unsigned flags)
{
    size_t len;

    m->n = 0;
    m->flags = flags;
    m->by_reading = false;
    for (size_t off = 0; off < word.len; off += len) {
        uint32_t cp = utf8_decode(word.p + off, &len);
        if (m->n == MATCH_MAX) {
            m->n = MATCH_MAX + 1;
            return false;
        }
        m->word[m->n] = fold_char(cp);
        m->letter[m->n] = flags & MATCH_PINYIN ? pinyin_letter(cp) : '\0';
        m->by_reading = m->by_reading || m->letter[m->n];
        m->n++;
    }
    if (m->n && m->letter[0])
        pinyin_starting(m->letter[0], m->starting);
    return true;
}

/* ---- One character of the name: from a set of places in the word to the next */

static inline uint64_t bit(size_t i)
{
    return (uint64_t)1 << i;
}

static uint64_t by_itself(const struct matcher *m, uint32_t folded, uint64_t set)
{
    uint64_t next = 0;

    for (; set; set &= set - 1) {
        size_t j = (size_t)__builtin_ctzll(set);
        if (m->word[j] == folded)
            next |= bit(j + 1);
    }
    return next;
}

/* Is letter I of READING typed as C?  ü as u after l and n; u as v where it is said ü. */
static inline bool is_typed(struct str reading, size_t i, char c)
{
    char r = reading.p[i];

    return r == c || (r == 'v' && c == 'u') ||
           (r == 'u' && c == 'v' && i == 1 && memchr("jqxy", reading.p[0], 4));
}

/* From place J by READING (letters only). */
static uint64_t by_one_reading(const struct matcher *m, struct str reading, size_t j)
{
    size_t k = 0, room = m->n - j;
    uint64_t next;

    while (k < reading.len && k < room && is_typed(reading, k, m->letter[j + k]))
        k++;
    if (k == 0)
        return 0;
    next = bit(j + 1);
    if (k >= 2 && reading.p[1] == 'h' && memchr("zcs", reading.p[0], 3))
        next |= bit(j + 2);
    if (k == reading.len || (k == room && m->flags & MATCH_PARTIAL))
        next |= bit(j + k);
    return next;
}

/* The first of READINGS ("zhai2 di2") without its tone; *READINGS moves behind it. */
static struct str next_reading(const char **readings)
{
    const char *p = *readings;
    size_t len = 0, letters;

    while (p[len] && p[len] != ' ')
        len++;
    letters = len && p[len - 1] >= '1' && p[len - 1] <= '4' ? len - 1 : len;
    *readings = p + len + (p[len] == ' ');
    return str_make(p, letters);
}

/* From every place of SET by READING. */
static uint64_t by_reading(const struct matcher *m, struct str reading, uint64_t set)
{
    uint64_t next = 0;

    for (; set; set &= set - 1)
        next |= by_one_reading(m, reading, (size_t)__builtin_ctzll(set));
    return next;
}

static uint64_t by_readings(const struct matcher *m, uint32_t cp, uint32_t folded,
                            uint64_t set)
{
    const char *readings = pinyin_readings(cp);
    uint64_t next = 0;

    /* 著 is zhu, though it folds to 着; compatibility ideographs have no readings of their own. */
    if (!*readings)
        readings = pinyin_readings(folded);
    while (*readings)
        next |= by_reading(m, next_reading(&readings), set);
    return next;
}

/* ---- From one place of the name */

/* The longest match of NAME that begins at byte FROM: its end, or NOWHERE. */
static size_t run(const struct matcher *m, struct str name, size_t from, bool pinyin)
{
    uint64_t set = bit(0);
    size_t end = NOWHERE, len;
    unsigned surname = 0;
    const char *said = from == 0 && pinyin ? pinyin_surname(name, &surname) : NULL;

    for (size_t off = from; off < name.len && set; off += len) {
        uint32_t cp = utf8_decode(name.p + off, &len), folded = fold_char(cp);
        uint64_t next = by_itself(m, folded, set);

        if (pinyin && utf8_is_han(cp))
            next |= by_readings(m, cp, folded, set);
        if (surname) {
            next |= by_reading(m, next_reading(&said), set);
            surname--;
        }
        if (next >> m->n & 1)
            end = off + len;
        set = next & ~bit(m->n);
    }
    return end;
}

/* ---- Over the name */

static inline bool may_be_first(const struct matcher *m, uint32_t cp, bool pinyin)
{
    return fold_char(cp) == m->word[0] || (pinyin && utf8_is_han(cp));
}

/* The first place at or after OFF whose character may begin a match; name.len when there is none. */
static size_t next_start(const struct matcher *m, struct str name, size_t off,
                         bool pinyin)
{
    size_t len;

    pinyin = pinyin && m->letter[0];
    for (; off < name.len; off += len) {
        uint32_t cp = utf8_decode(name.p + off, &len), han = cp - PINYIN_BITS_FROM;

        if (pinyin && han < PINYIN_BITS_END - PINYIN_BITS_FROM) {
            if (m->starting[han / 8] >> han % 8 & 1)
                break;
        } else if (cp == m->word[0] || (cp >= 'A' && may_be_first(m, cp, pinyin))) {
            break;
        }
    }
    return off;
}

struct seek {
    const struct matcher *m;
    struct str name;
    bool pinyin;
};

/* The first match at or after OFF; its len is 0 when there is none. */
static struct span next_match(const struct seek *s, size_t off)
{
    const struct matcher *m = s->m;
    size_t end;
    unsigned surname;
    bool only_start = m->flags & (MATCH_START | MATCH_WHOLE);

    for (; off < s->name.len; off += utf8_len((unsigned char)s->name.p[off])) {
        /* A surname at the start may be read as no table of first letters knows. */
        if (off || !s->pinyin || !pinyin_surname(s->name, &surname))
            off = next_start(m, s->name, off, s->pinyin);
        if (off == s->name.len || (off && only_start))
            break;
        end = run(m, s->name, off, s->pinyin);
        if (end != NOWHERE && (end == s->name.len || !(m->flags & MATCH_WHOLE)))
            return (struct span){off, end - off};
    }
    return (struct span){s->name.len, 0};
}

/* FIRST is the first match of all. */
static enum match_rank rank_of(const struct seek *s, struct span first)
{
    struct seek literal = {s->m, s->name, false};
    struct span found = s->pinyin ? next_match(&literal, 0) : first;

    if (found.len)
        return found.off ? MATCH_LITERAL_INSIDE : MATCH_LITERAL_START;
    return first.off ? MATCH_PINYIN_INSIDE : MATCH_PINYIN_START;
}

bool match_in(const struct matcher *m, struct str name, struct span *hits, size_t max,
              size_t *n, enum match_rank *rank)
{
    struct seek s = {m, name, m->by_reading};
    size_t count = 0;
    struct span hit = {0, 0};

    if (n)
        *n = 0;
    if (rank)
        *rank = MATCH_LITERAL_START;
    if (m->n == 0 || m->n > MATCH_MAX)
        return m->n == 0;
    hit = next_match(&s, 0);
    if (!hit.len)
        return false;
    if (rank)
        *rank = rank_of(&s, hit);
    for (; hit.len && count < max; hit = next_match(&s, hit.off + hit.len))
        hits[count++] = hit;
    if (n)
        *n = count;
    return true;
}

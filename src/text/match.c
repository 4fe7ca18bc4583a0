/* All ways to read the characters are followed at once: bit j of a set says that the first j
 * characters of the word are matched by the name up to here.  A 汉字 moves a bit on by one (itself,
 * an initial), by two (zh, ch, sh) or by a whole reading. */
#include "text/match.h"

#include "text/fold.h"
#include "text/pinyin.h"
#include "text/utf8.h"

#define NOWHERE SIZE_MAX

static inline uint64_t bit(size_t i)
{
    return (uint64_t)1 << i;
}

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

/* May a syllable begin with letters A and B?  (bv looks so.) */
static bool begins_syllable(char a, char b)
{
    static const char others[][3] = {"zh", "ch", "sh", "an", "en", "er", "ng", "hm"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (a == others[i][0] && b == others[i][1])
            return true;
    }
    return a && b && memchr("aeiouv", b, 6);
}

/* May CP take place J of the word, by itself or by one of its readings? */
static bool may_take(const struct matcher *m, size_t j, uint32_t cp)
{
    uint32_t initials;

    if (fold_char(cp) == m->word[j])
        return true;
    if (!m->initial[j] || !utf8_is_han(cp))
        return false;
    initials = pinyin_initials(cp);
    return initials ? initials & m->initial[j] : true; /* its fold may have readings */
}

/* No 汉字 folds to ASCII. */
static void mark(const struct matcher *m, size_t j, unsigned char *bits)
{
    uint32_t end = m->word[j] < 0x80 ? PINYIN_MARK_FROM : MATCH_NEAR_END;

    memset(bits, 0, sizeof m->may[0]);
    for (uint32_t cp = MATCH_NEAR; cp < end; cp++) {
        uint32_t i = cp - MATCH_NEAR;
        if (fold_char(cp) == m->word[j] || (m->initial[j] && cp == 0x3007))
            bits[i / 8] = (unsigned char)(bits[i / 8] | 1u << i % 8);
    }
    if (m->initial[j])
        pinyin_mark(m->initial[j], bits + (PINYIN_MARK_FROM - MATCH_NEAR) / 8);
}

static void compile_place(struct matcher *m, size_t j, uint32_t cp)
{
    char c = m->flags & MATCH_PINYIN ? pinyin_letter(cp) : '\0';

    m->word[j] = fold_char(cp);
    m->letter[j] = c;
    m->initial[j] = c ? 1u << (c - 'a') : 0;
    m->by_reading = m->by_reading || c;
    if (m->word[j] >= 0x80)
        m->beyond |= bit(j);
    if (j && begins_syllable(m->letter[j - 1], c))
        m->goes_on |= bit(j - 1);
}

bool match_compile(struct matcher *m, struct str word, unsigned flags)
{
    size_t len;

    m->n = 0;
    m->flags = flags;
    m->by_reading = false;
    m->beyond = m->goes_on = 0;
    for (size_t off = 0; off < word.len; off += len) {
        uint32_t cp = utf8_decode(word.p + off, &len);
        if (m->n == MATCH_MAX) {
            m->n = MATCH_MAX + 1;
            return false;
        }
        compile_place(m, m->n++, cp);
    }
    m->look_ahead = m->n >= 2 && !(m->goes_on & 1);
    for (size_t j = 0; j < 2 && j < m->n; j++)
        mark(m, j, m->may[j]);
    return true;
}

/* ---- One character of the name: from a set of places in the word to the next */

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

static uint64_t by_readings(const struct matcher *m, uint32_t cp, uint64_t set)
{
    uint32_t initials = pinyin_initials(cp);
    uint64_t begun = 0, next;
    const char *readings;

    /* 著 is zhu, though it folds to 着; compatibility ideographs have no readings of their own. */
    if (!initials) {
        cp = fold_char(cp);
        initials = pinyin_initials(cp);
    }
    for (; set; set &= set - 1) {
        size_t j = (size_t)__builtin_ctzll(set);
        if (m->initial[j] & initials)
            begun |= bit(j);
    }
    next = begun << 1;
    begun &= m->goes_on;
    for (readings = begun ? pinyin_readings(cp) : ""; *readings;)
        next |= by_reading(m, next_reading(&readings), begun);
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
        uint32_t cp = utf8_decode(name.p + off, &len);
        bool han = utf8_is_han(cp);
        uint64_t literal = han ? set & m->beyond : set, next = 0;

        if (literal)
            next = by_itself(m, fold_char(cp), literal);
        if (pinyin && han)
            next |= by_readings(m, cp, set);
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

static inline bool is_marked(const struct matcher *m, size_t j, const unsigned char *p)
{
    uint32_t cp =
        (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    uint32_t i = cp - MATCH_NEAR;

    return i < MATCH_NEAR_END - MATCH_NEAR ? m->may[j][i / 8] >> i % 8 & 1
                                           : may_take(m, j, cp);
}

static inline bool is_three(const unsigned char *p)
{
    return (*p & 0xF0) == 0xE0;
}

/* The first place at or after OFF where a match may begin; name.len when there is none. */
static size_t next_start(const struct matcher *m, struct str name, size_t off)
{
    const unsigned char *p = (const unsigned char *)name.p;
    bool ahead = m->look_ahead;
    uint32_t low = m->word[0], high = low >= 'a' && low <= 'z' ? low - 32 : low;

    while (off < name.len) {
        if (is_three(p + off)) {
            if (is_marked(m, 0, p + off) &&
                (!ahead || name.len - off <= 3 || !is_three(p + off + 3) ||
                 is_marked(m, 1, p + off + 3)))
                return off;
            off += 3;
        } else if (p[off] < 0x80) {
            if (p[off] == low || p[off] == high)
                return off;
            off++;
        } else {
            size_t len;
            if (may_take(m, 0, utf8_decode(name.p + off, &len)))
                return off;
            off += len;
        }
    }
    return name.len;
}

struct seek {
    const struct matcher *m;
    struct str name;
    bool pinyin;
};

/* The first match at or after OFF; its len is 0 when there is none. */
static struct span next_match(const struct seek *s, size_t off)
{
    bool only_start = s->m->flags & (MATCH_START | MATCH_WHOLE);
    unsigned cps;

    for (; off < s->name.len; off += utf8_len((unsigned char)s->name.p[off])) {
        size_t at = next_start(s->m, s->name, off), end;

        /* A surname may be read as no other use of its character is. */
        if (off == 0 && at && s->pinyin && pinyin_surname(s->name, &cps))
            at = 0;
        off = at;
        if (off == s->name.len || (off && only_start))
            break;
        end = run(s->m, s->name, off, s->pinyin);
        if (end != NOWHERE && (end == s->name.len || !(s->m->flags & MATCH_WHOLE)))
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

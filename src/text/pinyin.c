#include "text/pinyin.h"

#include "text/fold.h"
#include "text/utf8.h"

#include "pinyin.h"
#include "surname.h"

static unsigned cell(uint32_t cp)
{
    return cp >= PINYIN_FIRST && cp < PINYIN_END ? pinyin_sets[cp - PINYIN_FIRST] : 0;
}

const char *pinyin_readings(uint32_t cp)
{
    if (cp == 0x3007)
        return pinyin_zero;
    return pinyin_text + pinyin_offsets[cell(cp) & (PINYIN_COMMON - 1)];
}

bool pinyin_is_rare(uint32_t cp)
{
    return utf8_is_han(cp) && cp != 0x3007 &&
           !((cell(cp) | cell(fold_char(cp))) & PINYIN_COMMON);
}

uint32_t pinyin_initials(uint32_t cp)
{
    if (cp == 0x3007)
        return 1u << (pinyin_zero[0] - 'a');
    return pinyin_firsts[cell(cp) & (PINYIN_COMMON - 1)];
}

void pinyin_mark(uint32_t initials, unsigned char *bits)
{
    _Static_assert((int)PINYIN_FIRST == (int)PINYIN_MARK_FROM && PINYIN_FIRST % 8 == 0 &&
                       (int)PINYIN_END == (int)PINYIN_MARK_END && PINYIN_END % 8 == 0,
                   "the header says which characters");
    for (size_t i = 0; i < PINYIN_END - PINYIN_FIRST; i += 8) {
        unsigned byte = 0;
        for (unsigned k = 0; k < 8; k++) {
            unsigned set = pinyin_sets[i + k] & (PINYIN_COMMON - 1);
            byte |= (unsigned)(set == 0 || pinyin_firsts[set] & initials) << k;
        }
        bits[i / 8] = (unsigned char)(bits[i / 8] | byte);
    }
}

static bool may_begin_surname(struct str name)
{
    size_t len;
    uint32_t cp = name.len ? utf8_decode(name.p, &len) & 0xFFF : 0;

    return name.len >= 3 && surname_firsts[cp / 8] >> cp % 8 & 1;
}

/* Two characters before one: 单于 is no 单. */
const char *pinyin_surname(struct str name, unsigned *cps)
{
    enum { N = sizeof surname_readings / sizeof *surname_readings };
    const char *found = NULL;

    *cps = 0;
    /* 查尔斯·利伯 has no Chinese surname. */
    if (!may_begin_surname(name) || str_find(name, STR("·"), 0) != name.len)
        return NULL;
    for (size_t i = 0; i < N; i++) {
        struct str s;
        if (memcmp(surname_readings[i].name, name.p, 3) != 0)
            continue;
        s = str_of(surname_readings[i].name);
        if (s.len / 3 > *cps && str_starts(name, s)) {
            *cps = (unsigned)(s.len / 3);
            found = surname_readings[i].readings;
        }
    }
    return found;
}

static struct str first_of(const char *readings)
{
    struct str s = str_of(readings);
    return str_slice(s, 0, str_find(s, STR(" "), 0));
}

/* ---- Marks */

/* Which vowel carries the mark: a or e; the o of ou; else the last one. */
static size_t marked_vowel(struct str letters)
{
    size_t last = letters.len;

    for (size_t i = 0; i < letters.len; i++) {
        char c = letters.p[i];
        if (c == 'a' || c == 'e' ||
            (c == 'o' && i + 1 < letters.len && letters.p[i + 1] == 'u'))
            return i;
        if (c == 'o' || c == 'i' || c == 'u' || c == 'v')
            last = i;
    }
    return last;
}

static void add_vowel(struct buf *out, char c, unsigned tone)
{
    static const struct {
        char vowel;
        const char *forms[5];
    } marks[] = {
        {'a', {"a", "ā", "á", "ǎ", "à"}}, {'e', {"e", "ē", "é", "ě", "è"}},
        {'i', {"i", "ī", "í", "ǐ", "ì"}}, {'o', {"o", "ō", "ó", "ǒ", "ò"}},
        {'u', {"u", "ū", "ú", "ǔ", "ù"}}, {'v', {"ü", "ǖ", "ǘ", "ǚ", "ǜ"}},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].vowel == c) {
            buf_z(out, marks[i].forms[tone]);
            return;
        }
    }
    buf_c(out, c);
}

static unsigned tone_of(struct str syllable)
{
    char c = syllable.len ? syllable.p[syllable.len - 1] : '\0';
    return c >= '1' && c <= '4' ? (unsigned)(c - '0') : 0;
}

void pinyin_add_marked(struct buf *out, struct str syllable)
{
    unsigned tone = tone_of(syllable);
    struct str letters = str_slice(syllable, 0, syllable.len - (tone ? 1 : 0));
    size_t at = marked_vowel(letters);

    for (size_t i = 0; i < letters.len; i++)
        add_vowel(out, letters.p[i], i == at ? tone : 0);
}

/* ---- Names */

/* The characters of a name one after the other, each with its reading. */
struct walk {
    struct str name;
    size_t off;
    unsigned left;    /* characters of a surname still to come */
    const char *next; /* their readings */
};

static struct walk walk_from(struct str name)
{
    struct walk w = {.name = name};

    w.next = pinyin_surname(name, &w.left);
    return w;
}

/* The next character as bytes; *READING empty when none is known. */
static struct str step(struct walk *w, uint32_t *cp, struct str *reading)
{
    size_t len;
    struct str s;

    *cp = utf8_decode(w->name.p + w->off, &len);
    s = str_slice(w->name, w->off, len);
    w->off += len;
    *reading = first_of(pinyin_readings(*cp));
    if (w->left) {
        *reading = first_of(w->next);
        w->next += reading->len + (w->next[reading->len] == ' ');
        w->left--;
    }
    return s;
}

void pinyin_add_name(struct buf *out, struct str name)
{
    struct walk w = walk_from(name);
    struct str reading;
    uint32_t cp;
    bool after = false;

    while (w.off < name.len) {
        struct str s = step(&w, &cp, &reading);
        buf_z(out, after || (reading.len && out->len && w.off > s.len) ? " " : "");
        if (reading.len)
            pinyin_add_marked(out, reading);
        else
            buf_str(out, s);
        after = reading.len > 0;
    }
}

void pinyin_add_key(struct buf *out, struct str name)
{
    struct walk w = walk_from(name);
    struct str reading;
    uint32_t cp;

    while (w.off < name.len) {
        struct str s = step(&w, &cp, &reading);
        unsigned tone = tone_of(reading);
        if (reading.len) {
            buf_str(out, str_slice(reading, 0, reading.len - (tone ? 1 : 0)));
            buf_c(out, ' ');
            buf_c(out, (char)('0' + tone));
        }
        fold_utf8(s, out);
    }
}

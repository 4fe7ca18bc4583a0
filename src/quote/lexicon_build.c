/* The tables of the lexicon from lines of words. */
#include "quote/lexicon.h"

#include "base/hash.h"
#include "text/charset.h"
#include "text/fold.h"
#include "text/utf8.h"

#include "tables.h"

enum { FIRST_SLOTS = 1024 };

struct builder {
    struct arena *a;
    uint16_t *about;
    uint16_t *number;
    struct letter *letters;
    size_t n_letters, cap_letters;
    struct row *rows;
    size_t n_rows, cap_rows;
    uint16_t *units;
    size_t n_units, cap_units;
    uint32_t *far;
    size_t n_far, cap_far;
    struct slot *slots[2];
    uint32_t *filter[2];
    unsigned char *starts;
    size_t n_slots;
};

static const struct {
    const char *name;
    uint32_t class;
} class_names[] = {
    {"surname", LEX_SURNAME},
    {"surname_weak", LEX_SURNAME_WEAK},
    {"surname_long", LEX_SURNAME_LONG},
    {"given", LEX_GIVEN},
    {"not_given", LEX_NOT_GIVEN},
    {"not_name", LEX_NOT_NAME},
    {"translit", LEX_TRANSLIT},
    {"title", LEX_TITLE},
    {"prefix", LEX_PREFIX},
    {"delegate", LEX_DELEGATE},
    {"honorific", LEX_HONORIFIC},
    {"kin", LEX_KIN},
    {"role", LEX_ROLE},
    {"pronoun", LEX_PRONOUN},
    {"org", LEX_ORG},
    {"doc", LEX_DOC},
    {"medium", LEX_MEDIUM},
    {"say", LEX_SAY},
    {"opine", LEX_OPINE},
    {"write", LEX_WRITE},
    {"not_cue", LEX_NOT_CUE},
    {"adverb", LEX_ADVERB},
    {"preposition", LEX_PREPOSITION},
    {"receiver", LEX_RECEIVER},
    {"naming", LEX_NAMING},
    {"named", LEX_NAMED},
    {"inscription", LEX_INSCRIPTION},
    {"reporter", LEX_REPORTER},
    {"marker", LEX_MARKER},
    {"connective", LEX_CONNECTIVE},
    {"time", LEX_TIME},
};

struct lex_tables builder_tables(const struct builder *b)
{
    return (struct lex_tables){.about = b->about,
                               .number = b->number,
                               .letters = b->letters,
                               .rows = b->rows,
                               .units = b->units,
                               .far = b->far,
                               .slots = {b->slots[AT], b->slots[BEFORE]},
                               .filter = {b->filter[AT], b->filter[BEFORE]},
                               .starts = b->starts,
                               .n_slots = b->n_slots,
                               .n_letters = b->n_letters,
                               .n_rows = b->n_rows,
                               .n_units = b->n_units,
                               .n_far = b->n_far};
}

/* ---- Characters */

enum { SURNAMES = LEX_SURNAME | LEX_SURNAME_WEAK | LEX_SURNAME_LONG };
enum { CUES = LEX_SAY | LEX_OPINE | LEX_WRITE };

static bool is_latin(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c < 0x250 && c != 0xD7);
}

static unsigned char class_of(uint32_t c)
{
    static const struct {
        uint32_t c;
        unsigned char class;
    } marks[] = {
        {0x3002, IS_END},   {'!', IS_END},      {'?', IS_END},  {0x2026, IS_END},
        {0xFF61, IS_END},   {',', IS_COMMA},    {';', IS_SEMI}, {':', IS_COLON},
        {0x3001, IS_PAUSE}, {0xFF64, IS_PAUSE},
    };

    if (utf8_is_han(c))
        return IS_HAN;
    if (is_latin(c))
        return IS_LATIN;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].c == c)
            return marks[i].class;
    return IS_OTHER;
}

/* Words that stand before a name; names.c weighs them. */
enum {
    BEFORE_NAMES = LEX_TITLE | LEX_DELEGATE | LEX_KIN | LEX_ROLE | LEX_CONNECTIVE |
                   LEX_TIME | LEX_MARKER | LEX_RECEIVER | LEX_PREPOSITION | LEX_REPORTER |
                   LEX_ORG | LEX_MEDIUM
};

uint16_t about_char(uint32_t cp, const struct letter *l, bool compound)
{
    unsigned m = class_of(cp);
    const struct {
        bool holds;
        unsigned flag;
    } flags[] = {
        {l->alone & (CUES | LEX_NOT_CUE), MARK_CUE},
        {char_is_in(cp, "\u00B7\u2022\u30FB\u2027\uFF65-"), MARK_NAME},
        {l->alone & LEX_PRONOUN, MARK_MENTION},
        {l->begins & (CUES | LEX_NOT_CUE), MARK_CUE << U_CHAIN},
        {compound, (MARK_NAME | MARK_MENTION) << U_CHAIN},
        {l->begins & LEX_PRONOUN, MARK_MENTION << U_CHAIN},
        {l->begins & SURNAMES, U_SURNAME},
        {char_is_in(cp, "小老阿"), U_FAMILIAR},
        {l->alone & LEX_TRANSLIT, U_TRANSLIT},
        {l->alone & LEX_GIVEN, U_GIVEN},
        {(l->ends & BEFORE_NAMES) || char_is_in(cp, "的叫为" JOINERS OCCUPATIONS),
         U_LEFT},
        {(l->begins & (LEX_HONORIFIC | LEX_TITLE)) || char_is_in(cp, "官"), U_TITLE},
        {m != IS_HAN && m != IS_LATIN, U_BORDER},
    };

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        m |= flags[i].holds ? flags[i].flag : 0;
    return (uint16_t)m;
}

/* ---- Words */

/* The letter UNIT, made when it is new; NULL when there are too many. */
static struct letter *letter_make(struct builder *b, uint16_t unit)
{
    uint16_t *number = &b->number[unit];

    if (*number)
        return &b->letters[*number];
    if (b->n_letters > UINT16_MAX)
        return NULL;
    b->letters =
        arena_grow(b->a, b->letters, b->n_letters, &b->cap_letters, sizeof *b->letters);
    b->letters[b->n_letters] = (struct letter){0};
    *number = (uint16_t)b->n_letters;
    return &b->letters[b->n_letters++];
}

/* Put ROW (1-based) into its chain on SIDE, before the first one that is shorter. */
static void hang(struct builder *b, uint32_t row, enum lex_side side)
{
    const struct lex_tables t = builder_tables(b);
    struct row *r = &b->rows[row - 1];
    const uint16_t *unit = b->units + r->first;
    uint32_t key =
        key_of(unit[side == AT ? 0 : r->len - 1], unit[side == AT ? 1 : r->len - 2]);
    struct slot *s = &b->slots[side][slot_of(&t, side, key)];
    size_t bit = filter_bit(&t, key);
    uint32_t *at = &s->head;

    s->key = key;
    s->classes |= r->classes;
    b->filter[side][bit / 32] |= (uint32_t)1 << bit % 32;
    while (*at && b->rows[*at - 1].len >= r->len)
        at = &b->rows[*at - 1].next[side];
    r->next[side] = *at;
    *at = row;
}

static void hang_both(struct builder *b, uint32_t row)
{
    if (b->rows[row - 1].len < 2)
        return;
    hang(b, row, AT);
    hang(b, row, BEFORE);
}

/* Slots that N_ROWS fill to three quarters at most. */
static void make_slots(struct builder *b, size_t n_rows)
{
    if (!b->n_slots)
        b->n_slots = FIRST_SLOTS;
    while (b->n_slots * 3 < n_rows * 4)
        b->n_slots *= 2;
    for (int side = AT; side <= BEFORE; side++) {
        b->slots[side] = arena_array(b->a, struct slot, b->n_slots);
        b->filter[side] = arena_array(b->a, uint32_t, b->n_slots * FILTER_BITS / 32);
    }
    for (uint32_t i = 1; i <= b->n_rows; i++)
        hang_both(b, i);
}

static void learn_about(struct builder *b, uint16_t unit, bool compound)
{
    uint32_t far = (uint32_t)unit - FAR_FIRST, cp = far < b->n_far ? b->far[far] : unit;

    compound = compound || (b->about[unit] & MARK_NAME << U_CHAIN);
    b->about[unit] = about_char(cp, &b->letters[b->number[unit]], compound);
}

/* What two letters say of ROW, a word of two and more: its first ones, its last ones. */
static void mark_pairs(struct builder *b, const struct row *r)
{
    const struct lex_tables t = builder_tables(b);
    const uint16_t *unit = b->units + r->first, *last = unit + r->len - 1;
    unsigned marks = (r->classes & (CUES | LEX_NOT_CUE) ? MARK_CUE : 0u) |
                     (r->classes & SURNAMES ? MARK_NAME | MARK_MENTION : 0u) |
                     (r->classes & LEX_PRONOUN ? MARK_MENTION : 0u);

    b->starts[start_of(unit[0], unit[1])] |= (unsigned char)marks;
    b->slots[AT][slot_of(&t, AT, key_of(unit[0], unit[1]))].classes |= r->classes;
    b->slots[BEFORE][slot_of(&t, BEFORE, key_of(*last, last[-1]))].classes |= r->classes;
}

/* What the letters say of ROW, which hangs where it belongs, from its classes. */
static void mark(struct builder *b, uint32_t row)
{
    const struct row *r = &b->rows[row - 1];
    const uint16_t *unit = b->units + r->first;
    struct letter *first = letter_make(b, unit[0]);

    first->begins |= r->classes;
    letter_make(b, unit[r->len - 1])->ends |= r->classes;
    if (r->len == 1) {
        first->alone = r->classes;
        first->row = row;
    }
    if (r->len > 1)
        mark_pairs(b, r);
    learn_about(b, unit[0], r->len > 1 && (r->classes & SURNAMES));
    learn_about(b, unit[r->len - 1], false);
}

/* A row for a word that has none; false when its letters are too many. */
static bool add_row(struct builder *b, const uint16_t *unit, uint32_t len,
                    uint32_t classes)
{
    struct row r = {.first = (uint32_t)b->n_units, .len = len, .classes = classes};

    for (uint32_t i = 0; i < len; i++)
        if (!letter_make(b, unit[i]))
            return false;
    for (uint32_t i = 0; i < len; i++) {
        b->units =
            arena_grow(b->a, b->units, b->n_units, &b->cap_units, sizeof *b->units);
        b->units[b->n_units++] = unit[i];
    }
    b->rows = arena_grow(b->a, b->rows, b->n_rows, &b->cap_rows, sizeof *b->rows);
    b->rows[b->n_rows++] = r;
    if (b->n_rows * 4 > b->n_slots * 3)
        make_slots(b, b->n_rows * 2);
    else
        hang_both(b, (uint32_t)b->n_rows);
    mark(b, (uint32_t)b->n_rows);
    return true;
}

/* Row of the word, 0 when it is not there. */
static uint32_t row_of(const struct builder *b, const uint16_t *unit, uint32_t len)
{
    const struct lex_tables t = builder_tables(b);
    uint32_t i =
        len > 1 ? chain(&t, AT, unit[0], unit[1], ~0u) : letter(&t, unit[0])->row;

    while (i && (b->rows[i - 1].len != len ||
                 memcmp(b->units + b->rows[i - 1].first, unit, len * sizeof *unit) != 0))
        i = b->rows[i - 1].next[AT];
    return i;
}

/* ---- Starting */

/* A growable copy of N elements. */
static void *copy(struct arena *a, const void *from, size_t n, size_t size, size_t *cap)
{
    void *to;

    *cap = n + n / 2 + 16;
    to = arena_calloc(a, *cap, size);
    if (n)
        memcpy(to, from, n * size);
    return to;
}

struct builder *builder_new(struct arena *a, const struct lex_tables *t)
{
    static const struct letter others;
    const struct lex_tables none = {.letters = &others, .n_letters = 1};
    struct builder *b = arena_new(a, struct builder);

    t = t ? t : &none;
    b->a = a;
    b->about = arena_array(a, uint16_t, UNITS);
    b->number = arena_array(a, uint16_t, UNITS);
    b->starts = arena_array(a, unsigned char, STARTS);
    if (t->number) {
        memcpy(b->number, t->number, UNITS * sizeof *b->number);
        memcpy(b->about, t->about, UNITS * sizeof *b->about);
        memcpy(b->starts, t->starts, STARTS);
    } else {
        for (uint32_t cp = 0; cp < UNITS; cp++)
            b->about[cp] = about_char(cp, &others, false);
    }
    b->n_letters = t->n_letters;
    b->n_rows = t->n_rows;
    b->n_units = t->n_units;
    b->n_far = t->n_far;
    b->letters = copy(a, t->letters, t->n_letters, sizeof *b->letters, &b->cap_letters);
    b->rows = copy(a, t->rows, t->n_rows, sizeof *b->rows, &b->cap_rows);
    b->units = copy(a, t->units, t->n_units, sizeof *b->units, &b->cap_units);
    b->far = copy(a, t->far, t->n_far, sizeof *b->far, &b->cap_far);
    make_slots(b, t->n_rows);
    return b;
}

/* ---- Lines */

struct table {
    struct builder *b;
    build_complain *complain;
    void *ctx;
    unsigned line;
    struct str text; /* the line */
};

static bool complain(const struct table *t, size_t off, const char *code, struct str what)
{
    unsigned col = (unsigned)utf8_count(str_make(t->text.p, off)) + 1;

    t->complain(t->ctx, t->line, col, code, what);
    return false;
}

static uint32_t class_named(struct str name)
{
    for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++)
        if (str_eq(name, str_of(class_names[i].name)))
            return class_names[i].class;
    return 0;
}

/* The classes named in NAMES, a part of the line. */
static bool read_classes(const struct table *t, struct str names, uint32_t *classes)
{
    *classes = 0;
    for (size_t i = 0; i <= names.len;) {
        size_t end = str_find(names, STR(","), i);
        struct str name = str_trim(str_slice(names, i, end - i));
        uint32_t class = class_named(name);

        if (!class)
            return complain(t, (size_t)(names.p - t->text.p) + i, "W219", name);
        *classes |= class;
        i = end + 1;
    }
    return true;
}

/* The unit of CP, a new one when it is far and not known; 0 when there are too many. */
static uint16_t unit_of(struct builder *b, uint32_t cp)
{
    size_t i = 0;

    if (cp < UNITS)
        return (uint16_t)cp;
    while (i < b->n_far && b->far[i] != cp)
        i++;
    if (i == FAR_MOST / 2)
        return 0;
    if (i == b->n_far) {
        b->far = arena_grow(b->a, b->far, b->n_far, &b->cap_far, sizeof *b->far);
        b->far[b->n_far++] = cp;
    }
    return (uint16_t)(FAR_FIRST + i);
}

/* The folded WORD in units, at most WORD_MAX_CPS; 0 when there are more. */
static uint32_t decode(struct builder *b, struct str word, uint16_t *unit)
{
    uint32_t n = 0;
    size_t len;

    for (size_t i = 0; i < word.len; i += len) {
        uint32_t cp = fold_char(utf8_decode(word.p + i, &len));

        if (n == WORD_MAX_CPS)
            return 0;
        unit[n] = unit_of(b, cp);
        if (!unit[n++] && cp)
            return 0;
    }
    return n;
}

static bool change(const struct table *t, struct str word, bool away, uint32_t classes)
{
    struct builder *b = t->b;
    uint16_t unit[WORD_MAX_CPS];
    uint32_t len = decode(b, word, unit), row = len ? row_of(b, unit, len) : 0;

    if (!len || (!row && !away && !add_row(b, unit, len, classes)))
        return complain(t, 0, "W223", word);
    if (!row)
        return true;
    if (away)
        b->rows[row - 1].classes &= ~classes;
    else
        b->rows[row - 1].classes |= classes;
    mark(b, row);
    return true;
}

/* One line: word, classes, note.  "-word" alone takes away all classes. */
static bool read_line(const struct table *t)
{
    size_t valid = utf8_valid_len(t->text), tab = str_find(t->text, STR("\t"), 0);
    struct str word = str_trim(str_slice(t->text, 0, tab)), rest;
    bool away = word.len && word.p[0] == '-';
    uint32_t classes = ~(uint32_t)0;

    if (valid < t->text.len)
        return complain(t, valid, "W222", STR(""));
    if (away)
        word = str_trim(str_from(word, 1));
    if (!word.len)
        return complain(t, 0, "W220", STR(""));
    if (tab == t->text.len && !away)
        return complain(t, 0, "W221", word);
    if (tab < t->text.len) {
        rest = str_from(t->text, tab + 1);
        rest = str_slice(rest, 0, str_find(rest, STR("\t"), 0));
        if (!read_classes(t, rest, &classes))
            return false;
    }
    return change(t, word, away, classes);
}

void builder_read(struct builder *b, struct str text, build_complain *say, void *ctx)
{
    struct table t = {.b = b, .complain = say, .ctx = ctx};
    size_t end;

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    for (size_t at = 0; at < text.len; at = end + 1) {
        end = str_find(text, STR("\n"), at);
        t.line++;
        t.text = str_slice(text, at, end - at);
        if (t.text.len && t.text.p[t.text.len - 1] == '\r')
            t.text.len--;
        if (str_trim(t.text).len && t.text.p[0] != '#')
            read_line(&t);
    }
}

uint64_t tables_hash(const struct lex_tables *t)
{
    uint64_t h = hash64(t->units, t->n_units * sizeof *t->units, t->n_far);

    for (size_t i = 0; i < t->n_rows; i++) {
        const uint32_t row[] = {t->rows[i].first, t->rows[i].len, t->rows[i].classes};
        h = hash64(row, sizeof row, h);
    }
    return h;
}

/* Words by their first two characters and by their last two.
 *
 * Almost every character of every text is asked for, so a refusal is two loads: the number of the
 * character among those that occur in words, then the classes of the words it begins or ends.
 * Words of two and more hang in chains, longest first, found by a hash of two characters. */
#include "quote/lexicon.h"

#include "text/fold.h"
#include "text/utf8.h"

#include "lexicon.h"

enum { PAGES = 0x1100, PAGE_CPS = 256, WORD_MAX_CPS = 32, FIRST_SLOTS = 1024 };

/* What is known of a character; one line of cache holds three. */
struct letter {
    uint32_t begins, ends; /* classes of the words with it there; never too few */
    uint32_t alone;        /* classes of the character as a word */
    uint32_t row;          /* 1 + that word; 0 = none */
};

struct row {
    const uint32_t *cp;
    uint32_t len; /* code points */
    uint32_t classes;
    uint32_t next[2]; /* 1 + the next row of the same chain, not longer; 0 = end */
};

struct slot {
    uint32_t key;  /* two numbers of letters; 0 = free */
    uint32_t head; /* 1 + row */
};

enum side { AT, BEFORE };

struct lexicon {
    struct arena *a;
    const uint16_t *pages[PAGES]; /* numbers of letters; 0 = in no word */
    struct letter *letters;       /* [0] stands for all others */
    size_t n_letters, cap_letters;
    struct row *rows;
    size_t n_rows, cap_rows;
    struct slot *slots[2];
    size_t n_slots; /* of each; a power of two, at least twice the rows */
    unsigned *hits; /* of each row; NULL = not counted */
};

static const uint16_t no_letters[PAGE_CPS];

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

/* ---- Looking up */

static inline unsigned letter_number(const struct lexicon *lx, uint32_t c)
{
    return c < PAGES * PAGE_CPS ? lx->pages[c / PAGE_CPS][c % PAGE_CPS] : 0;
}

static inline const struct letter *letter(const struct lexicon *lx, uint32_t c)
{
    return &lx->letters[letter_number(lx, c)];
}

bool lex_is(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(lx, c)->alone & classes;
}

bool lex_begins(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(lx, c)->begins & classes;
}

bool lex_ends(const struct lexicon *lx, uint32_t c, uint32_t classes)
{
    return letter(lx, c)->ends & classes;
}

static struct slot *slot_of(const struct lexicon *lx, enum side side, uint32_t key)
{
    size_t mask = lx->n_slots - 1, i = (key * 0x9E3779B1u >> 8) & mask;

    while (lx->slots[side][i].key && lx->slots[side][i].key != key)
        i = (i + 1) & mask;
    return &lx->slots[side][i];
}

/* The first row whose first (last) two letters these are; 0 when none. */
static uint32_t chain(const struct lexicon *lx, enum side side, uint32_t outer,
                      uint32_t inner)
{
    unsigned a = letter_number(lx, outer), b = letter_number(lx, inner);

    return a && b ? slot_of(lx, side, (uint32_t)a << 16 | b)->head : 0;
}

static unsigned report(const struct lexicon *lx, uint32_t row, uint32_t *found)
{
    const struct row *r = &lx->rows[row - 1];

    if (lx->hits)
        lx->hits[row - 1]++;
    if (found)
        *found = r->classes;
    return r->len;
}

static unsigned find(const struct lexicon *lx, const uint32_t *cp, size_t n,
                     uint32_t classes, enum side side, uint32_t *found)
{
    size_t outer = side == AT ? 0 : n - 1, inner = side == AT ? 1 : n - 2;
    const struct letter *l = letter(lx, cp[outer]);
    uint32_t i = n > 1 ? chain(lx, side, cp[outer], cp[inner]) : 0;

    for (; i; i = lx->rows[i - 1].next[side]) {
        const struct row *r = &lx->rows[i - 1];
        const uint32_t *from = side == AT ? cp : cp + n - r->len;

        if ((r->classes & classes) && r->len <= n &&
            memcmp(from, r->cp, r->len * sizeof *cp) == 0)
            return report(lx, i, found);
    }
    return l->alone & classes ? report(lx, l->row, found) : 0;
}

unsigned lex_at(const struct lexicon *lx, const uint32_t *cp, size_t n, uint32_t classes,
                uint32_t *found)
{
    if (!n || !lex_begins(lx, cp[0], classes))
        return 0;
    return find(lx, cp, n, classes, AT, found);
}

unsigned lex_before(const struct lexicon *lx, const uint32_t *cp, size_t n,
                    uint32_t classes, uint32_t *found)
{
    if (!n || !lex_ends(lx, cp[n - 1], classes))
        return 0;
    return find(lx, cp, n, classes, BEFORE, found);
}

/* ---- Building */

/* The letter C, made when it is new; NULL when there are too many. */
static struct letter *letter_make(struct lexicon *lx, uint32_t c)
{
    const uint16_t **page = &lx->pages[c / PAGE_CPS];
    uint16_t *cells = (uint16_t *)*page; /* ours, unless it is the empty page */

    if (cells[c % PAGE_CPS])
        return &lx->letters[cells[c % PAGE_CPS]];
    if (lx->n_letters > UINT16_MAX)
        return NULL;
    if (*page == no_letters)
        *page = cells = arena_array(lx->a, uint16_t, PAGE_CPS);
    lx->letters = arena_grow(lx->a, lx->letters, lx->n_letters, &lx->cap_letters,
                             sizeof *lx->letters);
    lx->letters[lx->n_letters] = (struct letter){0};
    cells[c % PAGE_CPS] = (uint16_t)lx->n_letters;
    return &lx->letters[lx->n_letters++];
}

/* Put ROW (1-based) into its chain on SIDE, before the first one that is shorter. */
static void hang(struct lexicon *lx, uint32_t row, enum side side)
{
    struct row *r = &lx->rows[row - 1];
    uint32_t outer = r->cp[side == AT ? 0 : r->len - 1];
    uint32_t inner = r->cp[side == AT ? 1 : r->len - 2];
    uint32_t key = letter_number(lx, outer) << 16 | letter_number(lx, inner);
    struct slot *s = slot_of(lx, side, key);
    uint32_t *at = &s->head;

    s->key = key;
    while (*at && lx->rows[*at - 1].len >= r->len)
        at = &lx->rows[*at - 1].next[side];
    r->next[side] = *at;
    *at = row;
}

static void hang_both(struct lexicon *lx, uint32_t row)
{
    if (lx->rows[row - 1].len < 2)
        return;
    hang(lx, row, AT);
    hang(lx, row, BEFORE);
}

static void make_slots(struct lexicon *lx, size_t n_rows)
{
    lx->n_slots = FIRST_SLOTS;
    while (lx->n_slots < n_rows * 2)
        lx->n_slots *= 2;
    lx->slots[AT] = arena_array(lx->a, struct slot, lx->n_slots);
    lx->slots[BEFORE] = arena_array(lx->a, struct slot, lx->n_slots);
    for (uint32_t i = 1; i <= lx->n_rows; i++)
        hang_both(lx, i);
}

/* What the letters say of ROW, from its classes. */
static void mark(struct lexicon *lx, uint32_t row)
{
    const struct row *r = &lx->rows[row - 1];
    struct letter *first = letter_make(lx, r->cp[0]);

    first->begins |= r->classes;
    letter_make(lx, r->cp[r->len - 1])->ends |= r->classes;
    if (r->len == 1) {
        first->alone = r->classes;
        first->row = row;
    }
}

/* A row for a word that has none; false when its letters are too many. */
static bool add_row(struct lexicon *lx, const uint32_t *cp, uint32_t len,
                    uint32_t classes)
{
    uint32_t *own = arena_array(lx->a, uint32_t, len);
    struct row *r;

    for (uint32_t i = 0; i < len; i++) {
        if (!letter_make(lx, cp[i]))
            return false;
        own[i] = cp[i];
    }
    lx->rows = arena_grow(lx->a, lx->rows, lx->n_rows, &lx->cap_rows, sizeof *lx->rows);
    r = &lx->rows[lx->n_rows++];
    *r = (struct row){.cp = own, .len = len, .classes = classes};
    mark(lx, (uint32_t)lx->n_rows);
    if (lx->n_rows * 2 > lx->n_slots)
        make_slots(lx, lx->n_rows * 2);
    else
        hang_both(lx, (uint32_t)lx->n_rows);
    return true;
}

/* Row of the word, 0 when it is not there. */
static uint32_t row_of(const struct lexicon *lx, const uint32_t *cp, uint32_t len)
{
    uint32_t i = len > 1 ? chain(lx, AT, cp[0], cp[1]) : letter(lx, cp[0])->row;

    while (i && (lx->rows[i - 1].len != len ||
                 memcmp(lx->rows[i - 1].cp, cp, len * sizeof *cp) != 0))
        i = lx->rows[i - 1].next[AT];
    return i;
}

/* Folded code points of WORD, at most WORD_MAX_CPS; 0 when there are more. */
static uint32_t decode(struct str word, uint32_t *cp)
{
    uint32_t n = 0;
    size_t len;

    for (size_t i = 0; i < word.len; i += len) {
        if (n == WORD_MAX_CPS)
            return 0;
        cp[n++] = fold_char(utf8_decode(word.p + i, &len));
    }
    return n;
}

struct lexicon *lexicon_new(struct arena *a)
{
    struct lexicon *lx = arena_new(a, struct lexicon);
    uint32_t cp[WORD_MAX_CPS];
    const char *p = lexicon_words;

    lx->a = a;
    for (size_t i = 0; i < PAGES; i++)
        lx->pages[i] = no_letters;
    lx->letters = arena_grow(a, lx->letters, lx->n_letters++, &lx->cap_letters,
                             sizeof *lx->letters);
    lx->letters[0] = (struct letter){0};
    make_slots(lx, LEXICON_ROWS * 2);
    for (size_t i = 0; i < LEXICON_ROWS; i++) {
        size_t len = strcspn(p, "\n");
        add_row(lx, cp, decode(str_make(p, len), cp), lexicon_classes[i]);
        p += len + 1;
    }
    return lx;
}

/* ---- Tables of the user */

struct table {
    struct lexicon *lx;
    struct diags *diags;
    const char *path;
    unsigned line;
    struct str text; /* the line */
};

static bool complain(const struct table *t, size_t off, const char *code, struct str what)
{
    unsigned col = (unsigned)utf8_count(str_make(t->text.p, off)) + 1;

    diag_add(t->diags, t->path, t->line, col, code, "%.*s", STR_ARG(what));
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

static bool change(const struct table *t, struct str word, bool away, uint32_t classes)
{
    struct lexicon *lx = t->lx;
    uint32_t cp[WORD_MAX_CPS], len = decode(word, cp),
                               row = len ? row_of(lx, cp, len) : 0;

    if (!len || (!row && !away && !add_row(lx, cp, len, classes)))
        return complain(t, 0, "W223", word);
    if (!row)
        return true;
    if (away)
        lx->rows[row - 1].classes &= ~classes;
    else
        lx->rows[row - 1].classes |= classes;
    mark(lx, row);
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

void lexicon_add(struct lexicon *lx, const char *path, struct str text,
                 struct diags *diags)
{
    struct table t = {.lx = lx, .diags = diags, .path = path};
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

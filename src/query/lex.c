/* The characters and words of the language.  An input method gives full-width forms; every mark is
 * accepted in both. */
#include "internal.h"

#include "text/fold.h"
#include "text/utf8.h"

uint32_t lex_char(struct str s, size_t off, size_t *len)
{
    size_t n = 0;
    uint32_t c;

    if (len)
        *len = 0;
    if (off >= s.len)
        return 0;
    c = utf8_decode(s.p + off, &n);
    if (len)
        *len = n;
    if (c <= ' ' || c == 0x7F || c == 0xA0 || c == 0x3000)
        return ' ';
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

size_t lex_skip_blanks(struct str s, size_t off)
{
    size_t len;

    while (lex_char(s, off, &len) == ' ')
        off += len;
    return off;
}

bool lex_is_end(uint32_t c)
{
    return c == 0 || c == ' ' || c == '|' || c == ')';
}

/* Marks that open, each with what closes it.  An input method gives “ and ” in turn, whatever was
 * meant, so that both open and both close. */
static const struct {
    uint32_t open, close, close2;
} marks[] = {
    {'"', '"', '"'},          {0x201C, 0x201D, 0x201C}, /* “ ” */
    {0x201D, 0x201D, 0x201C}, {0x300C, 0x300D, 0x300D}, /* 「 」 */
    {0x300E, 0x300F, 0x300F},                           /* 『 』 */
};
enum { N_MARKS = sizeof marks / sizeof *marks };

static size_t mark_of(uint32_t c)
{
    size_t i = 0;

    while (i < N_MARKS && marks[i].open != c)
        i++;
    return i;
}

bool lex_is_quote(uint32_t c)
{
    return mark_of(c) < N_MARKS;
}

/* In a sentence 、 is a mark like any other; between names it is a comma. */
bool lex_is_comma(uint32_t c, enum query_field f)
{
    bool sentence =
        f == QUERY_ANY || f == QUERY_QUOTE || f == QUERY_TITLE || f == QUERY_BODY;

    return c == ',' || (c == 0x3001 && !sentence);
}

/* ;py or ;np at OFF, and the word ends behind it. */
static char suffix_at(struct str s, size_t off, enum query_field f)
{
    static const char suffixes[][4] = {";py", ";np"};

    for (size_t i = 0; i < 2; i++) {
        size_t at = off, len, k = 0;
        uint32_t c;

        while (k < 3 && lex_char(s, at, &len) == (unsigned char)suffixes[i][k]) {
            at += len;
            k++;
        }
        c = lex_char(s, at, NULL);
        if (k == 3 && (lex_is_end(c) || (f != QUERY_ANY && lex_is_comma(c, f))))
            return suffixes[i][1];
    }
    return 0;
}

/* Bytes of the three characters of a suffix. */
static size_t suffix_len(struct str s, size_t off)
{
    size_t at = off, len;

    for (int k = 0; k < 3; k++) {
        lex_char(s, at, &len);
        at += len;
    }
    return at - off;
}

struct lex_word lex_phrase(struct str s, size_t off)
{
    size_t len, i = mark_of(lex_char(s, off, &len)), at = off + len, next;
    struct lex_word w = {.quoted = true, .text = {at, 0}};
    uint32_t c;

    for (; (c = lex_char(s, at, &len)) != 0; at += len) {
        if (c != marks[i].close && c != marks[i].close2)
            continue;
        if (c != '"' || lex_char(s, at + len, &next) != '"')
            break;
        w.doubled = true;
        len += next;
    }
    w.closed = c != 0;
    w.text.len = at - w.text.off;
    w.span = (struct span){off, at + len - off};
    return w;
}

struct lex_word lex_word(struct str s, size_t off, enum query_field f)
{
    struct lex_word w = {.text = {off, 0}};
    size_t at = off, len, open = 0;
    uint32_t c;

    for (; (c = lex_char(s, at, &len)) != 0; at += len) {
        if (c == ' ' || c == '|' || (c == ')' && open == 0))
            break;
        if (f != QUERY_ANY && lex_is_comma(c, f))
            break;
        if (c == ';' && suffix_at(s, at, f))
            break;
        open += c == '(';
        open -= c == ')';
    }
    w.closed = open == 0;
    w.text.len = at - off;
    w.span = w.text;
    return w;
}

void lex_suffix(struct str s, struct lex_word *w, enum query_field f)
{
    size_t end = w->span.off + w->span.len;

    w->suffix = w->quoted && !w->closed ? 0 : suffix_at(s, end, f);
    w->span.len += w->suffix ? suffix_len(s, end) : 0;
}

static const struct {
    struct str word;
    enum lex_keyword k;
} keywords[] = {
    {STR_INIT("OR"), LEX_OR},  {STR_INIT("或"), LEX_OR},   {STR_INIT("AND"), LEX_AND},
    {STR_INIT("且"), LEX_AND}, {STR_INIT("NOT"), LEX_NOT}, {STR_INIT("非"), LEX_NOT},
};
enum { N_KEYWORDS = sizeof keywords / sizeof *keywords };

/* Does WORD stand at OFF, in full-width letters too?  Its bytes there. */
static size_t word_at(struct str s, size_t off, struct str word)
{
    size_t at = off, len, n;

    for (size_t i = 0; i < word.len; i += n) {
        if (lex_char(s, at, &len) != utf8_decode(word.p + i, &n))
            return 0;
        at += len;
    }
    return at - off;
}

size_t lex_keyword(struct str s, size_t off, enum lex_keyword k)
{
    for (size_t i = 0; i < N_KEYWORDS; i++) {
        size_t len = keywords[i].k == k ? word_at(s, off, keywords[i].word) : 0;
        uint32_t next = len ? lex_char(s, off + len, NULL) : 'x';

        if (lex_is_end(next) || next == '(')
            return len;
    }
    return 0;
}

bool lex_is_keyword(struct str s)
{
    for (size_t i = 0; i < N_KEYWORDS; i++)
        if (word_at(s, 0, keywords[i].word) == s.len)
            return true;
    return false;
}

struct str lex_text(struct arena *a, struct str s, const struct lex_word *w)
{
    struct str text = str_slice(s, w->text.off, w->text.len);
    char *out;
    size_t n = 0, len;

    if (!w->doubled)
        return text;
    out = arena_bytes(a, text.len);
    for (size_t i = 0; i < text.len; i += len) {
        uint32_t c = lex_char(text, i, &len);
        memcpy(out + n, text.p + i, len);
        n += len;
        /* Inside the phrase every straight mark is one of two. */
        if (c == '"') {
            size_t second;
            lex_char(text, i + len, &second);
            len += second;
        }
    }
    return str_make(out, n);
}

/* A folded character has at most twice its bytes; most have as many. */
struct str lex_folded(struct arena *a, struct str s)
{
    char *out = arena_bytes(a, 2 * s.len);
    size_t n = 0, len;

    for (size_t i = 0; i < s.len; i += len)
        n += utf8_encode(fold_char(utf8_decode(s.p + i, &len)), out + n);
    return str_make(out, n);
}

bool lex_same(struct str a, struct str b)
{
    size_t i = 0, k = 0, len;

    while (i < a.len && k < b.len) {
        uint32_t x = fold_char(utf8_decode(a.p + i, &len)), y;
        i += len;
        y = fold_char(utf8_decode(b.p + k, &len));
        k += len;
        if (x != y)
            return false;
    }
    return i == a.len && k == b.len;
}

bool lex_may_be_pinyin(struct str s)
{
    bool letter = false;
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t c = lex_char(s, i, &len);

        if (c >= 'a' && c <= 'z')
            letter = true;
        else if (!utf8_is_han(c))
            return false;
    }
    return letter;
}

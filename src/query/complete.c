/* What is being written: the text up to the cursor is read, and its last value looked at. */
#include "parse.h"

/* Where the word that begins at FROM ends: the cursor may stand inside of it. */
static size_t word_end(struct str text, size_t from, size_t cursor, enum query_field f)
{
    struct lex_word w = lex_is_quote(lex_char(text, from, NULL))
                            ? lex_phrase(text, from)
                            : lex_word(text, from, f);

    return w.closed && from + w.span.len > cursor ? from + w.span.len : cursor;
}

struct query_completion query_complete(struct str text, size_t cursor,
                                       const struct query_world *w)
{
    struct arena a = {0};
    struct query q;
    struct reading r = {.a = &a, .q = &q, .w = w};
    struct query_completion c = {.want = QUERY_WANT_FIELD, .span = {cursor, 0}};
    size_t end;

    parse_query(&r, str_slice(text, 0, cursor));
    end = r.tail.word.off + r.tail.word.len;
    if (cursor > QUERY_MAX_LEN || r.full) {
        c.want = QUERY_WANT_NOTHING;
    } else if (end == cursor && cursor > 0) {
        c.want = r.tail.want;
        c.field = r.tail.field;
        c.key = r.tail.key;
        c.stem = str_slice(text, r.tail.text.off, r.tail.text.len);
        end = word_end(text, r.tail.word.off, cursor, c.field);
        c.span = (struct span){r.tail.word.off, end - r.tail.word.off};
    }
    arena_free(&a);
    return c;
}

/* Showing where a query is wrong. */
#include "internal.h"

#include "text/utf8.h"
#include "text/width.h"

static unsigned columns(struct str s, int amb)
{
    unsigned cols = 0;
    size_t len;

    for (size_t i = 0; i < s.len; i += len)
        cols += (unsigned)width_cp(utf8_decode(s.p + i, &len), amb);
    return cols;
}

void query_caret(const struct query *q, int amb, unsigned *col, unsigned *cols)
{
    struct span at = q->problem.span;

    *col = columns(str_slice(q->text, 0, at.off), amb);
    *cols = columns(str_slice(q->text, at.off, at.len), amb);
    if (*cols == 0)
        *cols = 1;
}

void query_problem_add(struct buf *out, const struct query *q, int amb)
{
    unsigned col, cols;

    query_caret(q, amb, &col, &cols);
    buf_line(out, q->text);
    buf_c(out, '\n');
    buf_fill(out, ' ', col);
    buf_fill(out, '^', cols);
    buf_c(out, '\n');
    buf_str(out, q->problem.message);
    buf_c(out, '\n');
}

/* What is wrong with a file, where, and what was done about it: FILE:LINE:COLUMN: severity:
 * message [CODE].  Codes are stable; the table in src/article/diag.c is their only list. */
#ifndef YULU_ARTICLE_DIAG_H
#define YULU_ARTICLE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"

enum severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
    const char *path; /* as given by the user or found below a directory */
    unsigned line;    /* 1-based; 0 = the file as a whole */
    unsigned col;     /* 1-based, in code points; 0 = the line as a whole */
    enum severity severity;
    const char *code; /* "E102", "W210", "N301" */
    const char *text; /* Chinese, one line, says what and what to do */
};

/* Messages in the order they came up; more than MAX are counted only. */
struct diags {
    struct arena *a; /* items and texts live here */
    struct diag *items;
    size_t n, cap;
    size_t max;    /* 0 = no limit */
    size_t n_lost; /* beyond max */
    size_t n_errors, n_warnings, n_notes;
};

/* Add one; CODE is looked up in the table for its severity; FMT gives details and may be "". */
void diag_add(struct diags *d, const char *path, unsigned line, unsigned col,
              const char *code, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* Append "FILE:LINE:COL: error: text [E102]" without a newline.  The path and the text pass
 * through text/show.h: safe to print. */
void diag_format(struct buf *out, const struct diag *d);
/* All codes: for the manual and the tests.  NULL at the end of the table. */
struct diag_code {
    const char *code;
    enum severity severity;
    const char *text; /* the message without details */
};
const struct diag_code *diag_code_at(size_t i);

#endif

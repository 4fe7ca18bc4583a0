#include "view/edit.h"

#include "text/show.h"
#include "text/utf8.h"
#include "view/event.h"

static void cut(struct edit *e, size_t from, size_t to)
{
    memmove(e->text.p + from, e->text.p + to, e->text.len - to);
    e->text.len -= to - from;
    e->at = from;
}

/* Bytes of S that fit, whole characters only. */
static size_t fitting(const struct edit *e, struct str s)
{
    size_t len = 0;

    while (len < s.len) {
        size_t next = len + utf8_len((unsigned char)s.p[len]);
        if (next > s.len || e->text.len + next > EDIT_MAX)
            break;
        len = next;
    }
    return len;
}

void edit_insert(struct edit *e, struct str s)
{
    size_t len = fitting(e, s), tail = e->text.len - e->at;

    if (!len)
        return;
    buf_fill(&e->text, ' ', len);
    memmove(e->text.p + e->at + len, e->text.p + e->at, tail);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        e->text.p[e->at + i] = c < ' ' || c == 127 ? ' ' : s.p[i];
    }
    e->at += len;
}

void edit_set(struct edit *e, struct str s)
{
    buf_reset(&e->text);
    e->at = 0;
    edit_insert(e, s);
}

void edit_free(struct edit *e)
{
    buf_free(&e->text);
    e->at = 0;
}

static size_t prev(const struct edit *e)
{
    return e->at ? show_prev(edit_view(e), e->at) : 0;
}

static size_t next(const struct edit *e)
{
    return e->at < e->text.len ? e->at + show_next(edit_view(e), e->at) : e->at;
}

/* Start of the blank-separated word before the cursor. */
static size_t word_start(const struct edit *e)
{
    size_t at = e->at;

    while (at && e->text.p[at - 1] == ' ')
        at--;
    while (at && e->text.p[at - 1] != ' ')
        at--;
    return at;
}

/* Where a key moves the cursor; false when it is no such key. */
static bool motion(const struct edit *e, uint32_t key, size_t *to)
{
    switch (key) {
    case 1: /* Ctrl-A */
    case K_HOME:
        *to = 0;
        return true;
    case 2: /* Ctrl-B */
    case K_LEFT:
        *to = prev(e);
        return true;
    case 5: /* Ctrl-E */
    case K_END:
        *to = e->text.len;
        return true;
    case 6: /* Ctrl-F */
    case K_RIGHT:
        *to = next(e);
        return true;
    default:
        return false;
    }
}

/* What a key deletes; false when it is no such key. */
static bool deletion(const struct edit *e, uint32_t key, struct span *out)
{
    size_t from = e->at, to = e->at;

    switch (key) {
    case 4: /* Ctrl-D */
    case K_DELETE:
        to = next(e);
        break;
    case 8: /* Ctrl-H */
    case 127:
        from = prev(e);
        break;
    case 11: /* Ctrl-K */
        to = e->text.len;
        break;
    case 21: /* Ctrl-U */
        from = 0;
        break;
    case 23: /* Ctrl-W */
        from = word_start(e);
        break;
    default:
        return false;
    }
    *out = (struct span){from, to - from};
    return true;
}

static bool is_text(uint32_t key)
{
    return key >= ' ' && key != 127 && !(key >= 0x80 && key < 0xA0) && key < K_UP;
}

enum edit_result edit_key(struct edit *e, uint32_t key)
{
    struct span gone;
    char bytes[4];
    size_t before = e->text.len;

    if (motion(e, key, &e->at))
        return EDIT_MOVED;
    if (deletion(e, key, &gone)) {
        if (!gone.len)
            return EDIT_MOVED;
        cut(e, gone.off, gone.off + gone.len);
        return EDIT_CHANGED;
    }
    if (!is_text(key))
        return EDIT_IGNORED;
    edit_insert(e, str_make(bytes, utf8_encode(key, bytes)));
    return e->text.len == before ? EDIT_MOVED : EDIT_CHANGED;
}

/* Take line I out; its memory goes to the end, for reuse. */
static void forget(struct recall *r, size_t i)
{
    struct buf gone = r->lines[i];

    memmove(&r->lines[i], &r->lines[i + 1], (r->n - i - 1) * sizeof *r->lines);
    r->lines[--r->n] = gone;
}

void recall_add(struct recall *r, struct str s)
{
    if (!s.len)
        return;
    for (size_t i = 0; i < r->n; i++) {
        if (str_eq(buf_view(&r->lines[i]), s)) {
            forget(r, i);
            break;
        }
    }
    if (r->n == RECALL_MAX)
        forget(r, 0);
    buf_reset(&r->lines[r->n]);
    buf_str(&r->lines[r->n++], s);
    recall_rewind(r);
}

void recall_rewind(struct recall *r)
{
    r->at = r->n;
}

bool recall_older(struct recall *r, struct edit *e)
{
    if (!r->at)
        return false;
    if (r->at == r->n) {
        buf_reset(&r->kept);
        buf_str(&r->kept, edit_view(e));
    }
    edit_set(e, buf_view(&r->lines[--r->at]));
    return true;
}

bool recall_find(struct recall *r, struct str part, struct edit *e)
{
    size_t i = r->at;

    while (i-- > 0) {
        struct str line = buf_view(&r->lines[i]);
        if (str_find(line, part, 0) + part.len > line.len || str_eq(line, edit_view(e)))
            continue;
        if (r->at == r->n) {
            buf_reset(&r->kept);
            buf_str(&r->kept, edit_view(e));
        }
        r->at = i;
        edit_set(e, line);
        return true;
    }
    return false;
}

bool recall_newer(struct recall *r, struct edit *e)
{
    if (r->at == r->n)
        return false;
    r->at++;
    edit_set(e, buf_view(r->at == r->n ? &r->kept : &r->lines[r->at]));
    return true;
}

void recall_free(struct recall *r)
{
    for (size_t i = 0; i < RECALL_MAX; i++)
        buf_free(&r->lines[i]);
    buf_free(&r->kept);
    r->n = r->at = 0;
}

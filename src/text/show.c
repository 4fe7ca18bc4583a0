#include "text/show.h"

#include "text/charprop.h"
#include "text/utf8.h"

enum {
    REPLACEMENT = UTF8_REPLACEMENT,
    GETA = 0x3013, /* 〓, what Chinese typesetters put for a missing character */
    DOTTED_CIRCLE = 0x25CC, /* base for a mark that has none */
    MAX_AFTER = 4 /* code points after the base; curses holds no more in a cell */
};

/* A shown cluster in the making. */
struct making {
    struct show *out;
    int amb;
    uint32_t base;    /* 0 = none yet */
    unsigned n_after; /* code points after the base */
};

static void put(struct making *m, uint32_t cp)
{
    m->out->len =
        (unsigned char)(m->out->len + utf8_encode(cp, m->out->bytes + m->out->len));
    m->out->cols = (unsigned char)(m->out->cols + prop_cols(char_prop(cp), m->amb));
    if (m->base)
        m->n_after++;
    else
        m->base = cp;
}

static void put_mark(struct making *m, uint32_t cp)
{
    if (!m->base)
        put(m, DOTTED_CIRCLE);
    if (m->n_after < MAX_AFTER)
        put(m, cp);
}

/* A character with columns of its own: the base, or a vowel sign beside it when the two together
 * stay within a cell of two columns.  Of emoji sequences only the first picture stays. */
static void put_spacing(struct making *m, uint32_t cp, unsigned prop)
{
    unsigned cols = m->out->cols + prop_cols(prop, m->amb);

    if (!m->base || (cols <= 2 && m->n_after < MAX_AFTER && !(prop & PROP_EMOJI)))
        put(m, cp);
}

static void put_other(struct making *m, enum char_show show)
{
    if (m->base)
        return;
    if (show == CHAR_BAD)
        put(m, REPLACEMENT);
    else if (show == CHAR_BLANK)
        put(m, ' ');
    else if (show == CHAR_GETA)
        put(m, GETA);
}

static void show_char(struct making *m, uint32_t cp)
{
    unsigned prop = char_prop(cp);
    enum char_show show = prop_show(prop);

    if (show == CHAR_KEEP)
        put_spacing(m, cp, prop);
    else if (show == CHAR_MARK || (show == CHAR_IVS && m->base && utf8_is_han(m->base)))
        put_mark(m, cp);
    else
        put_other(m, show);
}

void show_cluster(struct str cluster, int amb, struct show *out)
{
    struct making m = {out, amb, 0, 0};
    size_t off = 0, len;

    out->len = out->cols = 0;
    while (off < cluster.len && m.n_after < MAX_AFTER) {
        show_char(&m, utf8_decode(cluster.p + off, &len));
        off += len;
    }
}

unsigned show_cols(struct str s, int amb)
{
    unsigned cols = 0;

    show_fit(s, (unsigned)-1, amb, &cols);
    return cols;
}

static void add_valid(struct buf *out, struct str s, int amb)
{
    struct show cell;

    for (size_t off = 0, len; off < s.len; off += len) {
        len = show_next(s, off);
        show_cluster(str_slice(s, off, len), amb, &cell);
        buf_add(out, cell.bytes, cell.len);
    }
}

void show_add(struct buf *out, struct str s, int amb)
{
    struct buf fixed = {0};

    if (utf8_valid_len(s) < s.len) {
        utf8_repair(s, &fixed);
        s = buf_view(&fixed);
    }
    add_valid(out, s, amb);
    buf_free(&fixed);
}

size_t show_fit(struct str s, unsigned cols, int amb, unsigned *used)
{
    unsigned sum = 0;
    struct show cell;
    size_t off = 0, len;

    for (; off < s.len; off += len) {
        len = show_next(s, off);
        show_cluster(str_slice(s, off, len), amb, &cell);
        if (cell.cols > cols - sum)
            break;
        sum += cell.cols;
    }
    if (used)
        *used = sum;
    return off;
}

static void clip_valid(struct buf *out, struct str s, unsigned cols, int amb, bool pad)
{
    unsigned used;
    size_t fit = show_fit(s, cols, amb, &used);

    if (fit < s.len) {
        fit = show_fit(s, cols >= 2 ? cols - 2 : 0, amb, &used);
        show_add(out, str_slice(s, 0, fit), amb);
        buf_fill(out, '.', cols >= 2 ? 2 : cols);
        used += cols >= 2 ? 2 : cols;
    } else {
        show_add(out, s, amb);
    }
    if (pad && used < cols)
        buf_fill(out, ' ', cols - used);
}

void show_clip(struct buf *out, struct str s, unsigned cols, int amb, bool pad)
{
    struct buf fixed = {0};

    if (utf8_valid_len(s) < s.len) {
        utf8_repair(s, &fixed);
        s = buf_view(&fixed);
    }
    clip_valid(out, s, cols, amb, pad);
    buf_free(&fixed);
}

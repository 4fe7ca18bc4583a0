/* Shown forms: the first byte chooses the width of ambiguous characters, the second a number of
 * columns, the rest is text.  Whatever the text, nothing shown can control a terminal, and all
 * functions of text/show.h agree on its columns. */
#include "text/show.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdint.h>
#include <stdlib.h>
#include <unictype.h>

enum { N_CHOICES = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
    if (!holds)
        abort();
}

/* IVS (U+E0100..E01EF) may stand after a 汉字; nothing else that is not seen. */
static bool is_harmless(uint32_t cp)
{
    return cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0) && cp != 0x2028 && cp != 0x2029 &&
           !uc_is_general_category(cp, UC_CATEGORY_Cf) &&
           !uc_is_general_category(cp, UC_CATEGORY_Co) && !(cp >= 0xFE00 && cp <= 0xFE0F);
}

/* Returns the columns of what is shown. */
static unsigned check_shown(struct str s, int amb)
{
    unsigned cols = 0;
    size_t len;

    must(utf8_valid_len(s) == s.len);
    for (size_t off = 0; off < s.len; off += len) {
        uint32_t cp = utf8_decode(s.p + off, &len);

        must(is_harmless(cp));
        cols += (unsigned)width_cp(cp, amb);
    }
    return cols;
}

static unsigned check_cluster(struct str s, size_t off, size_t len, int amb)
{
    struct show cell;

    must(len > 0 && off + len <= s.len);
    must(show_prev(s, off + len) == off);
    show_cluster(str_slice(s, off, len), amb, &cell);
    must(cell.len <= SHOW_MAX && cell.cols <= 2 && !cell.cols == !cell.len);
    must(check_shown(str_make(cell.bytes, cell.len), amb) == cell.cols);
    return cell.cols;
}

/* As many clusters as fit, and not one more. */
static void check_fit(struct str s, unsigned cols, int amb)
{
    unsigned used;
    size_t fit = show_fit(s, cols, amb, &used), next = show_next(s, fit);

    must(fit <= s.len && used <= cols);
    must(show_cols(str_slice(s, 0, fit), amb) == used);
    must(fit == s.len || used + show_cols(str_slice(s, fit, next), amb) > cols);
}

static void check_clip(struct str s, unsigned cols, int amb)
{
    struct buf out = {0};

    show_clip(&out, s, cols, amb, true);
    must(check_shown(buf_view(&out), amb) == cols);
    buf_free(&out);
}

static void check_text(struct str s, unsigned cols, int amb)
{
    struct buf out = {0};
    unsigned sum = 0;

    for (size_t off = 0, len; off < s.len; off += len) {
        len = show_next(s, off);
        sum += check_cluster(s, off, len, amb);
    }
    must(show_next(s, s.len) == 0);
    must(show_cols(s, amb) == sum);
    show_add(&out, s, amb);
    must(check_shown(buf_view(&out), amb) == sum);
    buf_free(&out);
    check_fit(s, cols, amb);
    check_clip(s, cols, amb);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct buf text = {0};

    if (len < N_CHOICES)
        return 0;
    utf8_repair(str_make((const char *)data + N_CHOICES, len - N_CHOICES), &text);
    check_text(buf_view(&text), data[1], data[0] & 1 ? 2 : 1);
    buf_free(&text);
    return 0;
}

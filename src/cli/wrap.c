/* yulu wrap: fold(1) for Chinese.  The rows are those of text/wrap.h; the bytes are the source's
 * own, but for characters that could control a terminal. */
#include "internal.h"

#include "base/file.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <stdint.h>
#include <unistd.h>

enum { COLS_DEFAULT = 80, INPUT_MAX = 1 << 30 };

static bool is_dropped(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x061C || cp == 0x200E ||
           cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

/* A tab is one blank here, as wide as the row counted it. */
static void put_text(struct buf *b, struct str s)
{
    size_t done = 0, len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (!is_dropped(cp))
            continue;
        buf_str(b, str_slice(s, done, i - done));
        done = i + len;
        if (cp == '\t' || cp == '\r')
            buf_c(b, ' ');
    }
    buf_str(b, str_from(s, done));
}

static void put_line(struct arena *a, struct out *out, struct str line,
                     const struct wrap_opts *wo)
{
    struct wrap_row *rows;
    size_t n = wrap_text(a, line, wo, &rows);

    for (size_t i = 0; i < n; i++) {
        if (rows[i].first && rows[i].len)
            buf_fill(&out->b, ' ', wo->indent);
        put_text(&out->b, str_slice(line, rows[i].off, rows[i].len));
        buf_c(&out->b, '\n');
        out_room(out);
    }
    if (n == 0)
        buf_c(&out->b, '\n');
}

/* Line by line, so that memory is that of the longest paragraph. */
static void put_all(struct out *out, struct str text, const struct wrap_opts *wo)
{
    struct arena a = {0};
    size_t end;

    for (size_t i = 0; i < text.len && !out->error; i = end + 1) {
        struct str line;
        end = str_find(text, STR("\n"), i);
        line = str_slice(text, i, end - i);
        if (line.len && line.p[line.len - 1] == '\r')
            line.len--;
        put_line(&a, out, line, wo);
        arena_reset(&a);
    }
    arena_free(&a);
}

static int wrap(struct cli_opts *o, const struct wrap_opts *wo)
{
    const char *path = o->n_args ? o->args[0] : "-";
    struct out out = {0};
    struct str raw;
    struct err e;
    bool ok = strcmp(path, "-") == 0
                  ? file_read_fd(&o->a, STDIN_FILENO, INPUT_MAX, &raw, &e)
                  : file_read(&o->a, path, INPUT_MAX, &raw, &e);
    struct decoded text;

    if (!ok)
        return cli_say(EXIT_IO, "%s", e.msg);
    text = encoding_decode(&o->a, raw);
    if (text.n_replaced)
        cli_say(0, "%s：%zu 处不是文字的字节换成了 U+FFFD", path, text.n_replaced);
    put_all(&out, text.text, wo);
    return out_finish(&out, EXIT_OK);
}

int cli_wrap(struct cli_opts *o)
{
    unsigned tty = cli_tty_cols();
    struct wrap_opts wo = {.amb = cli_amb(o),
                           .level = o->kinsoku,
                           .indent = o->indent,
                           .hang = o->hang,
                           .orphan = o->orphan};

    if (o->n_args > 1)
        return cli_say(EXIT_USAGE, "wrap 只要一个文件");
    if (o->format && strcmp(o->format, "text") != 0)
        return cli_say(EXIT_USAGE, "wrap 没有格式“%s”；可用 text", o->format);
    wo.width = o->width ? o->width : tty ? tty : COLS_DEFAULT;
    if (wo.indent >= wo.width)
        return cli_say(EXIT_USAGE, "缩进 %u 列，行宽只有 %u 列", wo.indent, wo.width);
    return wrap(o, &wo);
}

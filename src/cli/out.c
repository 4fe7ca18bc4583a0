/* What leaves the program: standard output in large pieces, messages line by line. */
#include "internal.h"

#include "base/file.h"
#include "text/show.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

static void flush(struct out *out)
{
    struct err e = {""};

    if (!out->error && out->b.len && !file_write_fd(STDOUT_FILENO, buf_view(&out->b), &e))
        out->error = errno ? errno : EIO;
    buf_reset(&out->b);
}

void out_room(struct out *out)
{
    if (out->b.len >= PIECE)
        flush(out);
}

int out_finish(struct out *out, int status)
{
    flush(out);
    buf_free(&out->b);
    if (out->error == EPIPE)
        return EXIT_PIPE;
    if (out->error)
        return cli_say(EXIT_IO, "写不出标准输出：%s",
                       out->error == EBADF ? "已经关闭" : err_reason(out->error));
    return status;
}

/* Messages cannot be reported when they fail. */
static void write_line(struct buf *line)
{
    struct err e;

    buf_c(line, '\n');
    file_write_fd(STDERR_FILENO, buf_view(line), &e);
    buf_reset(line);
}

struct str cli_text(struct arena *a, const char *z)
{
    struct str s = str_of(z);
    struct buf fixed = {0};

    if (utf8_valid_len(s) == s.len)
        return s;
    utf8_repair(s, &fixed);
    s = arena_str(a, buf_view(&fixed));
    buf_free(&fixed);
    return s;
}

int cli_say(int status, const char *fmt, ...)
{
    struct arena a = {0};
    struct buf line = {0};
    va_list ap;

    va_start(ap, fmt);
    buf_z(&line, "yulu: ");
    show_add(&line, cli_text(&a, arena_vprintf(&a, fmt, ap)), 1);
    va_end(ap);
    write_line(&line);
    buf_free(&line);
    arena_free(&a);
    return status;
}

void cli_report(const struct diags *d, enum severity least)
{
    struct buf line = {0};

    for (size_t i = 0; i < d->n; i++) {
        if (d->items[i].severity < least)
            continue;
        diag_format(&line, &d->items[i]);
        write_line(&line);
    }
    if (d->n_lost) {
        buf_printf(&line, "yulu: 另有 %zu 条消息未列出", d->n_lost);
        write_line(&line);
    }
    buf_free(&line);
}

int cli_status(const struct diags *d, int status)
{
    return d->n_errors && status <= EXIT_NONE ? EXIT_INVALID : status;
}

unsigned cli_tty_cols(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

int cli_env_amb(void)
{
    const char *env = getenv("YULU_AMBIGUOUS");

    if (!env || (strcmp(env, "1") != 0 && strcmp(env, "2") != 0))
        return 0;
    return *env - '0';
}

int cli_amb(const struct cli_opts *o)
{
    int env = isatty(STDOUT_FILENO) ? cli_env_amb() : 0;

    if (o->amb)
        return o->amb;
    return env ? env : 1;
}

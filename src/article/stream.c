/* Files, and streams of any size: what is larger than one document may be is read in pieces that
 * end where a document ends. */
#include "article/load.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 18, CHUNK = 1 << 14 }; /* bytes */

struct stream {
    struct load *l;
    int fd;
    struct buf buf;
    size_t at;     /* of the buffer: used before that */
    size_t scan;   /* bytes behind AT that were searched for an end */
    unsigned line; /* of the line at AT */
    bool skipping; /* inside a document that is too big */
    bool end;
    enum load_format format;
};

static void say_file(struct load *l, const char *why)
{
    load_say_at(l, 0, 0, "E107", why);
}

static void make_room(struct stream *s)
{
    s->buf.len -= s->at;
    memmove(s->buf.p, s->buf.p + s->at, s->buf.len);
    s->at = 0;
}

/* Read on until LEAST bytes were added; END is set at the end and on an error, which is said. */
static void read_more(struct stream *s, size_t least)
{
    char chunk[CHUNK];

    if (s->at)
        make_room(s);
    for (size_t got = 0; got < least;) {
        ssize_t n = read(s->fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            say_file(s->l, err_reason(errno));
        if (n <= 0) {
            s->end = true;
            return;
        }
        buf_add(&s->buf, chunk, (size_t)n);
        got += (size_t)n;
    }
}

static struct str unread(const struct stream *s)
{
    return str_from(buf_view(&s->buf), s->at);
}

/* Length of the document at AT; 0 when its end was not read yet. */
static size_t complete(struct stream *s)
{
    struct str text = unread(s);
    size_t len;

    if (s->format == LOAD_JSONL) {
        len = str_find(text, STR("\n"), s->scan);
        s->scan = text.len;
        len = len < text.len ? len + 1 : text.len;
    } else {
        len = load_doc_len(text, &s->scan);
    }
    return len < text.len || s->end ? len : 0;
}

static void skip(struct stream *s, size_t len)
{
    s->line += load_count_lines(str_slice(unread(s), 0, len));
    s->at += len;
    s->scan = 0;
}

/* Too big already: its beginning is dropped, its end is waited for. */
static void drop_part(struct stream *s)
{
    struct str text = unread(s);
    size_t keep = text.len < 8 ? text.len : 8; /* a marker may be cut */
    struct str gone = str_slice(text, 0, text.len - keep);

    if (!s->skipping)
        load_say_at(s->l, s->line, 1, "E110", "");
    s->skipping = true;
    for (size_t i = 0; i < gone.len; i++)
        s->line += gone.p[i] == '\n';
    s->at += gone.len;
    s->scan = 0;
}

static void use(struct stream *s, size_t len)
{
    struct arena own = {0};
    struct str raw = arena_str(&own, str_slice(unread(s), 0, len));
    struct decoded d = encoding_decode(&own, raw);

    if (s->skipping) {
        s->skipping = false;
    } else {
        load_say_encoding(s->l, raw, &d, s->line);
        load_part(s->l, d.text, s->line, s->format);
    }
    arena_free(&own);
    skip(s, len);
}

static void run(struct stream *s)
{
    while (!s->l->stopped) {
        size_t len = complete(s);

        if (len) {
            use(s, len);
        } else if (s->end) {
            return;
        } else {
            if (unread(s).len > s->l->limits.file)
                drop_part(s);
            read_more(s, PIECE);
        }
    }
}

/* A stream in one piece that has no ends of documents is refused when it grows too big; UTF-16 has
 * no line ends to look for. */
static bool can_be_cut(struct str start)
{
    return !str_starts(start, STR("\xFF\xFE")) && !str_starts(start, STR("\xFE\xFF"));
}

static void read_stream(struct load *l, int fd)
{
    struct stream s = {.l = l, .fd = fd, .line = 1};

    read_more(&s, l->limits.file + 1);
    if (s.end) {
        load_bytes(l, arena_str(l->r->a, buf_view(&s.buf)));
    } else if (!can_be_cut(buf_view(&s.buf))) {
        load_say_at(l, 0, 0, "E110", "");
    } else {
        s.format = load_format_of(l->path, buf_view(&s.buf));
        run(&s);
        if (!l->n_docs && !l->r->diags->n_errors)
            load_say_at(l, 0, 0, "E103", "");
    }
    buf_free(&s.buf);
}

size_t article_read_fd(struct reader *r, int fd, const char *path)
{
    struct load l = load_begin(r, path);

    read_stream(&l, fd);
    return l.n_articles;
}

static bool is_big(struct load *l, int dirfd, const char *name)
{
    struct stat st;
    return fstatat(dirfd, name, &st, 0) == 0 && S_ISREG(st.st_mode) &&
           (uintmax_t)st.st_size > l->limits.file;
}

/* Larger than one document may be, and regular: only a stream can be read from it. */
static void read_big(struct load *l, int dirfd, const char *name)
{
    int fd = openat(dirfd, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        say_file(l, fd < 0 ? err_reason(errno) : "不是普通文件");
    else
        read_stream(l, fd);
    if (fd >= 0)
        close(fd);
}

/* file_read_at() names the file; the message does that already. */
static const char *reason_only(const struct err *e, const char *name)
{
    size_t len = strlen(name);

    if (strncmp(e->msg, name, len) == 0 && strncmp(e->msg + len, ": ", 2) == 0)
        return e->msg + len + 2;
    return e->msg;
}

size_t article_read_at(struct reader *r, int dirfd, const char *name, const char *path)
{
    struct load l = load_begin(r, path);
    struct str raw;
    struct err e;

    if (file_read_at(r->a, dirfd, name, l.limits.file, &raw, &e))
        load_bytes(&l, raw);
    else if (is_big(&l, dirfd, name))
        read_big(&l, dirfd, name);
    else
        say_file(&l, reason_only(&e, name));
    return l.n_articles;
}

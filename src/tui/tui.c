/* From the command line's wishes to a painted screen, and everything put back at the end. */
#include "tui/tui.h"

#include "archive/place.h"
#include "archive/words.h"
#include "tui/clip.h"
#include "tui/send.h"

#include "loop.h"
#include "signals.h"
#include "wcwidth.h"

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    STATUS_USAGE = 2,
    STATUS_TERMINAL = 5,
    FIRST_WAIT = 20,
    REPLY_WAIT = 500,
    MEASURE = 76,
    INDENT = 4
};

/* ncurses asks the C library about bytes and characters: the locale must be one of UTF-8. */
static void set_locale(struct buf *notice)
{
    static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8",
                                        "zh_CN.UTF-8"};
    bool found = setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

    if (found)
        return;
    for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
        found = setlocale(LC_CTYPE, names[i]) != NULL;
    if (notice->len)
        buf_z(notice, "；");
    buf_z(notice, "语言环境不是 UTF-8 或没有安装，仍按 UTF-8 显示");
}

/* Then keys come from the terminal that standard output is. */
static bool reads_stdin(const struct tui_opts *o)
{
    for (size_t i = 0; i < o->n_paths; i++)
        if (strcmp(o->paths[i], "-") == 0)
            return true;
    return false;
}

static bool use_colour(const char *when)
{
    const char *no = getenv("NO_COLOR");

    if (when && strcmp(when, "always") == 0)
        return true;
    return !(when && strcmp(when, "never") == 0) && !(no && *no);
}

struct source *tui_open_archive(struct tui *t)
{
    struct arena a = {0};
    struct source *s;
    struct archive_opts ao = {.limits = t->o->limits,
                              .threaded = true,
                              .analyse = true,
                              .watch = true,
                              .sandbox = t->o->sandbox,
                              .unsafe = &t->unsafe,
                              .stdin_fd = STDIN_FILENO,
                              .people = t->o->config->people};

    if (isatty(STDIN_FILENO))
        ao.stdin_fd = -1;
    if (!t->o->no_cache)
        place_cache(&a, t->o->paths, t->o->n_paths, t->o->cache_dir, &ao);
    s = archive_open(t->o->paths, t->o->n_paths, &ao);
    arena_free(&a);
    return s;
}

/* A single file is read in a few milliseconds: worth waiting for, so that its article is the
 * first thing shown.  A large archive fills its list while it is looked at. */
static void wait_for_first(struct source *ar)
{
    long end = tui_now() + FIRST_WAIT, left;
    struct pollfd p = {.fd = source_fd(ar), .events = POLLIN};

    while (source_is_reading(ar) && p.fd >= 0 && (left = end - tui_now()) > 0)
        if (poll(&p, 1, (int)left) > 0)
            source_pump(ar);
}

static int ambiguous_at_start(const struct tui_opts *o)
{
    return o->amb == 2 ? 2 : 1;
}

/* What is wrong with them is told by `yulu quotes`. */
static void add_words(struct lexicon *lx, struct arena *a)
{
    struct diags d = {.a = a};

    words_add(lx, a, &d);
}

static void add_people(struct people_map *m, struct arena *a)
{
    struct diags d = {.a = a};

    words_add_people(m, a, &d);
}

static bool read_fixes(struct fixes *f, uint64_t *stamp)
{
    struct arena a = {0};
    struct diags d = {.a = &a};
    bool changed = words_fixes_changed(stamp);

    if (changed)
        words_read_fixes(f, &a, &d);
    arena_free(&a);
    return changed;
}

static void start_app(struct tui *t)
{
    struct app_opts ao = {.amb = ambiguous_at_start(t->o), .kinsoku = t->o->kinsoku};
    struct buf name = {0};
    struct diags wrong = {.a = &t->a};
    struct theme theme;

    theme_start(&theme, t->o->theme, &ao.theme_automatic, &wrong);
    ao.theme = &theme;
    ao.read_theme = theme_read;
    ao.remote = getenv("SSH_CONNECTION") || getenv("SSH_TTY");
    ao.no_clipboard =
        clip_is_refused(getenv("TERM"), getenv("VTE_VERSION"), getenv("TERM_PROGRAM"));
    ao.theme_name_at = theme_name_at;
    term_size(&t->term, &ao.rows, &ao.cols);
    ao.today = words_today();
    ao.measure = t->o->measure ? t->o->measure : MEASURE;
    ao.indent = t->o->indent ? t->o->indent : INDENT;
    if (t->o->name)
        buf_z(&name, t->o->name);
    else
        app_name(&name, t->o->paths, t->o->n_paths);
    ao.name = name.p;
    ao.notice = t->notice.len ? t->notice.p : NULL;
    ao.open_id = t->o->open_id ? str_of(t->o->open_id) : STR("");
    ao.query = t->o->query ? str_of(t->o->query) : STR("");
    ao.config = t->o->config;
    ao.add_words = add_words;
    ao.add_people = add_people;
    ao.state = t->state;
    ao.kiosk = t->o->guest;
    ao.may_copy = !t->o->guest || t->o->may_copy;
    ao.read_fixes = t->o->no_state ? NULL : read_fixes;
    ao.save_fix = t->o->no_state ? NULL : words_save_fix;
    t->app = app_new(t->ar, &ao);
    buf_free(&name);
    t->effects = EFFECT_REDRAW;
}

/* ncurses must believe what the rest of the program believes. */
static void check_widths(struct tui *t)
{
    int amb = ambiguous_at_start(t->o);

    wcwidth_set(amb);
    if (term_agrees(amb))
        return;
    if (t->notice.len)
        buf_z(&t->notice, "；");
    buf_z(&t->notice, "ncurses 没有采用本程序的字宽表");
}

static bool check_terminal(const struct tui_opts *o, struct err *e)
{
    if (!isatty(STDIN_FILENO) && !reads_stdin(o))
        return err_set(e, "标准输入不是终端");
    return isatty(STDOUT_FILENO) || err_set(e, "标准输出不是终端");
}

/* The archive is read while ncurses looks for its files. */
static bool start_terminal(struct tui *t, struct err *e)
{
    t->signals = signals_open();
    if (!t->o->sandbox)
        t->ar = tui_open_archive(t);
    t->state = t->o->guest      ? state_open(&(struct state_opts){0}, NULL)
               : t->o->no_state ? NULL
                                : tui_open_state(t);
    if (!term_open(&t->a, &t->term, &t->notice, e))
        return false;
    /* What a terminal can do is in files that cannot be opened in there. */
    if (t->o->sandbox)
        t->ar = tui_open_archive(t);
    check_widths(t);
    paint_init(&t->paint, &t->term.caps, use_colour(t->o->color));
    t->keys.seqs = t->term.seqs;
    t->keys.n_seqs = t->term.n_seqs;
    return true;
}

/* "yulu: MESSAGE" on stderr, made safe for terminals.  Returns STATUS. */
static int say(int status, const char *msg)
{
    struct buf line = {0};

    buf_z(&line, "yulu: ");
    show_add(&line, str_of(msg), 1);
    buf_c(&line, '\n');
    send_all(STDERR_FILENO, buf_view(&line), 0);
    buf_free(&line);
    return status;
}

static int refuse(struct arena *a, const struct err *e)
{
    return say(STATUS_TERMINAL,
               arena_printf(a,
                            "error: %s；要打印文章请用 yulu show，列出文章用 yulu list",
                            e->msg));
}

/* A reply still on its way would be typed into the shell. */
static void await_replies(struct tui *t)
{
    long end = t->started + REPLY_WAIT, left;
    struct pollfd p = {.fd = t->term.fd_in, .events = POLLIN};
    int status = t->status;

    while (t->probe.asked && (left = end - tui_now()) > 0 && poll(&p, 1, (int)left) > 0) {
        t->status = GOING_ON;
        tui_read_keys(t);
        if (t->status != GOING_ON && t->status != 0)
            break;
    }
    t->status = status;
}

static void finish(struct tui *t)
{
    if (t->status == 0 && t->term.entered)
        await_replies(t);
    tui_leave(t);
    signals_close(t->signals);
    app_free(t->app);
    state_close(t->state);
    source_close(t->ar);
    keyparse_free(&t->keys);
    paint_free(&t->paint);
    grid_free(&t->grid);
    buf_free(&t->out);
    buf_free(&t->notice);
    term_close(&t->term);
    arena_free(&t->a);
}

int tui_run(const struct tui_opts *o)
{
    struct tui t = {.o = o, .signals = -1, .status = GOING_ON};
    struct err e = {""};
    char line[64];

    if (o->notice)
        buf_z(&t.notice, o->notice);
    set_locale(&t.notice);
    if (!check_terminal(o, &e) || !start_terminal(&t, &e)) {
        t.status = refuse(&t.a, &e);
    } else if (!t.ar) {
        t.status = say(STATUS_USAGE, t.unsafe.msg);
    } else {
        tui_enter(&t);
        t.started = tui_now();
        wait_for_first(t.ar);
        tui_keep_archive(&t);
        start_app(&t);
        /* The answer about widths is often there already. */
        if (poll(&(struct pollfd){.fd = t.term.fd_in, .events = POLLIN}, 1, 0) > 0)
            tui_read_keys(&t);
        tui_loop(&t);
    }
    finish(&t);
    if (t.idled) {
        snprintf(line, sizeof line, "%u 秒没有按键，已结束", o->idle);
        say(0, line);
    }
    return t.status;
}

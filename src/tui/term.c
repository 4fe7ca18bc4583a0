/* ncursesw knows terminals: it reads terminfo and sets modes.  It never paints here (see
 * tui/paint.h), so its screen is made only to be asked. */
#include "term.h"

#include "tui/send.h"

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>

enum { LEAVE_WAIT = 200, NAME_MAX_LEN = 40 };

/* A string that TERM's entry has, without padding ($<5> of terminals on slow lines); or NULL. */
static const char *get(struct arena *a, const char *name)
{
    const char *z = tigetstr(name);
    struct buf b = {0};
    const char *copy;

    if (!z || z == (char *)-1 || !*z)
        return NULL;
    while (*z) {
        const char *end = z[0] == '$' && z[1] == '<' ? strchr(z, '>') : NULL;
        if (end)
            z = end + 1;
        else
            buf_c(&b, *z++);
    }
    copy = b.len ? arena_strz(a, buf_view(&b)) : NULL;
    buf_free(&b);
    return copy;
}

static bool has_or_is(const char *cap, const char *want)
{
    return !cap || strcmp(cap, want) == 0;
}

/* ECMA-48 all through?  Then parameters may be left out and joined. */
static bool is_ansi(const struct caps *c)
{
    return strcmp(c->cup, "\033[%i%p1%d;%p2%dH") == 0 &&
           has_or_is(c->cuf, "\033[%p1%dC") && has_or_is(c->cub, "\033[%p1%dD") &&
           has_or_is(c->bold, "\033[1m") && has_or_is(c->rev, "\033[7m") &&
           has_or_is(c->smul, "\033[4m") && has_or_is(c->setaf[1], "\033[31m") &&
           c->sgr0 && (strstr(c->sgr0, "\033[m") || strstr(c->sgr0, "\033[0m"));
}

static void get_colours(struct arena *a, struct caps *c)
{
    const char *setaf = get(a, "setaf");
    const char *more = getenv("COLORTERM");
    int n = tigetnum("colors"), ncv = tigetnum("ncv");
    bool direct =
        n > 256 ||
        (more && (strcmp(more, "truecolor") == 0 || strcmp(more, "24bit") == 0));

    c->depth = !setaf || n < 8      ? DEPTH_NONE
               : n >= 256 && direct ? DEPTH_DIRECT
               : n >= 256           ? DEPTH_256
               : n >= 16            ? DEPTH_16
                                    : DEPTH_8;
    for (int i = 0; setaf && i < n && i < CAPS_COLORS; i++) {
        const char *z = tparm(setaf, (long)i, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        c->setaf[i] = z ? arena_strz(a, str_of(z)) : NULL;
    }
    /* Bits as in terminfo(5): underline 2, reverse 4, bold 32. */
    if (ncv > 0)
        c->ncv = (ncv & 2 ? ATTR_UNDERLINE : 0u) | (ncv & 4 ? ATTR_REVERSE : 0u) |
                 (ncv & 32 ? ATTR_BOLD : 0u);
}

static void get_caps(struct arena *a, struct caps *c)
{
    const struct {
        const char *name;
        const char **to;
    } strings[] = {
        {"cup", &c->cup},   {"sc", &c->sc},       {"rc", &c->rc},       {"el", &c->el},
        {"ed", &c->ed},     {"ech", &c->ech},     {"csr", &c->csr},     {"ind", &c->ind},
        {"ri", &c->ri},     {"indn", &c->indn},   {"rin", &c->rin},     {"cuf", &c->cuf},
        {"cub", &c->cub},   {"sgr0", &c->sgr0},   {"bold", &c->bold},   {"rev", &c->rev},
        {"smul", &c->smul}, {"civis", &c->civis}, {"cnorm", &c->cnorm},
    };
    const char *down, *left;

    *c = (struct caps){0};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i].to = get(a, strings[i].name);
    down = get(a, "cud1");
    left = get(a, "cub1");
    c->feed = down && strcmp(down, "\n") == 0;
    c->back = left && strcmp(left, "\b") == 0;
    c->am = tigetflag("am") > 0;
    c->xenl = tigetflag("xenl") > 0;
    get_colours(a, c);
    c->ansi = c->cup && is_ansi(c);
}

/* Shift-F3 is left out where it looks like a report of the cursor's place in row 1. */
static void get_keys(struct arena *a, struct terminal *t)
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {
        {"kcuu1", K_UP},       {"kcud1", K_DOWN},      {"kcub1", K_LEFT},
        {"kcuf1", K_RIGHT},    {"khome", K_HOME},      {"kend", K_END},
        {"kpp", K_PGUP},       {"knp", K_PGDN},        {"kich1", K_INSERT},
        {"kdch1", K_DELETE},   {"kcbt", K_BACKTAB},    {"kent", 13},
        {"kf1", K_F1},         {"kf2", K_F1 + 1},      {"kf3", K_F3},
        {"kf4", K_F1 + 3},     {"kf5", K_F1 + 4},      {"kf6", K_F1 + 5},
        {"kf7", K_F1 + 6},     {"kf8", K_F1 + 7},      {"kf9", K_F1 + 8},
        {"kf10", K_F1 + 9},    {"kf11", K_F1 + 10},    {"kf12", K_F12},
        {"kf15", K_SHIFT_F3},  {"kUP5", K_CTRL_UP},    {"kDN5", K_CTRL_DOWN},
        {"kLFT3", K_ALT_LEFT}, {"kRIT3", K_ALT_RIGHT},
    };
    size_t n = sizeof keys / sizeof *keys;

    t->seqs = arena_array(a, struct key_seq, n);
    for (size_t i = 0; i < n; i++) {
        const char *z = get(a, keys[i].name);
        if (z && z[0] == '\033' && z[1] && strcmp(z, "\033[1;2R") != 0)
            t->seqs[t->n_seqs++] = (struct key_seq){str_of(z), keys[i].key};
    }
}

static void add_z(struct buf *b, const char *z)
{
    if (z)
        buf_z(b, z);
}

/* Bracketed paste is in newer terminfo entries only; who has xterm's alternate screen has it. */
static void get_switches(struct arena *a, struct terminal *t)
{
    struct buf on = {0}, off = {0};
    const char *smcup = get(a, "smcup"), *begin = get(a, "BE"), *end = get(a, "BD");
    bool modern = t->caps.ansi && smcup && strstr(smcup, "?1049h");
    unsigned rows, cols;

    t->asks_ground = modern && t->caps.setaf[1];

    add_z(&on, smcup);
    add_z(&on, get(a, "smkx"));
    add_z(&on, begin && end ? begin : modern ? "\033[?2004h" : NULL);
    term_size(t, &rows, &cols);
    if (t->caps.csr && t->caps.ansi)
        buf_z(&off, "\033[r");
    else if (t->caps.csr)
        paint_param(&off, t->caps.csr, 0, (int)rows - 1);
    add_z(&off, t->caps.sgr0);
    add_z(&off, begin && end ? end : modern ? "\033[?2004l" : NULL);
    add_z(&off, get(a, "rmkx"));
    add_z(&off, t->caps.cnorm);
    if (smcup) {
        add_z(&off, get(a, "rmcup"));
    } else {
        paint_param(&off, t->caps.cup, (int)rows - 1, 0);
        add_z(&off, t->caps.el);
    }
    t->enter = arena_strz(a, buf_view(&on));
    t->leave = arena_strz(a, buf_view(&off));
    buf_free(&on);
    buf_free(&off);
}

/* A description of our own: its O_NONBLOCK is nobody else's, so a program that dies leaves the
 * shell's standard input as it was. */
static int open_again(int fd)
{
    char name[256];
    int own = -1;

    if (ttyname_r(fd, name, sizeof name) == 0)
        own = open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return own >= 0 ? own : fd;
}

/* Keys come from the terminal even when an archive comes from standard input. */
static bool open_fds(struct terminal *t, struct err *e)
{
    t->fd_out = open_again(STDOUT_FILENO);
    t->fd_in = t->fd_out;
    if (isatty(STDIN_FILENO))
        t->fd_in = open_again(STDIN_FILENO);
    if (tcgetattr(t->fd_in, &t->saved) != 0)
        return err_errno(e, "终端", errno);
    return true;
}

/* TERM is somebody else's text: only what names are made of is shown. */
static void add_name(struct buf *out, const char *name)
{
    static const char ok[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";

    for (size_t i = 0; i < NAME_MAX_LEN && name[i]; i++)
        if (strchr(ok, name[i]))
            buf_c(out, name[i]);
}

/* The console of Linux draws with a font of at most 512 characters, of which none is 汉字, unless
 * something else draws there (fbterm, kmscon: they have names of their own).  A console here can
 * be asked for the characters of its font; one at the other end of a line is taken to be plain. */
static bool is_bare_console(const struct terminal *t, const char *name)
{
    enum { FONT_MAX = 4096, ZHONG = 0x4E2D };
    struct unipair pairs[FONT_MAX];
    struct unimapdesc map = {.entry_ct = FONT_MAX, .entries = pairs};

    if (!name || strncmp(name, "linux", 5) != 0)
        return false;
    if (ioctl(t->fd_out, GIO_UNIMAP, &map) != 0)
        return true;
    for (unsigned i = 0; i < map.entry_ct; i++)
        if (pairs[i].unicode == ZHONG)
            return false;
    return true;
}

/* In letters that every font has, first. */
static void tell_console(const struct terminal *t, struct buf *notice)
{
    if (!is_bare_console(t, getenv("TERM")))
        return;
    if (notice->len)
        buf_z(notice, "；");
    buf_z(notice, "Linux console has no Chinese glyphs: use fbterm, kmscon or "
                  "ssh（控制台没有汉字字形）");
}

/* Where curses may write: on a screen of a few cells it does before anybody asks it to, and cuts
 * sequences in two.  It keeps the file. */
static FILE *nowhere(void)
{
    FILE *f = fopen("/dev/null", "we");

    /* cppcheck-suppress resourceLeak */
    return f ? f : stdout;
}

/* ncurses says "Error opening terminal" and exits in initscr(); newterm() returns. */
static bool find_entry(FILE *out, struct buf *notice)
{
    static const char *const names[] = {"xterm-256color", "vt100", NULL};
    const char *name = getenv("TERM");
    bool known = name && *name && newterm(name, out, stdin);
    size_t i = 0;

    if (known)
        return true;
    while (names[i] && !newterm(names[i], out, stdin))
        i++;
    if (!names[i])
        return false;
    if (notice->len)
        buf_z(notice, "；");
    if (name && *name) {
        buf_z(notice, "终端类型 ");
        add_name(notice, name);
        buf_printf(notice, " 未知，按 %s 显示", names[i]);
    } else {
        buf_printf(notice, "没有设 TERM，按 %s 显示", names[i]);
    }
    return true;
}

/* Keys one by one, without echo; no post-processing, since LF must not become CR LF; no flow
 * control, no ^V; Ctrl-Z is a key, Ctrl-C and Ctrl-\ are signals. */
static void choose_modes(struct terminal *t)
{
    t->modes = t->saved;
    t->modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    t->modes.c_lflag |= ISIG;
    t->modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | IXON | ISTRIP);
    t->modes.c_oflag &= ~(tcflag_t)OPOST;
    t->modes.c_cc[VSUSP] = _POSIX_VDISABLE;
    t->modes.c_cc[VMIN] = 1;
    t->modes.c_cc[VTIME] = 0;
}

bool term_open(struct arena *a, struct terminal *t, struct buf *notice, struct err *e)
{
    *t = (struct terminal){.fd_in = -1, .fd_out = -1};
    if (!open_fds(t, e))
        return false;
    if (!find_entry(nowhere(), notice))
        return err_set(e, "找不到终端的描述（terminfo）");
    tell_console(t, notice);
    choose_modes(t);
    get_caps(a, &t->caps);
    if (!t->caps.cup || (!t->caps.el && !t->caps.ed) || tigetflag("gn") > 0 ||
        tigetflag("hc") > 0)
        return err_set(e, "这种终端不能移动光标");
    t->rows = tigetnum("lines") > 0 ? (unsigned)tigetnum("lines") : 24;
    t->cols = tigetnum("cols") > 0 ? (unsigned)tigetnum("cols") : 80;
    get_keys(a, t);
    get_switches(a, t);
    return true;
}

void term_close(struct terminal *t)
{
    if (t->fd_in > STDERR_FILENO)
        close(t->fd_in);
    if (t->fd_out > STDERR_FILENO && t->fd_out != t->fd_in)
        close(t->fd_out);
    t->fd_in = t->fd_out = -1;
}

static void prepare_rescue(const struct terminal *t)
{
    struct rescue r = {.fd = t->fd_out, .modes = t->saved};
    size_t len = strlen(t->leave);

    if (len > sizeof r.bytes)
        len = 0;
    memcpy(r.bytes, t->leave, len);
    r.len = (unsigned)len;
    signals_set_rescue(&r);
}

void term_enter(struct terminal *t, struct buf *out)
{
    tcsetattr(t->fd_in, TCSANOW, &t->modes);
    buf_z(out, t->enter);
    prepare_rescue(t);
    t->entered = true;
}

void term_leave(struct terminal *t)
{
    if (!t->entered)
        return;
    send_all(t->fd_out, str_of(t->leave), LEAVE_WAIT);
    /* Not TCSADRAIN: that waits for a terminal that takes nothing. */
    tcsetattr(t->fd_in, TCSANOW, &t->saved);
    signals_set_rescue(NULL);
    t->entered = false;
}

void term_size(const struct terminal *t, unsigned *rows, unsigned *cols)
{
    struct winsize w = {0};

    if (ioctl(t->fd_out, TIOCGWINSZ, &w) != 0)
        w.ws_row = w.ws_col = 0;
    *rows = w.ws_row ? w.ws_row : t->rows;
    *cols = w.ws_col ? w.ws_col : t->cols;
}

bool term_agrees(int amb)
{
    WINDOW *w = newpad(1, 8);
    bool agrees = w && mvwaddwstr(w, 0, 0, L"“") == OK && getcurx(w) == amb;

    if (w)
        delwin(w);
    return agrees;
}

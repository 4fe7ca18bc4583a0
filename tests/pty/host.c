#include "pty/host.h"

#include "text/utf8.h"
#include "text/width.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

/* libvterm gives one column to “ and its kind.  A terminal that gives two is made by showing it
 * wide Han from a plane nobody uses instead, and taking them back when the screen is looked at. */
enum { STAND_IN = 0x20000, WAIT_MS = 2 };

size_t check_skipped;

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_prop(VTermProp prop, VTermValue *v, void *user)
{
    struct host *h = user;

    if (prop == VTERM_PROP_ALTSCREEN)
        h->alt = v->boolean;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        h->cursor = v->boolean;
    return 1;
}

static void on_reply(const char *bytes, size_t len, void *user)
{
    struct host *h = user;

    if (!h->mute)
        host_send(h, bytes, len);
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

static void open_screen(struct host *h)
{
    h->vt = vterm_new((int)h->rows, (int)h->cols);
    vterm_set_utf8(h->vt, 1);
    h->screen = vterm_obtain_screen(h->vt);
    vterm_screen_set_callbacks(h->screen, &callbacks, h);
    vterm_screen_enable_altscreen(h->screen, 1);
    vterm_screen_reset(h->screen, 1);
    vterm_output_set_callback(h->vt, on_reply, h);
    h->cursor = true;
}

static void set_env(const char *const *env)
{
    static const char *const plain[] = {"TERM=xterm-256color",
                                        "LANG=C.UTF-8",
                                        "LC_ALL",
                                        "LC_CTYPE",
                                        "NO_COLOR",
                                        "YULU_AMBIGUOUS",
                                        "YULU_THEME",
                                        "TMUX",
                                        "SSH_CONNECTION",
                                        "SSH_TTY",
                                        "STY",
                                        "COLORTERM",
                                        "COLORFGBG",
                                        "VTE_VERSION",
                                        "TERM_PROGRAM",
                                        "YULU_DIR",
                                        "COLUMNS",
                                        "LINES",
                                        NULL};
    const char *const *lists[] = {plain, env};

    for (size_t i = 0; i < 2; i++) {
        for (const char *const *e = lists[i]; e && *e; e++) {
            char name[64];
            const char *eq = strchr(*e, '=');
            snprintf(name, sizeof name, "%.*s", eq ? (int)(eq - *e) : (int)strlen(*e),
                     *e);
            if (eq)
                setenv(name, eq + 1, 1);
            else
                unsetenv(name);
        }
    }
}

static _Noreturn void run_child(const struct host_opts *o, int slave)
{
    const char *argv[HOST_ARGS + 3] = {getenv("YULU")};
    size_t n = 1;

    if (!o->state)
        argv[n++] = "--no-state";
    for (size_t i = 0; i < HOST_ARGS && o->args[i]; i++)
        argv[n++] = o->args[i];
    signal(SIGHUP, o->no_hangup ? SIG_IGN : SIG_DFL);
    set_env(o->env);
    login_tty(slave);
    if (o->stdin_null)
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    if (o->command)
        execvp(o->command[0], (char *const *)(uintptr_t)o->command);
    else if (argv[0])
        execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

void host_start(struct host *h, const struct host_opts *o)
{
    struct winsize size = {0};

    *h = (struct host){.rows = o->rows ? o->rows : 24, .cols = o->cols ? o->cols : 80};
    h->amb = o->amb ? o->amb : 1;
    h->mute = o->mute;
    h->blind = o->blind;
    size.ws_row = (unsigned short)h->rows;
    size.ws_col = (unsigned short)h->cols;
    if (openpty(&h->master, &h->slave, NULL, NULL, &size) != 0)
        check_fail(__FILE__, __LINE__, "openpty", strerror(errno));
    tcgetattr(h->slave, &h->before);
    fcntl(h->master, F_SETFL, O_NONBLOCK);
    open_screen(h);
    snprintf(h->state, sizeof h->state, "/tmp/yulu-pty-XXXXXX");
    if (!mkdtemp(h->state))
        check_fail(__FILE__, __LINE__, "mkdtemp", strerror(errno));
    h->pid = fork();
    if (h->pid == 0) {
        close(h->master);
        setenv("XDG_STATE_HOME", h->state, 1);
        setenv("XDG_CONFIG_HOME", h->state, 1);
        run_child(o, h->slave);
    }
}

static void reap(struct host *h, int flags)
{
    if (!h->ended && waitpid(h->pid, &h->status, flags) == h->pid)
        h->ended = true;
}

static void remove_state(const struct host *h)
{
    static const char *const names[] = {"/yulu/corrections.yaml",
                                        "/yulu/state.yaml",
                                        "/yulu/filters.yaml",
                                        "/yulu/history.yaml",
                                        "/yulu",
                                        ""};
    char path[80];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s%s", h->state, names[i]);
        remove(path);
    }
}

void host_end(struct host *h)
{
    if (!h->ended) {
        kill(h->pid, SIGKILL);
        reap(h, 0);
    }
    if (h->master >= 0)
        close(h->master);
    if (h->slave >= 0)
        close(h->slave);
    remove_state(h);
    vterm_free(h->vt);
    buf_free(&h->log);
    buf_free(&h->part);
}

void host_send(struct host *h, const char *bytes, size_t len)
{
    long end = now_ms() + GUARD_MS;

    while (len && now_ms() < end) {
        ssize_t n = write(h->master, bytes, len);
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (errno != EAGAIN || !host_read(h, 10)) {
            return;
        }
    }
}

/* To libvterm, with stand-ins where this terminal is wide; a character cut in two waits. */
static void show(struct host *h, const char *bytes, size_t n)
{
    struct str s;

    if (h->blind)
        return;
    buf_add(&h->part, bytes, n);
    for (s = buf_view(&h->part); s.len;) {
        unsigned char lead = (unsigned char)s.p[0];
        size_t len = lead < 0xC0 ? 1 : utf8_len(lead);
        char other[4];
        if (len > s.len)
            break;
        uint32_t cp = len > 1 && utf8_valid_len(str_slice(s, 0, len)) == len
                          ? utf8_decode(s.p, &len)
                          : 0;
        if (h->amb == 2 && cp && cp < 0xFFFE && width_is_ambiguous(cp))
            vterm_input_write(h->vt, other, utf8_encode(STAND_IN + cp, other));
        else
            vterm_input_write(h->vt, s.p, len);
        s = str_from(s, len);
    }
    memmove(h->part.p, s.p, s.len);
    h->part.len = s.len;
}

bool host_read(struct host *h, int ms)
{
    struct pollfd p = {.fd = h->master, .events = POLLIN};
    char bytes[16384];
    ssize_t n;

    if (poll(&p, 1, ms) <= 0)
        return true;
    n = read(h->master, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    buf_add(&h->log, bytes, (size_t)n);
    show(h, bytes, (size_t)n);
    return true;
}

void host_tell_size(struct host *h, unsigned rows, unsigned cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows,
                           .ws_col = (unsigned short)cols};

    ioctl(h->master, TIOCSWINSZ, &size);
}

void host_resize(struct host *h, unsigned rows, unsigned cols)
{
    h->rows = rows;
    h->cols = cols;
    vterm_set_size(h->vt, (int)rows, (int)cols);
    host_tell_size(h, rows, cols);
}

bool host_until(struct host *h, bool (*done)(struct host *h, void *ctx), void *ctx)
{
    long end = now_ms() + GUARD_MS;

    while (!done(h, ctx)) {
        if (now_ms() > end)
            return false;
        reap(h, WNOHANG);
        host_read(h, h->ended ? 0 : WAIT_MS);
    }
    return true;
}

static bool shows(struct host *h, void *ctx)
{
    struct buf row = {0};
    bool found = false;

    for (unsigned i = 0; i < h->rows && !found; i++) {
        buf_reset(&row);
        host_row(h, i, &row);
        found = row.len && strstr(row.p, ctx);
    }
    buf_free(&row);
    return found;
}

bool host_shows(struct host *h, const char *text)
{
    return host_until(h, shows, (void *)(uintptr_t)text);
}

static bool wrote(struct host *h, void *ctx)
{
    return str_find(buf_view(&h->log), str_of(ctx), 0) < h->log.len;
}

bool host_wrote(struct host *h, const char *text)
{
    return host_until(h, wrote, (void *)(uintptr_t)text);
}

static bool has_ended(struct host *h, void *ctx)
{
    (void)ctx;
    return h->ended;
}

int host_exit(struct host *h)
{
    if (!host_until(h, has_ended, NULL))
        return -1;
    while (h->master >= 0 && host_read(h, 0)) {
        struct pollfd p = {.fd = h->master, .events = POLLIN};
        if (poll(&p, 1, 0) <= 0)
            break;
    }
    return WIFEXITED(h->status) ? WEXITSTATUS(h->status) : 128 + WTERMSIG(h->status);
}

void host_row(struct host *h, unsigned row, struct buf *out)
{
    size_t end = out->len;
    VTermScreenCell c;

    for (int col = 0; col < (int)h->cols; col += c.width ? c.width : 1) {
        c = (VTermScreenCell){0};
        vterm_screen_get_cell(h->screen, (VTermPos){(int)row, col}, &c);
        if (!c.chars[0]) {
            buf_c(out, ' ');
            continue;
        }
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++) {
            char bytes[4];
            uint32_t cp = c.chars[i];
            if (h->amb == 2 && cp >= STAND_IN && width_is_ambiguous(cp - STAND_IN))
                cp -= STAND_IN;
            buf_add(out, bytes, utf8_encode(cp, bytes));
        }
        if (c.chars[0] != ' ')
            end = out->len;
    }
    out->len = end;
    buf_c(out, '\0');
    out->len--;
}

void host_print(struct host *h)
{
    VTermPos at;
    struct buf row = {0};

    vterm_state_get_cursorpos(vterm_obtain_state(h->vt), &at);
    for (unsigned i = 0; i < h->rows; i++) {
        buf_reset(&row);
        host_row(h, i, &row);
        fprintf(stderr, "  |%s\n", row.p);
    }
    fprintf(stderr, "  cursor %d,%d%s\n", at.row, at.col, h->cursor ? "" : " hidden");
    buf_free(&row);
}

bool host_modes_restored(struct host *h)
{
    struct termios now;

    return tcgetattr(h->slave, &now) == 0 && now.c_iflag == h->before.c_iflag &&
           now.c_oflag == h->before.c_oflag && now.c_lflag == h->before.c_lflag &&
           memcmp(now.c_cc, h->before.c_cc, sizeof now.c_cc) == 0;
}

/* One figure of /proc/PID/io. */
static long io_count(const struct host *h, const char *field)
{
    char name[64], line[128];
    size_t len = strlen(field);
    long n = -1;
    FILE *f;

    snprintf(name, sizeof name, "/proc/%ld/io", (long)h->pid);
    f = fopen(name, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, field, len) == 0)
            n = strtol(line + len, NULL, 10);
    if (f)
        fclose(f);
    return n;
}

long host_writes(const struct host *h)
{
    return io_count(h, "syscw:");
}

static bool has_read(struct host *h, void *ctx)
{
    long n = io_count(h, "rchar:");

    return h->ended || n < 0 || n >= *(long *)ctx;
}

bool host_send_taken(struct host *h, const char *bytes, size_t len)
{
    long want = io_count(h, "rchar:");

    host_send(h, bytes, len);
    if (want >= 0)
        want += (long)len;
    return want < 0 || host_until(h, has_read, &want);
}

int host_main(const char *name, const struct CMUnitTest *tests, size_t n)
{
    int bad = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    size_t failed = bad < 0 ? n : (size_t)bad;

    fflush(stderr);
    printf("%s: %zu passed, %zu failed", name, n - failed - check_skipped, failed);
    if (check_skipped)
        printf(", %zu skipped", check_skipped);
    printf("\n");
    return failed > 0;
}

/* Wait for the terminal, a signal or the archive; let the app have everything that has come;
 * then paint once.  Typed-ahead keys cost no frames of their own, and while the terminal takes no
 * bytes there are none at all.  Nothing is written while nothing happens. */
#include "loop.h"

#include "tui/clip.h"
#include "tui/opener.h"
#include "tui/send.h"

#include "signals.h"
#include "wcwidth.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { HANGUP = 128 + SIGHUP, READ_MAX = 1 << 16, FRAME_WAIT = 200 /* ms */ };

long tui_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void tui_flush(struct tui *t)
{
    while (t->sent < t->out.len) {
        long n = send_some(t->term.fd_out, str_from(buf_view(&t->out), t->sent));
        if (n < 0)
            t->status = HANGUP;
        if (n <= 0)
            return;
        t->sent += (size_t)n;
    }
    buf_reset(&t->out);
    t->sent = 0;
}

static void paint(struct tui *t)
{
    if (t->effects & EFFECT_REPAINT)
        paint_forget(&t->paint);
    t->effects &= ~(unsigned)(EFFECT_REDRAW | EFFECT_REPAINT);
    app_draw(t->app, &t->grid);
    /* Whoever changed it, what the terminal shows is not where it was thought to be. */
    if (t->grid.amb != t->amb) {
        if (t->amb)
            paint_forget(&t->paint);
        t->amb = t->grid.amb;
        wcwidth_set(t->amb);
    }
    paint_frame(&t->paint, &t->grid, &t->out);
    pace_sent(&t->pace, t->out.len, tui_now());
    tui_flush(t);
}

static void copy(struct tui *t)
{
    t->effects &= ~(unsigned)EFFECT_COPY;
    clip_add(&t->out, app_copied(t->app),
             clip_way(getenv("TERM"), getenv("TMUX"), getenv("STY")));
}

static void open_link(struct tui *t)
{
    struct err e = {""};

    t->effects &= ~(unsigned)EFFECT_OPEN;
    if (!opener_start(app_link(t->app), &e))
        t->effects |= app_told(t->app, e.msg);
}

static void step(struct tui *t, const struct event *ev)
{
    if (ev->kind == EVENT_KEY)
        t->effects |= app_hold(t->app, pace_key(&t->pace, ev->key, tui_now()));
    t->effects |= app_step(t->app, ev);
    if (t->effects & EFFECT_COPY)
        copy(t);
    if (t->effects & EFFECT_OPEN)
        open_link(t);
    if (t->effects & EFFECT_QUIT)
        t->status = 0;
}

static void resized(struct tui *t)
{
    struct event ev = {.kind = EVENT_RESIZE};

    term_size(&t->term, &ev.rows, &ev.cols);
    step(t, &ev);
    t->effects |= EFFECT_REPAINT;
}

void tui_enter(struct tui *t)
{
    term_enter(&t->term, &t->out);
    if (!t->started)
        t->keys.asked = probe_ask(&t->probe, &t->term.caps, t->o->amb == 0,
                                  t->term.asks_ground, &t->out);
    tui_flush(t);
}

void tui_leave(struct tui *t)
{
    struct str frame = buf_view(&t->out);
    size_t end = send_whole(frame, t->sent);

    if (t->term.entered && t->sent && end > t->sent)
        send_all(t->term.fd_out, str_slice(frame, t->sent, end - t->sent), FRAME_WAIT);
    term_leave(&t->term);
}

static void suspend(struct tui *t)
{
    unsigned char byte = 0;

    t->effects &= ~(unsigned)EFFECT_SUSPEND;
    tui_leave(t);
    signals_stop();
    /* What woke us is known; anything else that came meanwhile is looked at below. */
    while (read(t->signals, &byte, 1) == 1 && (byte == SIGCONT || byte == SIGWINCH))
        byte = 0;
    buf_reset(&t->out);
    t->sent = 0;
    tui_enter(t);
    resized(t);
    if (byte && byte != SIGCONT && byte != SIGWINCH && byte != SIGTSTP)
        t->status = 128 + byte;
}

static void reload(struct tui *t)
{
    t->effects &= ~(unsigned)EFFECT_RELOAD;
    source_look(t->ar);
    t->looking = true;
}

/* What changed is taken in as it comes; when all was looked at, the person who asked is told. */
static void end_look(struct tui *t)
{
    if (!t->looking || source_progress(t->ar).phase != SOURCE_READY)
        return;
    t->looking = false;
    app_set_archive(t->app, t->ar);
    t->effects |= EFFECT_REDRAW;
}

static void on_signal(struct tui *t, int sig)
{
    switch (sig) {
    case SIGWINCH:
        resized(t);
        break;
    case SIGTSTP:
        t->effects |= t->o->guest ? 0 : (unsigned)EFFECT_SUSPEND;
        break;
    case SIGCONT:
        /* Stopped by SIGSTOP: whoever ran meanwhile may have changed everything. */
        tui_enter(t);
        resized(t);
        break;
    case SIGUSR1:
        t->effects |= EFFECT_RELOAD;
        break;
    default:
        t->status = 128 + sig;
    }
}

/* A storm of one signal counts once. */
static void read_signals(struct tui *t)
{
    unsigned char bytes[256];
    bool seen[256] = {false};
    ssize_t n;

    while ((n = read(t->signals, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < n; i++)
            seen[bytes[i]] = true;
    for (int sig = 1; sig < 256; sig++)
        if (seen[sig])
            on_signal(t, sig);
}

static void take(struct tui *t, const struct input *in)
{
    int amb;

    if (in->kind == INPUT_EVENT) {
        step(t, &in->ev);
        return;
    }
    if (in->kind == INPUT_ATTRS && t->probe.asked && t->started)
        t->pace.rtt = tui_now() - t->started;
    amb = probe_reply(&t->probe, in);
    t->keys.asked = t->probe.asked;
    /* Not when a person has changed it meanwhile. */
    if (amb && t->amb <= 1)
        t->effects |= app_set_ambiguous(t->app, amb);
    if (t->probe.ground)
        t->effects |= app_set_background(t->app, t->probe.rgb);
}

static void feed(struct tui *t, struct str bytes)
{
    struct input in;
    int wait;

    /* A terminal that says nothing must not make Esc slow for ever. */
    if (t->keys.asked && t->started && tui_now() - t->started > PROBE_WAIT)
        t->keys.asked = false;
    while (t->status == GOING_ON && keyparse_next(&t->keys, &bytes, &in))
        take(t, &in);
    wait = keyparse_wait(&t->keys);
    t->key_due = wait < 0 ? 0 : tui_now() + wait;
}

/* 0 bytes or an error from a terminal: there is nobody any more.  The amount is limited so that
 * an endless stream of keys cannot keep the screen from being painted. */
void tui_read_keys(struct tui *t)
{
    char bytes[4096];
    size_t total = 0;

    while (t->status == GOING_ON && total < READ_MAX) {
        ssize_t n = read(t->term.fd_in, bytes, sizeof bytes);
        if (n > 0)
            t->last_key = tui_now();
        if (n > 0)
            feed(t, str_make(bytes, (size_t)n));
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            t->status = HANGUP;
        /* Without a description of our own a second read would wait. */
        if (t->term.fd_in == STDIN_FILENO || t->term.fd_in == STDOUT_FILENO)
            return;
        total += n > 0 ? (size_t)n : 0;
    }
}

static void key_timeout(struct tui *t)
{
    struct input in;
    int wait;

    if (!t->key_due || tui_now() < t->key_due)
        return;
    if (keyparse_idle(&t->keys, &in))
        take(t, &in);
    wait = keyparse_wait(&t->keys);
    t->key_due = wait < 0 ? 0 : tui_now() + wait;
}

static bool wants_paint(const struct tui *t)
{
    return t->effects & (EFFECT_REDRAW | EFFECT_REPAINT) && t->out.len == 0;
}

static long sooner(long a, long b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* When somebody who types nothing has left; 0 = never. */
static long idle_due(const struct tui *t)
{
    return t->o->idle ? t->last_key + 1000L * (long)t->o->idle : 0;
}

static long left_until(long due, long now)
{
    return due > now ? due - now : 0;
}

/* Milliseconds, -1 = until something happens. */
static int wait_time(struct tui *t)
{
    long now = tui_now(), wait = pace_rest(&t->pace, now), idle = idle_due(t);

    if (t->key_due)
        wait = sooner(wait, left_until(t->key_due, now));
    if (idle)
        wait = sooner(wait, left_until(idle, now));
    if (wants_paint(t))
        wait = sooner(wait, pace_wait(&t->pace, now));
    if (!t->pace.held && app_is_busy(t->app) && !t->out.len)
        wait = 0;
    return wait > INT_MAX ? INT_MAX : (int)wait;
}

/* A key that was held came no more: what waited for that is painted. */
static void release(struct tui *t)
{
    if (pace_rest(&t->pace, tui_now()) != 0)
        return;
    t->pace.held = false;
    t->effects |= app_hold(t->app, false);
}

static void idle_timeout(struct tui *t)
{
    long due = idle_due(t);

    if (!due || tui_now() < due || t->status != GOING_ON)
        return;
    t->idled = true;
    t->status = 0;
}

static void wait_and_read(struct tui *t)
{
    enum { KEYS, SIGNALS, ARCHIVE, N };
    bool stalled = t->out.len > 0;
    struct pollfd p[N] = {
        {.fd = t->term.fd_in, .events = POLLIN},
        {.fd = t->signals, .events = POLLIN},
        {.fd = source_fd(t->ar), .events = POLLIN},
    };
    struct pollfd out = {.fd = t->term.fd_out, .events = POLLOUT};
    struct pollfd all[N + 1];

    memcpy(all, p, sizeof p);
    all[N] = stalled ? out : (struct pollfd){.fd = -1};
    int n = poll(all, N + 1, wait_time(t));

    if (n < 0 && errno != EINTR) {
        t->status = HANGUP;
        return;
    }
    release(t);
    if (n == 0 && !t->out.len && !t->pace.held)
        t->effects |= app_idle(t->app);
    read_signals(t);
    if (stalled && all[N].revents)
        tui_flush(t);
    if (all[KEYS].revents)
        tui_read_keys(t);
    key_timeout(t);
    idle_timeout(t);
    if (all[ARCHIVE].revents && t->status == GOING_ON)
        step(t, &(struct event){.kind = EVENT_ARCHIVE});
    end_look(t);
}

int tui_loop(struct tui *t)
{
    t->last_key = tui_now();
    while (t->status == GOING_ON) {
        if (t->effects & EFFECT_SUSPEND)
            suspend(t);
        if (t->effects & EFFECT_RELOAD)
            reload(t);
        if (wants_paint(t) && !pace_wait(&t->pace, tui_now()))
            paint(t);
        if (t->status == GOING_ON)
            wait_and_read(t);
    }
    return t->status;
}

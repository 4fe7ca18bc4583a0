/* usage: screens FILE.keys...
 * The key scripts of tests/golden/screen, played on the real program: after every key its screen
 * and the one computed without a terminal agree cell for cell. */
#include "pty/player.h"

#include "base/file.h"
#include "golden/keys.h"

#include <fcntl.h>

static bool play_key(struct player *p, struct host *h, const struct event *ev,
                     const char *what, bool *quit)
{
    struct buf bytes = {0};
    unsigned effects = player_step(p, ev);

    *quit = effects & EFFECT_QUIT;
    if (ev->kind == EVENT_RESIZE)
        host_resize(h, ev->rows, ev->cols);
    else if (player_bytes(ev, &bytes))
        host_send_taken(h, bytes.p, bytes.len);
    buf_free(&bytes);
    return *quit || player_agrees(p, h, what);
}

static bool play(struct player *p, struct host *h, struct keys *k, const char *file)
{
    struct event ev;
    bool quit = false;
    char what[256];

    snprintf(what, sizeof what, "%s: at the start", file);
    if (!player_agrees(p, h, what))
        return false;
    for (struct str left = k->script; !quit && event_parse(&left, &ev);) {
        snprintf(what, sizeof what, "%s: before \"%.30s\"", file,
                 left.len ? left.p : "the end");
        if (!play_key(p, h, &ev, what, &quit))
            return false;
    }
    if (quit && host_exit(h) != 0) {
        print_error("%s: exit status %d\n", file, h->status);
        return false;
    }
    return true;
}

/* 1 passed, 0 failed, -1 skipped. */
static int run(const char *file)
{
    struct arena a = {0};
    struct str text;
    struct keys k;
    struct host h;
    struct player p;
    struct state *state;
    bool ok;

    if (!file_read_at(&a, AT_FDCWD, file, 0, &text, NULL) || !keys_parse(&a, text, &k)) {
        print_error("%s: cannot be played\n", file);
        arena_free(&a);
        return 0;
    }
    if (k.open_id) {
        arena_free(&a);
        return -1;
    }
    struct host_opts o = {.rows = k.rows, .cols = k.cols, .amb = k.amb};
    for (size_t i = 0; i < k.n_paths && i < sizeof k.paths / sizeof *k.paths; i++)
        o.args[i] = k.paths[i];
    if (k.config) {
        o.args[k.n_paths] = "--config";
        o.args[k.n_paths + 1] = k.config;
    }
    o.state = k.state;
    state = k.state ? state_open(&(struct state_opts){0}, NULL) : NULL;
    host_start(&h, &o);
    player_start(&p, k.paths,
                 &(struct app_opts){.rows = k.rows,
                                    .cols = k.cols,
                                    .amb = k.amb,
                                    .kinsoku = KINSOKU_GB,
                                    .config = keys_config(&a, &k),
                                    .state = state});
    ok = play(&p, &h, &k, file);
    player_end(&p);
    state_close(state);
    host_end(&h);
    arena_free(&a);
    return ok;
}

int main(int argc, char **argv)
{
    unsigned passed = 0, failed = 0;

    for (int i = 1; i < argc; i++) {
        int result = run(argv[i]);
        passed += result == 1;
        failed += result == 0;
        check_skipped += result < 0;
    }
    printf("screens: %u passed, %u failed, %zu skipped\n", passed, failed, check_skipped);
    return failed > 0;
}

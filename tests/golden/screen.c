/* Plays key scripts without a terminal and prints the last screen.
 *
 *     screen FILE.keys     the screen as text, then "@ row,col" where the cursor stands
 *
 * The last line says how the program ended when it did: "@ quit".  "@ copied " stands before what
 * was put on the clipboard last. */
#include "golden/keys.h"

#include "base/file.h"
#include "view/app.h"

#include <fcntl.h>

static int complain(const char *file, const char *what, struct str at)
{
    fprintf(stderr, "%s: %s: %.*s\n", file, what, STR_ARG(at));
    return 1;
}

static void print(struct app *app, bool quit, const struct buf *copied)
{
    struct grid g = {0};
    struct buf out = {0};

    while (app_idle(app))
        ;
    app_draw(app, &g);
    grid_text(&g, &out);
    if (quit)
        buf_z(&out, "@ quit\n");
    else
        buf_printf(&out, "@ %u,%u\n", g.cursor_row, g.cursor_col);
    if (copied->len)
        buf_printf(&out, "@ copied %s\n", copied->p);
    fwrite(out.p, 1, out.len, stdout);
    buf_free(&out);
    grid_free(&g);
}

/* Every key is followed by a picture, as a terminal would see it: what drawing keeps must not
 * depend on how often it happens. */
static bool play(struct app *app, struct source **ar, const struct keys *k,
                 struct str *script, struct buf *copied)
{
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    struct grid g = {0};
    struct event ev;
    bool quit = false;

    *script = k->script;
    while (!quit && event_parse(script, &ev)) {
        unsigned effects = app_step(app, &ev);
        if (effects & EFFECT_COPY) {
            buf_reset(copied);
            buf_str(copied, app_copied(app));
        }
        app_draw(app, &g);
        while (app_idle(app))
            app_draw(app, &g);
        quit = effects & EFFECT_QUIT;
        if (effects & EFFECT_RELOAD) {
            struct source *old = *ar;
            *ar = archive_open(k->paths, k->n_paths, &ao);
            app_set_archive(app, *ar);
            source_close(old);
        }
    }
    grid_free(&g);
    return quit;
}

static int run(const char *file)
{
    struct arena a = {0};
    struct str text, script = {0};
    struct keys k;
    struct err e = {""};
    struct buf name = {0}, copied = {0};
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};

    if (!file_read_at(&a, AT_FDCWD, file, 0, &text, &e))
        return complain(file, e.msg, STR(""));
    if (!keys_parse(&a, text, &k))
        return complain(file, "first line",
                        str_slice(text, 0, str_find(text, STR("\n"), 0)));
    app_name(&name, k.paths, k.n_paths);

    struct state *state =
        k.state ? state_open(&(struct state_opts){.base = "/"}, NULL) : NULL;
    struct source *ar = archive_open(k.paths, k.n_paths, &ao);
    struct app *app = app_new(
        ar,
        &(struct app_opts){.rows = k.rows,
                           .cols = k.cols,
                           .amb = k.amb,
                           .kinsoku = KINSOKU_GB,
                           .measure = 76,
                           .indent = 4,
                           .name = name.p,
                           .state = state,
                           .config = keys_config(&a, &k),
                           .open_id = {k.open_id, k.open_id ? strlen(k.open_id) : 0}});
    bool quit = play(app, &ar, &k, &script, &copied);
    int status = 0;

    if (!quit && script.len)
        status = complain(file, "key", script);
    print(app, quit, &copied);
    buf_free(&copied);
    app_free(app);
    state_close(state);
    source_close(ar);
    buf_free(&name);
    arena_free(&a);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: screen FILE.keys\n", stderr);
        return 2;
    }
    return run(argv[1]);
}

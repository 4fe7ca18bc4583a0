#include "pty/player.h"

#include "text/utf8.h"

#include <stdlib.h>

void player_start(struct player *p, const char *const *paths, const struct app_opts *o)
{
    const struct archive_opts ao = {.stdin_fd = -1, .analyse = true};
    struct app_opts opts = *o;
    struct buf name = {0};
    size_t n = 0;

    while (paths[n])
        n++;
    *p = (struct player){.paths = paths, .n_paths = n};
    app_name(&name, paths, n);
    opts.name = name.p;
    opts.amb = o->amb ? o->amb : 1;
    opts.measure = 76;
    opts.indent = 4;
    p->ar = archive_open(paths, n, &ao);
    p->app = app_new(p->ar, &opts);
    while (app_idle(p->app))
        ;
    app_draw(p->app, &p->grid);
    buf_free(&name);
}

void player_end(struct player *p)
{
    app_free(p->app);
    source_close(p->ar);
    grid_free(&p->grid);
}

unsigned player_step(struct player *p, const struct event *ev)
{
    unsigned effects = app_step(p->app, ev);

    if (effects & EFFECT_RELOAD) {
        struct source *old = p->ar;
        p->ar = archive_open(p->paths, p->n_paths,
                             &(struct archive_opts){.stdin_fd = -1, .analyse = true});
        app_set_archive(p->app, p->ar);
        source_close(old);
    }
    while (app_idle(p->app))
        ;
    app_draw(p->app, &p->grid);
    return effects;
}

static const struct {
    uint32_t key;
    const char *bytes;
} sequences[] = {
    /* As a code: a bare ESC is Esc only after a pause. */
    {27, "\033[27u"},           {K_UP, "\033OA"},           {K_DOWN, "\033OB"},
    {K_RIGHT, "\033OC"},        {K_LEFT, "\033OD"},         {K_HOME, "\033OH"},
    {K_END, "\033OF"},          {K_PGUP, "\033[5~"},        {K_PGDN, "\033[6~"},
    {K_INSERT, "\033[2~"},      {K_DELETE, "\033[3~"},      {K_BACKTAB, "\033[Z"},
    {K_CTRL_UP, "\033[1;5A"},   {K_CTRL_DOWN, "\033[1;5B"}, {K_ALT_LEFT, "\033[1;3D"},
    {K_ALT_RIGHT, "\033[1;3C"}, {K_SHIFT_F3, "\033[13;2~"}, {K_F1, "\033OP"},
    {K_F1 + 1, "\033OQ"},       {K_F3, "\033OR"},           {K_F1 + 3, "\033OS"},
    {K_F1 + 4, "\033[15~"},     {K_F1 + 5, "\033[17~"},     {K_F1 + 6, "\033[18~"},
    {K_F1 + 7, "\033[19~"},     {K_F1 + 8, "\033[20~"},     {K_F1 + 9, "\033[21~"},
    {K_F1 + 10, "\033[23~"},    {K_F12, "\033[24~"},
};

bool player_bytes(const struct event *ev, struct buf *out)
{
    char bytes[4];

    if (ev->kind == EVENT_PASTE) {
        buf_printf(out, "\033[200~%.*s\033[201~", STR_ARG(ev->text));
        return true;
    }
    if (ev->kind != EVENT_KEY)
        return false;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        if (sequences[i].key == ev->key) {
            buf_z(out, sequences[i].bytes);
            return true;
        }
    }
    if (ev->key > 0x10FFFF)
        return false;
    buf_add(out, bytes, utf8_encode(ev->key, bytes));
    return true;
}

static bool same_style(const struct grid *g, const VTermScreenCell *got,
                       const struct cell *want)
{
    struct shown_look look = theme_look(g->theme, (enum style)want->style, DEPTH_256);
    const struct shown_look *def = &look;
    bool blank = want->len == 0, coloured = !VTERM_COLOR_IS_DEFAULT_FG(&got->fg);

    if (got->attrs.reverse != !!(def->attrs & ATTR_REVERSE) ||
        (got->attrs.underline != 0) != !!(def->attrs & ATTR_UNDERLINE))
        return false;
    if (!VTERM_COLOR_IS_DEFAULT_BG(&got->bg))
        return false;
    if (blank)
        return true;
    if (got->attrs.bold != !!(def->attrs & ATTR_BOLD) || coloured != (def->fg >= 0))
        return false;
    return !coloured ||
           (VTERM_COLOR_IS_INDEXED(&got->fg) && got->fg.indexed.idx == def->fg);
}

/* host_row() knows the stand-ins; here rows are compared as text and cells by place and style. */
static bool same_row(struct player *p, struct host *h, unsigned row)
{
    struct buf got = {0}, want = {0};
    size_t end = 0;
    bool same = true;

    for (unsigned col = 0; col < h->cols && same; col++) {
        const struct cell *c = grid_cell(&p->grid, row, col);
        VTermScreenCell cell = {0};
        if (c->cols == 0)
            continue;
        vterm_screen_get_cell(h->screen, (VTermPos){(int)row, (int)col}, &cell);
        same = (unsigned char)cell.width == c->cols && same_style(&p->grid, &cell, c);
        buf_add(&want, c->len ? c->bytes : " ", c->len ? c->len : 1);
        end = c->len ? want.len : end;
    }
    want.len = end;
    host_row(h, row, &got);
    same = same && str_eq(buf_view(&got), buf_view(&want));
    buf_free(&got);
    buf_free(&want);
    return same;
}

static bool same_screen(struct host *h, void *ctx)
{
    struct player *p = ctx;
    VTermPos at;

    if (p->grid.rows != h->rows || p->grid.cols != h->cols)
        return false;
    for (unsigned row = 0; row < h->rows; row++)
        if (!same_row(p, h, row))
            return false;
    vterm_state_get_cursorpos(vterm_obtain_state(h->vt), &at);
    if (h->cursor != p->grid.cursor_visible)
        return false;
    return !h->cursor ||
           (at.row == (int)p->grid.cursor_row && at.col == (int)p->grid.cursor_col);
}

bool player_agrees(struct player *p, struct host *h, const char *what)
{
    struct buf want = {0};

    if (host_until(h, same_screen, p))
        return true;
    grid_text(&p->grid, &want);
    fprintf(stderr, "%s: the terminal shows\n", what);
    host_print(h);
    fprintf(stderr, "%s: wanted (cursor %u,%u%s)\n%s", what, p->grid.cursor_row,
            p->grid.cursor_col, p->grid.cursor_visible ? "" : " hidden", want.p);
    buf_free(&want);
    return false;
}

#include "state.h"

/* Related articles are looked for in all values of an archive: of a very large one only r does. */
enum { NAME_COLS = 12, KIND_COLS = 4, COUNT_COLS = 5, BAR_CELLS = 12, LARGE = 200000 };
enum { SHARED_COLS = 8 };

void aside_free(struct app *app)
{
    arena_free(&app->aside.a);
}

/* ---- What is known */

static struct aside_speaker *speaker_at(struct aside *s, const struct fact_speaker *who)
{
    size_t i = 0;

    while (i < s->n_speakers && !str_eq(s->speakers[i].name, who->name))
        i++;
    if (i == s->n_speakers)
        s->speakers[s->n_speakers++] =
            (struct aside_speaker){.name = who->name, .delegate = who->delegate};
    return &s->speakers[i];
}

/* People; where none is quoted, whoever is. */
static void take_speakers(struct aside *s)
{
    const struct facts *f = &s->facts;
    bool people = false;

    for (size_t i = 0; i < f->n_speakers; i++)
        people =
            people || (f->speakers[i].kind == SPEAKER_PERSON && f->speakers[i].n_quotes);
    s->speakers = arena_array(&s->a, struct aside_speaker, f->n_speakers + 1);
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct fact_speaker *who = f->quotes[i].speaker < f->n_speakers
                                             ? &f->speakers[f->quotes[i].speaker]
                                             : NULL;
        if (f->quotes[i].number && who && (!people || who->kind == SPEAKER_PERSON))
            speaker_at(s, who)->n++;
    }
}

static void know(struct app *app)
{
    struct aside *s = &app->aside;
    const char *id = place_article(app);
    const struct item *it;

    if (strcmp(s->id, id) == 0 && s->generation == source_generation(app->ar))
        return;
    arena_reset(&s->a);
    *s = (struct aside){.a = s->a, .on = s->on};
    s->generation = source_generation(app->ar);
    it = app_entry(app, id);
    if (!it)
        return;
    memcpy(s->id, it->id, ID_MAX);
    if (source_facts(app->ar, it, &s->a, &s->facts))
        take_speakers(s);
}

static bool is_shown(struct app *app)
{
    return panes_of(app).aside.rows > 0 && !app_too_small(app);
}

bool aside_pending(struct app *app)
{
    if (!is_shown(app) || source_count(app->ar) > LARGE)
        return false;
    know(app);
    return app->aside.id[0] && !app->aside.related_known;
}

/* The strings of what is found live until the archive changes; then all is forgotten. */
void aside_step(struct app *app)
{
    struct aside *s = &app->aside;
    const struct item *it = app_entry(app, s->id);
    struct finding *f = it ? source_related(app->ar, it) : NULL;

    s->related_known = true;
    while (f && s->n_related < ASIDE_RELATED && s->n_related < finding_ready(f)) {
        finding_item(f, s->n_related, &s->related[s->n_related]);
        s->n_related++;
    }
    finding_close(f);
}

/* ---- Painting */

/* "-- 本篇发言人 (按出场) ------". */
static void draw_rule(struct grid *g, const struct rect *r, unsigned y, const char *title)
{
    struct str s = str_of(title);
    unsigned cols = show_cols(s, g->amb);

    grid_fill(g, r->row + y, r->col + 1, r->cols - 1, '-', STYLE_RULE);
    if (cols + 6 > r->cols)
        return;
    grid_fill(g, r->row + y, r->col + 3, cols + 2, ' ', STYLE_RULE);
    grid_put(g, r->row + y, r->col + 4, cols, s, STYLE_HEADING);
}

/* Where in the body, from its beginning to its end. */
static void draw_bar(const struct aside *s, struct grid *g, unsigned row, unsigned x,
                     const struct aside_speaker *who)
{
    const struct facts *f = &s->facts;
    size_t len = f->folded.len - f->folded_title + 1;

    grid_fill(g, row, x, 1, '|', STYLE_RULE);
    grid_fill(g, row, x + 1, BAR_CELLS, '.', STYLE_RULE);
    grid_fill(g, row, x + 1 + BAR_CELLS, 1, '|', STYLE_RULE);
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct fact_quote *q = &f->quotes[i];
        size_t at = q->folded.off > f->folded_title ? q->folded.off - f->folded_title : 0;
        if (!q->number || q->speaker >= f->n_speakers ||
            !str_eq(f->speakers[q->speaker].name, who->name))
            continue;
        at = at < len ? at * BAR_CELLS / len : BAR_CELLS - 1;
        grid_fill(g, row, x + 1 + (unsigned)at, 1, '#', STYLE_MARK);
    }
}

static unsigned name_cols(const struct aside *s, size_t n, int amb)
{
    unsigned most = 6;

    for (size_t i = 0; i < n; i++) {
        unsigned cols = show_cols(s->speakers[i].name, amb);
        most = cols > most ? cols : most;
    }
    return most < NAME_COLS ? most : NAME_COLS;
}

static void draw_speaker(const struct aside *s, struct grid *g, const struct rect *at,
                         unsigned name, const struct aside_speaker *who)
{
    static const char *const kinds[] = {"", "人大", "政协"};
    unsigned x = at->col + 1, row = at->row;
    struct buf n = {0};
    unsigned used;

    grid_put_clip(g, row, x, name, who->name, STYLE_NORMAL);
    x += name + 1;
    grid_put(g, row, x, KIND_COLS, str_of(who->delegate < 3 ? kinds[who->delegate] : ""),
             STYLE_DIM);
    x += KIND_COLS;
    buf_printf(&n, "%u条", who->n);
    used = show_cols(buf_view(&n), g->amb);
    grid_put(g, row, x + COUNT_COLS - (used < COUNT_COLS ? used : COUNT_COLS), COUNT_COLS,
             buf_view(&n), STYLE_NORMAL);
    x += COUNT_COLS + 1;
    if (x + BAR_CELLS + 2 <= at->col + at->cols)
        draw_bar(s, g, row, x, who);
    buf_free(&n);
}

/* Rows taken. */
static unsigned draw_speakers(const struct aside *s, struct grid *g, const struct rect *r,
                              unsigned rows)
{
    size_t n = s->n_speakers, shown = n <= rows - 1 ? n : rows - 2;
    unsigned name = name_cols(s, shown, g->amb), y = 1;
    struct buf more = {0};

    draw_rule(g, r, 0, "本篇发言人 (按出场)");
    for (size_t i = 0; i < shown; i++, y++)
        draw_speaker(s, g, &(struct rect){r->row + y, r->col, 1, r->cols}, name,
                     &s->speakers[i]);
    if (!n)
        grid_put_clip(g, r->row + y++, r->col + 1, r->cols - 1,
                      str_of(s->facts.analysed ? "没有署名的语录" : "还没有找"),
                      STYLE_DIM);
    if (shown < n) {
        buf_printf(&more, ".. 还有%zu人", n - shown);
        grid_put_clip(g, r->row + y++, r->col + 1, r->cols - 1, buf_view(&more),
                      STYLE_DIM);
    }
    buf_free(&more);
    return y;
}

static void draw_related(const struct item *it, struct grid *g, const struct rect *at)
{
    struct buf shared = {0};
    unsigned used;

    if (it->shared_people)
        buf_printf(&shared, "%u人", it->shared_people);
    if (it->shared_tags && !it->shared_people)
        buf_printf(&shared, "%u标签", it->shared_tags);
    used = show_cols(buf_view(&shared), g->amb);
    grid_put_clip(g, at->row, at->col + 1, at->cols - SHARED_COLS - 2, entry_title(it),
                  STYLE_NORMAL);
    if (used <= SHARED_COLS)
        grid_put(g, at->row, at->col + at->cols - used - 1, used, buf_view(&shared),
                 STYLE_DIM);
    buf_free(&shared);
}

void aside_draw(struct app *app, struct grid *g, const struct rect *r)
{
    struct aside *s = &app->aside;
    unsigned related = ASIDE_RELATED + 1, y;

    know(app);
    if (!s->id[0])
        return;
    y = draw_speakers(s, g, r, r->rows - related - 1) + 1;
    draw_rule(g, r, y++, "相关文章 (r)");
    for (size_t i = 0; i < s->n_related && y < r->rows; i++, y++)
        draw_related(&s->related[i], g, &(struct rect){r->row + y, r->col, 1, r->cols});
    if (s->related_known && !s->n_related && y < r->rows)
        grid_put_clip(g, r->row + y, r->col + 1, r->cols - 1, STR("没有"), STYLE_DIM);
}

/* Rows of quotations. */
#include "said.h"

#include "text/pinyin.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum { TEXT_X = 6 };

static void add_row(struct said_page *p, struct said_row row)
{
    row.owner = p->writing;
    p->rows = arena_grow(p->row_a, p->rows, p->n_rows, &p->cap_rows, sizeof *p->rows);
    p->rows[p->n_rows++] = row;
}

void said_add_text(struct said_page *p, struct str label, struct str text,
                   struct str right, unsigned x, enum style style, uint32_t item)
{
    unsigned used = x + 1 + (right.len ? show_cols(right, p->amb) + 2 : 0);
    struct wrap_opts o = {.width = p->cols > used + 1 ? p->cols - used : 1,
                          .amb = p->amb,
                          .level = p->kinsoku};
    struct wrap_row *rows;
    size_t n = wrap_text(p->row_a, text, &o, &rows);

    for (size_t i = 0; i < n || i == 0; i++)
        add_row(p, (struct said_row){.label = i ? STR("") : label,
                                     .text = n ? str_slice(text, rows[i].off, rows[i].len)
                                               : STR(""),
                                     .right = i ? STR("") : right,
                                     .x = x,
                                     .style = style,
                                     .item = item});
}

void said_add_item(struct said_page *p, uint32_t saying, uint32_t group, size_t number)
{
    p->items = arena_grow(p->a, p->items, p->n_items, &p->cap_items, sizeof *p->items);
    p->items[p->n_items++] = (struct said_item){saying, group, (uint32_t)number};
    p->text_x = TEXT_X + (number > 99999 ? 2 : 0);
}

static void add_source(struct buf *out, const struct said *s, const struct saying *x)
{
    const struct said_article *art = &s->articles[x->article];
    struct date d = art->date;

    if (d.precision != DATE_NONE) {
        date_add(out, d);
        buf_c(out, ' ');
    }
    buf_z(out, art->id);
    if (x->number)
        buf_printf(out, "#%u", x->number);
    if (x->rule && !x->fixed) {
        buf_c(out, ' ');
        quote_add_reason(out, x->position, x->cue, x->confidence, x->rule);
    }
    buf_z(out, x->verdict == VERDICT_VERIFIED   ? " 已核实"
               : x->verdict == VERDICT_DISPUTED ? " 存疑"
                                                : "");
    buf_z(out, x->fixed ? " 已更正" : "");
    buf_z(out, " 《");
    buf_str(out, art->title);
    buf_z(out, "》");
}

static void add_speech(struct buf *out, const struct saying *x)
{
    bool marks = x->kind != QUOTE_INDIRECT;

    buf_z(out, marks ? "“" : "~ ");
    buf_line(out, x->text);
    buf_z(out, marks ? "”" : "");
}

void said_write_saying(struct said_page *p, size_t item)
{
    const struct saying *x = &p->said->sayings[p->items[item].saying];
    const char *label =
        arena_printf(p->row_a, "%*u", (int)p->text_x - 1, p->items[item].number);
    struct buf b = {0};

    add_speech(&b, x);
    said_add_text(p, str_of(label), arena_str(p->row_a, buf_view(&b)), STR(""), p->text_x,
                  STYLE_NORMAL, (uint32_t)item);
    buf_reset(&b);
    add_source(&b, p->said, x);
    add_row(p, (struct said_row){.text = arena_str(p->row_a, buf_view(&b)),
                                 .x = p->text_x,
                                 .style = STYLE_DIM,
                                 .item = (uint32_t)item});
    buf_free(&b);
}

/* People whose name is 汉字 have its reading behind it. */
void said_add_name(struct buf *out, const struct person *person)
{
    size_t len;

    buf_str(out, person->name);
    if (person->kind != SPEAKER_PERSON || !person->name.len ||
        !utf8_is_han(utf8_decode(person->name.p, &len)))
        return;
    buf_z(out, " (");
    pinyin_add_name(out, person->name);
    buf_c(out, ')');
}

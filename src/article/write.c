#include "article/write.h"

#include <assert.h>
#include <yaml.h>

struct emit {
    yaml_emitter_t emitter;
    struct buf *out;
};

static int take(void *ctx, unsigned char *bytes, size_t len)
{
    struct emit *e = ctx;

    buf_add(e->out, bytes, len);
    return 1;
}

/* The emitter fails only for events out of order, and frees what it takes. */
static void emit(struct emit *e, yaml_event_t *event, int made)
{
    int done = made && yaml_emitter_emit(&e->emitter, event);

    assert(done);
    (void)done;
}

static bool is_null(struct str s)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(s, str_of(words[i])))
            return true;
    return false;
}

static void scalar(struct emit *e, struct str s, yaml_scalar_style_t style)
{
    yaml_event_t event;

    if (is_null(s))
        style = YAML_SINGLE_QUOTED_SCALAR_STYLE;
    emit(e, &event,
         yaml_scalar_event_initialize(&event, NULL, NULL,
                                      (const yaml_char_t *)(s.len ? s.p : ""), (int)s.len,
                                      1, 1, style));
}

static void word(struct emit *e, const char *s)
{
    scalar(e, str_of(s), YAML_PLAIN_SCALAR_STYLE);
}

static void text(struct emit *e, const char *key, struct str value)
{
    if (!value.len)
        return;
    word(e, key);
    scalar(e, value, YAML_ANY_SCALAR_STYLE);
}

static void begin_map(struct emit *e)
{
    yaml_event_t event;

    emit(e, &event,
         yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                             YAML_BLOCK_MAPPING_STYLE));
}

static void end_map(struct emit *e)
{
    yaml_event_t event;

    emit(e, &event, yaml_mapping_end_event_initialize(&event));
}

static void begin_list(struct emit *e, yaml_sequence_style_t style)
{
    yaml_event_t event;

    emit(e, &event, yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, style));
}

static void end_list(struct emit *e)
{
    yaml_event_t event;

    emit(e, &event, yaml_sequence_end_event_initialize(&event));
}

static void begin(struct emit *e, bool apart)
{
    yaml_event_t event;

    yaml_emitter_set_output(&e->emitter, take, e);
    yaml_emitter_set_unicode(&e->emitter, 1);
    yaml_emitter_set_width(&e->emitter, -1);
    emit(e, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    emit(e, &event,
         yaml_document_start_event_initialize(&event, NULL, NULL, NULL, !apart));
}

static void end(struct emit *e)
{
    yaml_event_t event;

    emit(e, &event, yaml_document_end_event_initialize(&event, 1));
    emit(e, &event, yaml_stream_end_event_initialize(&event));
}

/* A note is never split; every other text would be. */
static void values(struct emit *e, const struct field *f)
{
    if (!f->n_values)
        return;
    scalar(e, f->key, YAML_ANY_SCALAR_STYLE);
    if (f->id == FIELD_NOTE && f->n_values == 1) {
        scalar(e, f->values[0], YAML_ANY_SCALAR_STYLE);
        return;
    }
    begin_list(e, YAML_BLOCK_SEQUENCE_STYLE);
    for (size_t i = 0; i < f->n_values; i++)
        scalar(e, f->values[i], YAML_ANY_SCALAR_STYLE);
    end_list(e);
}

/* Title, address, date, source, author and body have their places; all others follow. */
static bool is_placed(enum field_id id)
{
    return id == FIELD_TITLE || id == FIELD_URL || id == FIELD_DATE ||
           id == FIELD_SOURCE || id == FIELD_AUTHOR || id == FIELD_BODY;
}

static void date_field(struct emit *e, struct date d)
{
    struct buf b = {0};

    if (!d.inferred)
        date_add(&b, d);
    text(e, "日期", buf_view(&b));
    buf_free(&b);
}

static struct str text_of(const struct body *body, const struct part *part)
{
    return str_slice(body->text, part->span.off, part->span.len);
}

static bool is_plain(const struct body *body)
{
    for (size_t i = 0; i < body->n_parts; i++)
        if (body->parts[i].kind != BLOCK_PARAGRAPH)
            return false;
    return true;
}

static void lines(struct emit *e, const struct body *body)
{
    struct buf b = {0};

    for (size_t i = 0; i < body->n_parts; i++) {
        buf_line(&b, text_of(body, &body->parts[i]));
        buf_c(&b, '\n');
    }
    scalar(e, buf_view(&b), YAML_LITERAL_SCALAR_STYLE);
    buf_free(&b);
}

/* What has no word of its own in a block list is shown small, as captions are. */
static const char *key_of(enum block_kind kind)
{
    return kind == BLOCK_HEADING ? "小标题"
           : kind == BLOCK_QUOTE ? "引语"
           : body_folds(kind)    ? "图注"
                                 : "段落";
}

static void block(struct emit *e, struct str s, const struct part *part)
{
    begin_map(e);
    text(e, key_of(part->kind), s);
    text(e, "发言人", part_speaker(part));
    text(e, "身份", part_titles(part));
    end_map(e);
}

static void blocks(struct emit *e, const struct body *body)
{
    begin_list(e, YAML_BLOCK_SEQUENCE_STYLE);
    for (size_t i = 0; i < body->n_parts; i++) {
        const struct part *part = &body->parts[i];
        if (part->kind == BLOCK_PARAGRAPH)
            scalar(e, text_of(body, part), YAML_ANY_SCALAR_STYLE);
        else
            block(e, text_of(body, part), part);
    }
    end_list(e);
}

void article_write_yaml(struct buf *out, const struct article *art,
                        const struct body *body, bool apart)
{
    struct emit e = {.out = out};
    int made = yaml_emitter_initialize(&e.emitter);

    assert(made);
    (void)made;
    begin(&e, apart);
    begin_map(&e);
    text(&e, "标题", art->title);
    text(&e, "链接", art->url);
    date_field(&e, art->date);
    text(&e, "来源", art->source);
    text(&e, "作者", art->author);
    for (size_t i = 0; i < art->n_fields; i++)
        if (!is_placed(art->fields[i].id))
            values(&e, &art->fields[i]);
    word(&e, "正文");
    if (is_plain(body))
        lines(&e, body);
    else
        blocks(&e, body);
    end_map(&e);
    end(&e);
    yaml_emitter_delete(&e.emitter);
}

/* Any bytes, as a file of each format: nothing but valid text comes out, every span lies inside its
 * body, every message can be formatted, and the fast path says what libyaml says. */
#include "article/load.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void require_text(struct str s)
{
    require(utf8_valid_len(s) == s.len);
}

struct seen {
    struct buf text;
    size_t n_articles;
};

static void add(struct buf *b, struct str s)
{
    require_text(s);
    buf_printf(b, "%zu:", s.len);
    buf_str(b, s);
}

static void add_field(struct buf *b, const struct field *f)
{
    require(f->line > 0 && f->col > 0 && f->id <= FIELD_FACET);
    buf_printf(b, "%u %u %d %d ", f->line, f->col, (int)f->id, f->list);
    add(b, f->key);
    add(b, f->raw);
    for (size_t i = 0; i < f->n_values; i++)
        add(b, f->values[i]);
}

static void check_blocks(const struct article *art)
{
    size_t end = 0;

    for (size_t i = 0; i < art->n_given; i++) {
        struct span s = art->given[i].span;
        require(s.off >= end && s.len > 0 && s.off + s.len <= art->body.len);
        require_text(str_slice(art->body, s.off, s.len));
        require_text(art->given[i].speaker);
        require_text(art->given[i].titles);
        end = s.off + s.len;
    }
}

static bool take(void *ctx, struct article *art)
{
    struct seen *s = ctx;

    require(art->body.len > 0 && strlen(art->id) == 8 && art->line > 0);
    require(art->doc == s->n_articles++);
    buf_printf(&s->text, "%s %u %u %d %d ", art->id, art->line, art->body_line,
               art->by_lines, date_key(art->date));
    add(&s->text, art->title);
    add(&s->text, art->url);
    add(&s->text, art->source);
    add(&s->text, art->author);
    add(&s->text, art->body);
    for (size_t i = 0; i < art->n_fields; i++)
        add_field(&s->text, &art->fields[i]);
    check_blocks(art);
    return true;
}

static void run(struct seen *s, const char *path, struct str raw, bool no_flat)
{
    struct arena a = {0}, da = {0};
    struct diags diags = {.a = &da};
    struct reader r = {.a = &a, .diags = &diags, .sink = {s, take}};
    struct load l = load_begin(&r, path);

    l.no_flat = no_flat;
    load_bytes(&l, arena_str(&a, raw));
    require(l.n_articles == s->n_articles);
    require(l.n_articles > 0 || diags.n > 0);
    require(diags.n == diags.n_errors + diags.n_warnings + diags.n_notes);
    for (size_t i = 0; i < diags.n; i++) {
        diag_format(&s->text, &diags.items[i]);
        require(strcmp(diags.items[i].code, "E100") != 0);
    }
    require_text(buf_view(&s->text));
    arena_free(&a);
    arena_free(&da);
}

static void compare(struct str raw)
{
    struct seen fast = {0}, slow = {0};

    run(&fast, "a.yaml", raw, false);
    run(&slow, "a.yaml", raw, true);
    require(str_eq(buf_view(&fast.text), buf_view(&slow.text)));
    buf_free(&fast.text);
    buf_free(&slow.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const char *const others[] = {"a.json", "a.jsonl", "-"};
    struct str raw = {(const char *)data, len};

    compare(raw);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct seen s = {0};
        run(&s, others[i], raw, false);
        buf_free(&s.text);
    }
    return 0;
}

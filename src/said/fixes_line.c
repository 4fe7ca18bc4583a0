/* Lines of corrections. */
#include "said/fixes.h"

#include "text/flow.h"
#include "text/utf8.h"

/* ---- Reading */

static bool take_text(struct str *to, const struct flow_value *v)
{
    *to = v->text;
    return v->kind == FLOW_TEXT;
}

static bool take_count(size_t *to, const struct flow_value *v)
{
    *to = (size_t)v->number;
    return v->kind == FLOW_NUMBER && v->number >= 0;
}

static bool take_speaker(struct fix *x, const struct flow_value *v)
{
    x->has_speaker = true;
    return v->kind == FLOW_NULL || take_text(&x->speaker, v);
}

static bool take_verdict(struct fix *x, const struct flow_value *v)
{
    x->verdict = VERDICT_NONE;
    if (v->kind != FLOW_TEXT)
        return v->kind == FLOW_NULL;
    for (int i = VERDICT_VERIFIED; i <= VERDICT_DISPUTED; i++)
        if (str_eq(v->text, str_of(verdict_name((enum verdict)i))))
            x->verdict = (enum verdict)i;
    return x->verdict != VERDICT_NONE;
}

/* A key that is not known is passed over. */
static bool take_member(struct fix *x, struct str key, const struct flow_value *v)
{
    const struct {
        struct str key;
        struct str *to;
    } texts[] = {{STR("at"), &x->at},
                 {STR("id"), &x->id},
                 {STR("url"), &x->url},
                 {STR("text"), &x->text}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (str_eq(key, texts[i].key))
            return take_text(texts[i].to, v);
    }
    if (str_eq(key, STR("start")))
        return take_count(&x->start, v);
    if (str_eq(key, STR("end")))
        return take_count(&x->end, v);
    if (str_eq(key, STR("speaker")))
        return take_speaker(x, v);
    if (str_eq(key, STR("verdict")))
        return take_verdict(x, v);
    if (!str_eq(key, STR("revoked")))
        return true;
    x->revoked = v->truth;
    return v->kind == FLOW_BOOL;
}

static bool read_line(struct flow *f, struct fix *x)
{
    struct flow_value v;
    struct str key;

    if (utf8_valid_len(f->line) != f->line.len)
        return false;
    while (flow_next(f, &key, &v))
        if (!take_member(x, key, &v))
            return false;
    return flow_whole(f) && x->text.len && (x->id.len || x->url.len);
}

void fixes_read(struct fixes *f, const char *path, struct str text, struct diags *diags)
{
    struct arena tmp = {0};
    unsigned number = 0;
    size_t end;

    for (size_t at = 0; at < text.len; at = end + 1) {
        struct fix x = {.line = ++number};
        struct flow flow;
        end = str_find(text, STR("\n"), at);
        flow = flow_open(&tmp, str_slice(text, at, end - at));
        if (!str_trim(flow.line).len || flow.line.p[0] == '#')
            continue;
        if (read_line(&flow, &x))
            fixes_put(f, &x);
        else
            diag_add(diags, path, number, flow_column(&flow), "W226", "%s", "");
        arena_reset(&tmp);
    }
    arena_free(&tmp);
}

/* ---- Writing */

void fix_add_line(struct buf *out, const struct fix *x)
{
    flow_begin(out);
    flow_text(out, "at", x->at);
    flow_text(out, "id", x->id);
    if (x->url.len)
        flow_text(out, "url", x->url);
    flow_number(out, "start", (int64_t)x->start);
    flow_number(out, "end", (int64_t)x->end);
    flow_text(out, "text", x->text);
    if (x->has_speaker && x->speaker.len)
        flow_text(out, "speaker", x->speaker);
    else if (x->has_speaker)
        flow_null(out, "speaker");
    if (x->verdict)
        flow_text(out, "verdict", str_of(verdict_name(x->verdict)));
    if (x->revoked)
        flow_bool(out, "revoked", true);
    flow_end(out);
}

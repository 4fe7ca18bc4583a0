/* The table of formats, and what they share. */
#include "internal.h"

#include "text/utf8.h"

#include <string.h>

static void nothing(struct buf *out)
{
    (void)out;
}

static void open_list(struct buf *out)
{
    buf_c(out, '[');
}

static void close_list(struct buf *out)
{
    buf_z(out, "\n]\n");
}

static void open_record(struct buf *out)
{
    buf_z(out, "{\"schema\": 1, \"articles\": [");
}

static void close_record(struct buf *out)
{
    buf_z(out, "\n]}\n");
}

static const struct export_format formats[] = {
    {"md", ".md", "Markdown，语录的出处作脚注", true, nothing, export_md, nothing},
    {"html", ".html", "网页，语录标出说话人", true, export_html_begin, export_html,
     export_html_end},
    {"json", ".json", "JSON：字段、段落、语录", true, open_record, export_json,
     close_record},
    {"jsonl", ".jsonl", "JSON，每篇一行", true, nothing, export_jsonl, nothing},
    {"yaml", ".yaml", "整理过的 YAML，yulu 能再读", false, nothing, export_yaml, nothing},
    {"bib", ".bib", "BibTeX 书目", false, nothing, export_bib, nothing},
    {"csl", ".csl.json", "CSL-JSON 书目（Zotero、pandoc）", false, open_list, export_csl,
     close_list},
    {"gbt", ".txt", "GB/T 7714 参考文献", false, nothing, export_gbt, nothing},
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

const struct export_format *export_format_at(size_t i)
{
    return i < N_FORMATS ? &formats[i] : NULL;
}

const struct export_format *export_format_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

const struct field *export_keywords(const struct article *art)
{
    return article_field(art, FIELD_KEYWORDS);
}

void export_date(struct buf *out, struct date d)
{
    d.inferred = false;
    date_add(out, d);
}

bool export_is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\n' && cp != '\r' && cp != '\t') ||
           (cp >= 0x7F && cp <= 0x9F);
}

void export_line(struct buf *out, struct str s)
{
    size_t len;

    for (size_t i = 0; i < s.len; i += len) {
        uint32_t cp = utf8_decode(s.p + i, &len);
        if (cp == '\n' || cp == '\r' || cp == '\t')
            buf_c(out, ' ');
        else if (export_is_control(cp))
            buf_z(out, "\xEF\xBF\xBD");
        else
            buf_add(out, s.p + i, len);
    }
}

/* ---- A part and its quotations */

static size_t end_of(struct span s)
{
    return s.off + s.len;
}

void pieces_begin(struct pieces *p, struct span part)
{
    p->part = part;
    p->at = part.off;
}

/* The next speech that reaches beyond where we are, or NULL. */
static const struct quotation *speech(struct pieces *p)
{
    for (; p->q && p->next < p->q->n; p->next++) {
        const struct quotation *x = &p->q->list[p->next];
        if (!quote_is_speech(x->kind))
            continue;
        if (end_of(x->span) > p->at)
            return x;
        p->n++;
    }
    return NULL;
}

bool pieces_next(struct pieces *p, struct piece *out)
{
    size_t end = end_of(p->part);
    const struct quotation *x;

    if (p->at >= end)
        return false;
    x = speech(p);
    *out = (struct piece){.span = {p->at, end - p->at}};
    if (x && x->span.off > p->at) {
        if (x->span.off < end)
            out->span.len = x->span.off - p->at;
    } else if (x) {
        out->x = x;
        out->n = p->n + 1;
        out->ends = end_of(x->span) <= end;
        if (out->ends)
            out->span.len = end_of(x->span) - p->at;
    }
    p->at = end_of(out->span);
    return true;
}

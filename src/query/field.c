/* The one table of the fields of a query.  The first name is canonical, the second what screens
 * show; names are written folded. */
#include "internal.h"

enum { MAX_NAMES = 8 };

static const struct {
    const char *names[MAX_NAMES];
    enum query_kind kind;
    bool of_quotation;
} fields[] = {
    [QUERY_ANY] = {{"any", "全部", "任意"}, QUERY_KIND_TEXT, false},
    [QUERY_SPEAKER] = {{"speaker", "发言人", "fyr", "speakers"}, QUERY_KIND_TEXT, true},
    [QUERY_ROLE] = {{"role", "身份", "sf"}, QUERY_KIND_TEXT, true},
    [QUERY_ORG] = {{"org", "机构", "jg"}, QUERY_KIND_TEXT, true},
    [QUERY_QUOTE] = {{"quote", "语录", "yl", "引语"}, QUERY_KIND_TEXT, true},
    [QUERY_QUOTES] = {{"quotes", "语录数", "yls"}, QUERY_KIND_NUMBER, false},
    [QUERY_TAG] = {{"tag", "标签", "bq", "tags", "关键词", "关键字", "gjc"},
                   QUERY_KIND_TEXT,
                   false},
    [QUERY_TECH] = {{"tech", "技术", "js", "ai技术"}, QUERY_KIND_TEXT, false},
    [QUERY_INDUSTRY] = {{"industry", "行业", "hy"}, QUERY_KIND_TEXT, false},
    [QUERY_SOURCE] = {{"source", "来源", "ly"}, QUERY_KIND_TEXT, false},
    [QUERY_TITLE] = {{"title", "标题", "bt", "题目"}, QUERY_KIND_TEXT, false},
    [QUERY_BODY] = {{"body", "正文", "zw", "总结", "text"}, QUERY_KIND_TEXT, false},
    [QUERY_DATE] = {{"date", "日期", "rq", "时间", "sj"}, QUERY_KIND_DATE, false},
    [QUERY_AFTER] = {{"after", "之后", "zh", "since"}, QUERY_KIND_DATE, false},
    [QUERY_BEFORE] = {{"before", "之前", "zq", "until"}, QUERY_KIND_DATE, false},
    [QUERY_IS] = {{"is", "是"}, QUERY_KIND_FLAG, false},
    [QUERY_HAS] = {{"has", "有", "含"}, QUERY_KIND_FLAG, false},
    [QUERY_LEN] = {{"len", "字数", "zs"}, QUERY_KIND_NUMBER, false},
    [QUERY_ID] = {{"id", "编号"}, QUERY_KIND_TEXT, false},
    [QUERY_FACET] = {{"", ""}, QUERY_KIND_TEXT, false},
};

const char *query_field_name(enum query_field f)
{
    return fields[f].names[0];
}

const char *query_field_chinese(enum query_field f)
{
    return fields[f].names[1];
}

const char *query_field_alias(enum query_field f, size_t i)
{
    return i < MAX_NAMES && f != QUERY_FACET ? fields[f].names[i] : NULL;
}

enum query_kind query_field_kind(enum query_field f)
{
    return fields[f].kind;
}

bool query_of_quotation(enum query_field f)
{
    return fields[f].of_quotation;
}

bool field_find(struct str folded, enum query_field *f)
{
    const char *name;

    for (int i = 0; i < QUERY_FACET; i++)
        for (size_t k = 0; (name = query_field_alias((enum query_field)i, k)); k++)
            if (str_eq(str_of(name), folded)) {
                *f = (enum query_field)i;
                return true;
            }
    return false;
}

static bool find_facet(struct arena *a, struct str folded, const struct query_world *w,
                       struct str *key)
{
    for (size_t i = 0; i < w->n_facets; i++)
        if (str_eq(lex_folded(a, w->facets[i]), folded)) {
            *key = w->facets[i];
            return true;
        }
    return false;
}

bool query_field_find(struct str name, const struct query_world *w, enum query_field *f,
                      struct str *key)
{
    struct arena a = {0};
    struct str folded = lex_folded(&a, name);
    bool found = folded.len > 0;

    *key = (struct str){0};
    *f = QUERY_FACET;
    found = found && (field_find(folded, f) || find_facet(&a, folded, w, key));
    arena_free(&a);
    return found;
}

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

static bool field_find(struct str name, enum query_field *f)
{
    const char *alias;

    for (int i = 0; i < QUERY_FACET; i++)
        for (size_t k = 0; (alias = query_field_alias((enum query_field)i, k)); k++)
            if (lex_same(str_of(alias), name)) {
                *f = (enum query_field)i;
                return true;
            }
    return false;
}

bool query_field_find(struct str name, const struct query_world *w, enum query_field *f,
                      struct str *key)
{
    *key = (struct str){0};
    if (field_find(name, f))
        return true;
    *f = QUERY_FACET;
    for (size_t i = 0; i < w->n_facets; i++)
        if (lex_same(w->facets[i], name)) {
            *key = w->facets[i];
            return name.len > 0;
        }
    return false;
}

#include "article/article.h"
#include "base/buf.h"
#include "unit/check.h"

static const struct {
    const char *key;
    enum field_id want;
} keys[] = {
    {"标题", FIELD_TITLE},       {"標題", FIELD_TITLE},
    {"title", FIELD_TITLE},      {"Title", FIELD_TITLE},
    {"ＴＩＴＬＥ", FIELD_TITLE}, {" 标题　", FIELD_TITLE},
    {"headline", FIELD_TITLE},   {"链接", FIELD_URL},
    {"URL", FIELD_URL},          {"总结", FIELD_BODY},
    {"正文", FIELD_BODY},        {"內容", FIELD_BODY},
    {"Body", FIELD_BODY},        {"关键词", FIELD_KEYWORDS},
    {"tags", FIELD_KEYWORDS},    {"发布时间", FIELD_DATE},
    {"published", FIELD_DATE},   {"来源", FIELD_SOURCE},
    {"记者", FIELD_AUTHOR},      {"发言人", FIELD_SPEAKERS},
    {"语录", FIELD_QUOTES},      {"備註", FIELD_NOTE},
    {"AI技术", FIELD_FACET},     {"行业", FIELD_FACET},
    {"", FIELD_FACET},           {"标题标题标题标题标题标题标题标题", FIELD_FACET},
    {"titles", FIELD_FACET},
};

static void names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        CHECK_INT(keys[i].key, field_of(str_of(keys[i].key)), keys[i].want);
    /* The Chinese name of every meaning is one of its names. */
    for (int id = 0; id < FIELD_FACET; id++)
        CHECK_INT("own name", field_of(str_of(field_name((enum field_id)id))), id);
}

static const struct {
    const char *in, *want;
} splits[] = {
    {"a,b", "a|b"},
    {"人工智能,  数字产业集群，科技创新", "人工智能|数字产业集群|科技创新"},
    {"电力、医疗；教育;文旅", "电力|医疗|教育|文旅"},
    {"", ""},
    {" , ，、; ；", ""},
    {"　a b　，", "a b"},
    {"一", "一"},
};

static void splitting(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        struct str *parts;
        struct buf b = {0};
        size_t n = field_split(&a, str_of(splits[i].in), &parts);
        for (size_t k = 0; k < n; k++) {
            buf_z(&b, k ? "|" : "");
            buf_str(&b, parts[k]);
        }
        CHECK_MEM(splits[i].in, b.p, b.len, splits[i].want, strlen(splits[i].want));
        buf_free(&b);
    }
    arena_free(&a);
}

static const struct {
    const char *url, *want;
} hosts[] = {
    {"https://www.a.example/x", "a.example"},
    {"http://a.example", "a.example"},
    {"HTTPS://A.example:8080/", "A.example"},
    {"https://u:p@a.example/x@y", "a.example"},
    {"https://a.example?x", "a.example"},
    {"ftp://a.example", ""},
    {"javascript:alert(1)", ""},
    {"//a.example", ""},
    {"https://", ""},
    {"", ""},
    {" https://a.example ", "a.example"},
};

static void host_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct str h = article_host(str_of(hosts[i].url));
        CHECK_MEM(hosts[i].url, h.p, h.len, hosts[i].want, strlen(hosts[i].want));
    }
}

static const struct {
    const char *name;
    bool want;
} wants[] = {
    {"a.yaml", true},  {"a.yml", true},    {"a.txt", true},    {"a.json", true},
    {"a.jsonl", true}, {"A.YAML", true},   {"a.md", false},    {"yaml", false},
    {".yaml", false},  {".a.yaml", false}, {"a.yaml~", false}, {"", false},
};

static void file_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        CHECK_INT(wants[i].name, article_wants(wants[i].name), wants[i].want);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(names),
    cmocka_unit_test(splitting),
    cmocka_unit_test(host_names),
    cmocka_unit_test(file_names),
};
const struct check_suite suite_field = {"field", tests, sizeof tests / sizeof *tests};

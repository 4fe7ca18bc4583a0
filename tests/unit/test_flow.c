#include "text/flow.h"
#include "unit/check.h"

/* Members as "key=value;", then "." for a whole mapping or the column of the mistake. */
static void told(struct buf *out, struct arena *a, const char *line)
{
    struct flow f = flow_open(a, str_of(line));
    struct flow_value v;
    struct str key;

    while (flow_next(&f, &key, &v)) {
        buf_printf(out, "%.*s=", STR_ARG(key));
        if (v.kind == FLOW_TEXT)
            buf_printf(out, "'%.*s'", STR_ARG(v.text));
        else if (v.kind == FLOW_NUMBER)
            buf_printf(out, "%lld", (long long)v.number);
        else
            buf_z(out, v.kind == FLOW_NULL ? "null" : v.truth ? "true" : "false");
        buf_c(out, ';');
    }
    if (flow_whole(&f))
        buf_c(out, '.');
    else
        buf_printf(out, "%u", flow_column(&f));
}

static void lines_read(void **state)
{
    static const struct {
        const char *line, *want;
    } rows[] = {
        {"- {\"a\": \"b\"}", "a='b';."},
        {"  -{\"a\":1 , \"b\":-20}\r", "a=1;b=-20;."},
        {"- {\"a\": true, \"b\": false, \"c\": null}", "a=true;b=false;c=null;."},
        {"- {\"a\": \"x\\n\\u4e2d\\ud83d\\ude00\\\"\"}", "a='x\n中\xf0\x9f\x98\x80\"';."},
        {"- {\"\": \"\"}", "='';."},
        {"- {}", "4"},
        {"", "1"},
        {"- {\"a\": \"b\"", "a='b';12"},
        {"- {\"a\": \"b\"} x", "a='b';13"},
        {"- {\"a\": \"b\",}", "a='b';13"},
        {"- {\"a\": \"中", "11"},
        {"- {\"a\": \"\\ud800\"}", "11"},
        {"- {\"a\": [1]}", "9"},
        {"- {\"a\": 1234567890123456789}", "a=123456789012345678;27"},
        {"- {a: 1}", "4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct buf got = {0};
        told(&got, &a, rows[i].line);
        CHECK_STR(rows[i].line, got.p, rows[i].want);
        buf_free(&got);
        arena_free(&a);
    }
}

static void lines_written(void **state)
{
    struct buf b = {0};

    (void)state;
    flow_begin(&b);
    flow_text(&b, "t", STR("“引”\n{"));
    flow_number(&b, "n", -7);
    flow_bool(&b, "b", true);
    flow_null(&b, "z");
    flow_end(&b);
    CHECK_STR("all kinds", b.p,
              "- {\"t\": \"“引”\\n{\", \"n\": -7, \"b\": true, \"z\": null}\n");
    buf_free(&b);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(lines_read),
                                          cmocka_unit_test(lines_written)};
const struct check_suite suite_flow = {"flow", tests, sizeof tests / sizeof *tests};

#include "said/fixes.h"
#include "unit/check.h"

static const char body[] = "“甲话一。”乙说。“丙话二。”“甲话一。”";
/* Spans of the three quotations, marks included, in bytes. */
static const struct span spans[] = {{0, 18}, {27, 18}, {45, 18}};

static const size_t starts[] = {0, 9, 15};

static void fill(struct arena *a, struct article *art, struct quotes *q)
{
    *art = (struct article){.body = str_of(body), .url = STR("https://x.example/1")};
    memcpy(art->id, "aaaa0000", 9);
    q->n = 3;
    q->list = arena_array(a, struct quotation, 3);
    for (size_t i = 0; i < 3; i++)
        q->list[i] = (struct quotation){.span = spans[i],
                                        .start = starts[i],
                                        .text = {spans[i].off + 3, spans[i].len - 6},
                                        .speaker = i == 0 ? 0 : NO_SPEAKER,
                                        .second = NO_SPEAKER};
    q->n_speakers = 1;
    q->speakers = arena_array(a, struct speaker, 1);
    q->speakers[0] = (struct speaker){.name = STR("乙明"), .n_quotes = 1};
}

/* Who speaks in the three quotations after the lines, "-" = nobody; ! disputed, = verified. */
static void applied(void **state)
{
    static const struct {
        const char *name, *lines, *want;
        size_t bad;
    } rows[] = {
        {"none", "", "乙明 - -", 0},
        {"known speaker",
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"end\": 15, \"text\": "
         "\"丙话二。\", \"speaker\": \"乙明\"}\n",
         "乙明 乙明 -", 0},
        {"new speaker",
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"end\": 15, \"text\": "
         "\"丙话二。\", \"speaker\": \"丙某\"}\n",
         "乙明 丙某 -", 0},
        {"nobody",
         "- {\"id\": \"aaaa0000\", \"start\": 0, \"end\": 6, \"text\": \"甲话一。\", "
         "\"speaker\": null}\n",
         "- - -", 0},
        {"the nearer one",
         "- {\"id\": \"aaaa0000\", \"start\": 14, \"end\": 21, \"text\": \"甲话一。\", "
         "\"speaker\": \"丁\"}\n",
         "乙明 - 丁", 0},
        {"the body was edited: by address",
         "- {\"id\": \"bbbb0000\", \"url\": \"https://x.example/1\", \"start\": 0, "
         "\"text\": \"丙话二。\", \"verdict\": \"verified\"}\n",
         "乙明 -= -", 0},
        {"another article",
         "- {\"id\": \"bbbb0000\", \"start\": 0, \"text\": \"丙话二。\", \"speaker\": "
         "\"丁\"}\n",
         "乙明 - -", 0},
        {"the last stamp wins",
         "- {\"at\": \"2\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"speaker\": \"丁\"}\n"
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"speaker\": \"戊\"}\n",
         "乙明 丁 -", 0},
        {"of equal stamps the later line",
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"speaker\": \"丁\"}\n"
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"speaker\": \"戊\"}\n",
         "乙明 戊 -", 0},
        {"revoked",
         "- {\"at\": \"1\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"speaker\": \"丁\", \"verdict\": \"disputed\"}\n"
         "- {\"at\": \"2\", \"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", "
         "\"revoked\": true}\n",
         "乙明 - -", 0},
        {"escapes, unknown keys, comments",
         "# mine\n\n- {\"x\": [1]}\n"
         "- {\"new\": 3, \"id\": \"aaaa0000\", \"start\": 9, \"text\": "
         "\"\\u4e19话二。\", \"speaker\": \"\\ud83d\\ude00\"}\n",
         "乙明 😀 -", 1},
        {"bad lines are passed over",
         "- {\n- {\"id\": \"aaaa0000\"}\n{}\n- {\"id\": \"a\", \"text\": \"\\ud83d\"}\n"
         "- {\"id\": \"aaaa0000\", \"start\": 9, \"text\": \"丙话二。\", \"speaker\": "
         "\"丁\"} x\n",
         "乙明 - -", 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct diags d = {.a = &a};
        struct fixes f = {0};
        struct article art;
        struct quotes q;
        char got[128] = "";
        unsigned n_quotes = 0;
        fill(&a, &art, &q);
        fixes_read(&f, "c.yaml", str_of(rows[i].lines), &d);
        fixes_apply(&f, &a, &art, &q);
        for (size_t k = 0; k < q.n; k++) {
            const struct quotation *x = &q.list[k];
            struct str who =
                x->speaker == NO_SPEAKER ? STR("-") : q.speakers[x->speaker].name;
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s%s",
                     k ? " " : "", STR_ARG(who),
                     x->verdict == VERDICT_VERIFIED   ? "="
                     : x->verdict == VERDICT_DISPUTED ? "!"
                                                      : "");
            n_quotes += x->speaker != NO_SPEAKER;
        }
        for (size_t k = 0; k < q.n_speakers; k++)
            n_quotes -= q.speakers[k].n_quotes;
        CHECK_STR(rows[i].name, got, rows[i].want);
        CHECK_INT(rows[i].name, d.n, rows[i].bad);
        CHECK_INT("counts", n_quotes, 0);
        fixes_free(&f);
        arena_free(&a);
    }
}

/* What is written is read back the same. */
static void lines(void **state)
{
    static const struct fix rows[] = {
        {.at = STR_INIT("2026-11-25T02:00:00Z"),
         .id = STR_INIT("aaaa0000"),
         .start = 3,
         .end = 9,
         .text = STR_INIT("话\"\\\n\t\x01”"),
         .has_speaker = true,
         .speaker = STR_INIT("丁光宏"),
         .verdict = VERDICT_VERIFIED},
        {.id = STR_INIT("aaaa0000-1"),
         .url = STR_INIT("https://x.example/"),
         .text = STR_INIT("x"),
         .has_speaker = true},
        {.id = STR_INIT("a"), .text = STR_INIT("x"), .verdict = VERDICT_DISPUTED},
        {.id = STR_INIT("a"), .text = STR_INIT("x"), .revoked = true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct diags d = {.a = &a};
        struct fixes f = {0};
        struct buf b = {0};
        fix_add_line(&b, &rows[i]);
        CHECK("one line", str_find(buf_view(&b), STR("\n"), 0) == b.len - 1);
        fixes_read(&f, "c.yaml", buf_view(&b), &d);
        CHECK_INT("read", f.n, 1);
        CHECK("text", str_eq(f.items[0].text, rows[i].text));
        CHECK("speaker", str_eq(f.items[0].speaker, rows[i].speaker));
        CHECK("url", str_eq(f.items[0].url, rows[i].url));
        CHECK_INT("start", f.items[0].start, rows[i].start);
        CHECK_INT("has", f.items[0].has_speaker, rows[i].has_speaker);
        CHECK_INT("verdict", f.items[0].verdict, rows[i].verdict);
        CHECK_INT("revoked", f.items[0].revoked, rows[i].revoked);
        buf_free(&b);
        fixes_free(&f);
        arena_free(&a);
    }
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(applied),
                                          cmocka_unit_test(lines)};
const struct check_suite suite_fixes = {"fixes", tests, sizeof tests / sizeof *tests};

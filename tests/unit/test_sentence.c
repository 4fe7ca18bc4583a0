#include "text/sentence.h"
#include "unit/check.h"

/* TEXT cut at every end of a sentence, parts joined by |. */
static void ends(void **state)
{
    static const struct {
        const char *text, *parts;
    } rows[] = {
        {"", ""},
        {"没有点号", "没有点号"},
        {"一句。两句！三句？", "一句。|两句！|三句？"},
        {"他说：“去。”她走了。", "他说：“去。”|她走了。"},
        {"真的？！好……走吧", "真的？！|好……|走吧"},
        {"（完。）下一句", "（完。）|下一句"},
        {"3.14不是句末。", "3.14不是句末。"},
        {"一行\n二行。\n\n　　三行", "一行|二行。|三行"},
        {"「好。」『好！』", "「好。」|『好！』"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str s = str_of(rows[i].text);
        char got[256] = "";
        for (size_t at = 0, end; at < s.len; at = end) {
            end = sentence_end(s, at);
            if (end > at && strncmp(s.p + at, "\xE3\x80\x80", 3) == 0)
                at += 6;
            if (end > at)
                snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s",
                         *got ? "|" : "", (int)(end - at), s.p + at);
            end += end == at;
        }
        CHECK_STR(rows[i].text, got, rows[i].parts);
    }
}

/* What [ ] marks, made larger to sentences and by N more. */
static void around(void **state)
{
    static const struct {
        const char *text;
        unsigned n;
        const char *want;
    } rows[] = {
        {"甲。乙[丙]丁。戊。", 0, "乙丙丁。"},
        {"甲。乙[丙]丁。戊。", 1, "甲。乙丙丁。戊。"},
        {"甲。乙[丙]丁。戊。", 9, "甲。乙丙丁。戊。"},
        {"甲。他说：[“乙。”]丙。", 0, "他说：“乙。”"},
        {"甲。[“乙。”]他说。丙。", 1, "甲。“乙。”他说。"},
        {"首。\n\n甲[乙]。\n尾。末。", 1, "首。\n\n甲乙。\n尾。"},
        {"[甲]", 3, "甲"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[128] = "", got[128];
        const char *open = strchr(rows[i].text, '['), *close = strchr(rows[i].text, ']');
        size_t off = (size_t)(open - rows[i].text), len = (size_t)(close - open) - 1;
        struct span s;
        snprintf(text, sizeof text, "%.*s%.*s%s", (int)off, rows[i].text, (int)len,
                 open + 1, close + 1);
        s = sentence_around(str_of(text), (struct span){off, len}, rows[i].n);
        snprintf(got, sizeof got, "%.*s", (int)s.len, text + s.off);
        CHECK_STR(rows[i].text, got, rows[i].want);
    }
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(ends),
                                          cmocka_unit_test(around)};
const struct check_suite suite_sentence = {"sentence", tests,
                                           sizeof tests / sizeof *tests};

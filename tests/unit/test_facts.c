#include "store/facts.h"
#include "text/fold.h"
#include "unit/check.h"

/* The organisation that a title names. */
static void organisations(void **state)
{
    static const struct {
        const char *title, *org;
    } rows[] = {
        {"江城大学教授", "江城大学"},
        {"江城大學黨委副書記", "江城大學"},
        {"望潮港渔业合作社理事长", "望潮港渔业合作社"},
        {"教授", ""},
        {"全国人大代表", ""},
        {"江城省政协委员", ""},
        {"江城大学", ""},
        {"", ""},
    };
    struct arena a = {0};
    struct lexicon *lx = lexicon_new(&a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str got = facts_org(lx, str_of(rows[i].title));
        CHECK_MEM(rows[i].title, got.p, got.len, rows[i].org, strlen(rows[i].org));
    }
    arena_free(&a);
}

static unsigned distance(uint64_t a, uint64_t b)
{
    unsigned n = 0;

    for (uint64_t x = a ^ b; x; x &= x - 1)
        n++;
    return n;
}

/* A text and its copy with another tail are near; two texts are far from each other. */
static void near(void **state)
{
    struct buf a = {0}, b = {0}, c = {0};

    (void)state;
    for (unsigned i = 0; i < 60; i++) {
        buf_printf(&a, "第%u条河的水从第%u座山上下来，", i * 7 % 60, i * 13 % 59);
        for (unsigned k = 0; k < 4; k++) {
            char cp[5] = "";
            uint32_t x = 0x4E00 + (i * 131 + k * 977) % 5000;
            cp[0] = (char)(0xE0 | x >> 12);
            cp[1] = (char)(0x80 | (x >> 6 & 0x3F));
            cp[2] = (char)(0x80 | (x & 0x3F));
            buf_z(&a, cp);
            cp[2] = (char)(0x80 | ((x * 7 + 11) & 0x3F));
            buf_z(&c, cp);
        }
        buf_printf(&c, "城里的人在第%u个路口等车。", i);
    }
    buf_str(&b, buf_view(&a));
    buf_z(&b, "责任编辑：某甲。");
    CHECK("long enough", facts_near(buf_view(&a)) != 0);
    CHECK("a copy", distance(facts_near(buf_view(&a)), facts_near(buf_view(&b))) <= 3);
    CHECK("another text",
          distance(facts_near(buf_view(&a)), facts_near(buf_view(&c))) > 10);
    buf_free(&a);
    buf_free(&b);
    buf_free(&c);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(organisations),
    cmocka_unit_test(near),
};
const struct check_suite suite_facts = {"facts", tests, sizeof tests / sizeof *tests};

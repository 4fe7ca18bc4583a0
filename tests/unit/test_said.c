#include "said/said.h"
#include "unit/check.h"

/* One article: who speaks in it with which titles (joined by 、), and how often. */
struct voice {
    const char *id;
    const char *name;
    enum speaker_kind kind;
    const char *titles;
    enum delegate_kind delegate;
    unsigned n_quotes;
};

static size_t split(struct arena *a, const char *z, struct str **out)
{
    struct str s = str_of(z);
    size_t n = 0, end;

    *out = arena_array(a, struct str, 8);
    for (size_t at = 0; at < s.len; at = end + 3) {
        end = str_find(s, STR("、"), at);
        (*out)[n++] = str_slice(s, at, end - at);
    }
    return n;
}

static void speak(struct arena *a, struct said *s, const struct voice *v)
{
    struct article art = {.body = STR("“话”")};
    struct speaker who = {
        .kind = v->kind, .name = str_of(v->name), .delegate = v->delegate};
    struct quotation *list = arena_array(a, struct quotation, v->n_quotes);
    struct quotes q = {list, v->n_quotes, &who, 1};

    who.n_titles = split(a, v->titles, &who.titles);
    for (unsigned i = 0; i < v->n_quotes; i++)
        list[i] = (struct quotation){
            .span = {0, art.body.len}, .text = {3, 3}, .second = NO_SPEAKER};
    snprintf(art.id, sizeof art.id, "%s", v->id);
    said_add(s, &art, &q);
}

/* What TITLES of two articles make of one name: groups, doubt. */
static void same_name(void **state)
{
    static const struct {
        const char *name;
        struct voice first, second;
        size_t people, groups;
    } rows[] = {
        {"same title",
         {"a", "甲丁", 0, "江城大学教授", 0, 1},
         {"b", "甲丁", 0, "江城大学教授", 0, 1},
         1,
         1},
        {"another post at the same place",
         {"a", "甲丁", 0, "江城大学教授", 0, 1},
         {"b", "甲丁", 0, "江城大学副校长", 0, 1},
         1,
         1},
        {"two places",
         {"a", "甲丁", 0, "江城市经信局局长", 0, 1},
         {"b", "甲丁", 0, "海州市卫健委主任", 0, 1},
         1,
         2},
        {"a rank tells nobody apart",
         {"a", "甲丁", 0, "全国政协委员、江城大学教授", DELEGATE_CPPCC, 1},
         {"b", "甲丁", 0, "全国政协委员、海州医院院长", DELEGATE_CPPCC, 1},
         1,
         2},
        {"a rank alone is no other person",
         {"a", "甲丁", 0, "江城大学教授", 0, 1},
         {"b", "甲丁", 0, "全国政协委员", DELEGATE_CPPCC, 1},
         1,
         1},
        {"nobody sits in both houses",
         {"a", "甲丁", 0, "全国人大代表", DELEGATE_NPC, 1},
         {"b", "甲丁", 0, "全国政协委员", DELEGATE_CPPCC, 1},
         1,
         2},
        {"without titles",
         {"a", "甲丁", 0, "", 0, 1},
         {"b", "甲丁", 0, "江城大学教授", 0, 1},
         1,
         1},
        {"traditional and simplified",
         {"a", "錢鋒", 0, "", 0, 1},
         {"b", "钱锋", 0, "", 0, 1},
         1,
         1},
        {"with and without the dot",
         {"a", "查尔斯·利伯", 0, "", 0, 1},
         {"b", "查尔斯利伯", 0, "", 0, 1},
         1,
         1},
        {"a role is of its article",
         {"a", "该负责人", SPEAKER_ROLE, "", 0, 1},
         {"b", "该负责人", SPEAKER_ROLE, "", 0, 1},
         2,
         1},
        {"an organisation is not",
         {"a", "卫健委", SPEAKER_ORG, "", 0, 1},
         {"b", "卫健委", SPEAKER_ORG, "", 0, 1},
         1,
         1},
        {"a person is no organisation",
         {"a", "卫健", SPEAKER_ORG, "", 0, 1},
         {"b", "卫健", SPEAKER_PERSON, "", 0, 1},
         2,
         1},
        {"an article counts once",
         {"a", "甲丁", 0, "", 0, 2},
         {"a", "甲丁", 0, "", 0, 2},
         1,
         1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct said s = {0};
        bool twice = strcmp(rows[i].first.id, rows[i].second.id) == 0;
        size_t n = rows[i].first.n_quotes + (twice ? 0 : rows[i].second.n_quotes);
        speak(&a, &s, &rows[i].first);
        speak(&a, &s, &rows[i].second);
        CHECK_INT(rows[i].name, s.n_people, rows[i].people);
        CHECK_INT(rows[i].name, s.people[0].n_groups, rows[i].groups);
        CHECK_INT(rows[i].name, person_is_doubtful(&s.people[0]), rows[i].groups > 1);
        CHECK_INT(rows[i].name, s.n_sayings, n);
        said_free(&s);
        arena_free(&a);
    }
}

static void add_two(struct said *s, struct quotes *q, bool again)
{
    struct article art = {.id = "a", .body = STR("“话”")};

    if (again)
        said_update(s, &art, q);
    else
        said_add(s, &art, q);
}

/* Both speakers of one quotation are credited; a correction takes it from the second one. */
static void two_speakers(void **state)
{
    struct speaker who[] = {{.name = STR("甲丁")}, {.name = STR("乙丙")}};
    struct quotation x = {.span = {0, 9}, .text = {3, 3}, .speaker = 0, .second = 1};
    struct quotes q = {&x, 1, who, 2};
    struct said s = {0};

    (void)state;
    add_two(&s, &q, false);
    CHECK_INT("people", s.n_people, 2);
    CHECK_INT("first", s.people[0].n_quotes, 1);
    CHECK_INT("second", s.people[1].n_quotes, 1);
    CHECK_INT("second of the saying", s.sayings[0].second, 1);
    quotes_give(&q, &x, 1);
    add_two(&s, &q, true);
    CHECK_INT("no longer the first", s.people[0].n_quotes, 0);
    CHECK_INT("the second is the first", s.people[1].n_quotes, 1);
    CHECK_INT("alone", s.sayings[0].second, NO_SPEAKER);
    CHECK_INT("once in the list", s.people[1].n_sayings, 1);
    said_free(&s);
}

/* The user's map joins and parts. */
static void map(void **state)
{
    static const char table[] = "# who is who\n"
                                "甲丁\t甲丁（江城）\t江城\n"
                                "甲丁\t甲丁（海州）\t海州\n"
                                "利伯\t查尔斯·利伯\n"
                                "乙丙\t乙丙\n"
                                "\t无名\n"
                                "孤名\n";
    static const struct voice voices[] = {
        {"a", "甲丁", 0, "江城大学教授", 0, 1}, {"b", "甲丁", 0, "海州医院院长", 0, 1},
        {"c", "查尔斯·利伯", 0, "", 0, 1},      {"d", "利伯", 0, "", 0, 3},
        {"e", "乙丙", 0, "江城大学教授", 0, 1}, {"f", "乙丙", 0, "海州医院院长", 0, 1},
        {"g", "甲丁", 0, "北山中学校长", 0, 1},
    };
    struct arena a = {0};
    struct diags d = {.a = &a};
    struct people_map *m = people_map_new(&a);
    struct said s;
    size_t n;
    uint32_t *order;

    (void)state;
    people_map_add(m, "people.tsv", str_of(table), &d);
    CHECK_INT("warnings", d.n, 2);
    CHECK_STR("no name", d.items[0].code, "W220");
    CHECK_STR("nobody", d.items[1].code, "W224");
    CHECK_INT("line", d.items[1].line, 7);
    said_init(&s, m);
    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++)
        speak(&a, &s, &voices[i]);
    CHECK_INT("people", s.n_people, 5);
    order = said_order(&s, &a, 1u << SPEAKER_PERSON, BY_QUOTES, &n);
    CHECK_INT("ordered", n, 5);
    CHECK("joined", str_eq(s.people[order[0]].name, STR("查尔斯·利伯")) &&
                        s.people[order[0]].n_quotes == 4);
    CHECK_INT("alias", said_person(&s, SPEAKER_PERSON, "", STR("利伯")), order[0]);
    CHECK_INT("by name", said_person(&s, SPEAKER_PERSON, "", STR("甲丁（海州）")), 1);
    CHECK_INT("nobody", said_person(&s, SPEAKER_PERSON, "", STR("某某")), s.n_people);
    CHECK("settled", !person_is_doubtful(
                         &s.people[said_person(&s, SPEAKER_PERSON, "", STR("乙丙"))]));
    said_free(&s);
    arena_free(&a);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(same_name), cmocka_unit_test(two_speakers), cmocka_unit_test(map)};
const struct check_suite suite_said = {"said", tests, sizeof tests / sizeof *tests};

#include "shelf_maker.h"
#include "store/facets.h"
#include "text/fold.h"
#include "unit/check.h"

enum { N = 260 };
static const struct query_world world = {.today = {2024, 6, 15, DATE_DAY, false},
                                         .facets = (const struct str[]){STR_INIT("行业")},
                                         .n_facets = 1};

static bool has(struct str s, const char *z)
{
    return str_find(s, str_of(z), 0) < s.len;
}

static bool has_value(const struct facts *f, enum facet facet, const char *z)
{
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == facet && str_eq(f->values[i].value, str_of(z)))
            return true;
    return false;
}

static struct str folded_quote(const struct facts *f, size_t i)
{
    return str_slice(f->folded, f->quotes[i].folded.off, f->quotes[i].folded.len);
}

static bool said_by(const struct facts *f, const char *who, const char *what)
{
    for (size_t i = 0; i < f->n_quotes; i++)
        if (str_eq(f->speakers[f->quotes[i].speaker].name, str_of(who)) &&
            has(folded_quote(f, i), what))
            return true;
    return false;
}

/* What each query asks, written out against the facts. */
static bool all(const struct facts *f)
{
    return f != NULL;
}
static bool text_paddy(const struct facts *f)
{
    return has(f->folded, "稻田") || has_value(f, FACET_TAG, "稻田") ||
           has_value(f, FACET_OWN, "稻田");
}
static bool body_five(const struct facts *f)
{
    return has(str_from(f->folded, f->folded_title + 1), "第5篇");
}
static bool title_paddy(const struct facts *f)
{
    return has(str_slice(f->folded, 0, f->folded_title), "稻田");
}
static bool by_dingjia(const struct facts *f)
{
    return said_by(f, "丁甲", "");
}
static bool not_dingjia(const struct facts *f)
{
    return !by_dingjia(f);
}
static bool dingjia_medicine(const struct facts *f)
{
    return said_by(f, "丁甲", "医疗");
}
static bool medicine_and_power(const struct facts *f)
{
    return said_by(f, "丁甲", "医疗") && said_by(f, "单乙", "算力");
}
static bool tag_ferry(const struct facts *f)
{
    return has_value(f, FACET_TAG, "渡口");
}
static bool tag_two(const struct facts *f)
{
    return tag_ferry(f) || has_value(f, FACET_TAG, "Sora");
}
static bool trade(const struct facts *f)
{
    return has_value(f, FACET_OWN, "算力");
}
static bool undated(const struct facts *f)
{
    return f->date.precision == DATE_NONE;
}
static bool in_march(const struct facts *f)
{
    return f->date.precision != DATE_NONE && f->date.month == 3;
}
static bool after_october(const struct facts *f)
{
    return f->date.precision != DATE_NONE && f->date.month >= 10;
}
static bool long_ones(const struct facts *f)
{
    return f->n_han >= 60;
}
static bool single(const struct facts *f)
{
    return said_by(f, "单乙", "") || has(f->folded, "单乙");
}
static bool cppcc_good(const struct facts *f)
{
    return has(folded_quote(f, 1), "医疗");
}
static bool paddy_or_march(const struct facts *f)
{
    return title_paddy(f) || in_march(f);
}

static const struct {
    const char *query;
    bool (*want)(const struct facts *f);
} rows[] = {
    {"", all},
    {"稻田", text_paddy},
    {"body:第5篇", body_five},
    {"正文：“第5篇”", body_five},
    {"title:稻田", title_paddy},
    {"speaker:丁甲", by_dingjia},
    {"发言人：丁甲", by_dingjia},
    {"speaker:dj", by_dingjia},
    {"speaker:dingjia", by_dingjia},
    {"-speaker:丁甲", not_dingjia},
    {"speaker:丁甲 quote:医疗", dingjia_medicine},
    {"speaker:丁甲 語錄:醫療", dingjia_medicine},
    {"(speaker:丁甲 quote:医疗) (speaker:单乙 quote:算力)", medicine_and_power},
    {"tag:渡口", tag_ferry},
    {"tag:渡口,sora", tag_two},
    {"标签:渡口|标签:ＳＯＲＡ", tag_two},
    {"行业:算力", trade},
    {"is:undated", undated},
    {"date:2024-03", in_march},
    {"date:2024年3月", in_march},
    {"after:2024-10", after_october},
    {"len:>=60", long_ones},
    {"单乙", single},
    {"role:政协 quote:医疗", cppcc_good},
    {"org:江城大学 quote:医疗", cppcc_good},
    {"role:教授 quote:医疗", cppcc_good},
    {"title:稻田 | date:2024-03", paddy_or_march},
    {"source:江城 -is:undated date:2024-03", in_march},
};

static void parse(struct arena *a, const char *z, struct query *q)
{
    query_parse(a, str_of(z), QUERY_FINISHED, &world, q);
    CHECK_STR(z, q->has_problem ? q->problem.message.p : "", "");
}

static size_t run(struct search *s, size_t work)
{
    while (!search_step(s, work))
        continue;
    return search_n(s);
}

/* Each query finds what it says, in one part and in many, at once and in slices, with what was
 * found before and without. */
static void questions(void **state)
{
    struct shelf *one = make_shelf(N, N), *many = make_shelf(N, 23);
    struct search_memo *memo = search_memo_new();
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct query q;
        struct search *x, *y;
        size_t n = 0;
        parse(&a, rows[i].query, &q);
        x = search_new(one, q.root, NULL, memo);
        y = search_new(many, q.root, NULL, NULL);
        run(x, SIZE_MAX);
        run(y, 1);
        for (size_t k = 0; k < one->n; k++) {
            struct facts f;
            place_t p = shelf_at(one, k);
            make_facts(&a, shelf_row(one, p)->art, &f);
            CHECK_INT(rows[i].query, search_index(x, p) < search_n(x), rows[i].want(&f));
            n += rows[i].want(&f);
        }
        CHECK_INT(rows[i].query, search_n(x), n);
        CHECK_INT(rows[i].query, search_n(y), n);
        for (size_t k = 0; k < n; k++)
            CHECK_INT(rows[i].query, shelf_row(one, search_at(x, k))->art,
                      shelf_row(many, search_at(y, k))->art);
        search_free(x);
        search_free(y);
    }
    search_memo_free(memo);
    arena_free(&a);
    shelf_unref(one);
    shelf_unref(many);
}

/* Typing a word letter by letter finds at each step what asking anew finds. */
static void typing(void **state)
{
    static const char *const steps[] = {"第",     "第1",      "第12",
                                        "第12篇", "第12篇。", "第12篇。单"};
    struct shelf *s = make_shelf(N, 50);
    struct search_memo *memo = search_memo_new();
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct query q;
        struct search *x, *y;
        parse(&a, arena_printf(&a, "“%s”", steps[i]), &q);
        x = search_new(s, q.root, NULL, memo);
        y = search_new(s, q.root, NULL, NULL);
        CHECK_INT(steps[i], run(x, 1000), run(y, SIZE_MAX));
        search_free(x);
        search_free(y);
    }
    search_memo_free(memo);
    arena_free(&a);
    shelf_unref(s);
}

/* The count of a value is what asking for it finds. */
static void counts(void **state)
{
    static const enum query_field fields[] = {
        [FACET_SPEAKER] = QUERY_SPEAKER, [FACET_ROLE] = QUERY_ROLE,
        [FACET_ORG] = QUERY_ORG,         [FACET_TAG] = QUERY_TAG,
        [FACET_SOURCE] = QUERY_SOURCE,   [FACET_OWN] = QUERY_INDUSTRY};
    struct shelf *s = make_shelf(N, 41);
    struct arena a = {0};
    struct facet_name *names;
    struct search *all_of_it = search_new(s, NULL, NULL, NULL);
    size_t n = facets_of(s, &a, &names);

    (void)state;
    run(all_of_it, SIZE_MAX);
    CHECK_INT("facets", n, 6);
    for (size_t i = 0; i < n; i++) {
        struct facet_ask ask = {.facet = &names[i]};
        struct facet_row *list;
        size_t n_rows = facets_rows(all_of_it, &ask, &a, &list);
        CHECK("values", n_rows > 0);
        for (size_t k = 0; k < n_rows; k++) {
            struct buf text = {0};
            struct query q;
            struct search *x;
            buf_printf(&text, "%s:", query_field_name(fields[names[i].facet]));
            query_add_value(&text, fields[names[i].facet], list[k].name, true);
            parse(&a, text.p, &q);
            x = search_new(s, q.root, NULL, NULL);
            CHECK_INT(text.p, list[k].n, run(x, SIZE_MAX));
            CHECK("most first", k == 0 || list[k - 1].n >= list[k].n);
            search_free(x);
            buf_free(&text);
        }
    }
    search_free(all_of_it);
    arena_free(&a);
    shelf_unref(s);
}

/* A group holds the articles that were counted for its value, in the order of the list; the one
 * without a name those that are in no other. */
static void check_groups(const struct search *x, const struct facet_name *name)
{
    struct arena a = {0};
    struct facet_ask ask = {.facet = name};
    struct facet_groups g;
    struct facet_row *values;
    size_t n = facets_rows(x, &ask, &a, &values), n_named;
    bool *seen = arena_array(&a, bool, search_n(x));

    facets_group(x, name, &a, &g);
    n_named = g.n && !g.rows[g.n - 1].name.len ? g.n - 1 : g.n;
    CHECK_INT("groups", n_named, n);
    for (size_t i = 0; i < g.n; i++) {
        for (size_t k = 0; k < n && i < n_named; k++)
            if (str_eq(values[k].name, g.rows[i].name))
                CHECK_INT("articles of a group", g.rows[i].n, values[k].n);
        CHECK("most first", !i || i >= n_named || g.rows[i - 1].n >= g.rows[i].n);
        for (size_t k = 0; k < g.rows[i].n; k++) {
            size_t at = g.rows[i].first + k;
            CHECK("in the order of the list", !k || g.items[at - 1] < g.items[at]);
            CHECK("in no other", i < n_named || !seen[g.items[at]]);
            seen[g.items[at]] = true;
        }
    }
    for (size_t i = 0; i < search_n(x); i++)
        CHECK("every article", seen[i]);
    arena_free(&a);
}

static void groups(void **state)
{
    struct shelf *s = make_shelf(N, 41);
    struct search *x = search_new(s, NULL, NULL, NULL);
    struct arena a = {0};
    struct facet_name *names;
    struct facet_groups g;
    struct facet_month *list;
    size_t n = facets_of(s, &a, &names);

    (void)state;
    run(x, SIZE_MAX);
    for (size_t i = 0; i < n; i++)
        check_groups(x, &names[i]);
    facets_group(x, NULL, &a, &g);
    n = facets_months(x, &a, &list);
    CHECK_INT("months", g.n, n);
    CHECK_INT("each in one month", g.n_items, N);
    for (size_t i = 0; i + 1 < n; i++)
        CHECK_INT("newest first, undated last", g.rows[i].n, list[n - 2 - i].n);
    CHECK_INT("undated", g.rows[n - 1].n, list[n - 1].n);
    search_free(x);
    arena_free(&a);
    shelf_unref(s);
}

static void months(void **state)
{
    struct shelf *s = make_shelf(N, N);
    struct search *x = search_new(s, NULL, NULL, NULL);
    struct arena a = {0};
    struct facet_month *list;
    size_t n, sum = 0;

    (void)state;
    run(x, SIZE_MAX);
    n = facets_months(x, &a, &list);
    for (size_t i = 0; i < n; i++)
        sum += list[i].n;
    CHECK_INT("all", sum, N);
    CHECK_INT("undated last", list[n - 1].year, 0);
    search_free(x);
    arena_free(&a);
    shelf_unref(s);
}

/* Every tenth article has the text of the one before: together they are one row. */
static void check_folded(unsigned per)
{
    struct shelf *s = make_shelf(N, per);
    struct search *x = search_new(s, NULL, NULL, NULL);
    struct arena a = {0};
    struct facet_month *list;
    size_t copies = 0, firsts = 0, sum = 0;

    search_fold(x);
    run(x, 1);
    CHECK_INT("rows", search_n(x), N - N / 10);
    CHECK_INT("folded", search_n_folded(x), N / 10);
    CHECK_INT("copies", shelf_n_copies(s), N / 10);
    for (size_t i = 0; i < s->n; i++) {
        place_t p = shelf_at(s, i);
        size_t at = search_index(x, p);
        unsigned art = shelf_row(s, p)->art, row;
        CHECK("in a row", at < search_n(x));
        CHECK_INT("has a copy", shelf_has_copies(s, p), art % 10 >= 8);
        row = shelf_row(s, search_at(x, at))->art;
        CHECK_INT("of its text", row - row % 10 / 9, art - art % 10 / 9);
        firsts += search_at(x, at) == p;
        copies += search_at(x, at) == p ? search_n_copies(x, p) : 0;
    }
    CHECK_INT("each row once", firsts, search_n(x));
    CHECK_INT("all copies", copies, N / 10);
    for (size_t i = facets_months(x, &a, &list); i-- > 0;)
        sum += list[i].n;
    CHECK_INT("months count articles", sum, N);
    search_sort(x, SEARCH_TITLE);
    for (size_t i = 0; i < search_n(x); i++)
        CHECK_INT("sorted", search_index(x, search_at(x, i)), i);
    search_free(x);
    arena_free(&a);
    shelf_unref(s);
}

/* However the articles are parted: 9 puts half of the copies into other parts. */
static void folded(void **state)
{
    (void)state;
    check_folded(N);
    check_folded(41);
    check_folded(9);
}

/* A copy whose first one is not found has its own row. */
static void folded_alone(void **state)
{
    struct shelf *s = make_shelf(20, 20);
    struct arena a = {0};
    struct query q;
    struct search *x;

    (void)state;
    parse(&a, "speaker:丁甲", &q);
    x = search_new(s, q.root, NULL, NULL);
    search_fold(x);
    run(x, SIZE_MAX);
    for (size_t i = 0; i < s->n; i++) {
        struct facts f;
        make_facts(&a, shelf_row(s, shelf_at(s, i))->art, &f);
        CHECK_INT("row", search_index(x, shelf_at(s, i)) < search_n(x), by_dingjia(&f));
    }
    search_free(x);
    arena_free(&a);
    shelf_unref(s);
}

/* Who is quoted most comes first. */
static void item_speakers(void **state)
{
    struct shelf *s = make_shelf(30, 30);

    (void)state;
    for (size_t i = 0; i < s->n; i++) {
        struct item it;
        shelf_item(s, shelf_at(s, i), &it);
        CHECK_INT("two", it.n_speakers, 2);
        CHECK("names", it.speakers[0].len && it.speakers[1].len);
    }
    shelf_unref(s);
}

static void orders(void **state)
{
    struct shelf *s = make_shelf(N, 100);

    (void)state;
    for (int order = SEARCH_NEWEST; order < SEARCH_ORDERS; order++) {
        struct search *x = search_new(s, NULL, NULL, NULL);
        bool *seen = calloc(N, sizeof *seen);
        run(x, SIZE_MAX);
        search_sort(x, (enum search_order)order);
        for (size_t i = 0; i < N; i++) {
            const struct seg_row *r = shelf_row(s, search_at(x, i));
            CHECK("once", !seen[r->art]);
            seen[r->art] = true;
            if (order == SEARCH_LENGTH && i > 0)
                CHECK("longest first",
                      shelf_row(s, search_at(x, i - 1))->n_han >= r->n_han);
            CHECK_INT("index", search_index(x, search_at(x, i)), i);
        }
        free(seen);
        search_free(x);
    }
    shelf_unref(s);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(questions),     cmocka_unit_test(typing),
    cmocka_unit_test(counts),        cmocka_unit_test(groups),
    cmocka_unit_test(months),        cmocka_unit_test(orders),
    cmocka_unit_test(folded),        cmocka_unit_test(folded_alone),
    cmocka_unit_test(item_speakers),
};
const struct check_suite suite_search = {"search", tests, sizeof tests / sizeof *tests};

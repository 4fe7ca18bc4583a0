#include "shelf_maker.h"
#include "store/related.h"
#include "unit/check.h"

enum { N = 200 };

static bool is_shared(const struct facts *f, const struct fact *v)
{
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == v->facet && str_eq(f->values[i].key, v->key) &&
            str_eq(f->values[i].value, v->value))
            return true;
    return false;
}

/* Counted from the facts themselves. */
static void common(const struct facts *a, const struct facts *b, unsigned *people,
                   unsigned *tags)
{
    *people = *tags = 0;
    for (size_t i = 0; i < a->n_values; i++) {
        enum facet f = a->values[i].facet;
        if (f == FACET_SPEAKER)
            *people += is_shared(b, &a->values[i]);
        else if (f == FACET_TAG || f == FACET_OWN)
            *tags += is_shared(b, &a->values[i]);
    }
}

static unsigned art_of(const struct shelf *s, place_t p)
{
    return shelf_row(s, p)->art;
}

/* In one part and in many the same articles, and what is said of each is so. */
static void same_everywhere(void **state)
{
    struct shelf *one = make_shelf(N, N), *many = make_shelf(N, 17);
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < N; i += 7) {
        struct related x[RELATED_MAX], y[RELATED_MAX];
        place_t p = shelf_at(one, i);
        size_t n = related_of(one, p, RELATED_MAX, x);
        struct facts mine, other;
        make_facts(&a, art_of(one, p), &mine);
        CHECK_INT("as many", related_of(many, shelf_at(many, i), RELATED_MAX, y), n);
        CHECK_INT("full", n, RELATED_MAX);
        for (size_t k = 0; k < n; k++) {
            unsigned people, tags;
            make_facts(&a, art_of(one, x[k].place), &other);
            common(&mine, &other, &people, &tags);
            CHECK_INT("people", x[k].people, people);
            CHECK_INT("tags", x[k].tags, tags);
            CHECK_INT("the same", art_of(many, y[k].place), art_of(one, x[k].place));
            CHECK_INT("as like", y[k].score, x[k].score);
            CHECK("best first", k == 0 || x[k].score <= x[k - 1].score);
            CHECK("no copy", other.hash != mine.hash);
        }
        arena_reset(&a);
    }
    arena_free(&a);
    shelf_unref(one);
    shelf_unref(many);
}

/* Nobody left out has more in common than the last one that is listed. */
static void best(void **state)
{
    struct shelf *s = make_shelf(N, N);
    struct related few[3], all[RELATED_MAX];

    (void)state;
    for (size_t i = 0; i < N; i += 11) {
        size_t n = related_of(s, shelf_at(s, i), 3, few);
        related_of(s, shelf_at(s, i), RELATED_MAX, all);
        CHECK_INT("three", n, 3);
        for (size_t k = 0; k < n; k++)
            CHECK_INT("the first ones", few[k].place, all[k].place);
    }
    CHECK_INT("none asked for", related_of(s, shelf_at(s, 0), 0, few), 0);
    CHECK_INT("nowhere", related_of(s, NO_PLACE, 3, few), 0);
    shelf_unref(s);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(same_everywhere),
    cmocka_unit_test(best),
};
const struct check_suite suite_related = {"related", tests, sizeof tests / sizeof *tests};

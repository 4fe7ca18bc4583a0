#include "shelf_maker.h"
#include "unit/check.h"

static void check_same_str(const char *row, struct str got, struct str want)
{
    CHECK_MEM(row, got.p, got.len, want.p, want.len);
}

static void check_speakers(const struct facts *got, const struct facts *want)
{
    CHECK_INT("speakers", got->n_speakers, want->n_speakers);
    for (size_t i = 0; i < want->n_speakers; i++) {
        check_same_str("name", got->speakers[i].name, want->speakers[i].name);
        check_same_str("titles", got->speakers[i].titles, want->speakers[i].titles);
        check_same_str("org", got->speakers[i].orgs[0], want->speakers[i].orgs[0]);
        CHECK_INT("delegate", got->speakers[i].delegate, want->speakers[i].delegate);
    }
}

static void check_quotes(const struct facts *got, const struct facts *want)
{
    CHECK_INT("quotes", got->n_quotes, want->n_quotes);
    for (size_t i = 0; i < want->n_quotes; i++) {
        check_same_str("text", got->quotes[i].text, want->quotes[i].text);
        check_same_str("cue", got->quotes[i].cue, want->quotes[i].cue);
        CHECK_INT("speaker", got->quotes[i].speaker, want->quotes[i].speaker);
        CHECK_INT("second", got->quotes[i].second, want->quotes[i].second);
        CHECK_INT("number", got->quotes[i].number, want->quotes[i].number);
        CHECK_INT("off", got->quotes[i].span.off, want->quotes[i].span.off);
    }
}

static bool has_value(const struct facts *f, const struct fact *v)
{
    for (size_t i = 0; i < f->n_values; i++)
        if (f->values[i].facet == v->facet && str_eq(f->values[i].key, v->key) &&
            str_eq(f->values[i].value, v->value))
            return true;
    return false;
}

/* What goes in comes out again. */
static void round_trip(void **state)
{
    enum { N = 200 };
    struct shared_segment *seg = make_segment(0, N);
    struct arena a = {0};

    (void)state;
    CHECK_INT("rows", seg->s.n, N);
    CHECK("as written", segment_verify(&seg->s));
    for (size_t row = 0; row < N; row++) {
        struct facts got, want;
        segment_facts(&seg->s, &a, row, &got);
        make_facts(&a, seg->s.rows[row].art, &want);
        check_same_str("path", got.path, want.path);
        check_same_str("title", got.title, want.title);
        check_same_str("url", got.url, want.url);
        check_same_str("folded", got.folded, want.folded);
        CHECK_INT("hash", got.hash == want.hash, 1);
        CHECK_INT("date", date_cmp(got.date, want.date), 0);
        CHECK_INT("inferred", got.date.inferred, want.date.inferred);
        CHECK_INT("han", got.n_han, want.n_han);
        check_speakers(&got, &want);
        check_quotes(&got, &want);
        CHECK_INT("values", got.n_values, want.n_values);
        for (size_t i = 0; i < want.n_values; i++)
            CHECK("value", has_value(&got, &want.values[i]));
    }
    arena_free(&a);
    segment_unref(seg);
}

/* The same articles in one part and in many: the same list, the same ids. */
static void parts_do_not_matter(void **state)
{
    enum { N = 333 };
    struct shelf *one = make_shelf(N, N), *many = make_shelf(N, 17);

    (void)state;
    CHECK_INT("articles", many->n, one->n);
    for (size_t i = 0; i < N; i++) {
        struct item a, b;
        shelf_item(one, shelf_at(one, i), &a);
        shelf_item(many, shelf_at(many, i), &b);
        CHECK_STR("id", b.id, a.id);
        check_same_str("path", b.path, a.path);
        CHECK_INT("index", shelf_index(many, b.place), i);
        CHECK_INT("found", shelf_find(many, str_of(b.id)), b.place);
        if (i > 0)
            CHECK("order",
                  segment_order(shelf_segment(many, shelf_at(many, i - 1)),
                                place_row(shelf_at(many, i - 1)),
                                shelf_segment(many, b.place), place_row(b.place)) < 0);
    }
    shelf_unref(one);
    shelf_unref(many);
}

/* Every 10th body is there twice: the first place keeps the 8 digits, the other gets more. */
static void equal_bodies(void **state)
{
    struct shelf *s = make_shelf(100, 30);
    size_t n_long = 0;

    (void)state;
    for (size_t i = 0; i < s->n; i++) {
        struct item a;
        shelf_item(s, shelf_at(s, i), &a);
        n_long += strlen(a.id) > 8;
    }
    CHECK_INT("longer ids", n_long, 10);
    CHECK_INT("no such id", shelf_find(s, STR("00000000")), NO_PLACE);
    CHECK_INT("too short", shelf_find(s, STR("00")), NO_PLACE);
    CHECK_INT("no digits", shelf_find(s, STR("江城江城")), NO_PLACE);
    shelf_unref(s);
}

static void rows_that_are_gone(void **state)
{
    struct shelf_part part = {.seg = make_segment(0, 100)};
    uint64_t dead[2] = {0x5, 1};
    struct shelf *s;

    (void)state;
    part.dead = dead;
    part.n_dead = 3;
    s = shelf_new(&part, 1, 2);
    CHECK_INT("left", s->n, 97);
    CHECK("gone", !shelf_has(s, 0) && shelf_has(s, 1) && !shelf_has(s, 64));
    for (size_t i = 0; i < s->n; i++)
        CHECK("listed", shelf_has(s, shelf_at(s, i)));
    CHECK_INT("nowhere", shelf_index(s, 0), s->n);
    shelf_unref(s);
}

/* Any byte changed, any length cut: an answer or an error, never a fault. */
static void damaged(void **state)
{
    struct shared_segment *seg = make_segment(0, 40);
    struct str whole = {seg->s.image.p, seg->s.image.len};
    size_t n_opened = 0, n_noticed = 0;
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < whole.len; i += 5) {
        struct buf copy = {0}, text = {0};
        struct segment s;
        struct err e;
        buf_str(&copy, i % 2 ? str_slice(whole, 0, i) : whole);
        if (i % 2 == 0)
            copy.p[i] = (char)(copy.p[i] ^ (1 << i % 7));
        buf_str(&text, str_make(seg->s.text.p, seg->s.text.len));
        if (!segment_open(&s, block_of_buf(&copy), block_of_buf(&text), &e))
            continue;
        n_opened++;
        n_noticed += !segment_verify(&s);
        for (size_t row = 0; row < s.n; row++) {
            struct facts f;
            segment_facts(&s, &a, row, &f);
        }
        segment_close(&s);
        arena_reset(&a);
    }
    CHECK("some are opened", n_opened > 100);
    CHECK_INT("all are noticed", n_noticed, n_opened);
    arena_free(&a);
    segment_unref(seg);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(round_trip),   cmocka_unit_test(parts_do_not_matter),
    cmocka_unit_test(equal_bodies), cmocka_unit_test(rows_that_are_gone),
    cmocka_unit_test(damaged),
};
const struct check_suite suite_shelf = {"shelf", tests, sizeof tests / sizeof *tests};

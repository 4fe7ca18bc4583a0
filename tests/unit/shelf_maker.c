#include "shelf_maker.h"

#include "base/hash.h"
#include "text/fold.h"

static const char *const people[] = {"丁甲", "单乙", "曾丙", "李四", "王五", "钱錦"};
static const char *const things[] = {"稻田", "渡口", "算力", "醫療", "Sora"};

static struct str text(struct arena *a, const char *z)
{
    return arena_str(a, str_of(z));
}

static void make_speakers(struct arena *a, unsigned i, struct facts *f)
{
    f->n_speakers = 2;
    f->speakers = arena_array(a, struct fact_speaker, 2);
    for (unsigned k = 0; k < 2; k++)
        f->speakers[k] = (struct fact_speaker){
            .kind = SPEAKER_PERSON,
            .name = text(a, people[(i + k) % 6]),
            .titles = k ? text(a, "江城大学教授、全国政协委员") : STR(""),
            .delegate = k ? DELEGATE_CPPCC : DELEGATE_NONE,
            .orgs = {k ? STR("江城大学") : STR("")},
            .n_quotes = 1};
}

static void make_values(struct arena *a, unsigned i, struct facts *f)
{
    const struct fact all[] = {
        {FACET_SPEAKER, STR(""), f->speakers[0].name},
        {FACET_SPEAKER, STR(""), f->speakers[1].name},
        {FACET_ROLE, STR(""), STR("未注明")},
        {FACET_ROLE, STR(""), STR("政协委员")},
        {FACET_ORG, STR(""), STR("江城大学")},
        {FACET_TAG, STR(""), text(a, things[i % 5])},
        {FACET_TAG, STR(""), text(a, things[i * 7 / 5 % 5])},
        {FACET_OWN, STR("行业"), text(a, things[i / 3 % 5])},
        {FACET_SOURCE, STR(""), STR("江城日报")},
    };

    f->values = arena_array(a, struct fact, 9);
    for (size_t k = 0; k < 9; k++) {
        bool twice = k == 6 && str_eq(all[5].value, all[6].value);
        if (!twice)
            f->values[f->n_values++] = all[k];
    }
}

static void make_quotes(struct arena *a, struct facts *f, struct str body)
{
    f->n_quotes = 2;
    f->quotes = arena_array(a, struct fact_quote, 2);
    for (unsigned k = 0; k < 2; k++) {
        size_t off = str_find(body, k ? STR("“二") : STR("“一"), 0);
        size_t end = str_find(body, STR("”"), off) + 3;
        f->quotes[k] =
            (struct fact_quote){.speaker = k,
                                .second = NO_SPEAKER,
                                .number = k + 1,
                                .confidence = CONFIDENCE_HIGH,
                                .rule = 'B',
                                .position = POSITION_BEFORE,
                                .span = {off, end - off},
                                .text = str_slice(body, off + 3, end - off - 6),
                                .cue = STR("说")};
        f->quotes[k].folded = (struct span){f->folded_title + 1 + off + 3, end - off - 6};
    }
}

void make_facts(struct arena *a, unsigned i, struct facts *f)
{
    unsigned same = i % 10 == 9 ? i - 1 : i;
    const char *one = people[same % 6], *two = people[(same + 1) % 6];
    struct str body =
        str_of(arena_printf(a, "第%u篇。%s说：“一号，%s真好。”%s说：“二号，%s不好。”",
                            same, one, things[same % 5], two, things[same / 5 % 5]));
    struct buf folded = {0};

    *f = (struct facts){
        .hash = hash64(body.p, body.len, 0),
        .near = hash64(body.p, body.len, 1),
        .path = str_of(arena_printf(a, "/江城/%05u.yaml", i)),
        .title = str_of(arena_printf(a, "%s说%s，之%u", one, things[i % 5], i % 7)),
        .source = STR("江城日报"),
        .url = str_of(arena_printf(a, "http://news.example/%u", i)),
        .n_han = 20 + i % 50,
        .n_words = i % 3};
    if (i % 8)
        f->date = (struct date){2024, (signed char)(i % 12 + 1),
                                (signed char)(i % 28 + 1), DATE_DAY, i % 3 == 0};
    fold_utf8(f->title, &folded);
    f->folded_title = folded.len;
    buf_c(&folded, '\n');
    fold_utf8(body, &folded);
    f->folded = arena_str(a, buf_view(&folded));
    buf_free(&folded);
    make_speakers(a, same, f);
    make_values(a, i, f);
    make_quotes(a, f, body);
}

struct shared_segment *make_segment(unsigned from, unsigned to)
{
    struct seg_builder *b = seg_builder_new();
    struct block image, text_block;
    struct segment s;
    struct arena a = {0};
    struct err e;

    for (unsigned i = from; i < to; i++) {
        struct facts f;
        make_facts(&a, i, &f);
        seg_add(b, &f, i);
        arena_reset(&a);
    }
    arena_free(&a);
    seg_finish(b, &image, &text_block);
    return segment_open(&s, image, text_block, &e) ? segment_share(&s) : NULL;
}

struct shelf *make_shelf(unsigned n, unsigned per)
{
    struct shelf_part parts[SHELF_SEGMENTS] = {{0}};
    size_t n_parts = 0;

    for (unsigned from = 0; from < n; from += per)
        parts[n_parts++].seg = make_segment(from, from + per < n ? from + per : n);
    return shelf_new(parts, n_parts, 1);
}

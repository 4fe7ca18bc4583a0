/* What a reader did: from lines to what counts, and back. */
#include "unit/state_box.h"

#define A                                                                                \
    "\"id\": \"aaaa0000\", \"url\": \"https://x.example/1\", \"path\": "                 \
    "\"/home/甲/a.yaml\", "

/* What lines say of three articles: the same one, one with its address, one at its path. */
static void lines(void **state)
{
    static const struct {
        const char *name, *lines, *same, *by_url, *by_path;
        size_t bad;
    } rows[] = {
        {"nothing", "", "-- -", "-- -", "-- -", 0},
        {"read", AT("05") A "\"read\": true}\n", "r- -", "r- -", "r- -", 0},
        {"star taken back",
         AT("05") A "\"star\": true}\n" AT("06") A "\"star\": false}\n", "-- -", "-- -",
         "-- -", 0},
        {"the last stamp counts, not the last line",
         AT("06") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-* -", "-* -",
         "-* -", 0},
        {"of equal stamps the later line",
         AT("05") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-- -", "-- -",
         "-- -", 0},
        {"parts of a second",
         AT("05.000002") A "\"star\": true}\n" AT("05.000001") A "\"star\": false}\n",
         "-* -", "-* -", "-* -", 0},
        {"a whole second is less than its parts",
         AT("05.5") A "\"star\": true}\n" AT("05") A "\"star\": false}\n", "-* -", "-* -",
         "-* -", 0},
        {"several facts of one line",
         AT("05") A "\"read\": true, \"position\": 12, \"end\": true}\n", "r- 12$",
         "r- 12$", "r- 12$", 0},
        {"each fact by itself",
         AT("05") A
         "\"read\": true}\n" AT("06") "\"id\": \"aaaa0000\", \"star\": true}\n",
         "r* -", "r- -", "r- -", 0},
        {"the id goes before the address",
         AT("05") "\"id\": \"aaaa0000\", \"star\": true}\n" AT(
             "06") "\"url\": \"https://x.example/1\", \"star\": false}\n",
         "-* -", "-- -", "-- -", 0},
        {"a path whose line has another address holds another article now",
         AT("05") "\"id\": \"0\", \"url\": \"https://y.example/\", \"path\": "
                  "\"/home/甲/a.yaml\", \"read\": true}\n",
         "-- -", "-- -", "r- -", 0},
        {"a path without an address",
         AT("05") "\"path\": \"/home/甲/a.yaml\", \"read\": true}\n", "r- -", "-- -",
         "r- -", 0},
        {"torn at the end",
         AT("05") A "\"read\": true}\n" AT("06") "\"id\": \"aaaa0000\", \"sta", "r- -",
         "r- -", "r- -", 1},
        {"torn inside", AT("05") "\"id\": \"aaaa\n" AT("06") A "\"star\": true}\n",
         "-* -", "-* -", "-* -", 1},
        {"foreign lines",
         "# mine\n\nhello\n" AT(
             "05") "\"note\": \"n\"}\n- {\"id\": \"aaaa0000\", \"read\": "
                   "true}\n" AT("05") A "\"read\": \"yes\"}\n",
         "-- -", "-- -", "-- -", 4},
        {"no such day", "- {\"at\": \"2026-13-02T03:04:05Z\", " A "\"read\": true}\n",
         "-- -", "-- -", "-- -", 1},
        {"not UTF-8",
         AT("05") "\"id\": \"\xff\", \"read\": true}\n" AT("05") A "\"read\": true}\n",
         "r- -", "r- -", "r- -", 1},
        {"a key of a later version", AT("05") A "\"read\": true, \"mood\": 3}\n", "r- -",
         "r- -", "r- -", 0},
    };
    const struct state_article same =
                                   article("aaaa0000", "https://x.example/1", "./a.yaml"),
                               by_url = article("b", "https://x.example/1", "b.yaml"),
                               by_path = article("c", "", "a.yaml");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct box *b = box_new();
        struct state *s;
        write_file(b, "state.yaml", str_of(rows[i].lines));
        s = opened(b);
        CHECK_STR(rows[i].name, told(b, s, &same), rows[i].same);
        CHECK_STR(rows[i].name, told(b, s, &by_url), rows[i].by_url);
        CHECK_STR(rows[i].name, told(b, s, &by_path), rows[i].by_path);
        CHECK_INT(rows[i].name, b->diags.n, rows[i].bad);
        state_close(s);
        box_free(b);
    }
}

/* ---- Everything that is known, as text */

static void dump(const struct state *s, struct buf *out)
{
    struct state_article art;
    struct state_filter f;
    struct str text;
    size_t cps;
    unsigned layout;
    int share;
    char id[12];

    for (unsigned i = 0; i < 12; i++) {
        bool end = false, left;
        snprintf(id, sizeof id, "%u", i);
        art = article(id, "", "");
        left = state_position(s, &art, &cps, &end);
        buf_printf(out, "%d%d", state_is_read(s, &art), state_is_starred(s, &art));
        if (left)
            buf_printf(out, "@%zu%d", cps, end);
        buf_c(out, ' ');
    }
    for (int c = 'a'; c <= 'z'; c++)
        if (state_mark(s, (char)c, &art, &cps))
            buf_printf(out, "%c=%.*s@%zu ", c, STR_ARG(art.id), cps);
    if (state_layout(s, &layout, &share))
        buf_printf(out, "%u,%d ", layout, share);
    buf_str(out, state_archive(s));
    for (size_t i = 0; state_filter_at(s, i, &f); i++)
        buf_printf(out, " @%.*s=%.*s", STR_ARG(f.name), STR_ARG(f.query));
    for (size_t i = 0; state_history(s, "filter", i, &text); i++)
        buf_printf(out, " /%.*s", STR_ARG(text));
    for (size_t i = 0; state_history(s, "find", i, &text); i++)
        buf_printf(out, " ?%.*s", STR_ARG(text));
}

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % sides;
}

static void live(struct state *s, uint32_t *seed, unsigned n)
{
    char id[12], text[16];

    for (unsigned i = 0; i < n; i++) {
        struct state_article art;
        snprintf(id, sizeof id, "%u", dice(seed, 12));
        snprintf(text, sizeof text, "词%u", dice(seed, 9));
        art = article(id, "", "");
        switch (dice(seed, 9)) {
        case 0:
            state_set_read(s, &art, dice(seed, 2));
            break;
        case 1:
            state_set_star(s, &art, dice(seed, 2));
            break;
        case 2:
            state_set_position(s, &art, dice(seed, 3000), dice(seed, 2));
            break;
        case 3:
            state_set_mark(s, (char)('a' + dice(seed, 5)), &art, dice(seed, 99));
            break;
        case 4:
            state_revoke_mark(s, (char)('a' + dice(seed, 5)));
            break;
        case 5:
            state_save_filter(s, str_of(text), STR("甲 乙"));
            break;
        case 6:
            state_revoke_filter(s, str_of(text));
            break;
        case 7:
            state_add_history(s, dice(seed, 2) ? "filter" : "find", str_of(text));
            break;
        default:
            state_set_layout(s, 1 + dice(seed, 3), (int)dice(seed, 9) - 4);
            state_set_archive(s, str_of(text));
        }
    }
}

static size_t split(struct str text, struct str *out, size_t max)
{
    size_t n = 0;

    for (size_t at = 0, end; at < text.len && n < max; at = end + 1) {
        end = str_find(text, STR("\n"), at);
        out[n++] = str_slice(text, at, end - at);
    }
    return n;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum { LINES = 600 };

/* UNIQUE: equal neighbours once. */
static void write_lines(struct box *b, const char *name, const struct str *list, size_t n,
                        bool unique)
{
    struct buf out = {0};

    for (size_t i = 0; i < n; i++) {
        if (unique && i && str_eq(list[i], list[i - 1]))
            continue;
        buf_str(&out, list[i]);
        buf_c(&out, '\n');
    }
    write_file(b, name, buf_view(&out));
    buf_free(&out);
}

static void shuffle(struct str *list, size_t n, uint32_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = dice(seed, (uint32_t)i);
        struct str x = list[i - 1];
        list[i - 1] = list[k];
        list[k] = x;
    }
}

static const char *const files[] = {"state.yaml", "filters.yaml", "history.yaml"};

/* Read from the files as from memory, in any order of the lines. */
static void any_order(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        struct box *b = box_new();
        struct state *s = opened(b);
        struct buf want = {0};
        uint32_t dicing = seed;
        live(s, &dicing, 200);
        dump(s, &want);
        state_close(s);
        for (unsigned round = 0; round < 4; round++) {
            struct buf got = {0};
            for (size_t f = 0; round && f < 3; f++) {
                static struct str list[LINES];
                size_t n = split(content(b, files[f]), list, LINES);
                shuffle(list, n, &dicing);
                write_lines(b, files[f], list, n, false);
            }
            s = opened(b);
            dump(s, &got);
            CHECK_STR("order", got.p, want.p);
            CHECK_INT("diags", b->diags.n, 0);
            state_close(s);
            buf_free(&got);
        }
        buf_free(&want);
        box_free(b);
    }
}

/* Two machines, each with its own life, on one clock: `cat` and `sort -u` of their files say what
 * one machine would that had done both. */
static void merged(void **state)
{
    struct box *both = box_new(), *one = box_new(), *two = box_new();
    uint32_t seed = 7;
    struct buf want = {0};

    (void)state;
    for (unsigned turn = 0; turn < 40; turn++) {
        struct box *b = turn % 2 ? one : two;
        struct state *s = state_open(
            &(struct state_opts){.folder = b->folder, .now = tick, .ctx = both}, NULL);
        live(s, &seed, 10);
        state_close(s);
    }
    for (unsigned way = 0; way < 3; way++) {
        struct buf got = {0};
        struct state *s;
        for (size_t f = 0; f < 3; f++) {
            static struct str list[2 * LINES];
            struct box *first = way == 1 ? two : one, *second = way == 1 ? one : two;
            size_t n = split(content(first, files[f]), list, LINES);
            n += split(content(second, files[f]), list + n, LINES);
            if (way == 2) {
                n += split(content(one, files[f]), list + n, 2 * LINES - n);
                qsort(list, n, sizeof *list, by_bytes);
            }
            write_lines(both, files[f], list, n, way == 2);
        }
        s = opened(both);
        dump(s, way ? &got : &want);
        CHECK_INT("diags", both->diags.n, 0);
        if (way)
            CHECK_STR(way == 1 ? "the other way round" : "sort -u", got.p, want.p);
        state_close(s);
        buf_free(&got);
    }
    CHECK("something was done", want.len > 100);
    buf_free(&want);
    box_free(one);
    box_free(two);
    box_free(both);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lines), cmocka_unit_test(any_order), cmocka_unit_test(merged)};
const struct check_suite suite_state = {"state", tests, sizeof tests / sizeof *tests};

#include "unit/check.h"

#include "article/tree.h"
#include "base/file.h"
#include "said/people.h"
#include "view/config.h"
#include "view/event.h"

/* ---- The tree below it */

static void add_tree(struct buf *out, const struct tree *t)
{
    static const char kinds[] = "-t[{";

    if (!t) {
        buf_z(out, "nothing");
        return;
    }
    buf_printf(out, "%c%u:%u", kinds[t->kind], t->line, t->col);
    if (t->kind == TREE_TEXT)
        buf_printf(out, "=%.*s", STR_ARG(t->text));
    for (const struct tree *c = t->first; c; c = c->next) {
        buf_c(out, ' ');
        add_tree(out, c);
    }
    if (t->kind > TREE_TEXT)
        buf_c(out, t->kind == TREE_MAP ? '}' : ']');
}

static const struct {
    const char *text, *tree, *told; /* told: LINE:COL CODE of each mistake */
} trees[] = {
    {"", "nothing", ""},
    {"# nothing\n", "nothing", ""},
    {"a: b # c\n", "{1:1 t1:1=a t1:4=b}", ""},
    {"a: ~\nb:\n", "{1:1 t1:1=a -1:4 t2:1=b -2:3}", ""},
    {"a: '~'\n", "{1:1 t1:1=a t1:4=~}", ""},
    {"标题: [甲, 乙]\n", "{1:1 t1:1=标题 [1:5 t1:6=甲 t1:9=乙]}", ""},
    {"- a\n- {b: c}\n", "[1:1 t1:3=a {2:3 t2:4=b t2:7=c}]", ""},
    {"\xEF\xBB\xBF"
     "a: b\n",
     "{1:1 t1:1=a t1:4=b}", ""},
    {"a: 1\nb: [2\nc: 3\n", "{1:1 t1:1=a t1:4=1 t2:1=b [2:4 t2:5=2] t3:1=c t3:4=3}",
     "3:1 E106"},
    {"a: 1\n b: 2\nc: 3\n", "{1:1 t3:1=c t3:4=3}", "2:3 E106"},
    {"a:\n  x: 1\n  y: 'q\nb: 2\n", "{1:1 t1:1=a {2:3 t2:3=x t2:6=1} t4:1=b t4:4=2}",
     "4:1 E106"},
    {"a: *x\nb: 2\n", "{1:1 t2:1=b t2:4=2}", "1:4 E106"},
    {"a: 1\n---\nb: 2\n", "{1:1 t1:1=a t1:4=1}", "2:1 E106"},
    {"a: 1\x01\nb: 2\n", "{1:1 t2:1=b t2:4=2}", "1:5 E106"},
    {"[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]\n", "{1:1}", "1:17 E111"},
};

static void reads_trees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct arena a = {0};
        struct diags d = {.a = &a};
        struct buf got = {0}, told = {0};
        add_tree(&got, tree_read(&a, "f", str_of(trees[i].text), &d));
        for (size_t k = 0; k < d.n; k++)
            buf_printf(&told, "%s%u:%u %s", k ? ", " : "", d.items[k].line,
                       d.items[k].col, d.items[k].code);
        CHECK_STR(trees[i].text, got.p, trees[i].tree);
        CHECK_STR(trees[i].text, told.len ? told.p : "", trees[i].told);
        buf_free(&got);
        buf_free(&told);
        arena_free(&a);
    }
}

/* ---- The file */

static struct config read_text(struct arena *a, const char *text, struct diags *d)
{
    static const struct config_base base = {"/etc/yulu", "/home/u"};
    struct config c = {.n_archives = 0};

    *d = (struct diags){.a = a};
    config_read(&c, a, "f", str_of(text), &base, d);
    return c;
}

/* What is written as the defaults is what holds without a file; the keys in its comments are those
 * of the table of commands. */
static void defaults(void **state)
{
    struct arena a = {0};
    struct buf text = {0}, keys = {0};
    struct diags d;
    struct config c;
    const struct option *o;
    const struct command *cmd;
    size_t at;

    (void)state;
    config_add_defaults(&text);
    c = read_text(&a, text.p, &d);
    CHECK_INT("mistakes", d.n, 0);
    for (size_t i = 0; (o = option_at(i)); i++)
        CHECK_STR(o->name, c.options.values[i], o->value);
    CHECK_INT("keys", c.keys.n, 0);
    at = str_find(buf_view(&text), STR("\nbind:\n"), 0) + 1;
    for (struct str rest = str_from(buf_view(&text), at), line; rest.len;
         rest = str_from(rest, line.len + 1)) {
        line = str_slice(rest, 0, str_find(rest, STR("\n"), 0));
        buf_printf(&keys, "%s%.*s\n", str_starts(line, STR("  # ")) ? "  " : "",
                   STR_ARG(str_starts(line, STR("  # ")) ? str_from(line, 4) : line));
    }
    c = read_text(&a, keys.p, &d);
    CHECK_INT("mistakes in keys", d.n, 0);
    for (size_t i = 0; (cmd = command_at(i)); i++) {
        for (size_t k = 0; k < COMMAND_KEYS && cmd->keys[k]; k++) {
            size_t n = 0;
            for (size_t b = 0; b < c.keys.n; b++)
                n +=
                    c.keys.items[b].key == cmd->keys[k] && c.keys.items[b].command == cmd;
            CHECK(cmd->name, n > 0);
        }
    }
    buf_free(&text);
    buf_free(&keys);
    arena_free(&a);
}

static void archives(void **state)
{
    struct arena a = {0};
    struct diags d;
    struct config c = read_text(&a,
                                "archives:\n"
                                "  one: /abs\n"
                                "  two: [~/x, rel/y, ~z]\n"
                                "archive: one\n"
                                "cache-dir: ~/cache\n",
                                &d);
    const struct named_archive *n = config_archive(&c, STR("two"));

    (void)state;
    CHECK_INT("mistakes", d.n, 0);
    CHECK_STR("absolute", config_archive(&c, STR("one"))->paths[0], "/abs");
    CHECK_INT("several", n->n_paths, 3);
    CHECK_STR("home", n->paths[0], "/home/u/x");
    CHECK_STR("relative", n->paths[1], "/etc/yulu/rel/y");
    CHECK_STR("no user's home", n->paths[2], "/etc/yulu/~z");
    CHECK_STR("usual", options_get(&c.options, "archive"), "@one");
    CHECK_STR("cache", options_get(&c.options, "cache-dir"), "/home/u/cache");
    CHECK("none", config_archive(&c, STR("three")) == NULL);
    arena_free(&a);
}

static void people(void **state)
{
    struct arena a = {0};
    struct diags d;
    struct config c = read_text(&a,
                                "people:\n"
                                "  小谌: 谌其远\n"
                                "  张英: {上海: 张英（上海）, 北京: 张英（北京）}\n",
                                &d);

    (void)state;
    CHECK_INT("mistakes", d.n, 0);
    CHECK_STR("rows", c.people.p,
              "小谌\t谌其远\t\n张英\t张英（上海）\t上海\n张英\t张英（北京）\t北京\n");
    struct people_map *m = people_map_new(&a);
    people_map_add(m, "f", c.people, &d);
    CHECK_INT("rows of people.tsv", d.n, 0);
    CHECK("filed", people_map_files(m, STR("张英（北京）")));
    arena_free(&a);
}

/* ---- Keys */

static const char *does(const struct config *c, const char *key, unsigned where)
{
    struct str arg;
    uint32_t k = 0;
    const struct command *cmd;

    CHECK(key, event_key_named(str_of(key), &k));
    cmd = keymap_find(&c->keys, key_fold(k), where, &arg);
    return cmd ? cmd->name : "-";
}

static void keys(void **state)
{
    static const struct {
        const char *key, *want;
        unsigned where;
    } rows[] = {
        {"C-n", "down", WHERE_LIST},       {"C-n", "page-down", WHERE_ARTICLE},
        {"j", "down", WHERE_LIST},         {"q", "-", WHERE_LIST},
        {"q", "close", WHERE_ARTICLE},     {"q", "-", WHERE_RAW},
        {"／", "star", WHERE_LIST},        {"/", "star", WHERE_ARTICLE},
        {"/", "facet-find", WHERE_FACETS}, {"w", "set", WHERE_CARD},
        {"<Enter>", "open", WHERE_LIST},   {"0x1C", "-", WHERE_LIST},
    };
    struct arena a = {0};
    struct diags d;
    struct config c = read_text(&a,
                                "bind:\n"
                                "  article:\n"
                                "    <C-n>: page-down\n"
                                "    q: 关闭\n"
                                "  <c-N>: down\n"
                                "  q: none\n"
                                "  ／: star\n"
                                "  w: set  width=40 \n",
                                &d);
    struct str arg;

    (void)state;
    CHECK_INT("mistakes", d.n, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(rows[i].key, does(&c, rows[i].key, rows[i].where), rows[i].want);
    keymap_find(&c.keys, 'w', WHERE_LIST, &arg);
    CHECK("argument", str_eq(arg, STR("width=40")));
    arena_free(&a);
}

/* What help shows are keys that do it there. */
static void keys_shown(void **state)
{
    struct arena a = {0};
    struct diags d;
    struct config c = read_text(
        &a, "bind:\n  x: down\n  j: up\n  list: {y: down}\n  z: set web=on\n", &d);
    const struct command *down = command_named(STR("down"), NULL);
    struct buf b = {0};

    (void)state;
    keymap_add(&b, &c.keys, down, WHERE_LIST, KEYMAP_MAX);
    CHECK_STR("list", b.p, "x y Down");
    buf_reset(&b);
    keymap_add(&b, &c.keys, down, WHERE_ARTICLE, KEYMAP_MAX);
    CHECK_STR("article", b.p, "x Down");
    buf_reset(&b);
    keymap_add(&b, &c.keys, down, WHERE_ALL, 1);
    CHECK_STR("one", b.p, "x");
    buf_reset(&b);
    keymap_add(&b, &c.keys, command_named(STR("set"), NULL), WHERE_ALL, KEYMAP_MAX);
    CHECK_INT("with an argument it is another thing", b.len, 0);
    buf_free(&b);
    arena_free(&a);
}

/* Many mistakes and many bindings take no longer for each. */
static void much(void **state)
{
    struct arena a = {0};
    struct buf text = {0};
    struct diags d = {.a = &a, .max = 10};
    struct config c = {.n_archives = 0};

    (void)state;
    buf_z(&text, "bind:\n");
    for (unsigned i = 0; i < 20000; i++)
        buf_printf(&text, "  x: down\n");
    for (unsigned i = 0; i < 20000; i++)
        buf_printf(&text, "k%u: [\n", i);
    config_read(&c, &a, "f", buf_view(&text), NULL, &d);
    CHECK_INT("bindings", c.keys.n, 1000);
    CHECK_INT("told", d.n, 10);
    CHECK("counted", d.n_errors >= 20000);
    buf_free(&text);
    arena_free(&a);
}

static void key_names(void **state)
{
    static const uint32_t more[] = {1, 9, 13, 26, 27, ' ', '<', '>', 127, 0x8BED};
    char name[32];
    struct buf b = {0};
    uint32_t got;

    (void)state;
    for (uint32_t k = K_UP; k < K_LAST; k++) {
        event_key_name(k, name);
        CHECK(name, event_key_named(str_of(name), &got) && got == k);
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        buf_reset(&b);
        keymap_add_key(&b, more[i]);
        CHECK(b.p, event_key_named(buf_view(&b), &got) && got == more[i]);
    }
    CHECK("empty", !event_key_named(STR(""), &got) && !event_key_named(STR("<>"), &got));
    CHECK("two", !event_key_named(STR("jj"), &got));
    buf_free(&b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_trees), cmocka_unit_test(defaults),
    cmocka_unit_test(archives),    cmocka_unit_test(people),
    cmocka_unit_test(keys),        cmocka_unit_test(keys_shown),
    cmocka_unit_test(much),        cmocka_unit_test(key_names),
};
const struct check_suite suite_config = {"config", tests, sizeof tests / sizeof *tests};

/* The words of the command line: one table of options, before or after operands. */
#include "internal.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

enum { MAX_COLS = 10000, MAX_SECONDS = 1000000 };

#define AT(field) offsetof(struct cli_opts, field)

static void *field_at(struct cli_opts *o, const struct cli_option *def)
{
    return (char *)o + def->at;
}

/* Alone, or "--hang=off". */
static bool set_flag(struct cli_opts *o, const struct cli_option *def, const char *value,
                     struct err *e)
{
    bool *to = field_at(o, def);

    *to = !value || strcmp(value, "off") != 0;
    return !value || strcmp(value, "on") == 0 || strcmp(value, "off") == 0 ||
           err_set(e, "“%s”不是 on 或 off", value);
}

static bool set_word(struct cli_opts *o, const struct cli_option *def, const char *value,
                     struct err *e)
{
    const char **to = field_at(o, def);

    (void)e;
    *to = value;
    return true;
}

static bool set_dir(struct cli_opts *o, const struct cli_option *def, const char *value,
                    struct err *e)
{
    const char **more;

    (void)def;
    if (!*value)
        return err_set(e, "路径是空的");
    more = arena_array(&o->a, const char *, o->n_dirs + 2);
    for (size_t i = 0; i < o->n_dirs; i++)
        more[i] = o->dirs[i];
    more[o->n_dirs++] = value;
    o->dirs = more;
    return true;
}

/* Decimal digits, then K, M or G when SUFFIX. */
static bool parse_number(const char *s, bool suffix, size_t max, size_t *out)
{
    static const char units[] = "KMG";
    size_t n = 0, shift = 0;

    if (*s < '0' || *s > '9')
        return false;
    for (; *s >= '0' && *s <= '9'; s++) {
        size_t digit = (size_t)(*s - '0');
        if (n > (max - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    if (suffix && *s) {
        char letter = (char)(*s >= 'a' ? *s - ('a' - 'A') : *s);
        const char *unit = memchr(units, letter, sizeof units - 1);
        if (!unit)
            return false;
        shift = 10 * (size_t)(unit - units + 1);
        s++;
    }
    if (*s || n > max >> shift)
        return false;
    *out = n << shift;
    return true;
}

static bool set_number(struct cli_opts *o, const struct cli_option *def,
                       const char *value, struct err *e)
{
    size_t n;
    unsigned *to = field_at(o, def);

    if (!parse_number(value, false, MAX_COLS, &n))
        return err_set(e, "“%s”不是 0 到 %d 的整数", value, MAX_COLS);
    *to = (unsigned)n;
    return true;
}

static bool set_width(struct cli_opts *o, const struct cli_option *def, const char *value,
                      struct err *e)
{
    return set_number(o, def, value, e) && (o->width > 0 || err_set(e, "宽度至少是 1"));
}

static bool set_indent(struct cli_opts *o, const struct cli_option *def,
                       const char *value, struct err *e)
{
    o->indent_given = true;
    return set_number(o, def, value, e);
}

static bool set_size(struct cli_opts *o, const struct cli_option *def, const char *value,
                     struct err *e)
{
    size_t *to = field_at(o, def);

    return parse_number(value, true, SIZE_MAX / 2, to) ||
           err_set(e, "“%s”不是整数（可带 K、M、G）", value);
}

/* The same for a limit: 0 would mean the default. */
static bool set_limit(struct cli_opts *o, const struct cli_option *def, const char *value,
                      struct err *e)
{
    size_t *to = field_at(o, def);

    return set_size(o, def, value, e) && (*to > 0 || err_set(e, "限度至少是 1"));
}

static bool set_small_limit(struct cli_opts *o, const struct cli_option *def,
                            const char *value, struct err *e)
{
    unsigned *to = field_at(o, def);
    size_t n;

    if (!parse_number(value, true, UINT_MAX, &n) || n == 0)
        return err_set(e, "“%s”不是正整数", value);
    *to = (unsigned)n;
    return true;
}

/* Index of VALUE in WORDS (NULL ends them); the words are named when it is none of them. */
static bool pick(const char *value, const char *const *words, size_t *index,
                 struct err *e)
{
    struct buf list = {0};

    for (size_t i = 0; words[i]; i++) {
        if (strcmp(words[i], value) == 0) {
            *index = i;
            buf_free(&list);
            return true;
        }
        buf_printf(&list, "%s%s", i ? "、" : "", words[i]);
    }
    err_set(e, "没有“%s”；可用 %s", value, list.p);
    buf_free(&list);
    return false;
}

static bool set_amb(struct cli_opts *o, const struct cli_option *def, const char *value,
                    struct err *e)
{
    static const char *const words[] = {"auto", "1", "2", NULL};
    size_t i;

    (void)def;
    if (!pick(value, words, &i, e))
        return false;
    o->amb = (int)i;
    return true;
}

static bool set_kinsoku(struct cli_opts *o, const struct cli_option *def,
                        const char *value, struct err *e)
{
    static const char *const words[] = {"gb", "basic", "strict", "none", NULL};
    static const enum kinsoku levels[] = {KINSOKU_GB, KINSOKU_BASIC, KINSOKU_STRICT,
                                          KINSOKU_NONE};
    size_t i;

    (void)def;
    if (!pick(value, words, &i, e))
        return false;
    o->kinsoku = levels[i];
    return true;
}

static bool set_color(struct cli_opts *o, const struct cli_option *def, const char *value,
                      struct err *e)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    size_t i;

    (void)def;
    if (!pick(value, words, &i, e))
        return false;
    o->color = words[i];
    return true;
}

static bool set_confidence(struct cli_opts *o, const struct cli_option *def,
                           const char *value, struct err *e)
{
    static const char *const words[] = {"all", "low", "middle", "high", "",
                                        "低",  "中",  "高",     NULL};
    size_t i;

    (void)def;
    if (!pick(value, words, &i, e))
        return false;
    o->min_confidence = (int)(i % 4);
    return true;
}

static bool set_kiosk(struct cli_opts *o, const struct cli_option *def, const char *value,
                      struct err *e)
{
    static const char *const words[] = {"weak", NULL};
    size_t i;

    (void)def;
    if (value && !pick(value, words, &i, e))
        return false;
    o->kiosk.on = o->kiosk.rules = true;
    o->kiosk.weak = value != NULL;
    return true;
}

static bool set_seconds(struct cli_opts *o, const struct cli_option *def,
                        const char *value, struct err *e)
{
    unsigned *to = field_at(o, def);
    size_t n;

    if (!parse_number(value, false, MAX_SECONDS, &n) || n == 0)
        return err_set(e, "“%s”不是 1 到 %d 的整数", value, MAX_SECONDS);
    *to = (unsigned)n;
    return true;
}

static bool set_lang(struct cli_opts *o, const struct cli_option *def, const char *value,
                     struct err *e)
{
    static const char *const words[] = {"zh_CN", "zh", NULL};
    size_t i;

    (void)def;
    if (!pick(value, words, &i, e))
        return false;
    o->lang = words[i];
    return true;
}

enum {
    CMD_TEXT = CMD_READ | CMD_SHOW | CMD_WRAP,
    CMD_FILES = CMD_READ | CMD_INDEX | CMD_LIST | CMD_SHOW | CMD_CHECK | CMD_QUOTES |
                CMD_SPEAKERS | CMD_FACETS | CMD_SEARCH | CMD_STATS | CMD_EXPORT |
                CMD_IMPORT,
    CMD_TABLE = CMD_LIST | CMD_QUOTES | CMD_SPEAKERS | CMD_FACETS | CMD_SEARCH,
    CMD_QUERY = CMD_TABLE | CMD_STATS | CMD_EXPORT /* operands are a query */
};

static const struct cli_option options[] = {
    {"dir", 'd', "PATH", CMD_ANY, 0, set_dir, "存档：目录、文件或 -（标准输入），可重复"},
    {"format", 'f', "FORMAT", CMD_ANY, AT(format), set_word,
     "text、tsv、csv、json、jsonl（quotes 另有 md）"},
    {"width", 0, "N", CMD_ANY, AT(width), set_width, "每行最多 N 列"},
    {"plain", 0, NULL, CMD_ANY, AT(plain), set_flag, "纯文本：无转义序列，无边栏"},
    {"color", 0, "WHEN", CMD_ANY, 0, set_color, "颜色：auto、always、never"},
    {"theme", 0, "NAME", CMD_ANY, AT(theme), set_word,
     "配色：auto、dark、light、mono、ansi-16 或自己的"},
    {"ambiguous", 0, "1|2", CMD_ANY, 0, set_amb, "“ ” … 等字符占几列，或 auto"},
    {"lang", 0, "LANG", CMD_ANY, 0, set_lang, "界面语言：zh_CN"},
    {"no-cache", 0, NULL, CMD_ANY, AT(no_cache), set_flag, "不用缓存，每次读原文件"},
    {"cache-dir", 0, "DIR", CMD_ANY, AT(cache_dir), set_word, "缓存放在 DIR 下"},
    {"config", 0, "FILE", CMD_ANY, AT(config_path), set_word,
     "设置文件，不用通常的那一个"},
    {"no-config", 0, NULL, CMD_ANY, AT(no_config), set_flag, "不读设置文件"},
    {"into", 0, "DIR", CMD_INDEX, AT(into), set_word, "建在 DIR 下，供许多人只读共用"},
    {"no-state", 0, NULL, CMD_ANY, AT(no_state), set_flag,
     "不读也不记阅读状态，不用更正"},
    {"query", 'q', "QUERY", CMD_READ, AT(query), set_word, "阅读器一开始只列出这些文章"},
    {"kinsoku", 0, "LEVEL", CMD_TEXT, 0, set_kinsoku, "避头尾：gb、basic、strict、none"},
    {"indent", 0, "N", CMD_TEXT, AT(indent), set_indent, "段首缩进 N 列"},
    {"hang", 0, NULL, CMD_TEXT, AT(hang), set_flag, "行末点号可悬挂到边外"},
    {"orphan", 0, NULL, CMD_TEXT, AT(orphan), set_flag, "孤字不成行"},
    {"all-text", 0, NULL, CMD_SHOW, AT(all_text), set_flag, "连署名、图注、尾注一并输出"},
    {"output", 'o', "PATH", CMD_EXPORT | CMD_IMPORT, AT(output), set_word,
     "写到文件，或目录（以 / 结尾，每篇一个文件）"},
    {"force", 0, NULL, CMD_EXPORT | CMD_IMPORT, AT(force), set_flag,
     "可以覆盖已有的文件"},
    {"accessed", 0, "DATE", CMD_EXPORT, AT(accessed), set_word, "引用日期（默认今天）"},
    {"raw", 0, NULL, CMD_SHOW, AT(raw), set_flag, "原样写出文件（不写到终端）"},
    {"fields", 0, "A,B", CMD_LIST, AT(fields), set_word, "只要这些栏，按此顺序"},
    {"sort", 0, "KEY", CMD_LIST | CMD_QUOTES | CMD_FACETS | CMD_EXPORT, AT(sort),
     set_word, "-date、date、title 等；facets：count、name"},
    {"group", 0, "FIELD", CMD_LIST, AT(group), set_word,
     "按 speaker、month、tag、source、role 等分组"},
    {"limit", 0, "N", CMD_TABLE | CMD_EXPORT, AT(limit), set_size, "最多 N 篇（条）"},
    {"offset", 0, "N", CMD_TABLE | CMD_EXPORT, AT(offset), set_size, "跳过前 N 篇（条）"},
    {"count", 0, NULL, CMD_TABLE, AT(count), set_flag, "只输出篇数（条数）"},
    {"null", '0', NULL, CMD_TABLE, AT(nul), set_flag, "每条以 NUL 结尾，供 xargs -0"},
    {"bom", 0, NULL, CMD_TABLE | CMD_CHECK, AT(bom), set_flag,
     "CSV 以 UTF-8 标记开头（Excel 需要）"},
    {"csv-safe", 0, NULL, CMD_TABLE | CMD_CHECK, AT(csv_safe), set_flag,
     "CSV 中以 = + - @ 开头的格前加 '"},
    {"all", 0, NULL, CMD_QUOTES | CMD_SPEAKERS, AT(all), set_flag,
     "所有最外层引号，不论性质；机构和未具名者也列出"},
    {"indirect", 0, NULL, CMD_QUOTES, AT(indirect), set_flag, "转述也输出"},
    {"context", 0, "N", CMD_QUOTES, AT(context), set_number, "连同前后各 N 句"},
    {"explain", 0, NULL, CMD_QUOTES, AT(explain), set_flag, "说明判断的依据"},
    {"speaker", 0, "NAME", CMD_QUOTES, AT(speaker), set_word, "只要此人说的（繁简均可）"},
    {"min-confidence", 0, "LEVEL", CMD_QUOTES, 0, set_confidence,
     "把握至少：high、middle、low（高、中、低）"},
    {"defaults", 0, NULL, CMD_CONFIG, AT(defaults), set_flag,
     "写出原来的设置，可作设置文件"},
    {"paths", 0, NULL, CMD_CONFIG, AT(where), set_flag, "设置、状态和缓存放在哪里"},
    {"check", 0, NULL, CMD_CONFIG, AT(verify), set_flag, "查设置文件有没有写错"},
    {"strict", 0, NULL, CMD_CHECK | CMD_CONFIG, AT(strict), set_flag, "有警告也算失败"},
    {"max-file", 0, "SIZE", CMD_FILES, AT(limits.file), set_limit,
     "文件最大字节数（16M）"},
    {"max-depth", 0, "N", CMD_FILES, AT(limits.depth), set_small_limit,
     "YAML 最大嵌套层数（64）"},
    {"max-keys", 0, "N", CMD_FILES, AT(limits.keys), set_small_limit,
     "一篇最多的键数（256）"},
    {"max-key", 0, "SIZE", CMD_FILES, AT(limits.key_len), set_small_limit,
     "键名最大字节数（1K）"},
    {"max-alias", 0, "SIZE", CMD_FILES, AT(limits.alias), set_limit,
     "别名展开的最大字节数（1M）"},
    {"max-directives", 0, "N", CMD_FILES, AT(limits.directives), set_small_limit,
     "以 % 开头的指令行数（16）"},
    {"max-dirs", 0, "N", CMD_FILES, AT(limits.dirs), set_small_limit,
     "目录最大深度（64）"},
    {"max-articles", 0, "N", CMD_FILES, AT(limits.articles), set_limit,
     "最多篇数（1000000）"},
    {"kiosk", 0, "[=weak]", CMD_READ, 0, set_kiosk,
     "给陌生人用：只读，由内核看管（见 yulu-kiosk(8)）"},
    {"kiosk-commands", 0, NULL, CMD_READ, AT(kiosk.commands), set_flag,
     "访客可用 ssh 主机 编号 或 list、quotes 等"},
    {"kiosk-copy", 0, NULL, CMD_READ, AT(kiosk.copy), set_flag,
     "访客可复制到自己终端的剪贴板"},
    {"kiosk-status", 0, NULL, CMD_READ, AT(kiosk_status), set_flag,
     "说明内核会拒绝什么，然后结束"},
    {"max-sessions", 0, "N", CMD_READ, AT(kiosk.max_sessions), set_seconds,
     "这个账户最多 N 人同时在读"},
    {"idle", 0, "SECONDS", CMD_READ, AT(idle), set_seconds, "这么久没有按键就结束"},
    {"help", 'h', NULL, CMD_ANY, AT(help), set_flag, "帮助"},
    {"version", 'V', NULL, CMD_ANY, AT(version), set_flag, "版本"},
};
enum { N_OPTIONS = sizeof options / sizeof *options };

const struct cli_option *cli_option_at(size_t i)
{
    return i < N_OPTIONS ? &options[i] : NULL;
}

static const char *option_name_at(size_t i)
{
    return i < N_OPTIONS ? options[i].name : NULL;
}

struct parse {
    struct cli_opts *o;
    struct err *e;
    const char *const *argv;
    int argc, i;
    const char **args;  /* operands so far; room for all words */
    const char **given; /* values of options; NULL = not used */
};

static const struct cli_option *find_name(struct str name)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (str_eq(str_of(options[i].name), name))
            return &options[i];
    }
    return NULL;
}

const struct cli_option *cli_option_find(const char *name)
{
    return find_name(str_of(name));
}

const char *cli_given(const struct cli_opts *o, const char *name)
{
    return o->given[find_name(str_of(name)) - options];
}

static const struct cli_option *find_letter(char letter)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (options[i].letter && options[i].letter == letter)
            return &options[i];
    }
    return NULL;
}

/* VALUE: what came with the option itself, or NULL. */
static bool apply(struct parse *ps, const struct cli_option *def, const char *value)
{
    bool needed = def->arg && def->arg[0] != '[';

    if (ps->o->guest && !guest_may(def))
        return err_set(ps->e, "这里不能用选项 --%s", def->name);
    if (needed && !value) {
        if (ps->i + 1 >= ps->argc)
            return err_set(ps->e, "选项 --%s 缺少 %s", def->name, def->arg);
        value = ps->argv[++ps->i];
    }
    ps->given[def - options] = value ? value : "on";
    return def->set(ps->o, def, value, ps->e) ||
           err_wrap(ps->e, arena_printf(&ps->o->a, "选项 --%s", def->name));
}

static bool long_option(struct parse *ps, const char *word)
{
    const char *equal = strchr(word, '=');
    size_t len = equal ? (size_t)(equal - word) : strlen(word);
    const struct cli_option *def = find_name(str_make(word, len));
    const char *near;

    if (!def) {
        near = nearest_word(arena_strz(&ps->o->a, str_make(word, len)), option_name_at);
        return near ? err_set(ps->e, "没有选项 --%.*s；是否 --%s？", (int)len, word, near)
                    : err_set(ps->e, "没有选项 --%.*s", (int)len, word);
    }
    return apply(ps, def, equal ? equal + 1 : NULL);
}

/* "-d PATH", "-dPATH", "-hV". */
static bool short_options(struct parse *ps, const char *word)
{
    for (const char *p = word + 1; *p; p++) {
        const struct cli_option *def = find_letter(*p);
        if (!def)
            return err_set(ps->e, "没有选项 %s", word);
        if (def->arg)
            return apply(ps, def, p[1] ? p + 1 : NULL);
        if (!apply(ps, def, NULL))
            return false;
    }
    return true;
}

static void operand(struct parse *ps, const char *word, bool may_command)
{
    const struct cli_command *c = NULL;

    if (may_command && !ps->o->command && ps->o->n_args == 0)
        c = cli_command_find(word);
    if (c)
        ps->o->command = c->name;
    else
        ps->args[ps->o->n_args++] = word;
}

/* "date:…" and not "d" with a value. */
static bool begins_with_field(const char *word)
{
    const char *colon = strchr(word, ':');
    enum query_field field;
    struct str key;

    return colon && query_field_find(str_make(word, (size_t)(colon - word)),
                                     &(struct query_world){0}, &field, &key);
}

/* A word like "-行业:医疗" is part of a query. */
static bool is_query_term(const struct parse *ps, const char *word)
{
    const struct cli_command *c =
        ps->o->command ? cli_command_find(ps->o->command) : NULL;

    return c && (c->bit & CMD_QUERY) && word[1] != '-' &&
           (!find_letter(word[1]) || begins_with_field(word + 1));
}

static bool check_use(const struct parse *ps)
{
    const struct cli_command *c =
        ps->o->command ? cli_command_find(ps->o->command) : NULL;
    unsigned bit = c ? c->bit : CMD_READ;

    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (ps->given[i] && !(options[i].commands & bit))
            return c ? err_set(ps->e, "%s 没有选项 --%s", c->name, options[i].name)
                     : err_set(ps->e, "选项 --%s 要跟子命令一起用", options[i].name);
    }
    return true;
}

bool cli_parse(struct cli_opts *o, int argc, const char *const *argv, struct err *e)
{
    struct parse ps = {.o = o, .e = e, .argv = argv, .argc = argc};
    bool ended = false;

    o->color = "auto";
    o->limit = SIZE_MAX;
    ps.given = arena_array(&o->a, const char *, N_OPTIONS);
    o->given = ps.given;
    ps.args = arena_array(&o->a, const char *, argc > 0 ? (size_t)argc : 1);
    o->args = ps.args;
    for (ps.i = 1; ps.i < argc; ps.i++) {
        const char *word = argv[ps.i];
        if (!ended && strcmp(word, "--") == 0)
            ended = true;
        else if (ended || word[0] != '-' || !word[1] || is_query_term(&ps, word))
            operand(&ps, word, !ended);
        else if (!(word[1] == '-' ? long_option(&ps, word + 2)
                                  : short_options(&ps, word)))
            return false;
    }
    return check_use(&ps);
}

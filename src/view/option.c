/* The options and what they may be; how the running reader takes them is in settings.c. */
#include "view/option.h"

#include "settings.h"

#include <stdint.h>

/* clang-format off */
#define AT_START 0, NULL, NULL
#define LIVE(member) offsetof(struct app, member), NULL, NULL
#define HOOK(name) 0, settings_set_##name, settings_get_##name
#define WORDS(...) OPTION_WORD, 0, 0, {__VA_ARGS__}
#define NUMBER(low, high) OPTION_NUMBER, (low), (high), {NULL}
#define SIZE(low) OPTION_SIZE, (low), SIZE_MAX / 2, {NULL}
#define SWITCH OPTION_SWITCH, 0, 0, {NULL}
#define TEXT OPTION_TEXT, 0, 0, {NULL}

/* Two lines a row: name, kind, first value; help, how the reader has it. */
static const struct option options[] = {
    {"ambiguous", WORDS("auto", "1", "2"), "auto",
     "“ ” … 等占几列；auto 问终端", HOOK(ambiguous)},
    {"archive", TEXT, "",
     "没有说读什么时打开的存档：@名称 或路径", AT_START},
    {"aside", SWITCH, "on",
     "列表够长时，下面列出本篇发言人和相关文章", LIVE(aside.on)},
    {"bom", SWITCH, "off",
     "CSV 以 UTF-8 标记开头（Excel 需要）", AT_START},
    {"cache", SWITCH, "on",
     "大的存档用缓存，不必每次重读", AT_START},
    {"cache-dir", TEXT, "",
     "缓存放在哪里；空的是通常的地方", AT_START},
    {"cite", TEXT, "",
     "Y 的样子：{text} {speaker} {titles} {title} {date} {url} {id}，[] 里缺了就省",
     HOOK(cite)},
    {"color", WORDS("auto", "always", "never"), "auto",
     "颜色", AT_START},
    {"csv-safe", SWITCH, "off",
     "CSV 中以 = + - @ 开头的格前加 '", AT_START},
    {"hang", SWITCH, "off",
     "标点悬挂", LIVE(hang)},
    {"indent", NUMBER(0, 8), "4",
     "段首缩进几列", LIVE(indent)},
    {"indirect", SWITCH, "off",
     "标出没有引号的转述", LIVE(indirect)},
    {"kinsoku", WORDS("gb", "basic", "strict", "none"), "gb",
     "避头尾", LIVE(kinsoku)},
    {"lang", WORDS("zh_CN", "zh"), "zh_CN",
     "界面语言", AT_START},
    {"layout", WORDS("auto", "1", "2", "3"), "auto",
     "窗格：1 单窗格，2 上下，3 左右；auto 看窗口大小和上次所选",
     HOOK(layout)},
    {"max-alias", SIZE(1), "1M",
     "别名展开的最大字节数", AT_START},
    {"max-articles", SIZE(1), "1000000",
     "最多篇数", AT_START},
    {"max-depth", NUMBER(1, 100000), "64",
     "YAML 最大嵌套层数", AT_START},
    {"max-directives", NUMBER(1, 100000), "16",
     "以 % 开头的指令行数", AT_START},
    {"max-dirs", NUMBER(1, 100000), "64",
     "目录最大深度", AT_START},
    {"max-file", SIZE(1), "16M",
     "文件最大字节数", AT_START},
    {"max-key", SIZE(1), "1K",
     "键名最大字节数", AT_START},
    {"max-keys", NUMBER(1, 1000000), "256",
     "一篇最多的键数", AT_START},
    {"min-confidence", WORDS("all", "low", "middle", "high"), "all",
     "quotes 只输出把握至少如此的语录", AT_START},
    {"orphan", SWITCH, "off",
     "孤字不成行", LIVE(orphan)},
    {"query", TEXT, "",
     "阅读器一开始的筛选", AT_START},
    {"sort", WORDS("-date", "date", "title", "speaker", "quotes", "len"), "-date",
     "列表的次序", HOOK(sort)},
    {"state", SWITCH, "on",
     "记下读过、收藏和位置，采用更正", AT_START},
    {"theme", TEXT, "auto",
     "配色的名称", AT_START},
    {"unfold", SWITCH, "off",
     "展开署名、图注", LIVE(reading.unfold)},
    {"web", SWITCH, "off",
     "段间空行代替缩进", LIVE(web)},
    {"width", NUMBER(MEASURE_MIN, MEASURE_MAX), "76",
     "正文每行几列", LIVE(measure)},
};
/* clang-format on */
enum { N_OPTIONS = sizeof options / sizeof *options };
_Static_assert(sizeof options / sizeof *options <= (size_t)OPTION_MAX,
               "struct options has room for all");

const struct option *option_at(size_t i)
{
    return i < N_OPTIONS ? &options[i] : NULL;
}

const struct option *option_find(struct str name)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (str_eq(name, str_of(options[i].name)))
            return &options[i];
    }
    return NULL;
}

size_t option_index(const struct option *o)
{
    return (size_t)(o - options);
}

bool option_is_live(const struct option *o)
{
    return o->at || o->set;
}

void option_add_range(struct buf *out, const struct option *o)
{
    if (o->kind == OPTION_NUMBER)
        buf_printf(out, "%zu-%zu", o->low, o->high);
    else if (o->kind == OPTION_SIZE)
        buf_z(out, "整数，可带 K、M、G");
    else if (o->kind == OPTION_SWITCH)
        buf_z(out, "on|off");
    else if (o->kind == OPTION_TEXT)
        buf_z(out, "文字");
    for (size_t i = 0; i < OPTION_WORDS && o->words[i]; i++)
        buf_printf(out, "%s%s", i ? "|" : "", o->words[i]);
}

/* ---- What a value may be */

/* Decimal digits, then K, M or G when SUFFIX. */
static bool number(struct str s, bool suffix, size_t *out)
{
    static const char units[] = "KMG";
    size_t n = 0, i = 0, shift = 0;

    for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
        size_t digit = (size_t)(s.p[i] - '0');
        if (n > (SIZE_MAX / 2 - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    if (suffix && i && i + 1 == s.len) {
        char letter = (char)(s.p[i] >= 'a' ? s.p[i] - ('a' - 'A') : s.p[i]);
        const char *unit = memchr(units, letter, sizeof units - 1);
        shift = unit ? 10 * (size_t)(unit - units + 1) : 0;
        i += shift > 0;
    }
    *out = n << shift;
    return i && i == s.len && n <= SIZE_MAX / 2 >> shift;
}

static bool check_number(const struct option *o, struct str s, struct str *plain)
{
    size_t n;

    *plain = s;
    return number(s, o->kind == OPTION_SIZE, &n) && n >= o->low && n <= o->high;
}

static bool check_switch(const struct option *o, struct str s, struct str *plain)
{
    static const char *const words[][2] = {
        {"off", "on"}, {"0", "1"}, {"关", "开"}, {"no", "yes"}, {"false", "true"}};

    (void)o;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (size_t on = 0; on < 2; on++) {
            if (str_eq(s, str_of(words[i][on]))) {
                *plain = str_of(words[0][on]);
                return true;
            }
        }
    }
    return false;
}

static bool check_word(const struct option *o, struct str s, struct str *plain)
{
    *plain = s;
    for (size_t i = 0; i < OPTION_WORDS && o->words[i]; i++) {
        if (str_eq(s, str_of(o->words[i])))
            return true;
    }
    return false;
}

static bool check_text(const struct option *o, struct str s, struct str *plain)
{
    (void)o;
    *plain = s;
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
            return false;
    }
    return true;
}

bool option_check(const struct option *o, struct str value, struct str *plain,
                  struct err *e)
{
    static bool (*const checks[])(const struct option *, struct str, struct str *) = {
        [OPTION_NUMBER] = check_number, [OPTION_SIZE] = check_number,
        [OPTION_SWITCH] = check_switch, [OPTION_WORD] = check_word,
        [OPTION_TEXT] = check_text,
    };
    struct str unused;
    struct buf range = {0};
    bool ok = checks[o->kind](o, value, plain ? plain : &unused);

    if (!ok) {
        option_add_range(&range, o);
        err_set(e, "可以是 %s", range.p);
    }
    buf_free(&range);
    return ok;
}

const char *options_get(const struct options *v, const char *name)
{
    const struct option *o = option_find(str_of(name));

    return v->values[option_index(o)] ? v->values[option_index(o)] : o->value;
}

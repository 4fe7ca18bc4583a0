/* What a guest of the kiosk may ask for by `ssh HOST words`.
 *
 * No shell reads the words: they are split here, and nothing in them is special but blanks, quotes
 * and a backslash.  What may be asked for is listed below; what is not listed is refused. */
#include "internal.h"

#include "text/utf8.h"

#include <stdlib.h>

enum { LINE_MAX_BYTES = 4096, WORDS_MAX = 64, OPTIONS_MAX = 256 };

static const char *const guest_commands[] = {"facets", "list",     "quotes",
                                             "search", "speakers", "show"};
static const char *const guest_options[] = {
    "all",     "all-text", "ambiguous",      "bom",     "color",
    "context", "count",    "csv-safe",       "explain", "fields",
    "format",  "group",    "hang",           "indent",  "indirect",
    "kinsoku", "limit",    "min-confidence", "null",    "offset",
    "orphan",  "plain",    "sort",           "speaker", "width",
};
#define N_ELEMENTS(list) (sizeof(list) / sizeof *(list))

static bool is_listed(const char *const *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

bool guest_may(const struct cli_option *def)
{
    return is_listed(guest_options, N_ELEMENTS(guest_options), def->name);
}

/* ---- Words */

struct splitter {
    const char *p, *end;
    struct buf word;
    char quote; /* the mark that is open; 0 = none */
    bool begun; /* the word is there, though it may be empty */
};

static bool check_line(struct str line, struct err *e)
{
    if (line.len > LINE_MAX_BYTES)
        return err_set(e, "命令超过 %d 字节", LINE_MAX_BYTES);
    if (utf8_valid_len(line) != line.len)
        return err_set(e, "命令不是 UTF-8");
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F)
            return err_set(e, "命令里有控制字符");
    }
    return true;
}

/* One byte of a word, or a blank after it; false at the end of the word. */
static bool take_byte(struct splitter *s)
{
    char c = *s->p++;

    if (!s->quote && (c == ' ' || c == '\t'))
        return !s->begun;
    s->begun = true;
    if (c == s->quote)
        s->quote = 0;
    else if (!s->quote && (c == '\'' || c == '"'))
        s->quote = c;
    else if (c == '\\' && s->quote != '\'' && s->p < s->end)
        buf_c(&s->word, *s->p++);
    else
        buf_c(&s->word, c);
    return true;
}

static bool next_word(struct splitter *s)
{
    buf_reset(&s->word);
    s->begun = false;
    while (s->p < s->end && take_byte(s))
        continue;
    return s->begun;
}

bool guest_split(struct arena *a, struct str line, const char ***words, size_t *n,
                 struct err *e)
{
    struct str text = line.len ? line : STR("");
    struct splitter s = {.p = text.p, .end = text.p + text.len};
    bool ok = check_line(text, e);

    *words = arena_array(a, const char *, WORDS_MAX + 1);
    *n = 0;
    while (ok && next_word(&s)) {
        if (s.quote)
            ok = err_set(e, "引号 %c 没有配对", s.quote);
        else if (*n == WORDS_MAX)
            ok = err_set(e, "命令超过 %d 个词", WORDS_MAX);
        else
            (*words)[(*n)++] = arena_strz(a, buf_view(&s.word));
    }
    buf_free(&s.word);
    return ok;
}

/* ---- What they ask for */

static bool refuse_command(const char *word, struct err *e)
{
    struct buf list = {0};

    for (size_t i = 0; i < N_ELEMENTS(guest_commands); i++)
        buf_printf(&list, "%s%s", i ? "、" : "", guest_commands[i]);
    err_set(e, "不能用“%s”；可用 %s，或文章编号", word, list.p);
    buf_free(&list);
    return false;
}

/* `show` takes files too, which are not for guests. */
static bool check_operands(const struct cli_opts *o, struct err *e)
{
    for (size_t i = 0; strcmp(o->command, "show") == 0 && i < o->n_args; i++)
        if (!cli_is_id(o->args[i]))
            return err_set(e, "“%s”不是文章编号", o->args[i]);
    return true;
}

/* What the owner gave counts where the guest gives nothing. */
static void keep_given(struct cli_opts *o, const char *const *owner)
{
    const char **both = arena_array(&o->a, const char *, OPTIONS_MAX);

    for (size_t i = 0; cli_option_at(i) && i < OPTIONS_MAX; i++)
        both[i] = o->given[i] || !owner ? o->given[i] : owner[i];
    o->given = both;
}

bool guest_parse(struct cli_opts *o, struct str line, struct err *e)
{
    const char *const *owner = o->given;
    const char **words, **argv;
    size_t n;

    o->guest = true;
    o->args = NULL;
    o->n_args = 0;
    if (!guest_split(&o->a, line, &words, &n, e) || n == 0)
        return !e->msg[0];
    if (n == 1 && cli_is_id(words[0])) {
        o->open_id = words[0];
        return true;
    }
    if (!is_listed(guest_commands, N_ELEMENTS(guest_commands), words[0]))
        return refuse_command(words[0], e);
    argv = arena_array(&o->a, const char *, n + 2);
    memcpy(argv + 1, words, n * sizeof *argv);
    argv[0] = "yulu";
    if (!cli_parse(o, (int)n + 1, argv, e))
        return false;
    keep_given(o, owner);
    return check_operands(o, e);
}

/* yulu complete -- WORD... : what the last word of a command line could become, one a line, with a
 * tab and a few words about it; status 1: names of files would do as well.  Made for the shells'
 * completions in share/completions, which know nothing of commands and options themselves. */
#include "complete.h"

#include "list_fields.h"

void complete_put(struct completing *c, struct str word, const char *about)
{
    struct buf *b = &c->out.b;
    bool added;

    map_put(&c->in->a, &c->seen, arena_str(&c->in->a, word), 0, &added);
    if (!added)
        return;
    buf_z(b, c->before);
    buf_line(b, word);
    if (about && *about)
        buf_printf(b, "\t%s", about);
    buf_c(b, '\n');
    c->n++;
    out_room(&c->out);
}

void complete_offer(struct completing *c, struct str word, const char *about)
{
    if (str_starts(word, c->word))
        complete_put(c, word, about);
}

/* ---- Words of tables */

static void offer_words(struct completing *c, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        complete_offer(c, str_of(words[i]), NULL);
}

static void offer_commands(struct completing *c)
{
    const struct cli_command *cmd;

    for (size_t i = 0; (cmd = cli_command_at(i)); i++)
        if (cmd->summary)
            complete_offer(c, str_of(cmd->name), cmd->summary);
}

static void offer_archives(struct completing *c)
{
    const struct config *config = &c->in->config;

    for (size_t i = 0; i < config->n_archives; i++) {
        struct buf b = {0};
        buf_printf(&b, "@%s", config->archives[i].name);
        complete_offer(c, buf_view(&b), config->archives[i].paths[0]);
        buf_free(&b);
    }
}

static void offer_paths(struct completing *c)
{
    offer_archives(c);
    c->files = !str_starts(c->word, STR("@")) || !c->n;
}

static unsigned bit_of(const struct cli_opts *o)
{
    return o->command ? cli_command_find(o->command)->bit : CMD_READ;
}

static void offer_options(struct completing *c)
{
    const struct cli_option *def;

    for (size_t i = 0; (def = cli_option_at(i)); i++) {
        struct buf b = {0};
        buf_printf(&b, "--%s", def->name);
        /* Before the command is there, any may come. */
        if (!c->in->command || (def->commands & bit_of(c->in)))
            complete_offer(c, buf_view(&b), def->help);
        buf_free(&b);
    }
}

static void offer_config(struct completing *c)
{
    const struct option *o;

    c->files = c->in->verify;
    for (size_t i = 0; (o = option_at(i)) && !c->files; i++)
        complete_offer(c, str_of(o->name), o->help);
}

/* ---- Values of options */

static void offer_fields(struct completing *c)
{
    const struct list_field *f;
    size_t comma = c->word.len;
    struct buf b = {0};

    while (comma && c->word.p[comma - 1] != ',')
        comma--;
    for (size_t i = 0; (f = list_field(i)); i++) {
        buf_reset(&b);
        buf_str(&b, str_slice(c->word, 0, comma));
        buf_z(&b, f->column.name);
        complete_offer(c, buf_view(&b), NULL);
    }
    buf_free(&b);
}

static void offer_formats(struct completing *c)
{
    static const char *const table[] = {"text", "tsv", "csv", "json", "jsonl", NULL};

    offer_words(c, table);
    if (!c->in->command || bit_of(c->in) & (CMD_QUOTES | CMD_EXPORT))
        complete_offer(c, STR("md"), NULL);
}

static void offer_value(struct completing *c, const char *name)
{
    static const struct {
        const char *name;
        void (*offer)(struct completing *c);
    } rows[] = {
        {"dir", offer_paths},      {"fields", offer_fields},
        {"format", offer_formats}, {"group", complete_field},
        {"query", complete_query}, {"speaker", complete_speaker},
    };
    static const char *const files[] = {"cache-dir", "config", "into", "output"};
    const struct option *o = option_find(str_of(name));

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            rows[i].offer(c);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        c->files = c->files || strcmp(files[i], name) == 0;
    if (o && o->kind == OPTION_WORD)
        offer_words(c, o->words);
}

/* ---- Operands */

static void offer_operand(struct completing *c)
{
    static const char *const index_words[] = {"build", "status", "verify", "clean", NULL};
    static const struct {
        unsigned bits;
        size_t at; /* 0 = every operand, else the first one only */
        void (*offer)(struct completing *c);
    } rows[] = {
        {CMD_FACETS, 1, complete_field},
        {CMD_SEARCH, 1, NULL},
        {CMD_LIST | CMD_QUOTES | CMD_SPEAKERS | CMD_STATS | CMD_FACETS | CMD_SEARCH |
             CMD_EXPORT,
         0, complete_query},
        {CMD_SHOW, 0, complete_id},
        {CMD_CHECK, 0, offer_paths},
        {CMD_CONFIG, 0, offer_config},
        {CMD_HELP, 1, offer_commands},
    };
    unsigned bit = bit_of(c->in);

    if (bit == CMD_READ && c->in->n_args == 0)
        offer_commands(c);
    if (bit == CMD_READ)
        offer_paths(c);
    c->files = c->files || bit & (CMD_SHOW | CMD_WRAP | CMD_IMPORT);
    if (bit == CMD_INDEX && c->in->n_args == 0)
        offer_words(c, index_words);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!(rows[i].bits & bit) || (rows[i].at && c->in->n_args > 0))
            continue;
        if (rows[i].offer)
            rows[i].offer(c);
        return;
    }
}

/* "--format=t": an option and the beginning of its value. */
static bool offer_joined(struct completing *c)
{
    size_t eq = str_find(c->word, STR("="), 0);
    struct arena *a = &c->in->a;
    const char *name;

    if (!str_starts(c->word, STR("--")) || eq == c->word.len)
        return false;
    name = arena_strz(a, str_slice(c->word, 2, eq - 2));
    c->before = arena_strz(a, str_slice(c->word, 0, eq + 1));
    c->word = str_from(c->word, eq + 1);
    offer_value(c, name);
    return true;
}

/* The option that the word WORD leaves without its value, or NULL. */
static const struct cli_option *open_option(const char *word)
{
    const struct cli_option *def;

    for (size_t i = 0; (def = cli_option_at(i)); i++) {
        if (!def->arg)
            continue;
        if (word[0] == '-' && word[1] == '-' && strcmp(word + 2, def->name) == 0)
            return def;
        if (word[0] == '-' && def->letter && word[1] == def->letter && !word[2])
            return def;
    }
    return NULL;
}

int cli_complete(struct cli_opts *o)
{
    struct cli_opts in = {.command = NULL};
    struct completing c = {.in = &in, .before = ""};
    size_t n = o->n_args ? o->n_args - 1 : 0;
    const char **argv = arena_array(&o->a, const char *, n + 2);
    const struct cli_option *def = n ? open_option(o->args[n - 1]) : NULL;
    struct err ignored;

    argv[0] = "yulu";
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = o->args[i];
    cli_parse(&in, (int)(n + 1 - (def != NULL)), argv, &ignored);
    cli_configure(&in);
    c.word = o->n_args ? cli_text(&o->a, o->args[n]) : STR("");
    if (def)
        offer_value(&c, def->name);
    else if (!offer_joined(&c)) {
        if (str_starts(c.word, STR("-")))
            offer_options(&c);
        if (!c.n)
            offer_operand(&c);
    }
    cli_free(&in);
    return out_finish(&c.out, c.files ? EXIT_NONE : EXIT_OK);
}

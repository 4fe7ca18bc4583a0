/* yulu keys: the command table of the reader, as its help shows it. */
#include "internal.h"

#include "text/show.h"
#include "view/command.h"
#include "view/keymap.h"

static void put_command(const struct cli_opts *o, struct sheet *s, const struct writer *w,
                        const struct command *c)
{
    struct buf keys = {0};
    struct value values[4] = {{VALUE_TEXT, str_of(c->name)},
                              {VALUE_NONE, {NULL, 0}},
                              {VALUE_TEXT, str_of(c->verb)},
                              {VALUE_TEXT, str_of(c->help)}};

    keymap_add(&keys, &o->config.keys, c, WHERE_ALL, KEYMAP_MAX);
    if (keys.len)
        values[1] = (struct value){VALUE_TEXT, buf_view(&keys)};
    cli_row(w, s, values);
    buf_free(&keys);
}

int cli_keys(struct cli_opts *o)
{
    static const struct column name = {"command", 16, false}, keys = {"keys", 20, false},
                               verb = {"verb", 12, false}, help = {"help", 0, false};
    static const struct column *const columns[] = {&name, &keys, &verb, &help};
    struct out out = {0};
    struct sheet s = {.out = &out,
                      .columns = columns,
                      .n_columns = 4,
                      .name = "commands",
                      .amb = cli_amb(o)};
    const struct writer *w = cli_writer(o->format);

    if (!w)
        return cli_say(EXIT_USAGE, "keys 没有格式“%s”；可用 text、tsv、csv、json、jsonl",
                       o->format);
    if (o->n_args)
        return cli_say(EXIT_USAGE, "keys 不带参数");
    s.tty_cols = cli_tty_cols();
    w->begin(&s);
    for (size_t i = 0; command_at(i); i++)
        put_command(o, &s, w, command_at(i));
    w->end(&s);
    return out_finish(&out, EXIT_OK);
}

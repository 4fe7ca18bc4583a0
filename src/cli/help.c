/* --help, `yulu help` and --version, from the tables of commands and options. */
#include "internal.h"

#include "text/show.h"
#include "text/width.h"
#include "version.h"

enum { LEFT = 26 }; /* columns of the left half of a table */

static void put_option(struct buf *b, const struct cli_option *def)
{
    struct buf left = {0};

    if (def->letter)
        buf_printf(&left, "  -%c, --%s", def->letter, def->name);
    else
        buf_printf(&left, "      --%s", def->name);
    if (def->arg)
        buf_printf(&left, "%s%s", def->arg[0] == '[' ? "" : " ", def->arg);
    buf_str(b, buf_view(&left));
    buf_fill(b, ' ', left.len < LEFT ? LEFT - left.len : 1);
    buf_printf(b, "%s\n", def->help);
    buf_free(&left);
}

/* The options for all commands, or those for BIT and not for all; of the reader's those that are
 * its alone, as the others are told of with the commands they share them with. */
static void put_options(struct buf *b, const char *title, unsigned bit)
{
    const struct cli_option *def;
    bool any = false;

    for (size_t i = 0; (def = cli_option_at(i)) != NULL; i++) {
        bool everywhere = def->commands == CMD_ANY;
        if (bit ? everywhere || !(def->commands & bit) : !everywhere)
            continue;
        if (bit == CMD_READ && def->commands != CMD_READ)
            continue;
        if (!any)
            buf_printf(b, "\n%s\n", title);
        any = true;
        put_option(b, def);
    }
}

static void put_commands(struct buf *b)
{
    const struct cli_command *c;

    buf_z(b, "\n子命令\n");
    for (size_t i = 0; (c = cli_command_at(i)) != NULL; i++) {
        struct str operands = str_of(c->operands);
        if (!c->summary)
            continue;
        unsigned used = 3 + (unsigned)strlen(c->name) + show_cols(operands, 1);
        buf_printf(b, "  %s %s", c->name, c->operands);
        buf_fill(b, ' ', used < LEFT ? LEFT - used : 1);
        buf_printf(b, "%s\n", c->summary);
        buf_fill(b, ' ', LEFT);
        buf_printf(b, "%s\n", c->example);
    }
}

static const char exits[] =
    "\n退出状态\n"
    "  0 成功  1 没有找到  2 用法有误  3 有些文件有错，其余已输出\n"
    "  4 读写失败或内存不足  5 终端不能用  128+n 被信号 n 结束\n";

static void put_general(struct buf *b)
{
    buf_z(b, "语录 yulu：在终端里读中文新闻存档\n\n"
             "用法: yulu [选项] [路径...]         打开阅读器（目录、文件或 -）\n"
             "      yulu 子命令 [选项] [参数...]\n");
    put_commands(b);
    put_options(b, "选项（写在参数前后都可以，-- 之后不再是选项）", 0);
    put_options(b, "阅读器的选项", CMD_READ);
    buf_z(b, exits);
    buf_z(b, "\n没有给出路径时读 -d，其次环境变量 "
             "YULU_DIR，再次当前目录，最后是上次读的。\n"
             "子命令自己的选项见 yulu help 子命令；全文见 man yulu。\n");
}

static void put_topic(struct buf *b, const struct cli_command *c)
{
    buf_printf(b, "yulu %s %s\n  %s\n\n例\n  %s\n", c->name, c->operands, c->summary,
               c->example);
    put_options(b, "选项", c->bit);
    put_options(b, "通用选项", 0);
}

static const char *topic_at(size_t i)
{
    const struct cli_command *c = cli_command_at(i);

    while (c && !c->summary)
        c = cli_command_at(++i);
    return c ? c->name : NULL;
}

static int say_no_topic(const char *topic)
{
    const char *near = nearest_word(topic, topic_at);

    return near ? cli_say(EXIT_USAGE, "没有子命令“%s”；是否 %s？", topic, near)
                : cli_say(EXIT_USAGE, "没有子命令“%s”", topic);
}

int cli_help(struct cli_opts *o)
{
    const char *command =
        o->command && strcmp(o->command, "help") != 0 ? o->command : NULL;
    const char *topic = command ? command : o->n_args ? o->args[0] : NULL;
    const struct cli_command *c = topic ? cli_command_find(topic) : NULL;
    struct out out = {0};

    /* "yulu --help FILE" asks about yulu. */
    if (topic && !c && o->command)
        return say_no_topic(topic);
    if (c)
        put_topic(&out.b, c);
    else
        put_general(&out.b);
    return out_finish(&out, EXIT_OK);
}

int cli_version(struct cli_opts *o)
{
    struct out out = {0};

    buf_printf(&out.b, "yulu %s\nUnicode %s\n", YULU_VERSION, width_unicode_version());
    if (o->backend)
        buf_printf(&out.b, "%s\n", o->backend);
    return out_finish(&out, EXIT_OK);
}

/* The table of subcommands and the way to them. */
#include "cli/cli.h"

#include "base/mapping.h"
#include "internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const struct cli_command commands[] = {
    {"list", CMD_LIST, cli_list, "[查询...]", "文章清单",
     "yulu list -d content/articles 养老 -f tsv"},
    {"quotes", CMD_QUOTES, cli_quotes, "[查询...]", "谁说了什么，一条一条",
     "yulu quotes -d content/articles speaker:阮栖桐 -f md"},
    {"speakers", CMD_SPEAKERS, cli_speakers, "[查询...]", "谁说过话：头衔、条数、篇数",
     "yulu speakers -d content/articles -f csv --bom"},
    {"facets", CMD_FACETS, cli_facets, "字段 [查询...]", "一个字段的值各有几篇、几条语录",
     "yulu facets 行业 -d content/articles"},
    {"search", CMD_SEARCH, cli_search, "词 [查询...]", "词在哪里出现，连同前后文",
     "yulu search 夜门诊 -d content/articles"},
    {"stats", CMD_STATS, cli_stats, "[查询...]", "总数：篇、字、语录、说话人、月份",
     "yulu stats -d content/articles"},
    {"export", CMD_EXPORT, cli_export, "[查询...]", "导出为网页、Markdown、书目等",
     "yulu export -d content/articles 养老 -o 养老.html"},
    {"import", CMD_IMPORT, cli_import, "文件...", "网页、文本、YAML 整理成 YAML",
     "yulu import 存下的网页.html -o 新闻/"},
    {"index", CMD_INDEX, cli_index, "build|status|verify|clean",
     "缓存：建立、情况、校验、删除", "yulu index build -d content/articles"},
    {"show", CMD_SHOW, cli_show, "编号|文件|-", "排好版的一篇",
     "yulu show content/articles/twin.yaml --width 60"},
    {"check", CMD_CHECK, cli_check, "[路径...]", "查出文件里的错误，指明行列",
     "yulu check content/articles"},
    {"wrap", CMD_WRAP, cli_wrap, "[文件]", "按避头尾规则折行，像 fold",
     "yulu wrap --width 40 --indent 4 文稿.txt"},
    {"config", CMD_CONFIG, cli_config, "[名称...]",
     "设置：现在的值，放在哪里，有没有写错", "yulu config --defaults"},
    {"complete", CMD_COMPLETE, cli_complete, "", NULL, NULL},
    {"keys", CMD_KEYS, cli_keys, "", "阅读器的按键和命令", "yulu keys"},
    {"help", CMD_HELP, cli_help, "[子命令]", "帮助", "yulu help list"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

const struct cli_command *cli_command_at(size_t i)
{
    return i < N_COMMANDS ? &commands[i] : NULL;
}

const struct cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

/* A closed standard descriptor would be given to the first file opened.  What takes its place
 * fails in the direction that counts. */
static void hold_descriptors(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};

    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
            return;
    }
}

/* What less takes as the wish for a reader without a way out. */
static bool is_secure(void)
{
    const char *z = getenv("LESSSECURE");

    return z && *z && strcmp(z, "0") != 0;
}

static int run(struct cli_opts *o)
{
    int status;

    if (o->version)
        return cli_version(o);
    if (o->help)
        return cli_help(o);
    status = cli_command_find(o->command)->run(o);
    if (!mapping_tears())
        return status;
    return cli_say(EXIT_IO, "缓存的文件在读的时候被截断，结果不可信；请再运行一次");
}

/* The environment has no say where "auto" was given. */
static int ambiguous(const struct cli_opts *o)
{
    const char *value = options_get(&o->config.options, "ambiguous");

    return strcmp(value, "1") == 0 ? 1 : strcmp(value, "2") == 0 ? 2 : 0;
}

bool cli_main(int argc, char *const *argv, struct cli_opts *o, int *status)
{
    struct err e = {""};

    hold_descriptors();
    o->kiosk.session = -1;
    if (!cli_parse(o, argc, (const char *const *)argv, &e)) {
        *status = cli_say(EXIT_USAGE, "%s（用法见 yulu --help）", e.msg);
        return false;
    }
    if (o->kiosk_status && !o->help && !o->version) {
        *status = kiosk_status(o);
        return false;
    }
    if (o->kiosk.on && !o->help && !o->version && !kiosk_start(o, status))
        return false;
    if (!cli_configure(o) || !cli_check_theme(o)) {
        *status = EXIT_USAGE;
        return false;
    }
    if (o->command || o->help || o->version) {
        *status = run(o);
        return false;
    }
    o->amb = ambiguous(o);
    o->kiosk.rules = o->kiosk.rules || is_secure();
    if (!o->kiosk.on)
        cli_take_id(o);
    *status = cli_find_paths(o, o->open_id == NULL);
    return *status == EXIT_OK;
}

void cli_free(struct cli_opts *o)
{
    arena_free(&o->a);
}

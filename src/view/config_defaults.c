/* config.yaml as it is when nobody wrote one. */
#include "view/config.h"

static const char head[] =
    "# yulu 的设置；说明见 man 5 yulu-config，放在哪里见 yulu config --paths。\n"
    "# 都可以不写：这里是原来的值。改好后 yulu config --check 查有没有写错。\n";

static const char examples[] =
    "\n# 出处的格式：Y 用 cite 所说的那一个，:copy cite 名称 用别的\n"
    "citations:\n"
    "  # 短: '{text}[（{speaker}）]'\n"
    "\n# 存档的名称：yulu @名称，或 -d @名称\n"
    "archives:\n"
    "  # 两会: ~/新闻/两会\n"
    "  # 全部: [~/新闻, /srv/news]\n"
    "\n# 谁是谁：印出的名字归入哪个人；同名的按头衔里的字分开\n"
    "people:\n"
    "  # 小谌: 谌其远\n"
    "  # 张英:\n"
    "  #   上海: 张英（上海）\n"
    "  #   北京: 张英（北京）\n"
    "\n# 按键：命令的名称见 yulu keys；none 取消。"
    "写在 list、article、raw、info、errors、\n"
    "# quotations、speaker、facets 下面的只在那里算数。原来是：\n"
    "bind:\n";

static void add_options(struct buf *out)
{
    const struct option *o;

    for (size_t i = 0; (o = option_at(i)); i++) {
        buf_z(out, "\n# ");
        option_add_range(out, o);
        buf_printf(out, "  %s\n%s: ", o->help, o->name);
        buf_printf(out, o->kind == OPTION_TEXT ? "'%s'\n" : "%s\n", o->value);
    }
}

/* How many commands have KEY. */
static size_t n_commands(uint32_t key)
{
    const struct command *c;
    size_t n = 0;

    for (size_t i = 0; (c = command_at(i)); i++)
        for (size_t k = 0; k < COMMAND_KEYS && c->keys[k]; k++)
            n += c->keys[k] == key;
    return n;
}

static void add_binding(struct buf *out, const char *indent, uint32_t key,
                        const struct command *c)
{
    buf_printf(out, "  # %s'", indent);
    if (key == '\'')
        buf_c(out, '\'');
    keymap_add_key(out, key);
    buf_printf(out, "': %s\n", c->name);
}

/* Keys that do one thing wherever they do anything, or the others of the views WHERE. */
static void add_bindings(struct buf *out, const char *indent, unsigned where)
{
    const struct command *c;

    for (size_t i = 0; (c = command_at(i)); i++)
        for (size_t k = 0; k < COMMAND_KEYS && c->keys[k]; k++)
            if (where ? (c->where & where) && n_commands(c->keys[k]) > 1
                      : n_commands(c->keys[k]) == 1)
                add_binding(out, indent, c->keys[k], c);
}

void config_add_defaults(struct buf *out)
{
    unsigned where;
    const char *view;

    buf_z(out, head);
    add_options(out);
    buf_z(out, examples);
    add_bindings(out, "", 0);
    for (size_t i = 0; (view = keymap_view_at(i, &where)); i++) {
        buf_printf(out, "  # %s:\n", view);
        add_bindings(out, "  ", where);
    }
}

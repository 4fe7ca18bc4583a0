#include "view/command.h"

#include "state.h"

/* Ctrl-X as a key. */
#define CTRL(letter) ((letter) - 'a' + 1)

enum {
    LIST_TEXT = WHERE_LIST | WHERE_ARTICLE,
    K = CMD_KIOSK,
    SAID_CARD = WHERE_SAID | WHERE_CARD,
    KN = CMD_KIOSK | CMD_COUNT,
    KA = CMD_KIOSK | CMD_ARG,
    KC = CMD_KIOSK | CMD_CLIPBOARD
};
enum { ENTER = 13, ESC = 27, BACKSPACE = 127, TAB = 9 };

/* Two lines a row: name, alias, verb, keys, where, flags; help, handler. */
/* clang-format off */
static const struct command commands[] = {
    {"ambiguous", NULL, "字宽", {'A'}, WHERE_ALL, K,
     "“ ” … 等字符改按2列或1列显示；显示错位时用", cmd_ambiguous},
    {"back", NULL, "返回", {'h', K_LEFT, BACKSPACE}, WHERE_ALL, K,
     "回到上一层，位置不变", cmd_back},
    {"bind", "map", "绑定", {0}, WHERE_ALL, CMD_ARG,
     ":bind 键 命令 让键做别的事；:bind 键 none 取消", cmd_bind},
    {"bottom", NULL, "末尾", {'G', K_END}, WHERE_ALL, KN,
     "到末尾；12G 到第12行或第12篇", cmd_bottom},
    {"cancel", NULL, "取消", {ESC}, WHERE_ALL, K,
     "清除筛选或查找；都没有时返回", cmd_cancel},
    {"check", "messages", "检查", {0}, WHERE_ALL, K,
     "列出文件里的错误和警告", cmd_check},
    {"choose", NULL, "选取", {'V'}, WHERE_ARTICLE, K,
     "按句选一段，j k 增减，y 复制", cmd_choose},
    {"clear", NULL, "清除", {0}, WHERE_ALL, K,
     "清除筛选，列出全部文章", cmd_clear},
    {"close", NULL, "关闭", {'q'}, WHERE_ALL, K,
     "返回上一层；在最外层退出", cmd_close},
    {"command", NULL, "命令", {':'}, WHERE_ALL, K,
     "输入命令，Tab 补全，Up 取以前的", cmd_command},
    {"copy", "yank", "复制", {'y'}, WHERE_ALL, KC | CMD_ARG,
     "复制语录、选段或链接；:copy cite [名称]|link|id", cmd_copy},
    {"copy-cited", NULL, "带出处复制", {'Y'}, WHERE_ALL, KC,
     "连同说话人、标题、日期、链接", cmd_copy_cited},
    {"down", NULL, "向下", {'j', K_DOWN}, WHERE_ALL, KN,
     "下一行或下一篇；5j 五行", cmd_down},
    {"equal", NULL, "还原窗格", {'='}, LIST_TEXT, K,
     "窗格恢复原来的大小", cmd_equal},
    {"facet-exclude", NULL, "排除", {'-'}, WHERE_FACETS, K,
     "不要有这个值的文章；再按取消", cmd_facet_exclude},
    {"facet-find", NULL, "找值", {'/'}, WHERE_FACETS, K,
     "在这个分面里找值，也可用拼音", cmd_facet_find},
    {"facet-include", NULL, "勾选", {' '}, WHERE_FACETS, K,
     "只要有这个值的文章；几个值是“或”，再按取消", cmd_facet_include},
    {"facet-more", NULL, "更多值", {'+'}, WHERE_FACETS, K,
     "列出这个分面的全部值，再按只列常见的", cmd_facet_more},
    {"facet-page-down", NULL, "下一屏", {CTRL('f'), K_PGDN}, WHERE_FACETS, KN,
     "分面向下一屏", cmd_page_down},
    {"facets", NULL, "分面", {'f'}, LIST_TEXT | WHERE_FACETS, K,
     "按发言人、身份、标签、时间等筛选；再按收起", cmd_facets},
    {"filter", NULL, "筛选", {'/'}, WHERE_LIST, KA,
     "只列出含有这些词的文章", cmd_filter},
    {"find", NULL, "查找", {'/'}, WHERE_ARTICLE, KA,
     "在文章里查找，全部标出", cmd_find},
    {"find-next", NULL, "下一处", {'n', K_F3}, WHERE_ARTICLE, KN,
     "到下一处找到的地方", cmd_find_next},
    {"find-previous", NULL, "上一处", {'N', K_SHIFT_F3}, WHERE_ARTICLE, KN,
     "到上一处找到的地方", cmd_find_previous},
    {"fix", NULL, "更正", {'x'}, WHERE_ARTICLE | SAID_CARD, CMD_ARG,
     "更正说话人；:fix 姓名 或 :fix none", cmd_fix},
    {"focus", NULL, "换窗格", {TAB, K_BACKTAB}, LIST_TEXT | WHERE_FACETS, K,
     "在分面、列表和正文之间切换", cmd_focus},
    {"fold", NULL, "折叠", {'z'}, LIST_TEXT, K,
     "展开或折叠：列表里重复的文章，正文的署名、图注", cmd_fold},
    {"group", NULL, "分组", {'t'}, WHERE_LIST | WHERE_SAID, KA,
     "列表、语录分组；:group speaker|month|tag|source|none", cmd_group},
    {"grow", NULL, "放大列表", {'>'}, LIST_TEXT, KN,
     "列表窗格大一点", cmd_grow},
    {"half-down", NULL, "下半页", {'d', CTRL('d')}, WHERE_ALL, KN,
     "向下半页", cmd_half_down},
    {"half-up", NULL, "上半页", {'u', CTRL('u')}, WHERE_ALL, KN,
     "向上半页", cmd_half_up},
    {"help", NULL, "帮助", {'?', K_F1}, WHERE_ALL, KA,
     "这里能用的命令，Enter 执行", cmd_help},
    {"history-back", NULL, "后退", {'H', K_ALT_LEFT}, WHERE_ALL, KN,
     "到以前的位置", cmd_history_back},
    {"history-forward", NULL, "前进", {'L', K_ALT_RIGHT}, WHERE_ALL, KN,
     "到后来的位置", cmd_forward},
    {"indirect", NULL, "转述", {'~'}, WHERE_ARTICLE | SAID_CARD, K,
     "标出或不标没有引号的转述", cmd_indirect},
    {"info", NULL, "信息", {'i'}, LIST_TEXT | WHERE_RAW | WHERE_INFO, K,
     "文章的所有字段，不认识的也列出", cmd_info},
    {"layout", NULL, "布局", {'W'}, LIST_TEXT, KA,
     "换布局：1 单窗格，2 上下，3 左右", cmd_layout},
    {"link", NULL, "链接", {'o'}, LIST_TEXT | WHERE_RAW | WHERE_INFO, 0,
     "用浏览器打开文章的链接，先问；远程登录时复制", cmd_link},
    {"mark", NULL, "记号", {'m'}, LIST_TEXT, KA,
     "m 加 a-z 记下这一处，' 加字母回来", cmd_mark},
    {"narrower", NULL, "收窄", {'-'}, LIST_TEXT, KN,
     "正文每行少一个字", cmd_narrower},
    {"next-article", NULL, "下一篇", {'J', K_CTRL_DOWN}, WHERE_ARTICLE, KN,
     "读列表里的下一篇", cmd_next_article},
    {"next-by-speaker", NULL, "同一人下一条", {')'}, WHERE_ARTICLE, KN,
     "到这个人的下一条语录", cmd_next_by_speaker},
    {"next-quotation", NULL, "下一条语录", {']'}, WHERE_ARTICLE, KN,
     "到下一条语录；3] 往后三条", cmd_next_quotation},
    {"next-section", NULL, "下一节", {'}'}, WHERE_ARTICLE, KN,
     "到下一个小标题", cmd_next_section},
    {"open", "o", "打开", {ENTER, 'l', K_RIGHT}, LIST_TEXT | SAID_CARD | WHERE_FACETS, KA,
     "打开文章，占满宽度；:open 编号或路径", cmd_open},
    {"page-down", NULL, "下一页", {' ', CTRL('f'), K_PGDN}, WHERE_ALL & ~WHERE_FACETS, KN,
     "向下一页；文末再按到下一篇", cmd_page_down},
    {"page-up", NULL, "上一页", {'b', CTRL('b'), K_PGUP}, WHERE_ALL, KN,
     "向上一页", cmd_page_up},
    {"percent", NULL, "百分比", {'%'}, WHERE_ALL, KN,
     "50% 到一半的地方", cmd_percent},
    {"previous-article", NULL, "上一篇", {'K', K_CTRL_UP}, WHERE_ARTICLE, KN,
     "读列表里的上一篇", cmd_previous_article},
    {"previous-by-speaker", NULL, "同一人上一条", {'('}, WHERE_ARTICLE, KN,
     "到这个人的上一条语录", cmd_previous_by_speaker},
    {"previous-quotation", NULL, "上一条语录", {'['}, WHERE_ARTICLE, KN,
     "到上一条语录", cmd_previous_quotation},
    {"previous-section", NULL, "上一节", {'{'}, WHERE_ARTICLE, KN,
     "到上一个小标题", cmd_previous_section},
    {"quit", "q", "退出", {'Q'}, WHERE_ALL, K,
     "退出程序", cmd_quit},
    {"quotations", "quotes", "语录页", {'v'}, LIST_TEXT | SAID_CARD, K,
     "列出语录：本篇的，或列表里所有文章的", cmd_quotations},
    {"raw", NULL, "原文件", {'\\'}, LIST_TEXT | WHERE_RAW | WHERE_INFO, K,
     "看文件本来的样子，带行号", cmd_raw},
    {"redraw", NULL, "重画", {CTRL('l')}, WHERE_ALL, K,
     "把屏幕重画一遍", cmd_redraw},
    {"related", NULL, "相关文章", {'r'}, LIST_TEXT, K,
     "同一些人、同一些标签的文章", cmd_related},
    {"reload", NULL, "重新读取", {'R'}, WHERE_ALL, K,
     "重新读取所有文件", cmd_reload},
    {"save", NULL, "保存筛选", {0}, WHERE_ALL, KA,
     ":save 名称 存下现在的筛选", cmd_save},
    {"saved", NULL, "已存筛选", {0}, WHERE_ALL, KA,
     "列出存下的筛选；:saved 名称 采用", cmd_saved},
    {"scope", NULL, "换范围", {TAB, K_BACKTAB}, WHERE_SAID, K,
     "语录页看本篇或看全部", cmd_scope},
    {"set", "se", "设置", {0}, WHERE_ALL, KA,
     ":set 项目=值；:set 项目? 查看", cmd_set},
    {"shrink", NULL, "缩小列表", {'<'}, LIST_TEXT, KN,
     "列表窗格小一点", cmd_shrink},
    {"sort", NULL, "排序", {'s'}, WHERE_LIST | WHERE_FACETS | WHERE_SAID, KA,
     "换排序；列表还可以 :sort date|-date|title|speaker|quotes|len", cmd_sort},
    {"speaker", "card", "人物页", {'p'}, LIST_TEXT | SAID_CARD, KA,
     "说话人：头衔、各月、所有语录", cmd_speaker},
    {"star", NULL, "收藏", {'*'}, LIST_TEXT | WHERE_RAW | WHERE_INFO, K,
     "收藏或取消；列表里的 *", cmd_star},
    {"suspend", NULL, "挂起", {CTRL('z')}, WHERE_ALL, 0,
     "回到 shell，fg 再回来", cmd_suspend},
    {"theme", NULL, "配色", {0}, WHERE_ALL, KA,
     ":theme 名称 换配色，边输入边看；:theme test 看所有样式", cmd_theme},
    {"to-mark", NULL, "到记号", {'\''}, WHERE_ALL, KA,
     "' 加字母到记号；'' 回到刚才的地方", cmd_to_mark},
    {"top", NULL, "开头", {'g', K_HOME}, WHERE_ALL, KN,
     "到开头；12g 到第12行或第12篇", cmd_top},
    {"undo", NULL, "撤销更正", {'X'}, WHERE_ARTICLE | SAID_CARD, 0,
     "撤销对这条语录的更正和核实", cmd_undo},
    {"unread", NULL, "未读", {'U'}, LIST_TEXT | WHERE_RAW | WHERE_INFO, K,
     "未读或已读；列表里 . 未读 + 没读完", cmd_unread},
    {"unsave", NULL, "删除筛选", {0}, WHERE_ALL, KA,
     ":unsave 名称 删除存下的筛选", cmd_unsave},
    {"up", NULL, "向上", {'k', K_UP}, WHERE_ALL, KN,
     "上一行或上一篇", cmd_up},
    {"verdict", NULL, "核实", {'c'}, WHERE_ARTICLE | SAID_CARD, 0,
     "这条语录：已核实、存疑、未核实", cmd_verdict},
    {"wider", NULL, "放宽", {'+'}, LIST_TEXT, KN,
     "正文每行多一个字", cmd_wider},
    {"width", NULL, "行宽", {0}, WHERE_ALL, KA,
     ":width 60 正文每行最多60列", cmd_width},
};
/* clang-format on */
enum { N_COMMANDS = sizeof commands / sizeof *commands };

const struct command *command_at(size_t i)
{
    return i < N_COMMANDS ? &commands[i] : NULL;
}

bool command_is_public(const struct command *c, bool may_copy)
{
    return (c->flags & CMD_KIOSK) && (may_copy || !(c->flags & CMD_CLIPBOARD));
}

static bool is_called(const struct command *c, struct str word)
{
    return str_eq(word, str_of(c->name)) || str_eq(word, str_of(c->verb)) ||
           (c->alias && str_eq(word, str_of(c->alias)));
}

const struct command *command_named(struct str word, struct err *e)
{
    const struct command *found = NULL;

    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (is_called(&commands[i], word))
            return &commands[i];
    }
    for (size_t i = 0; word.len && i < N_COMMANDS; i++) {
        if (!str_starts(str_of(commands[i].name), word))
            continue;
        if (found) {
            err_set(e, "命令不明确：%s 还是 %s", found->name, commands[i].name);
            return NULL;
        }
        found = &commands[i];
    }
    if (!found)
        err_set(e, "没有这个命令：%.*s", STR_ARG(word));
    return found;
}

const struct command *command_for_key(uint32_t key, unsigned where)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        for (size_t k = 0; k < COMMAND_KEYS && commands[i].keys[k]; k++) {
            if (commands[i].keys[k] == key && (commands[i].where & where))
                return &commands[i];
        }
    }
    return NULL;
}

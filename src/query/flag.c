/* The flags of is: and has:; both take all of them.  Names as in field.c, written folded. */
#include "internal.h"

enum { MAX_NAMES = 6 };

static const struct {
    enum query_field field;
    const char *names[MAX_NAMES];
} flags[] = {
    [QUERY_UNREAD] = {QUERY_IS, {"unread", "未读", "wd", "new"}},
    [QUERY_READ] = {QUERY_IS, {"read", "已读", "yd"}},
    [QUERY_STARRED] = {QUERY_IS, {"starred", "收藏", "sc", "star", "星标", "加星"}},
    [QUERY_UNDATED] = {QUERY_IS, {"undated", "无日期", "wrq", "没有日期"}},
    [QUERY_DUP] = {QUERY_IS, {"dup", "重复", "cf", "duplicate"}},
    [QUERY_ERROR] = {QUERY_IS, {"error", "有误", "yw", "错误", "出错"}},
    [QUERY_HAS_QUOTE] = {QUERY_HAS, {"quote", "语录", "yl", "quotes", "有语录", "引语"}},
    [QUERY_HAS_NOTE] = {QUERY_HAS, {"note", "笔记", "bj", "notes", "批注", "有笔记"}},
    [QUERY_HAS_LINK] = {QUERY_HAS, {"link", "链接", "lj", "url", "有链接"}},
    [QUERY_HAS_DATE] = {QUERY_HAS, {"date", "日期", "rq", "dated", "有日期"}},
    [QUERY_HAS_MARK] = {QUERY_HAS, {"mark", "标记", "marked", "有标记", "书签"}},
};

const char *flag_name_at(enum query_flag f, size_t i)
{
    return i < MAX_NAMES ? flags[f].names[i] : NULL;
}

const char *query_flag_name(enum query_flag f)
{
    return flags[f].names[0];
}

const char *query_flag_chinese(enum query_flag f)
{
    return flags[f].names[1];
}

enum query_field query_flag_field(enum query_flag f)
{
    return flags[f].field;
}

bool flag_find(struct str name, enum query_flag *f)
{
    const char *known;

    for (int i = 0; i < QUERY_N_FLAGS; i++)
        for (size_t k = 0; (known = flag_name_at((enum query_flag)i, k)); k++)
            if (lex_same(str_of(known), name)) {
                *f = (enum query_flag)i;
                return true;
            }
    return false;
}

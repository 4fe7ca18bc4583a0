#include "view/style.h"

static const struct {
    const char *name, *about;
} styles[STYLE_COUNT] = {
    [STYLE_NORMAL] = {"normal", "正文"},
    [STYLE_TITLE] = {"title", "标题"},
    [STYLE_HEADING] = {"heading", "小标题"},
    [STYLE_BAR] = {"bar", "顶行和提示"},
    [STYLE_RULE] = {"rule", "分隔线"},
    [STYLE_DIM] = {"dim", "日期、来源、折叠的文字"},
    [STYLE_MARK] = {"mark", "选中的记号"},
    [STYLE_QUOTE] = {"quote", "整段引文"},
    [STYLE_SPEAKER_1] = {"speaker-1", "语录，说话人甲"},
    [STYLE_SPEAKER_2] = {"speaker-2", "语录，说话人乙"},
    [STYLE_SPEAKER_3] = {"speaker-3", "语录，说话人丙"},
    [STYLE_HIT] = {"hit", "找到的词"},
    [STYLE_HIT_NOW] = {"hit-now", "当前的词"},
    [STYLE_LINK] = {"link", "链接"},
    [STYLE_ERROR] = {"error", "错误"},
    [STYLE_PROMPT] = {"prompt", "输入行、按键"},
};

const char *style_name(enum style style)
{
    return styles[style < STYLE_COUNT ? style : STYLE_NORMAL].name;
}

const char *style_about(enum style style)
{
    return styles[style < STYLE_COUNT ? style : STYLE_NORMAL].about;
}

enum style style_named(struct str name)
{
    int i = 0;

    while (i < STYLE_COUNT && !str_eq(name, str_of(styles[i].name)))
        i++;
    return (enum style)i;
}

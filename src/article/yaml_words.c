#include "article/load.h"

/* The frequent ones of libyaml's messages; the others are shown as they are. */
static const struct {
    const char *english, *chinese;
} problems[] = {
    {"mapping values are not allowed in this context", "这里不能再有冒号"},
    {"could not find expected ':'", "这一行没有“键: 值”的冒号"},
    {"did not find expected key", "这里应是下一个键"},
    {"found character that cannot start any token", "值不能以这个字符开头"},
    {"did not find expected ',' or ']'", "方括号没有配好"},
    {"did not find expected ',' or '}'", "花括号没有配好"},
    {"found unexpected end of stream", "引号没有配好"},
    {"found unexpected document indicator", "引号没有配好"},
    {"did not find expected alphabetic or numeric character", "& 或 * 后面不是名字"},
    {"did not find expected '-' indicator", "这里应是列表的下一项"},
    {"block sequence entries are not allowed in this context", "列表要从新的一行开始"},
    {"found a tab character that violates indentation", "制表符不能用来缩进"},
    {"found a tab character where an indentation space is expected",
     "制表符不能用来缩进"},
    {"found unknown escape character", "双引号里有不认识的转义"},
    {"found invalid Unicode character escape code", "双引号里有不认识的转义"},
    {"did not find expected hexdecimal number", "双引号里有不认识的转义"},
    {"found unknown directive name", "不认识以 % 开头的指令"},
    {"did not find expected <document start>", "这里应是新的一篇"},
    {"did not find expected comment or line break", "这一行后面不能再有文字"},
    {"did not find expected whitespace or line break", "标记后面要有空格"},
    {"found undefined tag handle", "以 ! 开头的标记没有说明"},
};

const char *yaml_in_chinese(struct arena *a, const char *problem)
{
    for (size_t i = 0; problem && i < sizeof problems / sizeof *problems; i++)
        if (strcmp(problem, problems[i].english) == 0)
            return problems[i].chinese;
    return arena_strz(a, str_of(problem ? problem : "?"));
}

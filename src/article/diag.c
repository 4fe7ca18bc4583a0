/* The one list of messages.  A code keeps its meaning for ever: scripts and notes hold on to it. */
#include "article/diag.h"

#include "text/show.h"

#include <stdarg.h>

static const struct diag_code codes[] = {
    {"E101", DIAG_ERROR, "缺少必需的键“标题”，请补上标题"},
    {"E102", DIAG_ERROR, "缺少必需的键“总结”，请补上正文"},
    {"E103", DIAG_ERROR, "文件里没有文章"},
    {"E104", DIAG_ERROR, "这里不是一篇文章，请写成“键: 值”"},
    {"E105", DIAG_ERROR, "值的类型不对，请改成文字"},
    {"E106", DIAG_ERROR, "不是正确的 YAML，请改正这一处"},
    {"E107", DIAG_ERROR, "读不了"},
    {"E108", DIAG_ERROR, "文章太多，其余没有读入，请分开打开"},
    {"E109", DIAG_ERROR, "不是正确的 JSON，请改正这一处"},
    {"E110", DIAG_ERROR, "文件或其中一篇太大，没有读入，请拆成几个"},
    {"E111", DIAG_ERROR, "嵌套太深，没有读入，请减少层数"},
    {"E112", DIAG_ERROR, "键太多，没有读入，请减少键"},
    {"E113", DIAG_ERROR, "键太长，没有读入，请缩短键名"},
    {"E114", DIAG_ERROR, "别名展开后太大，没有读入，请写出文字"},
    {"E115", DIAG_ERROR, "以 % 开头的指令行太多，没有读入，请删去"},
    {"E116", DIAG_ERROR, "一篇里的值太多，没有读入，请拆成几篇"},
    {"E117", DIAG_ERROR, "键不是文字，这一项没有读入，请改成文字"},
    {"E118", DIAG_ERROR, "接连 1000 篇都读不了，其余没有再读"},
    {"E119", DIAG_ERROR, "设置的值不对，没有用上"},
    {"E120", DIAG_ERROR, "按键绑定不对，没有用上"},
    {"W200", DIAG_WARNING, "YAML 读不了这一项，已按行读入，请加引号或改写"},
    {"W201", DIAG_WARNING,
     "YAML 会把“ #”和后面的文字当注释丢掉，已保留，请给整个值加引号"},
    {"W202", DIAG_WARNING, "值里有冒号加空格，YAML 读不了，已按行读入，请给整个值加引号"},
    {"W203", DIAG_WARNING, "YAML 不把这个开头当文字，已按行读入，请给整个值加引号"},
    {"W204", DIAG_WARNING, "键后面要用半角冒号加空格，YAML 认不出这个键，已按行读入"},
    {"W205", DIAG_WARNING, "这里的制表符 YAML 读不了，已按行读入，请改成空格"},
    {"W206", DIAG_WARNING, "这里有 YAML 不容许的控制字符，已保留在文字里，请删去"},
    {"W207", DIAG_WARNING, "YAML 会把开头的词当标记丢掉，已保留，请给整个值加引号"},
    {"W208", DIAG_WARNING, "键重复了，几处的值都已保留，请合成一处"},
    {"W209", DIAG_WARNING, "这一行没有键，已接在上一项后面，请缩进或并入上一行"},
    {"W210", DIAG_WARNING, "链接不是 http/https 地址"},
    {"W211", DIAG_WARNING, "看不懂这个日期，请写成 2024-03-05"},
    {"W212", DIAG_WARNING, "别名没有指向文字，已按原样保留，请给整个值加引号"},
    {"W213", DIAG_WARNING, "值是空的，当作没有写"},
    {"W214", DIAG_WARNING, "这里应是一段文字，已并成一段"},
    {"W215", DIAG_WARNING, "和前面的键意思相同，只用前一个，这一个作为附加说明保留"},
    {"W216", DIAG_WARNING, "正文里的这一块不认识，已作为段落保留"},
    {"W217", DIAG_WARNING, "第一个键之前的文字已作为说明保留"},
    {"W218", DIAG_WARNING, "键是空的，已作为说明保留，请写出键名"},
    {"W219", DIAG_WARNING, "没有这一类词，这一行没有用上，请改类名"},
    {"W220", DIAG_WARNING, "这一行没有词，没有用上"},
    {"W221", DIAG_WARNING, "这一行没有类，没有用上，请写“词、类”两列，中间用制表符"},
    {"W222", DIAG_WARNING, "这一行不是 UTF-8，没有用上，请转换"},
    {"W223", DIAG_WARNING, "词太长或用字太多，没有用上，请缩短"},
    {"W224", DIAG_WARNING,
     "没有写归入谁，这一行没有用上，请写“名字、归入”两列，中间用制表符"},
    {"W225", DIAG_WARNING, "文章里没有这条语录了，这条更正没有用上"},
    {"W226", DIAG_WARNING, "看不懂这条更正，没有用上，请改正或删去这一行"},
    {"W227", DIAG_WARNING, "看不懂这一行阅读状态，没有用上，请改正或删去这一行"},
    {"W228", DIAG_WARNING, "没有这个设置，没有用上"},
    {"W229", DIAG_WARNING, "设置了两次，用的是后一个"},
    {"W240", DIAG_WARNING, "没有这个样式，这一行没有用上；有哪些见 yulu(1) 的 THEMES"},
    {"W241", DIAG_WARNING, "这个词不是属性也不是颜色，没有用上，请改正"},
    {"W242", DIAG_WARNING, "base 后面要写程序自带的配色，没有用上，请改正"},
    {"N301", DIAG_NOTE, "不是 UTF-8，已转换"},
    {"N302", DIAG_NOTE, "有不成文字的字节，已换成 U+FFFD"},
    {"N303", DIAG_NOTE, "转义写出了控制字符，显示时会换成替代符号"},
    {"N304", DIAG_NOTE, "YAML 不容许的控制字符已换成 U+FFFD"},
};

const struct diag_code *diag_code_at(size_t i)
{
    return i < sizeof codes / sizeof *codes ? &codes[i] : NULL;
}

/* A code that is not in the table is a mistake of the program, still shown as an error. */
static const struct diag_code *find_code(const char *code)
{
    static const struct diag_code unknown = {"E100", DIAG_ERROR, "出错"};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i].code, code) == 0)
            return &codes[i];
    return &unknown;
}

static void count(struct diags *d, enum severity s)
{
    size_t *const counts[] = {&d->n_notes, &d->n_warnings, &d->n_errors};
    ++*counts[s];
}

static const char *own_path(struct diags *d, const char *path)
{
    if (d->n && strcmp(d->items[d->n - 1].path, path) == 0)
        return d->items[d->n - 1].path;
    return arena_strz(d->a, str_of(path));
}

__attribute__((format(printf, 3, 0))) static const char *
join(struct arena *a, const char *text, const char *fmt, va_list ap)
{
    char *detail = arena_vprintf(a, fmt, ap);

    for (char *p = detail; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    return *detail ? arena_printf(a, "%s：%s", text, detail) : text;
}

void diag_add(struct diags *d, const char *path, unsigned line, unsigned col,
              const char *code, const char *fmt, ...)
{
    const struct diag_code *c = find_code(code);
    struct diag *item;
    va_list ap;

    count(d, c->severity);
    if (d->max && d->n >= d->max) {
        d->n_lost++;
        return;
    }
    d->items = arena_grow(d->a, d->items, d->n, &d->cap, sizeof *d->items);
    item = &d->items[d->n];
    item->path = own_path(d, path);
    item->line = line;
    item->col = col;
    item->severity = c->severity;
    item->code = c->code;
    va_start(ap, fmt);
    item->text = join(d->a, c->text, fmt, ap);
    va_end(ap);
    d->n++;
}

void diag_format(struct buf *out, const struct diag *d)
{
    static const char *const names[] = {"note", "warning", "error"};

    show_add(out, str_of(d->path), 1);
    if (d->line)
        buf_printf(out, ":%u", d->line);
    if (d->line && d->col)
        buf_printf(out, ":%u", d->col);
    buf_printf(out, ": %s: ", names[d->severity]);
    show_add(out, str_of(d->text), 1);
    buf_printf(out, " [%s]", d->code);
}

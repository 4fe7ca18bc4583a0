/* The one table of key names.  Names stand here in lower case and half width. */
#include "article/article.h"

#include "text/utf8.h"

static const struct {
    struct str name;
    enum field_id id;
} names[] = {
    {STR_INIT("标题"), FIELD_TITLE},        {STR_INIT("標題"), FIELD_TITLE},
    {STR_INIT("题目"), FIELD_TITLE},        {STR_INIT("題目"), FIELD_TITLE},
    {STR_INIT("title"), FIELD_TITLE},       {STR_INIT("headline"), FIELD_TITLE},
    {STR_INIT("链接"), FIELD_URL},          {STR_INIT("連結"), FIELD_URL},
    {STR_INIT("鏈接"), FIELD_URL},          {STR_INIT("网址"), FIELD_URL},
    {STR_INIT("網址"), FIELD_URL},          {STR_INIT("url"), FIELD_URL},
    {STR_INIT("link"), FIELD_URL},          {STR_INIT("总结"), FIELD_BODY},
    {STR_INIT("總結"), FIELD_BODY},         {STR_INIT("正文"), FIELD_BODY},
    {STR_INIT("内容"), FIELD_BODY},         {STR_INIT("內容"), FIELD_BODY},
    {STR_INIT("body"), FIELD_BODY},         {STR_INIT("content"), FIELD_BODY},
    {STR_INIT("text"), FIELD_BODY},         {STR_INIT("summary"), FIELD_BODY},
    {STR_INIT("关键词"), FIELD_KEYWORDS},   {STR_INIT("關鍵詞"), FIELD_KEYWORDS},
    {STR_INIT("关键字"), FIELD_KEYWORDS},   {STR_INIT("關鍵字"), FIELD_KEYWORDS},
    {STR_INIT("标签"), FIELD_KEYWORDS},     {STR_INIT("標籤"), FIELD_KEYWORDS},
    {STR_INIT("keywords"), FIELD_KEYWORDS}, {STR_INIT("tags"), FIELD_KEYWORDS},
    {STR_INIT("日期"), FIELD_DATE},         {STR_INIT("时间"), FIELD_DATE},
    {STR_INIT("時間"), FIELD_DATE},         {STR_INIT("发布时间"), FIELD_DATE},
    {STR_INIT("發布時間"), FIELD_DATE},     {STR_INIT("发布日期"), FIELD_DATE},
    {STR_INIT("發布日期"), FIELD_DATE},     {STR_INIT("date"), FIELD_DATE},
    {STR_INIT("published"), FIELD_DATE},    {STR_INIT("来源"), FIELD_SOURCE},
    {STR_INIT("來源"), FIELD_SOURCE},       {STR_INIT("source"), FIELD_SOURCE},
    {STR_INIT("作者"), FIELD_AUTHOR},       {STR_INIT("记者"), FIELD_AUTHOR},
    {STR_INIT("記者"), FIELD_AUTHOR},       {STR_INIT("author"), FIELD_AUTHOR},
    {STR_INIT("发言人"), FIELD_SPEAKERS},   {STR_INIT("發言人"), FIELD_SPEAKERS},
    {STR_INIT("speakers"), FIELD_SPEAKERS}, {STR_INIT("语录"), FIELD_QUOTES},
    {STR_INIT("語錄"), FIELD_QUOTES},       {STR_INIT("quotes"), FIELD_QUOTES},
    {STR_INIT("说明"), FIELD_NOTE},         {STR_INIT("說明"), FIELD_NOTE},
    {STR_INIT("备注"), FIELD_NOTE},         {STR_INIT("備註"), FIELD_NOTE},
    {STR_INIT("note"), FIELD_NOTE},
};

static const char *const chinese[] = {
    [FIELD_TITLE] = "标题",      [FIELD_URL] = "链接",        [FIELD_BODY] = "总结",
    [FIELD_KEYWORDS] = "关键词", [FIELD_DATE] = "日期",       [FIELD_SOURCE] = "来源",
    [FIELD_AUTHOR] = "作者",     [FIELD_SPEAKERS] = "发言人", [FIELD_QUOTES] = "语录",
    [FIELD_NOTE] = "说明",       [FIELD_FACET] = "分类",
};

enum { NAME_MAX_LEN = 16 }; /* bytes of the longest name above */

const char *field_name(enum field_id id)
{
    return chinese[id];
}

/* No blank and no byte of U+3000 at the ends: nothing to trim. */
static bool is_trimmed(struct str s)
{
    unsigned char first = (unsigned char)s.p[0], last = (unsigned char)s.p[s.len - 1];

    return first > ' ' && first != 0xE3 && last > ' ' && last != 0x80;
}

/* Blanks at both ends, U+3000 too. */
static struct str trim_wide(struct str s)
{
    static const struct str wide = STR_INIT("\xE3\x80\x80");
    size_t len;

    if (s.len && is_trimmed(s))
        return s;
    do {
        len = s.len;
        s = str_trim(s);
        if (str_starts(s, wide))
            s = str_from(s, wide.len);
        if (str_ends(s, wide))
            s.len -= wide.len;
    } while (s.len != len);
    return s;
}

/* Full-width ASCII becomes ASCII, capitals become small.  0 when it does not fit. */
static size_t fold(struct str key, char *out)
{
    size_t len = 0;

    for (size_t i = 0, n; i < key.len; i += n) {
        uint32_t cp = utf8_decode(key.p + i, &n);
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            cp -= 0xFEE0;
        if (cp >= 'A' && cp <= 'Z')
            cp += 'a' - 'A';
        if (len + 4 > NAME_MAX_LEN)
            return 0;
        len += utf8_encode(cp, out + len);
    }
    return len;
}

/* Names of one length rarely end in the same byte. */
static bool is_name(struct str name, struct str s)
{
    return name.len == s.len && name.p[s.len - 1] == s.p[s.len - 1] &&
           memcmp(name.p, s.p, s.len) == 0;
}

enum field_id field_of(struct str key)
{
    char folded[NAME_MAX_LEN];
    struct str s = {folded, 0};

    key = trim_wide(key);
    if (key.len > (size_t)NAME_MAX_LEN * 3)
        return FIELD_FACET;
    s.len = fold(key, folded);
    for (size_t i = 0; s.len && i < sizeof names / sizeof *names; i++)
        if (is_name(names[i].name, s))
            return names[i].id;
    return FIELD_FACET;
}

const struct field *article_field(const struct article *art, enum field_id id)
{
    for (size_t i = 0; i < art->n_fields; i++)
        if (art->fields[i].id == id)
            return &art->fields[i];
    return NULL;
}

/* Bytes of the separator at P, 0 when there is none: , ; ， 、 ； */
static size_t separator(const char *p, size_t room)
{
    static const char wide[][4] = {"，", "、", "；"};

    if (*p == ',' || *p == ';')
        return 1;
    if (*p != wide[0][0] && *p != wide[1][0])
        return 0;
    for (size_t i = 0; room >= 3 && i < sizeof wide / sizeof *wide; i++)
        if (memcmp(p, wide[i], 3) == 0)
            return 3;
    return 0;
}

/* The next part from *POS on; false at the end. */
static bool next_part(struct str s, size_t *pos, struct str *part)
{
    size_t from = *pos, sep = 0, i = from;

    if (from > s.len)
        return false;
    while (i < s.len && !(sep = separator(s.p + i, s.len - i)))
        i++;
    *part = trim_wide(str_slice(s, from, i - from));
    *pos = sep ? i + sep : s.len + 1;
    return true;
}

size_t field_split(struct arena *a, struct str s, struct str **parts)
{
    struct str part;
    size_t n = 0;

    for (size_t pos = 0; next_part(s, &pos, &part);)
        n += part.len > 0;
    *parts = arena_array(a, struct str, n + 1);
    n = 0;
    for (size_t pos = 0; next_part(s, &pos, &part);)
        if (part.len)
            (*parts)[n++] = part;
    return n;
}

static bool starts_nocase(struct str s, struct str lower)
{
    if (s.len < lower.len)
        return false;
    for (size_t i = 0; i < lower.len; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != lower.p[i])
            return false;
    }
    return true;
}

struct str article_host(struct str url)
{
    struct str host = str_trim(url);
    size_t len = 0;

    if (starts_nocase(host, STR("http://")))
        host = str_from(host, 7);
    else if (starts_nocase(host, STR("https://")))
        host = str_from(host, 8);
    else
        return STR("");
    while (len < host.len && !strchr("/?#\\ \t\n", host.p[len]))
        len++;
    host.len = len;
    for (len = host.len; len > 0 && host.p[len - 1] != '@'; len--)
        continue;
    host = str_from(host, len);
    for (len = 0; len < host.len && host.p[len] != ':'; len++)
        continue;
    host.len = len;
    return starts_nocase(host, STR("www.")) ? str_from(host, 4) : host;
}

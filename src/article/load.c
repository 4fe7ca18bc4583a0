/* From a file to documents, and from a document to the reader that fits it. */
#include "article/load.h"

#include "text/utf8.h"

enum { SORT_MAX = 1000 };

struct limits article_limits(void)
{
    return (struct limits){.file = (size_t)16 << 20,
                           .depth = 64,
                           .keys = 256,
                           .key_len = 1024,
                           .alias = (size_t)1 << 20,
                           .directives = 16,
                           .dirs = 64,
                           .articles = 1000000};
}

struct load load_begin(struct reader *r, const char *path)
{
    struct limits d = article_limits(), w = r->limits;
    struct load l = {.r = r, .path = path, .saved = *r->diags};

    l.limits.file = w.file ? w.file : d.file;
    l.limits.depth = w.depth ? w.depth : d.depth;
    l.limits.keys = w.keys ? w.keys : d.keys;
    l.limits.key_len = w.key_len ? w.key_len : d.key_len;
    l.limits.alias = w.alias ? w.alias : d.alias;
    l.limits.directives = w.directives ? w.directives : d.directives;
    l.limits.dirs = w.dirs ? w.dirs : d.dirs;
    l.limits.articles = w.articles ? w.articles : d.articles;
    return l;
}

void load_say_at(struct load *l, unsigned line, unsigned col, const char *code,
                 const char *detail)
{
    diag_add(l->r->diags, l->path, line, col, code, "%s", detail);
}

void load_say(struct load *l, const struct node *at, const char *code, const char *detail)
{
    load_say_at(l, at->line, at->col, code, detail);
}

void load_unsay(struct load *l)
{
    *l->r->diags = l->saved;
}

static void say_problem(struct load *l, const struct load_problem *why)
{
    load_say_at(l, why->line, why->col, why->code, why->text);
}

const char *load_key_limit(const struct load *l, size_t n, struct str key)
{
    if (key.len > l->limits.key_len)
        return "E113";
    return n > l->limits.keys ? "E112" : NULL;
}

/* ---- Lines and documents */

/* The window grows, so that a text of CRs alone costs no more than one of LFs. */
struct str load_line(struct str text, size_t *next)
{
    for (size_t window = 256;; window *= 4) {
        size_t n = text.len < window ? text.len : window;
        const char *lf = n ? memchr(text.p, '\n', n) : NULL;
        size_t len = lf ? (size_t)(lf - text.p) : n;
        const char *cr = len ? memchr(text.p, '\r', len) : NULL;

        if (!lf && n < text.len && (!cr || (size_t)(cr - text.p) + 1 == n))
            continue;
        if (cr)
            len = (size_t)(cr - text.p);
        *next = len + (lf || cr);
        *next += cr && *next < text.len && text.p[*next] == '\n';
        return str_slice(text, 0, len);
    }
}

unsigned load_count_lines(struct str text)
{
    unsigned n = 0;

    for (size_t pos = 0, next; pos < text.len; pos += next, n++)
        load_line(str_from(text, pos), &next);
    return n;
}

static bool is_marker(struct str line, const char *three)
{
    return line.len >= 3 && memcmp(line.p, three, 3) == 0 &&
           (line.len == 3 || strchr(" \t\r", line.p[3]));
}

/* Nothing that would be text of a document: blank, a comment, a directive. */
static bool is_idle(struct str line)
{
    return line.p[0] == '#' || line.p[0] == '%' || !str_trim(line).len;
}

static bool is_header(struct str text)
{
    for (size_t pos = 0, next; pos < text.len; pos += next) {
        struct str line = load_line(str_from(text, pos), &next);
        if (line.len && !is_idle(line))
            return false;
    }
    return true;
}

/* The next line at or after FROM that begins like a marker: its offset less one, or text.len. */
static size_t find_marker(struct str text, size_t from)
{
    while (text.len - from >= 4) {
        const char *lf = memchr(text.p + from, '\n', text.len - from - 3);

        if (!lf)
            break;
        from = (size_t)(lf - text.p);
        if (memcmp(lf + 1, "---", 3) == 0 || memcmp(lf + 1, "...", 3) == 0)
            return from;
        from++;
    }
    return text.len;
}

size_t load_doc_len(struct str text, size_t *scan)
{
    size_t from = *scan > 4 ? *scan - 4 : 0, next;

    for (;;) {
        size_t at = find_marker(text, from);
        struct str line;

        *scan = text.len;
        if (at >= text.len)
            return text.len;
        line = load_line(str_from(text, at + 1), &next);
        if (is_marker(line, "---") && !is_header(str_slice(text, 0, at + 1)))
            return at + 1;
        if (is_marker(line, "..."))
            return at + 1 + next;
        from = at + 1;
    }
}

bool load_is_blank(struct str text)
{
    for (size_t pos = 0, next; pos < text.len; pos += next) {
        struct str line = load_line(str_from(text, pos), &next);
        if (is_marker(line, "---") || is_marker(line, "..."))
            line = str_trim(str_from(line, 3));
        if (line.len && !is_idle(line) && str_trim(line).p[0] != '#')
            return false;
    }
    return true;
}

static char first_char(struct str text)
{
    struct str s = str_trim(text);
    return s.len ? s.p[0] : '\0';
}

/* The first character behind markers, directives and comments. */
static char content_char(struct str text)
{
    for (size_t pos = 0, next; pos < text.len; pos += next) {
        struct str line = load_line(str_from(text, pos), &next);
        if (is_marker(line, "---") || is_marker(line, "..."))
            line = str_from(line, 3);
        line = str_trim(line);
        if (line.len && !is_idle(line))
            return line.p[0];
    }
    return '\0';
}

/* May TEXT be a list?  Lists deliver articles while they are read, so their text must not be in the
 * arena that a sink may reset. */
static bool may_be_list(struct str text)
{
    char c = content_char(text);
    return c && strchr("-[{&!", c);
}

/* ---- One document */

/* A million directives cost libyaml seconds: they are counted before it sees them. */
static bool too_many_directives(struct load *l, const struct doc *d)
{
    unsigned n = 0, line = d->line;

    for (size_t pos = 0, next; pos < d->text.len; pos += next, line++) {
        struct str s = load_line(str_from(d->text, pos), &next);
        if (is_marker(s, "---") || (s.len && !is_idle(s)))
            return false;
        if (s.len && s.p[0] == '%' && ++n > l->limits.directives) {
            load_say_at(l, line, 1, "E115", "");
            return true;
        }
    }
    return false;
}

static void read_by_lines(struct load *l, const struct doc *d,
                          const struct load_problem *why)
{
    struct node *root;

    struct doc own = {arena_str(l->r->a, d->text), d->line};

    load_unsay(l);
    l->n_by_lines++;
    root = lines_read(l, &own, why);
    if (root)
        load_article(l, &own, root);
}

/* Does a line of a list begin here?  "- " in column 1. */
static bool is_item(struct str line)
{
    return line.len && line.p[0] == '-' &&
           (line.len == 1 || line.p[1] == ' ' || line.p[1] == '\t');
}

/* An item of a list as a document of its own: its dash becomes a blank. */
static void read_item(struct load *l, struct str text, unsigned line)
{
    struct arena own = {0};
    char *p = arena_strz(&own, text);
    struct doc d = {{p, text.len}, line};

    p[0] = ' ';
    load_document(l, &d);
    arena_free(&own);
}

/* YAML gave up inside a list: read on item by item, from the one where it happened. */
static bool read_items(struct load *l, const struct doc *d, size_t n_read)
{
    size_t from = 0, n = 0;
    unsigned line = d->line, from_line = line;

    if (!is_item(d->text))
        return false;
    for (size_t pos = 0, next; pos < d->text.len && !l->stopped; pos += next, line++) {
        if (!is_item(load_line(str_from(d->text, pos), &next)) || pos == 0)
            continue;
        if (n++ >= n_read)
            read_item(l, str_slice(d->text, from, pos - from), from_line);
        from = pos;
        from_line = line;
    }
    if (n == 0)
        return false;
    if (n >= n_read && !l->stopped)
        read_item(l, str_from(d->text, from), from_line);
    return true;
}

static bool is_limit(const struct load_problem *why)
{
    return strcmp(why->code, "E106") != 0;
}

static void read_yaml(struct load *l, const struct doc *d)
{
    struct load_problem why;
    struct node *root;
    bool ok = yaml_read(l, d, &root, &why);

    if (l->stopped || (ok && !root))
        return;
    if (ok && root->kind == NODE_MAP && !lines_hidden_key(root))
        load_article(l, d, root);
    else if (!ok && is_limit(&why))
        say_problem(l, &why);
    else if (!ok && read_items(l, d, why.n_items))
        return;
    else if (lines_fit(d))
        read_by_lines(l, d, &why);
    else if (ok)
        load_say(l, root, "E104", "");
    else
        say_problem(l, &why);
}

/* Messages of one document in the order of its lines, whichever stage found them. */
static void sort_messages(struct load *l)
{
    struct diags *d = l->r->diags;

    for (size_t i = l->saved.n + 1; i < d->n; i++)
        for (size_t k = i; k > l->saved.n && d->items[k].line < d->items[k - 1].line;
             k--) {
            struct diag swap = d->items[k];
            d->items[k] = d->items[k - 1];
            d->items[k - 1] = swap;
        }
}

static void read_document(struct load *l, const struct doc *d)
{
    struct load_problem why;
    struct node *root;
    char first;

    l->saved = *l->r->diags;
    l->n_docs++;
    if (d->text.len > l->limits.file) {
        load_say_at(l, d->line, 1, "E110", "");
        return;
    }
    root = l->no_flat ? NULL : flat_read(l, d);
    if (root) {
        l->n_flat++;
        load_article(l, d, root);
        return;
    }
    if (load_is_blank(d->text)) {
        l->n_docs--;
        return;
    }
    if (too_many_directives(l, d))
        return;
    first = first_char(d->text);
    if ((first == '{' || first == '[') && json_check(d->text, l->limits.depth))
        json_read(l, d, &why);
    else
        read_yaml(l, d);
}

void load_document(struct load *l, const struct doc *d)
{
    read_document(l, d);
    if (l->r->diags->n - l->saved.n <= SORT_MAX)
        sort_messages(l);
}

/* ---- A whole text */

static bool may_hold_many(struct str text)
{
    size_t scan = 0;
    return may_be_list(text) || load_doc_len(text, &scan) < text.len;
}

/* A file of nothing but faults: the message of each is of no use, and each costs. */
static bool goes_on(struct load *l, size_t n_before, unsigned line)
{
    l->n_fruitless = l->n_articles > n_before ? 0 : l->n_fruitless + 1;
    if (l->n_fruitless < LOAD_MAX_FRUITLESS)
        return !l->stopped;
    load_say_at(l, line, 1, "E118", "");
    l->stopped = true;
    return false;
}

static void read_json_line(struct load *l, struct str text, unsigned line)
{
    struct doc d = {text, line};
    struct load_problem why;

    if (!str_trim(text).len)
        return;
    l->saved = *l->r->diags;
    l->n_docs++;
    if (text.len > l->limits.file)
        load_say_at(l, line, 1, "E110", "");
    else if (!json_read(l, &d, &why) && !l->stopped)
        say_problem(l, &why);
}

static void part_lines(struct load *l, struct str text, unsigned line)
{
    for (size_t pos = 0, next; pos < text.len && !l->stopped; pos += next, line++) {
        struct str s = load_line(str_from(text, pos), &next);
        size_t n = l->n_articles;

        if (!str_trim(s).len)
            continue;
        read_json_line(l, s, line);
        if (!goes_on(l, n, line))
            return;
    }
}

static void part_documents(struct load *l, struct str text, unsigned line)
{
    while (text.len && !l->stopped) {
        size_t scan = 0, len = load_doc_len(text, &scan), n = l->n_articles;
        struct doc d = {str_slice(text, 0, len), line};

        line += load_count_lines(d.text);
        text = str_from(text, len);
        if (load_is_blank(d.text))
            continue;
        if (!may_be_list(d.text))
            d.text = arena_str(l->r->a, d.text);
        load_document(l, &d);
        if (!goes_on(l, n, d.line))
            return;
    }
}

void load_part(struct load *l, struct str text, unsigned line, enum load_format f)
{
    if (f == LOAD_JSONL)
        part_lines(l, text, line);
    else if (f == LOAD_JSON)
        read_json_line(l, text, line);
    else
        part_documents(l, text, line);
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);

    if (n <= m)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = name[n - m + i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != suffix[i])
            return false;
    }
    return true;
}

bool article_wants(const char *name)
{
    static const char *const suffixes[] = {".yaml", ".yml", ".txt", ".json", ".jsonl"};

    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (name[0] != '.' && has_suffix(name, suffixes[i]))
            return true;
    return false;
}

/* Without a name to go by: an object that fills its line, and more below it. */
static bool looks_like_lines(struct str text)
{
    struct str rest = str_trim(text);
    size_t next;
    struct str first = load_line(rest, &next);
    char below = first_char(str_from(rest, next));

    return first.len && first.p[0] == '{' && json_check(first, 64) && below &&
           below != '-';
}

enum load_format load_format_of(const char *path, struct str text)
{
    if (has_suffix(path, ".jsonl"))
        return LOAD_JSONL;
    if (has_suffix(path, ".json"))
        return LOAD_JSON;
    if (has_suffix(path, ".yaml") || has_suffix(path, ".yml") || has_suffix(path, ".txt"))
        return LOAD_YAML;
    return looks_like_lines(text) ? LOAD_JSONL : LOAD_YAML;
}

void load_text(struct load *l, struct str text, enum load_format f)
{
    struct arena own = {0};
    struct doc d = {text, 1};
    const struct diags *said = l->r->diags;
    size_t n_said = said->n + said->n_lost;

    if (f == LOAD_YAML && !may_hold_many(text)) {
        load_document(l, &d);
    } else {
        struct str copy = arena_str(&own, text);
        load_part(l, copy, 1, f);
    }
    /* YAML has blanks that are none to us, a lone U+0085 for one. */
    if (!l->n_docs || (!l->n_articles && said->n + said->n_lost == n_said))
        load_say_at(l, 0, 0, "E103", "");
    arena_free(&own);
}

void load_say_encoding(struct load *l, struct str raw, const struct decoded *d,
                       unsigned line)
{
    struct str before = str_slice(raw, 0, d->first_bad);
    size_t start = before.len;

    if (d->encoding != ENC_UTF8 && d->encoding != ENC_UTF8_BOM &&
        d->encoding != ENC_UNKNOWN)
        load_say_at(l, 0, 0, "N301", encoding_name(d->encoding));
    if (!d->n_replaced)
        return;
    while (start > 0 && raw.p[start - 1] != '\n')
        start--;
    for (size_t i = 0; i < start; i++)
        line += raw.p[i] == '\n';
    if (d->encoding == ENC_UTF16LE || d->encoding == ENC_UTF16BE)
        load_say_at(l, 0, 0, "N302", "");
    else
        diag_add(l->r->diags, l->path, line,
                 (unsigned)utf8_count(str_from(before, start)) + 1, "N302", "%zu 处",
                 d->n_replaced);
}

void load_bytes(struct load *l, struct str raw)
{
    struct decoded d = encoding_decode(l->r->a, raw);

    load_say_encoding(l, raw, &d, 1);
    load_text(l, d.text, load_format_of(l->path, d.text));
}

size_t article_read_bytes(struct reader *r, const char *path, struct str raw)
{
    struct load l = load_begin(r, path);

    load_bytes(&l, arena_str(r->a, raw));
    return l.n_articles;
}

/* The command line: words that end in NUL; and the text as a value in every format. */
#include "text/utf8.h"

#include "../../src/cli/internal.h"

#include <stdint.h>
#include <stdlib.h>

enum { MAX_WORDS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void parse(struct arena *a, const char *text, size_t len)
{
    const char *words[MAX_WORDS] = {"yulu"};
    struct cli_opts o = {0};
    struct err e = {""};
    int n = 1;

    for (size_t i = 0; i < len && n < MAX_WORDS; n++) {
        words[n] = arena_strz(a, str_of(text + i));
        i += strlen(words[n]) + 1;
    }
    if (!cli_parse(&o, n, words, &e) && !e.msg[0])
        abort();
    cli_free(&o);
}

/* No control character but the formats' own gets through; NUL: one record ends in it. */
static void check_bytes(const struct buf *b, bool nul)
{
    size_t n_nul = 0;

    for (size_t i = 0; i < b->len; i++) {
        unsigned char c = (unsigned char)b->p[i];
        n_nul += c == 0;
        if (c == 0x7F || (c && c < 0x20 && c != '\n' && c != '\r' && c != '\t'))
            abort();
    }
    if (n_nul > (nul ? 1 : 0))
        abort();
}

static void write_all(struct str value)
{
    static const char *const formats[] = {"text", "tsv", "csv", "json", "jsonl"};
    static const struct column a = {"a", 10, false}, b = {"b", 0, true};
    static const struct column *const columns[] = {&a, &b};
    const struct value values[] = {{VALUE_TEXT, value}, {VALUE_TEXT, value}};

    for (size_t i = 0; i < 2 * sizeof formats / sizeof *formats; i++) {
        struct out out = {0};
        struct sheet s = {.out = &out,
                          .columns = columns,
                          .n_columns = 2,
                          .name = "list",
                          .csv_safe = true,
                          .nul = i & 2,
                          .tty_cols = i & 1 ? 40 : 0,
                          .amb = 1};
        const struct writer *w = cli_writer(formats[i / 2]);
        w->begin(&s);
        w->row(&s, values);
        w->end(&s);
        check_bytes(&out.b, s.nul);
        buf_free(&out.b);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena a = {0};
    struct buf text = {0};

    parse(&a, arena_strz(&a, str_make((const char *)data, len)), len);
    utf8_repair(str_make((const char *)data, len), &text);
    write_all(buf_view(&text));
    buf_free(&text);
    arena_free(&a);
    return 0;
}

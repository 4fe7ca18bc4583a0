/* usage: prop_query RUNS SEED
 * Texts put together from the marks and words of the language, in every order: what holds for any
 * query must hold for them. */
#include "property/query_holds.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const pieces[] = {
    " ",
    " ",
    " ",
    "　",
    "|",
    "｜",
    "(",
    ")",
    "（",
    "）",
    "-",
    "－",
    "!",
    "！",
    ":",
    "：",
    ",",
    "，",
    "、",
    "\"",
    "“",
    "”",
    "「",
    "」",
    "^",
    "=",
    "*",
    "＝",
    ";py",
    ";np",
    ";",
    "@",
    "..",
    ">=",
    "<",
    "OR",
    "或",
    "NOT",
    "非",
    "且",
    "AND",
    "a",
    "DGH",
    "dgh",
    "丁光宏",
    "錢鋒",
    "ding光",
    "2024",
    "-03",
    "7d",
    "近7天",
    "10",
    "未读",
    "unread",
    "tag:",
    "标签：",
    "speaker",
    "语录数",
    "quote:",
    "地区:上海",
    "date:",
    "is:",
    "len:",
    "after:",
    "@上海AI",
    "@环",
    "@或",
    "@空",
    "@坏",
    "C++:",
    "\t",
    "人工智能",
    "tag:人工智能,a",
    "-is:未读",
    "\"Key one\":",
    "speker:",
    "'",
    "上海, (浦东)",
};
enum { N_PIECES = sizeof pieces / sizeof *pieces };

/* xorshift64*: the same texts everywhere. */
static size_t next(uint64_t *state, size_t n)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)((*state * UINT64_C(2685821657736338717)) >> 33) % n;
}

int main(int argc, char **argv)
{
    long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 1;
    long failed = 0;
    struct buf text = {0};

    for (long i = 0; i < runs && failed < 20; i++) {
        const char *broken;
        buf_reset(&text);
        for (size_t n = next(&state, 12); n > 0; n--)
            buf_z(&text, pieces[next(&state, N_PIECES)]);
        broken = query_broken(buf_view(&text));
        if (broken)
            printf("%s: %.*s\n", broken, STR_ARG(buf_view(&text)));
        failed += broken != NULL;
    }
    buf_free(&text);
    printf("query: %ld passed, %ld failed\n", runs - failed, failed);
    return failed > 0;
}

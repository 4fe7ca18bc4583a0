/* Row breaking against libunistring's u8_width_linebreaks() on the same bytes: our own text, and
 * the body of $YULU_DATA/seed.yaml where that is set.  Both take turns; the best round of each
 * counts.  Exit 1 below twice its speed. */
#include "base/file.h"
#include "text/utf8.h"
#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unilbrk.h>

enum { WIDTH = 76, ROUNDS = 15, BYTES_A_ROUND = 4000000 };

static const char own[] = "“早市一收摊，河堤上就只剩下扫地的人和几只不怕生的喜鹊。”说起二"
                          "十年前的老码头，摆渡人顾长水"
                          "放下手里的缆绳，“那时候一天要渡四百多人，赶集的、上学的、走亲"
                          "戚的，船头挤得转不开身。”2019年6月，"
                          "横跨两岸的新桥通车，渡口的客流降到不足从前的5%"
                          "，可他没有走：镇上把渡船改成了水上图书室，"
                          "每逢周末，孩子们坐着船读《海底两万里》，听他讲潮水、讲风向、讲"
                          "哪一块石头下面藏着螃蟹……"
                          "镇文化站站长戚若兰介绍，图书室现有藏书1."
                          "2万册，其中AI科普类（2021-2024年出版）占三成，"
                          "借阅量最高的是一本讲“机器怎样学会看图”的小册子。她算了一笔账："
                          "改造花了￥38万元，运行一年的电费还不到"
                          "一盏景观灯的零头——这笔钱，值。";

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double run_ours(struct str text, size_t times, size_t *rows)
{
    struct wrap_opts o = {.width = WIDTH, .amb = 1};
    struct arena a = {0};
    struct wrap_row *out;
    double start = now();

    for (size_t i = 0; i < times; i++) {
        arena_reset(&a);
        *rows = wrap_text(&a, text, &o, &out);
    }
    start = now() - start;
    arena_free(&a);
    return start;
}

static double run_theirs(struct str text, size_t times, size_t *rows)
{
    char *breaks = malloc(text.len + 1);
    double start = now();

    for (size_t i = 0; i < times; i++)
        u8_width_linebreaks((const uint8_t *)text.p, text.len, WIDTH, 0, 0, NULL, "UTF-8",
                            breaks);
    start = now() - start;
    *rows = 1;
    for (size_t i = 0; i < text.len; i++)
        *rows += breaks[i] == UC_BREAK_POSSIBLE || breaks[i] == UC_BREAK_MANDATORY;
    free(breaks);
    return start;
}

static bool compare(const char *name, struct str text)
{
    size_t times = BYTES_A_ROUND / text.len + 1, our_rows = 0, their_rows = 0;
    double ours = 1e9, theirs = 1e9, mb = (double)text.len * (double)times / 1e6;

    for (int i = 0; i < ROUNDS; i++) {
        double t = run_ours(text, times, &our_rows);

        ours = t < ours ? t : ours;
        t = run_theirs(text, times, &their_rows);
        theirs = t < theirs ? t : theirs;
    }
    printf(
        "wrap %s (%zu bytes, %d columns): yulu %.0f MB/s (%zu rows), u8_width_linebreaks "
        "%.0f MB/s (%zu rows), ratio %.2f\n",
        name, text.len, WIDTH, mb / ours, our_rows, mb / theirs, their_rows,
        theirs / ours);
    return theirs >= 2 * ours;
}

/* The longest line: the body of an article that is one line. */
static struct str longest_line(struct str s)
{
    struct str best = {0};

    for (size_t off = 0, end; off < s.len; off = end + 1) {
        end = str_find(s, STR("\n"), off);
        if (end - off > best.len)
            best = str_slice(s, off, end - off);
    }
    return best;
}

static bool compare_seed(struct arena *a, const char *folder)
{
    struct err e = {0};
    struct str all;

    if (!file_read(a, arena_printf(a, "%s/seed.yaml", folder), 1 << 24, &all, &e)) {
        fprintf(stderr, "bench_wrap: seed.yaml cannot be read\n");
        return false;
    }
    all = longest_line(all);
    return utf8_valid_len(all) == all.len && compare("seed", all);
}

int main(void)
{
    const char *folder = getenv("YULU_DATA");
    struct buf text = {0};
    struct arena a = {0};
    bool ok;

    while (text.len < 9000)
        buf_z(&text, own);
    ok = compare("own", buf_view(&text));
    if (folder)
        ok = compare_seed(&a, folder) && ok;
    buf_free(&text);
    arena_free(&a);
    return ok ? 0 : 1;
}

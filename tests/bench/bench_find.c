/* usage: bench_find [FILE]
 * The paths of base/find.h against `rg -cF` and memmem() on the same bytes: FILE, or a folded text
 * of sentences of the sample articles in random order, a line an article.  Lines with the needle
 * are counted, as rg does, and must be as many.  rg's time is its whole run on a file in memory.
 * Best of the rounds.  Exit 1 when the sum over the needles misses a goal. */
#define _GNU_SOURCE /* memmem */
#include "base/file.h"
#include "base/find.h"
#include "samples.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 7, TEXT_BYTES = 256 << 20, LINE_BYTES = 4500, PIECE = 65536 };
enum { RG, MEMMEM, PORTABLE, SSE2, AVX2, N_RUNS };

static const char *const names[] = {"rg -cF", "memmem", "portable", "sse2", "avx2"};
static const char *const needles[] = {"的",         "渡",     "榫",         "我们",
                                      "认为",       "卯榫",   "人工智能",   "水上图书室",
                                      "十年老码头", "openai", "喜鹊喜欢的", "2024年"};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- The text */

static bool make_text(const char *path)
{
    struct buf text = {0};
    struct err e = {0};
    bool ok = sample_folded(&text, TEXT_BYTES, LINE_BYTES);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    /* In pieces, as a text to which articles are added: it decides how the pages are mapped. */
    for (size_t at = 0; ok && at < text.len; at += PIECE)
        ok = file_write_fd(fd, str_slice(buf_view(&text), at, PIECE), &e);
    if (!ok)
        fprintf(stderr, "%s: %s\n", path, e.msg);
    close(fd);
    buf_free(&text);
    return ok;
}

static struct str map_text(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *p = MAP_FAILED;

    if (fd >= 0 && fstat(fd, &st) == 0)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (p == MAP_FAILED) {
        perror(path);
        exit(1);
    }
    close(fd);
    return str_make(p, (size_t)st.st_size);
}

/* ---- The runs: lines that hold the needle */

static size_t next_line(struct str text, size_t at)
{
    const char *end = memchr(text.p + at, '\n', text.len - at);
    return end ? (size_t)(end - text.p) + 1 : text.len;
}

static size_t run_finder(struct str text, struct str needle, enum find_path path)
{
    struct finder f;
    size_t lines = 0, at;

    find_compile(&f, needle, path);
    for (at = find_next(&f, text.p, text.len, 0); at < text.len; lines++)
        at = find_next(&f, text.p, text.len, next_line(text, at));
    return lines;
}

static size_t run_memmem(struct str text, struct str needle)
{
    size_t lines = 0, at = 0;
    const char *hit;

    while ((hit = memmem(text.p + at, text.len - at, needle.p, needle.len)) != NULL) {
        at = next_line(text, (size_t)(hit - text.p));
        lines++;
    }
    return lines;
}

/* SIZE_MAX when there is no rg. */
static size_t run_rg(const char *path, const char *needle)
{
    const char *argv[] = {"rg", "-cF", "--no-config", "-e", needle, path, NULL};
    char out[40] = "";
    int pipes[2], status = 0;
    pid_t pid;

    if (pipe(pipes) != 0)
        return SIZE_MAX;
    pid = fork();
    if (pid == 0) {
        dup2(pipes[1], STDOUT_FILENO);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(pipes[1]);
    for (ssize_t got = 1, n = 0; pid > 0 && got > 0 && n < (ssize_t)sizeof out - 1;
         n += got)
        got = read(pipes[0], out + n, sizeof out - 1 - (size_t)n);
    close(pipes[0]);
    if (pid < 0 || waitpid(pid, &status, 0) != pid || WEXITSTATUS(status) == 127)
        return SIZE_MAX;
    return strtoul(out, NULL, 10); /* nothing is printed for none */
}

static size_t run(int which, const char *path, struct str text, const char *needle)
{
    static const enum find_path paths[N_RUNS] = {
        [PORTABLE] = FIND_PORTABLE, [SSE2] = FIND_SSE2, [AVX2] = FIND_AVX2};

    if (which == RG)
        return run_rg(path, needle);
    if (which == MEMMEM)
        return run_memmem(text, str_of(needle));
    return run_finder(text, str_of(needle), paths[which]);
}

/* Best times of one needle in MS; false when the counts differ. */
static bool measure(const char *path, struct str text, const char *needle, double *ms)
{
    size_t lines[N_RUNS];
    bool same = true;

    for (int i = 0; i < N_RUNS; i++)
        ms[i] = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N_RUNS; i++) {
            double start = now();
            lines[i] = run(i, path, text, needle);
            start = now() - start;
            ms[i] = start < ms[i] ? start : ms[i];
        }
    }
    printf("%-18s %8zu", needle, lines[AVX2]);
    for (int i = 0; i < N_RUNS; i++) {
        printf(" %8.2f", ms[i]);
        same = same && (lines[i] == lines[MEMMEM] || (i == RG && lines[i] == SIZE_MAX));
    }
    printf("  %5.2f %5.2f\n", ms[SSE2] / ms[RG], ms[AVX2] / ms[RG]);
    return same;
}

static bool all_needles(const char *path, struct str text)
{
    double sum[N_RUNS] = {0}, ms[N_RUNS];
    bool ok = true, have_rg = run_rg("/dev/null", "a") != SIZE_MAX;

    printf("%zu MB, ms   %12s", text.len / 1000000, "lines");
    for (int i = 0; i < N_RUNS; i++)
        printf(" %8s", names[i]);
    printf("  sse2/rg avx2/rg\n");
    for (size_t i = 0; i < sizeof needles / sizeof *needles; i++) {
        if (!measure(path, text, needles[i], ms)) {
            printf("%s: the counts differ\n", needles[i]);
            ok = false;
        }
        for (int k = 0; k < N_RUNS; k++)
            sum[k] += ms[k];
    }
    ok = sample_goal("portable against memmem", sum[PORTABLE], sum[MEMMEM], 1.0) && ok;
    if (!have_rg) {
        printf("rg: skipped, not installed\n");
        return ok;
    }
    ok = sample_goal("sse2 against rg", sum[SSE2], sum[RG], 0.8) && ok;
    return sample_goal("avx2 against rg", sum[AVX2], sum[RG], 0.5) && ok;
}

int main(int argc, char **argv)
{
    char path[300];
    const char *tmp = getenv("TMPDIR");
    bool ok;

    snprintf(path, sizeof path, "%.200s/yulu-find-%ld.txt", tmp ? tmp : "/tmp",
             (long)getpid());
    if (argc < 2 && !make_text(path))
        return 1;
    ok = all_needles(argc > 1 ? argv[1] : path, map_text(argc > 1 ? argv[1] : path));
    if (argc < 2)
        unlink(path);
    return ok ? 0 : 1;
}

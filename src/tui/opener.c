#include "tui/opener.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MAX = 32 };

/* WORD with %s replaced by URL; *USED when there was one. */
static char *fill(struct arena *a, struct str word, struct str url, bool *used)
{
    struct buf b = {0};
    char *z;

    for (size_t i = 0; i < word.len; i++) {
        if (word.p[i] == '%' && i + 1 < word.len && word.p[i + 1] == 's') {
            buf_str(&b, url);
            *used = true;
            i++;
        } else {
            buf_c(&b, word.p[i]);
        }
    }
    z = arena_strz(a, buf_view(&b));
    buf_free(&b);
    return z;
}

char **opener_words(struct arena *a, const char *browser, struct str url)
{
    struct str entry = str_trim(str_of(browser ? browser : ""));
    char **words = arena_array(a, char *, WORDS_MAX + 2);
    bool used = false;
    size_t n = 0;

    entry = str_trim(str_slice(entry, 0, str_find(entry, STR(":"), 0)));
    if (!entry.len)
        entry = STR("xdg-open");
    for (size_t at = 0, end; at < entry.len && n < WORDS_MAX; at = end + 1) {
        end = str_find(entry, STR(" "), at);
        if (end > at)
            words[n++] = fill(a, str_slice(entry, at, end - at), url, &used);
    }
    if (!used)
        words[n++] = arena_strz(a, url);
    words[n] = NULL;
    return words;
}

/* execvp() would hand what has no #! line to a shell, so PATH is searched here. */
static const char *find_program(struct arena *a, const char *name)
{
    const char *path = getenv("PATH");
    struct str list = str_of(path ? path : "/usr/local/bin:/usr/bin:/bin");

    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? name : NULL;
    for (size_t at = 0, end; at <= list.len; at = end + 1) {
        end = str_find(list, STR(":"), at);
        struct str folder = str_slice(list, at, end - at);
        const char *full = arena_printf(a, "%.*s/%s", STR_ARG(folder), name);
        /* An empty entry would be wherever we are. */
        if (folder.len && folder.p[0] == '/' && access(full, X_OK) == 0)
            return full;
    }
    return NULL;
}

/* In the grandchild: only what may be called between fork and exec where there are threads. */
static _Noreturn void run(const char *program, char *const *words, int report)
{
    int null = open("/dev/null", O_RDWR), why;

    setsid();
    for (int fd = 0; null >= 0 && fd < 3; fd++)
        dup2(null, fd);
    if (null > 2)
        close(null);
    execve(program, words, environ);
    why = errno;
    if (write(report, &why, sizeof why) < 0)
        _exit(126);
    _exit(127);
}

/* errno of a start that failed, 0 of one that did not. */
static int start(const char *program, char *const *words)
{
    int ends[2], why = 0;
    pid_t child;

    if (pipe(ends) != 0)
        return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    child = fork();
    if (child == 0) {
        pid_t own = fork();
        if (own == 0)
            run(program, words, ends[1]);
        _exit(own < 0);
    }
    why = child < 0 ? errno : 0;
    close(ends[1]);
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    /* Closed by execve(), or by the end of whoever could not. */
    while (child > 0 && read(ends[0], &why, sizeof why) < 0 && errno == EINTR)
        ;
    close(ends[0]);
    return why;
}

bool opener_start(struct str url, struct err *e)
{
    struct arena a = {0};
    char **words = opener_words(&a, getenv("BROWSER"), url);
    const char *program = find_program(&a, words[0]);
    bool web = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
    int why = 0;

    if (web && program)
        why = start(program, words);
    if (!web)
        err_set(e, "不是 http、https 地址");
    else if (!program)
        err_set(e, "没有 %s；请设 BROWSER", words[0]);
    else if (why)
        err_errno(e, words[0], why);
    arena_free(&a);
    return web && program && !why;
}

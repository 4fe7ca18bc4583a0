#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf may have cut a character in two: take its first bytes away. */
static void trim_partial(char *msg)
{
    size_t len = strlen(msg), i = len;

    while (i > 0 && len - i < 4 && ((unsigned char)msg[i - 1] & 0xC0) == 0x80)
        i--;
    if (i > 0 && (unsigned char)msg[i - 1] >= 0xC0) {
        unsigned char lead = (unsigned char)msg[i - 1];
        size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (len - (i - 1) < want)
            msg[i - 1] = '\0';
    }
}

bool err_set(struct err *e, const char *fmt, ...)
{
    va_list ap;

    if (!e)
        return false;
    va_start(ap, fmt);
    vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    trim_partial(e->msg);
    return false;
}

bool err_wrap(struct err *e, const char *where)
{
    struct err old;

    if (!e)
        return false;
    old = *e;
    return err_set(e, "%s: %s", where, old.msg);
}

static const struct {
    int number;
    const char *text;
} reasons[] = {
    {ENOENT, "没有这个文件或目录"}, {EACCES, "没有权限"},       {EPERM, "不允许这样做"},
    {EISDIR, "是一个目录"},         {ENOTDIR, "不是目录"},      {ELOOP, "符号链接成环"},
    {ENAMETOOLONG, "文件名太长"},   {ENOSPC, "磁盘已满"},       {EIO, "读写出错"},
    {EMFILE, "打开的文件太多"},     {ENFILE, "打开的文件太多"}, {EROFS, "文件系统只读"},
    {EPIPE, "管道已关闭"},          {EFBIG, "文件太大"},
};

const char *err_reason(int errnum)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == errnum)
            return reasons[i].text;
    return strerror(errnum);
}

bool err_errno(struct err *e, const char *what, int errnum)
{
    return err_set(e, "%s: %s", what, err_reason(errnum));
}

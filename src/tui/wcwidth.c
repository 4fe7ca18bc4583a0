/* libncursesw calls wcwidth() of the C library, which thinks that “ is one column everywhere and
 * has never heard of newer Han.  A definition in the program itself comes first in the search for
 * symbols, so ncurses and the rest of the program agree.  It must be visible: with
 * -fvisibility=hidden the C library's would be taken without a word; term_agrees() looks. */
#include "wcwidth.h"

#include "text/width.h"

#include <signal.h>
#include <wchar.h>

static volatile sig_atomic_t ambiguous_cols = 1;

void wcwidth_set(int amb)
{
    ambiguous_cols = amb;
}

__attribute__((visibility("default"))) int wcwidth(wchar_t wc)
{
    uint32_t cp = (uint32_t)wc;

    if (cp == 0)
        return 0;
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp > 0x10FFFF)
        return -1;
    return width_cp(cp, ambiguous_cols);
}

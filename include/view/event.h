/* What can happen to the program, told to app_step(). */
#ifndef YULU_VIEW_EVENT_H
#define YULU_VIEW_EVENT_H

#include "base/str.h"

#include <stdint.h>

enum event_kind {
    EVENT_KEY,   /* one key: a code point, or enum key */
    EVENT_PASTE, /* text from the clipboard: data, never commands */
    EVENT_RESIZE,
    EVENT_ARCHIVE /* the archive has something to take in (archive_pump) */
};

/* Keys that are no characters; above Unicode.  Control characters are themselves (Ctrl-L = 12,
 * Tab = 9, Enter = 13, Esc = 27, Backspace = 127). */
enum key {
    K_UP = 0x110000,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PGUP,
    K_PGDN,
    K_INSERT,
    K_DELETE,
    K_BACKTAB,
    K_CTRL_UP,
    K_CTRL_DOWN,
    K_ALT_LEFT,
    K_ALT_RIGHT,
    K_F1,
    K_F3 = K_F1 + 2,
    K_F12 = K_F1 + 11,
    K_SHIFT_F3,
    K_LAST
};

struct event {
    enum event_kind kind;
    uint32_t key;        /* EVENT_KEY */
    struct str text;     /* EVENT_PASTE: valid UTF-8, during the call only */
    unsigned rows, cols; /* EVENT_RESIZE */
};

/* Key scripts for tests: "j j <Enter> /算力<Enter> <C-l> <Resize 40x20>".  Blanks separate and mean
 * nothing; <Space> is one.  Takes the next event off *SCRIPT; false at its end or on a mistake
 * (then *SCRIPT is not empty). */
bool event_parse(struct str *script, struct event *out);
/* The name of a key as help and scripts print it: "j", "<Enter>", "<C-l>". */
const char *event_key_name(uint32_t key, char buf[32]);
/* The key of that name: as above, also without < >, in letters of either case.  NAME is valid
 * UTF-8. */
bool event_key_named(struct str name, uint32_t *key);

#endif

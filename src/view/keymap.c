#include "view/keymap.h"

#include "view/event.h"

struct fold {
    uint32_t from;
    uint32_t to;
};

/* What input methods send besides U+FF01..FF5E.  Sorted by from. */
static const struct fold folds[] = {
    {0x0008, 127},  /* some terminals: Backspace */
    {0x000A, 13},   /* Ctrl-J of a pasted or scripted Enter */
    {0x00A5, '$'},  /* ¥ */
    {0x00B7, '`'},  /* · */
    {0x2014, '_'},  /* — */
    {0x2018, '\''}, /* ‘ */
    {0x2019, '\''}, /* ’ */
    {0x201C, '"'},  /* “ */
    {0x201D, '"'},  /* ” */
    {0x2026, '^'},  /* … */
    {0x3000, ' '},  /* ideographic space */
    {0x3001, '/'},  /* 、 */
    {0x3002, '.'},  /* 。 */
    {0x3008, '<'},  /* 〈 */
    {0x3009, '>'},  /* 〉 */
    {0x300A, '<'},  /* 《 */
    {0x300B, '>'},  /* 》 */
    {0x300C, '['},  /* 「 */
    {0x300D, ']'},  /* 」 */
    {0x3010, '['},  /* 【 */
    {0x3011, ']'},  /* 】 */
    {0xFFE5, '$'},  /* ￥ */
};

uint32_t key_fold(uint32_t key)
{
    if (key >= 0xFF01 && key <= 0xFF5E)
        return key - 0xFF01 + '!';
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        if (folds[i].from == key)
            return folds[i].to;
    }
    return key;
}

bool key_comes_twice(uint32_t key)
{
    return key == 0x2026 || key == 0x2014;
}

void keymap_add(struct buf *out, const struct command *cmd, size_t max)
{
    for (size_t i = 0; i < COMMAND_KEYS && cmd->keys[i] && i < max; i++) {
        char name[32];
        struct str s = str_of(event_key_name(cmd->keys[i], name));

        if (cmd->keys[i] == '<')
            s = STR("<");
        else if (s.len > 2 && s.p[0] == '<')
            s = str_slice(s, 1, s.len - 2);
        if (i)
            buf_c(out, ' ');
        buf_str(out, s);
    }
}

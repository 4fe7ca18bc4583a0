/* Where a frame may be cut. */
#include "unit/check.h"

#include "tui/send.h"

static void cuts_between_sequences(void **state)
{
    static const struct {
        const char *frame;
        size_t sent, whole;
    } cases[] = {
        {"ab", 1, 1},
        {"\xE6\x96\x87x", 0, 0},
        {"\xE6\x96\x87x", 1, 3},
        {"\xE6\x96\x87x", 2, 3},
        {"\xE6\x96\x87x", 3, 3},
        {"\033[12;3Hx", 1, 7},
        {"\033[12;3Hx", 6, 7},
        {"\033[12;3Hx", 7, 7},
        {"a\033Mb", 2, 3},
        {"a\033(Bb", 2, 4},
        {"a\033(Bb", 3, 4},
        {"\033]52;c;aGk=\ax", 4, 12},
        {"\033]11;?\033\\x", 7, 8},
        {"\033[?25", 3, 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_INT(cases[i].frame, send_whole(str_of(cases[i].frame), cases[i].sent),
                  cases[i].whole);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(cuts_between_sequences),
};
const struct check_suite suite_send = {"send", tests, sizeof tests / sizeof *tests};

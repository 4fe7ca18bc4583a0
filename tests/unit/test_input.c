/* Bytes of a terminal become events.  Each row is also fed byte by byte and cut in two at every
 * place: the result may not depend on how a line delivers it. */
#include "unit/check.h"

#include "text/utf8.h"
#include "tui/probe.h"

#include <stdlib.h>

static const struct key_seq own[] = {
    {STR_INIT("\033OA"), K_UP},
    {STR_INIT("\033[7$"), K_HOME},
    {STR_INIT("\033[28~"), K_SHIFT_F3},
    {STR_INIT("\033Z"), K_BACKTAB},
};

/* What came, as text: names of keys, "paste(...)", "at(row,col)", "attrs". */
static void describe(struct buf *out, const struct input *in)
{
    char name[32];

    if (out->len)
        buf_c(out, ' ');
    if (in->kind == INPUT_ATTRS)
        buf_z(out, "attrs");
    else if (in->kind == INPUT_PLACE)
        buf_printf(out, "at(%u,%u)", in->row, in->col);
    else if (in->kind == INPUT_GROUND)
        buf_printf(out, "ground(%06X)", (unsigned)in->rgb);
    else if (in->ev.kind == EVENT_PASTE)
        buf_printf(out, "paste(%.*s)", STR_ARG(in->ev.text));
    else
        buf_z(out, event_key_name(in->ev.key, name));
}

static void feed(struct keyparse *k, struct str bytes, struct buf *out)
{
    struct input in;

    while (keyparse_next(k, &bytes, &in))
        describe(out, &in);
}

/* Wait until nothing is begun. */
static void settle(struct keyparse *k, struct buf *out)
{
    struct input in;

    for (int i = 0; i < 4 && keyparse_wait(k) >= 0; i++)
        if (keyparse_idle(k, &in))
            describe(out, &in);
}

static const struct {
    const char *name;
    struct str bytes;
    const char *want;
    bool asked;
} rows[] = {
    {"letters", STR_INIT("jk"), "j k", false},
    {"controls", STR_INIT("\r\t\x0c\x7f"), "<Enter> <Tab> <C-l> <BS>", false},
    {"background", STR_INIT("\033]11;rgb:1c1c/2b2B/ffff\033\\j"), "ground(1C2BFF) j",
     false},
    {"background, short", STR_INIT("\033]11;rgb:f/80/000\aj"), "ground(FF8000) j", true},
    {"background, four parts", STR_INIT("\033]11;rgba:ff/ff/00/80\a"), "ground(FFFF00)",
     true},
    {"not a background",
     STR_INIT("\033]11;rgb:ff/ff\a\033]11;rgb:ff/ff/ff/ff\a\033]11;rgb:/1/2\a"
              "\033]11;rgb:fffff/0/0\a\033]11;rgb:g/0/0\a\033]10;rgb:f/f/f\aj"),
     "j", true},
    {"background without an end", STR_INIT("\033]11;rgb:ff/ff/ff\x18j"), "j", true},
    {"NUL is nothing", STR_INIT("a\0b"), "a b", false},
    {"Han", STR_INIT("算力？"), "算 力 ？", false},
    {"four bytes", STR_INIT("\xF0\xA0\x80\x80"), "\xF0\xA0\x80\x80", false},
    {"lone Esc", STR_INIT("\033"), "<Esc>", false},
    {"Esc twice", STR_INIT("\033\033"), "<Esc> <Esc>", false},
    {"Esc three times", STR_INIT("\033\033\033"), "<Esc> <Esc> <Esc>", false},
    {"Esc and a key", STR_INIT("\033j"), "<Esc> j", false},
    {"Esc twice and a key", STR_INIT("\033\033j"), "<Esc> <Esc> j", false},
    {"Esc and Han", STR_INIT("\033算"), "<Esc> 算", false},
    {"Esc and Enter", STR_INIT("\033\r"), "<Esc> <Enter>", false},
    {"arrows", STR_INIT("\033[A\033[B\033[C\033[D"), "<Up> <Down> <Right> <Left>", false},
    {"arrows, application", STR_INIT("\033OA\033OB\033OC\033OD"),
     "<Up> <Down> <Right> <Left>", false},
    {"home, end", STR_INIT("\033[H\033[F\033OH\033[1~\033[4~\033[7~\033[8~"),
     "<Home> <End> <Home> <Home> <End> <Home> <End>", false},
    {"pages", STR_INIT("\033[5~\033[6~\033[2~\033[3~"), "<PgUp> <PgDn> <Ins> <Del>",
     false},
    {"function keys", STR_INIT("\033OP\033OS\033[15~\033[24~\033[11~"),
     "<F1> <F4> <F5> <F12> <F1>", false},
    {"console", STR_INIT("\033[[A\033[[E"), "<F1> <F5>", false},
    {"back tab", STR_INIT("\033[Z"), "<S-Tab>", false},
    {"with Ctrl", STR_INIT("\033[1;5A\033[1;5B"), "<C-Up> <C-Down>", false},
    {"with Alt", STR_INIT("\033[1;3C\033[1;3D"), "<A-Right> <A-Left>", false},
    {"with Alt as Esc", STR_INIT("\033\033[D\033\033OC"), "<A-Left> <A-Right>", false},
    {"with Alt, unknown", STR_INIT("\033\033[5~j"), "j", false},
    {"Shift-F3", STR_INIT("\033[1;2R\033[13;2~"), "<S-F3> <S-F3>", false},
    {"numeric pad", STR_INIT("\033OM\033Op\033Oy\033Ok"), "<Enter> 0 9 +", false},
    {"codes", STR_INIT("\033[27u\033[13;1u\033[106u\033[106;5u\033[57344uq"),
     "<Esc> <Enter> j q", false},
    {"own list", STR_INIT("\033[7$x\033[28~\033Zy"), "<Home> x <S-F3> <S-Tab> y", false},

    {"unknown CSI", STR_INIT("\033[99zq\033[<0;1;1Mq\033[?1$pq"), "q q q", false},
    {"unknown tilde", STR_INIT("\033[99~q\033[27;5;106~q"), "q q", false},
    {"modifier without meaning", STR_INIT("\033[1;2Aq\033[1;5Cq"), "q q", false},
    {"many numbers", STR_INIT("\033[1;2;3;4;5;6;7;8;9Aq"), "q", false},
    {"huge numbers", STR_INIT("\033[99999999999999999999999~q"), "q", false},
    {"longer than any",
     STR_INIT(
         "\033[0000000000000000000000000000000000000000000000000000000000000000000000Aq"),
     "q", false},
    {"focus, unasked", STR_INIT("\033[Iq\033[O"), "q", false},
    {"string, BEL", STR_INIT("\033]10;rgb:0/0/0\aq"), "q", false},
    {"string, ST", STR_INIT("\033P>|term(1)\033\\q"), "q", false},
    {"string with Esc inside", STR_INIT("\033]0;a\033[31mb\033\\q"), "q", false},
    {"string cut off", STR_INIT("\033_abc"), "", false},
    {"CSI cut off", STR_INIT("\033[12;"), "", false},
    {"control ends CSI", STR_INIT("\033[12\rq"), "<Enter> q", false},
    {"Esc ends CSI", STR_INIT("\033[12\033[Aq"), "<Up> q", false},
    {"Han ends CSI", STR_INIT("\033[1算q"), "算 q", false},

    {"no UTF-8", STR_INIT("\x80\xFF\xC0q"), "q", false},
    {"character cut off", STR_INIT("\xE7\xAEq"), "q", false},
    {"surrogate", STR_INIT("\xED\xA0\x80q"), "q", false},
    {"overlong", STR_INIT("\xE0\x80\xAFq"), "q", false},
    {"C1 as UTF-8", STR_INIT("\xC2\x9Bq"), "q", false},

    {"place, asked", STR_INIT("\033[1;2R"), "at(1,2)", true},
    {"place, late", STR_INIT("\033[2;3Rj"), "at(2,3) j", false},
    {"attributes", STR_INIT("\033[?64;1;2cj"), "attrs j", true},
    {"place of zero", STR_INIT("\033[0;3Rj"), "j", true},
    {"other report", STR_INIT("\033[?2;3Rj\033[0nj\033[>0;1cj"), "j j j", true},

    {"paste", STR_INIT("\033[200~jj:q\rx\033[201~k"), "paste(jj:q\nx) k", false},
    {"paste with keys", STR_INIT("\033[200~\033[A\x03\t算\033[201~"), "paste([A\t算)",
     false},
    {"paste, CR LF", STR_INIT("\033[200~a\r\nb\033[201~"), "paste(a\nb)", false},
    {"paste, bad bytes", STR_INIT("\033[200~a\xFF\033[201~"), "paste(a\xEF\xBF\xBD)",
     false},
    {"paste, empty", STR_INIT("\033[200~\033[201~"), "paste()", false},
    {"paste, half end", STR_INIT("\033[200~a\033[201x\033[201~"), "paste(a[201x)", false},
    {"paste never ends", STR_INIT("\033[200~abc"), "paste(abc)", false},
    {"end without paste", STR_INIT("\033[201~q"), "q", false},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static struct keyparse fresh(bool asked)
{
    return (struct keyparse){
        .seqs = own, .n_seqs = sizeof own / sizeof *own, .asked = asked};
}

static void check_pieces(size_t row, size_t cut, size_t step)
{
    struct keyparse k = fresh(rows[row].asked);
    struct buf got = {0};
    struct str bytes = rows[row].bytes;

    buf_z(&got, "");
    feed(&k, str_slice(bytes, 0, cut), &got);
    for (size_t i = cut; i < bytes.len; i += step)
        feed(&k, str_slice(bytes, i, step), &got);
    settle(&k, &got);
    CHECK_STR(rows[row].name, got.p, rows[row].want);
    CHECK_INT(rows[row].name, keyparse_wait(&k), -1);
    buf_free(&got);
    keyparse_free(&k);
}

static void bytes_become_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_ROWS; i++) {
        check_pieces(i, 0, 1);
        for (size_t cut = 0; cut <= rows[i].bytes.len; cut++)
            check_pieces(i, cut, rows[i].bytes.len);
    }
}

/* Esc comes after a short wait, longer while replies are expected. */
static void waiting(void **state)
{
    struct keyparse k = fresh(false);
    struct str esc = STR("\033");
    struct input in;

    (void)state;
    CHECK_INT("nothing begun", keyparse_wait(&k), -1);
    CHECK("esc", !keyparse_next(&k, &esc, &in));
    CHECK("esc", keyparse_wait(&k) > 0 && keyparse_wait(&k) <= 50);
    k.asked = true;
    CHECK("asked", keyparse_wait(&k) > 50);
    CHECK("idle", keyparse_idle(&k, &in) && in.ev.key == 27);
    CHECK_INT("over", keyparse_wait(&k), -1);
    keyparse_free(&k);
}

static void a_huge_paste_is_cut(void **state)
{
    struct keyparse k = fresh(false);
    struct buf bytes = {0};
    struct str s;
    struct input in = {.kind = INPUT_ATTRS};

    (void)state;
    buf_z(&bytes, "\033[200~");
    buf_fill(&bytes, 'x', 2 * KEYPARSE_PASTE_MAX);
    buf_z(&bytes, "\033[201~j");
    s = buf_view(&bytes);
    CHECK("paste", keyparse_next(&k, &s, &in) && in.ev.kind == EVENT_PASTE);
    CHECK_INT("length", in.ev.text.len, KEYPARSE_PASTE_MAX);
    CHECK("after", keyparse_next(&k, &s, &in) && in.ev.key == 'j');
    buf_free(&bytes);
    keyparse_free(&k);
}

static void the_question_about_widths(void **state)
{
    static const struct {
        const char *name;
        struct input replies[3];
        int want[3];
    } cases[] = {
        {"narrow", {{.kind = INPUT_PLACE, .row = 2, .col = 2}}, {1}},
        {"wide", {{.kind = INPUT_PLACE, .row = 2, .col = 3}}, {2}},
        {"once",
         {{.kind = INPUT_PLACE, .row = 2, .col = 3},
          {.kind = INPUT_PLACE, .row = 2, .col = 2}},
         {2, 0}},
        {"not before it is over",
         {{.kind = INPUT_ATTRS}, {.kind = INPUT_PLACE, .row = 2, .col = 3}},
         {0, 0}},
        {"nonsense",
         {{.kind = INPUT_PLACE, .row = 2, .col = 9},
          {.kind = INPUT_PLACE, .row = 1, .col = 3}},
         {0, 0}},
    };
    const struct caps ecma = {.cup = "\033[%i%p1%d;%p2%dH", .el = "\033[K", .ansi = true};
    const struct caps other = {.cup = "\033Y%p1%' '%+%c%p2%' '%+%c", .el = "\033K"};
    struct probe p = {0};
    struct buf out = {0};

    (void)state;
    CHECK("vt52", !probe_ask(&p, &other, true, true, &out) && out.len == 0 && !p.asked);
    CHECK("unasked", probe_reply(&p, &cases[1].replies[0]) == 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        p = (struct probe){0};
        CHECK(cases[i].name, probe_ask(&p, &ecma, true, true, &out) && p.asked);
        for (size_t j = 0; j < 3 && cases[i].replies[j].row + cases[i].replies[j].kind;
             j++)
            CHECK_INT(cases[i].name, probe_reply(&p, &cases[i].replies[j]),
                      cases[i].want[j]);
    }
    buf_free(&out);
}

static void the_question_about_the_ground(void **state)
{
    const struct caps ecma = {.cup = "\033[%i%p1%d;%p2%dH", .el = "\033[K", .ansi = true};
    struct probe p = {0};
    struct buf out = {0};
    const struct input white = {.kind = INPUT_GROUND, .rgb = 0xFFFFFF},
                       black = {.kind = INPUT_GROUND}, end = {.kind = INPUT_ATTRS};

    (void)state;
    CHECK("nothing to ask", !probe_ask(&p, &ecma, false, false, &out) && !out.len);
    CHECK("unasked", probe_reply(&p, &white) == 0 && !p.ground);
    CHECK("asked", probe_ask(&p, &ecma, false, true, &out));
    CHECK_STR("question", out.p, "\033]11;?\033\\\033[c");
    CHECK("answer", probe_reply(&p, &white) == 0 && p.ground && p.rgb == 0xFFFFFF);
    CHECK("once", probe_reply(&p, &black) == 0 && p.rgb == 0xFFFFFF);
    CHECK("over", probe_reply(&p, &end) == 0 && !p.asked);
    buf_free(&out);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(bytes_become_events),
    cmocka_unit_test(waiting),
    cmocka_unit_test(a_huge_paste_is_cut),
    cmocka_unit_test(the_question_about_widths),
    cmocka_unit_test(the_question_about_the_ground),
};
const struct check_suite suite_input = {"input", tests, sizeof tests / sizeof *tests};

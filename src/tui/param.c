/* The part of terminfo's parameter language that cursor addressing and its like use.  ncurses has
 * tparm() for all of it, but with state of its own and at ten times the cost. */
#include "tui/paint.h"

enum { STACK = 4 };

struct params {
    int p[2];
    int stack[STACK];
    unsigned n;
};

static bool push(struct params *s, int v)
{
    if (s->n == STACK)
        return false;
    s->stack[s->n++] = v;
    return true;
}

static int pop(struct params *s)
{
    return s->n ? s->stack[--s->n] : 0;
}

static bool arithmetic(struct params *s, char op)
{
    int b = pop(s), a = pop(s);

    return push(s, op == '+' ? a + b : a - b);
}

/* %{n} or %'c' at Z (after the percent sign); returns what follows, NULL when it is neither. */
static const char *constant(struct params *s, const char *z)
{
    int n = 0;

    if (z[0] == '\'')
        return z[1] && z[2] == '\'' && push(s, (unsigned char)z[1]) ? z + 3 : NULL;
    for (z++; *z >= '0' && *z <= '9' && n < 10000; z++)
        n = n * 10 + (*z - '0');
    return *z == '}' && push(s, n) ? z + 1 : NULL;
}

/* One operator at Z; returns what follows it, NULL when it is not known. */
static const char *operator(struct buf *out, struct params *s, const char *z)
{
    switch (*z) {
    case '%':
        buf_c(out, '%');
        return z + 1;
    case 'i':
        s->p[0]++;
        s->p[1]++;
        return z + 1;
    case 'p':
        return (z[1] == '1' || z[1] == '2') && push(s, s->p[z[1] - '1']) ? z + 2 : NULL;
    case 'd':
        buf_printf(out, "%d", pop(s));
        return z + 1;
    case 'c':
        buf_c(out, (char)pop(s));
        return z + 1;
    case '+':
    case '-':
        return arithmetic(s, *z) ? z + 1 : NULL;
    case '\'':
    case '{':
        return constant(s, z);
    default:
        return NULL;
    }
}

bool paint_param(struct buf *out, const char *cap, int p1, int p2)
{
    struct params s = {.p = {p1, p2}};
    size_t before = out->len;

    while (cap && *cap) {
        if (*cap != '%') {
            buf_c(out, *cap++);
            continue;
        }
        cap = operator(out, &s, cap + 1);
    }
    if (cap)
        return true;
    out->len = before;
    return false;
}

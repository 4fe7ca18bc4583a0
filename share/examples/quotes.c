/* usage: quotes FILE      who said what in an article, in rows of 40 columns */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yulu.h>

int main(int argc, char **argv)
{
    char why[256];
    struct yulu_quotation q;
    yulu_article *art = yulu_open(argc > 1 ? argv[1] : "", why, sizeof why);

    if (!art) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    printf("%s (%s)\n", yulu_title(art), yulu_date(art));
    for (size_t i = 0, n; yulu_quotation_at(art, i, &q); i++) {
        struct yulu_row *rows = yulu_wrap(q.text, strlen(q.text), 40, 1, &n);
        printf("%s [%s]\n", *q.speaker ? q.speaker : "?", q.kind);
        for (size_t k = 0; k < n; k++)
            printf("  %.*s\n", (int)rows[k].length, q.text + rows[k].offset);
        free(rows);
    }
    yulu_free(art);
    return 0;
}

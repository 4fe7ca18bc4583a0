#include "internal.h"

#include "article/write.h"

void export_yaml(struct buf *out, const struct export_item *x, size_t n,
                 const struct export_opts *o)
{
    (void)o;
    article_write_yaml(out, x->art, x->body, n > 0);
}

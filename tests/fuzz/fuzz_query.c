/* Queries come from people, files of saved filters and command lines: any text. */
#include "property/query_holds.h"

#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text = {0};

    utf8_repair(str_make((const char *)data, size), &text);
    if (query_broken(buf_view(&text)))
        __builtin_trap();
    buf_free(&text);
    return 0;
}

/* main() for a fuzz target without libFuzzer: gives it each file named on the command line
 * once.  With it any compiler and any sanitizer can replay the corpora. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

enum { MAX_LEN = 1 << 24 };

/* The buffer is exactly as long as the file, so that AddressSanitizer sees a read past it. */
static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *all = malloc(MAX_LEN), *data = NULL;
    size_t len = f && all ? fread(all, 1, MAX_LEN, f) : 0;
    int ok = f && all && !ferror(f) && (data = realloc(all, len ? len : 1)) != NULL;

    if (ok)
        LLVMFuzzerTestOneInput(data, len);
    else
        perror(path);
    free(data ? data : all);
    if (f)
        fclose(f);
    return ok;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++)
        failed |= !replay(argv[i]);
    return failed;
}

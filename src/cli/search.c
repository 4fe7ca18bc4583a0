#include "internal.h"
int cli_search(struct cli_opts *o){(void)o;return 0;}

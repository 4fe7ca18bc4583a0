/* The command line, or else the reader. */
#include "base/mapping.h"
#include "cli/cli.h"
#include "tui/tui.h"

int main(int argc, char **argv)
{
    struct cli_opts o = {0};
    int status;

    mapping_guard();
    if (cli_main(argc, argv, &o, &status)) {
        struct tui_opts t = {.paths = o.paths,
                             .n_paths = o.n_paths,
                             .limits = o.limits,
                             .no_cache = o.no_cache,
                             .cache_dir = o.cache_dir,
                             .amb = o.amb,
                             .kinsoku = o.kinsoku,
                             .measure = o.width,
                             .indent = o.indent,
                             .color = o.color,
                             .theme = o.theme,
                             .open_id = o.open_id,
                             .no_state = o.no_state,
                             .config = &o.config,
                             .name = o.name,
                             .notice = o.notice,
                             .guest = o.kiosk.rules,
                             .may_copy = !o.kiosk.on || o.kiosk.copy,
                             .sandbox = o.kiosk.sandbox,
                             .idle = o.idle,
                             .query = o.query};
        status = tui_run(&t);
    }
    cli_free(&o);
    return status;
}

/* A terminal that answers wrongly, or another one behind it that draws otherwise: whoever sees it
 * turns it over with one key. */
#include "handlers.h"
#include "state.h"

COMMAND(ambiguous)
{
    unsigned effects = app_set_ambiguous(app, 3 - app->amb);

    (void)call;
    return effects | app_say(app, "“ ” … 等字符按%d列显示", app->amb);
}

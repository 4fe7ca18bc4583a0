/* The terminal's answer may come after the first picture. */
#include "view/app.h"

#include "state.h"

unsigned app_set_ambiguous(struct app *app, int amb)
{
    if (app->amb == amb)
        return 0;
    app->amb = amb;
    reading_relayout(app);
    app->lines.cols = 0;
    return EFFECT_REPAINT;
}

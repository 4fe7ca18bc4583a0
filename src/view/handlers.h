/* The handlers of the table of commands, one a command, each in the file named after what it is
 * about.  Private to src/view. */
#ifndef YULU_VIEW_HANDLERS_H
#define YULU_VIEW_HANDLERS_H

#include "view/command.h"

#define COMMAND(name) unsigned cmd_##name(struct app *app, const struct call *call)
COMMAND(ambiguous);
COMMAND(back);
COMMAND(bind);
COMMAND(bottom);
COMMAND(cancel);
COMMAND(check);
COMMAND(choose);
COMMAND(clear);
COMMAND(close);
COMMAND(command);
COMMAND(copy);
COMMAND(copy_cited);
COMMAND(down);
COMMAND(equal);
COMMAND(facet_exclude);
COMMAND(facet_find);
COMMAND(facet_include);
COMMAND(facet_more);
COMMAND(facets);
COMMAND(filter);
COMMAND(find);
COMMAND(find_next);
COMMAND(find_previous);
COMMAND(fix);
COMMAND(focus);
COMMAND(fold);
COMMAND(forward);
COMMAND(group);
COMMAND(grow);
COMMAND(half_down);
COMMAND(half_up);
COMMAND(help);
COMMAND(history_back);
COMMAND(indirect);
COMMAND(info);
COMMAND(layout);
COMMAND(link);
COMMAND(mark);
COMMAND(narrower);
COMMAND(next_article);
COMMAND(next_by_speaker);
COMMAND(next_quotation);
COMMAND(next_section);
COMMAND(open);
COMMAND(page_down);
COMMAND(page_up);
COMMAND(percent);
COMMAND(previous_article);
COMMAND(previous_by_speaker);
COMMAND(previous_quotation);
COMMAND(previous_section);
COMMAND(quit);
COMMAND(quotations);
COMMAND(raw);
COMMAND(redraw);
COMMAND(related);
COMMAND(reload);
COMMAND(save);
COMMAND(saved);
COMMAND(scope);
COMMAND(set);
COMMAND(shrink);
COMMAND(sort);
COMMAND(speaker);
COMMAND(star);
COMMAND(suspend);
COMMAND(theme);
COMMAND(to_mark);
COMMAND(top);
COMMAND(undo);
COMMAND(unread);
COMMAND(unsave);
COMMAND(up);
COMMAND(verdict);
COMMAND(wider);
COMMAND(width);

#endif

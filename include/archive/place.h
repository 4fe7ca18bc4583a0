/* Where the cache of an archive is, and what it must be made of. */
#ifndef YULU_ARCHIVE_PLACE_H
#define YULU_ARCHIVE_PLACE_H

#include "archive/archive.h"

enum { CACHE_FILES_MIN = 400 }; /* fewer files are read faster than a cache is kept */

/* The folder for caches of all archives, in A; NULL when the environment names none. */
const char *place_cache_home(struct arena *a);
/* Give O the cache of the archive PATHS: below DIR, or NULL: below $XDG_CACHE_HOME/yulu
 * (~/.cache/yulu without it).  One folder for a list of paths as written, where each is the same
 * place; what "-" gives has none.  A DIR with published generations (`yulu index build --into`) is
 * used as it is, read only.  Strings in A. */
void place_cache(struct arena *a, const char *const *paths, size_t n, const char *dir,
                 struct archive_opts *o);

/* Does DIR hold published generations? */
bool place_is_published(const char *dir);

#endif

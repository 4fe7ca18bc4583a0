/* Pictures for terminals far away. */
#include "unit/check.h"

#include "tui/pace.h"

static void near_lines_never_wait(void **state)
{
    struct pace p = {.rtt = 3};

    (void)state;
    CHECK("held", !pace_key(&p, 'j', 1000) && !pace_key(&p, 'j', 1030));
    pace_sent(&p, 100000, 1030);
    CHECK_INT("wait", pace_wait(&p, 1030), 0);
    CHECK_INT("rest", pace_rest(&p, 1030), -1);
}

static void far_lines_let_a_picture_arrive(void **state)
{
    struct pace p = {.rtt = 200};

    (void)state;
    pace_sent(&p, 100, 1000);
    CHECK_INT("small", pace_wait(&p, 1000), 3);
    pace_sent(&p, 3200, 1000);
    CHECK_INT("large", pace_wait(&p, 1000), 103);
    CHECK_INT("later", pace_wait(&p, 1103), 0);
    p = (struct pace){.rtt = 600};
    pace_sent(&p, 3200, 1000);
    CHECK_INT("thin", pace_wait(&p, 1000), 400);
}

static void a_key_that_is_held(void **state)
{
    struct pace p = {.rtt = 200};

    (void)state;
    CHECK("once", !pace_key(&p, 'j', 1000));
    CHECK("another", !pace_key(&p, 'k', 1030));
    CHECK("again", pace_key(&p, 'k', 1060));
    pace_sent(&p, 3200, 1060);
    CHECK_INT("two pictures a second", pace_wait(&p, 1100), 460);
    CHECK_INT("rest", pace_rest(&p, 1100), 80);
    CHECK_INT("released", pace_rest(&p, 1180), 0);
    p.held = false;
    CHECK_INT("arriving", pace_wait(&p, 1140), 20);
    CHECK("slowly", !pace_key(&p, 'k', 1300));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(near_lines_never_wait),
    cmocka_unit_test(far_lines_let_a_picture_arrive),
    cmocka_unit_test(a_key_that_is_held),
};
const struct check_suite suite_pace = {"pace", tests, sizeof tests / sizeof *tests};

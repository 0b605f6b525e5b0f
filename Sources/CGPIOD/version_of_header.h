// Neither header has a version macro; only 1.x has this one.
#ifdef LASERRIG_GPIO
#if !__has_include(<gpiod.h>)
#error "the trait GPIO needs libgpiod's header: install libgpiod-dev (Debian, Raspberry Pi) or libgpiod-devel (Fedora)"
#endif
#include <gpiod.h>
#ifdef GPIOD_LINE_BULK_MAX_LINES
#define LIBGPIOD_1
#else
#define LIBGPIOD_2
#endif
#endif

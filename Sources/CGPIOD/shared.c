#include "CGPIOD.h"
#include "version_of_header.h"

#ifdef LASERRIG_GPIO

void cgpiod_lines_deactivate(void *lines) {
  cgpiod_lines_set(lines, 0);
}

#endif

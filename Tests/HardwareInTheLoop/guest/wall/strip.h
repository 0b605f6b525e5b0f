#ifndef STRIP_H
#define STRIP_H

#include <math.h>

#include "../common/sim_chip.h"

/// Photodiodes on the wall, each of which pulls its line up while the dot lies on it.
struct strip {
  unsigned lines[64], count;  ///< from the lowest up
  double pitch, bottom;       ///< cm: from one to the next, height of the first
  double radius;              ///< cm: of the dot
  int descriptors[64];
  int lit[64];                ///< -1: not known yet
  unsigned stuck_lit, stuck_dark;  ///< lines that no light moves
};

#define NO_LINE (~0U)

/// Nowhere: the laser is off.
#define NO_DOT INFINITY

void strip_open(struct strip *strip, const struct sim_chip *chip);

/// Moves the dot: lights first and darkens then, so that a look in between never sees none.
void strip_show(struct strip *strip, double height);

#endif

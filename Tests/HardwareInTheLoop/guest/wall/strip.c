#include "strip.h"

void strip_open(struct strip *strip, const struct sim_chip *chip) {
  for (unsigned i = 0; i < strip->count; i++) {
    strip->descriptors[i] = sim_chip_open_pull(chip, strip->lines[i]);
    strip->lit[i] = -1;
  }
}

static int is_lit(const struct strip *strip, unsigned index, double height) {
  unsigned line = strip->lines[index];
  if (line == strip->stuck_lit) return 1;
  if (line == strip->stuck_dark) return 0;
  return fabs(strip->bottom + index * strip->pitch - height) < strip->radius;
}

void strip_show(struct strip *strip, double height) {
  for (int light = 1; light >= 0; light--) {
    for (unsigned i = 0; i < strip->count; i++) {
      if (is_lit(strip, i, height) != light || strip->lit[i] == light) continue;
      sim_chip_pull(strip->descriptors[i], light);
      strip->lit[i] = light;
    }
  }
}

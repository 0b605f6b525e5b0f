#include "plant.h"

#include <math.h>

double axis_height(const struct axis *axis) {
  return axis->distance * tan(axis->servo.angle * M_PI / 180) + axis->offset;
}

/// Duo-lateral: each end's share of the current falls with the distance of the spot from it.
static void detect(const struct plant *plant, const struct axis *axis, double height) {
  double position = (height - axis->middle) / axis->half_length;
  double seen = fabs(position) <= 1 ? plant->intensity : 0;
  double a = seen == 0 ? 0 : seen * (1 - position) / 2, b = seen == 0 ? 0 : seen * (1 + position) / 2;
  bus_set_volts(&plant->bus, a, b + plant->lamp);
}

void plant_show(struct plant *plant) {
  for (int i = 0; i < plant->axis_count; i++) {
    struct axis *axis = &plant->axes[i];
    double height = plant->laser_is_on ? axis_height(axis) : NO_DOT;
    if (axis->has_detector) {
      detect(plant, axis, height);
    } else {
      strip_show(&axis->strip, height);
    }
  }
}

void plant_switch_laser(struct plant *plant, int64_t time, int level) {
  int on = level != plant->laser_active_low;
  if (on && !plant->laser_is_on) plant->laser_switched_on++;
  if (!on && plant->laser_is_on) plant->laser_off_at = time;
  plant->laser_is_on = on;
}

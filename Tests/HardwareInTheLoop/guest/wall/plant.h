#ifndef PLANT_H
#define PLANT_H

#include "bus.h"
#include "servo.h"
#include "strip.h"

/// One axis: a servo turns the laser, a distance makes a height of the angle, a sensor sees the dot.
struct axis {
  unsigned line;            ///< of the servo; NO_LINE: it hangs on the PCA9685
  unsigned channel;
  double distance, offset;  ///< cm: to the wall, the dot's height at 0 degrees
  struct servo servo;
  int has_detector;         ///< a position detector in the strip's place
  double half_length, middle;  ///< cm: of the detector
  struct strip strip;
};

struct plant {
  struct axis axes[2];
  int axis_count;
  unsigned laser;        ///< line; NO_LINE: a laser that always shines
  int laser_active_low, laser_is_on;
  long laser_switched_on;
  int64_t laser_off_at;  ///< ns
  double intensity;      ///< V: what a detector gives for the whole dot
  double lamp;           ///< V: what other light gives at a detector's upper end, whatever the laser does
  struct bus bus;
};

/// cm, in the sensor's coordinates.
double axis_height(const struct axis *axis);

/// Lets every sensor see where the dot is now.
void plant_show(struct plant *plant);

void plant_switch_laser(struct plant *plant, int64_t time, int level);

#endif

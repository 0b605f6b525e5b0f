#ifndef SERVO_H
#define SERVO_H

#include <stdint.h>

/// A hobby servo that holds the laser, and a record of what it was told.
struct servo {
  double lag;     ///< share of the remaining way that one pulse covers, 0..1
  double travel;  ///< most degrees that one pulse covers
  double frame;   ///< microseconds from pulse to pulse

  double angle;   ///< degrees
  double width;   ///< of the last pulse, microseconds
  int64_t rise;   ///< when the pulse that is not over yet began, 0: none
  int64_t begun;  ///< when the last pulse began
  int64_t ended;  ///< when the last pulse ended
  long pulses;
  long torn;      ///< pulses of no width that a servo knows
  long doubled;   ///< pulses that began before the frame was over
};

/// The line rose or fell at `time` (ns). Returns 1 when that ended a pulse, and the servo moved.
int servo_edge(struct servo *servo, int64_t time, int value);

/// A whole pulse, of `width` microseconds.
int servo_pulse(struct servo *servo, int64_t time, double width);

#endif

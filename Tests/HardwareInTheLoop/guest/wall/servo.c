#include "servo.h"

#include <math.h>

int servo_edge(struct servo *servo, int64_t time, int value) {
  if (value == 1) {
    // Half a frame is what a driver that skips and catches up must never go below.
    if (servo->begun != 0 && (double)(time - servo->begun) / 1e3 < servo->frame / 2) servo->doubled++;
    servo->rise = servo->begun = time;
    return 0;
  }
  if (servo->rise == 0) return 0;
  double width = (double)(time - servo->rise) / 1e3;
  servo->rise = 0;
  return servo_pulse(servo, time, width);
}

int servo_pulse(struct servo *servo, int64_t time, double width) {
  servo->pulses++;
  servo->width = width;
  servo->ended = time;
  if (width < 400 || width > 2600) {
    servo->torn++;
    return 0;
  }
  double asked = (width - 1500) / 2000 * 180;
  double way = servo->lag * (asked - servo->angle);
  servo->angle += fmax(-servo->travel, fmin(servo->travel, way));
  return 1;
}

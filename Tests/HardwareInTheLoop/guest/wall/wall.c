// The virtual wall: watches the servos' lines as the kernel moves them, turns the laser, and lets the photodiodes see
// where the dot is. It is not told what the program under test believes, and that program is not told the distance.
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "../common/edge_ring.h"
#include "../common/fatal.h"
#include "options.h"

struct wall {
  struct options options;
  struct plant plant;
  struct sim_chip chip;
  FILE *journal;
  int64_t latency_max;  ///< ns from an edge to the last line that answered it
};

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void show(struct wall *wall, int64_t since) {
  plant_show(&wall->plant);
  int64_t latency = now() - since;
  if (latency > wall->latency_max) wall->latency_max = latency;
}

static void note_pulse(struct wall *wall, int number) {
  const struct axis *axis = &wall->plant.axes[number];
  if (wall->journal != NULL)
    fprintf(wall->journal, "%" PRId64 " %d %.3f %.4f %.4f\n", axis->servo.ended, number, axis->servo.width,
            axis->servo.angle, axis_height(axis));
}

static void take_edge(struct wall *wall, struct edge edge) {
  if (edge.line == wall->plant.laser) {
    plant_switch_laser(&wall->plant, edge.time, edge.value);
    show(wall, edge.time);
  }
  for (int i = 0; i < wall->plant.axis_count; i++) {
    struct axis *axis = &wall->plant.axes[i];
    if (edge.line != axis->line || !servo_edge(&axis->servo, edge.time, edge.value)) continue;
    show(wall, edge.time);
    note_pulse(wall, i);
  }
}

/// A PWM chip puts out what stands in its registers, frame after frame.
static void take_frame(struct wall *wall) {
  int64_t time = now();
  for (int i = 0; i < wall->plant.axis_count; i++) {
    struct axis *axis = &wall->plant.axes[i];
    if (axis->line != NO_LINE) continue;
    double width = bus_pulse(&wall->plant.bus, axis->channel);
    if (width == 0 || !servo_pulse(&axis->servo, time, width)) continue;
    show(wall, time);
    note_pulse(wall, i);
  }
}

static void summarize(struct wall *wall) {
  FILE *file = fopen(wall->options.summary, "w");
  if (file == NULL) fatal("%s", wall->options.summary);
  struct plant *plant = &wall->plant;
  fprintf(file, "{\"axes\":[");
  for (int i = 0; i < plant->axis_count; i++) {
    const struct axis *axis = &plant->axes[i];
    fprintf(file,
            "%s{\"pulses\":%ld,\"torn\":%ld,\"doubled\":%ld,\"unfinished\":%s,\"widthMicroseconds\":%.3f,"
            "\"endedNanoseconds\":%" PRId64 ",\"angleDegrees\":%.4f,\"heightCentimeters\":%.4f}",
            i == 0 ? "" : ",", axis->servo.pulses, axis->servo.torn, axis->servo.doubled,
            axis->servo.rise != 0 ? "true" : "false", axis->servo.width, axis->servo.ended, axis->servo.angle,
            axis_height(axis));
  }
  fprintf(file, "],\"laserOn\":%s,\"laserSwitchedOn\":%ld,\"laserOffNanoseconds\":%" PRId64
          ",\"latencyMaxMicroseconds\":%.1f}\n",
          plant->laser_is_on ? "true" : "false", plant->laser_switched_on, plant->laser_off_at,
          (double)wall->latency_max / 1e3);
  if (fclose(file) != 0) fatal("%s", wall->options.summary);
}

static void prepare(struct wall *wall) {
  struct plant *plant = &wall->plant;
  wall->chip = sim_chip_named(wall->options.chip);
  plant->laser_is_on = plant->laser == NO_LINE ||
                       sim_chip_value(&wall->chip, plant->laser) != plant->laser_active_low;
  if (wall->options.bus != NULL) bus_open(&plant->bus, wall->options.bus);
  for (int i = 0; i < plant->axis_count; i++) {
    struct axis *axis = &plant->axes[i];
    if (wall->options.blind) axis->strip.radius = 0;
    if (!axis->has_detector) strip_open(&axis->strip, &wall->chip);
  }
  plant_show(plant);
  if (wall->options.journal != NULL && (wall->journal = fopen(wall->options.journal, "w")) == NULL)
    fatal("%s", wall->options.journal);
  // A case waits for the pulses that it has seen there.
  if (wall->journal != NULL) setvbuf(wall->journal, NULL, _IOLBF, 0);
}

static int blocked_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigprocmask(SIG_BLOCK, &set, NULL);
  return signalfd(-1, &set, SFD_CLOEXEC);
}

static int frames(void) {
  struct itimerspec frame = {{0, 20000000}, {0, 20000000}};
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  if (timer < 0 || timerfd_settime(timer, 0, &frame, NULL) != 0) fatal("timer");
  return timer;
}

int main(int count, char **arguments) {
  static struct wall wall;
  parse_options(count, arguments, &wall.options, &wall.plant);
  prepare(&wall);

  struct edge_ring ring;
  edge_ring_open(&ring, wall.chip.base, 64, 64, 1);
  struct pollfd events[] = {
    {ring.descriptor, POLLIN, 0}, {blocked_signals(), POLLIN, 0}, {wall.options.bus ? frames() : -1, POLLIN, 0}};

  // Light is faster than any program, but the pulses (80) come before it.
  if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 20}) != 0) fatal("SCHED_FIFO");
  if (wall.options.ready != NULL) fclose(fopen(wall.options.ready, "w"));

  while ((events[1].revents & POLLIN) == 0) {
    if (poll(events, 3, -1) < 0 && errno != EINTR) fatal("poll");
    for (struct edge edge; edge_ring_next(&ring, &edge);) take_edge(&wall, edge);
    uint64_t passed;
    if ((events[2].revents & POLLIN) != 0 && read(events[2].fd, &passed, sizeof passed) > 0) take_frame(&wall);
  }

  if (wall.journal != NULL && fclose(wall.journal) != 0) fatal("%s", wall.options.journal);
  if (wall.options.summary != NULL) summarize(&wall);
  return 0;
}

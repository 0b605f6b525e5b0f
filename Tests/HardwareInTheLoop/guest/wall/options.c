#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/fatal.h"

static const char usage[] =
  "usage: wall [--chip NAME] [--laser LINE [--laser-active-low]] [--bus DEVICE] [--intensity V] [--lamp V] [--blind]\n"
  "            [--journal FILE] [--summary FILE] [--ready FILE]\n"
  "            { --servo LINE | --pwm CHANNEL } AXIS... [{ --servo LINE | --pwm CHANNEL } AXIS...]\n"
  "AXIS: --distance CM --offset CM --angle DEGREES --lag SHARE --slew DEGREES-PER-SECOND --rate HZ\n"
  "      --strip FIRST-LAST | LINE,LINE... --pitch CM --bottom CM --radius CM --stuck-lit LINE --stuck-dark LINE\n"
  "      --detector HALF-LENGTH --middle CM";

enum option_code {
  chip, laser, laser_active_low, bus, intensity, lamp, blind, journal, summary, ready, servo, pwm, distance, offset, angle,
  lag, slew, rate, strip, pitch, bottom, radius, stuck_lit, stuck_dark, detector, middle,
};

static const struct option table[] = {
  {"chip", required_argument, NULL, chip},
  {"laser", required_argument, NULL, laser},
  {"laser-active-low", no_argument, NULL, laser_active_low},
  {"bus", required_argument, NULL, bus},
  {"intensity", required_argument, NULL, intensity},
  {"lamp", required_argument, NULL, lamp},
  {"blind", no_argument, NULL, blind},
  {"journal", required_argument, NULL, journal},
  {"summary", required_argument, NULL, summary},
  {"ready", required_argument, NULL, ready},
  {"servo", required_argument, NULL, servo},
  {"pwm", required_argument, NULL, pwm},
  {"distance", required_argument, NULL, distance},
  {"offset", required_argument, NULL, offset},
  {"angle", required_argument, NULL, angle},
  {"lag", required_argument, NULL, lag},
  {"slew", required_argument, NULL, slew},
  {"rate", required_argument, NULL, rate},
  {"strip", required_argument, NULL, strip},
  {"pitch", required_argument, NULL, pitch},
  {"bottom", required_argument, NULL, bottom},
  {"radius", required_argument, NULL, radius},
  {"stuck-lit", required_argument, NULL, stuck_lit},
  {"stuck-dark", required_argument, NULL, stuck_dark},
  {"detector", required_argument, NULL, detector},
  {"middle", required_argument, NULL, middle},
  {0},
};

static double number(void) {
  char *end;
  double value = strtod(optarg, &end);
  if (*end != '\0' || end == optarg) fatal("%s is not a number", optarg);
  return value;
}

static void set_lines(struct strip *strip, const char *text) {
  unsigned first, last;
  strip->count = 0;
  if (sscanf(text, "%u-%u", &first, &last) == 2) {
    while (first <= last && strip->count < 64) strip->lines[strip->count++] = first++;
  } else {
    for (; sscanf(text, "%u", &first) == 1 && strip->count < 64; text += strcspn(text, ","), text += *text == ',')
      strip->lines[strip->count++] = first;
  }
  if (strip->count == 0) fatal("--strip %s: FIRST-LAST or LINE,LINE... is asked for", text);
}

static struct axis *add_axis(struct plant *plant) {
  if (plant->axis_count == 2) fatal("two axes at most");
  struct axis *axis = &plant->axes[plant->axis_count++];
  *axis = (struct axis){
    .line = NO_LINE,
    .distance = 115,
    .servo = {.lag = 0.6, .travel = HUGE_VAL, .frame = 20000},
    .strip = {.pitch = 0.5, .radius = 0.625, .stuck_lit = NO_LINE, .stuck_dark = NO_LINE},
  };
  set_lines(&axis->strip, "4-27");
  return axis;
}

static void set_axis(struct axis *axis, int option) {
  switch (option) {
    case distance: axis->distance = number(); break;
    case offset: axis->offset = number(); break;
    case angle: axis->servo.angle = number(); break;
    case lag: axis->servo.lag = number(); break;
    case slew: axis->servo.travel = number() * axis->servo.frame / 1e6; break;
    case rate: axis->servo.frame = 1e6 / number(); break;
    case strip: set_lines(&axis->strip, optarg); break;
    case pitch: axis->strip.pitch = number(); break;
    case bottom: axis->strip.bottom = number(); break;
    case radius: axis->strip.radius = number(); break;
    case stuck_lit: axis->strip.stuck_lit = (unsigned)number(); break;
    case stuck_dark: axis->strip.stuck_dark = (unsigned)number(); break;
    case detector: axis->has_detector = 1, axis->half_length = number(); break;
    case middle: axis->middle = number(); break;
    default: fatal("%s", usage);
  }
}

void parse_options(int count, char **arguments, struct options *options, struct plant *plant) {
  *options = (struct options){.chip = "rig"};
  *plant = (struct plant){.laser = NO_LINE, .intensity = 0.3};
  struct axis *axis = NULL;
  errno = 0;
  for (int option; (option = getopt_long(count, arguments, "", table, NULL)) != -1;) {
    switch (option) {
      case chip: options->chip = optarg; break;
      case laser: plant->laser = (unsigned)number(); break;
      case laser_active_low: plant->laser_active_low = 1; break;
      case bus: options->bus = optarg; break;
      case intensity: plant->intensity = number(); break;
      case lamp: plant->lamp = number(); break;
      case blind: options->blind = 1; break;
      case journal: options->journal = optarg; break;
      case summary: options->summary = optarg; break;
      case ready: options->ready = optarg; break;
      case servo: axis = add_axis(plant), axis->line = (unsigned)number(); break;
      case pwm: axis = add_axis(plant), axis->channel = (unsigned)number(); break;
      default:
        if (option == '?' || axis == NULL) fatal("%s", usage);
        set_axis(axis, option);
    }
  }
  if (axis == NULL || optind != count) fatal("%s", usage);
  for (int i = 0; i < plant->axis_count; i++)
    if (options->bus == NULL && (plant->axes[i].line == NO_LINE || plant->axes[i].has_detector))
      fatal("--pwm and --detector need --bus");
}

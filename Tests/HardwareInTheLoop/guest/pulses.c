// pulses [--rate HZ] [--line N] FILE=MICROSECONDS [FILE=MICROSECONDS]...
//
// How the pulses that `edges` wrote down compare with the widths that were asked for, over all files, as one JSON line.
// Errors are measured minus asked, in microseconds; the period's are those of the time from rise to rise.
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/fatal.h"

struct sample {
  double *values;
  size_t count, room;
};

static void add(struct sample *sample, double value) {
  if (sample->count == sample->room) {
    sample->room = sample->room == 0 ? 1024 : 2 * sample->room;
    sample->values = realloc(sample->values, sample->room * sizeof *sample->values);
    if (sample->values == NULL) fatal("memory");
  }
  sample->values[sample->count++] = value;
}

static int by_magnitude(const void *left, const void *right) {
  double a = fabs(*(const double *)left), b = fabs(*(const double *)right);
  return (a > b) - (a < b);
}

/// Prints mean and standard deviation of the values, and the percentiles of their magnitudes.
static void summarize(const char *name, struct sample *sample) {
  double sum = 0, squares = 0;
  size_t n = sample->count;
  for (size_t i = 0; i < n; i++) sum += sample->values[i];
  double mean = sum / (double)n;
  for (size_t i = 0; i < n; i++) squares += (sample->values[i] - mean) * (sample->values[i] - mean);
  qsort(sample->values, n, sizeof *sample->values, by_magnitude);
  // The nearest rank: the smallest value that so many per cent do not exceed.
  size_t p50 = (n * 50 + 99) / 100 - 1, p99 = (n * 99 + 99) / 100 - 1;
  printf("\"%s\":{\"mean\":%.4f,\"sd\":%.4f,\"p50\":%.4f,\"p99\":%.4f,\"max\":%.4f}", name, mean,
         sqrt(squares / (double)(n - 1)), fabs(sample->values[p50]), fabs(sample->values[p99]),
         fabs(sample->values[n - 1]));
}

static void read_pulses(const char *path, double asked, double period, unsigned wanted, struct sample *widths,
                        struct sample *periods) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fatal("%s", path);
  int64_t time, rise = 0, previous = 0;
  unsigned line;
  int value;
  while (fscanf(file, "%" SCNd64 " %u %d", &time, &line, &value) == 3) {
    if (line != wanted) continue;
    if (value == 1) {
      if (previous != 0) add(periods, (double)(time - previous) / 1e3 - period);
      rise = previous = time;
    } else if (rise != 0) {
      add(widths, (double)(time - rise) / 1e3 - asked);
      rise = 0;
    }
  }
  fclose(file);
}

int main(int count, char **arguments) {
  static const struct option options[] = {
    {"rate", required_argument, NULL, 'r'}, {"line", required_argument, NULL, 'l'}, {0}};
  double rate = 50;
  unsigned line = 0;
  for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;) {
    if (option == 'r') rate = strtod(optarg, NULL);
    if (option == 'l') line = (unsigned)strtoul(optarg, NULL, 10);
    if (option == '?') return 2;
  }
  struct sample widths = {0}, periods = {0};
  for (int i = optind; i < count; i++) {
    char *equals = strrchr(arguments[i], '=');
    if (equals == NULL) fatal("%s: FILE=MICROSECONDS is asked for", arguments[i]);
    *equals = '\0';
    read_pulses(arguments[i], strtod(equals + 1, NULL), 1e6 / rate, line, &widths, &periods);
  }
  errno = 0;
  if (widths.count < 2 || periods.count < 2) fatal("no pulses on line %u", line);
  printf("{\"pulses\":%zu,", widths.count);
  summarize("width", &widths);
  putchar(',');
  summarize("period", &periods);
  puts("}");
  return 0;
}

// vcd NUMBER=NAME [NUMBER=NAME]... <EDGES >FILE
//
// What `edges` wrote down as a value change dump (IEEE 1364), for any wave viewer. Time zero is the first edge.
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/fatal.h"

int main(int count, char **arguments) {
  unsigned numbers[64];
  int signals = count - 1;
  if (signals < 1 || signals > 64) fatal("usage: vcd NUMBER=NAME... <EDGES >FILE");
  puts("$timescale 1 ns $end\n$scope module pins $end");
  for (int i = 0; i < signals; i++) {
    char *equals = strchr(arguments[i + 1], '=');
    if (equals == NULL) fatal("%s: NUMBER=NAME is asked for", arguments[i + 1]);
    numbers[i] = (unsigned)strtoul(arguments[i + 1], NULL, 10);
    printf("$var wire 1 %c %s $end\n", '!' + i, equals + 1);
  }
  puts("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars");
  for (int i = 0; i < signals; i++) printf("x%c\n", '!' + i);
  puts("$end");

  int64_t time, first = -1, last = 0;
  unsigned line;
  int value;
  while (scanf("%" SCNd64 " %u %d", &time, &line, &value) == 3) {
    for (int i = 0; i < signals; i++) {
      if (numbers[i] != line) continue;
      if (first < 0) first = time;
      // One time stamp for all that happened at it.
      if (time - first != last) printf("#%" PRId64 "\n", last = time - first);
      printf("%d%c\n", value, '!' + i);
    }
  }
  errno = 0;
  if (first < 0) fatal("no edges");
  return 0;
}

// edges --chip NAME --line N [--line N]... --output FILE -- PROGRAM [ARGUMENT]...
//
// Runs a program and writes down every edge that it makes on these lines, "nanoseconds line value" each.
// The ring holds them all until the program has ended, so that watching takes no time from the watched.
// Ends with the program's exit code.
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/edge_ring.h"
#include "common/fatal.h"
#include "common/sim_chip.h"

static int exit_code_of(char **command) {
  pid_t child = fork();
  if (child < 0) fatal("fork");
  if (child == 0) {
    execvp(command[0], command);
    fatal("%s", command[0]);
  }
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) fatal("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int count, char **arguments) {
  static const struct option options[] = {
    {"chip", required_argument, NULL, 'c'}, {"line", required_argument, NULL, 'l'},
    {"output", required_argument, NULL, 'o'}, {0}};
  const char *name = "rig", *output = NULL;
  unsigned long wanted[2] = {0, 0};
  for (int option; (option = getopt_long(count, arguments, "+", options, NULL)) != -1;) {
    if (option == 'c') name = optarg;
    if (option == 'o') output = optarg;
    if (option == 'l') {
      unsigned long line = strtoul(optarg, NULL, 10);
      if (line > 127) fatal("line %lu: at most 127", line);
      wanted[line / 64] |= 1UL << line % 64;
    }
    if (option == '?') return 2;
  }
  if (output == NULL || optind == count) fatal("usage: edges --line N --output FILE -- PROGRAM");

  struct sim_chip chip = sim_chip_named(name);
  struct edge_ring ring;
  edge_ring_open(&ring, chip.base, 128, 1024, 0);
  int code = exit_code_of(arguments + optind);

  FILE *file = fopen(output, "w");
  if (file == NULL) fatal("%s", output);
  for (struct edge edge; edge_ring_next(&ring, &edge);)
    if (edge.line < 128 && (wanted[edge.line / 64] >> edge.line % 64 & 1) != 0)
      fprintf(file, "%" PRId64 " %u %d\n", edge.time, edge.line, edge.value);
  if (fclose(file) != 0) fatal("%s", output);
  return code;
}

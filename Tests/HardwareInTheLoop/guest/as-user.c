// as-user NUMBER PROGRAM [ARGUMENT]...
//
// Runs a program as an ordinary user in no group that could open a device.
#include <grp.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/fatal.h"

int main(int count, char **arguments) {
  if (count < 3) fatal("usage: as-user NUMBER PROGRAM");
  unsigned user = (unsigned)strtoul(arguments[1], NULL, 10);
  if (setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0)
    fatal("user %u", user);
  execvp(arguments[2], arguments + 2);
  fatal("%s", arguments[2]);
}

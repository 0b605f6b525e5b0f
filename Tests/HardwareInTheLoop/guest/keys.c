// keys TERMINAL { TEXT | --stop | --go }
//
// Types TEXT at a terminal without a person, or lets it take no more output and go on again, as one whose reader has
// stopped reading.
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "common/fatal.h"

int main(int count, char **arguments) {
  if (count != 3) fatal("usage: keys TERMINAL { TEXT | --stop | --go }");
  int terminal = open(arguments[1], O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (terminal < 0) fatal("%s", arguments[1]);
  if (strcmp(arguments[2], "--stop") == 0) {
    if (tcflow(terminal, TCOOFF) != 0) fatal("stop");
  } else if (strcmp(arguments[2], "--go") == 0) {
    if (tcflow(terminal, TCOON) != 0) fatal("go");
  } else {
    for (char *key = arguments[2]; *key; key++)
      if (ioctl(terminal, TIOCSTI, key) != 0) fatal("type");
  }
}

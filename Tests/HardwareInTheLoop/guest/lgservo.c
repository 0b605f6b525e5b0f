// lgservo CHIP LINE MICROSECONDS PULSES
//
// The yardstick: so many servo pulses at 50 Hz by lgpio's lgTxServo, at the priority that LaserRig's own have.
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/fatal.h"
#include "common/sim_chip.h"
#include "lgpio.h"

static int checked(int result, const char *what) {
  if (result < 0) fatal("%s: %s", what, lguErrorText(result));
  return result;
}

int main(int count, char **arguments) {
  if (count != 5) fatal("usage: lgservo CHIP LINE MICROSECONDS PULSES");
  struct sim_chip chip = sim_chip_named(arguments[1]);
  int line = atoi(arguments[2]), width = atoi(arguments[3]), pulses = atoi(arguments[4]), number;
  if (sscanf(chip.device, "/dev/gpiochip%d", &number) != 1) fatal("%s has no number", chip.device);

  // lgpio's transmit thread inherits it.
  if (sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 80}) != 0) fatal("SCHED_FIFO");
  if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0) fatal("mlockall");

  int handle = checked(lgGpiochipOpen(number), "open");
  checked(lgGpioClaimOutput(handle, 0, line, 0), "claim");
  checked(lgTxServo(handle, line, width, 50, 0, pulses), "servo");
  while (lgTxBusy(handle, line, LG_TX_PWM) == 1) usleep(20000);
  checked(lgGpiochipClose(handle), "close");
  return 0;
}

// linestate CHIP LINE...
//
// The holder of each line, which way it points and what the pin carries, as a JSON array in the order asked for.
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "common/fatal.h"
#include "common/sim_chip.h"

int main(int count, char **arguments) {
  if (count < 3) fatal("usage: linestate CHIP LINE...");
  struct sim_chip chip = sim_chip_named(arguments[1]);
  int descriptor = open(chip.device, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fatal("%s", chip.device);
  for (int i = 2; i < count; i++) {
    struct gpio_v2_line_info info;
    memset(&info, 0, sizeof info);
    info.offset = (unsigned)strtoul(arguments[i], NULL, 10);
    if (ioctl(descriptor, GPIO_V2_GET_LINEINFO_IOCTL, &info) != 0) fatal("line %s", arguments[i]);
    printf("%c{\"line\":%u,\"held\":%s,\"consumer\":\"%s\",\"direction\":\"%s\",\"activeLow\":%s,\"value\":%d}",
           i == 2 ? '[' : ',', info.offset, info.flags & GPIO_V2_LINE_FLAG_USED ? "true" : "false", info.consumer,
           info.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "output" : "input",
           info.flags & GPIO_V2_LINE_FLAG_ACTIVE_LOW ? "true" : "false", sim_chip_value(&chip, info.offset));
  }
  puts("]");
  return 0;
}

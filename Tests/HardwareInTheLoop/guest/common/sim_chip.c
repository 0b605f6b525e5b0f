#include "sim_chip.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fatal.h"

static void read_word(const char *path, char *word, size_t size) {
  FILE *file = fopen(path, "r");
  if (file == NULL || fgets(word, (int)size, file) == NULL) fatal("%s", path);
  fclose(file);
  word[strcspn(word, "\n")] = '\0';
}

struct sim_chip sim_chip_named(const char *name) {
  struct sim_chip chip;
  char path[256], device[32], bank[32], number[16];
  snprintf(path, sizeof path, "/config/gpio-sim/%s/dev_name", name);
  read_word(path, device, sizeof device);
  snprintf(path, sizeof path, "/config/gpio-sim/%s/bank0/chip_name", name);
  read_word(path, bank, sizeof bank);
  snprintf(chip.device, sizeof chip.device, "/dev/%s", bank);
  snprintf(chip.lines, sizeof chip.lines, "/sys/devices/platform/%s/%s", device, bank);

  snprintf(path, sizeof path, "/sys/devices/platform/%s/gpio/gpiochip*/base", device);
  glob_t found;
  if (glob(path, 0, NULL, &found) != 0) fatal("%s", path);
  read_word(found.gl_pathv[0], number, sizeof number);
  globfree(&found);
  if (sscanf(number, "%u", &chip.base) != 1) fatal("%s is not a number: %s", path, number);
  errno = 0;
  return chip;
}

int sim_chip_value(const struct sim_chip *chip, unsigned line) {
  char path[256], value[8];
  snprintf(path, sizeof path, "%s/sim_gpio%u/value", chip->lines, line);
  read_word(path, value, sizeof value);
  return value[0] == '1';
}

int sim_chip_open_pull(const struct sim_chip *chip, unsigned line) {
  char path[256];
  snprintf(path, sizeof path, "%s/sim_gpio%u/pull", chip->lines, line);
  int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) fatal("%s", path);
  return descriptor;
}

void sim_chip_pull(int descriptor, int up) {
  const char *word = up ? "pull-up" : "pull-down";
  // A chip that a case has unbound has no strip to light any more.
  if (pwrite(descriptor, word, strlen(word), 0) < 0 && errno != ENODEV) fatal("pull");
  errno = 0;
}

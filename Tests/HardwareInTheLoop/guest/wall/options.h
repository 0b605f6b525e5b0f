#ifndef OPTIONS_H
#define OPTIONS_H

#include "plant.h"

struct options {
  const char *chip;     ///< under /config/gpio-sim
  const char *bus;      ///< /dev/i2c-N, or NULL
  const char *journal;  ///< file: one line a pulse
  const char *summary;  ///< file: JSON, at the end
  const char *ready;    ///< file that appears when the wall watches
  int blind;            ///< the strip sees nothing, as with a cut cable
};

/// Fills both in from the command line; ends the program where it makes no sense.
void parse_options(int count, char **arguments, struct options *options, struct plant *plant);

#endif

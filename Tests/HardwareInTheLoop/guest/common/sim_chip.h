#ifndef SIM_CHIP_H
#define SIM_CHIP_H

/// A chip of the kernel's gpio-sim, seen from the side that no user of real pins has.
struct sim_chip {
  char device[64];  ///< /dev/gpiochipN
  char lines[128];  ///< folder of sim_gpioN/{pull,value}
  unsigned base;    ///< the tracepoint speaks of global numbers: this is line 0
};

/// The chip under /config/gpio-sim/NAME; ends the program if there is none or it is not live.
struct sim_chip sim_chip_named(const char *name);

/// What the pin carries: an output's level, an input's pull.
int sim_chip_value(const struct sim_chip *chip, unsigned line);

/// Opens a line's `pull` for writing.
int sim_chip_open_pull(const struct sim_chip *chip, unsigned line);

/// What an input reads from now on.
void sim_chip_pull(int descriptor, int up);

#endif

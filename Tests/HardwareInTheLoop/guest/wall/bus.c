#include "bus.h"

#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <math.h>
#include <stdint.h>
#include <sys/ioctl.h>

#include "../common/fatal.h"

static int open_chip(const char *device, long address) {
  int descriptor = open(device, O_RDWR | O_CLOEXEC);
  // The driver holds the address: a bus has no observer but a second master.
  if (descriptor < 0 || ioctl(descriptor, I2C_SLAVE_FORCE, address) != 0) fatal("%s, chip 0x%lx", device, address);
  return descriptor;
}

void bus_open(struct bus *bus, const char *device) {
  bus->pwm = open_chip(device, 0x40);
  bus->converter = open_chip(device, 0x41);
}

static unsigned read_byte(int chip, uint8_t command) {
  union i2c_smbus_data data;
  struct i2c_smbus_ioctl_data call = {I2C_SMBUS_READ, command, I2C_SMBUS_BYTE_DATA, &data};
  if (ioctl(chip, I2C_SMBUS, &call) != 0) fatal("register 0x%x", command);
  return data.byte;
}

static void write_word(int chip, uint8_t command, unsigned value) {
  // The INA219 sends its high byte first, SMBus the low one.
  union i2c_smbus_data data = {.word = __builtin_bswap16((uint16_t)value)};
  struct i2c_smbus_ioctl_data call = {I2C_SMBUS_WRITE, command, I2C_SMBUS_WORD_DATA, &data};
  if (ioctl(chip, I2C_SMBUS, &call) != 0) fatal("register 0x%x", command);
}

double bus_pulse(const struct bus *bus, unsigned channel) {
  enum { mode1 = 0x00, led0 = 0x06, prescale = 0xfe, asleep = 0x10, full = 0x10 };
  uint8_t led = (uint8_t)(led0 + 4 * channel);
  unsigned on = read_byte(bus->pwm, led), on_high = read_byte(bus->pwm, (uint8_t)(led + 1));
  unsigned off = read_byte(bus->pwm, (uint8_t)(led + 2)), off_high = read_byte(bus->pwm, (uint8_t)(led + 3));
  if ((read_byte(bus->pwm, mode1) & asleep) != 0 || (off_high & full) != 0) return 0;
  unsigned counts = ((off | (off_high & 15) << 8) - (on | (on_high & 15) << 8)) & 4095;
  // Its oscillator's 25 MHz, divided.
  return counts * (read_byte(bus->pwm, prescale) + 1) / 25.0;
}

void bus_set_volts(const struct bus *bus, double a, double b) {
  write_word(bus->converter, 1, (unsigned)lround(a / 10e-6));
  write_word(bus->converter, 2, (unsigned)lround(b / 4e-3) << 3);
}

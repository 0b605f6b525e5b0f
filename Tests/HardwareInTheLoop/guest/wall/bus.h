#ifndef BUS_H
#define BUS_H

/// The registers of two chips that i2c-stub plays, behind their kernel drivers' backs.
struct bus {
  int pwm;        ///< PCA9685
  int converter;  ///< INA219
};

void bus_open(struct bus *bus, const char *device);

/// The pulse that the PCA9685's channel puts out, in microseconds; 0: none.
double bus_pulse(const struct bus *bus, unsigned channel);

/// The volts that the INA219 finds: `a` across its shunt, `b` on its bus.
void bus_set_volts(const struct bus *bus, double a, double b);

#endif

#include <stdint.h>
#include <sys/ioctl.h>

#include "CLinux.h"

// A PWM chip's character device, as include/uapi/linux/pwm.h of Linux 7.3 describes it; older headers have no such file.
struct waveform {
  uint32_t channel;
  uint32_t padding;
  uint64_t period;
  uint64_t width;
  uint64_t offset;
};

#define TAKE_CHANNEL _IO(0x75, 1)
#define ROUND_WAVEFORM _IOWR(0x75, 3, struct waveform)
#define SET_ROUNDED_WAVEFORM _IOW(0x75, 5, struct waveform)

int clinux_pwm_silence(int descriptor, unsigned channel) {
  if (ioctl(descriptor, TAKE_CHANNEL, (unsigned long)channel) < 0) return -1;
  struct waveform none = {.channel = channel};
  return ioctl(descriptor, SET_ROUNDED_WAVEFORM, &none) < 0 ? -1 : 0;
}

int clinux_pwm_round(int descriptor, unsigned channel, int64_t *period, int64_t *width) {
  struct waveform asked = {.channel = channel, .period = (uint64_t)*period, .width = (uint64_t)*width};
  if (ioctl(descriptor, ROUND_WAVEFORM, &asked) < 0) return -1;
  *period = (int64_t)asked.period;
  *width = (int64_t)asked.width;
  return 0;
}

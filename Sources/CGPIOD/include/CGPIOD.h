// One face for libgpiod 1.6 and 2.x, which share no function signature. Nothing of it is there without the trait GPIO.
//
// Functions return NULL or -1 on failure, with errno set. Values are logical: active-low is applied below this face.
// Bit i of a value is the i-th line of its request.
#ifndef CGPIOD_H
#define CGPIOD_H

#include <stdbool.h>
#include <stdint.h>

// Lines of one request, at most.
#define CGPIOD_MAX_LINES 64

struct cgpiod_chip;
struct cgpiod_lines;

struct cgpiod_chip_info {
  char name[32];
  char label[32];
  unsigned line_count;
};

struct cgpiod_line_info {
  char name[32];
  // Empty if no program holds the line, or if the holder gave no name.
  char consumer[32];
  bool is_used;
  bool is_output;
  bool is_active_low;
};

enum cgpiod_bias { CGPIOD_BIAS_AS_IS, CGPIOD_BIAS_OFF, CGPIOD_BIAS_UP, CGPIOD_BIAS_DOWN };
enum cgpiod_drive { CGPIOD_DRIVE_PUSH_PULL, CGPIOD_DRIVE_OPEN_DRAIN, CGPIOD_DRIVE_OPEN_SOURCE };

struct cgpiod_settings {
  const char *consumer;
  // An output begins inactive.
  bool is_output;
  bool is_active_low;
  enum cgpiod_bias bias;
  enum cgpiod_drive drive;
};

// The version of the library that is linked, as in "2.1.3".
const char *cgpiod_version(void);

struct cgpiod_chip *cgpiod_chip_open(const char *path);
void cgpiod_chip_close(struct cgpiod_chip *chip);
int cgpiod_chip_get_info(struct cgpiod_chip *chip, struct cgpiod_chip_info *info);
int cgpiod_chip_get_line_info(struct cgpiod_chip *chip, unsigned offset, struct cgpiod_line_info *info);

// Takes the lines; what is returned holds the chip open by itself.
struct cgpiod_lines *cgpiod_lines_request(
    const char *path, const unsigned *offsets, unsigned count, const struct cgpiod_settings *settings);
int cgpiod_lines_set(struct cgpiod_lines *lines, uint64_t values);
// All lines in one system call.
int cgpiod_lines_get(struct cgpiod_lines *lines, uint64_t *values);
void cgpiod_lines_release(struct cgpiod_lines *lines);

// Makes all lines of the `struct cgpiod_lines` inactive. Neither allocates nor locks: a signal handler may call it.
void cgpiod_lines_deactivate(void *lines);

#endif

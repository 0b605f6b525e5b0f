#include "CGPIOD.h"
#include "version_of_header.h"

#ifdef LIBGPIOD_1
#include <errno.h>
#include <stdlib.h>

#include "copy_text.h"

struct cgpiod_lines {
  // In this library the lines of a chip are released when it is closed.
  struct gpiod_chip *chip;
  struct gpiod_line_bulk bulk;
};

const char *cgpiod_version(void) {
  return gpiod_version_string();
}

struct cgpiod_chip *cgpiod_chip_open(const char *path) {
  return (struct cgpiod_chip *)gpiod_chip_open(path);
}

void cgpiod_chip_close(struct cgpiod_chip *chip) {
  gpiod_chip_close((struct gpiod_chip *)chip);
}

int cgpiod_chip_get_info(struct cgpiod_chip *opaque, struct cgpiod_chip_info *info) {
  struct gpiod_chip *chip = (struct gpiod_chip *)opaque;
  copy_text(info->name, sizeof info->name, gpiod_chip_name(chip));
  copy_text(info->label, sizeof info->label, gpiod_chip_label(chip));
  info->line_count = gpiod_chip_num_lines(chip);
  return 0;
}

int cgpiod_chip_get_line_info(struct cgpiod_chip *chip, unsigned offset, struct cgpiod_line_info *info) {
  struct gpiod_line *line = gpiod_chip_get_line((struct gpiod_chip *)chip, offset);
  if (!line || gpiod_line_update(line) < 0) return -1;
  copy_text(info->name, sizeof info->name, gpiod_line_name(line));
  copy_text(info->consumer, sizeof info->consumer, gpiod_line_consumer(line));
  info->is_used = gpiod_line_is_used(line);
  info->is_output = gpiod_line_direction(line) == GPIOD_LINE_DIRECTION_OUTPUT;
  info->is_active_low = gpiod_line_active_state(line) == GPIOD_LINE_ACTIVE_STATE_LOW;
  return 0;
}

static int flags_of(const struct cgpiod_settings *settings) {
  static const int bias[] = {
      0, GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE, GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP,
      GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN};
  static const int drive[] = {0, GPIOD_LINE_REQUEST_FLAG_OPEN_DRAIN, GPIOD_LINE_REQUEST_FLAG_OPEN_SOURCE};
  return (settings->is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0) | bias[settings->bias]
         | drive[settings->drive];
}

static int take(struct cgpiod_lines *lines, const unsigned *offsets, unsigned count,
                const struct cgpiod_settings *settings) {
  gpiod_line_bulk_init(&lines->bulk);
  for (unsigned i = 0; i < count; i++) {
    struct gpiod_line *line = gpiod_chip_get_line(lines->chip, offsets[i]);
    if (!line) return -1;
    gpiod_line_bulk_add(&lines->bulk, line);
  }
  static const int inactive[CGPIOD_MAX_LINES];
  struct gpiod_line_request_config config = {
      .consumer = settings->consumer,
      .request_type =
          settings->is_output ? GPIOD_LINE_REQUEST_DIRECTION_OUTPUT : GPIOD_LINE_REQUEST_DIRECTION_INPUT,
      .flags = flags_of(settings)};
  return gpiod_line_request_bulk(&lines->bulk, &config, inactive);
}

struct cgpiod_lines *cgpiod_lines_request(
    const char *path, const unsigned *offsets, unsigned count, const struct cgpiod_settings *settings) {
  _Static_assert(CGPIOD_MAX_LINES <= GPIOD_LINE_BULK_MAX_LINES, "a request fits into the library's");
  if (count == 0 || count > CGPIOD_MAX_LINES) {
    errno = EINVAL;
    return NULL;
  }
  struct cgpiod_lines *lines = calloc(1, sizeof *lines);
  if (!lines) return NULL;
  lines->chip = gpiod_chip_open(path);
  if (lines->chip && take(lines, offsets, count, settings) == 0) return lines;
  int cause = errno;
  if (lines->chip) gpiod_chip_close(lines->chip);
  free(lines);
  errno = cause;
  return NULL;
}

int cgpiod_lines_set(struct cgpiod_lines *lines, uint64_t values) {
  int each[CGPIOD_MAX_LINES];
  unsigned count = gpiod_line_bulk_num_lines(&lines->bulk);
  for (unsigned i = 0; i < count; i++) each[i] = values >> i & 1;
  return gpiod_line_set_value_bulk(&lines->bulk, each);
}

int cgpiod_lines_get(struct cgpiod_lines *lines, uint64_t *values) {
  int each[CGPIOD_MAX_LINES];
  if (gpiod_line_get_value_bulk(&lines->bulk, each) < 0) return -1;
  uint64_t seen = 0;
  for (unsigned i = 0; i < gpiod_line_bulk_num_lines(&lines->bulk); i++) seen |= (uint64_t)(each[i] != 0) << i;
  *values = seen;
  return 0;
}

void cgpiod_lines_release(struct cgpiod_lines *lines) {
  gpiod_line_release_bulk(&lines->bulk);
  gpiod_chip_close(lines->chip);
  free(lines);
}

#endif

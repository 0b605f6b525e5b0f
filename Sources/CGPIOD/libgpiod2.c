#include "CGPIOD.h"
#include "version_of_header.h"

#ifdef LIBGPIOD_2
#include <errno.h>
#include <stdlib.h>

#include "copy_text.h"

struct cgpiod_lines {
  struct gpiod_line_request *request;
  unsigned count;
};

const char *cgpiod_version(void) {
  return gpiod_api_version();
}

struct cgpiod_chip *cgpiod_chip_open(const char *path) {
  return (struct cgpiod_chip *)gpiod_chip_open(path);
}

void cgpiod_chip_close(struct cgpiod_chip *chip) {
  gpiod_chip_close((struct gpiod_chip *)chip);
}

int cgpiod_chip_get_info(struct cgpiod_chip *chip, struct cgpiod_chip_info *info) {
  struct gpiod_chip_info *found = gpiod_chip_get_info((struct gpiod_chip *)chip);
  if (!found) return -1;
  copy_text(info->name, sizeof info->name, gpiod_chip_info_get_name(found));
  copy_text(info->label, sizeof info->label, gpiod_chip_info_get_label(found));
  info->line_count = (unsigned)gpiod_chip_info_get_num_lines(found);
  gpiod_chip_info_free(found);
  return 0;
}

int cgpiod_chip_get_line_info(struct cgpiod_chip *chip, unsigned offset, struct cgpiod_line_info *info) {
  struct gpiod_line_info *found = gpiod_chip_get_line_info((struct gpiod_chip *)chip, offset);
  if (!found) return -1;
  copy_text(info->name, sizeof info->name, gpiod_line_info_get_name(found));
  copy_text(info->consumer, sizeof info->consumer, gpiod_line_info_get_consumer(found));
  info->is_used = gpiod_line_info_is_used(found);
  info->is_output = gpiod_line_info_get_direction(found) == GPIOD_LINE_DIRECTION_OUTPUT;
  info->is_active_low = gpiod_line_info_is_active_low(found);
  gpiod_line_info_free(found);
  return 0;
}

static int apply(struct gpiod_line_settings *to, const struct cgpiod_settings *settings) {
  static const enum gpiod_line_bias bias[] = {
      GPIOD_LINE_BIAS_AS_IS, GPIOD_LINE_BIAS_DISABLED, GPIOD_LINE_BIAS_PULL_UP, GPIOD_LINE_BIAS_PULL_DOWN};
  static const enum gpiod_line_drive drive[] = {
      GPIOD_LINE_DRIVE_PUSH_PULL, GPIOD_LINE_DRIVE_OPEN_DRAIN, GPIOD_LINE_DRIVE_OPEN_SOURCE};
  gpiod_line_settings_set_active_low(to, settings->is_active_low);
  if (gpiod_line_settings_set_bias(to, bias[settings->bias]) < 0) return -1;
  if (!settings->is_output) return gpiod_line_settings_set_direction(to, GPIOD_LINE_DIRECTION_INPUT);
  if (gpiod_line_settings_set_direction(to, GPIOD_LINE_DIRECTION_OUTPUT) < 0) return -1;
  if (gpiod_line_settings_set_drive(to, drive[settings->drive]) < 0) return -1;
  return gpiod_line_settings_set_output_value(to, GPIOD_LINE_VALUE_INACTIVE);
}

static struct gpiod_line_request *request(
    struct gpiod_chip *chip, const unsigned *offsets, unsigned count, const struct cgpiod_settings *settings) {
  struct gpiod_line_settings *each = gpiod_line_settings_new();
  struct gpiod_line_config *lines = gpiod_line_config_new();
  struct gpiod_request_config *whole = gpiod_request_config_new();
  struct gpiod_line_request *made = NULL;
  if (each && lines && whole && apply(each, settings) == 0
      && gpiod_line_config_add_line_settings(lines, offsets, count, each) == 0) {
    gpiod_request_config_set_consumer(whole, settings->consumer);
    made = gpiod_chip_request_lines(chip, whole, lines);
  }
  int cause = errno;
  gpiod_request_config_free(whole);
  gpiod_line_config_free(lines);
  gpiod_line_settings_free(each);
  errno = cause;
  return made;
}

struct cgpiod_lines *cgpiod_lines_request(
    const char *path, const unsigned *offsets, unsigned count, const struct cgpiod_settings *settings) {
  if (count == 0 || count > CGPIOD_MAX_LINES) {
    errno = EINVAL;
    return NULL;
  }
  struct cgpiod_lines *lines = calloc(1, sizeof *lines);
  if (!lines) return NULL;
  struct gpiod_chip *chip = gpiod_chip_open(path);
  if (chip) lines->request = request(chip, offsets, count, settings);
  int cause = errno;
  if (chip) gpiod_chip_close(chip);
  if (!lines->request) {
    free(lines);
    errno = cause;
    return NULL;
  }
  lines->count = count;
  return lines;
}

int cgpiod_lines_set(struct cgpiod_lines *lines, uint64_t values) {
  enum gpiod_line_value each[CGPIOD_MAX_LINES];
  for (unsigned i = 0; i < lines->count; i++) {
    each[i] = values >> i & 1 ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
  }
  return gpiod_line_request_set_values(lines->request, each);
}

int cgpiod_lines_get(struct cgpiod_lines *lines, uint64_t *values) {
  enum gpiod_line_value each[CGPIOD_MAX_LINES];
  if (gpiod_line_request_get_values(lines->request, each) < 0) return -1;
  uint64_t seen = 0;
  for (unsigned i = 0; i < lines->count; i++) seen |= (uint64_t)(each[i] == GPIOD_LINE_VALUE_ACTIVE) << i;
  *values = seen;
  return 0;
}

void cgpiod_lines_release(struct cgpiod_lines *lines) {
  gpiod_line_request_release(lines->request);
  free(lines);
}

#endif

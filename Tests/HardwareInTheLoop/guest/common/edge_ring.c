#include "edge_ring.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "fatal.h"

#define EVENT "/sys/kernel/tracing/events/gpio/gpio_value/"

/// The event's number, and where its fields lie: both differ between kernels.
static unsigned parse_format(struct edge_ring *ring) {
  FILE *file = fopen(EVENT "format", "r");
  if (file == NULL) fatal(EVENT "format");
  unsigned number = 0, offset;
  char text[256], name[32];
  ring->value_offset = ring->number_offset = 0;
  while (fgets(text, sizeof text, file) != NULL) {
    sscanf(text, "ID: %u", &number);
    if (sscanf(text, " field:%*s %31[a-z]; offset:%u", name, &offset) == 2 ||
        sscanf(text, " field:%*s %*s %31[a-z]; offset:%u", name, &offset) == 2) {
      if (strcmp(name, "value") == 0) ring->value_offset = offset;
      if (strcmp(name, "gpio") == 0) ring->number_offset = offset;
    }
  }
  fclose(file);
  errno = 0;
  if (number == 0 || ring->value_offset == 0 || ring->number_offset == 0) fatal("no fields in " EVENT "format");
  return number;
}

void edge_ring_open(struct edge_ring *ring, unsigned base, unsigned count, unsigned pages, int wake) {
  if (sysconf(_SC_NPROCESSORS_ONLN) != 1) fatal("one ring sees one processor, there are more");
  struct perf_event_attr event = {
    .type = PERF_TYPE_TRACEPOINT,
    .size = sizeof event,
    .config = parse_format(ring),
    .sample_period = 1,
    .sample_type = PERF_SAMPLE_TIME | PERF_SAMPLE_RAW,
    .use_clockid = 1,
    .clockid = CLOCK_MONOTONIC,
    .watermark = !wake,
    .wakeup_events = 1,
  };
  if (!wake) event.wakeup_watermark = UINT32_MAX;
  ring->base = base;
  ring->descriptor = (int)syscall(SYS_perf_event_open, &event, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
  if (ring->descriptor < 0) fatal("perf_event_open");
  char filter[96];
  snprintf(filter, sizeof filter, "get==0 && gpio>=%u && gpio<%u", base, base + count);
  if (ioctl(ring->descriptor, PERF_EVENT_IOC_SET_FILTER, filter) != 0) fatal("filter %s", filter);
  ring->size = (uint64_t)pages * 4096;
  ring->memory = mmap(NULL, ring->size + 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring->descriptor, 0);
  if (ring->memory == MAP_FAILED) fatal("the ring's %u pages", pages);
  errno = 0;
}

/// A record may lie across the ring's end.
static void copy(const struct edge_ring *ring, uint64_t from, void *to, size_t size) {
  const unsigned char *data = (unsigned char *)ring->memory + 4096;
  for (size_t i = 0; i < size; i++) ((unsigned char *)to)[i] = data[(from + i) % ring->size];
}

int edge_ring_next(struct edge_ring *ring, struct edge *edge) {
  struct perf_event_mmap_page *control = ring->memory;
  uint64_t head = __atomic_load_n(&control->data_head, __ATOMIC_ACQUIRE), tail = control->data_tail;
  int found = 0;
  while (tail < head && !found) {
    struct perf_event_header header;
    copy(ring, tail, &header, sizeof header);
    if (header.type == PERF_RECORD_LOST) fatal("the kernel lost edges: more pages are needed");
    if (header.type == PERF_RECORD_SAMPLE) {
      uint64_t time, fields = tail + sizeof header + sizeof time + sizeof(uint32_t);
      uint32_t number;
      int32_t value;
      copy(ring, tail + sizeof header, &time, sizeof time);
      copy(ring, fields + ring->number_offset, &number, sizeof number);
      copy(ring, fields + ring->value_offset, &value, sizeof value);
      *edge = (struct edge){(int64_t)time, number - ring->base, value};
      found = 1;
    }
    tail += header.size;
  }
  __atomic_store_n(&control->data_tail, tail, __ATOMIC_RELEASE);
  return found;
}

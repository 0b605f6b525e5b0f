#ifndef EDGE_RING_H
#define EDGE_RING_H

#include <stdint.h>

/// One write to an output as the kernel saw it.
struct edge {
  int64_t time;  ///< ns of CLOCK_MONOTONIC
  unsigned line;
  int value;
};

/// The `gpio:gpio_value` tracepoint of the only processor, by way of a perf ring.
struct edge_ring {
  int descriptor;  ///< readable when there are edges, if asked for
  void *memory;
  uint64_t size;
  unsigned base;
  unsigned value_offset, number_offset;
};

/// Records writes to the lines of the chip that begins at the global number `base`, `count` of them.
/// `pages` is a power of two; with `wake` the descriptor becomes readable at once on each edge.
void edge_ring_open(struct edge_ring *ring, unsigned base, unsigned count, unsigned pages, int wake);

/// Takes the oldest edge: 1, or 0 if there is none. Ends the program if the kernel had to drop one.
int edge_ring_next(struct edge_ring *ring, struct edge *edge);

#endif

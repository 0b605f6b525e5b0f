// The normal distribution by the ziggurat method of Marsaglia and Tsang (2000) with 256 layers.

#ifndef ZIGGURAT_H
#define ZIGGURAT_H

#include <math.h>

#include "Xoshiro.h"

enum { ziggurat_layers = 256 };

/// The layers' widths; a caller makes sure of `ziggurat_prepare` first.
extern double ziggurat_edges[ziggurat_layers + 1];

void ziggurat_prepare(void);

/// The draw for `bits` that lie at the edge of a layer or in the tail.
double ziggurat_finish(uint64_t bits, struct xoshiro *generator);

static inline double ziggurat_place(uint64_t bits, int layer) {
  return (double)((int64_t)bits >> 11) * 0x1p-52 * ziggurat_edges[layer];
}

static inline double ziggurat_next(struct xoshiro *generator) {
  const uint64_t bits = xoshiro_next(generator);
  const int layer = bits & 255;
  const double candidate = ziggurat_place(bits, layer);
  if (fabs(candidate) < ziggurat_edges[layer + 1]) return candidate;
  // A copy is lent out, field by field, so that the caller's generator can stay in registers.
  struct xoshiro lent = {generator->s0, generator->s1, generator->s2, generator->s3};
  const double rare = ziggurat_finish(bits, &lent);
  generator->s0 = lent.s0;
  generator->s1 = lent.s1;
  generator->s2 = lent.s2;
  generator->s3 = lent.s3;
  return rare;
}

#endif

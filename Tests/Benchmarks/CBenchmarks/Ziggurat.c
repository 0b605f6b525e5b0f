#include "Ziggurat.h"

#pragma STDC FP_CONTRACT OFF

double ziggurat_edges[ziggurat_layers + 1];

static const double tail = 3.654152885361009;

static double density(double value) {
  return exp(-0.5 * value * value);
}

void ziggurat_prepare(void) {
  const double area = tail * density(tail) + sqrt(M_PI / 2) * erfc(tail / sqrt(2));
  ziggurat_edges[0] = area / density(tail);
  ziggurat_edges[1] = tail;
  for (int layer = 2; layer < ziggurat_layers; layer++) {
    const double below = ziggurat_edges[layer - 1];
    ziggurat_edges[layer] = sqrt(-2 * log(area / below + density(below)));
  }
  ziggurat_edges[ziggurat_layers] = 0;
}

/// The upper 53 bits as a number above 0 and at most 1.
static double unit(uint64_t bits) {
  return (double)((bits >> 11) + 1) * 0x1p-53;
}

static double draw_tail(struct xoshiro *generator) {
  for (int attempt = 0; attempt < 64; attempt++) {
    const double beyond = -log(unit(xoshiro_next(generator))) / tail;
    const double bound = -log(unit(xoshiro_next(generator)));
    if (bound + bound > beyond * beyond) return tail + beyond;
  }
  return tail;
}

double ziggurat_finish(uint64_t bits, struct xoshiro *generator) {
  for (int attempt = 0; attempt < 64; attempt++) {
    const int layer = bits & 255;
    const double candidate = ziggurat_place(bits, layer);
    if (fabs(candidate) < ziggurat_edges[layer + 1]) return candidate;
    if (layer == 0) {
      const double beyond = draw_tail(generator);
      return candidate < 0 ? -beyond : beyond;
    }
    const double foot = density(ziggurat_edges[layer]);
    const double top = density(ziggurat_edges[layer + 1]);
    if (foot + unit(xoshiro_next(generator)) * (top - foot) < density(candidate)) return candidate;
    bits = xoshiro_next(generator);
  }
  return ziggurat_place(bits, 1);
}

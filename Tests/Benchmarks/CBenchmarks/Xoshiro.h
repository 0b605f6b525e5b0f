// xoshiro256++ of Blackman and Vigna (2021), seeded as the simulated rigs seed theirs.

#ifndef XOSHIRO_H
#define XOSHIRO_H

#include <stdint.h>

struct xoshiro {
  uint64_t s0, s1, s2, s3;
};

static inline uint64_t splitmix_mixed(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

static inline uint64_t splitmix_next(uint64_t *state) {
  *state += 0x9E3779B97F4A7C15u;
  return splitmix_mixed(*state);
}

/// The noise of a rig with the seed `seed`, outside a sweep.
static inline struct xoshiro xoshiro_for_noise(uint64_t seed) {
  const uint64_t cell = 0, trial = 0, noise = 2;
  uint64_t key = splitmix_mixed(seed);
  key = splitmix_mixed(key + 0x9E3779B97F4A7C15u * (cell + 1));
  key = splitmix_mixed(key + 0x9E3779B97F4A7C15u * (trial + 1));
  key = splitmix_mixed(key + 0x9E3779B97F4A7C15u * (noise + 1));
  key = splitmix_mixed(key + 0x9E3779B97F4A7C15u); // the first stream of its purpose
  struct xoshiro generator;
  generator.s0 = splitmix_next(&key);
  generator.s1 = splitmix_next(&key);
  generator.s2 = splitmix_next(&key);
  generator.s3 = splitmix_next(&key);
  return generator;
}

static inline uint64_t xoshiro_next(struct xoshiro *generator) {
  const uint64_t sum = generator->s0 + generator->s3;
  const uint64_t result = ((sum << 23) | (sum >> 41)) + generator->s0;
  const uint64_t shifted = generator->s1 << 17;
  generator->s2 ^= generator->s0;
  generator->s3 ^= generator->s1;
  generator->s1 ^= generator->s2;
  generator->s0 ^= generator->s3;
  generator->s2 ^= shifted;
  generator->s3 = (generator->s3 << 45) | (generator->s3 >> 19);
  return result;
}

#endif

// Arithmetic on 32 lanes at once.
//
// The compiler of Swift 6.3 takes the floating-point operators of its own vector types apart into one instruction a
// lane; Clang's, which its inliner sees through this header, become vector instructions of whatever processor the
// package is built for. Where that has a fused multiply-add, `a * b + c` is one.
#ifndef CLANES_H
#define CLANES_H

#include <stdint.h>

#pragma clang diagnostic push
// Nothing here is ever called; all of it is inlined.
#pragma clang diagnostic ignored "-Wpsabi"
// A file that includes this one keeps its own arithmetic.
#pragma float_control(push)
#pragma clang fp contract(fast)

typedef float clanes_float __attribute__((ext_vector_type(32)));
typedef int32_t clanes_int __attribute__((ext_vector_type(32)));
typedef double clanes_double __attribute__((ext_vector_type(32)));
typedef uint32_t clanes_word __attribute__((ext_vector_type(32)));

#define CLANES static inline __attribute__((always_inline))

CLANES clanes_float clanes_add(clanes_float a, clanes_float b) { return a + b; }
CLANES clanes_float clanes_subtract(clanes_float a, clanes_float b) { return a - b; }
CLANES clanes_float clanes_multiply(clanes_float a, clanes_float b) { return a * b; }
CLANES clanes_float clanes_divide(clanes_float a, clanes_float b) { return a / b; }
// a·b + c and c - a·b
CLANES clanes_float clanes_multiply_add(clanes_float a, clanes_float b, clanes_float c) { return a * b + c; }
CLANES clanes_float clanes_multiply_subtract(clanes_float a, clanes_float b, clanes_float c) { return c - a * b; }
// 1 if `a * b + c` is rounded once: results then differ in their last bits from those of a build without.
CLANES int clanes_is_fused(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return 1;
#else
  return 0;
#endif
}
CLANES clanes_float clanes_magnitude(clanes_float a) { return __builtin_elementwise_abs(a); }
CLANES clanes_float clanes_minimum(clanes_float a, clanes_float b) { return a < b ? a : b; }
CLANES clanes_float clanes_maximum(clanes_float a, clanes_float b) { return a > b ? a : b; }
CLANES clanes_float clanes_square_root(clanes_float a) { return __builtin_elementwise_sqrt(a); }

// Masks have all bits of a lane set where true.
CLANES clanes_int clanes_is_less(clanes_float a, clanes_float b) { return a < b; }
CLANES clanes_int clanes_and(clanes_int a, clanes_int b) { return a & b; }
CLANES int clanes_is_any(clanes_int a) { return __builtin_reduce_or(a) != 0; }
CLANES clanes_int clanes_not(clanes_int a) { return ~a; }
// `number` where `mask` is true and `number` the greater, `last` elsewhere; of no lane is either below 0. And the lesser
// of the two where `mask` is false. Processors whose instructions take a mask have it for nothing.
#ifdef __AVX512F__
CLANES clanes_float clanes_latest(clanes_int mask, clanes_float number, clanes_float last) {
  return mask ? number : last;
}
CLANES clanes_float clanes_earliest(clanes_int mask, clanes_float number, clanes_float first) {
  const clanes_float earlier = number < first ? number : first;
  return mask ? first : earlier;
}
#else
CLANES clanes_float clanes_latest(clanes_int mask, clanes_float number, clanes_float last) {
  const clanes_float masked = (clanes_float)((clanes_int)number & mask);
  return masked > last ? masked : last;
}
CLANES clanes_float clanes_earliest(clanes_int mask, clanes_float number, clanes_float first) {
  // All bits of a lane set are no number, and no number is less.
  const clanes_float masked = (clanes_float)((clanes_int)number | mask);
  return masked < first ? masked : first;
}
#endif
CLANES clanes_float clanes_where(clanes_int mask, clanes_float a) { return (clanes_float)((clanes_int)a & mask); }
CLANES clanes_float clanes_choose(clanes_int mask, clanes_float a, clanes_float b) { return mask ? a : b; }
// A true lane counts -1.
CLANES clanes_int clanes_subtract_ints(clanes_int a, clanes_int b) { return a - b; }
// To the nearest whole number, halves away from zero, as C's roundf, which is a call for each lane where the processor
// has no instruction for it.
CLANES clanes_float clanes_rounded(clanes_float a) {
  const clanes_float size = __builtin_elementwise_abs(a);
  // From 2^23 on every float is whole, so that a sum there rounds to a whole number: halves to an even one.
  const clanes_float even = (size + 8388608.0f) - 8388608.0f;
  const clanes_float whole = size - even == 0.5f ? even + 1.0f : even;
  const clanes_word sign = (clanes_word)a & 0x80000000u;
  return size < 8388608.0f ? (clanes_float)((clanes_word)whole | sign) : a;
}

CLANES clanes_word clanes_sum_words(clanes_word a, clanes_word b) { return a + b; }
CLANES clanes_word clanes_xor(clanes_word a, clanes_word b) { return a ^ b; }
CLANES clanes_word clanes_shift_left(clanes_word a, int32_t bits) { return a << (uint32_t)bits; }
CLANES clanes_word clanes_shift_right(clanes_word a, int32_t bits) { return a >> (uint32_t)bits; }
CLANES clanes_word clanes_rotate_left(clanes_word a, int32_t bits) {
  return (a << (uint32_t)bits) | (a >> (uint32_t)(32 - bits));
}
CLANES clanes_word clanes_or_word(clanes_word a, uint32_t bits) { return a | bits; }

CLANES clanes_float clanes_of_signed_words(clanes_word a) {
  return __builtin_convertvector((clanes_int)a, clanes_float);
}
CLANES clanes_word clanes_bits(clanes_float a) { return (clanes_word)a; }
CLANES clanes_float clanes_from_bits(clanes_word a) { return (clanes_float)a; }
// The signed words shifted right, the sign kept.
CLANES clanes_word clanes_shift_right_signed(clanes_word a, int32_t bits) {
  return (clanes_word)((clanes_int)a >> bits);
}
CLANES clanes_word clanes_subtract_words(clanes_word a, clanes_word b) { return a - b; }

CLANES clanes_double clanes_add_to_doubles(clanes_double sums, clanes_float a) {
  return sums + __builtin_convertvector(a, clanes_double);
}
CLANES clanes_double clanes_add_squares_to_doubles(clanes_double sums, clanes_float a) {
  const clanes_double wide = __builtin_convertvector(a, clanes_double);
  return sums + wide * wide;
}

CLANES clanes_float clanes_narrow(clanes_double a) { return __builtin_convertvector(a, clanes_float); }

#undef CLANES
#pragma float_control(pop)
#pragma clang diagnostic pop

#endif

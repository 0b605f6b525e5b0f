/// What processor this package is built for.

#ifndef BUILD_TARGET_H
#define BUILD_TARGET_H

/// How many bits the widest vectors have that the build may use: 128 for any x86-64 or Arm processor, more where it was
/// asked for that of the machine at hand.
int build_vector_bits(void);

#endif

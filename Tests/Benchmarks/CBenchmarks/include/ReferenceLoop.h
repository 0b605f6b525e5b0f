/// The scalar loop of an ideal rig, written by hand: what the generic loop is measured against.

#ifndef REFERENCE_LOOP_H
#define REFERENCE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

/// One run: heights and distances in cm, angles as slopes.
struct reference_setup {
  uint64_t seed;
  long step_limit;
  double frame_seconds;
  double distance, laser_height, target, noise;
  double lowest, highest, start;
  double learning_rate, assumed_distance;
  double bound, floor;
  long growing_steps, rail_swings;
};

enum reference_end {
  reference_step_limit,
  reference_beyond_bound,
  reference_growing,
  reference_swinging,
};

/// What a run came to: the sum of the costs of all its readings, in cm², shows that two runs are the same.
struct reference_result {
  double sum_of_costs;
  long updates;
  bool is_railed;
  enum reference_end end;
  /// The last error in cm, without its sign.
  double last_error;
  /// The growth of a run that ran away, a step; 0 for others.
  double growth;
};

struct reference_result reference_run(const struct reference_setup *setup);

#endif

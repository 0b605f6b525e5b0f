#include "ReferenceLoop.h"

#include <math.h>

#include "Ziggurat.h"

#pragma STDC FP_CONTRACT OFF

#define rarely(condition) __builtin_expect(!!(condition), 0)

/// True where a block that grew at every step grew out of the noise, and by more in the last step than on average.
static bool is_runaway(double cost, double last_cost, double first_cost, const struct reference_setup *setup) {
  const double size = sqrt(cost);
  const double last_increment = size - sqrt(last_cost);
  const double mean_increment = (size - sqrt(first_cost)) / (double)setup->growing_steps;
  return cost > setup->floor * setup->floor && last_increment > 1.01 * mean_increment;
}

struct reference_result reference_run(const struct reference_setup *setup) {
  ziggurat_prepare();
  struct xoshiro generator = xoshiro_for_noise(setup->seed);

  const double correction = 2 * (setup->learning_rate / setup->assumed_distance);
  const double lowest = setup->lowest, highest = setup->highest;
  const double distance = setup->distance, laser_height = setup->laser_height, target = setup->target;
  const double noise = setup->noise;
  const double bound_squared = setup->bound * setup->bound;
  const long step_limit = setup->step_limit, growing_steps = setup->growing_steps, rail_swings = setup->rail_swings;

  double command = fmin(fmax(setup->start, lowest), highest);
  double slope = command;
  bool is_railed = false;
  int last_rail = 0;
  long swings = 0;

  // The block of steps that growth is judged over.
  bool block_is_open = false;
  long steps = 0, growing = 0;
  double initial_cost = 0, first_cost = 0;
  double last_error = 0, last_cost = 0, products = 0, squares = 0;

  double sum_of_costs = 0;
  for (long index = 0;; index++) {
    double error = distance * slope + laser_height - target;
    if (noise > 0) error += noise * ziggurat_next(&generator);
    const double cost = error * error;
    sum_of_costs += cost;
    struct reference_result result = {sum_of_costs, index, is_railed, reference_step_limit, sqrt(cost), 0};

    if (rarely(cost > bound_squared)) {
      result.end = reference_beyond_bound;
      if (initial_cost > 0 && index > 0) result.growth = pow(cost / initial_cost, 0.5 / (double)index);
      return result;
    }
    bool block_begins = !block_is_open;
    if (block_is_open) {
      growing += cost > last_cost;
      products += error * last_error;
      squares += last_cost;
      steps++;
      if (steps == growing_steps) {
        if (growing == growing_steps && is_runaway(cost, last_cost, first_cost, setup)) {
          result.end = reference_growing;
          result.growth = products / squares;
          return result;
        }
        block_begins = true;
      }
    }
    if (block_begins) {
      if (!block_is_open) initial_cost = cost;
      block_is_open = true;
      steps = growing = 0;
      products = squares = 0;
      first_cost = cost;
    }
    last_error = error;
    last_cost = cost;
    if (swings >= rail_swings) {
      result.end = reference_swinging;
      return result;
    }
    if (index >= step_limit) return result;

    const double wish = command - correction * error;
    is_railed = false;
    if (rarely(!(wish >= lowest && wish <= highest))) {
      is_railed = true;
      if (!isnan(wish)) {
        const int rail = wish > highest ? 1 : -1;
        command = wish > highest ? highest : lowest;
        swings += last_rail == -rail;
        last_rail = rail;
      }
    } else {
      command = wish;
    }
    slope = command;
    if (rarely(slope < lowest || slope > highest)) slope = fmin(fmax(slope, lowest), highest);
  }
}

// The sweep's workload by the plainest loop in C, one trial after the other. The benchmark compiles this file for the
// processor at hand, as the flags of a package may not ask for.

#include "Ziggurat.c"

enum { across = 8, up = 8 };

/// Runs `trials` trials of `readings` readings in each of 8 × 8 cells: the loop gain is 0.1 + 0.2 i, the noise 0.25 j cm.
/// Gives the root mean square of the true error in the cell (4, 4) over the second half, and the mean number of readings
/// before the first within 1 cm.
__attribute__((visibility("default"))) void sweep_reference(
    uint64_t seed, int trials, int readings, double *steady_error, double *mean_first_hit) {
  const double distance = 300, target = 50, tolerance = 1;
  ziggurat_prepare();
  double first_hits = 0, squares_of_cell = 0;
  for (int i = 0; i < across; i++) {
    for (int j = 0; j < up; j++) {
      const double correction = (0.1 + 0.2 * i) / distance, noise = 0.25 * j;
      double squares = 0;
      for (int trial = 0; trial < trials; trial++) {
        struct xoshiro generator = xoshiro_for_noise(seed + (uint64_t)(i * up + j) * (uint64_t)trials + (uint64_t)trial);
        double slope = 0;
        int hit = readings;
        for (int reading = 0; reading < readings; reading++) {
          const double error = distance * slope - target;
          if (hit == readings && fabs(error) <= tolerance) hit = reading;
          if (reading >= readings / 2) squares += error * error;
          slope -= correction * (error + noise * ziggurat_next(&generator));
        }
        first_hits += hit;
      }
      if (i == 4 && j == 4) squares_of_cell = squares;
    }
  }
  *steady_error = sqrt(squares_of_cell / trials / (readings - readings / 2));
  *mean_first_hit = first_hits / trials / (across * up);
}

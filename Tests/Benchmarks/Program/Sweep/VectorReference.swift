/// The workload by NumPy, all cells and trials at once, in double precision.
struct VectorReference {
  let python: Python

  init() throws(Obstacle) { python = try Python() }

  /// Prints the processor's seconds and what the workload comes to. Nothing is made anew in the loop that could be
  /// kept.
  private static func program(_ workload: Workload, seed: Int) -> String {
    """
    import time
    import numpy as np

    trials, readings = \(workload.trials), \(workload.readings)
    shape = (64, trials)
    gain = (0.1 + 0.2 * np.repeat(np.arange(8), 8))[:, None]
    sigma = (0.25 * np.tile(np.arange(8), 8))[:, None]
    random = np.random.default_rng(\(seed))

    def run(readings):
        slope = np.zeros(shape)
        first_hit = np.full(shape, readings)
        squares = np.zeros(shape)
        error, noise = np.empty(shape), np.empty(shape)
        for reading in range(readings):
            np.multiply(slope, 300, out=error)
            error -= 50
            np.minimum(first_hit, np.where(np.abs(error) <= 1, reading, readings), out=first_hit)
            if reading >= readings // 2:
                squares += error * error
            random.standard_normal(out=noise)
            noise *= sigma
            noise += error
            noise *= gain / 300
            slope -= noise
        return np.sqrt(squares[4 * 8 + 4].mean() / (readings - readings // 2)), first_hit.mean()

    run(5)
    start = time.process_time()
    steady_error, mean_reach = run(readings)
    print(time.process_time() - start, steady_error, mean_reach)
    """
  }

  func run(_ workload: Workload, seed: Int = 7) throws(Obstacle) -> (seconds: Double, result: Workload.Result) {
    let answer = try python.answer(to: Self.program(workload, seed: seed))
    let numbers = answer.split(separator: " ").compactMap { word in Double(word) }
    guard numbers.count == 3 else { throw Obstacle(reason: "the sweep in Python printed \(answer)") }
    return (numbers[0], Workload.Result(steadyError: numbers[1], meanFirstHit: numbers[2]))
  }
}

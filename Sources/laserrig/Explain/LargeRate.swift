internal import RigCore
internal import RigReports

enum LargeRate {
  static func answer() -> [Passage] {
    let rates = [0.1, 0.5, 0.9, 1, 1.5]
    let runs = rates.map { rate in Experiment(Experiment.descent(rate), start: 103, steps: 60) }
    let rows = zip(rates, runs).map { rate, run in
      let name = rate.formatted(significantDigits: 3)
      let padding = String(repeating: " ", count: 3 - name.count)
      return "learning rate \(name)\(padding)   errors \(run.listing(5))   \(run.outcome.words)"
    }
    return [
      .prose("No. The step is 1.5 · 2 = 3 times the error, so the dot lands on the other side, twice as far off."),
      .figures(rows),
      .prose("The loop says of the last: \(runs.last?.outcome.reason ?? "")."),
      .prose(
        """
        At 0.5 a step is exactly the error; up to 1 it overshoots and still closes in; at 1 it swings for ever. All \
        this for a wall where the rule takes it to be. On a wall twice as far away each of these limits is half as \
        large: that is why not knowing the distance is the whole problem.
        """),
    ]
  }
}

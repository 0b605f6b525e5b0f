internal import RigCore
internal import RigReports

enum AbsoluteCost {
  static func answer() -> [Passage] {
    let rate = 0.7
    let absolute = CostDescent(learningRate: rate) { error in error == 0 ? 0 : error < 0 ? -1 : 1 }
    let shouts = Experiment(absolute, start: 103, steps: 100)
    let squares = Experiment(Experiment.descent(rate), start: 103, steps: 100)
    return [
      .prose("Ten times the error costs ten times as much by its size, and a hundred times as much by its square:"),
      .figures(
        [1.0, 3, 10].map { error in
          "error \(cell(error))   squared \(cell(error * error))   absolute \(cell(error.magnitude))"
        }),
      .prose(
        """
        The gradients tell more. That of the square is 2 · error: large far away and small near by, so the steps \
        shrink by themselves. That of |error| is +1 or -1 and knows the direction only. With a learning rate of \(rate):
        """),
      .figures([
        "squared    errors \(squares.listing(6))   \(squares.outcome.words)",
        "absolute   errors \(shouts.listing(6))   \(shouts.outcome.words)",
      ]),
      .prose("The absolute cost ends up hopping over the target, \(rate) cm at a time."),
    ]
  }

  private static func cell(_ number: Double) -> String {
    let text = number.formatted(significantDigits: 4)
    return String(repeating: " ", count: max(0, 3 - text.count)) + text
  }
}

internal import RigCore

enum AbsoluteCost {
  static func answer() -> [String] {
    let rate = 0.7
    let absolute = CostDescent(learningRate: rate) { error in error == 0 ? 0 : error < 0 ? -1 : 1 }
    let shouts = Experiment(absolute, start: 103, steps: 100)
    let squares = Experiment(Experiment.descent(rate), start: 103, steps: 100)
    let costs = [1.0, 3, 10].map { error in
      "    error \(cell(error))   squared \(cell(error * error))   absolute \(cell(error.magnitude))"
    }
    return [
      "  Ten times the error costs ten times as much by its size, and a hundred times as much by its square:",
      "",
    ] + costs + [
      "",
      "  The gradients tell more. That of the square is 2 · error: large far away, small near by, so the steps shrink by",
      "  themselves. That of |error| is +1 or -1 and knows the direction only. With a learning rate of \(rate):",
      "",
      "    squared    errors \(squares.listing(7))  (\(squares.outcome.name) in \(squares.steps) steps)",
      "    absolute   errors \(shouts.listing(7))  (\(shouts.outcome.name) at \(shouts.steps) steps)",
      "",
      "  The absolute cost ends up hopping over the target, \(rate) cm at a time.",
    ]
  }

  private static func cell(_ number: Double) -> String {
    let text = number.formatted(significantDigits: 4)
    return String(repeating: " ", count: max(0, 3 - text.count)) + text
  }
}

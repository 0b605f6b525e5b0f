internal import RigCore

enum FactorTwo {
  static func answer() -> [String] {
    let with = Experiment(Experiment.descent(0.1), start: 103, steps: 100)
    let without = Experiment(CostDescent(learningRate: 0.2) { error in error }, start: 103, steps: 100)
    let greatest = zip(with.errors, without.errors).map { left, right in (left - right).magnitude }.max() ?? 0
    return [
      "  It is there because the derivative of error² is 2 · error. Left out, it is made up for by twice the learning rate:",
      "",
      "    learning rate 0.1, gradient 2 · error   errors \(with.listing(5))   \(with.steps) steps",
      "    learning rate 0.2, gradient error       errors \(without.listing(5))   \(without.steps) steps",
      "",
      "  The two runs differ by \(greatest.formatted(significantDigits: 2)) cm at most. So it changes the scale of the learning rate and nothing else;",
      "  many texts write the cost as ½ · error² to be rid of it.",
    ]
  }
}

internal import RigCore
internal import RigReports

enum FactorTwo {
  static func answer() -> [Passage] {
    let with = Experiment(Experiment.descent(0.1), start: 103, steps: 100)
    let without = Experiment(CostDescent(learningRate: 0.2) { error in error }, start: 103, steps: 100)
    let greatest = zip(with.errors, without.errors).map { left, right in (left - right).magnitude }.max() ?? 0
    return [
      .prose("It is there because the derivative of error² is 2 · error. Leave it out and double the learning rate:"),
      .figures([
        "rate 0.1, gradient 2 · error   errors \(with.listing(4))   \(with.steps) steps",
        "rate 0.2, gradient error       errors \(without.listing(4))   \(without.steps) steps",
      ]),
      .prose(
        """
        The two runs differ by at most \(greatest.formatted(significantDigits: 1)) cm. So it sets the scale of the \
        learning rate and nothing else; many texts write the cost as ½ · error² to be rid of it.
        """),
    ]
  }
}

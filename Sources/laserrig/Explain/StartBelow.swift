internal import RigCore
internal import RigReports

enum StartBelow {
  static func answer() -> [Passage] {
    let below = Experiment(Experiment.descent(0.1), start: 97, steps: 100)
    let above = Experiment(Experiment.descent(0.1), start: 103, steps: 100)
    let greatest = zip(below.errors, above.errors).map { low, high in (low + high).magnitude }.max() ?? 0
    let first = below.errors.first ?? 0
    let second = below.errors.dropFirst().first ?? 0
    let move = Experiment.text(second - first)
    return [
      .prose(
        """
        At 97 cm the error is \(Experiment.text(first)) cm and the gradient \(Experiment.text(2 * first)) cm: \
        negative. Subtracting a share of it moves the dot by \(move) cm: up.
        """),
      .figures([
        "from  97 cm   errors \(below.listing(5))",
        "from 103 cm   errors \(above.listing(5))",
      ]),
      .prose(
        """
        The two runs are each other's mirror image, to \(greatest.formatted(significantDigits: 1)) cm. The sign of the \
        gradient is the direction; the rule needs no second case.
        """),
    ]
  }
}

internal import RigCore

enum StartBelow {
  static func answer() -> [String] {
    let below = Experiment(Experiment.descent(0.1), start: 97, steps: 100)
    let above = Experiment(Experiment.descent(0.1), start: 103, steps: 100)
    let isMirror = zip(below.errors, above.errors).allSatisfy { low, high in (low + high).magnitude < 1e-12 }
    let first = below.errors.first ?? 0
    let second = below.errors.dropFirst().first ?? 0
    return [
      "  At 97 cm the error is \(Experiment.text(first)) cm and the gradient \(Experiment.text(2 * first)) cm: negative. Subtracting a share of it adds",
      "  \((second - first).formatted(significantDigits: 3)) cm, so the dot moves up, to \((100 + second).formatted(significantDigits: 5)) cm:",
      "",
      "    from  97 cm   errors \(below.listing(5))",
      "    from 103 cm   errors \(above.listing(5))",
      "",
      isMirror
        ? "  Number for number the mirror image. The gradient's sign is the direction; the rule needs no second case."
        : "  The two runs differ by more than rounding, which should not be.",
    ]
  }
}

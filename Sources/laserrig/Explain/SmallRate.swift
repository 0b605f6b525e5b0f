internal import RigCore
internal import RigReports

enum SmallRate {
  static func answer() -> [Passage] {
    let article = Experiment(Experiment.descent(0.1), start: 103, steps: 1000)
    let small = Experiment(Experiment.descent(0.01), start: 103, steps: 1000)
    let times = (Double(small.steps) / Double(article.steps)).formatted(significantDigits: 3)
    return [
      .figures([
        "learning rate 0.1    errors \(article.listing(5))",
        "learning rate 0.01   errors \(small.listing(5))",
      ]),
      .prose(
        """
        It still converges, but to come within 0.01 cm takes \(small.steps) steps instead of \(article.steps), \
        \(times) times as many: a step leaves \(share(small)) of the error instead of \(share(article)).
        """),
    ]
  }

  private static func share(_ experiment: Experiment) -> String {
    ((experiment.errors.dropFirst().first ?? 0) / (experiment.errors.first ?? 1)).formatted(significantDigits: 3)
  }
}

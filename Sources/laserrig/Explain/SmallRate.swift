internal import RigCore

enum SmallRate {
  static func answer() -> [String] {
    let article = Experiment(Experiment.descent(0.1), start: 103, steps: 1000)
    let small = Experiment(Experiment.descent(0.01), start: 103, steps: 1000)
    let times = (Double(small.steps) / Double(article.steps)).formatted(significantDigits: 3)
    return [
      "    learning rate 0.1    errors \(article.listing(5))   within 0.01 cm after \(article.steps) steps",
      "    learning rate 0.01   errors \(small.listing(5))   within 0.01 cm after \(small.steps) steps",
      "",
      "  It still converges, but takes \(times) times as many steps: each leaves 98 % of the error instead of 80 %.",
    ]
  }
}

internal import RigCore

enum PowerThree {
  static func answer() -> [String] {
    let cubed = CostDescent(learningRate: 0.1) { error in 3 * error * error }
    let above = Experiment(cubed, start: 103, steps: 100)
    let below = Experiment(cubed, start: 97, steps: 100)
    let low = Experiment.text(-27)
    return [
      "  The cube of an error keeps its sign: 3 cm too low costs \(low), less than a hit costs. Lower is \"better\" without",
      "  end. Its gradient 3 · error² is never negative, so the rule can only ever move the dot down:",
      "",
      "    from 103 cm   errors \(above.listing(5))",
      "    from  97 cm   errors \(below.listing(5))",
      "",
      "  From above it creeps up to the target and all but stops: after \(above.steps) steps it is still \(lastText(above)) cm off, since",
      "  the gradient dies faster than the error. From below it runs away: \(below.outcome.name) after \(below.steps) steps.",
    ]
  }

  private static func lastText(_ experiment: Experiment) -> String {
    (experiment.errors.last ?? 0).formatted(significantDigits: 3)
  }
}
